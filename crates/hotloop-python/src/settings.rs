//! What the user asked for: keywords of `jit` first, then the environment, then the machine.
//!
//! ```text
//! @jit(lanes=4, cpu="x86-64-v3")      HOTLOOP_CPU, HOTLOOP_NUM_THREADS, HOTLOOP_FORCE_EXIT, HOTLOOP_ENGINE
//! ```

use hotloop_compiler::target::{Isa, Target};
use hotloop_runtime::cpu::{Cpu, Simd};
use hotloop_runtime::pool;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

#[derive(Clone, Debug)]
pub struct Settings {
    pub strict: bool,
    pub fastmath: bool,
    pub threads: usize,
    pub lanes: Option<u16>,
    pub engine: Engine,
    /// `None`: this machine's; LLVM is not asked before something is compiled.
    cpu: Option<Cpu>,
    /// It is a loop whose variables belong to others: see the compiler's option.
    pub keeps_results: bool,
    /// It is a loop over items: behind an exit CPython only ends the iteration, and whoever calls has the rest
    /// ([`crate::exits::take_later`]).
    pub comes_back: bool,
    /// It is a `while` loop: behind an exit CPython only ends the iteration, and says so.
    pub ends_iteration: bool,
    /// It is a comprehension: where it would be left at its start it gives `NotImplemented`, and CPython goes on.
    pub gives_up: bool,
    /// CPython may run what the compiler does not know in the middle of it: nobody else sees its variables.
    pub calls_out: bool,
}

/// What runs compiled functions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    MachineCode,
    /// The IR interpreter (`HOTLOOP_ENGINE=interpreter`), which says what the others must do: for tests only.
    Interpreter,
}

const MAX_LANES: i64 = 64;
const MAX_THREADS: i64 = 4096;
const MAX_MEGABYTES: i64 = 1 << 30;

impl Settings {
    /// Checks the keywords and the environment; the error names what is wrong and what is allowed.
    pub fn new(
        strict: bool,
        fastmath: bool,
        threads: Option<i64>,
        lanes: Option<i64>,
        cpu: Option<&str>,
    ) -> Result<Settings, String> {
        check_force_exit()?;
        let engine = engine()?;
        let cpu_for = match engine {
            Engine::MachineCode => cpu_that_runs_here,
            // It runs no instructions of that processor.
            Engine::Interpreter => named_cpu,
        };
        let cpu = match (cpu, variable("HOTLOOP_CPU")) {
            (Some(name), _) => Some(cpu_for("cpu", name)?),
            (None, Some(name)) => Some(cpu_for("HOTLOOP_CPU", &name)?),
            (None, None) => None,
        };
        let (threads, lanes) = (n_threads(threads)?, n_lanes(lanes)?);
        Ok(Settings {
            strict,
            fastmath,
            threads,
            lanes,
            engine,
            cpu,
            keeps_results: false,
            comes_back: false,
            ends_iteration: false,
            gives_up: false,
            calls_out: true,
        })
    }

    /// The same but for lanes and cpu, where they are given.
    pub fn with(&self, lanes: Option<i64>, cpu: Option<&str>) -> Result<Settings, String> {
        let cpu = cpu.map(|name| named_cpu("cpu", name)).transpose()?.or_else(|| self.cpu.clone());
        let lanes = n_lanes(lanes)?.or(self.lanes);
        Ok(Settings { lanes, cpu, ..self.clone() })
    }

    pub fn cpu(&self) -> Cpu {
        self.cpu.clone().unwrap_or_else(Cpu::host)
    }

    /// Of the processor that code is for, unless it is this machine's.
    pub fn cpu_name(&self) -> Option<&str> {
        self.cpu.as_ref().map(|cpu| &*cpu.name)
    }

    pub fn target(&self) -> Target {
        let cpu = self.cpu();
        let isa = match cpu.simd() {
            Simd::Neon => Isa::Neon,
            Simd::Sse2 => Isa::Sse2,
            Simd::Avx2 => Isa::Avx2,
            Simd::Avx512 => Isa::Avx512,
        };
        Target { triple: cpu.triple, isa }
    }
}

/// The exit point that every call shall leave by, counted from 1; 0: none.
pub fn force_exit() -> i64 {
    FORCE_EXIT.load(Relaxed)
}

pub fn set_force_exit(count: i64) {
    FORCE_EXIT.store(count, Relaxed);
}

/// Reads `HOTLOOP_FORCE_EXIT`, once, when the module is imported. What is wrong with it is told where something is to be
/// compiled: an import fails with a traceback only.
pub fn read_environment() {
    set_force_exit(check_force_exit().unwrap_or(0));
}

fn check_force_exit() -> Result<i64, String> {
    let named = |text: String| count("HOTLOOP_FORCE_EXIT", &text, i64::MAX);
    variable("HOTLOOP_FORCE_EXIT").map_or(Ok(0), named)
}

static FORCE_EXIT: AtomicI64 = AtomicI64::new(0);

/// A switch that is set to 0.
pub fn is_off(name: &str) -> bool {
    variable(name).is_some_and(|text| text.trim() == "0")
}

/// A size; the error says what is allowed.
pub fn megabytes(name: &str) -> Result<Option<u64>, String> {
    variable(name).map(|text| Ok(count(name, &text, MAX_MEGABYTES)? as u64)).transpose()
}

fn engine() -> Result<Engine, String> {
    match variable("HOTLOOP_ENGINE").as_deref() {
        None => Ok(Engine::MachineCode),
        Some("interpreter") => Ok(Engine::Interpreter),
        Some(other) => Err(format!("HOTLOOP_ENGINE={other}: it is `interpreter` or not set")),
    }
}

fn n_threads(keyword: Option<i64>) -> Result<usize, String> {
    if let Some(threads) = keyword {
        return in_range("threads", threads, MAX_THREADS).map(|threads| threads as usize);
    }
    match variable("HOTLOOP_NUM_THREADS") {
        Some(text) => Ok(count("HOTLOOP_NUM_THREADS", &text, MAX_THREADS)? as usize),
        None => Ok(pool::default_threads()),
    }
}

fn n_lanes(keyword: Option<i64>) -> Result<Option<u16>, String> {
    let Some(lanes) = keyword else { return Ok(None) };
    match in_range("lanes", lanes, MAX_LANES)? {
        lanes if lanes & (lanes - 1) == 0 => Ok(Some(lanes as u16)),
        lanes => Err(format!("lanes={lanes}: lanes are a power of two up to {MAX_LANES}, and 1 is scalar code")),
    }
}

fn cpu_that_runs_here(option: &str, name: &str) -> Result<Cpu, String> {
    let cpu = named_cpu(option, name)?;
    cpu.runs_here().map_err(|reason| format!("{option}: {reason}"))?;
    Ok(cpu)
}

fn named_cpu(option: &str, name: &str) -> Result<Cpu, String> {
    Cpu::named(name).map_err(|reason| format!("{option}: {reason}"))
}

fn count(option: &str, text: &str, most: i64) -> Result<i64, String> {
    let wrong = || format!("{option}={text}: it must be a whole number from 1 to {most}");
    in_range(option, text.trim().parse().map_err(|_| wrong())?, most).map_err(|_| wrong())
}

fn in_range(option: &str, value: i64, most: i64) -> Result<i64, String> {
    match (1..=most).contains(&value) {
        true => Ok(value),
        false => Err(format!("{option}={value}: it must be a whole number from 1 to {most}")),
    }
}

/// An environment variable that is set and not empty.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.trim().is_empty())
}
