//! Runs the compiler on a stack of its own: source that is nested deeply must not end the process, and a broken
//! invariant must not either.
//!
//! `run(|| compile(&request))` is `Ok(what compile returned)`, or `Err(message)` if it panicked. `start` does not wait:
//! the receiver gets the same later.

use hotloop_runtime::thread;
use std::any::Any;
use std::cell::RefCell;
use std::panic;
use std::sync::Once;
use std::sync::mpsc::{Receiver, channel};

const STACK: usize = 256 << 20;

/// The result, or what the panic said and where.
pub fn run<T: Send>(job: impl FnOnce() -> T + Send) -> Result<T, String> {
    quiet_panics();
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("hotloop-compile".into()).stack_size(STACK);
        // The message lives in the thread that panicked, so it is taken there.
        let body = || panic::catch_unwind(panic::AssertUnwindSafe(job)).map_err(|payload| message(&*payload));
        match thread.spawn_scoped(scope, body).map(|handle| handle.join()) {
            Ok(Ok(result)) => result,
            Ok(Err(payload)) => Err(message(&*payload)),
            Err(error) => Err(format!("no thread to compile in: {error}")),
        }
    })
}

/// The same in a thread that nobody has to wait for; signals are left to Python's threads.
pub fn start<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Receiver<Result<T, String>> {
    quiet_panics();
    let (sender, receiver) = channel();
    let report = sender.clone();
    // Where nobody waits any more there is nobody to tell.
    let body = move || drop(report.send(catch(job)));
    if let Err(error) = thread::spawn("hotloop-compile", STACK, body) {
        let _ = sender.send(Err(format!("no thread to compile in: {error}")));
    }
    receiver
}

/// Runs `job` on this stack; `Err` if it panicked.
pub fn catch<T>(job: impl FnOnce() -> T) -> Result<T, String> {
    quiet_panics();
    panic::catch_unwind(panic::AssertUnwindSafe(job)).map_err(|payload| message(&*payload))
}

thread_local! {
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Panics are told by whoever catches them, in one line.
fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|info| {
            let place = info.location().map(|place| format!("{}:{}: ", place.file(), place.line()));
            PLACE.with_borrow_mut(|known| *known = place.unwrap_or_default());
        }));
    });
}

fn message(payload: &(dyn Any + Send)) -> String {
    let said = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = PLACE.with_borrow_mut(std::mem::take);
    format!("{place}{}", said.unwrap_or("panic"))
}
