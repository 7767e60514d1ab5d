//! Hits and times of the lines of some functions.
//!
//! ```text
//! 3  def f(n):
//! 4      total = 0              1 hit
//! 5      for i in range(n):     n + 1 hits
//! 6          total += g(i)      n hits, and the time of g
//! ```
//!
//! A line's time lasts until the next line of the same activation, or its end. It is counted when that is seen.

use rustc_hash::FxHashMap;

/// The lines of one function.
#[derive(Clone, Debug)]
pub struct LineTable {
    pub key: usize,
    pub function: u32,
    pub first: u32,
    pub hits: Vec<u64>,
    /// In ticks.
    pub times: Vec<i64>,
    /// When counting began.
    pub since: u64,
}

/// The functions whose lines are counted.
#[derive(Default)]
pub struct Lines {
    tables: Vec<LineTable>,
    by_key: FxHashMap<usize, u32>,
}

/// A line that is being run.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// Which activation: the address of its frame.
    frame: usize,
    key: usize,
    table: u32,
    line: u32,
    since: u64,
}

/// Lines that a thread is running: one for each activation of a watched function.
#[derive(Default)]
pub struct OpenLines {
    open: Vec<Open>,
}

impl Lines {
    /// Counts lines in what has this key, from `since` on. False: it does so already.
    pub fn watch(&mut self, key: usize, function: u32, first: u32, since: u64) -> bool {
        if self.by_key.contains_key(&key) {
            return false;
        }
        self.by_key.insert(key, self.tables.len() as u32);
        self.tables.push(LineTable { key, function, first, hits: Vec::new(), times: Vec::new(), since });
        true
    }

    /// A sample: a line was being run, for so long.
    pub fn add(&mut self, key: usize, function: u32, line: u32, ticks: i64) {
        let tables = &mut self.tables;
        let table = *self.by_key.entry(key).or_insert_with(|| {
            tables.push(LineTable { key, function, first: line, hits: Vec::new(), times: Vec::new(), since: 0 });
            tables.len() as u32 - 1
        });
        self.tables[table as usize].count(line, ticks);
    }

    #[inline]
    pub fn is_watched(&self, key: usize) -> bool {
        self.by_key.contains_key(&key)
    }

    pub fn tables(&self) -> &[LineTable] {
        &self.tables
    }

    pub fn table(&self, key: usize) -> Option<&LineTable> {
        self.by_key.get(&key).map(|&table| &self.tables[table as usize])
    }

    /// Forgets the counts, not what is watched.
    pub fn clear(&mut self) {
        for table in &mut self.tables {
            table.hits.clear();
            table.times.clear();
        }
    }
}

impl OpenLines {
    /// A line of an activation begins at `now`.
    #[inline]
    pub fn begin(&mut self, lines: &mut Lines, frame: usize, key: usize, line: u32, now: u64) {
        if let Some(open) = self.open.last_mut()
            && open.frame == frame
            && open.key == key
        {
            lines.tables[open.table as usize].count(open.line, now.wrapping_sub(open.since) as i64);
            (open.line, open.since) = (line, now);
            return;
        }
        self.begin_elsewhere(lines, frame, key, line, now);
    }

    /// An activation ends, or pauses.
    #[inline]
    pub fn end(&mut self, lines: &mut Lines, frame: usize, key: usize, now: u64) {
        let Some(at) = self.open.iter().rposition(|open| open.frame == frame) else { return };
        let open = self.open[at];
        // What is above was not seen to end.
        self.open.truncate(at);
        if open.key == key {
            lines.tables[open.table as usize].count(open.line, now.wrapping_sub(open.since) as i64);
        }
    }

    /// What is being run is never seen to end, and so does not count.
    pub fn pause(&mut self) {
        self.open.clear();
    }

    #[cold]
    fn begin_elsewhere(&mut self, lines: &mut Lines, frame: usize, key: usize, line: u32, now: u64) {
        if let Some(at) = self.open.iter().rposition(|open| open.frame == frame) {
            // Either the frame that we are back in, or one of another function that was at the same place.
            let is_same = self.open[at].key == key;
            self.open.truncate(at + usize::from(is_same));
            if is_same {
                return self.begin(lines, frame, key, line, now);
            }
        }
        if let Some(&table) = lines.by_key.get(&key) {
            self.open.push(Open { frame, key, table, line, since: now });
        }
    }
}

impl LineTable {
    #[inline]
    fn count(&mut self, line: u32, time: i64) {
        // A line before the first: of a decorator, or of text that says so by itself.
        let at = line.wrapping_sub(self.first) as usize;
        if let (Some(hits), Some(times)) = (self.hits.get_mut(at), self.times.get_mut(at)) {
            *hits += 1;
            *times = times.wrapping_add(time);
        } else {
            self.count_new(line, time);
        }
    }

