//! The LLVM text that a few small functions become, for each kind of target: `tests/golden/<function>.<target>.ll`. The
//! scalar function is in one of them only.
//!
//! ```text
//! HOTLOOP_BLESS=1 cargo test -p hotloop-compiler --test golden     takes the text as it is; read the difference first
//! ```
//!
//! hotloop-runtime compiles these files for their processors (`tests/golden.rs` there).

use hotloop_compiler::emit::llvm::lines;
use hotloop_compiler::environment::{Environment, Free};
use hotloop_compiler::ir::{Elem, Layout, PyType};
use hotloop_compiler::target::{Isa, Target};
use hotloop_compiler::{Options, Request, compile};
use std::fs;
use std::path::{Path, PathBuf};

/// LLVM's name of a processor, what the compiler must know of it, and its triple.
const TARGETS: &[(&str, Isa, &str)] = &[
    ("x86-64-v2", Isa::Sse2, "x86_64-unknown-linux-gnu"),
    ("x86-64-v3", Isa::Avx2, "x86_64-unknown-linux-gnu"),
    ("x86-64-v4", Isa::Avx512, "x86_64-unknown-linux-gnu"),
    ("aarch64", Isa::Neon, "aarch64-unknown-linux-gnu"),
];

/// A name, the source, and the types of its arguments.
type Golden = (&'static str, &'static str, Vec<PyType>);

fn functions() -> [Golden; 4] {
    let array = |elem, ndim| PyType::Array { elem, ndim, layout: Layout::Contiguous, writable: true };
    let (floats, ints) = (PyType::List(Elem::Float64), PyType::List(Elem::Int64));
    [
        // Loads, arithmetic and a store of neighbours, and nothing that fails.
        (
            "elementwise",
            "def f(a, b):\n    for i in range(len(a)):\n        b[i] = a[i] * a[i] + 0.5\n",
            vec![floats.clone(), floats.clone()],
        ),
        // Lanes that leave a loop at different times: masks, and rounds without them.
        (
            "escape",
            "def f(c, n, out):\n    for i in range(len(c)):\n        x = 0.0\n        k = 0\n        while x < 4.0 and k < n:\n            x = x * x + c[i]\n            k += 1\n        out[i] = k\n",
            vec![floats, PyType::Int, ints.clone()],
        ),
        // A check in every lane.
        (
            "overflow",
            "def f(a, b, out):\n    for i in range(len(a)):\n        out[i] = a[i] + b[i]\n",
            vec![ints.clone(), ints.clone(), ints],
        ),
        // Reads that are not neighbours.
        (
            "rows",
            "def f(a, columns, out):\n    for i in range(len(a)):\n        s = a[i, 0]\n        for j in range(1, columns):\n            s += a[i, j]\n        out[i] = s\n",
            vec![array(Elem::Float64, 2), PyType::Int, array(Elem::Float64, 1)],
        ),
    ]
}

#[test]
fn the_text_is_as_it_was() {
    let bless = std::env::var_os("HOTLOOP_BLESS").is_some();
    let mut differing = vec![];
    for function in functions() {
        for target in TARGETS {
            let (path, found) = (path(function.0, target.0), text(&function, target));
            if bless {
                fs::write(&path, &found).expect("the file can be written");
            }
            let expected = fs::read_to_string(&path).unwrap_or_default();
            let mut lines = (1..).zip(expected.lines().zip(found.lines()));
            if expected != found {
                let line = lines.find(|(_, (expected, found))| expected != found);
                differing.push(format!("{}: {line:?}", path.display()));
            }
        }
    }
    assert!(differing.is_empty(), "{}\nHOTLOOP_BLESS=1 takes it as it is", differing.join("\n"));
}

fn path(function: &str, cpu: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{function}.{cpu}.ll"))
}

/// What is shown says where each line comes from, and is otherwise what is compiled.
#[test]
fn places_are_marked() {
    for function in functions() {
        let marked = made(&function, &TARGETS[0], true);
        assert_eq!(lines::without_marks(&marked), made(&function, &TARGETS[0], false));
        let n_lines = marked.lines().filter(|line| line.starts_with("  ") && !line.contains("alloca")).count();
        let n_marked = marked.matches(lines::MARK).count();
        // Parameters come from nowhere.
        assert!(2 * n_marked > n_lines, "{}: {n_marked} of {n_lines}", function.0);
    }
}

fn text(function: &Golden, target: &(&str, Isa, &str)) -> String {
    made(function, target, false)
}

/// What is emitted, with strips as wide as a register: a wider one only repeats itself.
fn made((name, source, arguments): &Golden, (cpu, isa, triple): &(&str, Isa, &str), keep_stages: bool) -> String {
    let builtins = ["range", "len"].map(|name| (name.to_string(), Free::Builtin(name.to_string())));
    let environment = Environment { names: builtins.into(), ..Environment::default() };
    let options = Options {
        target: Target { triple: triple.to_string(), isa: *isa },
        lanes: Some(isa.lanes()),
        threads: true,
        fastmath: false,
        force_exit: false,
        aliased: false,
        calls_out: true,
        called: Default::default(),
        python: (3, 11),
        complex_product: None,
        keeps_results: false,
        counts_lines: false,
        keep_stages,
    };
    let request = Request { source, offset: 0, arguments: arguments.clone(), environment: &environment, options };
    let artifact = compile(&request).unwrap_or_else(|diagnostic| panic!("{name}: {diagnostic:?}"));
    assert_eq!(artifact.kernels.len(), 1, "{name}: {:?}", artifact.loops);
    // The scalar function is the same for all but the triple.
    if *cpu == "x86-64-v3" { artifact.llvm } else { without_entry(&artifact.llvm) }
}

fn without_entry(text: &str) -> String {
    let start = text.find("define i64 @hotloop_entry").expect("there is an entry");
    let end = start + text[start..].find("\n}\n\n").expect("it ends") + "\n}\n\n".len();
    format!("{}{}", &text[..start], &text[end..])
}
