//! What time it is, in ticks.
//!
//! The processor's counter where it runs at one speed for ever and the kernel trusts it too (7 ns), else the kernel's
//! monotonic clock (20 ns), or a function of the user's, as cProfile takes.

use super::core::{PyThreadState_EnterTracing, PyThreadState_LeaveTracing};
use pyo3::ffi;
use pyo3::prelude::*;
use std::sync::OnceLock;
use std::time::Instant;

pub enum Clock {
    Counter,
    Monotonic,
    /// A callable, and the seconds of one unit of it; 0: it gives seconds.
    Callable(Py<PyAny>, f64),
}

impl Clock {
    pub fn best() -> Clock {
        base();
        if has_steady_counter() { Clock::Counter } else { Clock::Monotonic }
    }

    #[inline]
    pub fn now(&self) -> u64 {
        match self {
            Clock::Counter => counter(),
            Clock::Monotonic => base().at.elapsed().as_nanos() as u64,
            Clock::Callable(callable, unit) => call(callable, *unit),
        }
    }

    pub fn nanoseconds_of_a_tick(&self) -> f64 {
        match self {
            Clock::Counter => counter_tick(),
            Clock::Monotonic => 1.0,
            Clock::Callable(_, unit) if *unit > 0.0 => unit * 1e9,
            Clock::Callable(..) => 1.0,
        }
    }
}

struct Base {
    at: Instant,
    counter: u64,
}

/// Both clocks at one time: the speed of the one is taken from the other.
fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| Base { at: Instant::now(), counter: counter() })
}

fn counter_tick() -> f64 {
    let base = base();
    // Reading a clock is off by some 50 ns: by 1 in 100,000 after 5 ms.
    while base.at.elapsed().as_micros() < 5000 {
        std::hint::spin_loop();
    }
    let (elapsed, counted) = (base.at.elapsed().as_nanos(), counter().wrapping_sub(base.counter));
    elapsed as f64 / counted.max(1) as f64
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn counter() -> u64 {
    // SAFETY: every x86-64 has it.
    unsafe { core::arch::x86_64::_rdtsc() }
}

#[cfg(target_arch = "aarch64")]
#[inline]
fn counter() -> u64 {
    let ticks: u64;
    // SAFETY: Linux lets programs read it.
    unsafe { core::arch::asm!("mrs {}, cntvct_el0", out(reg) ticks, options(nomem, nostack)) };
    ticks
}

#[cfg(target_arch = "x86_64")]
fn has_steady_counter() -> bool {
    use core::arch::x86_64::__cpuid;
    const INVARIANT: u32 = 1 << 8;
    let says_so = __cpuid(0x8000_0000).eax >= 0x8000_0007 && __cpuid(0x8000_0007).edx & INVARIANT != 0;
    // The kernel knows of processors whose counters differ.
    let sources = std::fs::read_to_string("/sys/devices/system/clocksource/clocksource0/available_clocksource");
    says_so && sources.is_ok_and(|sources| sources.split_whitespace().any(|source| source == "tsc"))
}

#[cfg(target_arch = "aarch64")]
fn has_steady_counter() -> bool {
    true
}

#[cold]
fn call(callable: &Py<PyAny>, unit: f64) -> u64 {
    Python::attach(|py| {
        let callable = callable.bind(py);
        // What is pending belongs to the program: a generator that is thrown into begins with an exception.
        let pending = PyErr::take(py);
        // Its own calls do not come to us.
        // SAFETY: attached.
        unsafe { PyThreadState_EnterTracing(ffi::PyThreadState_Get()) };
        let read = callable.call0().and_then(|time| {
            if unit > 0.0 { time.extract::<i64>() } else { time.extract::<f64>().map(|time| (time * 1e9) as i64) }
        });
        let time = read.unwrap_or_else(|error| {
            error.write_unraisable(py, Some(callable));
            0
        });
        // SAFETY: as above.
        unsafe { PyThreadState_LeaveTracing(ffi::PyThreadState_Get()) };
        if let Some(error) = pending {
            error.restore(py);
        }
        time as u64
    })
}
