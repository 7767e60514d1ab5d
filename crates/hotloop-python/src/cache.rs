//! The cache of this process: where the environment puts it, whether it is on, and what is in it.
//!
//! ```text
//! HOTLOOP_CACHE=0  HOTLOOP_CACHE_DIR=/var/tmp/me  HOTLOOP_CACHE_SIZE=100
//! current()        Some(cache) if compiled code is kept      cache_info(), cache_clear()    for `hotloop cache`
//! ```

use crate::settings::{is_off, megabytes};
use hotloop_runtime::build_id::build_id;
use hotloop_runtime::{Cache, Cpu, cache, codegen};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::env::var_os;
use std::ffi::OsString;
use std::path::PathBuf;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// A cache, and what all its keys of this process have in common.
pub struct Current {
    pub cache: Cache,
    build: Vec<u8>,
}

/// As the environment has it when something is compiled for the first time. `None`: it is off.
pub fn current() -> Option<&'static Current> {
    // No `OnceLock`: a child of fork would wait for ever for a thread of its parent that was filling it.
    static CURRENT: AtomicPtr<Option<Current>> = AtomicPtr::new(ptr::null_mut());
    let mut known = CURRENT.load(Ordering::Acquire);
    if known.is_null() {
        let made = Box::into_raw(Box::new(open().ok()));
        // Where two threads met here one of the boxes is lost.
        known = match CURRENT.compare_exchange(known, made, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => made,
            Err(theirs) => theirs,
        };
    }
    // SAFETY: it is not null, and what is stored is never freed or changed.
    unsafe { &*known }.as_ref()
}

impl Current {
    pub fn key(&self, llvm: &str, cpu: &Cpu, pipeline: &str, level: u8) -> cache::Key {
        codegen::key(llvm, cpu, pipeline, level, &self.build)
    }
}

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(module_key, module)?)?;
    module.add_function(wrap_pyfunction!(kept_module, module)?)?;
    module.add_function(wrap_pyfunction!(keep_module, module)?)?;
    module.add_function(wrap_pyfunction!(cache_path, module)?)?;
    module.add_function(wrap_pyfunction!(cache_info, module)?)?;
    module.add_function(wrap_pyfunction!(cache_clear, module)?)
}

/// What `hotloop run` makes of a module is kept under this. Other parts, or another build, give another key.
#[pyfunction]
fn module_key(parts: Vec<Bound<'_, PyBytes>>) -> [u8; 32] {
    let build = build_id().unwrap_or_default();
    let own: [&[u8]; 2] = [b"module", &build];
    cache::Key::of(own.into_iter().chain(parts.iter().map(|part| part.as_bytes()))).0
}

#[pyfunction]
fn kept_module(py: Python<'_>, key: [u8; 32]) -> Option<Bound<'_, PyBytes>> {
    Some(PyBytes::new(py, &current()?.cache.lookup(&cache::Key(key))?))
}

#[pyfunction]
fn keep_module(key: [u8; 32], bytes: &[u8]) {
    if let Some(current) = current() {
        current.cache.insert(&cache::Key(key), bytes);
    }
}

/// Where entries are, or would be; `None` without a home directory.
#[pyfunction]
fn cache_path() -> Option<OsString> {
    directory().ok().map(PathBuf::into_os_string)
}

#[pyfunction]
fn cache_info(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let info = PyDict::new(py);
    info.set_item("off", open().err())?;
    info.set_item("limit", limit().ok())?;
    let contents = stored().map(|cache| cache.contents()).unwrap_or_default();
    info.set_item("entries", contents.entries)?;
    info.set_item("bytes", contents.bytes)?;
    info.set_item("unfinished", contents.unfinished)?;
    info.set_item("refused", contents.refused)?;
    Ok(info)
}

/// The reason why nothing can be removed, if so.
#[pyfunction]
fn cache_clear() -> Option<String> {
    stored().map(|cache| cache.clear()).err()
}

/// The error says why the cache is off.
fn open() -> Result<Current, String> {
    if is_off("HOTLOOP_CACHE") {
        return Err("HOTLOOP_CACHE=0".into());
    }
    let build = build_id().ok_or("the extension module was linked without a build id")?;
    Ok(Current { cache: Cache::open(directory()?, limit()?)?, build })
}

/// What is there, used or not.
fn stored() -> Result<Cache, String> {
    Cache::open(directory()?, limit().unwrap_or_default())
}

fn directory() -> Result<PathBuf, String> {
    let variable = |name: &str| var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(directory) = variable("HOTLOOP_CACHE_DIR") {
        return std::path::absolute(&directory).map_err(|error| format!("HOTLOOP_CACHE_DIR: {error}"));
    }
    // The specification of XDG: a relative path is to be ignored.
    let caches = variable("XDG_CACHE_HOME").filter(|path| path.is_absolute());
    let home = || variable("HOME").filter(|path| path.is_absolute()).map(|home| home.join(".cache"));
    let caches = caches.or_else(home).ok_or("no home directory: set HOTLOOP_CACHE_DIR")?;
    Ok(caches.join("hotloop"))
}

fn limit() -> Result<u64, String> {
    Ok(megabytes("HOTLOOP_CACHE_SIZE")?.unwrap_or(512) << 20)
}
