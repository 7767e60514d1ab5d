//! Reports: what became of each signature, each loop and each stage.
//!
//! `statistics(f)` is data for tests and tools, `describe(f)` the same for people, `stage(f, "llvm", ..)` the text of
//! one stage of the path with the names and times of all of them.

use crate::buffers::Sharing;
use crate::dispatcher::{self, Dispatcher};
use crate::environment::{Found, Resolved};
use crate::reasons;
use crate::render::line_of;
use crate::settings::Settings;
use crate::signature::{self, show, show_type};
use crate::specialization::{Compiled, Failure, LEVEL, PIPELINE, Reason, Specialization, compile_to_text};
use crate::twin;
use hotloop_compiler::Artifact;
use hotloop_compiler::diagnostic::Span;
use hotloop_compiler::emit::llvm::lines;
use hotloop_compiler::ir::{Block, ExitId, PyType};
use hotloop_compiler::lower::CallOut;
use hotloop_compiler::report::LoopReport;
use hotloop_runtime::codegen;
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("STAGES", STAGES)?;
    module.add_function(wrap_pyfunction!(describe, module)?)?;
    module.add_function(wrap_pyfunction!(seconds_of, module)?)?;
    module.add_function(wrap_pyfunction!(check_types, module)?)?;
    module.add_function(wrap_pyfunction!(describe_types, module)?)?;
    module.add_function(wrap_pyfunction!(stage, module)?)?;
    module.add_function(wrap_pyfunction!(details, module)?)?;
    module.add_function(wrap_pyfunction!(last_types, module)?)?;
    module.add_function(wrap_pyfunction!(last_result, module)?)?;
    module.add_function(wrap_pyfunction!(found, module)?)?;
    module.add_function(wrap_pyfunction!(generators, module)?)
}

/// `{"(float, int)": "compiled", "(object)": "CPython: slow.py:3: ..."}`
pub fn signatures<'py>(py: Python<'py>, dispatcher: &Dispatcher) -> PyResult<Bound<'py, PyDict>> {
    let all = PyDict::new(py);
    for one in dispatcher.state().specializations() {
        let outcome = match one.reason() {
            Some(reason) => format!("CPython: {}", reason.line),
            None => "compiled".into(),
        };
        all.set_item(name(one), outcome)?;
    }
    if let Some(reason) = dispatcher.state().turned_away() {
        all.set_item("(other types)", format!("CPython: {}", reason.line))?;
    }
    if let Some(reason) = dispatcher.state().passthrough() {
        all.set_item("(...)", format!("CPython: {}", reason.line))?;
    }
    Ok(all)
}

/// For each signature what was compiled, what ran and how often.
pub fn statistics<'py>(py: Python<'py>, dispatcher: &Dispatcher) -> PyResult<Bound<'py, PyDict>> {
    let state = dispatcher.state();
    let all = PyDict::new(py);
    for one in state.specializations() {
        all.set_item(name(one), of_specialization(py, one, state.current())?)?;
    }
    let statistics = PyDict::new(py);
    statistics.set_item("signatures", all)?;
    statistics.set_item("python_calls", state.python_calls.get())?;
    statistics.set_item("watched_calls", state.watched_calls.get())?;
    statistics.set_item("retired", state.retired())?;
    statistics.set_item("reason", state.passthrough().map(|reason| reason.line))?;
    if dispatcher.twin().is_made() && !dispatcher.function().is_null() {
        // SAFETY: not null, and the caller keeps the dispatcher alive.
        let function = unsafe { Bound::from_borrowed_ptr(py, dispatcher.function()) };
        statistics.set_item("loops", twin::loops(&function)?)?;
    }
    Ok(statistics)
}

/// Seconds spent on compiling, and those that CPython took behind exits: quicker to have than all the rest.
#[pyfunction]
fn seconds_of(function: &Bound<'_, PyAny>) -> PyResult<(f64, f64)> {
    let dispatcher = of(function)?;
    let all = dispatcher.state().specializations();
    let compiled: Vec<&Compiled> = all.iter().filter_map(|one| one.compiled.as_ref()).collect();
    let seconds: Vec<(f64, f64)> = compiled.iter().map(|one| one.seconds()).collect();
    Ok((seconds.iter().map(|one| one.1).sum(), seconds.iter().map(|one| one.0).sum()))
}