    #[cold]
    fn count_new(&mut self, line: u32, time: i64) {
        if line < self.first {
            let before = (self.first - line) as usize;
            self.hits.splice(0..0, std::iter::repeat_n(0, before));
            self.times.splice(0..0, std::iter::repeat_n(0, before));
            self.first = line;
        }
        let at = (line - self.first) as usize;
        if at >= self.hits.len() {
            self.hits.resize(at + 1, 0);
            self.times.resize(at + 1, 0);
        }
        self.hits[at] += 1;
        self.times[at] = self.times[at].wrapping_add(time);
    }

    /// Line, hits, ticks of the lines that were run.
    pub fn counted(&self) -> impl Iterator<Item = (u32, u64, i64)> + '_ {
        let columns = self.hits.iter().zip(&self.times).enumerate();
        columns.filter(|(_, (hits, _))| **hits > 0).map(|(at, (hits, time))| (self.first + at as u32, *hits, *time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &Lines, key: usize) -> Vec<(u32, u64, i64)> {
        lines.table(key).unwrap().counted().collect()
    }

    fn watching(key: usize, first: u32) -> Lines {
        let mut lines = Lines::default();
        assert!(lines.watch(key, 0, first, 0));
        assert!(!lines.watch(key, 0, first, 0));
        lines
    }

    #[test]
    fn a_line_lasts_until_the_next() {
        let (mut lines, mut open) = (watching(7, 3), OpenLines::default());
        for (line, now) in [(4, 10), (5, 11), (6, 13), (5, 23), (6, 24), (5, 30)] {
            open.begin(&mut lines, 100, 7, line, now);
        }
        open.end(&mut lines, 100, 7, 31);
        assert_eq!(counted(&lines, 7), [(4, 1, 1), (5, 3, 2 + 1 + 1), (6, 2, 10 + 6)]);
    }

    #[test]
    fn a_recursion_has_a_line_for_each_activation() {
        let (mut lines, mut open) = (watching(7, 1), OpenLines::default());
        open.begin(&mut lines, 100, 7, 2, 0);
        open.begin(&mut lines, 200, 7, 2, 10);
        open.begin(&mut lines, 200, 7, 3, 11);
        open.end(&mut lines, 200, 7, 15);
        open.begin(&mut lines, 100, 7, 3, 20);
        open.end(&mut lines, 100, 7, 21);
        assert_eq!(counted(&lines, 7), [(2, 2, 20 + 1), (3, 2, 4 + 1)]);
    }

    #[test]
    fn a_line_that_is_not_seen_to_end_does_not_count() {
        let (mut lines, mut open) = (watching(7, 1), OpenLines::default());
        open.begin(&mut lines, 100, 7, 2, 0);
        open.pause();
        open.begin(&mut lines, 100, 7, 3, 1);
        open.end(&mut lines, 100, 7, 2);
        assert_eq!(counted(&lines, 7), [(3, 1, 1)]);
    }

    #[test]
    fn a_frame_at_an_old_place_is_another() {
        let (mut lines, mut open) = (watching(7, 1), OpenLines::default());
        lines.watch(8, 1, 1, 0);
        open.begin(&mut lines, 100, 7, 2, 0);
        open.begin(&mut lines, 100, 8, 2, 5);
        open.end(&mut lines, 100, 8, 6);
        assert_eq!(counted(&lines, 7), []);
        assert_eq!(counted(&lines, 8), [(2, 1, 1)]);
    }

    #[test]
    fn what_is_not_watched_has_no_lines() {
        let (mut lines, mut open) = (watching(7, 1), OpenLines::default());
        open.begin(&mut lines, 100, 9, 2, 0);
        open.end(&mut lines, 100, 9, 1);
        assert!(lines.table(9).is_none());
    }

    #[test]
    fn samples_need_no_watch() {
        let mut lines = Lines::default();
        for line in [5, 3, 5] {
            lines.add(7, 0, line, 10);
        }
        assert_eq!(counted(&lines, 7), [(3, 1, 10), (5, 2, 20)]);
    }

    #[test]
    fn lines_before_the_first_have_a_place() {
        let (mut lines, mut open) = (watching(7, 10), OpenLines::default());
        for (line, now) in [(12, 0), (8, 1), (10, 2)] {
            open.begin(&mut lines, 100, 7, line, now);
        }
        open.end(&mut lines, 100, 7, 3);
        assert_eq!(counted(&lines, 7), [(8, 1, 1), (10, 1, 1), (12, 1, 1)]);
    }
}
