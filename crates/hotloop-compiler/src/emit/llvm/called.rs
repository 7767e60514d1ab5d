//! Functions that machine code calls: recursive ones.
//!
//! example: `invoke a = &0 frames 1 (n)` is `call { i1, i64 } @hotloop_function_0(ptr %host, i64 %left, i64 %n)`, with one
//! frame less left than the caller has. The first of the results says whether there are any; if not, the caller's caller is
//! told so as well, up to the entry, which leaves by its last exit point.

use super::*;

fn symbol(index: usize) -> String {
    format!("hotloop_function_{index}")
}

/// Is there a result, and its parts.
pub(super) fn result_type(function: &Function) -> String {
    let parts = function.result.parts().into_iter().map(|ty| format!(", {}", scalar(ty.scalar().expect("verified"))));
    format!("{{ i1{} }}", parts.collect::<String>())
}

impl<'a> Emitter<'a> {
    pub(super) fn called_function(&mut self, function: &'a Function, index: usize) {
        let mut f = self.function_emitter(function, None);
        (f.is_called, f.undo_log) = (true, true);
        f.run_called();
        let (allocas, body) = (f.allocas, f.body);
        let n_params = function.params.iter().flat_map(|(_, ty)| ty.parts()).count();
        let of_local = |(at, local): (usize, &Local)| format!(", {} %p{at}", passed(local.ty));
        let params: String = function.locals[..n_params].iter().enumerate().map(of_local).collect();
        let (result, symbol, attributes) = (result_type(function), symbol(index), self.attributes());
        let head = format!("define internal {result} @{symbol}(ptr noalias %host, i64 %frames{params}) {attributes}");
        writeln!(self.out, "{head} {{\nentry:\n{allocas}{body}}}\n").expect("a String");
    }
}

impl<'a> FunctionEmitter<'a, '_> {
    fn run_called(&mut self) {
        for (i, local) in self.function.locals.iter().enumerate() {
            self.alloca_local(i, local.ty);
        }
        writeln!(self.allocas, "  %countdown = getelementptr i8, ptr %host, i64 {}", host::POLL_COUNTDOWN)
            .expect("a String");
        let n_params = self.function.params.iter().flat_map(|(_, ty)| ty.parts()).count();
        for at in 0..n_params {
            self.take_parameter(LocalId(at as u32), &format!("%p{at}"));
        }
        self.leave_without_room();
        self.poll(false);
        self.body_and_ways_out();
    }

    /// Where CPython would raise a RecursionError soon, or the stack ends.
    fn leave_without_room(&mut self) {
        let symbol = "llvm.frameaddress.p0";
        self.emitter.declare(symbol, format!("ptr @{symbol}(i32 immarg)"));
        let here = self.value(format!("call ptr @{symbol}(i32 0)"));
        let end = self.host_field(host::STACK_END, "ptr");
        let is_inside = self.value(format!("icmp ugt ptr {here}, {end}"));
        let has_frames = self.value("icmp sgt i64 %frames, 0".into());
        let both = self.value(format!("and i1 {is_inside}, {has_frames}"));
        let room = format!("room{}", self.fresh());
        self.branch_if(&both, &room, "fail", Likely::Then);
        self.start(&room);
    }

    pub(super) fn call_function(&mut self, id: FunctionId, frames: u32, arguments: &[ExprId], results: &[LocalId]) {
        let function = &self.emitter.module.functions[id.0 as usize];
        let values: Vec<String> = arguments.iter().map(|&a| self.buffer_or_value(a)).collect();
        let left = if self.is_called { "%frames".into() } else { self.host_field(host::FRAMES, "i64") };
        let less = self.value(format!("sub i64 {left}, {frames}"));
        let given = function.locals.iter().zip(&values).map(|(local, value)| format!(", {} {value}", passed(local.ty)));
        let given: String = given.collect();
        if !self.is_called {
            let countdown = self.value("load i64, ptr %countdown".into());
            self.set_host_field(host::POLL_COUNTDOWN, "i64", &countdown);
        }
        let (ty, symbol) = (result_type(function), symbol(id.0 as usize));
        let all = self.value(format!("call {ty} @{symbol}(ptr %host, i64 {less}{given})"));
        if !self.is_called {
            self.reload_countdown();
        }
        let done = self.value(format!("extractvalue {ty} {all}, 0"));
        let good = format!("good{}", self.fresh());
        self.branch_if(&done, &good, "fail", Likely::Then);
        self.start(&good);
        for (at, &local) in results.iter().enumerate() {
            let value = self.value(format!("extractvalue {ty} {all}, {}", at + 1));
            self.set(local, &[value]);
        }
    }

    pub(super) fn give_results(&mut self, values: &[(Type, String)]) {
        let ty = result_type(self.function);
        let mut all = self.value(format!("insertvalue {ty} zeroinitializer, i1 true, 0"));
        for (at, (part, value)) in values.iter().enumerate() {
            let part = scalar(part.scalar().expect("verified: numbers"));
            all = self.value(format!("insertvalue {ty} {all}, {part} {value}, {}", at + 1));
        }
        self.line(format!("ret {ty} {all}"));
        self.reachable = false;
    }
}

fn passed(ty: Type) -> &'static str {
    ty.scalar().map_or("ptr", scalar)
}