fn of_specialization<'py>(
    py: Python<'py>,
    specialization: &Specialization,
    resolved: Option<&Resolved>,
) -> PyResult<Bound<'py, PyDict>> {
    let text = resolved.map_or("", |resolved| &resolved.text);
    let report = PyDict::new(py);
    report.set_item("compiled", specialization.active().is_some() || specialization.is_outdated())?;
    report.set_item("reason", specialization.reason().map(|reason| reason.line))?;
    report.set_item("calls", specialization.calls.get())?;
    let Some(compiled) = &specialization.compiled else { return Ok(report) };
    report.set_item("loops", loops_of(py, &compiled.artifact, text)?)?;
    let exits = PyDict::new(py);
    for (at, exit) in compiled.exits.iter().enumerate().filter(|(_, exit)| exit.count.get() > 0) {
        let line = line_of(text, compiled.artifact.module.exits[at].span.start);
        exits.set_item((at, line), exit.count.get())?;
    }
    report.set_item("n_exits", compiled.n_exits_taken())?;
    report.set_item("exits", exits)?;
    let reasons = PyDict::new(py);
    for (at, known) in reasons::of_exits(&compiled.artifact.module).iter().enumerate() {
        if compiled.exits[at].count.get() > 0 {
            reasons.set_item(at, known)?;
        }
    }
    report.set_item("exit_reasons", reasons)?;
    report.set_item("exit_seconds", compiled.seconds().0)?;
    report.set_item("exit_points", compiled.exits.len())?;
    report.set_item("called_out", called_out_of(py, &compiled.artifact, text)?)?;
    report.set_item("kernels", compiled.kernels.len())?;
    report.set_item("kernel_runs", compiled.kernel_runs.load(Relaxed))?;
    report.set_item("kernel_positions", compiled.kernel_positions.load(Relaxed))?;
    report.set_item("interpreted", compiled.interpreted.load(Relaxed))?;
    report.set_item("threads", compiled.max_threads.load(Relaxed))?;
    report.set_item("result", show_type(compiled.artifact.result()))?;
    let phases = PyDict::new(py);
    compiled.phases.iter().try_for_each(|(name, seconds)| phases.set_item(name, seconds))?;
    report.set_item("compile_seconds", compiled.phases.iter().map(|(_, seconds)| seconds).sum::<f64>())?;
    report.set_item("phases", phases)?;
    report.set_item("from_cache", compiled.is_from_cache)?;
    Ok(report)
}

fn loops_of<'py>(py: Python<'py>, artifact: &Artifact, text: &str) -> PyResult<Bound<'py, PyList>> {
    let loops = artifact.loops.iter().map(|one| of_loop(py, one, text)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, loops)
}

fn called_out_of<'py>(py: Python<'py>, artifact: &Artifact, text: &str) -> PyResult<Bound<'py, PyDict>> {
    let called_out = PyDict::new(py);
    for one in &artifact.called_out {
        called_out.set_item(line_of(text, one.span.start), &one.reason)?;
    }
    Ok(called_out)
}

fn of_loop<'py>(py: Python<'py>, one: &LoopReport, text: &str) -> PyResult<Bound<'py, PyDict>> {
    let report = PyDict::new(py);
    let (name, text) = match &one.function {
        Some(called) => (Some(called.name.as_str()), &*called.source),
        None => (None, text),
    };
    report.set_item("line", line_of(text, one.span.start))?;
    report.set_item("last_line", line_of(text, one.span.end))?;
    report.set_item("called_function", name)?;
    report.set_item("lanes", one.lanes)?;
    report.set_item("interleave", one.interleave)?;
    report.set_item("checkpoint", one.checkpoint)?;
    report.set_item("threads", one.threads)?;
    report.set_item("reason", one.reason.as_deref())?;
    Ok(report)
}

