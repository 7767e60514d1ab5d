//! How much of a program is looked at in order to compile one function: what it may call, and what that may call.
//!
//! In a large library almost every function may get to every other one, by the names of methods. Most of that has nothing
//! to do with what is compiled. So work is counted, not timed: the same function gives the same answer on each machine.
//! Where it is too much, what is nearest is looked at alone (`Reach::Near`); and if that is too much, nothing is.

/// What has been looked at so far.
#[derive(Clone, Copy, Default)]
pub struct Work {
    pub functions: usize,
    /// Of text, of the files that they are in, but for the file of the function that is compiled.
    pub bytes: usize,
    /// Names that classes were asked for.
    pub names: usize,
}

const MOST_FUNCTIONS: usize = 400;
/// To read so much takes CPython some 0.2 s.
const MOST_BYTES: usize = 1 << 20;
const MOST_NAMES: usize = 20_000;

impl Work {
    pub fn is_spent(&self) -> bool {
        self.functions > MOST_FUNCTIONS || self.bytes > MOST_BYTES || self.names > MOST_NAMES
    }

    /// What there is too much of.
    pub fn excess(&self) -> String {
        match self {
            Work { functions, .. } if *functions > MOST_FUNCTIONS => format!("more than {MOST_FUNCTIONS} functions"),
            Work { bytes, .. } if *bytes > MOST_BYTES => {
                format!("functions in files of more than {} MB", MOST_BYTES >> 20)
            }
            _ => format!("more than {MOST_NAMES} attributes of classes"),
        }
    }
}

/// How far away a function may be that is looked at.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    #[default]
    Far,
    Near,
}

impl Reach {
    /// Calls inside each other.
    pub fn most_calls(self) -> usize {
        match self {
            Reach::Far => 8,
            Reach::Near => 2,
        }
    }

    /// Is an attribute looked at that so many methods had to be looked at for, one because of the other?
    pub fn has_round(self, round: usize) -> bool {
        self == Reach::Far || round <= 1
    }
}
