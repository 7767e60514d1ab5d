//! The extension module `hotloop._hotloop`: the only code that knows both CPython and the engine.
//!
//! ```text
//! dispatcher   the type of decorated functions         state        what one knows of its function
//! signature    types of arguments                      environment  what free names are; guards: that they still are
//! unbox, boxing, lists, blocks, numpy, generators, buffers   objects to machine values and back
//! classes, instances                                   attributes of instances
//! compilation, specialization, call, host, exits       compile, call, serve, leave
//! objects                                              why an argument has no compiled type
//! interpret                                            the IR interpreter in place of machine code, for tests
//! watch                                                loops that CPython runs, for `hotloop run`
//! collector                                            garbage collection when the program would have it
//! cache                                                where compiled code is kept between processes
//! explain, render, settings                            reports, diagnostics, options
//! profiling                                            the recorder of `hotloop profile`
//! machine                                              what is seen of this machine
//! ```

mod blocks;
mod boxing;
mod budget;
mod buffers;
mod cache;
mod call;
mod classes;
mod collector;
mod compilation;
mod comprehension;
mod counted;
mod dispatcher;
mod environment;
mod exits;
mod explain;
mod files;
mod formats;
mod generators;
mod globals;
mod guards;
mod heaps;
mod host;
mod instances;
mod interpret;
mod interpreter;
mod large_stack;
mod lazy;
mod limits;
mod lists;
mod machine;
mod mixed;
mod named;
mod nested;
mod numpy;
mod objects;
mod outside;
mod passed;
mod profiling;
mod reasons;
mod records;
mod render;
mod settings;
mod signature;
mod specialization;
mod state;
mod tables;
mod texts;
mod twin;
mod unbox;
mod underflow;
mod watch;
mod words;

use pyo3::prelude::*;

#[pymodule]
fn _hotloop(module: &Bound<'_, PyModule>) -> PyResult<()> {
    settings::read_environment();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    dispatcher::register(module)?;
    cache::register(module)?;
    collector::register(module)?;
    explain::register(module)?;
    watch::register(module)?;
    machine::register(module)?;
    profiling::register(module)?;
    module.add_function(wrap_pyfunction!(force_exit, module)?)?;
    module.add_function(wrap_pyfunction!(let_threads_meet, module)?)?;
    limits::register(module)
}

/// For tests: from now on compiled functions leave at their `count`-th exit point; 0: they do not. Returns the old
/// count. The same as the environment variable `HOTLOOP_FORCE_EXIT`.
#[pyfunction]
fn force_exit(count: i64) -> i64 {
    let old = settings::force_exit();
    settings::set_force_exit(count);
    old
}

/// For tests: from now on a loop that calls for threads waits until one has come; or it no longer does. Returns the old
/// state.
#[pyfunction]
fn let_threads_meet(meet: bool) -> bool {
    hotloop_runtime::pool::let_threads_meet(meet)
}