/// What became of each signature that the function was called with, loop by loop.
#[pyfunction]
fn describe(function: &Bound<'_, PyAny>) -> PyResult<String> {
    let dispatcher = of(function)?;
    let state = dispatcher.state();
    let mut report = String::new();
    for one in state.specializations() {
        let _ = writeln!(report, "{}{}", function_name(function), name(one));
        match (&one.compiled, one.reason()) {
            (_, Some(reason)) => report += &indented(&format!("runs in CPython:\n{}", reason.rendered)),
            (Some(compiled), None) => report += &indented(&describe_compiled(one, compiled, state.current())),
            (None, None) => {}
        }
    }
    if let Some(reason) = state.turned_away() {
        let _ = writeln!(report, "{} with other types runs in CPython:\n{}", function_name(function), reason.rendered);
    }
    if let Some(reason) = state.passthrough() {
        let _ = writeln!(report, "{} runs in CPython:\n{}", function_name(function), reason.rendered);
    }
    if state.watched_calls.get() > 0 {
        let (name, calls) = (function_name(function), state.watched_calls.get());
        let _ =
            writeln!(report, "{name} ran in CPython {calls} times because a debugger, coverage or a profiler watched");
    }
    if state.loud_calls.get() > 0 {
        let (name, calls) = (function_name(function), state.loud_calls.get());
        let _ = writeln!(
            report,
            "{name} ran in CPython {calls} times because `numpy.errstate` or `numpy.seterr` asks for underflow to be \
             told (instead: under=\"ignore\")"
        );
    }
    if dispatcher.twin().is_made()
        && let Some(function) = dispatcher::python_function(function)
    {
        report += &twin::describe(&function)?;
    }
    if report.is_empty() {
        let _ = writeln!(report, "{} has not been called yet", function_name(function));
    }
    Ok(report)
}

/// Raises `ValueError` where these are no types of arguments.
#[pyfunction]
fn check_types(types: &str) -> PyResult<()> {
    signature::parse(types).map(drop).map_err(PyValueError::new_err)
}

/// The same for argument types that it need not have been called with.
#[pyfunction]
#[pyo3(signature = (function, types, lanes=None, cpu=None))]
fn describe_types(function: &Bound<'_, PyAny>, types: &str, lanes: Option<i64>, cpu: Option<&str>) -> PyResult<String> {
    let types = signature::parse(types).map_err(PyValueError::new_err)?;
    let settings = settings_with(of(function)?, lanes, cpu)?;
    let resolved = resolved(function)?;
    let mut report = format!("{}{}\n", function_name(function), show(&types));
    report += &indented(&match compile_to_text(resolved, &settings, &types, false) {
        Ok(artifact) => describe_artifact(&artifact, resolved),
        Err(Failure::Refused(diagnostic)) => {
            let reason = Reason::of_diagnostic(&diagnostic, &resolved.text, &resolved.filename);
            format!("runs in CPython:\n{}", reason.rendered)
        }
        Err(Failure::Internal(message)) => format!("runs in CPython: internal error: {message}\n"),
    });
    Ok(report)
}

/// The text of a stage for argument types such as `list[complex], int`.
#[pyfunction]
#[pyo3(signature = (function, stage, types, lanes=None, cpu=None))]
fn stage(
    py: Python<'_>,
    function: &Bound<'_, PyAny>,
    stage: &str,
    types: &str,
    lanes: Option<i64>,
    cpu: Option<&str>,
) -> PyResult<String> {
    if !STAGES.contains(&stage) {
        return Err(PyValueError::new_err(format!("unknown stage {stage:?}; they are {}", STAGES.join(", "))));
    }
    let types = signature::parse(types).map_err(PyValueError::new_err)?;
    let settings = settings_with(of(function)?, lanes, cpu)?;
    let resolved = resolved(function)?;
    let artifact = artifact_of(py, resolved, &settings, &types)?;
    let mut report = format!("# {}{}\n# stage {stage}\n", function_name(function), show(&types));
    let (text, last) = text_of(stage, &artifact, &settings)?;
    for (name, seconds) in timed(&artifact).chain(last) {
        let _ = writeln!(report, "# {name:<24} {:9.3} ms", seconds * 1e3);
    }
    Ok(format!("{report}\n{text}"))
}

