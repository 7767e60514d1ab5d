//! Elements that each lane reads one after the other: a vector along each lane's row, turned into vectors over lanes.
//!
//! example: `load x = a[i, j]; load y = a[i, j+1]; ..` with four lanes in rows of their own is, on AVX2 and for four of
//! them, one load of `<4 x i64>` for each lane and eight shuffles, instead of sixteen loads and twelve inserts.

use super::memory::memory_type;
use super::*;

/// Reads of neighbouring elements, as many as a register has room for.
pub(super) struct Run<'a> {
    buffer: LocalId,
    elem: Elem,
    /// Of the first of them.
    index: &'a [ExprId],
    mask: Option<ExprId>,
    /// Where the parts of each go.
    pub targets: Vec<&'a [LocalId]>,
}

impl<'a> FunctionEmitter<'a, '_> {
    /// The run that begins here, and its number of statements.
    pub(super) fn run_of_loads(&self, statements: &'a [Stmt]) -> Option<Run<'a>> {
        let Stmt::Load { parts, buffer, index, mask } = statements.first()? else { return None };
        let Type::Buffer(elem, _) = self.ty_of(*buffer) else { unreachable!("verified: a buffer") };
        let lanes = self.ty_of(parts[0]).lanes();
        if lanes == 1 || elem == Elem::Bool || self.is_contiguous(index) {
            return None;
        }
        let n = usize::from(self.width(lanes)) / elem.parts().len();
        let neighbours = statements.iter().enumerate().map_while(|(i, s)| match s {
            Stmt::Load { parts, buffer: b, index: at, mask: m }
                if (b, m) == (buffer, mask) && self.is_beyond(index, at, i as i64) =>
            {
                Some(&parts[..])
            }
            _ => None,
        });
        let targets: Vec<_> = neighbours.take(n).collect();
        let is_run = n > 1 && targets.len() == n && self.width(lanes) > 1;
        is_run.then_some(Run { buffer: *buffer, elem, index, mask: *mask, targets })
    }

    /// Is the second place so many elements behind the first, in its row?
    fn is_beyond(&self, first: &[ExprId], second: &[ExprId], distance: i64) -> bool {
        let ((a, a_rows), (b, b_rows)) =
            (first.split_last().expect("verified"), second.split_last().expect("verified"));
        let ((a, from), (b, to)) = (self.apart_from_constant(*a), self.apart_from_constant(*b));
        a_rows == b_rows && a == b && to.checked_sub(from) == Some(distance)
    }

    fn apart_from_constant(&self, e: ExprId) -> (ExprId, i64) {
        if let Op::Binary(BinaryOp::Add, x, c) = self.function.exprs[e.0 as usize].op {
            let constant = match self.function.exprs[c.0 as usize].op {
                Op::Splat(c) => self.const_int(c),
                _ => self.const_int(c),
            };
            if let Some(constant) = constant {
                return (x, constant);
            }
        }
        (e, 0)
    }

    /// Writes a register of the run.
    pub(super) fn load_run(&mut self, run: &Run) {
        let n = self.ty_of(run.targets[0][0]).lanes();
        self.memo.clear();
        let pointers = self.lane_pointers(run, n);
        let rows = pointers.iter().map(|pointer| self.load_row(run.elem, pointer, n)).collect();
        let columns = self.transpose(rows, run.elem, n);
        let targets = run.targets.iter().copied().flatten();
        for (&target, column) in targets.zip(columns) {
            self.set(target, &[column]);
        }
    }

    /// Each lane's address of the first element; a place of ours for lanes that are not active.
    fn lane_pointers(&mut self, run: &Run, n: u16) -> Vec<String> {
        if run.mask.is_none() && run.index.iter().all(|&i| self.stride(i).is_some()) {
            let register = self.register.expect("one at a time");
            return self.strided_pointers(run.buffer, run.elem, run.index, register, n);
        }
        let mask = run.mask.map(|mask| self.expr(mask).remove(0));
        let pointers = self.pointers(run.buffer, run.elem, run.index, n).remove(0);
        self.extract_pointers(&pointers, mask.as_ref(), n)
    }

    /// As many elements as there are lanes, or as parts of elements.
    fn load_row(&mut self, elem: Elem, pointer: &str, n: u16) -> String {
        let width = self.width(n);
        let memory = if elem == Elem::Complex128 { "double" } else { memory_type(elem) };
        let align = elem.size().min(8);
        let raw = self.value(format!("load <{width} x {memory}>, ptr {pointer}, align {align}"));
        self.as_lanes(elem, raw, n)
    }

    /// Rows of a square to its columns: pairs within 128 bits first, then those as a whole.
    fn transpose(&mut self, rows: Vec<String>, elem: Elem, n: u16) -> Vec<String> {
        let ty = self.vector_type(elem.parts()[0], n);
        let width = usize::from(self.width(n));
        let paired: Vec<[String; 2]> = rows
            .chunks(2)
            .map(|two| [0, 1].map(|odd| self.picked(&ty, two, (0..width).map(|i| i / 2 * 2 + odd + i % 2 * width))))
            .collect();
        // Column 2k + odd is piece k of each pair.
        let mut columns = vec![String::new(); width];
        for odd in [0, 1] {
            let whole = paired.iter().map(|pair| pair[odd].clone()).collect();
            for (k, column) in self.gathered_pieces(&ty, whole, width).into_iter().enumerate() {
                columns[2 * k + odd] = column;
            }
        }
        columns
    }

    /// Vectors of pieces of 128 bits: the first pieces of all of them, then the second ones, and so on.
    fn gathered_pieces(&mut self, ty: &str, vectors: Vec<String>, width: usize) -> Vec<String> {
        if vectors.len() == 1 {
            return vectors;
        }
        let pieces = width / 2;
        let halves = [0, 1].map(|odd| {
            let pick = |i: usize| {
                let piece = i / 2 % (pieces / 2) * 2 + odd;
                let vector = i / 2 / (pieces / 2);
                vector * width + piece * 2 + i % 2
            };
            vectors.chunks(2).map(|two| self.picked(ty, two, (0..width).map(pick))).collect::<Vec<_>>()
        });
        let [even, odd] = halves.map(|half| self.gathered_pieces(ty, half, width));
        even.into_iter().zip(odd).flat_map(|(e, o)| [e, o]).collect()
    }

    fn picked(&mut self, ty: &str, two: &[String], picks: impl std::iter::Iterator<Item = usize>) -> String {
        let picks: Vec<String> = picks.map(|i| format!("i32 {i}")).collect();
        let mask = format!("<{} x i32> <{}>", picks.len(), picks.join(", "));
        self.value(format!("shufflevector {ty} {}, {ty} {}, {mask}", two[0], two[1]))
    }
}
