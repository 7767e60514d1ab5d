//! Python source to our tree, and what the tree says about names.
//!
//! ```text
//! parse_function("def f(x):\n    return math.sin(x) * scale\n", 0)
//!   -> Function { name: "f", params: [x], body: [Return(..)] }
//! free_paths(..) -> ["math", "math.sin", "scale"]
//! ```
//!
//! The parser is hidden in `convert`: no type of it leaves this module.

pub mod ast;
mod convert;
mod globals;
mod show;
mod walk;

pub use convert::{File, MAX_NESTING, parse_function};
pub use globals::assigned_globals;
pub use show::show;

use crate::diagnostic::{Diagnostic, Span};
use ast::{Expr, ExprKind, Function, Import, Stmt, StmtKind};
use std::collections::BTreeSet;

/// Names that the function or a function inside it reads and that are not its own: in order of first use, each once.
pub fn free_names(function: &Function) -> Vec<String> {
    free_paths(function).into_iter().filter(|path| !path.contains('.')).collect()
}

/// Free names, and the attribute chains that start at one: `np.linalg.norm` gives `np`, `np.linalg` and
/// `np.linalg.norm`. In order of first use, each once.
pub fn free_paths(function: &Function) -> Vec<String> {
    first_reads(function).into_iter().map(|(path, _)| path).collect()
}

fn first_reads(function: &Function) -> Vec<(String, Span)> {
    let mut seen = BTreeSet::new();
    reads_of(function).paths.into_iter().filter(|(path, _)| seen.insert(path.clone())).collect()
}

/// The names of attributes that the function reads or writes, whatever they are of, and of the methods behind `a[i]` and
/// `len(a)`.
pub fn attributes(function: &Function) -> BTreeSet<String> {
    fn of_expr(e: &Expr, found: &mut BTreeSet<String>) {
        match &e.kind {
            ExprKind::Attribute { name, .. } => {
                found.insert(name.clone());
            }
            ExprKind::Subscript { .. } => found.extend(["__getitem__", "__setitem__"].map(String::from)),
            ExprKind::Call { function, .. } if matches!(&function.kind, ExprKind::Name(name) if name == "len") => {
                found.insert("__len__".into());
            }
            ExprKind::Lambda(inner) => of_block(&inner.body, found),
            _ => {}
        }
        e.children().into_iter().for_each(|child| of_expr(child, found));
    }
    fn of_block(block: &[Stmt], found: &mut BTreeSet<String>) {
        for s in block {
            s.expressions().into_iter().for_each(|e| of_expr(e, found));
            s.blocks().into_iter().for_each(|inner| of_block(inner, found));
        }
    }
    let mut found = BTreeSet::new();
    of_block(&function.body, &mut found);
    found
}

/// What has to be known of a function in order to find out what it uses.
pub struct Outline {
    /// As [`free_paths`] gives them, with the first place of each.
    pub paths: Vec<(String, Span)>,
    /// As [`attributes`].
    pub attributes: BTreeSet<String>,
    pub imports: Vec<Import>,
    /// As [`assigned_globals`].
    pub globals: Result<BTreeSet<String>, Diagnostic>,
    /// As [`uses_frame_introspection`].
    pub introspection: Option<Span>,
    /// Why it cannot be compiled for itself, whatever its arguments.
    pub refusal: Option<Diagnostic>,
}

impl Outline {
    pub fn of(function: &Function) -> Outline {
        Outline {
            paths: first_reads(function),
            attributes: attributes(function),
            imports: imports(function).into_iter().cloned().collect(),
            globals: assigned_globals(function),
            introspection: uses_frame_introspection(function),
            refusal: crate::lower::refuse_signature(function).err(),
        }
    }
}

/// Names that functions right inside of this one have from outside of them, and those of these that they assign.
pub fn shared(function: &Function) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut shared, mut assigned) = (BTreeSet::new(), BTreeSet::new());
    for inner in inner_functions(function) {
        assigned.extend(nonlocals(inner));
        shared.extend(free_names(inner));
    }
    shared.extend(assigned.iter().cloned());
    (shared, assigned)
}