/// What becomes of argument types, or of those of the last call, line by line: `loops` and `called_out` as in
/// `statistics`, `variables` with the types that each has, and the texts `ir`, `passes` and `asm` with the lines of the
/// source that their lines are of.
///
/// CompileError: it is not compiled. ValueError: it has not been called, or the arguments are wrong.
#[pyfunction]
#[pyo3(signature = (function, types=None, lanes=None, cpu=None))]
fn details<'py>(
    py: Python<'py>,
    function: &Bound<'py, PyAny>,
    types: Option<&str>,
    lanes: Option<i64>,
    cpu: Option<&str>,
) -> PyResult<Bound<'py, PyDict>> {
    let types = match types {
        Some(types) => signature::parse(types).map_err(PyValueError::new_err)?,
        // Not all that a function can be called with can be written.
        None => match of(function)?.state().specializations().first() {
            Some(last) => last.argument_types().to_vec(),
            None => return Err(PyValueError::new_err("it has not been called yet")),
        },
    };
    let settings = settings_with(of(function)?, lanes, cpu)?;
    let resolved = resolved(function)?;
    let artifact = artifact_of(py, resolved, &settings, &types)?;
    let report = PyDict::new(py);
    report.set_item("types", types.iter().map(show_type).collect::<Vec<_>>().join(", "))?;
    report.set_item("result", show_type(artifact.result()))?;
    report.set_item("loops", loops_of(py, &artifact, &resolved.text)?)?;
    report.set_item("called_out", called_out_of(py, &artifact, &resolved.text)?)?;
    report.set_item("variables", variables_of(&artifact))?;
    let lines = |spans: &[Option<Span>]| -> Vec<usize> {
        spans.iter().map(|span| span.map_or(0, |span| line_of(&resolved.text, span.start))).collect()
    };
    for one in &artifact.stages {
        if let (Some(text), "ir" | "passes") = (&one.text, one.name.as_str()) {
            report.set_item(&one.name, (text, lines(&one.spans)))?;
        }
    }
    let (text, places) = lines::of_assembly(&assembly_of(&lines::with_places(&artifact.llvm), &settings)?);
    let lines: Vec<usize> = places.iter().map(|at| at.map_or(0, |at| line_of(&resolved.text, at))).collect();
    report.set_item("asm", (text, lines))?;
    Ok(report)
}

/// Python's variables by name, each with the types that it has at some place where CPython could go on.
fn variables_of(artifact: &Artifact) -> BTreeMap<&str, BTreeSet<String>> {
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let params = artifact.module.entry.params.iter().map(|(name, ty)| (name, ty));
    let mut of_kernels = HashSet::new();
    artifact.module.kernels.iter().for_each(|kernel| add_exits(&kernel.body, &mut of_kernels));
    let exits = artifact.module.exits.iter().enumerate().filter(|(id, _)| !of_kernels.contains(&ExitId(*id as u32)));
    let live = exits.flat_map(|(_, exit)| &exit.live).map(|one| (&one.name, &one.ty));
    for (name, ty) in params.chain(live).filter(|(name, _)| !name.starts_with('.')) {
        found.entry(name).or_default().insert(show_type(bound(ty)));
    }
    found
}

/// The exit points of a kernel: it leaves at a position, which is no variable of Python's.
fn add_exits(block: &Block, exits: &mut HashSet<ExitId>) {
    for statement in block {
        exits.extend(statement.exit());
        statement.blocks().into_iter().for_each(|inner| add_exits(inner, exits));
    }
}

/// The type of a variable's value where it has one.
fn bound(ty: &PyType) -> &PyType {
    match ty {
        PyType::Maybe(inner) => bound(inner),
        _ => ty,
    }
}

/// The `random.Random` objects among its free names, and among those of what it calls.
#[pyfunction]
fn generators(function: &Bound<'_, PyAny>) -> PyResult<Vec<Py<PyAny>>> {
    Ok(resolved(function)?.generators.iter().map(|one| one.clone_ref(function.py())).collect())
}

