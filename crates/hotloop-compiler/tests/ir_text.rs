//! Runs `tests/ir/*.ir`: modules as text, with what the verifier and the interpreter say of them.
//!
//! ```text
//! ; == Adds one.                                    a section starts
//! entry f(n: int) -> int {                          the module, as `print` writes it
//!   var n: int
//!   return (add.int(n, 1))
//! }
//! ; run 2                                           the arguments of a run
//! ; => returned (3)                                 what comes of it
//! ```
//!
//! `; force 3: 2` leaves at the third exit point; `; raise: 2` lets every snippet raise. A module that is not valid has
//! the line `; => invalid: ..` in place of runs. With `HOTLOOP_BLESS=1` the files are written anew.

use hotloop_compiler::ir::*;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn ir_files_are_as_they_say() {
    let mut differing = vec![];
    for path in files() {
        let expected = fs::read_to_string(&path).expect("the file was listed");
        let found = expected.split("; == ").skip(1).map(section).collect::<Vec<_>>().join("\n");
        if found != expected {
            differing.push(difference(&path, &expected, &found));
        }
        if std::env::var_os("HOTLOOP_BLESS").is_some() {
            fs::write(&path, &found).expect("the file can be written");
        }
    }
    assert!(differing.is_empty(), "{}\nHOTLOOP_BLESS=1 takes it as it is", differing.join("\n"));
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ir");
    let entries = fs::read_dir(folder).expect("tests/ir is there").map(|entry| entry.expect("readable").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|it| it == "ir")).collect();
    files.sort();
    files
}

/// The first line that differs.
fn difference(path: &Path, expected: &str, found: &str) -> String {
    let mut lines = (1..).zip(expected.lines().zip(found.lines()));
    match lines.find(|(_, (expected, found))| expected != found) {
        Some((n, (expected, found))) => format!("{}:{n}\n  expected: {expected}\n  found:    {found}", path.display()),
        None => format!("{}: one is longer", path.display()),
    }
}

/// The text of a section as it should be.
fn section(text: &str) -> String {
    let (title, rest) = text.split_once('\n').expect("a title has a line of its own");
    let mut out = format!("; == {title}\n");
    let body: String = rest.lines().filter(|line| !line.starts_with(';')).flat_map(|line| [line, "\n"]).collect();
    let module = match parse(&body) {
        Ok(module) => module,
        Err(error) => {
            // Not a module: the text stays, with the message and what it points at.
            let place = &body[error.span.start as usize..(error.span.end as usize).min(body.len())];
            return format!("{out}{}\n; => syntax: {} at {place:?}\n", body.trim_end(), error.message);
        }
    };
    out += &print(&module);
    match verify(&module) {
        Ok(valid) => rest.lines().filter_map(|line| line.strip_prefix("; ")).for_each(|line| out += &run(&valid, line)),
        Err(invalid) => out += &format!("; => invalid: {invalid}\n"),
    }
    out
}

/// A run, if the line asks for one, with its outcome.
fn run(module: &Valid<'_>, line: &str) -> String {
    let mut interpreter = Interpreter::new(module);
    let mut raises = false;
    let arguments = if let Some(arguments) = line.strip_prefix("run") {
        arguments
    } else if let Some((n, arguments)) = line.strip_prefix("force ").and_then(|rest| rest.split_once(':')) {
        interpreter.force_exit = Some(n.parse().expect("a number"));
        arguments
    } else if let Some(arguments) = line.strip_prefix("raise:") {
        raises = true;
        arguments
    } else {
        return String::new();
    };
    let mut memory = Memory::default();
    let arguments = read_arguments(&module.entry, arguments, &mut memory);
    // The n-th call gives the object 100 + n.
    let mut n_calls = 0;
    let outcome = interpreter.run(&arguments, &mut memory, &mut |_, _, _| {
        n_calls += 1;
        if raises { Err(Raised) } else { Ok(Some(Value::Object(100 + n_calls))) }
    });
    let mut out = format!("; {line}\n; => {}\n", show_outcome(&outcome));
    for (id, data) in memory.buffers.iter().enumerate() {
        out += &format!("; =>   #{id} = {}\n", show_buffer(data));
    }
    for (object, count) in memory.references.iter().filter(|(_, count)| **count != 0) {
        out += &format!("; =>   object {object}: {count}\n");
    }
    out
}

