//! LLVM IR text -> object bytes, assembly, or IR after LLVM's passes; text in, text or bytes out, nothing printed.
//!
//! ```text
//! compile("define i64 @f() { ret i64 42 }", &Cpu::host(), FAST, 2)  ->  Object { bytes: 7f 45 4c 46 .., phases: .. }
//! ```

use crate::cache::Key;
use crate::cpu::Cpu;
use crate::error::Error;
use crate::thread;
use inkwell::OptimizationLevel;
use inkwell::context::Context;
use inkwell::llvm_sys::LLVMDiagnosticSeverity::LLVMDSError;
use inkwell::llvm_sys::core::{LLVMContextSetDiagnosticHandler, LLVMDisposeMessage, LLVMGetDiagInfoDescription};
use inkwell::llvm_sys::core::{LLVMDisposeMemoryBuffer, LLVMGetDiagInfoSeverity, LLVMGetVersion};
use inkwell::llvm_sys::error_handling::LLVMInstallFatalErrorHandler;
use inkwell::llvm_sys::ir_reader::LLVMParseIRInContext2;
use inkwell::llvm_sys::prelude::LLVMDiagnosticInfoRef;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::support::LLVMString;
use inkwell::targets::{CodeModel, FileType, InitializationConfig, RelocMode, Target, TargetMachine, TargetTriple};
use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_void};
use std::sync::Once;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

/// Machine code before it is linked. The bytes are what [`crate::cache`] keeps.
#[derive(Clone, Debug)]
pub struct Object {
    pub bytes: Vec<u8>,
    pub phases: Vec<Phase>,
}

#[derive(Clone, Copy, Debug)]
pub struct Phase {
    pub name: &'static str,
    pub seconds: f64,
}

/// The pipeline for IR that our own passes have optimised: on vectorised kernels as fast as `default<O3>`, a tenth of
/// its time.
pub const FAST: &str = "function(sroa,early-cse,simplifycfg)";

/// Text -> verified -> `pipeline` (LLVM's syntax, `default<O3>` or [`FAST`]) -> object file; `level` 0 to 3.
pub fn compile(text: &str, cpu: &Cpu, pipeline: &str, level: u8) -> Result<Object, Error> {
    let (bytes, phases) = emit(text, cpu, pipeline, level, Output::Object)?;
    Ok(Object { bytes, phases })
}

/// Under which the cache on disk has what [`compile`] makes of this: all that it depends on. `build` stands for this
/// program, LLVM included.
pub fn key(text: &str, cpu: &Cpu, pipeline: &str, level: u8, build: &[u8]) -> Key {
    let (mut major, mut minor, mut patch) = (0, 0, 0);
    // SAFETY: the call writes three numbers. It needs no set-up of LLVM.
    unsafe { LLVMGetVersion(&mut major, &mut minor, &mut patch) };
    let llvm = format!("{major}.{minor}.{patch}");
    let parts = [text, &cpu.name, &cpu.features, &cpu.triple, pipeline, &level.to_string(), &llvm];
    Key::of(parts.iter().map(|part| part.as_bytes()).chain([build]))
}

