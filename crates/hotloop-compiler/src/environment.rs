//! What each free name of a function is: plain data, so that the compiler never sees a Python object.
//! Whoever makes it checks before each call that it still holds.

use crate::ir::NamedTuple;
use std::collections::HashMap;
use std::sync::Arc;

/// Free names and dotted paths (`math.sin`) to what they are now.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The methods of `random.Random` that are needed are `.Random.gauss` and the like.
    pub names: HashMap<String, Free>,
    /// What classes have for their instances, by the class's number and the name. Of the outermost function only.
    pub members: HashMap<(u32, String), Member>,
    /// The same of classes of named tuples, by number: of all that the function may meet.
    pub named: HashMap<u32, HashMap<String, Member>>,
    /// How many generators are free names here or in what is called: they are arguments, behind those of the function.
    pub n_generators: usize,
    /// How many lists and arrays are: arguments behind the generators.
    pub n_found: usize,
}

/// What an instance finds in its class.
#[derive(Clone, Debug)]
pub enum Member {
    /// A function that gets the instance as its first argument.
    Method(Arc<Callee>),
    /// A property that only has a getter, or whose getter is all that is asked for.
    Property(Arc<Callee>),
    Static(Arc<Callee>),
    Constant(Free),
}

impl Member {
    /// The function that is compiled in.
    pub fn callee(&self) -> Option<&Arc<Callee>> {
        match self {
            Member::Method(callee) | Member::Property(callee) | Member::Static(callee) => Some(callee),
            Member::Constant(_) => None,
        }
    }
}

#[derive(Clone, Debug)]
pub enum Free {
    None,
    Bool(bool),
    Int(i64),
    /// An int that is no int64.
    Wide(i128),
    Float(f64),
    Complex(f64, f64),
    Str(String),
    Bytes(Vec<u8>),
    /// Of a class, if it is a named tuple.
    Tuple(Vec<Free>, Option<Arc<NamedTuple>>),
    /// A function of CPython's own by its full name without `builtins.`: `abs`, `range`, `math.sin`.
    Builtin(String),
    /// A list of functions, by the names `f[0]`, `f[1]` ...
    Functions(Vec<Free>),
    /// A Python function that can be compiled in.
    Function(Arc<Callee>),
    /// A `random.Random`: its number among those of the environment.
    Generator(usize),
    /// A method of one.
    Method(usize, &'static str),
    /// A list or an array: its number among those of the environment. Which one it is may change from call to call.
    Found(usize),
    /// A global variable that something assigns which is compiled: the number of its module, as that of a list that is
    /// found, and its name there.
    Global(usize, String),
    /// A class of named tuples.
    NamedTuple(Arc<NewTuple>),
    /// Anything else: only snippets may use it.
    Object,
    /// No such name.
    Unbound,
}

impl Free {
    /// A number, a string, `None` or a tuple of such: it is the same for ever.
    pub fn is_value(&self) -> bool {
        match self {
            Free::None | Free::Bool(_) | Free::Int(_) | Free::Wide(_) | Free::Float(_) | Free::Complex(..) => true,
            Free::Str(_) | Free::Bytes(_) => true,
            Free::Tuple(members, _) => members.iter().all(Free::is_value),
            Free::Builtin(_) | Free::Function(_) | Free::Generator(_) | Free::Method(..) => false,
            Free::Found(_) | Free::Global(..) | Free::Functions(_) => false,
            Free::NamedTuple(_) | Free::Object | Free::Unbound => false,
        }
    }
}

/// What a class of named tuples makes instances of.
#[derive(Clone, Debug)]
pub struct NewTuple {
    pub class: Arc<NamedTuple>,
    /// Of its last fields.
    pub defaults: Vec<Free>,
}

/// A function that is called from the one being compiled.
#[derive(Clone, Debug)]
pub struct Callee {
    pub source: Arc<str>,
    pub offset: u32,
    /// `None`: it is a function whose own environment this is in, on the way to itself.
    pub environment: Option<Environment>,
    /// Of its last positional parameters.
    pub defaults: Vec<Free>,
    /// Of keyword-only ones.
    pub keyword_defaults: Vec<(String, Free)>,
}
