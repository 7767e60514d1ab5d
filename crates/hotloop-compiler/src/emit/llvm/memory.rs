//! Elements of lists and arrays, one at a time or over lanes.
//!
//! example: `load x = a[pos]` over eight neighbouring lanes is two loads of `<4 x double>` on AVX2; where lanes are not
//! neighbours and the CPU has no fast gather, it is one load for each lane.

use super::*;

/// Elements of a place that lanes read which are not active.
const NOTHING: i64 = 32;

impl FunctionEmitter<'_, '_> {
    pub(super) fn load(&mut self, parts: &[LocalId], buffer: LocalId, index: &[ExprId], mask: Option<ExprId>) {
        let Type::Buffer(elem, _) = self.ty_of(buffer) else { unreachable!("verified: a buffer") };
        match self.ty_of(parts[0]) {
            Type::Lanes(_, n) => self.load_lanes(parts, buffer, elem, index, mask, n),
            _ => self.load_scalar(parts, buffer, elem, index),
        }
    }

    pub(super) fn store(
        &mut self,
        buffer: LocalId,
        index: &[ExprId],
        parts: &[ExprId],
        mask: Option<ExprId>,
        undo: bool,
    ) {
        let Type::Buffer(elem, _) = self.ty_of(buffer) else { unreachable!("verified: a buffer") };
        match self.function.exprs[parts[0].0 as usize].ty {
            Type::Lanes(_, n) => self.store_lanes(buffer, elem, index, parts, mask, undo, n),
            _ => self.store_scalar(buffer, elem, index, parts, undo),
        }
    }

    /// Elements in a dimension.
    pub(super) fn dimension(&mut self, buffer: LocalId, dimension: usize) -> String {
        self.value(format!("load i64, ptr %v{}.{}", buffer.0, DIMENSIONS[dimension].0))
    }

    pub(super) fn dims_of(&self, buffer: LocalId) -> Dims {
        let Type::Buffer(_, dims) = self.ty_of(buffer) else { unreachable!("verified: a buffer") };
        dims
    }

    /// How far it is to the next index; `None`: to the next element.
    fn distance(&mut self, buffer: LocalId, dimension: usize) -> Option<String> {
        let dims = self.dims_of(buffer);
        let is_last = dimension + 1 == usize::from(dims.n);
        let is_neighbour = is_last && dims.has_rows();
        (!is_neighbour).then(|| self.value(format!("load i64, ptr %v{}.{}", buffer.0, STRIDES[dimension].0)))
    }

    /// Number of an element: row times row length plus column.
    pub(super) fn element_number(
        &mut self,
        buffer: LocalId,
        index: &[ExprId],
        evaluate: impl Fn(&mut Self, ExprId) -> String,
    ) -> String {
        let first = evaluate(self, index[0]);
        if !self.dims_of(buffer).is_contiguous() {
            let mut number = match self.distance(buffer, 0) {
                Some(distance) => self.value(format!("mul i64 {first}, {distance}")),
                None => first,
            };
            for (dimension, &e) in index.iter().enumerate().skip(1) {
                let mut at = evaluate(self, e);
                if let Some(distance) = self.distance(buffer, dimension) {
                    at = self.value(format!("mul i64 {at}, {distance}"));
                }
                number = self.value(format!("add i64 {number}, {at}"));
            }
            return number;
        }
        let mut number = first;
        for (dimension, &e) in index.iter().enumerate().skip(1) {
            let columns = self.dimension(buffer, dimension);
            let row = self.value(format!("mul i64 {number}, {columns}"));
            let column = evaluate(self, e);
            number = self.value(format!("add i64 {row}, {column}"));
        }
        number
    }

    pub(super) fn address(&mut self, buffer: LocalId, elem: Elem, number: &str) -> String {
        let data = self.value(format!("load ptr, ptr %v{}.data", buffer.0));
        let unit = if self.in_bytes(buffer).is_some() { "i8" } else { memory_type(elem) };
        self.value(format!("getelementptr {unit}, ptr {data}, i64 {number}"))
    }

    /// Are its elements anywhere in memory, and their bytes swapped?
    pub(super) fn in_bytes(&self, buffer: LocalId) -> Option<bool> {
        match self.dims_of(buffer).layout {
            Layout::Bytes { swapped } => Some(swapped),
            _ => None,
        }
    }

    pub(super) fn load_scalar(&mut self, parts: &[LocalId], buffer: LocalId, elem: Elem, index: &[ExprId]) {
        let number = self.element_number(buffer, index, |f, e| f.one(e));
        let address = self.address(buffer, elem, &number);
        for (i, &part) in parts.iter().enumerate() {
            let value = self.load_part_of(buffer, elem, &address, i);
            self.set(part, &[value]);
        }
    }

