//! One thread: a call tree with a clock of its own.
//!
//! f runs 5 ticks, calls g for 3, runs 2 more: f has 7 of its own, g has 3. The profiler takes time too, some of it
//! before it reads the clock and some behind. What lies between two readings is `behind + program + before`, so each
//! event takes what it costs as a whole off the time that follows it.

use crate::lines::{Lines, OpenLines};
use crate::tree::{NONE, Tree};

/// What an event is taken to cost, in ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Costs {
    pub enter: u64,
    pub leave: u64,
    /// The same of a generator that goes on.
    pub resume: u64,
    pub pause: u64,
    /// The same of a builtin.
    pub enter_builtin: u64,
    pub leave_builtin: u64,
    /// What is added where it is a method.
    pub method: u64,
    pub line: u64,
    /// Of an event that is of nobody we count, but took time.
    pub other: u64,
}

pub struct Thread {
    pub tree: Tree,
    open: OpenLines,
    /// When the last event was, less all that was taken off by then.
    last: u64,
    /// What was taken off.
    debt: u64,
    is_running: bool,
    /// Time in which events were recorded, but for what was taken off.
    wall: i64,
}

impl Thread {
    pub fn new(limit: usize) -> Thread {
        let (tree, open) = (Tree::new(limit), OpenLines::default());
        Thread { tree, open, last: 0, debt: 0, is_running: false, wall: 0 }
    }

    /// Time counts from now on.
    pub fn start(&mut self, now: u64) {
        if !self.is_running {
            self.is_running = true;
            self.last = now.wrapping_sub(self.debt);
        }
    }

    /// Time counts no more, and all that is being run is taken to have ended.
    pub fn stop(&mut self, now: u64) {
        if self.is_running {
            self.pass(now, 0);
            self.is_running = false;
            self.tree.leave_all();
            self.open.pause();
        }
    }

    #[inline]
    pub fn is_running(&self) -> bool {
        self.is_running
    }

    /// Time up to now is counted; what is being run goes on. In a thread in which nothing is, this changes nothing: it may
    /// have ended.
    pub fn settle(&mut self, now: u64) {
        if self.is_running && self.tree.depth() > 0 {
            self.pass(now, 0);
        }
    }

    /// An event that means nothing has happened, and took so long.
    #[inline]
    pub fn forgive(&mut self, cost: u64) {
        self.debt = self.debt.wrapping_add(cost);
    }

    /// What happened since the last event is not the program's.
    pub fn skip(&mut self, now: u64) {
        let net = now.wrapping_sub(self.debt);
        self.debt = self.debt.wrapping_add(net.wrapping_sub(self.last));
    }

    #[inline]
    pub fn enter(&mut self, key: usize, now: u64, cost: u64, describe: impl FnOnce() -> (u32, bool)) {
        self.pass(now, cost);
        self.tree.enter(key, describe);
    }

    #[inline]
    pub fn leave(&mut self, key: usize, now: u64, cost: u64) -> bool {
        self.pass(now, cost);
        self.tree.leave(key)
    }

    #[inline]
    pub fn begin_line(&mut self, lines: &mut Lines, frame: usize, key: usize, line: u32, now: u64, cost: u64) {
        self.open.begin(lines, frame, key, line, now.wrapping_sub(self.debt));
        self.debt = self.debt.wrapping_add(cost);
    }

    #[inline]
    pub fn end_lines(&mut self, lines: &mut Lines, frame: usize, key: usize, now: u64, cost: u64) {
        self.open.end(lines, frame, key, now.wrapping_sub(self.debt));
        self.debt = self.debt.wrapping_add(cost);
    }

    /// A sample: this path, from the outermost call to where the thread is, has taken so long.
    pub fn sample(
        &mut self,
        path: impl Iterator<Item = usize>,
        ticks: u64,
        mut describe: impl FnMut(usize) -> (u32, bool),
    ) {
        self.tree.leave_all();
        for key in path {
            self.tree.enter(key, || describe(key));
            self.tree.current_mut().calls -= 1;
        }
        let node = self.tree.current_mut();
        node.calls += 1;
        node.own += ticks as i64;
        self.tree.leave_all();
        self.wall += ticks as i64;
    }

    /// Own ticks of each node, none of them negative. What is taken off may be more than a short function took: the
    /// rest is taken off its caller.
    pub fn own_times(&self) -> Vec<i64> {
        let nodes = self.tree.nodes();
        let mut own: Vec<i64> = nodes.iter().map(|node| node.own).collect();
        // A parent stands before its children.
        for at in (0..nodes.len()).rev() {
            if own[at] < 0 {
                if nodes[at].parent != NONE {
                    own[nodes[at].parent as usize] += own[at];
                }
                own[at] = 0;
            }
        }
        own
    }

    /// Ticks in which events were recorded, less what was taken off.
    pub fn wall(&self) -> i64 {
        self.wall
    }

    /// Ticks that were taken off.
    pub fn debt(&self) -> u64 {
        self.debt
    }

