//! Exit points: what is remembered at them, and the one way out.
//!
//! example: `check c else overflow` is `br i1 %c, label %go, label %fail`; `fail` puts back what stores have overwritten,
//! writes the shadows of the last exit point into the frame and returns its number.

use super::*;

impl<'a> FunctionEmitter<'a, '_> {
    pub(super) fn exit_point(&mut self, id: ExitId) {
        if !self.exits.contains(&id) {
            self.exits.push(id);
        }
        for local in exit_locals(&self.emitter.module.exits[id.0 as usize]) {
            let ty = self.storage_type(self.ty_of(local));
            let name = self.shadow(local);
            let value = match self.singles.contains(&local) {
                true => self.get(local).remove(0),
                false => self.value(format!("load {ty}, ptr %v{}", local.0)),
            };
            self.line(format!("store {ty} {value}, ptr %{name}"));
        }
        self.remember_partials();
        self.line(format!("store i64 {}, ptr %exit_id", id.0));
        if self.frees_inside {
            let made = self.host_field(host::N_MADE, "i64");
            self.set_host_field(host::N_MADE_BEFORE, "i64", &made);
        }
        if self.undo_log || self.twists {
            let start = self.host_field(host::UNDO_START, "ptr");
            self.set_host_field(host::UNDO_TOP, "ptr", &start);
        }
        self.keep_places();
        self.body.push_str("  ; undo flags\n");
        let at = format!("@@undo{}@@", self.fresh());
        self.line(at);
        if self.emitter.options.force_exit && self.kernel.is_none() {
            self.forced_exit();
        }
    }

    pub(super) fn shadow(&mut self, local: LocalId) -> String {
        let name = format!("s{}", local.0);
        if !self.allocas.contains(&format!("  %{name} = ")) {
            let ty = self.storage_type(self.ty_of(local));
            self.alloca(&name, &ty);
        }
        name
    }

    pub(super) fn forced_exit(&mut self) {
        let left = self.host_field(host::FORCE_EXIT, "i64");
        let less = self.value(format!("sub i64 {left}, 1"));
        let address = self.value(format!("getelementptr i8, ptr %host, i64 {}", host::FORCE_EXIT));
        self.line(format!("store i64 {less}, ptr {address}"));
        let now = self.value(format!("icmp eq i64 {less}, 0"));
        let go = format!("go{}", self.fresh());
        self.branch_if(&now, "fail", &go, Likely::Orelse);
        self.start(&go);
    }

    /// Restores what stores have overwritten, then leaves by the exit point that was passed last.
    pub(super) fn fail_block(&mut self) {
        self.start("fail");
        if self.is_called {
            return self.line("ret %s zeroinitializer".replace("%s", &called::result_type(self.function)));
        }
        self.rewind();
        if self.undo_log || self.twists {
            let take_back = self.host_field(host::TAKE_BACK, "ptr");
            self.line(format!("call void {take_back}(ptr %host)"));
        }
        self.put_back_places();
        let undos = std::mem::take(&mut self.undos);
        for undo in undos.iter().rev() {
            let n = self.fresh();
            let done = self.value(format!("load i1, ptr %{}", undo.flag));
            self.branch_if(&done, &format!("undo{n}"), &format!("kept{n}"), Likely::Either);
            self.start(&format!("undo{n}"));
            self.body.push_str(&undo.restore);
            self.branch(&format!("kept{n}"));
            self.start(&format!("kept{n}"));
        }
        let id = self.value("load i64, ptr %exit_id".into());
        let exits = std::mem::take(&mut self.exits);
        let cases: String = exits.iter().map(|e| format!(" i64 {}, label %exit{}", e.0, e.0)).collect();
        self.line(format!("switch i64 {id}, label %nowhere [{cases} ]"));
        self.start("nowhere");
        self.line("unreachable".into());
        for exit in &exits {
            self.start(&format!("exit{}", exit.0));
            self.leave_by(*exit);
        }
        self.place_undo_resets(&undos);
    }

    pub(super) fn leave_by(&mut self, exit: ExitId) {
        let locals = exit_locals(&self.emitter.module.exits[exit.0 as usize]);
        if self.kernel.is_some() {
            self.give_remembered_partials();
            let position = self.value(format!("load i64, ptr %s{}", locals[0].0));
            return self.line(format!("ret i64 {position}"));
        }
        for (slot, local) in locals.into_iter().enumerate() {
            let ty = self.ty_of(local);
            let storage = self.storage_type(ty);
            let value = self.value(format!("load {storage}, ptr %s{}", local.0));
            self.store_slot("%frame", slot, ty, &value);
        }
        self.line(format!("ret i64 {}", exit.0 + 1));
    }

    /// Every exit point, and the function's entry, forgets the undos.
    pub(super) fn place_undo_resets(&mut self, undos: &[Undo]) {
        let resets: String = undos.iter().map(|u| format!("  store i1 false, ptr %{}\n", u.flag)).collect();
        self.allocas.push_str(&resets);
        let body = std::mem::take(&mut self.body);
        for line in body.split_inclusive('\n') {
            if line.trim_start().starts_with("@@undo") {
                self.body.push_str(&resets);
            } else {
                self.body.push_str(line);
            }
        }
    }

    /// What generators have drawn since an exit point is undone by this, however many names they go by.
    pub(super) fn keep_places(&mut self) {
        for (slot, place) in self.kept_places.clone().into_iter().enumerate() {
            let (elem, address) = self.address_of(place);
            let value = self.load_part(elem, &address, 0);
            let ty = scalar(elem.parts()[0]);
            let name = format!("kept{slot}");
            if !self.allocas.contains(&format!("  %{name} = ")) {
                self.alloca(&name, ty);
            }
            self.line(format!("store {ty} {value}, ptr %{name}"));
        }
    }

    fn put_back_places(&mut self) {
        for (slot, place) in self.kept_places.clone().into_iter().enumerate() {
            let (elem, address) = self.address_of(place);
            let value = self.value(format!("load {}, ptr %kept{slot}", scalar(elem.parts()[0])));
            self.store_part(elem, &address, 0, &value);
        }
    }

    fn address_of(&mut self, place: Place) -> (Elem, String) {
        let Type::Buffer(elem, _) = self.ty_of(place.buffer) else { unreachable!("a part of a generator") };
        (elem, self.address(place.buffer, elem, &place.at.to_string()))
    }

    /// Notes an element in the host's log, before it is written.
    pub(super) fn note_element(&mut self, list: LocalId, elem: Elem, number: &str, address: &str) {
        let n = self.fresh();
        let (top, end) = (self.host_field(host::UNDO_TOP, "ptr"), self.host_field(host::UNDO_END, "ptr"));
        let full = self.value(format!("icmp eq ptr {top}, {end}"));
        self.branch_if(&full, &format!("full{n}"), &format!("note{n}"), Likely::Orelse);
        self.start(&format!("full{n}"));
        let grow = self.host_field(host::GROW_UNDO, "ptr");
        let status = self.value(format!("call i64 {grow}(ptr %host)"));
        let bad = self.value(format!("icmp slt i64 {status}, 0"));
        self.branch_if(&bad, "fail", &format!("note{n}"), Likely::Orelse);
        self.start(&format!("note{n}"));
        let top = self.host_field(host::UNDO_TOP, "ptr");
        let header = self.value(format!("load ptr, ptr %v{}", list.0));
        let what = calls::elem_code(elem);
        let fields = [(0, format!("ptr {header}")), (8, format!("i64 {what}")), (16, format!("i64 {number}"))];
        for (offset, value) in fields {
            let place = self.value(format!("getelementptr i8, ptr {top}, i64 {offset}"));
            self.line(format!("store {value}, ptr {place}"));
        }
        let old = self.value(format!("getelementptr i8, ptr {top}, i64 24"));
        // As it lies in memory: the log knows sizes only.
        let bits = format!("i{}", 8 * elem.size());
        let align = if self.in_bytes(list).is_some() { 1 } else { elem.part_size() };
        let raw = self.value(format!("load {bits}, ptr {address}, align {align}"));
        let word = match elem.size() {
            8 | 16 => raw,
            _ => self.value(format!("zext {bits} {raw} to i64")),
        };
        let bits = if elem.size() == 16 { "i128" } else { "i64" };
        self.line(format!("store {bits} {word}, ptr {old}, align 8"));
        let next = self.value(format!("getelementptr i8, ptr {top}, i64 40"));
        self.set_host_field(host::UNDO_TOP, "ptr", &next);
    }

    pub(super) fn set_host_field(&mut self, offset: usize, ty: &str, value: &str) {
        let address = self.value(format!("getelementptr i8, ptr %host, i64 {offset}"));
        self.line(format!("store {ty} {value}, ptr {address}"));
    }

    pub(super) fn undo(&mut self, flag: String, restore: String) {
        self.undos.push(Undo { flag, restore });
    }

    /// Runs `write`, and gives the text that it wrote instead of keeping it.
    pub(super) fn capture(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let before = std::mem::take(&mut self.body);
        write(self);
        std::mem::replace(&mut self.body, before)
    }
}