    fn load_part_of(&mut self, buffer: LocalId, elem: Elem, address: &str, part: usize) -> String {
        let Some(swapped) = self.in_bytes(buffer) else { return self.load_part(elem, address, part) };
        let (memory, bits) = (part_type(elem), format!("i{}", 8 * elem.part_size()));
        let address = self.part_address(elem, address, part);
        let mut raw = self.value(format!("load {bits}, ptr {address}, align 1"));
        if swapped {
            raw = self.swapped(&raw, &bits);
        }
        if memory != bits {
            raw = self.value(format!("bitcast {bits} {raw} to {memory}"));
        }
        self.widened(elem, raw)
    }

    fn store_part_of(&mut self, buffer: LocalId, elem: Elem, address: &str, part: usize, value: &str) {
        let Some(swapped) = self.in_bytes(buffer) else { return self.store_part(elem, address, part, value) };
        let (memory, bits) = (part_type(elem), format!("i{}", 8 * elem.part_size()));
        let address = self.part_address(elem, address, part);
        let mut raw = self.narrowed(elem, value);
        if memory != bits {
            raw = self.value(format!("bitcast {memory} {raw} to {bits}"));
        }
        if swapped {
            raw = self.swapped(&raw, &bits);
        }
        self.line(format!("store {bits} {raw}, ptr {address}, align 1"));
    }

    /// The bytes of an int in the other order; there are several.
    fn swapped(&mut self, raw: &str, bits: &str) -> String {
        let symbol = format!("llvm.bswap.{bits}");
        self.emitter.declare(&symbol, format!("{bits} @{symbol}({bits})"));
        self.value(format!("call {bits} @{symbol}({bits} {raw})"))
    }

    pub(super) fn load_part(&mut self, elem: Elem, address: &str, part: usize) -> String {
        let memory = part_type(elem);
        let address = self.part_address(elem, address, part);
        let raw = self.value(format!("load {memory}, ptr {address}"));
        self.widened(elem, raw)
    }

    /// A part as it is in memory as one of a value.
    fn widened(&mut self, elem: Elem, raw: String) -> String {
        let memory = part_type(elem);
        match from_memory(elem) {
            Some(Widening::Truth) => self.value(format!("icmp ne i8 {raw}, 0")),
            Some(Widening::By(widen, _)) => {
                self.value(format!("{widen} {memory} {raw} to {}", scalar(elem.parts()[0])))
            }
            Some(Widening::Half) => self.wide_half(&raw, 1),
            None => raw,
        }
    }

    pub(super) fn store_part(&mut self, elem: Elem, address: &str, part: usize, value: &str) {
        let memory = part_type(elem);
        let address = self.part_address(elem, address, part);
        let raw = self.narrowed(elem, value);
        self.line(format!("store {memory} {raw}, ptr {address}"));
    }

    fn narrowed(&mut self, elem: Elem, value: &str) -> String {
        let memory = part_type(elem);
        match from_memory(elem) {
            Some(Widening::Truth) => self.value(format!("zext i1 {value} to i8")),
            Some(Widening::By(_, narrow)) => {
                self.value(format!("{narrow} {} {value} to {memory}", scalar(elem.parts()[0])))
            }
            Some(Widening::Half) => self.as_half(value, 1),
            None => value.to_string(),
        }
    }

    fn part_address(&mut self, elem: Elem, address: &str, part: usize) -> String {
        if elem.parts().len() == 1 {
            return address.to_string();
        }
        self.value(format!("getelementptr {}, ptr {address}, i64 {part}", part_type(elem)))
    }

    pub(super) fn store_scalar(&mut self, buffer: LocalId, elem: Elem, index: &[ExprId], parts: &[ExprId], undo: bool) {
        let number = self.element_number(buffer, index, |f, e| f.one(e));
        let address = self.address(buffer, elem, &number);
        let is_kept = leave::place(self.function, buffer, index).is_some_and(|place| self.kept_places.contains(&place));
        if is_kept {
            // As it was at the last exit point.
        } else if undo && self.undo_log {
            self.note_element(buffer, elem, &number, &address);
        } else if undo {
            let names = self.undo_slots(elem.parts().iter().map(|&s| scalar(s).to_string()), "ptr");
            self.line(format!("store ptr {address}, ptr %{}.at", names.0));
            for (i, &s) in elem.parts().iter().enumerate() {
                let old = self.load_part_of(buffer, elem, &address, i);
                self.line(format!("store {} {old}, ptr %{}.{i}", scalar(s), names.0));
            }
            self.line(format!("store i1 true, ptr %{}", names.0));
            let restore = self.capture(|f| {
                let address = f.value(format!("load ptr, ptr %{}.at", names.0));
                for (i, &s) in elem.parts().iter().enumerate() {
                    let old = f.value(format!("load {}, ptr %{}.{i}", scalar(s), names.0));
                    f.store_part_of(buffer, elem, &address, i, &old);
                }
            });
            self.undo(names.0, restore);
        }
        for (i, &part) in parts.iter().enumerate() {
            let value = self.one(part);
            self.store_part_of(buffer, elem, &address, i, &value);
        }
    }

