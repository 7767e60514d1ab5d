//! The call tree: a node for each path of calls that was taken, and where on it a thread is.
//!
//! main calls f, f calls g, main calls g:   root -> main -> f -> g
//!                                                      `-> g
//!
//! An event must cost a few nanoseconds, so a child is first looked for where the last call from here went, then where
//! the call behind that one went the last time; only then is it hashed.

use rustc_hash::FxHashMap;

/// No node, no function.
pub const NONE: u32 = u32::MAX;

const ROOT: u32 = 0;

#[derive(Clone, Debug)]
pub struct Node {
    /// What the function is to the caller: the address of its code. 0 for the root.
    pub key: usize,
    pub parent: u32,
    pub function: u32,
    pub calls: u64,
    /// In ticks. Signed, since what the profiler is taken to cost is taken off.
    pub own: i64,
    /// For the caller to set and look at: lines are counted here.
    pub is_watched: bool,
    /// The child that was called last, and the sibling that was called behind this node the last time.
    last_child: u32,
    next_sibling: u32,
}

pub struct Tree {
    nodes: Vec<Node>,
    children: FxHashMap<(u32, usize), u32>,
    current: u32,
    /// Where each call came from: the parent of its node, unless the call was folded.
    callers: Vec<u32>,
    limit: usize,
    folded: u64,
}

impl Tree {
    /// A tree with a root, of at most `limit` nodes: calls on more paths are folded into nodes that are there.
    pub fn new(limit: usize) -> Tree {
        let children = FxHashMap::default();
        Tree { nodes: vec![new_node(0, NONE, NONE)], children, current: ROOT, callers: Vec::new(), limit, folded: 0 }
    }

    /// Parents stand before their children.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Calls that have no node of their own path.
    pub fn folded(&self) -> u64 {
        self.folded
    }

    #[inline]
    pub fn current(&self) -> &Node {
        &self.nodes[self.current as usize]
    }

    #[inline]
    pub fn current_mut(&mut self) -> &mut Node {
        &mut self.nodes[self.current as usize]
    }

    pub fn depth(&self) -> usize {
        self.callers.len()
    }

    /// A call from where we are. `describe` is asked for the function and whether it is watched, where that is new.
    #[inline]
    pub fn enter(&mut self, key: usize, describe: impl FnOnce() -> (u32, bool)) {
        let caller = self.current;
        let last = self.nodes[caller as usize].last_child;
        let node = if last != NONE && self.nodes[last as usize].key == key {
            last
        } else {
            self.find_other(caller, last, key, describe)
        };
        self.nodes[node as usize].calls += 1;
        self.callers.push(caller);
        self.current = node;
    }

    /// A return. Is that of a call which was seen? If calls within it were not seen to end, they have now.
    #[inline]
    pub fn leave(&mut self, key: usize) -> bool {
        if self.nodes[self.current as usize].key != key && !self.unwind_to(key) {
            return false;
        }
        match self.callers.pop() {
            Some(caller) => self.current = caller,
            None => return false,
        }
        true
    }

    /// Back to the root: nobody will tell of what is being left.
    pub fn leave_all(&mut self) {
        self.callers.clear();
        self.current = ROOT;
    }

    /// Forgets all but where we are, whose path stays.
    pub fn clear(&mut self) {
        let path: Vec<Node> =
            self.callers.iter().skip(1).chain([&self.current]).map(|&at| self.nodes[at as usize].clone()).collect();
        let depth = self.callers.len();
        *self = Tree::new(self.limit);
        for node in path.into_iter().take(depth) {
            self.enter(node.key, || (node.function, node.is_watched));
        }
        for node in &mut self.nodes {
            node.calls = 0;
        }
    }

    /// Lines are counted in what has this key, from now on.
    pub fn watch(&mut self, key: usize) {
        for node in self.nodes.iter_mut().filter(|node| node.key == key) {
            node.is_watched = true;
        }
    }

    fn find_other(&mut self, caller: u32, last: u32, key: usize, describe: impl FnOnce() -> (u32, bool)) -> u32 {
        let guess = if last == NONE { NONE } else { self.nodes[last as usize].next_sibling };
        let node = if guess != NONE && self.nodes[guess as usize].key == key {
            guess
        } else if let Some(&known) = self.children.get(&(caller, key)) {
            known
        } else if self.nodes.len() < self.limit {
            self.add(caller, key, describe())
        } else {
            return self.fold(key, describe);
        };
        if last != NONE {
            self.nodes[last as usize].next_sibling = node;
        }
        self.nodes[caller as usize].last_child = node;
        node
    }

    fn add(&mut self, parent: u32, key: usize, (function, is_watched): (u32, bool)) -> u32 {
        let node = self.nodes.len() as u32;
        self.nodes.push(Node { is_watched, ..new_node(key, parent, function) });
        self.children.insert((parent, key), node);
        node
    }