/// The lists and arrays that it finds by name, and those that what it calls does.
#[pyfunction]
fn found(function: &Bound<'_, PyAny>) -> PyResult<Vec<Py<PyAny>>> {
    let py = function.py();
    // SAFETY: the GIL is held.
    let object = |one: &Found| unsafe { Bound::from_borrowed_ptr_or_opt(py, one.object()) };
    Ok(resolved(function)?.found.borrow().iter().filter_map(object).map(Bound::unbind).collect())
}

/// The types of the last call, as `types` takes them; `None` before the first.
#[pyfunction]
fn last_types(function: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    let all = of(function)?.state().specializations();
    Ok(all.first().map(|one| show(one.argument_types())))
}

/// The type of the result of the last types that it was called with; None if CPython ran it.
#[pyfunction]
fn last_result(function: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    let all = of(function)?.state().specializations();
    Ok(all.first().and_then(|one| one.active()).map(|compiled| show_type(compiled.artifact.result())))
}

/// With the texts of its stages.
fn artifact_of(py: Python<'_>, resolved: &Resolved, settings: &Settings, types: &[PyType]) -> PyResult<Artifact> {
    compile_to_text(resolved, settings, types, true).map_err(|failure| match failure {
        Failure::Refused(diagnostic) => {
            let reason = Reason::of_diagnostic(&diagnostic, &resolved.text, &resolved.filename);
            compile_error(py, &reason.rendered)
        }
        Failure::Internal(message) => PyRuntimeError::new_err(format!("internal error of the compiler: {message}")),
    })
}

const STAGES: [&str; 5] = ["ast", "ir", "passes", "llvm", "asm"];

fn text_of(stage: &str, artifact: &Artifact, settings: &Settings) -> PyResult<(String, Option<(String, f64)>)> {
    let shown = |name: &str| artifact.stages.iter().find(|one| one.name == name).and_then(|one| one.text.clone());
    match stage {
        "ast" | "ir" => Ok((shown(stage).unwrap_or_default(), None)),
        "passes" => Ok((passes(artifact), None)),
        "llvm" => Ok((lines::without_marks(&artifact.llvm), None)),
        _ => {
            let start = Instant::now();
            let text = assembly_of(&artifact.llvm, settings)?;
            Ok((text, Some(("llvm to assembly".into(), start.elapsed().as_secs_f64()))))
        }
    }
}