/// Is there something to undo that slots of its own cannot keep: more than one thing between two exit points, or a list
/// that may have moved? `repeats`: the block is run several times between two exit points.
pub(super) fn needs_undo_log(function: &Function, kept: &[Place], block: &Block, repeats: bool) -> bool {
    block.iter().any(|s| match s {
        Stmt::Edit { edit, undo, .. } => *undo && *edit != Edit::Twist,
        Stmt::CallFunction { .. } => true,
        Stmt::Store { undo: true, .. } => repeats && !place_of(function, s).is_some_and(|place| kept.contains(&place)),
        Stmt::For { strips: Some(Strips { undo: true, .. }), .. } => true,
        Stmt::For { exit, body, .. } | Stmt::Loop { exit, body, .. } => {
            needs_undo_log(function, kept, body, repeats || exit.is_none())
        }
        s => s.blocks().into_iter().any(|inner| needs_undo_log(function, kept, inner, repeats)),
    })
}

/// Does it make random words?
pub(super) fn twists(block: &Block) -> bool {
    block.iter().any(|s| matches!(s, Stmt::Edit { edit: Edit::Twist, .. }) || s.blocks().into_iter().any(twists))
}

/// What is written of the generators among the parameters, and may have to be undone.
pub(super) fn places_of_generators(function: &Function) -> Vec<Place> {
    let (mut next, mut parts, mut places) = (0, vec![], vec![]);
    function.params.iter().for_each(|(_, ty)| generators_in(ty, &mut next, &mut parts));
    if !parts.is_empty() {
        places_in(function, &function.body, &parts, &mut places);
    }
    places
}

