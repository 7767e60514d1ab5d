//! What machine code asks its host for, and what it returns.
//!
//! example: `call $0(i)` writes the parts of `i` into the frame and calls `host->call_python(host, 0, frame)`.

use super::memory::memory_type;
use super::*;

impl<'a> FunctionEmitter<'a, '_> {
    pub(super) fn call_python(
        &mut self,
        snippet: SnippetId,
        arguments: &[ExprId],
        result: Option<LocalId>,
        outcome: &[LocalId],
    ) {
        for (slot, &a) in arguments.iter().enumerate() {
            let ty = self.function.exprs[a.0 as usize].ty;
            let value = self.buffer_or_value(a);
            self.store_slot("%frame", slot, ty, &value);
        }
        let call = self.host_field(host::CALL_PYTHON, "ptr");
        let status = self.value(format!("call i64 {call}(ptr %host, i64 {}, ptr %frame)", snippet.0));
        let raised = self.value(format!("icmp slt i64 {status}, 0"));
        let n = self.fresh();
        self.branch_if(&raised, &format!("raised{n}"), &format!("went{n}"), Likely::Orelse);
        self.start(&format!("raised{n}"));
        self.rewind();
        self.line("ret i64 -1".into());
        self.start(&format!("went{n}"));
        self.reload_countdown();
        outcome.iter().enumerate().for_each(|(slot, &local)| self.load_slot("%frame", slot, local));
        if let Some(local) = result {
            let object = self.value("load ptr, ptr %frame".into());
            self.set(local, &[object]);
        }
    }

    pub(super) fn buffer_or_value(&mut self, e: ExprId) -> String {
        match (&self.function.exprs[e.0 as usize].op, self.function.exprs[e.0 as usize].ty) {
            (Op::Local(local), Type::Buffer(..)) => self.value(format!("load ptr, ptr %v{}", local.0)),
            _ => self.expr(e).remove(0),
        }
    }

    pub(super) fn object_call(&mut self, field: usize, local: LocalId) {
        let object = self.get(local).remove(0);
        let function = self.host_field(field, "ptr");
        self.line(format!("call void {function}(ptr {object})"));
    }

    pub(super) fn new_list(&mut self, list: LocalId, dims: &[ExprId], fill: &[ExprId]) {
        let n = self.value_slots(fill);
        let len = self.one(dims[0]);
        let width = dims.get(1).map_or("1".into(), |&width| self.one(width));
        let function = self.host_field(host::NEW_LIST, "ptr");
        let Type::Buffer(elem, _) = self.ty_of(list) else { unreachable!("verified: a list is a buffer") };
        let arguments = format!("ptr %host, i64 {}, i64 {len}, i64 {width}, ptr %slots{n}", elem_code(elem));
        self.take_new(list, &format!("call ptr {function}({arguments})"));
    }

    fn take_new(&mut self, list: LocalId, call: &str) {
        // The host takes off what long lists cost.
        let countdown = self.value("load i64, ptr %countdown".into());
        self.set_host_field(host::POLL_COUNTDOWN, "i64", &countdown);
        let header = self.value(call.into());
        self.reload_countdown();
        let none = self.value(format!("icmp eq ptr {header}, null"));
        let good = format!("good{}", self.fresh());
        self.branch_if(&none, "fail", &good, Likely::Orelse);
        self.start(&good);
        self.line(format!("store ptr {header}, ptr %v{}", list.0));
        self.refresh(list);
    }

    /// The same of an array: the host gets a place for its dimensions, and none for what it is filled with if that may be
    /// anything.
    pub(super) fn new_array(&mut self, array: LocalId, dims: &[ExprId], fill: &[ExprId]) {
        let lengths = format!("%slots{}", self.value_slots(dims));
        let fill = if fill.is_empty() { "null".into() } else { format!("%slots{}", self.value_slots(fill)) };
        let function = self.host_field(host::NEW_ARRAY, "ptr");
        let Type::Buffer(elem, _) = self.ty_of(array) else { unreachable!("verified: an array is a buffer") };
        let n_dims = dims.len();
        let arguments = format!("ptr %host, i64 {}, i64 {n_dims}, ptr {lengths}, ptr {fill}", elem_code(elem));
        self.take_new(array, &format!("call ptr {function}({arguments})"));
    }

    pub(super) fn value_slots(&mut self, parts: &[ExprId]) -> u32 {
        let n = self.fresh();
        self.alloca(&format!("slots{n}"), &format!("[{} x i64]", parts.len().max(1)));
        for (slot, &p) in parts.iter().enumerate() {
            let ty = self.function.exprs[p.0 as usize].ty;
            let value = self.buffer_or_value(p);
            self.store_slot(&format!("%slots{n}"), slot, ty, &value);
        }
        n
    }

    pub(super) fn edit(&mut self, edit: Edit, list: LocalId, operands: &[ExprId], undo: bool) {
        let done = format!("edited{}", self.fresh());
        if edit == Edit::Append && !undo {
            self.append_where_there_is_room(list, operands, &done);
        }
        self.edit_by_host(edit, list, operands, undo);
        self.branch(&done);
        self.start(&done);
        if edit != Edit::Twist {
            self.refresh_same(list);
        }
    }

    /// What the host does for most appends, without a call; goes on behind this where the list must grow.
    fn append_where_there_is_room(&mut self, list: LocalId, parts: &[ExprId], done: &str) {
        let Type::Buffer(elem, _) = self.ty_of(list) else { unreachable!("verified: a list is a buffer") };
        let header = self.value(format!("load ptr, ptr %v{}", list.0));
        let field = |f: &mut Self, offset: usize| f.value(format!("getelementptr i8, ptr {header}, i64 {offset}"));
        let (len_at, capacity_at) = (field(self, 8), field(self, 24));
        let (len, capacity) =
            (self.value(format!("load i64, ptr {len_at}")), self.value(format!("load i64, ptr {capacity_at}")));
        let room = self.value(format!("icmp slt i64 {len}, {capacity}"));
        let n = self.fresh();
        self.branch_if(&room, &format!("room{n}"), &format!("grow{n}"), Likely::Then);
        self.start(&format!("room{n}"));
        let data = self.value(format!("load ptr, ptr {header}"));
        let address = self.value(format!("getelementptr {}, ptr {data}, i64 {len}", memory_type(elem)));
        for (i, &part) in parts.iter().enumerate() {
            let value = self.one(part);
            self.store_part(elem, &address, i, &value);
        }
        let more = self.value(format!("add i64 {len}, 1"));
        self.line(format!("store i64 {more}, ptr {len_at}"));
        self.branch(done);
        self.start(&format!("grow{n}"));
        // Values that were computed where there is room are not known here.
        self.memo.clear();
    }

    fn edit_by_host(&mut self, edit: Edit, list: LocalId, operands: &[ExprId], undo: bool) {
        let n = self.value_slots(operands);
        let Type::Buffer(elem, _) = self.ty_of(list) else { unreachable!("verified: a list is a buffer") };
        let header = self.value(format!("load ptr, ptr %v{}", list.0));
        let function = self.host_field(host::EDIT, "ptr");
        let arguments = format!(
            "ptr %host, i64 {}, ptr {header}, i64 {}, i64 {}, ptr %slots{n}",
            edit as i64,
            elem_code(elem),
            i64::from(undo)
        );
        // The host takes off what many elements cost.
        let countdown = self.value("load i64, ptr %countdown".into());
        self.set_host_field(host::POLL_COUNTDOWN, "i64", &countdown);
        let status = self.value(format!("call i64 {function}({arguments})"));
        self.reload_countdown();
        let bad = self.value(format!("icmp slt i64 {status}, 0"));
        let good = format!("good{}", self.fresh());
        self.branch_if(&bad, "fail", &good, Likely::Orelse);
        self.start(&good);
    }

    /// After an edit any local that may hold the same list.
    fn refresh_same(&mut self, list: LocalId) {
        debug_assert!(self.edits);
        let numbers = &self.same_lists;
        let same: Vec<usize> = (0..numbers.len()).filter(|&i| numbers[i] == numbers[list.0 as usize]).collect();
        for i in same {
            let n = self.fresh();
            let header = self.value(format!("load ptr, ptr %v{i}"));
            let set = self.value(format!("icmp ne ptr {header}, null"));
            self.branch_if(&set, &format!("fresh{n}"), &format!("stale{n}"), Likely::Then);
            self.start(&format!("fresh{n}"));
            self.refresh(LocalId(i as u32));
            self.branch(&format!("stale{n}"));
            self.start(&format!("stale{n}"));
        }
    }

    pub(super) fn return_parts(&mut self, parts: &[ExprId]) {
        if self.kernel.is_some() {
            self.give_partials();
            let position = self.expr(parts[0]).remove(0);
            self.line(format!("ret i64 {position}"));
            self.reachable = false;
            return;
        }
        let values: Vec<(Type, String)> =
            parts.iter().map(|&p| (self.function.exprs[p.0 as usize].ty, self.buffer_or_value(p))).collect();
        self.leave_normally(&values);
    }

    pub(super) fn leave_normally(&mut self, values: &[(Type, String)]) {
        if self.is_called {
            return self.give_results(values);
        }
        for (slot, (ty, value)) in values.iter().enumerate() {
            self.store_slot("%frame", slot, *ty, value);
        }
        self.line("ret i64 0".into());
        self.reachable = false;
    }
}

/// The number by which the runtime knows an element type.
pub(super) fn elem_code(elem: Elem) -> u8 {
    elem as u8
}