fn assembly_of(llvm: &str, settings: &Settings) -> PyResult<String> {
    codegen::assembly(llvm, &settings.cpu(), PIPELINE, LEVEL)
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

/// The IR after each pass that shows it.
fn passes(artifact: &Artifact) -> String {
    let after_lowering = artifact.stages.iter().skip_while(|one| one.name != "ir").skip(1);
    // `passes` is what the last of them has left.
    let shown =
        after_lowering.filter(|one| one.name != "passes").filter_map(|one| Some((&one.name, one.text.as_ref()?)));
    let mut report = String::new();
    for (name, text) in shown {
        let _ = writeln!(report, "# after {name}\n{text}");
    }
    if report.is_empty() {
        report = hotloop_compiler::ir::print(&artifact.module);
    }
    report
}

fn timed(artifact: &Artifact) -> impl Iterator<Item = (String, f64)> {
    artifact.stages.iter().filter(|one| one.text.is_none()).map(|one| (one.name.clone(), one.seconds))
}

fn describe_compiled(specialization: &Specialization, compiled: &Compiled, resolved: Option<&Resolved>) -> String {
    let Some(resolved) = resolved else { return String::new() };
    let mut report = describe_artifact(&compiled.artifact, resolved);
    let seconds: f64 = compiled.phases.iter().map(|(_, seconds)| seconds).sum();
    let (calls, exits) = (specialization.calls.get(), compiled.n_exits_taken());
    let origin = if compiled.is_from_cache { " with code from the cache" } else { "" };
    let milliseconds = seconds * 1e3;
    let _ = writeln!(
        report,
        "compiled in {milliseconds:.1} ms{origin}, called {calls} times, left for CPython {exits} times"
    );
    if compiled.for_short_lists {
        let most = crate::call::SHORT_LISTS;
        let _ = writeln!(
            report,
            "no loop goes through its lists: with more than {most} elements, which would be copied, it runs in CPython"
        );
    }
    for (at, exit) in compiled.exits.iter().enumerate().filter(|(_, exit)| exit.count.get() > 0) {
        let line = line_of(&resolved.text, compiled.artifact.module.exits[at].span.start);
        let _ = writeln!(report, "  {} times at line {line}", exit.count.get());
    }
    report
}

fn describe_artifact(artifact: &Artifact, resolved: &Resolved) -> String {
    let report = format!("compiled, returns {}\n", show_type(artifact.result()));
    let mut loops = vec![];
    for one in &artifact.loops {
        let (text, place) = match &one.function {
            Some(called) => (&*called.source, format!(" of {}", called.name)),
            None => (&*resolved.text, String::new()),
        };
        let line = line_of(text, one.span.start);
        let source = text.lines().nth(line - 1).unwrap_or_default().trim();
        let text = format!("line {line}{place}: {source}\n    {}\n", describe_loop(one));
        // A function is compiled in wherever it is called.
        if !loops.contains(&text) {
            loops.push(text);
        }
    }
    let mut called_out = artifact.called_out.clone();
    called_out.sort_by_key(|one| one.span.start);
    let line =
        |one: &CallOut| format!("line {}: run by CPython: {}\n", line_of(&resolved.text, one.span.start), one.reason);
    report + &loops.concat() + &called_out.iter().map(line).collect::<String>()
}

fn describe_loop(one: &LoopReport) -> String {
    let mut words = match one.lanes {
        1 => "one iteration at a time".to_string(),
        lanes => {
            format!("{lanes} iterations at a time ({} vectors of {})", one.interleave, lanes / one.interleave.max(1))
        }
    };
    if one.checkpoint > 0 {
        let _ = write!(words, ", tested every {} iterations", one.checkpoint);
    }
    if one.threads {
        words += ", on all cores";
    }
    if let Some(reason) = &one.reason {
        let _ = write!(words, ": {reason}");
    }
    words
}

fn settings_with(dispatcher: &Dispatcher, lanes: Option<i64>, cpu: Option<&str>) -> PyResult<Settings> {
    dispatcher.state().settings.with(lanes, cpu).map_err(PyValueError::new_err)
}

fn resolved<'a>(function: &'a Bound<'_, PyAny>) -> PyResult<&'a Resolved> {
    let dispatcher = of(function)?;
    let python_function = dispatcher::python_function(function).expect("a dispatcher that is alive has its function");
    let missing = || dispatcher.state().passthrough().map_or_else(String::new, |reason| reason.rendered);
    match dispatcher.state().resolve(&python_function)? {
        Some(resolved) => Ok(resolved),
        None => Err(compile_error(function.py(), &missing())),
    }
}

fn of<'a>(function: &'a Bound<'_, PyAny>) -> PyResult<&'a Dispatcher> {
    dispatcher::downcast(function)
        .ok_or_else(|| PyTypeError::new_err("a function decorated with hotloop.jit is needed"))
}

fn name(specialization: &Specialization) -> String {
    let mut types = show(specialization.argument_types());
    let found: Vec<String> = specialization.found_types().iter().map(show_type).collect();
    if !found.is_empty() {
        types += &format!(" with {}", found.join(", "));
    }
    match specialization.sharing {
        Sharing::Nothing => types,
        Sharing::Memory => format!("{types} sharing memory"),
        Sharing::Rows => format!("{types} sharing rows"),
    }
}

fn function_name(function: &Bound<'_, PyAny>) -> String {
    function.getattr("__qualname__").and_then(|name| name.extract()).unwrap_or_else(|_| "function".into())
}

pub fn compile_error(py: Python<'_>, text: &str) -> PyErr {
    let error = || py.import("hotloop._errors")?.getattr("CompileError")?.call1((text,));
    error().map_or_else(|error| error, PyErr::from_value)
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
