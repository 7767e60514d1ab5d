//! The tree as text, for people: a statement is a line, an expression has all its parentheses.
//!
//! ```text
//! function f(q, n)
//!   for i in range(n)
//!     if ((q[i] * q[i]) > 4.0)
//!       return i
//! ```

use super::ast::{
    BinaryOp, CompareOp, Expr, ExprKind, Function, Import, Param, ParamKind, Pattern, PatternKind, Stmt, StmtKind,
    UnaryOp,
};

/// The text of a whole function, one node a line.
pub fn show(function: &Function) -> String {
    let mut lines = Lines::default();
    lines.function(function);
    lines.text
}

#[derive(Default)]
struct Lines {
    text: String,
    depth: usize,
}

impl Lines {
    fn line(&mut self, text: &str) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn block(&mut self, body: &[Stmt]) {
        self.depth += 1;
        body.iter().for_each(|statement| self.statement(statement));
        self.depth -= 1;
    }

    fn block_with_else(&mut self, body: &[Stmt], orelse: &[Stmt]) {
        self.block(body);
        if !orelse.is_empty() {
            self.line("else");
            self.block(orelse);
        }
    }

    fn function(&mut self, function: &Function) {
        let kind = if function.is_generator { "generator" } else { "function" };
        self.line(&format!("{kind} {}({})", function.name, params(function)));
        self.block(&function.body);
    }

    fn statement(&mut self, statement: &Stmt) {
        match &statement.kind {
            StmtKind::Function(inner) => self.function(inner),
            StmtKind::For { target, iter, body, orelse } => {
                self.line(&format!("for {} in {}", expr(target), expr(iter)));
                self.block_with_else(body, orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.line(&format!("while {}", expr(test)));
                self.block_with_else(body, orelse);
            }
            StmtKind::If { test, body, orelse } => self.branches("if", test, body, orelse),
            StmtKind::Match { subject, cases } => {
                self.line(&format!("match {}", expr(subject)));
                for case in cases {
                    let guard = case.guard.iter().map(|e| format!(" if {}", expr(e))).collect::<String>();
                    self.line(&format!("case {}{guard}", pattern(&case.pattern)));
                    self.block(&case.body);
                }
            }
            StmtKind::Try { body, handlers, orelse, finalbody } => {
                self.line("try");
                self.block(body);
                for handler in handlers {
                    let classes = handler.classes.iter().map(|e| format!(" {}", expr(e))).collect::<String>();
                    let name = handler.name.iter().map(|name| format!(" as {name}")).collect::<String>();
                    self.line(&format!("except{classes}{name}"));
                    self.block(&handler.body);
                }
                for (word, block) in [("else", orelse), ("finally", finalbody)] {
                    if !block.is_empty() {
                        self.line(word);
                        self.block(block);
                    }
                }
            }
            simple => self.line(&simple_statement(simple)),
        }
    }

    fn branches(&mut self, keyword: &str, test: &Expr, body: &[Stmt], orelse: &[Stmt]) {
        self.line(&format!("{keyword} {}", expr(test)));
        match orelse {
            [Stmt { kind: StmtKind::If { test, body: then, orelse }, .. }] => {
                self.block(body);
                self.branches("elif", test, then, orelse);
            }
            _ => self.block_with_else(body, orelse),
        }
    }
}

fn simple_statement(kind: &StmtKind) -> String {
    match kind {
        StmtKind::Return(None) => "return".to_string(),
        StmtKind::Return(Some(value)) => format!("return {}", expr(value)),
        StmtKind::Assign { targets, value } => {
            let targets: String = targets.iter().map(|target| expr(target) + " = ").collect();
            targets + &expr(value)
        }
        StmtKind::AugAssign { target, op, value } => format!("{} {}= {}", expr(target), binary(*op), expr(value)),
        StmtKind::Declare => "declare".to_string(),
        StmtKind::Expr(value) => format!("expr {}", expr(value)),
        StmtKind::Assert { test, reads } => {
            format!("assert {}", std::iter::once(expr(test)).chain(reading(reads)).collect::<String>())
        }
        StmtKind::Raise { reads } => format!("raise{}", reading(reads).unwrap_or_default()),
        StmtKind::Global(names) => format!("global {}", names.join(", ")),
        StmtKind::Nonlocal(names) => format!("nonlocal {}", names.join(", ")),
        StmtKind::Import(all) => all.iter().map(import).collect::<Vec<_>>().join("; "),
        StmtKind::Delete(targets) => format!("del {}", targets.iter().map(expr).collect::<Vec<_>>().join(", ")),
        StmtKind::Pass => "pass".to_string(),
        StmtKind::Break => "break".to_string(),
        StmtKind::Continue => "continue".to_string(),
        StmtKind::Other(name) => format!("<{name}>"),
        StmtKind::Function(_)
        | StmtKind::For { .. }
        | StmtKind::While { .. }
        | StmtKind::If { .. }
        | StmtKind::Match { .. }
        | StmtKind::Try { .. } => {
            unreachable!("show: a statement with blocks is not simple")
        }
    }
}

fn pattern(of: &Pattern) -> String {
    let all = |patterns: &[Pattern], between: &str| patterns.iter().map(pattern).collect::<Vec<_>>().join(between);
    match &of.kind {
        PatternKind::As { pattern: None, name } => name.clone().unwrap_or("_".into()),
        PatternKind::As { pattern: Some(inner), name } => {
            format!("{} as {}", pattern(inner), name.as_deref().unwrap_or("_"))
        }
        PatternKind::Value(e) | PatternKind::Singleton(e) => expr(e),
        PatternKind::Sequence(patterns) => format!("[{}]", all(patterns, ", ")),
        PatternKind::Star(name) => format!("*{}", name.as_deref().unwrap_or("_")),
        PatternKind::Or(patterns) => all(patterns, " | "),
        PatternKind::Class { class, patterns, keywords } => {
            let named = keywords.iter().map(|(name, one)| format!("{name}={}", pattern(one)));
            let parts: Vec<String> = patterns.iter().map(pattern).chain(named).collect();
            format!("{}({})", expr(class), parts.join(", "))
        }
    }
}

/// Names that CPython reads.
fn reading(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!(" reading {}", names.join(", ")))
}