    pub(super) fn undo_slots(&mut self, types: impl std::iter::Iterator<Item = String>, at: &str) -> (String, usize) {
        let name = format!("undo{}", self.fresh());
        self.alloca(&name, "i1");
        self.alloca(&format!("{name}.at"), at);
        let mut n = 0;
        for ty in types {
            self.alloca(&format!("{name}.{n}"), &ty);
            n += 1;
        }
        (name, n)
    }

    // Lanes in memory

    /// How an index moves from lane to lane: `Some(1)` for neighbouring elements.
    pub(super) fn stride(&self, e: ExprId) -> Option<i64> {
        let expr = &self.function.exprs[e.0 as usize];
        if expr.ty.lanes() == 1 {
            return Some(0);
        }
        match &expr.op {
            Op::Splat(_) => Some(0),
            Op::LaneIndex => Some(1),
            Op::Binary(BinaryOp::Add, a, b) => Some(self.stride(*a)? + self.stride(*b)?),
            Op::Binary(BinaryOp::Sub, a, b) => Some(self.stride(*a)? - self.stride(*b)?),
            _ => None,
        }
    }

    /// Value of an index with a known stride in lane 0.
    pub(super) fn first_lane(&mut self, e: ExprId) -> String {
        let expr = &self.function.exprs[e.0 as usize];
        match expr.op {
            _ if expr.ty.lanes() == 1 => self.one(e),
            Op::Splat(inner) => self.one(inner),
            Op::LaneIndex => "0".into(),
            Op::Binary(op, a, b) => {
                let (x, y) = (self.first_lane(a), self.first_lane(b));
                let text = if op == BinaryOp::Add { "add" } else { "sub" };
                self.value(format!("{text} i64 {x}, {y}"))
            }
            _ => unreachable!("has a stride"),
        }
    }

    /// Neighbouring elements?
    pub(super) fn is_contiguous(&self, buffer: LocalId, index: &[ExprId]) -> bool {
        let (last, rows) = index.split_last().expect("verified: at least one index");
        self.dims_of(buffer).has_rows()
            && self.stride(*last) == Some(1)
            && rows.iter().all(|&i| self.stride(i) == Some(0))
    }

    pub(super) fn load_lanes(
        &mut self,
        parts: &[LocalId],
        buffer: LocalId,
        elem: Elem,
        index: &[ExprId],
        mask: Option<ExprId>,
        n: u16,
    ) {
        let masks = mask.map(|m| self.expr(m));
        let mask = |i: usize| masks.as_ref().map(|masks| &masks[i]);
        let registers = self.written_registers(n);
        let vectors: Vec<Vec<String>> = if self.is_contiguous(buffer, index)
            && (masks.is_none() || elem.part_size() == 8 && elem.parts().len() == 1)
        {
            let number = self.element_number(buffer, index, |f, e| f.first_lane(e));
            registers
                .enumerate()
                .map(|(i, r)| match mask(i) {
                    None => self.load_neighbours(buffer, elem, &number, r, n),
                    Some(mask) => vec![self.load_masked(buffer, elem, &number, r, n, mask)],
                })
                .collect()
        } else if masks.is_none() && index.iter().all(|&i| self.stride(i).is_some()) {
            self.load_strided(buffer, elem, index, n)
        } else {
            let (index, beyond) = match self.dims_of(buffer).has_rows() {
                true => self.without_constant(index),
                false => (index.to_vec(), 0),
            };
            let pointers = self.pointers(buffer, elem, &index, n);
            pointers.iter().enumerate().map(|(i, at)| self.gather(elem, at, beyond, mask(i), n)).collect()
        };
        for (part, &local) in parts.iter().enumerate() {
            let values: Vec<String> = vectors.iter().map(|v| v[part].clone()).collect();
            self.set(local, &values);
        }
    }

