//! What hotloop sees of this machine, for `hotloop doctor` and the head of tables.
//!
//! `_hotloop.machine()` is `{"cpu": "znver3", "features": ["avx", "avx2", ...], "simd": "AVX2", "bits": 256,
//! "lanes": 4, "threads": 2}`, with what `HOTLOOP_CPU` and `HOTLOOP_NUM_THREADS` ask for.

use crate::settings::Settings;
use hotloop_compiler::target::Isa;
use hotloop_runtime::codegen;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(llvm_version, module)?)?;
    module.add_function(wrap_pyfunction!(machine, module)?)
}

/// `"22.1.2"`: the LLVM in this module.
#[pyfunction]
fn llvm_version() -> String {
    codegen::llvm_version()
}

/// The processor that code is made for, and on how many threads it runs. ValueError: a variable of the environment is
/// wrong. `lanes` are those of one vector of float64.
#[pyfunction]
fn machine(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let settings = Settings::new(false, false, None, None, None).map_err(PyValueError::new_err)?;
    let (cpu, isa) = (settings.cpu(), settings.target().isa);
    let mut features: Vec<&str> = cpu.features.split(',').filter_map(|feature| feature.strip_prefix('+')).collect();
    features.sort_unstable();
    let seen = PyDict::new(py);
    seen.set_item("cpu", &cpu.name)?;
    seen.set_item("features", features)?;
    seen.set_item("simd", simd_name(isa))?;
    seen.set_item("bits", isa.lanes() * 64)?;
    seen.set_item("lanes", isa.lanes())?;
    seen.set_item("threads", settings.threads)?;
    Ok(seen)
}

fn simd_name(isa: Isa) -> &'static str {
    match isa {
        Isa::Sse2 => "SSE2",
        Isa::Avx2 => "AVX2",
        Isa::Avx512 => "AVX-512",
        Isa::Neon => "NEON",
    }
}
