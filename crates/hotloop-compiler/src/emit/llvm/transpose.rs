//! Elements that each lane reads one after the other: a vector along each lane's row, turned into vectors over lanes.
//!
//! example: `load x = a[i, j]; load y = a[i, j+1]; ..` with four lanes in rows of their own is, on AVX2 and for four of
//! them, one load of `<4 x i64>` for each lane and eight shuffles, instead of sixteen loads and twelve inserts.

use super::memory::part_type;
use super::*;

/// Bytes between what is read and what is asked for.
const SOON: usize = 128;

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
        let Type::Buffer(elem, dims) = self.ty_of(*buffer) else { unreachable!("verified: a buffer") };
        let lanes = self.ty_of(parts[0]).lanes();
        if lanes == 1 || elem == Elem::Bool || !dims.has_rows() || self.is_contiguous(*buffer, index) {
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
        self.prefetch(&pointers);
        let columns = match self.width(n) {
            2 => self.two_columns(run.elem, &pointers, n),
            _ => [0, 1].into_iter().flat_map(|side| self.columns(run.elem, &pointers, side, n)).collect(),
        };
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

    /// Asks for what the rows hold two cache lines on. There are as many streams as lanes, which is more than the processor
    /// finds by itself. Where a row ends it asks for nothing of use, which does no harm.
    fn prefetch(&mut self, pointers: &[String]) {
        self.emitter.declare("llvm.prefetch.p0", "void @llvm.prefetch.p0(ptr, i32, i32, i32)".into());
        for pointer in pointers {
            let soon = self.value(format!("getelementptr i8, ptr {pointer}, i64 {SOON}"));
            self.line(format!("call void @llvm.prefetch.p0(ptr {soon}, i32 0, i32 3, i32 1)"));
        }
    }

    /// All columns of registers of two lanes.
    fn two_columns(&mut self, elem: Elem, pointers: &[String], n: u16) -> Vec<String> {
        let rows: Vec<String> = pointers.iter().map(|pointer| self.load_piece(elem, pointer, 0, 2)).collect();
        let rows: Vec<String> = rows.into_iter().map(|raw| self.as_lanes(elem, raw, n)).collect();
        let ty = self.vector_type(elem.parts()[0], n);
        self.interleaved(&ty, &rows, 2).into()
    }

    /// The left or right half of the columns. Half a row at a time is read: an insertion from memory takes no shuffle,
    /// and half a register is less often in two cache lines. Rows `r` and `r + 2` share a register; then pairs within
    /// 128 bits, and those as a whole.
    fn columns(&mut self, elem: Elem, pointers: &[String], side: usize, n: u16) -> Vec<String> {
        let ty = self.vector_type(elem.parts()[0], n);
        let width = pointers.len();
        let halves: Vec<String> =
            pointers.iter().map(|pointer| self.load_piece(elem, pointer, side * width / 2, width / 2)).collect();
        let half = format!("<{} x {}>", width / 2, part_type(elem));
        let mut pairs = vec![];
        for four in halves.chunks(4) {
            let both: Vec<String> = [0, 1]
                .into_iter()
                .map(|r| {
                    let two = [four[r].clone(), four[r + 2].clone()];
                    let raw = self.picked(&half, &two, 0..width);
                    self.as_lanes(elem, raw, n)
                })
                .collect();
            pairs.push(self.interleaved(&ty, &both, width));
        }
        match &pairs[..] {
            [pair] => pair.to_vec(),
            [upper, lower] => (0..width / 2)
                .map(|column| {
                    let two = [upper[column % 2].clone(), lower[column % 2].clone()];
                    let piece = |k: usize| k % 2 * 2 + column / 2 + k / 2 * (width / 2);
                    self.picked(&ty, &two, (0..width).map(|i| 2 * piece(i / 2) + i % 2))
                })
                .collect(),
            _ => unreachable!("a register has up to eight lanes"),
        }
    }

    /// Elements of a row as they are in memory.
    fn load_piece(&mut self, elem: Elem, pointer: &str, from: usize, count: usize) -> String {
        let memory = part_type(elem);
        let align = elem.part_size();
        let pointer = match from {
            0 => pointer.to_string(),
            _ => self.value(format!("getelementptr {memory}, ptr {pointer}, i64 {from}")),
        };
        self.value(format!("load <{count} x {memory}>, ptr {pointer}, align {align}"))
    }

    /// The even elements of both, one from each in turn, and the odd ones.
    fn interleaved(&mut self, ty: &str, two: &[String], width: usize) -> [String; 2] {
        [0, 1].map(|odd| self.picked(ty, two, (0..width).map(|i| i / 2 * 2 + odd + i % 2 * width)))
    }

    fn picked(&mut self, ty: &str, two: &[String], picks: impl std::iter::Iterator<Item = usize>) -> String {
        let picks: Vec<String> = picks.map(|i| format!("i32 {i}")).collect();
        let mask = format!("<{} x i32> <{}>", picks.len(), picks.join(", "));
        self.value(format!("shufflevector {ty} {}, {ty} {}, {mask}", two[0], two[1]))
    }
}