    pub(super) fn load_neighbours(
        &mut self,
        buffer: LocalId,
        elem: Elem,
        number: &str,
        register: usize,
        n: u16,
    ) -> Vec<String> {
        let width = self.width(n);
        let here = self.value(format!("add i64 {number}, {}", register * width as usize));
        let address = self.address(buffer, elem, &here);
        let align = elem.part_size();
        match elem {
            Elem::Complex64 | Elem::Complex128 => {
                let memory = part_type(elem);
                let wide = self.value(format!("load <{} x {memory}>, ptr {address}, align {align}", 2 * width));
                (0..2)
                    .map(|part| {
                        let raw = self.every_second(elem, &wide, part, width);
                        self.as_lanes(elem, raw, n)
                    })
                    .collect()
            }
            _ => {
                let memory = memory_type(elem);
                let raw = self.value(format!("load <{width} x {memory}>, ptr {address}, align {align}"));
                vec![self.as_lanes(elem, raw, n)]
            }
        }
    }

    /// Neighbouring elements of eight bytes, and zeros in inactive lanes.
    pub(super) fn load_masked(
        &mut self,
        buffer: LocalId,
        elem: Elem,
        number: &str,
        register: usize,
        n: u16,
        mask: &str,
    ) -> String {
        let width = self.width(n);
        let here = self.value(format!("add i64 {number}, {}", register * width as usize));
        let address = self.address(buffer, elem, &here);
        let bits = self.bits(mask, n);
        let memory = memory_type(elem);
        let ty = format!("<{width} x {memory}>");
        let symbol = format!("llvm.masked.load.v{width}{}.p0", short(memory));
        self.emitter.declare(&symbol, format!("{ty} @{symbol}(ptr, <{width} x i1>, {ty})"));
        self.value(format!("call {ty} @{symbol}(ptr align 8 {address}, <{width} x i1> {bits}, {ty} zeroinitializer)"))
    }

    pub(super) fn every_second(&mut self, elem: Elem, wide: &str, part: u16, width: u16) -> String {
        let picks: Vec<String> = (0..width).map(|i| format!("i32 {}", 2 * i + part)).collect();
        let ty = format!("<{} x {}>", 2 * width, part_type(elem));
        self.value(format!("shufflevector {ty} {wide}, {ty} poison, <{width} x i32> <{}>", picks.join(", ")))
    }

    /// A vector as it is in memory as one of lanes.
    pub(super) fn as_lanes(&mut self, elem: Elem, raw: String, n: u16) -> String {
        let width = self.width(n);
        match from_memory(elem) {
            Some(Widening::Truth) => {
                let bits = self.value(format!("icmp ne <{width} x i8> {raw}, zeroinitializer"));
                self.mask(bits, n)
            }
            Some(Widening::By(widen, _)) => {
                let to = self.vector_type(elem.parts()[0], n);
                self.value(format!("{widen} <{width} x {}> {raw} to {to}", part_type(elem)))
            }
            Some(Widening::Half) => self.wide_half(&raw, width),
            None => raw,
        }
    }

    pub(super) fn as_stored(&mut self, elem: Elem, value: &str, n: u16) -> String {
        let width = self.width(n);
        match from_memory(elem) {
            Some(Widening::Truth) if self.wide_masks() => {
                // A mask is all ones, True in memory is 1.
                let ones = self.value(format!("and <{width} x i64> {value}, splat (i64 1)"));
                self.value(format!("trunc <{width} x i64> {ones} to <{width} x i8>"))
            }
            Some(Widening::Truth) => self.value(format!("zext <{width} x i1> {value} to <{width} x i8>")),
            Some(Widening::By(_, narrow)) => {
                let from = self.vector_type(elem.parts()[0], n);
                self.value(format!("{narrow} {from} {value} to <{width} x {}>", part_type(elem)))
            }
            Some(Widening::Half) => self.as_half(value, width),
            None => value.into(),
        }
    }

    pub(super) fn pointers(&mut self, buffer: LocalId, elem: Elem, index: &[ExprId], n: u16) -> Vec<String> {
        let width = self.width(n);
        let per_index: Vec<Vec<String>> = index.iter().map(|&i| self.index_vectors(i, n)).collect();
        let data = self.value(format!("load ptr, ptr %v{}.data", buffer.0));
        let is_contiguous = self.dims_of(buffer).is_contiguous();
        let distances: Vec<Option<String>> = (0..index.len())
            .map(|dimension| match is_contiguous {
                // What is before it counts so often.
                true => (dimension > 0).then(|| self.dimension(buffer, dimension)),
                false => self.distance(buffer, dimension),
            })
            .collect();
        let distances: Vec<Option<String>> =
            distances.into_iter().map(|one| one.map(|one| self.in_all_lanes(&one, width))).collect();
        let ty = format!("<{width} x i64>");
        (0..per_index[0].len())
            .map(|r| {
                let mut number = None;
                for (indices, distance) in per_index.iter().zip(&distances) {
                    let mut at = indices[r].clone();
                    let mut before = number;
                    match distance {
                        Some(distance) if is_contiguous => {
                            before = before.map(|before| self.value(format!("mul {ty} {before}, {distance}")));
                        }
                        Some(distance) => at = self.value(format!("mul {ty} {at}, {distance}")),
                        None => {}
                    }
                    number = Some(match before {
                        Some(before) => self.value(format!("add {ty} {before}, {at}")),
                        None => at,
                    });
                }
                let number = number.expect("verified: at least one index");
                self.value(format!("getelementptr {}, ptr {data}, <{width} x i64> {number}", memory_type(elem)))
            })
            .collect()
    }