/// The same path, to assembly text; any [`Cpu`] will do.
pub fn assembly(text: &str, cpu: &Cpu, pipeline: &str, level: u8) -> Result<String, Error> {
    let (bytes, _) = emit(text, cpu, pipeline, level, Output::Assembly)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The IR as `pipeline` leaves it.
pub fn optimized_ir(text: &str, cpu: &Cpu, pipeline: &str) -> Result<String, Error> {
    let (bytes, _) = emit(text, cpu, pipeline, 2, Output::Ir)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// `22.1.2`
pub fn llvm_version() -> String {
    let (major, minor, patch) = inkwell::support::get_llvm_version();
    format!("{major}.{minor}.{patch}")
}

#[derive(Clone, Copy)]
enum Output {
    Object,
    Assembly,
    Ir,
}

type Emitted = Result<(Vec<u8>, Vec<Phase>), Error>;

/// LLVM recurses over nested expressions, and Python's threads may have little stack. Pages not touched cost nothing.
const STACK: usize = 64 << 20;

fn emit(text: &str, cpu: &Cpu, pipeline: &str, level: u8, output: Output) -> Emitted {
    cpu.check()?;
    initialize_llvm();
    let (sender, receiver) = channel();
    let (text, cpu, pipeline) = (text.to_owned(), cpu.clone(), pipeline.to_owned());
    let body = move || {
        OUTCOME.set(Some(sender.clone()));
        let outcome = emit_here(text, &cpu, &pipeline, level, output);
        let _ = sender.send(outcome); // the receiver waits for it
    };
    let thread = thread::spawn("hotloop-compile", STACK, body);
    match thread {
        Ok(handle) => wait(receiver, handle),
        Err(error) => Err(Error::new("codegen", format!("no thread to compile on: {error}"))),
    }
}

/// After a fatal error the thread never ends, so the outcome is waited for, not the thread.
fn wait(receiver: Receiver<Emitted>, handle: std::thread::JoinHandle<()>) -> Emitted {
    match receiver.recv() {
        Ok(outcome) => outcome,
        Err(_) => Err(Error::new("codegen", panic_message(handle))),
    }
}

fn panic_message(handle: std::thread::JoinHandle<()>) -> String {
    match handle.join() {
        Ok(()) => "the compile thread ended without a result".to_owned(),
        Err(payload) => match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
            (Some(text), _) => (*text).to_owned(),
            (_, Some(text)) => text.clone(),
            _ => "panic".to_owned(),
        },
    }
}

fn emit_here(text: String, cpu: &Cpu, pipeline: &str, level: u8, output: Output) -> Emitted {
    let mut clock = Clock::start();
    let machine = target_machine(cpu, level)?;
    clock.lap("machine");
    let context = Context::create();
    let diagnostics = Diagnostics::install(&context);
    let module = parse(&context, text)?;
    module.set_triple(&TargetTriple::create(&cpu.triple));
    module.set_data_layout(&machine.get_target_data().get_data_layout());
    clock.lap("parse");
    module.verify().map_err(|message| Error::new("verify", clean(message)))?;
    clock.lap("verify");
    run_passes(&module, &machine, pipeline, level)?;
    diagnostics.check("passes")?;
    clock.lap("passes");
    let bytes = write(&module, &machine, output)?;
    diagnostics.check("codegen")?;
    clock.lap("codegen");
    Ok((bytes, clock.phases))
}

fn target_machine(cpu: &Cpu, level: u8) -> Result<TargetMachine, Error> {
    let triple = TargetTriple::create(&cpu.triple);
    let target = Target::from_triple(&triple).map_err(|message| Error::new("cpu", clean(message)))?;
    let level = match level {
        0 => OptimizationLevel::None,
        1 => OptimizationLevel::Less,
        2 => OptimizationLevel::Default,
        _ => OptimizationLevel::Aggressive,
    };
    target
        .create_target_machine(&triple, &cpu.name, &cpu.features, level, RelocMode::PIC, CodeModel::Small)
        .ok_or_else(|| Error::new("cpu", format!("LLVM has no machine {} for {}", cpu.name, cpu.triple)))
}

fn parse(context: &Context, text: String) -> Result<Module<'_>, Error> {
    let buffer = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "hotloop");
    let (mut module, mut message) = (std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: context and buffer are alive; the call fills `module` or `message`. inkwell's own wrapper of it forgets
    // the buffer, which this form of the call does not take.
    let failed = unsafe { LLVMParseIRInContext2(context.raw(), buffer.as_mut_ptr(), &mut module, &mut message) != 0 };
    dispose(buffer);
    match failed {
        // SAFETY: LLVM returned an owned module of `context`, which outlives it by the lifetime in the signature.
        false => Ok(unsafe { Module::new(module) }),
        // SAFETY: on failure `message` is an owned C string.
        true => Err(Error::new("parse", unsafe { take_message(message) })),
    }
}

fn dispose(buffer: MemoryBuffer<'_>) {
    let raw = buffer.as_mut_ptr();
    std::mem::forget(buffer);
    // SAFETY: the buffer is owned here and has been forgotten above.
    unsafe { LLVMDisposeMemoryBuffer(raw) };
}