/// Names that a function, or one inside of it, declares as those of functions around it.
pub fn nonlocals(function: &Function) -> BTreeSet<String> {
    let own = scope_of(function).nonlocals.into_iter().map(String::from);
    own.chain(inner_functions(function).into_iter().flat_map(nonlocals)).collect()
}

/// Names that a function declares to be those of its module.
pub fn globals(function: &Function) -> BTreeSet<String> {
    scope_of(function).globals.into_iter().map(String::from).collect()
}

/// The names that are a function's own.
pub fn locals(function: &Function) -> BTreeSet<String> {
    scope_of(function).locals.into_iter().map(String::from).collect()
}

/// Functions and lambdas right inside of a function.
fn inner_functions(function: &Function) -> Vec<&Function> {
    fn of_expr<'a>(e: &'a Expr, found: &mut Vec<&'a Function>) {
        if let ExprKind::Lambda(inner) = &e.kind {
            found.push(inner);
        }
        e.children().into_iter().for_each(|child| of_expr(child, found));
    }
    fn of_block<'a>(block: &'a [Stmt], found: &mut Vec<&'a Function>) {
        for s in block {
            s.expressions().into_iter().for_each(|e| of_expr(e, found));
            match &s.kind {
                StmtKind::Function(inner) => found.push(inner),
                _ => s.blocks().into_iter().for_each(|inner| of_block(inner, found)),
            }
        }
    }
    let mut found = vec![];
    of_block(&function.body, &mut found);
    found
}

/// What the function imports, in no block of it. Such a name counts as a free one: it is what it is in the module.
pub fn imports(function: &Function) -> Vec<&Import> {
    let mut found = vec![];
    for statement in &function.body {
        if let StmtKind::Import(all) = &statement.kind {
            found.extend(all);
        }
    }
    found
}

/// The first place that may look at the variables of a frame by name, so that they must be CPython's own.
pub fn uses_frame_introspection(function: &Function) -> Option<Span> {
    let reads = reads_of(function);
    let paths = reads.paths.iter().filter(|(path, _)| reads_frame(path));
    let calls = reads.bare_calls.iter().filter(|(name, _)| matches!(name.as_str(), "vars" | "dir"));
    paths.chain(calls).map(|(_, span)| *span).min()
}

/// Names that a target binds.
pub fn target_names<'a>(target: &'a Expr, into: &mut Vec<&'a str>) {
    match &target.kind {
        ExprKind::Name(name) => into.push(name),
        ExprKind::Tuple(all) | ExprKind::List(all) => all.iter().for_each(|one| target_names(one, into)),
        ExprKind::Starred(one) => target_names(one, into),
        _ => {}
    }
}

/// Also without a call: `map(eval, lines)` evaluates in the frame that calls `map`.
fn reads_frame(path: &str) -> bool {
    let builtin = path.strip_prefix("builtins.").unwrap_or(path);
    matches!(builtin, "locals" | "globals" | "eval" | "exec")
        || path.starts_with("inspect.")
        || path.rsplit('.').next() == Some("_getframe")
}

/// An imported name that the function assigns as well, imports twice, or mentions before: it may be something else.
pub fn ambiguous_import(function: &Function) -> Option<&str> {
    let scope = scope_of(function);
    let names: Vec<&str> = imports(function).into_iter().map(|one| one.name.as_str()).collect();
    let is_declared = |name: &str| scope.globals.contains(name) || scope.nonlocals.contains(name);
    let mut ambiguous = names
        .iter()
        .enumerate()
        .filter(|(at, name)| scope.locals.contains(**name) || is_declared(name) || names[..*at].contains(name));
    ambiguous.next().map(|(_, name)| *name).or_else(|| mentioned_before_import(function))
}