    fn in_all_lanes(&mut self, one: &str, width: u16) -> String {
        let first = self.value(format!("insertelement <{width} x i64> poison, i64 {one}, i64 0"));
        self.value(format!(
            "shufflevector <{width} x i64> {first}, <{width} x i64> poison, <{width} x i32> zeroinitializer"
        ))
    }

    pub(super) fn index_vectors(&mut self, e: ExprId, n: u16) -> Vec<String> {
        if self.function.exprs[e.0 as usize].ty.lanes() > 1 {
            return self.expr(e);
        }
        self.splat(e, Scalar::Int, n)
    }

    /// Elements at equal distances, in all lanes: addresses are computed lane by lane, and most of that once.
    pub(super) fn load_strided(&mut self, buffer: LocalId, elem: Elem, index: &[ExprId], n: u16) -> Vec<Vec<String>> {
        self.written_registers(n)
            .map(|r| {
                let pointers = self.strided_pointers(buffer, elem, index, r, n);
                self.load_each(elem, &pointers, n)
            })
            .collect()
    }

    /// The addresses of a register's elements.
    pub(super) fn strided_pointers(
        &mut self,
        buffer: LocalId,
        elem: Elem,
        index: &[ExprId],
        register: usize,
        n: u16,
    ) -> Vec<String> {
        let firsts: Vec<String> = index.iter().map(|&i| self.first_lane(i)).collect();
        let strides: Vec<i64> = index.iter().map(|&i| self.stride(i).expect("the caller has looked")).collect();
        let data = self.value(format!("load ptr, ptr %v{}.data", buffer.0));
        let memory = memory_type(elem);
        let at = |f: &mut Self, dimension: usize, lane: i64| {
            f.value(format!("add i64 {}, {}", firsts[dimension], strides[dimension] * lane))
        };
        let width = self.width(n);
        (0..width)
            .map(|i| {
                let lane = (register as u16 * width + i).into();
                let n = index.len();
                if self.dims_of(buffer).is_contiguous() {
                    let mut row = at(self, 0, lane);
                    for dimension in 1..n {
                        let columns = self.dimension(buffer, dimension);
                        row = self.value(format!("mul i64 {row}, {columns}"));
                        if dimension + 1 == n {
                            break;
                        }
                        let column = at(self, dimension, lane);
                        row = self.value(format!("add i64 {row}, {column}"));
                    }
                    let row = self.value(format!("getelementptr {memory}, ptr {data}, i64 {row}"));
                    if n == 1 {
                        return row;
                    }
                    let column = at(self, n - 1, lane);
                    return self.value(format!("getelementptr {memory}, ptr {row}, i64 {column}"));
                }
                let mut address = data.clone();
                for dimension in 0..n {
                    let mut steps = at(self, dimension, lane);
                    if let Some(distance) = self.distance(buffer, dimension) {
                        steps = self.value(format!("mul i64 {steps}, {distance}"));
                    }
                    address = self.value(format!("getelementptr {memory}, ptr {address}, i64 {steps}"));
                }
                address
            })
            .collect()
    }

    /// One element of each pointer, as vectors of its parts.
    pub(super) fn load_each(&mut self, elem: Elem, pointers: &[String], n: u16) -> Vec<String> {
        let width = self.width(n);
        let memory = part_type(elem);
        (0..elem.parts().len())
            .map(|part| {
                let ty = format!("<{width} x {memory}>");
                let mut raw = "poison".to_string();
                for (lane, pointer) in pointers.iter().enumerate() {
                    let at = match part {
                        0 => pointer.clone(),
                        _ => self.value(format!("getelementptr {memory}, ptr {pointer}, i64 {part}")),
                    };
                    let one = self.value(format!("load {memory}, ptr {at}, align {}", elem.part_size()));
                    raw = self.value(format!("insertelement {ty} {raw}, {memory} {one}, i64 {lane}"));
                }
                self.as_lanes(elem, raw, n)
            })
            .collect()
    }