    /// The nearest caller that is the same function, or else the function as if the thread itself had called it: there
    /// are no more of those than functions.
    fn fold(&mut self, key: usize, describe: impl FnOnce() -> (u32, bool)) -> u32 {
        self.folded += 1;
        let path = [self.current].into_iter().chain(self.callers.iter().rev().copied());
        // The path of a recursion that never ends is as long as the stack: looked at in part.
        if let Some(same) = path.take(1000).find(|&node| self.nodes[node as usize].key == key) {
            return same;
        }
        match self.children.get(&(ROOT, key)) {
            Some(&known) => known,
            None => self.add(ROOT, key, describe()),
        }
    }

    #[cold]
    fn unwind_to(&mut self, key: usize) -> bool {
        let Some(at) = self.callers.iter().rposition(|&node| self.nodes[node as usize].key == key && node != ROOT)
        else {
            return false;
        };
        self.current = self.callers[at];
        self.callers.truncate(at);
        true
    }
}

fn new_node(key: usize, parent: u32, function: u32) -> Node {
    let (last_child, next_sibling) = (NONE, NONE);
    Node { key, parent, function, calls: 0, own: 0, is_watched: false, last_child, next_sibling }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enter(tree: &mut Tree, key: usize) {
        tree.enter(key, || (key as u32, false));
    }

    /// Paths with their calls: `1;2 3` was called three times.
    fn paths(tree: &Tree) -> Vec<String> {
        let path = |mut at: u32| {
            let mut keys = Vec::new();
            while at != NONE && at != ROOT {
                keys.insert(0, tree.nodes[at as usize].key.to_string());
                at = tree.nodes[at as usize].parent;
            }
            keys.join(";")
        };
        (1..tree.nodes.len() as u32).map(|at| format!("{} {}", path(at), tree.nodes[at as usize].calls)).collect()
    }

    #[test]
    fn has_a_node_for_each_path() {
        let mut tree = Tree::new(100);
        enter(&mut tree, 1);
        for key in [2, 3, 2, 3, 3, 4, 2] {
            enter(&mut tree, key);
            enter(&mut tree, 9);
            assert!(tree.leave(9) && tree.leave(key));
        }
        assert!(tree.leave(1));
        assert_eq!(paths(&tree), ["1 1", "1;2 3", "1;2;9 3", "1;3 3", "1;3;9 3", "1;4 1", "1;4;9 1"]);
        assert_eq!(tree.depth(), 0);
    }

    #[test]
    fn recursion_is_a_path() {
        let mut tree = Tree::new(100);
        for _ in 0..2 {
            for _ in 0..3 {
                enter(&mut tree, 5);
            }
            for _ in 0..3 {
                assert!(tree.leave(5));
            }
        }
        assert_eq!(paths(&tree), ["5 2", "5;5 2", "5;5;5 2"]);
    }

    #[test]
    fn a_return_from_what_was_not_seen_is_none() {
        let mut tree = Tree::new(100);
        assert!(!tree.leave(7));
        enter(&mut tree, 1);
        assert!(!tree.leave(7));
        assert_eq!(tree.current().key, 1);
    }

    #[test]
    fn calls_that_were_not_seen_to_end_have_ended() {
        let mut tree = Tree::new(100);
        for key in [1, 2, 3] {
            enter(&mut tree, key);
        }
        assert!(tree.leave(1));
        assert_eq!(tree.depth(), 0);
        for key in [1, 2, 3] {
            enter(&mut tree, key);
        }
        assert!(tree.leave(2));
        assert_eq!(tree.current().key, 1);
    }

    #[test]
    fn is_bounded() {
        let mut tree = Tree::new(50);
        // Two functions that call each other in any order: 2^12 paths.
        for path in 0..1 << 12 {
            for bit in 0..12 {
                enter(&mut tree, 1 + (path >> bit & 1));
            }
            for bit in (0..12).rev() {
                assert!(tree.leave(1 + (path >> bit & 1)));
            }
            assert_eq!(tree.depth(), 0);
        }
        assert!(tree.nodes.len() <= 52, "{}", tree.nodes.len());
        assert!(tree.folded() > 0);
        assert_eq!(tree.nodes.iter().map(|node| node.calls).sum::<u64>(), 12 << 12);
    }

    #[test]
    fn clearing_keeps_where_we_are() {
        let mut tree = Tree::new(100);
        for key in [1, 2, 3] {
            enter(&mut tree, key);
        }
        assert!(tree.leave(3));
        tree.clear();
        assert_eq!(paths(&tree), ["1 0", "1;2 0"]);
        assert!(tree.leave(2) && tree.leave(1));
    }
}
