//! What the compiler emits (`tests/golden/*.ll` of hotloop-compiler), as LLVM makes assembly of it for each processor.
//!
//! LLVM's verifier takes all of it; nothing is contracted to a fused operation, which would round differently from
//! CPython; all that is called is in the runtime; and loops in lanes have vector instructions.

use hotloop_runtime::codegen::FAST;
use hotloop_runtime::{Cpu, assembly, symbols};
use std::fs;
use std::path::Path;

/// For each processor: a vector multiplication of floats, how a call begins, and what it calls through.
const TARGETS: &[(&str, &str, &str)] = &[
    ("x86-64-v2", "mulpd\t%xmm", "callq\t"),
    ("x86-64-v3", "vmulpd\t%ymm", "callq\t"),
    ("x86-64-v4", "vmulpd\t%zmm", "callq\t"),
    ("aarch64", ".2d, v", "bl\t"),
];

const FUNCTIONS: &[&str] = &["elementwise", "escape", "overflow", "rows"];

/// Fused multiplications and additions of every spelling.
const FUSED: &[&str] =
    &["vfmadd", "vfmsub", "vfnmadd", "vfnmsub", "fmla", "fmls", "fmadd", "fmsub", "fnmadd", "fnmsub"];

fn text(function: &str, cpu: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../hotloop-compiler/tests/golden");
    fs::read_to_string(folder.join(format!("{function}.{cpu}.ll"))).expect("the compiler's test has made it")
}

#[test]
fn every_target_takes_what_is_emitted() {
    for &(cpu, _, call) in TARGETS {
        for function in FUNCTIONS {
            let made = assembly(&text(function, cpu), &Cpu::named(cpu).unwrap(), FAST, 2).unwrap();
            let instructions: Vec<&str> = made.lines().map(str::trim_start).collect();
            let is_fused = |line: &&&str| FUSED.iter().any(|name| line.starts_with(name));
            assert_eq!(instructions.iter().find(is_fused), None, "{function} for {cpu} is contracted");
            let called = instructions.iter().filter_map(|line| line.strip_prefix(call));
            for name in called.filter(|name| !name.starts_with('*')).map(|name| name.trim_end_matches("@PLT")) {
                let is_known = symbols::table().any(|(known, _)| known == name);
                assert!(is_known, "{function} for {cpu} calls {name}");
            }
        }
    }
}

#[test]
fn kernels_have_vector_instructions() {
    for &(cpu, instruction, _) in TARGETS {
        for function in ["elementwise", "escape"] {
            let made = assembly(&text(function, cpu), &Cpu::named(cpu).unwrap(), FAST, 2).unwrap();
            let found = made.lines().any(|line| line.contains("mul") && line.contains(instruction));
            assert!(found, "{function} for {cpu} has no {instruction:?}:\n{made}");
        }
    }
}

/// The assembly of a whole kernel for AArch64, which no machine of ours runs: `fmul v1.2d, v1.2d, v1.2d` and its like.
#[test]
fn the_kernel_for_aarch64_is_as_it_was() {
    let made = assembly(&text("elementwise", "aarch64"), &Cpu::named("aarch64").unwrap(), FAST, 2).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/elementwise.aarch64.s");
    if std::env::var_os("HOTLOOP_BLESS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), made, "HOTLOOP_BLESS=1 takes it as it is");
}