    /// An index apart from a small constant, which can be in the address: addresses are then the same for many reads.
    pub(super) fn without_constant(&self, index: &[ExprId]) -> (Vec<ExprId>, i64) {
        let mut index = index.to_vec();
        let last = index.last_mut().expect("verified: at least one index");
        if self.target().isa.has_gather() {
            return (index, 0);
        }
        if let Op::Binary(BinaryOp::Add, x, c) = self.function.exprs[last.0 as usize].op
            && let Op::Splat(c) = self.function.exprs[c.0 as usize].op
            && let Some(c) = self.const_int(c).filter(|c| (0..NOTHING).contains(c))
        {
            *last = x;
            return (index, c);
        }
        (index, 0)
    }

    /// The pointers of active lanes; inactive ones get a place of ours.
    fn pointers_or(&mut self, pointers: &str, bits: &str, place: &str, width: u16) -> String {
        let ours = self.value(format!("insertelement <{width} x ptr> poison, ptr {place}, i64 0"));
        let ours = self.value(format!(
            "shufflevector <{width} x ptr> {ours}, <{width} x ptr> poison, <{width} x i32> zeroinitializer"
        ));
        self.value(format!("select <{width} x i1> {bits}, <{width} x ptr> {pointers}, <{width} x ptr> {ours}"))
    }

    pub(super) fn gather_one_by_one(
        &mut self,
        elem: Elem,
        pointers: &str,
        beyond: i64,
        mask: Option<&String>,
        n: u16,
    ) -> Vec<String> {
        let pointers = self.extract_pointers(pointers, mask, n);
        let each: Vec<String> = pointers
            .iter()
            .map(|one| self.value(format!("getelementptr {}, ptr {one}, i64 {beyond}", memory_type(elem))))
            .collect();
        self.load_each(elem, &each, n)
    }

    /// A register's pointers one by one. Inactive lanes read a place of ours: cheaper than a branch for each lane.
    pub(super) fn extract_pointers(&mut self, pointers: &str, mask: Option<&String>, n: u16) -> Vec<String> {
        let width = self.width(n);
        let mut pointers = pointers.to_string();
        if let Some(mask) = mask {
            let bits = self.bits(mask, n);
            let nothing = format!("private constant [{} x i64] zeroinitializer, align 16", 2 * NOTHING);
            self.emitter.declare_global("hotloop_nothing", &nothing);
            pointers = self.pointers_or(&pointers, &bits, "@hotloop_nothing", width);
        }
        (0..width).map(|lane| self.value(format!("extractelement <{width} x ptr> {pointers}, i64 {lane}"))).collect()
    }

    pub(super) fn gather(
        &mut self,
        elem: Elem,
        pointers: &str,
        beyond: i64,
        mask: Option<&String>,
        n: u16,
    ) -> Vec<String> {
        if !self.target().isa.has_gather() {
            return self.gather_one_by_one(elem, pointers, beyond, mask, n);
        }
        let width = self.width(n);
        let bits = match mask {
            Some(mask) => self.bits(mask, n),
            None => "splat (i1 true)".into(),
        };
        let memory = part_type(elem);
        (0..elem.parts().len())
            .map(|part| {
                let at = self.part_pointers(elem, pointers, part, width);
                let ty = format!("<{width} x {memory}>");
                let symbol = format!("llvm.masked.gather.v{width}{}.v{width}p0", short(memory));
                self.emitter.declare(&symbol, format!("{ty} @{symbol}(<{width} x ptr>, <{width} x i1>, {ty})"));
                let raw = self.value(format!(
                    "call {ty} @{symbol}(<{width} x ptr> align {} {at}, <{width} x i1> {bits}, {ty} zeroinitializer)",
                    elem.part_size()
                ));
                self.as_lanes(elem, raw, n)
            })
            .collect()
    }

