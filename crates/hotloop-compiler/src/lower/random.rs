//! `random.Random`: numbers drawn from CPython's own generators, in its order.
//!
//! example: `random.random()` is two words of the Mersenne Twister, each read where the generator lies (`ir/twister.rs`),
//! the first 27 and 26 bits of them a float. Everything else is compiled in from the running version's own source of
//! `random.py`, which calls `self.random` and `self.getrandbits`; so each version has its own sequences.
//!
//! What a generator keeps for `gauss` is a buffer of two floats: is there one (0.0: `None`), and which.

use super::Lowerer;
use super::prelude;
use super::value::PyValue;
use crate::bail;
use crate::diagnostic::{Result, Span};
use crate::environment::Free;
use crate::ir::twister::{self, METHODS};
use crate::ir::{BinaryOp, Edit, ExprId, Failure, Likely, LocalId, Op, PyType, Stmt, Type, UnaryOp};
use crate::syntax::ast;

/// `getrandbits(k)` is an int64 up to here.
const MAX_BITS: i64 = 63;

impl Lowerer<'_> {
    /// Parameters for the generators among the free names, behind all others.
    pub fn add_generators(&mut self, types: &[PyType]) {
        for ty in types {
            let name = format!(".generator{}", self.build.generators.len());
            let parts = self.build.locals_for(&name, ty);
            self.build.generators.push(if *ty == PyType::Generator { parts } else { vec![] });
            self.build.module.entry.params.push((name, ty.clone()));
        }
    }

    pub fn free_generator(&mut self, at: usize, path: &str, span: Span) -> Result<PyValue> {
        let Some(parts) = self.build.generators.get(at).cloned() else {
            bail!(span, "`{path}` in a function that calls itself is not compiled yet");
        };
        if parts.is_empty() {
            bail!(span, "the generator of `{path}` has attributes of its own, which is not compiled");
        }
        let parts = parts.into_iter().map(|part| self.build.read(part)).collect();
        Ok(PyValue::new(PyType::Generator, parts))
    }

    /// A method, or what is kept for `gauss`.
    pub fn generator_attribute(&mut self, generator: &PyValue, name: &str, span: Span) -> Result<PyValue> {
        if name == "gauss_next" {
            let kept = self.part_of_generator(generator, 1);
            let (flag, value) = (self.load_at(kept, 0, Type::FLOAT), self.load_at(kept, 1, Type::FLOAT));
            let zero = self.build.float(0.0);
            let is_float = self.build.binary(BinaryOp::Ne, flag, zero);
            return Ok(PyValue::new(PyType::Union(vec![PyType::None, PyType::Float]), vec![is_float, value]));
        }
        match METHODS.iter().find(|known| **known == name) {
            Some(name) => Ok(PyValue::new(PyType::Method(name), generator.parts.clone())),
            None => bail!(span, "`.{name}` of a random.Random is not compiled yet"; hint: "call it before the loop"),
        }
    }

    pub fn set_generator_attribute(
        &mut self,
        generator: &PyValue,
        name: &str,
        value: PyValue,
        span: Span,
    ) -> Result<()> {
        let value = self.settle(value);
        let value = self.keep(value);
        let (flag, float) = match (name, &value.ty) {
            ("gauss_next", PyType::None) => (self.build.float(0.0), None),
            ("gauss_next", PyType::Float) => (self.build.float(1.0), Some(value.parts[0])),
            _ => bail!(span, "setting `.{name}` of a random.Random to {} is not compiled", self.what_is(&value)),
        };
        let kept = self.part_of_generator(generator, 1);
        self.store_at(kept, 0, flag);
        if let Some(float) = float {
            self.store_at(kept, 1, float);
        }
        Ok(())
    }

    pub fn generator_call(
        &mut self,
        method: &PyValue,
        name: &'static str,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        let generator = PyValue::new(PyType::Generator, method.parts.clone());
        let own = self.request.environment.names.get(&format!(".Random.{name}")).cloned();
        let is_of_c = matches!(name, "random" | "getrandbits");
        if is_of_c && own.is_some() {
            bail!(span, "`{name}` is not that of CPython's random.Random");
        }
        match (name, args, keywords) {
            ("random", [], []) => Ok(self.draw_float(&generator)),
            ("getrandbits", [bits], []) => {
                let bits = self.argument(bits)?;
                let bits = self.int_of(bits, span)?;
                self.draw_bits(&generator, bits, span)
            }
            _ if is_of_c => bail!(span, "these arguments of `{name}` are left to CPython"),
            _ => match own {
                Some(Free::Function(callee)) => {
                    self.call_function(name, &callee, vec![generator], args, keywords, span)
                }
                Some(Free::Builtin(_)) => self.known_method(&generator, name, args, keywords, span),
                _ => bail!(span, "`{name}` is not that of CPython's random.Random, or its source is missing"),
            },
        }
    }

    /// Methods whose source does more than is compiled: errors and warnings of other arguments.
    fn known_method(
        &mut self,
        generator: &PyValue,
        name: &'static str,
        args: &[ast::Expr],
        keywords: &[(Option<String>, ast::Expr)],
        span: Span,
    ) -> Result<PyValue> {
        if let Some(callee) = prelude::find(&format!("random.{name}")) {
            return self.call_function(name, callee, vec![generator.clone()], args, keywords, span);
        }
        if !keywords.is_empty() {
            bail!(span, "`{name}` with keyword arguments is not compiled yet");
        }
        let mut values = vec![];
        for argument in args {
            let value = self.argument(argument)?;
            if (name, args.len(), &value.ty) == ("seed", 1, &PyType::Word) {
                return self.seed(generator, "random.seeded_words", value, span);
            }
            if (name, args.len(), &value.ty) == ("seed", 1, &PyType::Float) {
                return self.seed(generator, "random.words_of_float", value, span);
            }
            if !matches!(value.ty, PyType::Bool | PyType::Int) {
                bail!(argument.span, "`{name}` of {} is not compiled", self.what_is(&value));
            }
            let value = self.int_of(value, span)?;
            values.push(self.build.keep(value));
        }
        match (name, &values[..]) {
            ("_randbelow", &[n]) => self.draw_below(generator, n, span),
            ("randrange", &[stop]) => self.draw_below(generator, stop, span),
            ("randrange", &[start, stop]) => {
                let width = self.int_result(BinaryOp::SubOverflows, BinaryOp::Sub, stop, start);
                self.draw_from(generator, start, None, width, span)
            }
            ("randrange", &[start, stop, step]) => {
                let range = self.range_between(start, stop, step);
                let trip = self.build.read(range.trip);
                self.draw_from(generator, start, Some(step), trip, span)
            }
            ("seed", &[seed]) => {
                let seed = PyValue::new(PyType::Int, vec![seed]);
                self.seed(generator, "random.seeded_words", seed, span)
            }
            _ => bail!(span, "these arguments of `{name}` are left to CPython"),
        }
    }

    /// `seed(a)`: all words are new, those that a function of the prelude gives for it, and nothing is kept for `gauss`.
    fn seed(&mut self, generator: &PyValue, words: &str, seed: PyValue, span: Span) -> Result<PyValue> {
        let callee = prelude::find(words).expect("it is in the prelude");
        let new = self.call_function("seed", callee, vec![seed], &[], &[], span)?;
        let new = self.keep(new);
        let (from, to) = (self.buffer_of(&new).expect("a list"), self.part_of_generator(generator, 0));
        let (n_words, one) = (self.build.int(twister::N_WORDS as i64), self.build.int(1));
        let pos = self.build.local("word", Type::INT);
        self.build.open();
        let at = self.build.read(pos);
        // With the sign of its highest bit.
        let (word, highest) = (self.load_word(from, at), self.build.int(1 << 31));
        let word = self.build.binary(BinaryOp::Xor, word, highest);
        let word = self.build.binary(BinaryOp::Sub, word, highest);
        let next = self.build.binary(BinaryOp::Add, at, one);
        self.build.push(Stmt::Store { buffer: to, index: vec![next], parts: vec![word], mask: None, undo: true });
        let body = self.build.close();
        let label = self.build.label();
        self.build.push(Stmt::For { label, pos, trip: n_words, exit: None, strips: None, body });
        self.store_at(to, 0, n_words);
        self.set_generator_attribute(generator, "gauss_next", PyValue::none(), span)?;
        Ok(PyValue::none())
    }

    /// `start + step * _randbelow(n)`, where there is such a number.
    fn draw_from(
        &mut self,
        generator: &PyValue,
        start: ExprId,
        step: Option<ExprId>,
        n: ExprId,
        span: Span,
    ) -> Result<PyValue> {
        let mut at = self.draw_below(generator, n, span)?.parts[0];
        if let Some(step) = step {
            at = self.int_result(BinaryOp::MulOverflows, BinaryOp::Mul, step, at);
        }
        let result = self.int_result(BinaryOp::AddOverflows, BinaryOp::Add, start, at);
        Ok(PyValue::new(PyType::Int, vec![result]))
    }

    fn int_result(&mut self, overflows: BinaryOp, op: BinaryOp, a: ExprId, b: ExprId) -> ExprId {
        let bad = self.build.binary(overflows, a, b);
        let good = self.build.not(bad);
        self.build.check(good, Failure::Overflow);
        let result = self.build.binary(op, a, b);
        self.build.keep(result)
    }

    // Draws

    /// `k = n.bit_length(); r = getrandbits(k); while r >= n: r = getrandbits(k)`, of an `n` above 0.
    fn draw_below(&mut self, generator: &PyValue, n: ExprId, span: Span) -> Result<PyValue> {
        let n = self.build.keep(n);
        let zero = self.build.int(0);
        let fine = self.build.binary(BinaryOp::Gt, n, zero);
        self.build.check(fine, Failure::Domain);
        let bits = self.build.call("bit_length", vec![n]);
        let bits = self.build.keep(bits);
        let drawn = self.build.local("drawn", Type::INT);
        let label = self.build.label();
        self.build.open();
        let value = self.draw_bits(generator, bits, span)?.parts[0];
        self.build.assign(drawn, value);
        let drawn_value = self.build.read(drawn);
        let condition = self.build.binary(BinaryOp::Lt, drawn_value, n);
        let then = vec![Stmt::Break(label)];
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Then });
        let body = self.build.close();
        self.build.push(Stmt::Loop { label, exit: None, body });
        Ok(PyValue::new(PyType::Int, vec![self.build.read(drawn)]))
    }

    /// `getrandbits(bits)`: the highest bits of a word; of more than 32 the first word is the low half.
    fn draw_bits(&mut self, generator: &PyValue, bits: ExprId, _span: Span) -> Result<PyValue> {
        let bits = self.build.keep(bits);
        let (zero, most, word_bits) = (self.build.int(0), self.build.int(MAX_BITS), self.build.int(32));
        for (op, limit) in [(BinaryOp::Ge, zero), (BinaryOp::Le, most)] {
            let fine = self.build.binary(op, bits, limit);
            self.build.check(fine, Failure::Overflow);
        }
        let result = self.build.local("bits", Type::INT);
        self.build.assign(result, zero);
        self.build.open();
        let word = self.draw_word(generator);
        let shift = self.build.binary(BinaryOp::Sub, word_bits, bits);
        let shift = self.build.binary(BinaryOp::Max, shift, zero);
        let low = self.build.binary(BinaryOp::Shr, word, shift);
        self.build.assign(result, low);
        self.build.open();
        let word = self.draw_word(generator);
        let all = self.build.int(64);
        let shift = self.build.binary(BinaryOp::Sub, all, bits);
        let high = self.build.binary(BinaryOp::Shr, word, shift);
        let high = self.build.binary(BinaryOp::Shl, high, word_bits);
        let low = self.build.read(result);
        let both = self.build.binary(BinaryOp::Or, low, high);
        self.build.assign(result, both);
        let second = self.build.close();
        let condition = self.build.binary(BinaryOp::Gt, bits, word_bits);
        self.build.push(Stmt::If { condition, then: second, orelse: vec![], likely: Likely::Orelse });
        let first = self.build.close();
        let condition = self.build.binary(BinaryOp::Gt, bits, zero);
        self.build.push(Stmt::If { condition, then: first, orelse: vec![], likely: Likely::Then });
        Ok(PyValue::new(PyType::Int, vec![self.build.read(result)]))
    }

    /// `random()`: 53 bits of two words, as a float below 1.
    fn draw_float(&mut self, generator: &PyValue) -> PyValue {
        use BinaryOp::{And, Or, Shl, Shr};
        let both = self.draw_two(generator);
        let both = self.tempered(both, 0x1_0000_0001);
        let both = self.build.keep(both);
        let (low, five, six_more) = (self.build.int(0xffff_ffff), self.build.int(5), self.build.int(32 + 6));
        let first = self.build.binary(And, both, low);
        let first = self.build.binary(Shr, first, five);
        let (places, mask) = (self.build.int(26), self.build.int((1 << 26) - 1));
        let second = self.build.binary(Shr, both, six_more);
        let second = self.build.binary(And, second, mask);
        let first = self.build.binary(Shl, first, places);
        let all = self.build.binary(Or, first, second);
        // Below 2^53: exact, as is the product with a power of two.
        let all = self.build.unary(UnaryOp::ToFloat, all);
        let scale = self.build.float(1.0 / 9_007_199_254_740_992.0);
        let value = self.build.binary(BinaryOp::Mul, all, scale);
        PyValue::new(PyType::Float, vec![self.build.keep(value)])
    }

    /// The next two words as they are in the block, the first one in the lower half: nearly always one load.
    fn draw_two(&mut self, generator: &PyValue) -> ExprId {
        let words = self.part_of_generator(generator, 0);
        let used = match self.build.used_words {
            Some((known, used)) if known == words => self.build.read(used),
            _ => self.load_at(words, 0, Type::INT),
        };
        let last = self.build.int(twister::N_WORDS as i64 - 2);
        let condition = self.build.binary(BinaryOp::Le, used, last);
        let (both, after) = (self.build.local("both", Type::INT), self.build.local("used", Type::INT));
        self.build.open();
        let (one, two) = (self.build.int(1), self.build.int(2));
        let places = [one, two].map(|ahead| self.build.binary(BinaryOp::Add, used, ahead));
        let values = places.map(|at| self.load_word(words, at));
        self.store_at(words, 0, places[1]);
        self.assign_halves(both, values);
        self.build.assign(after, places[1]);
        let then = self.build.close();
        self.build.open();
        let values = [(); 2].map(|()| self.next_word(words));
        self.assign_halves(both, values);
        let now = self.load_at(words, 0, Type::INT);
        self.build.assign(after, now);
        let orelse = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse, likely: Likely::Then });
        self.build.used_words = Some((words, after));
        self.build.read(both)
    }

    fn assign_halves(&mut self, both: LocalId, [low, high]: [ExprId; 2]) {
        let (mask, bits) = (self.build.int(0xffff_ffff), self.build.int(32));
        let low = self.build.binary(BinaryOp::And, low, mask);
        let high = self.build.binary(BinaryOp::Shl, high, bits);
        let joined = self.build.binary(BinaryOp::Or, low, high);
        self.build.assign(both, joined);
    }

    /// The next 32 bits.
    fn draw_word(&mut self, generator: &PyValue) -> ExprId {
        let words = self.part_of_generator(generator, 0);
        let word = self.next_word(words);
        let mask = self.build.int(0xffff_ffff);
        let word = self.build.binary(BinaryOp::And, word, mask);
        let tempered = self.tempered(word, 1);
        self.build.keep(tempered)
    }

    /// The next word as it is in the block.
    fn next_word(&mut self, words: LocalId) -> ExprId {
        let at = self.build.local("at", Type::INT);
        let used = self.load_at(words, 0, Type::INT);
        self.build.assign(at, used);
        let (used, n_words) = (self.build.read(at), self.build.int(twister::N_WORDS as i64));
        let condition = self.build.binary(BinaryOp::Ge, used, n_words);
        self.build.open();
        self.build.edit(Edit::Twist, words, vec![]);
        let zero = self.build.int(0);
        self.build.assign(at, zero);
        let then = self.build.close();
        self.build.push(Stmt::If { condition, then, orelse: vec![], likely: Likely::Orelse });
        let (used, one) = (self.build.read(at), self.build.int(1));
        let next = self.build.binary(BinaryOp::Add, used, one);
        let word = self.load_word(words, next);
        self.store_at(words, 0, next);
        word
    }

    fn load_word(&mut self, words: LocalId, at: ExprId) -> ExprId {
        let word = self.build.local("word", Type::INT);
        self.build.push(Stmt::Load { parts: vec![word], buffer: words, index: vec![at], mask: None });
        self.build.read(word)
    }

    /// The tempering of one word, or of two at a time: `each` has a bit for the lowest of each.
    fn tempered(&mut self, word: ExprId, each: i64) -> ExprId {
        use BinaryOp::{And, Shl, Shr, Xor};
        let mut word = word;
        // What comes from another word is masked away.
        let steps = [(Shr, 11, 0x001f_ffff), (Shl, 7, 0x9d2c_5680), (Shl, 15, 0xefc6_0000), (Shr, 18, 0x3fff)];
        for (shift, bits, mask) in steps {
            let (bits, mask) = (self.build.int(bits), self.build.int(each.wrapping_mul(mask)));
            let moved = self.build.binary(shift, word, bits);
            let moved = self.build.binary(And, moved, mask);
            word = self.build.binary(Xor, word, moved);
        }
        word
    }

    // Parts of generators

    fn part_of_generator(&self, generator: &PyValue, part: usize) -> LocalId {
        match *self.build.op(generator.parts[part]) {
            Op::Local(local) => local,
            _ => unreachable!("a part of a generator is a local"),
        }
    }

    fn load_at(&mut self, buffer: LocalId, at: i64, ty: Type) -> ExprId {
        let local = self.build.local("kept", ty);
        let index = vec![self.build.int(at)];
        self.build.push(Stmt::Load { parts: vec![local], buffer, index, mask: None });
        self.build.read(local)
    }

    fn store_at(&mut self, buffer: LocalId, at: i64, value: ExprId) {
        let index = vec![self.build.int(at)];
        self.build.push(Stmt::Store { buffer, index, parts: vec![value], mask: None, undo: true });
    }
}