fn mentioned_before_import(function: &Function) -> Option<&str> {
    fn in_expr(e: &Expr, name: &str) -> bool {
        match &e.kind {
            ExprKind::Name(known) => known == name,
            ExprKind::Lambda(inner) if in_block(&inner.body, name) => true,
            _ => e.children().into_iter().any(|child| in_expr(child, name)),
        }
    }
    fn in_block(block: &[Stmt], name: &str) -> bool {
        block.iter().any(|s| {
            s.expressions().into_iter().any(|e| in_expr(e, name)) || s.blocks().into_iter().any(|b| in_block(b, name))
        })
    }
    function.body.iter().enumerate().find_map(|(at, statement)| {
        let StmtKind::Import(all) = &statement.kind else { return None };
        all.iter().map(|one| one.name.as_str()).find(|name| in_block(&function.body[..at], name))
    })
}

fn reads_of(function: &Function) -> Reads<'_> {
    let mut reads = Reads::default();
    reads.function(function);
    reads
}

/// What is read of names that belong to none of the functions around the place.
#[derive(Default)]
struct Reads<'a> {
    scopes: Vec<Scope<'a>>,
    paths: Vec<(String, Span)>,
    /// Names of all attributes that are read.
    attributes: BTreeSet<String>,
    /// Free names that are called without an argument.
    bare_calls: Vec<(String, Span)>,
}

impl<'a> Reads<'a> {
    fn function(&mut self, function: &'a Function) {
        self.scopes.push(scope_of(function));
        self.block(&function.body);
        self.scopes.pop();
    }

    fn block(&mut self, body: &'a [Stmt]) {
        body.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &'a Stmt) {
        match &statement.kind {
            StmtKind::Function(inner) => {
                inner.defaults().for_each(|default| self.expr(default));
                return self.function(inner);
            }
            // So that they are looked up, read or not.
            StmtKind::Global(names) => names.iter().for_each(|name| self.path(name.clone(), statement.span)),
            // As above.
            StmtKind::Import(all) => all.iter().for_each(|one| self.path(one.name.clone(), statement.span)),
            StmtKind::Assign { targets, value } => {
                self.expr(value);
                targets.iter().for_each(|target| self.target(target));
            }
            StmtKind::For { target, iter, .. } => {
                self.expr(iter);
                self.target(target);
            }
            _ => statement.expressions().into_iter().for_each(|e| self.expr(e)),
        }
        statement.blocks().into_iter().for_each(|block| self.block(block));
    }

    /// A name that is assigned is not read, but `a` and `i` of `a[i] = 0` are.
    fn target(&mut self, target: &'a Expr) {
        match &target.kind {
            ExprKind::Name(_) => {}
            ExprKind::Tuple(all) | ExprKind::List(all) => all.iter().for_each(|e| self.target(e)),
            ExprKind::Starred(one) => self.target(one),
            _ => self.children(target),
        }
    }

    fn expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Name(name) => self.path(name.clone(), expr.span),
            ExprKind::Attribute { name, .. } => {
                self.attributes.insert(name.clone());
                self.children(expr);
                dotted(expr).into_iter().for_each(|path| self.path(path, expr.span));
            }
            ExprKind::Call { function, args, keywords } => {
                if let (ExprKind::Name(name), [], []) = (&function.kind, &args[..], &keywords[..])
                    && self.is_free(name)
                {
                    self.bare_calls.push((name.clone(), expr.span));
                }
                self.children(expr);
            }
            ExprKind::Lambda(inner) => {
                self.children(expr);
                self.function(inner);
            }
            ExprKind::Comprehension { element, clauses, .. } => {
                // The first is evaluated outside.
                clauses.iter().take(1).for_each(|clause| self.expr(&clause.iter));
                let mut locals = vec![];
                clauses.iter().for_each(|clause| target_names(&clause.target, &mut locals));
                self.scopes.push(Scope { locals: locals.into_iter().collect(), ..Scope::default() });
                clauses.iter().skip(1).for_each(|clause| self.expr(&clause.iter));
                clauses.iter().flat_map(|clause| &clause.conditions).for_each(|condition| self.expr(condition));
                self.expr(element);
                self.scopes.pop();
            }
            _ => self.children(expr),
        }
    }

    fn children(&mut self, expr: &'a Expr) {
        expr.children().into_iter().for_each(|child| self.expr(child));
    }

    fn path(&mut self, path: String, span: Span) {
        if self.is_free(path.split('.').next().unwrap_or_default()) {
            self.paths.push((path, span));
        }
    }

    fn is_free(&self, name: &str) -> bool {
        let innermost = self.scopes.iter().rev().find(|s| s.globals.contains(name) || s.locals.contains(name));
        innermost.is_none_or(|scope| scope.globals.contains(name))
    }
}