    pub(super) fn part_pointers(&mut self, elem: Elem, pointers: &str, part: usize, width: u16) -> String {
        if part == 0 {
            return pointers.into();
        }
        self.value(format!("getelementptr {}, <{width} x ptr> {pointers}, i64 {part}", part_type(elem)))
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one statement")]
    pub(super) fn store_lanes(
        &mut self,
        buffer: LocalId,
        elem: Elem,
        index: &[ExprId],
        parts: &[ExprId],
        mask: Option<ExprId>,
        undo: bool,
        n: u16,
    ) {
        let masks = mask.map(|m| self.expr(m));
        let values: Vec<Vec<String>> = parts.iter().map(|&p| self.expr(p)).collect();
        if self.is_contiguous(buffer, index) && mask.is_none() {
            let number = self.element_number(buffer, index, |f, e| f.first_lane(e));
            for r in 0..self.registers(n) {
                let one: Vec<String> = values.iter().map(|v| v[r].clone()).collect();
                self.store_neighbours(buffer, elem, &number, r, n, &one, undo);
            }
            return;
        }
        let pointers = self.pointers(buffer, elem, index, n);
        for r in 0..self.registers(n) {
            let one: Vec<String> = values.iter().map(|v| v[r].clone()).collect();
            self.scatter(elem, &pointers[r], masks.as_ref().map(|m| m[r].clone()), n, &one, undo);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one statement")]
    pub(super) fn store_neighbours(
        &mut self,
        buffer: LocalId,
        elem: Elem,
        number: &str,
        register: usize,
        n: u16,
        values: &[String],
        undo: bool,
    ) {
        let width = self.width(n);
        let here = self.value(format!("add i64 {number}, {}", register * width as usize));
        let address = self.address(buffer, elem, &here);
        let align = elem.part_size();
        let (ty, text) = match elem {
            Elem::Complex64 | Elem::Complex128 => {
                let memory = part_type(elem);
                let picks: Vec<String> =
                    (0..width).flat_map(|i| [format!("i32 {i}"), format!("i32 {}", width + i)]).collect();
                let part = format!("<{width} x {memory}>");
                let [re, im] = [0, 1].map(|i| self.as_stored(elem, &values[i], n));
                let wide = self.value(format!(
                    "shufflevector {part} {re}, {part} {im}, <{} x i32> <{}>",
                    2 * width,
                    picks.join(", ")
                ));
                (format!("<{} x {memory}>", 2 * width), wide)
            }
            _ => (format!("<{width} x {}>", memory_type(elem)), self.as_stored(elem, &values[0], n)),
        };
        if undo {
            let old = self.value(format!("load {ty}, ptr {address}, align {align}"));
            let (name, _) = self.undo_slots(std::iter::once(ty.clone()), "ptr");
            self.line(format!("store ptr {address}, ptr %{name}.at"));
            self.line(format!("store {ty} {old}, ptr %{name}.0"));
            self.line(format!("store i1 true, ptr %{name}"));
            let restore = self.capture(|f| {
                let address = f.value(format!("load ptr, ptr %{name}.at"));
                let old = f.value(format!("load {ty}, ptr %{name}.0"));
                f.line(format!("store {ty} {old}, ptr {address}, align {align}"));
            });
            self.undo(name, restore);
        }
        self.line(format!("store {ty} {text}, ptr {address}, align {align}"));
    }

    pub(super) fn scatter(
        &mut self,
        elem: Elem,
        pointers: &str,
        mask: Option<String>,
        n: u16,
        values: &[String],
        undo: bool,
    ) {
        let width = self.width(n);
        let bits = match &mask {
            Some(mask) => self.bits(mask, n),
            None => "splat (i1 true)".into(),
        };
        if undo {
            let old = self.gather(elem, pointers, 0, mask.as_ref(), n);
            let types: Vec<String> = elem.parts().iter().map(|&s| self.vector_type(s, n)).collect();
            let (name, _) = self.undo_slots(types.iter().cloned(), &format!("<{width} x ptr>"));
            self.alloca(&format!("{name}.mask"), &format!("<{width} x i1>"));
            self.line(format!("store <{width} x ptr> {pointers}, ptr %{name}.at"));
            self.line(format!("store <{width} x i1> {bits}, ptr %{name}.mask"));
            for (i, value) in old.iter().enumerate() {
                self.line(format!("store {} {value}, ptr %{name}.{i}", types[i]));
            }
            self.line(format!("store i1 true, ptr %{name}"));
            let restore = self.capture(|f| {
                let at = f.value(format!("load <{width} x ptr>, ptr %{name}.at"));
                let bits = f.value(format!("load <{width} x i1>, ptr %{name}.mask"));
                let old: Vec<String> =
                    types.iter().enumerate().map(|(i, ty)| f.value(format!("load {ty}, ptr %{name}.{i}"))).collect();
                f.scatter_parts(elem, &at, &bits, n, &old);
            });
            self.undo(name, restore);
        }
        self.scatter_parts(elem, pointers, &bits, n, values);
    }

    /// Inactive lanes write to a place of ours: cheaper than a branch for each lane.
    pub(super) fn scatter_one_by_one(&mut self, elem: Elem, pointers: &str, bits: &str, n: u16, values: &[String]) {
        let width = self.width(n);
        let memory = part_type(elem);
        if !self.allocas.contains("%elsewhere = ") {
            self.alloca("elsewhere", "[2 x i64]");
        }
        let pointers = self.pointers_or(pointers, bits, "%elsewhere", width);
        let raw: Vec<String> = values.iter().map(|value| self.as_stored(elem, value, n)).collect();
        for lane in 0..width {
            let at = self.value(format!("extractelement <{width} x ptr> {pointers}, i64 {lane}"));
            for (part, raw) in raw.iter().enumerate() {
                let one = self.value(format!("extractelement <{width} x {memory}> {raw}, i64 {lane}"));
                let at = self.value(format!("getelementptr {memory}, ptr {at}, i64 {part}"));
                self.line(format!("store {memory} {one}, ptr {at}, align {}", elem.part_size()));
            }
        }
    }

    pub(super) fn scatter_parts(&mut self, elem: Elem, pointers: &str, bits: &str, n: u16, values: &[String]) {
        if !self.target().isa.has_gather() {
            return self.scatter_one_by_one(elem, pointers, bits, n, values);
        }
        let width = self.width(n);
        let memory = part_type(elem);
        for (part, value) in values.iter().enumerate() {
            let at = self.part_pointers(elem, pointers, part, width);
            let raw = self.as_stored(elem, value, n);
            let ty = format!("<{width} x {memory}>");
            let symbol = format!("llvm.masked.scatter.v{width}{}.v{width}p0", short(memory));
            self.emitter.declare(&symbol, format!("void @{symbol}({ty}, <{width} x ptr>, <{width} x i1>)"));
            self.line(format!(
                "call void @{symbol}({ty} {raw}, <{width} x ptr> align {} {at}, <{width} x i1> {bits})",
                elem.part_size()
            ));
        }
    }
}

pub(super) fn memory_type(elem: Elem) -> &'static str {
    match elem {
        Elem::Complex64 => "{float, float}",
        Elem::Complex128 => "{double, double}",
        _ => part_type(elem),
    }
}

/// Fields of a header by name, with their places there.
const DIMENSIONS: [(&str, usize); MAX_DIMS] = [("len", 8), ("dim1", 16), ("dim2", 32), ("dim3", 40)];
const STRIDES: [(&str, usize); MAX_DIMS] = [("stride0", 48), ("stride1", 56), ("stride2", 64), ("stride3", 72)];

/// What a buffer's locals have of its header: name, place, type.
pub(super) fn fields(dims: Dims) -> impl std::iter::Iterator<Item = (&'static str, usize, &'static str)> {
    let ints = |fields: &'static [(&str, usize)]| fields.iter().map(|&(name, offset)| (name, offset, "i64"));
    // A list has a second dimension, too, of 1.
    let lengths = ints(&DIMENSIONS[..usize::from(dims.n).max(2)]);
    let n_strides = if dims.is_contiguous() { 0 } else { usize::from(dims.n) };
    std::iter::once(("data", 0, "ptr")).chain(lengths).chain(ints(&STRIDES[..n_strides]))
}

/// The type in memory of one part of an element.
pub(super) fn part_type(elem: Elem) -> &'static str {
    match elem {
        Elem::Bool | Elem::Int8 | Elem::UInt8 => "i8",
        Elem::Int16 | Elem::UInt16 | Elem::Float16 => "i16",
        Elem::Int32 | Elem::UInt32 | Elem::Char => "i32",
        Elem::Int64 | Elem::UInt64 | Elem::Text8 | Elem::Text16 | Elem::Text32 => "i64",
        Elem::Float32 | Elem::Complex64 => "float",
        Elem::Float64 | Elem::Complex128 => "double",
    }
}

/// How a part in memory becomes one of a value.
enum Widening {
    /// A byte that is not 0.
    Truth,
    /// By the first instruction, and back by the second.
    By(&'static str, &'static str),
    /// The bits of a float of 16 bits.
    Half,
}

/// `None`: it is the same.
fn from_memory(elem: Elem) -> Option<Widening> {
    match elem {
        Elem::Bool => Some(Widening::Truth),
        Elem::Int8 | Elem::Int16 | Elem::Int32 | Elem::Char => Some(Widening::By("sext", "trunc")),
        Elem::UInt8 | Elem::UInt16 | Elem::UInt32 => Some(Widening::By("zext", "trunc")),
        Elem::Float32 | Elem::Complex64 => Some(Widening::By("fpext", "fptrunc")),
        Elem::Float16 => Some(Widening::Half),
        Elem::Int64 | Elem::UInt64 | Elem::Float64 | Elem::Complex128 => None,
        Elem::Text8 | Elem::Text16 | Elem::Text32 => None,
    }
}

/// As in intrinsics' names.
fn short(memory: &str) -> &str {
    match memory {
        "float" => "f32",
        "double" => "f64",
        int => int,
    }
}
