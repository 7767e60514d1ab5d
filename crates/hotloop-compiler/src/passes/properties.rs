//! Every pass keeps what random modules mean: `interpret(before) == interpret(after)`.
//!
//! Equal are: what is returned, or the exit point with the values of its live variables and the positions of its
//! loops; and all memory. A pass may change neither which check fails first nor where that leaves.

use super::graph::walk;
use super::*;
use crate::ir::testing::{Arguments, arbitrary, arbitrary_with_loops, observe, observe_forced};
use crate::ir::{LiveVariable, Memory, Outcome, Stmt, Value, parse};
use crate::target::{Isa, Target};

/// A pass, and `sweep` behind it, as [`run`] does it.
fn apply(module: &Module, pass: impl Fn(&mut Graph)) -> Module {
    let mut graph = Graph::new(module.entry.clone());
    pass(&mut graph);
    let kept = named_by_exits(&graph.function.body, &module.exits);
    sweep::sweep(&mut graph, &kept);
    let mut after = Module { entry: graph.function, ..module.clone() };
    undo::undo(&mut after.entry);
    after
}

#[track_caller]
fn same(seed: u64, what: &str, arguments: &Arguments, before: &Module, after: &Module) {
    let [mut expected, mut found] = [before, after].map(|module| observe(module, arguments));
    if let (Outcome::Exited { exit, live: expected, .. }, Outcome::Exited { exit: other, live: found, .. }) =
        (&mut expected.outcome, &mut found.outcome)
        && exit == other
    {
        let [before, after] = [before, after].map(|module| &module.exits[exit.0 as usize].live[..]);
        compare_what_is_known(expected, found, before, after);
    }
    if expected != found {
        panic!("seed {seed}, {what}:\n{expected:?}\n{found:?}\n{}\n--- after\n{}", print(before), print(after));
    }
}

/// A pass may put a flag before a variable that says whether it is known; what is not known is not compared.
fn compare_what_is_known(
    expected: &mut [Value],
    found: &mut Vec<Value>,
    before: &[LiveVariable],
    after: &[LiveVariable],
) {
    let mut at = 0;
    for (before, after) in before.iter().zip(after) {
        let n = before.parts.len();
        if after.parts.len() > n && found.remove(at) == Value::Bool(false) {
            for values in [&mut *expected, &mut *found] {
                values[at..at + n].fill(Value::Unset);
            }
        }
        at += n;
    }
}

/// Each pass alone, then one after the other; also left at exit points on the way.
fn check_passes(seed: u64, (module, arguments): (Module, Arguments)) {
    for (name, pass) in PASSES {
        same(seed, name, &arguments, &module, &apply(&module, pass));
    }
    let mut before = module;
    for (name, pass) in PASSES {
        let after = apply(&before, pass);
        same(seed, &format!("{name} after those before it"), &arguments, &before, &after);
        for n in [2, 3, 7, 20] {
            let [expected, found] = [&before, &after].map(|module| observe_forced(module, &arguments, Some(n)));
            assert_eq!(expected, found, "seed {seed}, {name}, exit point {n}\n{}", print(&before));
        }
        before = after;
    }
}

#[test]
fn each_pass_keeps_the_meaning() {
    (0..300).for_each(|seed| check_passes(seed, arbitrary(seed)));
    (0..60).for_each(|seed| check_passes(seed, arbitrary_with_loops(seed)));
}

fn options(isa: Isa, lanes: Option<u16>) -> Options {
    Options {
        target: Target { triple: "x86_64-unknown-linux-gnu".into(), isa },
        lanes,
        threads: true,
        fastmath: false,
        force_exit: false,
        keeps_results: false,
        counts_lines: false,
        aliased: false,
        calls_out: true,
        called: Default::default(),
        python: (3, 11),
        complex_product: None,
        keep_stages: false,
    }
}

/// What came of a module: kernels, those with checkpoints, those whose lanes are refilled, those with reductions.
type Found = [usize; 4];