fn params(function: &Function) -> String {
    let shown = |param: &Param| {
        let stars = match param.kind {
            ParamKind::Rest => "*",
            ParamKind::Keywords => "**",
            _ => "",
        };
        let default = param.default.as_ref().map(|default| format!("={}", expr(default)));
        format!("{stars}{}{}", param.name, default.unwrap_or_default())
    };
    function.params.iter().map(shown).collect::<Vec<_>>().join(", ")
}

fn expr(e: &Expr) -> String {
    match &e.kind {
        ExprKind::Name(name) => name.clone(),
        ExprKind::None => "None".to_string(),
        ExprKind::Bool(value) => if *value { "True" } else { "False" }.to_string(),
        ExprKind::Int(value) => value.to_string(),
        ExprKind::BigInt(digits) => digits.clone(),
        ExprKind::Float(value) => format!("{value:?}"),
        ExprKind::Imaginary(value) => format!("{value:?}j"),
        ExprKind::Str(text) => format!("{text:?}"),
        ExprKind::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        ExprKind::Binary { op, left, right } => format!("({} {} {})", expr(left), binary(*op), expr(right)),
        ExprKind::Unary { op, operand } => format!("({}{})", unary(*op), expr(operand)),
        ExprKind::And(all) => format!("({})", join(all, " and ")),
        ExprKind::Or(all) => format!("({})", join(all, " or ")),
        ExprKind::Compare { left, ops, rest } => {
            let rest: String =
                ops.iter().zip(rest).map(|(op, e)| format!(" {} {}", comparison(*op), expr(e))).collect();
            format!("({}{rest})", expr(left))
        }
        ExprKind::IfElse { test, body, orelse } => format!("({} if {} else {})", expr(body), expr(test), expr(orelse)),
        ExprKind::Call { function, args, keywords } => {
            let keywords = keywords.iter().map(|(name, value)| keyword(name.as_deref(), value));
            let all: Vec<String> = args.iter().map(expr).chain(keywords).collect();
            format!("{}({})", expr(function), all.join(", "))
        }
        ExprKind::Starred(value) => format!("*{}", expr(value)),
        ExprKind::Attribute { value, name } => format!("{}.{name}", expr(value)),
        ExprKind::Subscript { value, index } => format!("{}[{}]", expr(value), expr(index)),
        ExprKind::Slice { lower, upper, step } => {
            let part = |e: &Option<Box<Expr>>| e.as_ref().map_or(String::new(), |e| expr(e));
            let step = step.as_ref().map_or(String::new(), |e| format!(":{}", expr(e)));
            format!("{}:{}{step}", part(lower), part(upper))
        }
        ExprKind::Tuple(all) if all.len() == 1 => format!("({},)", expr(&all[0])),
        ExprKind::Tuple(all) => format!("({})", join(all, ", ")),
        ExprKind::List(all) => format!("[{}]", join(all, ", ")),
        ExprKind::Walrus { name, value } => format!("({name} := {})", expr(value)),
        ExprKind::Comprehension { element, clauses, is_lazy } => {
            let clause = |c: &super::ast::Clause| {
                let conditions: String = c.conditions.iter().map(|one| format!(" if {}", expr(one))).collect();
                format!(" for {} in {}{conditions}", expr(&c.target), expr(&c.iter))
            };
            let inside = format!("{}{}", expr(element), clauses.iter().map(clause).collect::<String>());
            if *is_lazy { format!("({inside})") } else { format!("[{inside}]") }
        }
        ExprKind::Lambda(function) => format!("(lambda {}: {})", params(function), lambda_body(function)),
        ExprKind::Format(_) => {
            format!("f<{}>", e.children().into_iter().map(expr).collect::<Vec<_>>().join(", "))
        }
        ExprKind::Display(name, all) => format!("<{name}: {}>", join(all, ", ")),
        ExprKind::Other(name) => format!("<{name}>"),
    }
}