fn run_passes(module: &Module, machine: &TargetMachine, pipeline: &str, level: u8) -> Result<(), Error> {
    let options = PassBuilderOptions::create();
    // Our IR is vectorised where it pays. LLVM's own vectorisers are wanted by whoever asks for a whole `default<O3>`.
    options.set_loop_vectorization(level >= 3);
    options.set_loop_slp_vectorization(level >= 3);
    options.set_loop_interleaving(level >= 3);
    module.run_passes(pipeline, machine, options).map_err(|message| Error::new("passes", clean(message)))
}

fn write(module: &Module, machine: &TargetMachine, output: Output) -> Result<Vec<u8>, Error> {
    let file_type = match output {
        Output::Ir => return Ok(module.print_to_string().to_bytes().to_vec()),
        Output::Object => FileType::Object,
        Output::Assembly => FileType::Assembly,
    };
    let buffer =
        machine.write_to_memory_buffer(module, file_type).map_err(|error| Error::new("codegen", clean(error)))?;
    Ok(buffer.as_slice().to_vec())
}

fn clean(message: LLVMString) -> String {
    message.to_string_lossy().trim_end().to_owned()
}

/// # Safety
/// `message` is an owned C string of LLVM's.
unsafe fn take_message(message: *mut c_char) -> String {
    // SAFETY: by the caller's promise.
    unsafe {
        let text = CStr::from_ptr(message).to_string_lossy().trim_end().to_owned();
        LLVMDisposeMessage(message);
        text
    }
}

struct Clock {
    last: Instant,
    phases: Vec<Phase>,
}

impl Clock {
    fn start() -> Clock {
        Clock { last: Instant::now(), phases: Vec::new() }
    }

    fn lap(&mut self, name: &'static str) {
        let now = Instant::now();
        self.phases.push(Phase { name, seconds: (now - self.last).as_secs_f64() });
        self.last = now;
    }
}

/// Errors that LLVM reports on the side. Without a handler it prints them and ends the process.
struct Diagnostics(Box<RefCell<Vec<String>>>);

impl Diagnostics {
    fn install(context: &Context) -> Diagnostics {
        let errors = Box::new(RefCell::new(Vec::new()));
        let address: *const RefCell<Vec<String>> = &*errors;
        // SAFETY: the box outlives all work in `context`: both live to the end of `emit_here`, the context longer, but
        // dropping it reports nothing.
        unsafe { LLVMContextSetDiagnosticHandler(context.raw(), Some(record), address as *mut c_void) };
        Diagnostics(errors)
    }

    fn check(&self, phase: &'static str) -> Result<(), Error> {
        match self.0.borrow().first() {
            None => Ok(()),
            Some(message) => Err(Error::new(phase, message.clone())),
        }
    }
}

extern "C" fn record(diagnostic: LLVMDiagnosticInfoRef, errors: *mut c_void) {
    // SAFETY: `errors` is the address that `install` gave, LLVM calls on the thread of its context, and the description
    // is an owned string.
    unsafe {
        if LLVMGetDiagInfoSeverity(diagnostic) == LLVMDSError {
            let description = take_message(LLVMGetDiagInfoDescription(diagnostic));
            (*(errors as *const RefCell<Vec<String>>)).borrow_mut().push(description);
        }
    }
}

thread_local! {
    /// Where the compilation on this thread sends its outcome.
    static OUTCOME: RefCell<Option<Sender<Emitted>>> = const { RefCell::new(None) };
}

/// LLVM ends the process when this returns, and its frames cannot be unwound: report, then sleep for ever. The thread's
/// memory is lost, the user's program is not.
extern "C" fn on_fatal_error(reason: *const c_char) {
    let sender = OUTCOME.with(|outcome| outcome.borrow_mut().take());
    if let Some(sender) = sender {
        // SAFETY: LLVM passes a C string.
        let reason = unsafe { CStr::from_ptr(reason) }.to_string_lossy().into_owned();
        let _ = sender.send(Err(Error::new("fatal", reason)));
        drop(sender);
        loop {
            std::thread::park();
        }
    }
}

pub(crate) fn initialize_llvm() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        Target::initialize_x86(&InitializationConfig::default());
        Target::initialize_aarch64(&InitializationConfig::default());
        // SAFETY: called once, before any other use of LLVM by this crate; the handler is a plain function.
        unsafe { LLVMInstallFatalErrorHandler(Some(on_fatal_error)) };
    });
}
