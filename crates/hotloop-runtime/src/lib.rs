//! LLVM IR text to machine code, and what that code needs while it runs. Knows nothing of Python or of the compiler.
//!
//! ```text
//! codegen::compile(text, &cpu, pipeline, level) -> Object       LLVM's verifier, passes, code generator
//! load::Code::load(&object.bytes, &[]) -> Code                  linked into this process, freed on drop
//! cache::Cache::lookup(&key) -> Option<Vec<u8>>                 those bytes from an earlier process
//! code.address("hotloop_entry") -> usize                        call it as a host::Entry
//! pool::run(&kernel, begin, end, threads, &mut poll) -> i64     a kernel over the cores, a prefix of it always
//! undo::UndoLog                                              what has to be put back where code is left
//! lists::NativeList, math::hotloop_float_mod, ...               memory and CPython's arithmetic for that code
//! ```

pub mod build_id;
pub mod cache;
pub mod codegen;
pub mod cpu;
pub mod error;
mod gamma;
pub mod host;
pub mod lists;
pub mod load;
pub mod loops;
pub mod math;
pub mod pool;
pub mod stack;
pub mod symbols;
pub mod thread;
pub mod twister;
pub mod undo;
mod whole;
mod workers;

pub use cache::Cache;
pub use codegen::{Object, Phase, assembly, compile, optimized_ir};
pub use cpu::{Cpu, Simd};
pub use error::Error;
pub use host::{Buffer, Entry, Host, Kernel};
pub use load::Code;
