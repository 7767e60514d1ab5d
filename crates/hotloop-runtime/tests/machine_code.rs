//! Text to a call and back: code that runs, errors that are told, code that is only read, memory that is freed.

use hotloop_runtime::codegen::FAST;
use hotloop_runtime::{Code, Cpu, Error, Object, assembly, compile, optimized_ir};
use std::time::Instant;

type Unary = extern "C" fn(f64) -> f64;

fn object(text: &str) -> Result<Object, Error> {
    compile(text, &Cpu::host(), FAST, 2)
}

fn unary(code: &Code, name: &str) -> Unary {
    // SAFETY: the tests' functions have this type, and are called while `code` lives.
    unsafe { std::mem::transmute(code.address(name).unwrap()) }
}

const HYPERBOLA: &str = "define double @f(double %x) { %r = fdiv double 1.0, %x\n ret double %r }";

#[test]
fn a_function_runs() {
    let object = object(HYPERBOLA).unwrap();
    let code = Code::load(&object.bytes, &[]).unwrap();
    assert_eq!(unary(&code, "f")(4.0), 0.25);
    let phases: Vec<&str> = object.phases.iter().map(|phase| phase.name).collect();
    assert_eq!(phases, ["machine", "parse", "verify", "passes", "codegen"]);
}

#[test]
fn libm_and_our_arithmetic_are_found() {
    let text = "declare double @sin(double) nobuiltin\ndeclare double @hotloop_float_mod(double, double)
        define double @f(double %x) { %s = call double @sin(double %x)
        %r = call double @hotloop_float_mod(double %s, double 3.0)\n ret double %r }";
    let code = Code::load(&object(text).unwrap().bytes, &[]).unwrap();
    assert_eq!(unary(&code, "f")(-1.0), (-1f64).sin() + 3.0);
}

#[test]
fn a_symbol_of_the_caller_is_found_and_a_missing_one_is_named() {
    extern "C" fn twice(x: f64) -> f64 {
        2.0 * x
    }
    let text = "declare double @twice(double)\ndefine double @f(double %x) {
        %r = call double @twice(double %x)\n ret double %r }";
    let object = object(text).unwrap();
    let code = Code::load(&object.bytes, &[("twice", twice as *const () as usize)]).unwrap();
    assert_eq!(unary(&code, "f")(21.0), 42.0);
    let lacking = Code::load(&object.bytes, &[]).unwrap();
    let error = lacking.address("f").unwrap_err();
    assert!(error.phase == "load" && error.message.contains("twice"), "{error}");
    drop(lacking);
    assert!(code.address("g").unwrap_err().message.contains('g'));
    assert_eq!(unary(&code, "f")(21.0), 42.0);
}

#[test]
fn codes_do_not_see_each_other_and_can_be_dropped_in_any_order() {
    let returning = |n: i64| object(&format!("define i64 @f() {{ ret i64 {n} }}")).unwrap();
    let mut codes: Vec<(i64, Code)> = Vec::new();
    for n in 0..60 {
        codes.push((n, Code::load(&returning(n).bytes, &[]).unwrap()));
        if n % 3 == 2 {
            codes.remove(codes.len() / 2);
        }
        for (n, code) in &codes {
            // SAFETY: the function has this type.
            let f: extern "C" fn() -> i64 = unsafe { std::mem::transmute(code.address("f").unwrap()) };
            assert_eq!(f(), *n);
        }
    }
}

#[test]
fn several_threads_compile_and_load() {
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for n in 0..10 {
                    let text =
                        format!("define double @f(double %x) {{ %r = fadd double %x, {thread}.{n}\n ret double %r }}");
                    let code = Code::load(&object(&text).unwrap().bytes, &[]).unwrap();
                    assert_eq!(unary(&code, "f")(1.0), 1.0 + format!("{thread}.{n}").parse::<f64>().unwrap());
                }
            });
        }
    });
}

#[test]
fn errors_come_back_with_their_phase() {
    let phase_of = |text: &str, pipeline: &str| compile(text, &Cpu::host(), pipeline, 2).unwrap_err();
    let parse = phase_of("define i64 @f() { ret i65 0 }", FAST);
    assert!(parse.phase == "parse" && parse.message.contains("i64"), "{parse}");
    let verify = phase_of(
        "define i64 @f(i1 %c) { br i1 %c, label %a, label %b\na: %x = add i64 1, 2\n br label %b\nb: ret i64 %x }",
        FAST,
    );
    assert!(verify.phase == "verify" && verify.message.contains("dominate"), "{verify}");
    let passes = phase_of(HYPERBOLA, "no-such-pass");
    assert!(passes.phase == "passes" && passes.message.contains("no-such-pass"), "{passes}");
    let codegen = phase_of("define void @f() { call void asm \"nonsense\", \"\"()\n ret void }", FAST);
    assert!(codegen.phase == "codegen", "{codegen}");
    let garbage = Code::load(b"not an object", &[]).err().map(|error| error.phase);
    assert_eq!(garbage, Some("load"));
}

#[test]
fn a_fatal_error_of_llvm_does_not_end_the_process() {
    let text = "declare i32 @llvm.amdgcn.workitem.id.x()\ndefine i32 @f() {
        %r = call i32 @llvm.amdgcn.workitem.id.x()\n ret i32 %r }";
    let error = object(text).unwrap_err();
    assert!(error.phase == "fatal" || error.phase == "codegen", "{error}");
    a_function_runs();
}

#[test]
fn assembly_is_written_for_processors_that_are_not_here() {
    let text = "define <8 x double> @f(<8 x double> %x, <8 x double> %y) {
        %p = fmul <8 x double> %x, %y\n %r = fadd <8 x double> %p, %y\n ret <8 x double> %r }";
    let for_cpu = |name: &str| assembly(text, &Cpu::named(name).unwrap(), FAST, 2).unwrap();
    for (name, register) in [("x86-64", "xmm"), ("x86-64-v3", "ymm"), ("x86-64-v4", "zmm"), ("znver4", "zmm")] {
        let text = for_cpu(name);
        assert!(text.contains(register), "{name}: {text}");
        assert!(!text.contains("fmadd"), "contracted for {name}: {text}");
    }
    let arm = for_cpu("aarch64");
    assert!(arm.contains("fmul\tv") && !arm.contains("fmla"), "{arm}");
}

#[test]
fn every_processor_of_the_table_is_known_to_llvm() {
    for name in Cpu::names() {
        assembly(HYPERBOLA, &Cpu::named(name).unwrap(), FAST, 2).unwrap();
    }
}

#[test]
fn optimized_ir_shows_what_the_passes_did() {
    let text = "define i64 @f() { %p = alloca i64\n store i64 42, ptr %p\n %r = load i64, ptr %p\n ret i64 %r }";
    let ir = optimized_ir(text, &Cpu::host(), FAST).unwrap();
    assert!(ir.contains("ret i64 42") && !ir.contains("alloca"), "{ir}");
}

/// Shows how long a load takes: `cargo test --release -p hotloop-runtime --test machine_code -- --nocapture load_time`.
#[test]
fn load_time() {
    let object = object(HYPERBOLA).unwrap();
    for n in 0..4 {
        let start = Instant::now();
        let code = Code::load(&object.bytes, &[]).unwrap();
        let loaded = start.elapsed();
        code.address("f").unwrap();
        let linked = start.elapsed();
        drop(code);
        println!("load {n}: {loaded:?}, linked after {linked:?}, dropped after {:?}", start.elapsed());
    }
}