fn join(all: &[Expr], separator: &str) -> String {
    all.iter().map(expr).collect::<Vec<_>>().join(separator)
}

fn keyword(name: Option<&str>, value: &Expr) -> String {
    match name {
        Some(name) => format!("{name}={}", expr(value)),
        None => format!("**{}", expr(value)),
    }
}

fn lambda_body(function: &Function) -> String {
    function.body.iter().flat_map(Stmt::expressions).map(expr).collect()
}

fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::FloorDiv => "//",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::MatMul => "@",
        BinaryOp::LeftShift => "<<",
        BinaryOp::RightShift => ">>",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
    }
}

fn unary(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Neg => "-",
        UnaryOp::Pos => "+",
        UnaryOp::Invert => "~",
        UnaryOp::Not => "not ",
    }
}

fn comparison(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
        CompareOp::Is => "is",
        CompareOp::IsNot => "is not",
        CompareOp::In => "in",
        CompareOp::NotIn => "not in",
    }
}

fn import(one: &Import) -> String {
    let from = one.member.as_ref().map_or(one.module.clone(), |member| format!("{}.{member}", one.module));
    format!("import {from} as {}", one.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_function;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        assert_eq!(show(&parse_function(source, 0).expect("test source parses")), expected);
    }

    #[test]
    fn statements_are_indented_lines() {
        check(
            "def f(q, n=2, *rest):\n  'doc'\n  a = b = 0\n  for i in range(n):\n    a += q[i]\n  else: pass\n  return a\n",
            "function f(q, n=2, *rest)\n  expr \"doc\"\n  a = b = 0\n  for i in range(n)\n    a += q[i]\n  else\n    pass\n  return a\n",
        );
        check(
            "def f(x):\n  while True:\n    if x: break\n    elif y: continue\n    else: raise E\n  try: del x[0]\n  except E as e: pass\n  finally: pass\n",
            "function f(x)\n  while True\n    if x\n      break\n    elif y\n      continue\n    else\n      raise reading E\n  try\n    del x[0]\n  except E as e\n    pass\n  finally\n    pass\n",
        );
        check(
            "def f():\n  def g(): yield\n  global h\n  assert g, 'no'\n  x: int\n  return\n",
            "function f()\n  generator g()\n    expr <yield>\n  global h\n  assert g\n  declare\n  return\n",
        );
    }

    #[test]
    fn expressions_have_parentheses() {
        check("lambda x: x * x + 1.0 > 4 != y", "function <lambda>(x)\n  return (((x * x) + 1.0) > 4 != y)\n");
        check("lambda: -a ** 2j or not b and c", "function <lambda>()\n  return ((-(a ** 2.0j)) or ((not b) and c))\n");
        check("lambda: f(a, *b, k=1, **d)[i, 1:2]", "function <lambda>()\n  return f(a, *b, k=1, **d)[(i, 1:2)]\n");
        check("lambda: (a if b else c, [(d,)])", "function <lambda>()\n  return ((a if b else c), [(d,)])\n");
        check("lambda: g(lambda x: x.y, (n := 1))", "function <lambda>()\n  return g((lambda x: x.y), (n := 1))\n");
    }
}
