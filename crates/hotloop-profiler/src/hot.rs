//! Which functions are worth counting lines in: those that most of the time was spent in so far.
//!
//! Time in a function that nobody wants lines of, such as one of the standard library or a builtin, is time of the
//! line that called it: it counts for the next caller that is wanted.

use crate::thread::Thread;
use crate::tree::NONE;
use rustc_hash::FxHashMap;

/// The time of each function that `is_wanted`, in all threads, the longest first.
pub fn by_time<'a>(threads: impl Iterator<Item = &'a Thread>, is_wanted: impl Fn(u32) -> bool) -> Vec<(u32, i64)> {
    let mut times: FxHashMap<u32, i64> = FxHashMap::default();
    for thread in threads {
        let nodes = thread.tree.nodes();
        let mut owners = vec![NONE; nodes.len()];
        for (at, node) in nodes.iter().enumerate().skip(1) {
            // A parent stands before its children.
            owners[at] = if is_wanted(node.function) { node.function } else { owners[node.parent as usize] };
            if owners[at] != NONE {
                *times.entry(owners[at]).or_default() += node.own;
            }
        }
    }
    let mut times: Vec<_> = times.into_iter().collect();
    times.sort_by_key(|&(function, time)| (-time, function));
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread() -> Thread {
        let mut thread = Thread::new(100);
        let mut now = 0;
        thread.start(now);
        for (key, time) in [(1, 5), (2, 6), (1, 3), (3, 1)] {
            thread.enter(key, now, 0, || (key as u32, false));
            now += time;
            thread.enter(9, now, 0, || (9, false));
            now += 2;
            thread.leave(9, now, 0);
            thread.leave(key, now, 0);
        }
        thread
    }

    #[test]
    fn a_function_is_all_of_its_nodes() {
        let thread = thread();
        assert_eq!(by_time([&thread].into_iter(), |_| true), [(1, 8), (9, 8), (2, 6), (3, 1)]);
    }

    #[test]
    fn what_is_not_wanted_counts_for_its_caller() {
        let thread = thread();
        assert_eq!(by_time([&thread].into_iter(), |function| function != 9), [(1, 12), (2, 8), (3, 3)]);
        assert_eq!(by_time([&thread].into_iter(), |function| function == 3), [(3, 3)]);
    }
}
