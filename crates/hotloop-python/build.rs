//! Sets `cfg(Py_3_12)` and its like for the CPython that this build is for.

fn main() {
    pyo3_build_config::use_pyo3_cfgs();
}