/// `a.b.c` of a chain of attributes that starts at a name.
fn dotted(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Attribute { value, name } => Some(format!("{}.{name}", dotted(value)?)),
        _ => None,
    }
}

/// Where the names of one function belong.
#[derive(Default)]
struct Scope<'a> {
    locals: BTreeSet<&'a str>,
    globals: BTreeSet<&'a str>,
    nonlocals: BTreeSet<&'a str>,
}

fn scope_of(function: &Function) -> Scope<'_> {
    let mut scope = Scope::default();
    function.params.iter().for_each(|param| scope.bind(&param.name));
    scope.bind_block(&function.body);
    scope.locals = &(&scope.locals - &scope.globals) - &scope.nonlocals;
    scope
}

impl<'a> Scope<'a> {
    fn bind(&mut self, name: &'a str) {
        self.locals.insert(name);
    }

    fn bind_block(&mut self, body: &'a [Stmt]) {
        body.iter().for_each(|statement| self.bind_statement(statement));
    }

    fn bind_statement(&mut self, statement: &'a Stmt) {
        match &statement.kind {
            StmtKind::Function(inner) => {
                self.bind(&inner.name);
                return inner.defaults().for_each(|default| self.bind_walrus(default));
            }
            StmtKind::Assign { targets, .. } => targets.iter().for_each(|target| self.bind_target(target)),
            StmtKind::AugAssign { target, .. } | StmtKind::For { target, .. } => self.bind_target(target),
            StmtKind::Global(names) => self.globals.extend(names.iter().map(String::as_str)),
            StmtKind::Delete(targets) => targets.iter().for_each(|target| self.bind_target(target)),
            StmtKind::Try { handlers, .. } => {
                handlers.iter().flat_map(|handler| &handler.name).for_each(|name| self.bind(name));
            }
            StmtKind::Nonlocal(names) => self.nonlocals.extend(names.iter().map(String::as_str)),
            StmtKind::Match { cases, .. } => {
                cases.iter().flat_map(|case| case.pattern.names()).for_each(|name| self.bind(name));
            }
            _ => {}
        }
        statement.expressions().into_iter().for_each(|e| self.bind_walrus(e));
        statement.blocks().into_iter().for_each(|block| self.bind_block(block));
    }

    fn bind_target(&mut self, target: &'a Expr) {
        match &target.kind {
            ExprKind::Name(name) => self.bind(name),
            ExprKind::Tuple(all) | ExprKind::List(all) => all.iter().for_each(|e| self.bind_target(e)),
            ExprKind::Starred(one) => self.bind_target(one),
            _ => {}
        }
    }