    /// Forgets all counts.
    pub fn clear(&mut self, now: u64) {
        self.tree.clear();
        self.open.pause();
        self.wall = 0;
        self.debt = 0;
        self.last = now;
    }

    #[inline]
    fn pass(&mut self, now: u64, cost: u64) {
        let net = now.wrapping_sub(self.debt);
        let time = net.wrapping_sub(self.last) as i64;
        let node = self.tree.current_mut();
        node.own = node.own.wrapping_add(time);
        self.last = net;
        self.debt = self.debt.wrapping_add(cost);
        self.wall = self.wall.wrapping_add(time);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FREE: u64 = 0;

    fn own(thread: &Thread) -> Vec<i64> {
        thread.tree.nodes().iter().map(|node| node.own).collect()
    }

    fn new(key: usize) -> impl FnOnce() -> (u32, bool) {
        move || (key as u32, false)
    }

    #[test]
    fn own_time_is_without_calls() {
        let mut thread = Thread::new(100);
        thread.start(1000);
        thread.enter(1, 1001, FREE, new(1));
        thread.enter(2, 1006, FREE, new(2));
        assert!(thread.leave(2, 1009, FREE));
        assert!(thread.leave(1, 1011, FREE));
        thread.stop(1015);
        assert_eq!(own(&thread), [1 + 4, 5 + 2, 3]);
        assert_eq!(thread.wall(), 15);
    }

    #[test]
    fn what_the_profiler_takes_is_taken_off() {
        let mut thread = Thread::new(100);
        let mut now = 0;
        // Each event: 2 ticks before the clock is read, 3 behind.
        let event = |now: &mut u64, program: u64| {
            *now += program + 2;
            let read = *now;
            *now += 3;
            read
        };
        thread.start(now);
        now += 3;
        for _ in 0..1000 {
            let at = event(&mut now, 7);
            thread.enter(1, at, 5, new(1));
            let at = event(&mut now, 11);
            assert!(thread.leave(1, at, 5));
        }
        // Starting costs nothing, so the first call is 5 ticks too long.
        assert_eq!(own(&thread), [7000 + 5, 11_000]);
        assert_eq!(thread.debt(), 10_000);
    }

    #[test]
    fn a_function_that_is_too_short_takes_from_its_caller() {
        let mut thread = Thread::new(100);
        thread.start(0);
        thread.enter(1, 1, FREE, new(1));
        thread.enter(2, 21, 8, new(2));
        assert!(thread.leave(2, 26, FREE));
        thread.forgive(2);
        assert!(thread.leave(1, 30, FREE));
        assert_eq!(own(&thread), [1, 20 + 2, 5 - 8]);
        assert_eq!(thread.own_times(), [1, 19, 0]);
        assert_eq!(thread.own_times().iter().sum::<i64>(), thread.wall());
    }

    #[test]
    fn time_off_does_not_count() {
        let mut thread = Thread::new(100);
        thread.start(0);
        thread.enter(1, 10, FREE, new(1));
        thread.stop(15);
        thread.start(100);
        thread.enter(1, 101, FREE, new(1));
        thread.skip(120);
        assert!(thread.leave(1, 122, FREE));
        thread.stop(122);
        assert_eq!(own(&thread), [10 + 1, 5 + 2]);
        assert_eq!(thread.wall(), 18);
    }

    #[test]
    fn a_thread_that_may_have_ended_takes_no_time() {
        let mut thread = Thread::new(100);
        thread.start(0);
        thread.enter(1, 10, FREE, new(1));
        thread.settle(15);
        assert!(thread.leave(1, 20, FREE));
        thread.settle(90);
        assert_eq!(own(&thread), [10, 10]);
        // It had not.
        thread.enter(1, 100, FREE, new(1));
        assert_eq!(own(&thread), [10 + 80, 10]);
    }

    #[test]
    fn lines_are_without_what_they_cost() {
        let (mut lines, mut thread) = (Lines::default(), Thread::new(100));
        lines.watch(7, 0, 1, 0);
        thread.start(0);
        for (line, now) in [(2, 0), (3, 10), (2, 20), (3, 30)] {
            thread.begin_line(&mut lines, 100, 7, line, now, 4);
        }
        thread.end_lines(&mut lines, 100, 7, 40, 4);
        let counted: Vec<_> = lines.table(7).unwrap().counted().collect();
        assert_eq!(counted, [(2, 2, 12), (3, 2, 12)]);
    }

    #[test]
    fn samples_make_a_tree() {
        let mut thread = Thread::new(100);
        for path in [&[1, 2][..], &[1], &[1, 2], &[3]] {
            thread.sample(path.iter().copied(), 10, |key| (key as u32, false));
        }
        let nodes: Vec<_> = thread.tree.nodes().iter().map(|node| (node.key, node.calls, node.own)).collect();
        assert_eq!(nodes, [(0, 0, 0), (1, 1, 10), (2, 2, 20), (3, 1, 10)]);
    }
}