/// `3, 1.5, [(1.0, 2.0), (0.0, 0.0)], [[1.0], [2.0]]`: lists and rows in brackets.
fn read_arguments(function: &Function, text: &str, memory: &mut Memory) -> Vec<Value> {
    let spaced = text.replace([',', '(', ')'], " ").replace('[', " [ ").replace(']', " ] ");
    let mut words = spaced.split_whitespace();
    let types: Vec<Type> = function.params.iter().flat_map(|(_, ty)| ty.parts()).collect();
    types.into_iter().map(|ty| read_value(ty, &mut words, memory)).collect()
}

fn read_value<'t>(ty: Type, words: &mut impl std::iter::Iterator<Item = &'t str>, memory: &mut Memory) -> Value {
    match ty {
        Type::Buffer(elem, dims) => Value::Buffer(read_buffer(elem, dims.n, words, memory)),
        Type::Object => Value::Object(words.next().expect("an object").parse().expect("the number of an object")),
        _ => read_scalar(ty.scalar().expect("a scalar"), words.next().expect("an argument")).into(),
    }
}

fn read_buffer<'t>(
    elem: Elem,
    ndim: u8,
    words: &mut impl std::iter::Iterator<Item = &'t str>,
    memory: &mut Memory,
) -> BufferId {
    let (mut depth, mut n_rows, mut parts) = (0, 0, vec![]);
    loop {
        match words.next().expect("the list is closed") {
            "[" => depth += 1,
            "]" if depth == 1 => break,
            "]" => (depth, n_rows) = (depth - 1, n_rows + 1),
            word => parts.push(read_scalar(elem.parts()[parts.len() % elem.parts().len()], word)),
        }
    }
    let n_elements = parts.len() / elem.parts().len();
    let dims = if ndim == 2 { vec![n_rows, n_elements / n_rows.max(1)] } else { vec![n_elements] };
    memory.add(BufferData { elem, dims, parts })
}

fn read_scalar(scalar: Scalar, word: &str) -> Const {
    match scalar {
        Scalar::Bool => Const::Bool(word.parse().expect("true or false")),
        Scalar::Int => Const::Int(word.parse().expect("an int")),
        Scalar::Float => Const::Float(word.parse().expect("a float")),
    }
}

fn show_outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Returned(values) => format!("returned ({})", show_values(values)),
        Outcome::Exited { exit, live, iterators } => {
            format!("left by @{} with ({}) at {iterators:?}", exit.0, show_values(live))
        }
        Outcome::Raised => "raised".into(),
        Outcome::OutOfFuel => "out of fuel".into(),
        Outcome::Broken(message) => format!("broken: {message}"),
    }
}

fn show_values(values: &[Value]) -> String {
    values.iter().map(show_value).collect::<Vec<_>>().join(", ")
}

fn show_value(value: &Value) -> String {
    match value {
        Value::Unset => "unset".into(),
        Value::Buffer(id) => format!("#{}", id.0),
        Value::Object(object) => format!("object {object}"),
        Value::Lanes(lanes) => format!("<{}>", show_parts(lanes)),
        scalar => show_const(&scalar.lane(0).expect("a scalar")),
    }
}

/// The sign and payload of a NaN are the machine's.
fn show_const(value: &Const) -> String {
    if matches!(value, Const::Float(value) if value.is_nan()) { "nan".into() } else { value.to_string() }
}

fn show_parts(parts: &[Const]) -> String {
    parts.iter().map(show_const).collect::<Vec<_>>().join(", ")
}

/// Rows in brackets, elements of two parts in parentheses.
fn show_buffer(data: &BufferData) -> String {
    let n_parts = data.elem.parts().len();
    let element = |parts: &[Const]| if n_parts == 1 { show_parts(parts) } else { format!("({})", show_parts(parts)) };
    let row = |parts: &[Const]| format!("[{}]", parts.chunks(n_parts).map(element).collect::<Vec<_>>().join(", "));
    match data.dims[..] {
        [_, n_columns] if n_columns > 0 => {
            format!("[{}]", data.parts.chunks(n_columns * n_parts).map(row).collect::<Vec<_>>().join(", "))
        }
        _ => row(&data.parts),
    }
}
