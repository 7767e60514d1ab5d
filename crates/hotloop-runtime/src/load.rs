//! Object bytes -> machine code in this process, through ORC LLJIT.
//!
//! ```text
//! let code = Code::load(&object.bytes, &[])?;          // links, resolves libm and math.rs by themselves
//! let entry: Entry = transmute(code.address("hotloop_entry")?);
//! ```
//!
//! One LLJIT serves the process: making one takes as long as loading several objects. Each [`Code`] has a JITDylib of
//! its own. The C interface cannot remove one, so a dropped code's is emptied and used again.

use crate::codegen::initialize_llvm;
use crate::error::Error;
use crate::symbols;
use crate::thread::fork_generation;
use inkwell::llvm_sys::core::LLVMCreateMemoryBufferWithMemoryRangeCopy;
use inkwell::llvm_sys::error::{LLVMDisposeErrorMessage, LLVMErrorRef, LLVMGetErrorMessage};
use inkwell::llvm_sys::orc2::lljit::{
    LLVMOrcCreateLLJIT, LLVMOrcLLJITAddObjectFile, LLVMOrcLLJITGetExecutionSession, LLVMOrcLLJITMangleAndIntern,
    LLVMOrcLLJITRef,
};
use inkwell::llvm_sys::orc2::*;
use std::ffi::{CStr, CString, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Machine code that can be called as long as this lives.
pub struct Code {
    session: &'static Session,
    library: Library,
}

impl Code {
    /// `symbols` are names that the object may use and their addresses, beside libm and [`crate::math`].
    pub fn load(object: &[u8], symbols: &[(&str, usize)]) -> Result<Code, Error> {
        let session = Session::current()?;
        let code = Code { session, library: session.take_library()? };
        session.define(&code.library, symbols)?;
        session.add_object(&code.library, object)?;
        Ok(code)
    }

    /// Where `name` is. The first call links the object, so it is where missing symbols show.
    pub fn address(&self, name: &str) -> Result<usize, Error> {
        self.session.lookup(&self.library, name)
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        // In a child of fork the parent's session may be locked by a thread that is no more: leave its copy alone.
        if self.session.generation == fork_generation() {
            self.session.give_back(&self.library);
        }
    }
}

/// A JITDylib: a scope of symbols with memory behind it.
struct Library(LLVMOrcJITDylibRef);

struct Session {
    jit: LLVMOrcLLJITRef,
    generation: u64,
    /// LLVM locks its session itself; this one keeps the steps of a load together and the error with its load.
    state: Mutex<State>,
}

struct State {
    spare: Vec<Library>,
    n_made: usize,
    errors: Box<Mutex<Vec<String>>>,
}

// SAFETY: ORC's session, its JITDylibs and its memory manager lock themselves and are tied to no thread.
unsafe impl Send for Library {}
// SAFETY: as above.
unsafe impl Sync for Library {}
// SAFETY: as above, and all calls are made under `state`.
unsafe impl Send for Session {}
// SAFETY: as above.
unsafe impl Sync for Session {}

static CURRENT: AtomicPtr<Session> = AtomicPtr::new(ptr::null_mut());

impl Session {
    /// The session of this process, made when it is first needed and again in a child of fork; never freed.
    fn current() -> Result<&'static Session, Error> {
        let generation = fork_generation();
        // SAFETY: sessions are leaked, so a pointer that was stored stays valid.
        let known = unsafe { CURRENT.load(Ordering::Acquire).as_ref() };
        if let Some(session) = known.filter(|session| session.generation == generation) {
            return Ok(session);
        }
        let made = Box::leak(Box::new(Session::new(generation)?));
        let expected = known.map_or(ptr::null_mut(), |session| ptr::from_ref(session).cast_mut());
        // Where two threads met here one session is lost, some kilobytes.
        match CURRENT.compare_exchange(expected, made, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => Ok(made),
            // SAFETY: as above; what another thread stored is not null.
            Err(theirs) => Ok(unsafe { &*theirs }),
        }
    }

    fn new(generation: u64) -> Result<Session, Error> {
        initialize_llvm();
        let mut jit = ptr::null_mut();
        // SAFETY: a null builder asks for the defaults: the host's machine, linking on the calling thread.
        check(unsafe { LLVMOrcCreateLLJIT(&mut jit, ptr::null_mut()) })?;
        let errors = Box::new(Mutex::new(Vec::new()));
        let context = ptr::from_ref(&*errors).cast_mut().cast();
        // SAFETY: the session is new and ours; `errors` is never freed as the session is leaked.
        unsafe { LLVMOrcExecutionSessionSetErrorReporter(LLVMOrcLLJITGetExecutionSession(jit), note_error, context) };
        Ok(Session { jit, generation, state: Mutex::new(State { spare: Vec::new(), n_made: 0, errors }) })
    }

    fn take_library(&self) -> Result<Library, Error> {
        let mut state = self.lock();
        if let Some(library) = state.spare.pop() {
            return Ok(library);
        }
        state.n_made += 1;
        let name = c_string(&format!("hotloop.{}", state.n_made))?;
        // SAFETY: the session is alive, the name is new, a bare JITDylib takes no other resources.
        Ok(Library(unsafe { LLVMOrcExecutionSessionCreateBareJITDylib(self.execution(), name.as_ptr()) }))
    }

    fn give_back(&self, library: &Library) {
        let mut state = self.lock();
        // SAFETY: the JITDylib is ours, and the owner of its code is being dropped.
        let cleared = check(unsafe { LLVMOrcJITDylibClear(library.0) });
        if cleared.is_ok() {
            state.spare.push(Library(library.0));
        }
    }

    fn define(&self, library: &Library, extra: &[(&str, usize)]) -> Result<(), Error> {
        let _state = self.lock();
        let mut pairs = Vec::new();
        for (name, address) in symbols::table().chain(extra.iter().copied()) {
            let name = c_string(name)?;
            // SAFETY: the session is alive and the name is a C string; the entry's count passes to AbsoluteSymbols.
            let name = unsafe { LLVMOrcLLJITMangleAndIntern(self.jit, name.as_ptr()) };
            pairs.push(LLVMOrcCSymbolMapPair { Name: name, Sym: callable(address) });
        }
        // SAFETY: `pairs` is an array of that length; the unit passes to the JITDylib, also when that fails.
        check(unsafe {
            let unit = LLVMOrcAbsoluteSymbols(pairs.as_mut_ptr(), pairs.len());
            LLVMOrcJITDylibDefine(library.0, unit)
        })
    }

    fn add_object(&self, library: &Library, object: &[u8]) -> Result<(), Error> {
        let _state = self.lock();
        // SAFETY: the bytes are copied; the buffer passes to the JIT, also when that fails.
        check(unsafe {
            let name = c"hotloop".as_ptr();
            let buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(object.as_ptr().cast(), object.len(), name);
            LLVMOrcLLJITAddObjectFile(self.jit, library.0, buffer)
        })
    }

    fn lookup(&self, library: &Library, name: &str) -> Result<usize, Error> {
        let state = self.lock();
        let name = c_string(name)?;
        let mut found = Lookup(Err(Error::new("load", "the lookup was not answered")));
        let mut order = LLVMOrcCJITDylibSearchOrderElement {
            JD: library.0,
            JDLookupFlags: LLVMOrcJITDylibLookupFlags::LLVMOrcJITDylibLookupFlagsMatchAllSymbols,
        };
        // SAFETY: everything lives to the end of the call, and without compile threads the answer comes within it.
        // The count of the interned name passes to the lookup.
        unsafe {
            let mut wanted = LLVMOrcCLookupSetElement {
                Name: LLVMOrcLLJITMangleAndIntern(self.jit, name.as_ptr()),
                LookupFlags: LLVMOrcSymbolLookupFlags::LLVMOrcSymbolLookupFlagsRequiredSymbol,
            };
            let kind = LLVMOrcLookupKind::LLVMOrcLookupKindStatic;
            let answer = ptr::from_mut(&mut found).cast();
            LLVMOrcExecutionSessionLookup(self.execution(), kind, &mut order, 1, &mut wanted, 1, on_found, answer);
        }
        let notes = std::mem::take(&mut *state.errors.lock().unwrap_or_else(PoisonError::into_inner));
        found.0.map_err(|error| Error::new("load", [vec![error.message], notes].concat().join("; ")))
    }

    fn execution(&self) -> LLVMOrcExecutionSessionRef {
        // SAFETY: the JIT is never disposed.
        unsafe { LLVMOrcLLJITGetExecutionSession(self.jit) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Lookup(Result<usize, Error>);

extern "C" fn on_found(error: LLVMErrorRef, pairs: LLVMOrcCSymbolMapPairs, n_pairs: usize, context: *mut c_void) {
    // SAFETY: `context` is the `Lookup` of the waiting call; `pairs` has `n_pairs` entries when there is no error.
    unsafe {
        let lookup = &mut *context.cast::<Lookup>();
        lookup.0 = check(error).and_then(|()| match n_pairs {
            0 => Err(Error::new("load", "the symbol has no address")),
            _ => Ok((*pairs).Sym.Address as usize),
        });
    }
}

/// ORC's default prints to stderr.
extern "C" fn note_error(context: *mut c_void, error: LLVMErrorRef) {
    // SAFETY: `context` is the session's list of errors, which is never freed.
    let errors = unsafe { &*context.cast::<Mutex<Vec<String>>>() };
    if let Err(error) = check(error) {
        errors.lock().unwrap_or_else(PoisonError::into_inner).push(error.message);
    }
}

fn callable(address: usize) -> LLVMJITEvaluatedSymbol {
    let exported = LLVMJITSymbolGenericFlags::LLVMJITSymbolGenericFlagsExported as u8;
    let callable = LLVMJITSymbolGenericFlags::LLVMJITSymbolGenericFlagsCallable as u8;
    let flags = LLVMJITSymbolFlags { GenericFlags: exported | callable, TargetFlags: 0 };
    LLVMJITEvaluatedSymbol { Address: address as u64, Flags: flags }
}

fn c_string(text: &str) -> Result<CString, Error> {
    CString::new(text).map_err(|_| Error::new("load", format!("a symbol's name contains NUL: {text:?}")))
}

fn check(error: LLVMErrorRef) -> Result<(), Error> {
    if error.is_null() {
        return Ok(());
    }
    // SAFETY: a non-null error is owned by us; taking its message consumes it.
    unsafe {
        let message = LLVMGetErrorMessage(error);
        let text = CStr::from_ptr(message).to_string_lossy().into_owned();
        LLVMDisposeErrorMessage(message);
        Err(Error::new("load", text))
    }
}
