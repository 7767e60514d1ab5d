//! Which locals of a function may hold the same list.
//!
//! example: after `b = a` an edit of `b` changes the length of `a`.

use super::{Block, Function, LocalId, Op, Stmt, Type};

/// For each local a number that those have in common which may hold the same list: by copies, and by the arguments.
pub fn same_lists(function: &Function) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..function.locals.len()).collect();
    let mut join = |a: LocalId, b: LocalId| {
        let (from, to) = (numbers[a.0 as usize], numbers[b.0 as usize]);
        numbers.iter_mut().filter(|number| **number == from).for_each(|number| *number = to);
    };
    let is_list = |l: &LocalId| matches!(function.local(*l).ty, Type::Buffer(..));
    let n_params: usize = function.params.iter().map(|(_, ty)| ty.parts().len()).sum();
    let params: Vec<LocalId> = (0..n_params as u32).map(LocalId).filter(is_list).collect();
    for (at, &a) in params.iter().enumerate() {
        let ty = |l: LocalId| function.local(l).ty;
        params[..at].iter().filter(|&&b| ty(a) == ty(b)).for_each(|&b| join(a, b));
    }
    join_copies(function, &function.body, &mut join);
    numbers
}

/// The same of arrays and other memory, where the arguments share some (`aliased`) or none of theirs.
pub fn same_memory(function: &Function, aliased: bool) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..function.locals.len()).collect();
    let n_params: usize = function.params.iter().map(|(_, ty)| ty.parts().len()).sum();
    if aliased {
        numbers[..n_params].fill(0);
    }
    let mut join = |a: LocalId, b: LocalId| {
        let (from, to) = (numbers[a.0 as usize], numbers[b.0 as usize]);
        numbers.iter_mut().filter(|number| **number == from).for_each(|number| *number = to);
    };
    join_copies(function, &function.body, &mut join);
    numbers
}

fn join_copies(function: &Function, block: &Block, join: &mut impl FnMut(LocalId, LocalId)) {
    for s in block {
        if let Stmt::Assign(to, value) = s
            && let (Op::Local(from), Type::Buffer(..)) = (&function.expr(*value).op, function.local(*to).ty)
        {
            join(*to, *from);
        }
        s.blocks().into_iter().for_each(|inner| join_copies(function, inner, join));
    }
}
