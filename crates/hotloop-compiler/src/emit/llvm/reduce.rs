//! Results of kernels: from lanes into the slots of whoever runs them, and from there into the locals of a loop.
//!
//! example: `reduce add n into total` over eight lanes ends with `llvm.vector.reduce.add.v8i64`, stored at `%partials`;
//! behind the call of the kernel stands `total = total + partials[0]`.

use super::*;
use crate::ir::ops::{BINARY, row};

impl FunctionEmitter<'_, '_> {
    /// At an exit point of a kernel.
    pub(super) fn remember_partials(&mut self) {
        for Reduction { partial, .. } in self.function.reductions.clone() {
            let values = self.get(partial);
            let storage = self.storage_type(self.ty_of(partial));
            let is_new = !self.allocas.contains(&format!("  %p{}.0 = ", partial.0));
            for (r, value) in values.into_iter().enumerate() {
                let name = format!("p{}.{r}", partial.0);
                if is_new {
                    self.alloca(&name, &storage);
                }
                self.line(format!("store {storage} {value}, ptr %{name}"));
            }
        }
    }

    /// Where a kernel leaves by its exit point.
    pub(super) fn give_remembered_partials(&mut self) {
        for (slot, reduction) in self.function.reductions.clone().into_iter().enumerate() {
            let ty = self.ty_of(reduction.partial);
            let (storage, n) = (self.storage_type(ty), if ty.lanes() > 1 { self.registers(ty.lanes()) } else { 1 });
            let name = |r: usize| format!("%p{}.{r}", reduction.partial.0);
            let values = (0..n).map(|r| self.value(format!("load {storage}, ptr {}", name(r)))).collect();
            self.give(slot, reduction, values);
        }
    }

    /// Where a kernel returns.
    pub(super) fn give_partials(&mut self) {
        for (slot, reduction) in self.function.reductions.clone().into_iter().enumerate() {
            let values = self.get(reduction.partial);
            self.give(slot, reduction, values);
        }
    }

    fn give(&mut self, slot: usize, reduction: Reduction, values: Vec<String>) {
        let ty = self.ty_of(reduction.partial);
        let scalar = ty.scalar().expect("verified: a reduction is a number");
        let value = match ty {
            Type::Lanes(..) => self.across_lanes(reduction.op, scalar, ty.lanes(), values),
            _ => values.into_iter().next().expect("a scalar is one value"),
        };
        self.store_slot("%partials", slot, Type::Scalar(scalar), &value);
    }

    /// One value from all lanes of all registers.
    fn across_lanes(&mut self, op: BinaryOp, s: Scalar, lanes: u16, values: Vec<String>) -> String {
        let (ty, width) = (self.vector_type(s, lanes), self.width(lanes));
        let mut values = values.into_iter();
        let first = values.next().expect("lanes have a register");
        let all = values.fold(first, |all, value| self.lanes_binary_one(op, s, lanes, None, &all, &value));
        if s == Scalar::Float && op != BinaryOp::Add {
            // None is a NaN or -0.0: then the order does not matter.
            let name = if op == BinaryOp::Min { "fmin" } else { "fmax" };
            let symbol = format!("llvm.vector.reduce.{name}.v{width}f64");
            self.emitter.declare(&symbol, format!("double @{symbol}({ty})"));
            return self.value(format!("call nnan nsz double @{symbol}({ty} {all})"));
        }
        if s == Scalar::Float {
            let symbol = format!("llvm.vector.reduce.fadd.v{width}f64");
            self.emitter.declare(&symbol, format!("double @{symbol}(double, {ty})"));
            return self.value(format!("call double @{symbol}(double -0.0, {ty} {all})"));
        }
        let element = ty.rsplit("x ").next().expect("an element").trim_end_matches('>').to_string();
        let name = match op {
            BinaryOp::Min | BinaryOp::Max => self.arithmetic(op, s),
            op => row(BINARY, op).1.into(),
        };
        let symbol = format!("llvm.vector.reduce.{name}.v{width}{element}");
        self.emitter.declare(&symbol, format!("{element} @{symbol}({ty})"));
        let value = self.value(format!("call {element} @{symbol}({ty} {all})"));
        if s == Scalar::Bool && element == "i64" { self.value(format!("icmp ne i64 {value}, 0")) } else { value }
    }

    /// Behind the call of a kernel.
    pub(super) fn combine(&mut self, reductions: &[Reduction], partials: &str) {
        for (slot, reduction) in reductions.iter().enumerate() {
            let ty = self.ty_of(reduction.into);
            let scalar = ty.scalar().expect("verified: a reduction goes into a number");
            let before = self.get(reduction.into).remove(0);
            let partial = self.slot(partials, slot, ty);
            let now = self.plain_binary(reduction.op, scalar, &before, &partial);
            self.set(reduction.into, &[now]);
        }
    }
}