    fn bind_walrus(&mut self, expr: &'a Expr) {
        if let ExprKind::Walrus { name, .. } = &expr.kind {
            self.bind(name);
        }
        expr.children().into_iter().for_each(|child| self.bind_walrus(child));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Function {
        parse_function(source, 0).expect("test source parses")
    }

    #[track_caller]
    fn check_paths(source: &str, expected: &str) {
        assert_eq!(free_paths(&parse(source)).join(" "), expected, "in {source}");
    }

    #[test]
    fn free_names_are_in_order_of_first_use() {
        let function = parse("def f(x):\n    y = g(x, n)\n    return math.sin(y) + n + abs(x)\n");
        assert_eq!(free_names(&function), ["g", "n", "math", "abs"]);
    }

    #[test]
    fn imports_at_the_beginning_are_free_names() {
        let source =
            "def f(x):\n    'doc'\n    import math as m, cmath\n    from math import sin\n    return m.cos(sin(x))\n";
        check_paths(source, "m cmath sin m.cos");
        let function = parse(source);
        let found: Vec<(&str, &str)> =
            imports(&function).iter().map(|one| (one.name.as_str(), one.module.as_str())).collect();
        assert_eq!(found, [("m", "math"), ("cmath", "cmath"), ("sin", "math")]);
        assert_eq!(ambiguous_import(&function), None);
        assert_eq!(ambiguous_import(&parse("def f(m):\n    import math as m\n    return m\n")), Some("m"));
        assert_eq!(imports(&parse("def f(x):\n    x = 1\n    import math\n    return x\n")).len(), 1);
        let before = "def f(x):\n    y = [math for x in x]\n    import math\n    return y\n";
        assert_eq!(ambiguous_import(&parse(before)), Some("math"));
        assert!(imports(&parse("def f(x):\n    if x:\n        import math\n    return x\n")).is_empty());
    }

    #[test]
    fn paths_have_every_prefix() {
        check_paths("def f(x): return np.linalg.norm(x) + np.pi", "np np.linalg np.linalg.norm np.pi");
        check_paths("def f(x): return x.real + g(x).imag", "g");
        check_paths("def f(x): config.size.width = x", "config config.size");
        check_paths("def f(x): config.count += x", "config config.count");
    }

    #[test]
    fn targets_are_not_reads() {
        check_paths("def f():\n    for i, (j, k) in pairs:\n        a[i] = b = j\n", "pairs a");
        check_paths("def f():\n    if (n := size) > 2: return n\n", "size");
        check_paths("def f():\n    def g(): return f\n    return g", "f");
    }

    #[test]
    fn declarations_move_names() {
        check_paths("def f():\n    global total\n    total += 1\n", "total");
        check_paths("def f():\n    nonlocal total\n    total = total + 1\n", "total");
        check_paths("def f(a):\n    def g():\n        nonlocal a\n        a = b\n    return g\n", "b");
        check_paths("def f(a):\n    def g():\n        global a\n        return a\n    return g\n", "a");
    }

    #[test]
    fn inner_functions_have_their_own_names() {
        check_paths("def f(a):\n    def g(b):\n        c = a + b + d\n        return c\n    return g(c)\n", "d c");
        check_paths("lambda x: (lambda y: x + y + z)(y)", "z y");
        check_paths("def f(x):\n    return [x + i + n for i in range(i)]", "range i n");
        check_paths("def f(x):\n    h = lambda: (w := x)\n    return w\n", "w");
    }

    #[track_caller]
    fn check_introspection(body: &str, expected: Option<&str>) {
        let source = format!("def f(x): return {body}");
        let span = uses_frame_introspection(&parse(&source));
        assert_eq!(span.map(|s| &source[s.start as usize..s.end as usize]), expected);
    }

    #[test]
    fn frame_introspection_is_found() {
        check_introspection("locals()", Some("locals"));
        check_introspection("g(vars())", Some("vars()"));
        check_introspection("[eval('x'), dir()]", Some("eval"));
        check_introspection("list(map(eval, x))", Some("eval"));
        check_introspection("builtins.exec('y')", Some("builtins.exec"));
        check_introspection("sys._getframe(1).f_locals", Some("sys._getframe"));
        check_introspection("(lambda: inspect.currentframe().f_back)()", Some("inspect.currentframe"));
    }

    #[test]
    fn other_uses_are_not_introspection() {
        check_introspection("vars(x), dir(x)", None);
        check_introspection("x.eval(), x.inspect.y", None);
        check_introspection("(lambda locals: locals())(x)", None);
    }
}