fn generators_in(ty: &PyType, next: &mut u32, parts: &mut Vec<LocalId>) {
    let n_parts = ty.parts().len() as u32;
    match ty {
        PyType::Tuple(members) => return members.iter().for_each(|ty| generators_in(ty, next, parts)),
        PyType::Instance(shape) => {
            *next += 1;
            return shape.references.iter().for_each(|(_, ty)| generators_in(ty, next, parts));
        }
        PyType::Generator | PyType::Method(_) => parts.extend((*next..*next + n_parts).map(LocalId)),
        _ => {}
    }
    *next += n_parts;
}

fn places_in(function: &Function, block: &Block, parts: &[LocalId], places: &mut Vec<Place>) {
    for s in block {
        if let Stmt::Store { undo: true, .. } = s
            && let Some(place) = place_of(function, s)
            && parts.contains(&place.buffer)
            && !places.contains(&place)
        {
            places.push(place);
        }
        s.blocks().into_iter().for_each(|inner| places_in(function, inner, parts, places));
    }
}

/// Where a store writes, if that is the same place of one buffer each time.
pub(super) fn place_of(function: &Function, s: &Stmt) -> Option<Place> {
    let Stmt::Store { buffer, index, .. } = s else { return None };
    place(function, *buffer, index)
}

pub(super) fn place(function: &Function, buffer: LocalId, index: &[ExprId]) -> Option<Place> {
    match index {
        [at] => match function.expr(*at).op {
            Op::Const(Const::Int(at)) => Some(Place { buffer, at }),
            _ => None,
        },
        _ => None,
    }
}

/// Locals of an exit point in the order of the frame's slots.
fn exit_locals(exit: &ExitPoint) -> Vec<LocalId> {
    let live = exit.live.iter().flat_map(|l| l.parts.iter().copied());
    let iterators = exit.iterators.iter().flat_map(|i| [i.pos, i.start, i.step, i.trip]);
    live.chain(iterators).collect()
}