/// All passes, with registers and limits of every size.
fn check_all(seed: u64, (module, arguments): (Module, Arguments)) -> Found {
    let targets =
        [(Isa::Sse2, None), (Isa::Sse2, Some(2)), (Isa::Avx2, Some(4)), (Isa::Avx512, Some(8)), (Isa::Avx512, None)];
    let (isa, lanes) = targets[seed as usize % targets.len()];
    let mut after = module.clone();
    let mut reports = vec![];
    walk(&module.entry.body, &mut |s| {
        if let Stmt::For { label, .. } = s {
            reports.push(LoopReport::scalar(*label, Default::default(), None));
        }
    });
    let infos = run(&mut after, &[], &mut reports, &options(isa, lanes), &mut Stages::new(false));
    assert_eq!(infos.len(), after.kernels.len());
    same(seed, &format!("all passes, {isa:?} {lanes:?}"), &arguments, &module, &after);
    let refilled = after.kernels.iter().filter(|kernel| kernel.unordered).count();
    let reducing = after.kernels.iter().filter(|kernel| !kernel.reductions.is_empty()).count();
    let checkpointed = reports.iter().filter(|report| report.checkpoint > 0).count();
    [infos.len(), checkpointed, refilled, reducing]
}

#[test]
fn all_passes_keep_the_meaning() {
    (0..100).for_each(|seed| {
        check_all(seed, arbitrary(seed));
    });
    let [n_kernels, n_checkpointed, n_refilled, n_reducing] = check_all_loops(0..1000);
    assert!(n_kernels > 200, "only {n_kernels} loops were vectorised");
    assert!(n_checkpointed > 15, "only {n_checkpointed} have checkpoints");
    assert!(n_refilled > 10, "only {n_refilled} have lanes that are refilled");
    assert!(n_reducing > 50, "only {n_reducing} have reductions");
}

fn check_all_loops(seeds: std::ops::Range<u64>) -> Found {
    let sum = |a: Found, b: Found| std::array::from_fn(|i| a[i] + b[i]);
    seeds.map(|seed| check_all(seed, arbitrary_with_loops(seed))).fold([0; 4], sum)
}

/// `cargo test -p hotloop-compiler --release many_loops -- --ignored --nocapture`
#[test]
#[ignore = "takes minutes"]
fn all_passes_keep_the_meaning_of_many_loops() {
    for first in (600..40_000).step_by(400) {
        println!("{first}: {:?}", check_all_loops(first..first + 400));
    }
}

/// A module as text, called with one int or float.
fn check_text(text: &str, argument: Value) {
    let arguments = Arguments { values: vec![argument], memory: Memory::default() };
    check_passes(0, (parse(text).expect("it parses"), arguments));
}

#[test]
fn a_value_computed_from_itself_needs_what_it_was() {
    let text = "entry f(x: float) -> float {
  var x: float, y: float, z: float
  point @0 start 0..0 live (x: float = x)
  exit @0
  y = 1.0
  z = 1.0
  check lt.float(abs.float(x), inf) else not_finite
  z = add.float(y, 1.0)
  y = add.float(x, y)
  check lt.float(abs.float(z), inf) else not_finite
  z = add.float(z, 1.0)
  check lt.float(abs.float(z), inf) else not_finite
  return (z)
}
";
    check_text(text, Value::Float(1.0));
    check_text(text, Value::Float(f64::INFINITY));
}

#[test]
fn sums_of_large_constants_overflow() {
    let text = "entry f(n: int) -> int {
  var n: int, a: int, b: int, c: int
  point @0 start 0..0 live (n: int = n)
  exit @0
  a = -9223372036854775808
  if gt.int(n, 0) {
    a = 2305843009213693952
  }
  b = add.int(a, a)
  if gt.int(n, 0) {
    b = add.int(a, a)
  }
  for c in n exit @0 {
    check not.bool(add_overflows(b, b)) else overflow
    check not.bool(sub_overflows(a, c)) else overflow
    a = -9223372036854775808
  }
  return (add.int(b, b))
}
";
    [0, 1, 3].into_iter().for_each(|n| check_text(text, Value::Int(n)));
}
