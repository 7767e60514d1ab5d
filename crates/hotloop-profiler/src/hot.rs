//! Which functions are worth counting lines in: those that most of the time was spent in so far.

use crate::thread::Thread;
use crate::tree::NONE;
use rustc_hash::FxHashMap;

/// Own time of each function in all threads, the longest first.
pub fn by_own_time<'a>(threads: impl Iterator<Item = &'a Thread>) -> Vec<(u32, i64)> {
    let mut times: FxHashMap<u32, i64> = FxHashMap::default();
    for node in threads.flat_map(|thread| thread.tree.nodes()).filter(|node| node.function != NONE) {
        *times.entry(node.function).or_default() += node.own;
    }
    let mut times: Vec<_> = times.into_iter().collect();
    times.sort_by_key(|&(function, time)| (-time, function));
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_all_of_its_nodes() {
        let mut thread = Thread::new(100);
        let mut now = 0;
        thread.start(now);
        for (key, time) in [(1, 5), (2, 6), (1, 3), (3, 1)] {
            thread.enter(key, now, 0, || (key as u32, false));
            now += time;
            thread.leave(key, now, 0);
        }
        assert_eq!(by_own_time([&thread].into_iter()), [(1, 8), (2, 6), (3, 1)]);
    }
}
