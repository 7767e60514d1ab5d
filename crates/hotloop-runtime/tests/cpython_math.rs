//! Our arithmetic is CPython's, bit for bit: every CPython that is found computes the same operands.
//!
//! stdin: the bits of two operands a line      stdout: the results' bits, or `fails`

use hotloop_runtime::math::*;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

#[test]
fn floor_division_and_modulo() {
    let pairs: Vec<(f64, f64)> = pairs(20_000).into_iter().filter(|&(_, b)| b != 0.0).collect();
    check_floats("a // b", &pairs, |_, a, b| Some(hotloop_float_floordiv(a, b)));
    check_floats("a % b", &pairs, |_, a, b| Some(hotloop_float_mod(a, b)));
}

#[test]
fn float_power() {
    let pow = |_, a, b| (hotloop_pow_fails(a, b) == 0).then(|| hotloop_pow(a, b));
    check_floats("a ** b", &pairs(20_000), pow);
    let mut random = Random(77);
    let near_limits = (0..20_000).map(|_| {
        // Results around the largest, the smallest normal and the smallest subnormal number.
        let (limit, base) = ([1024.0, -1022.0, -1074.0, -1075.0][random.below(4)], 1.0 + random.unit() * 4.0);
        (base, (limit + (random.unit() - 0.5) * 1e-3) / base.log2())
    });
    check_floats("a ** b", &near_limits.collect::<Vec<_>>(), pow);
}

#[test]
fn hypot() {
    check_floats("math.hypot(a, b)", &pairs(20_000), |version, a, b| {
        Some(if version < (3, 12) { hotloop_hypot_3_11(a, b) } else { hotloop_hypot_3_12(a, b) })
    });
}

#[test]
fn int_power() {
    let mut random = Random(5);
    let mut pairs: Vec<(i64, i64)> = Vec::new();
    let exponents = [-1, 0, 1, 2, 3, 5, 20, 39, 40, 62, 63, 64, 65, 1 << 33, i64::MAX, i64::MIN];
    for exponent in exponents {
        let edges =
            [-10, -3, -2, -1, 0, 1, 2, 3, 7, 10, 3_037_000_499, 3_037_000_500, i64::MAX, i64::MIN, i64::MIN + 1];
        pairs.extend(edges.map(|base| (base, exponent)));
    }
    pairs.extend((0..3000).map(|_| ((random.next() >> random.below(63)) as i64, random.below(66) as i64)));
    for python in pythons() {
        let input: String = pairs.iter().map(|(a, b)| format!("{a} {b}\n")).collect();
        let answers = ask(&python, INTS, &input);
        for (&(a, b), answer) in pairs.iter().zip(answers.lines().skip(1)) {
            let ours = (hotloop_int_pow_fails(a, b) == 0).then(|| hotloop_int_pow(a, b));
            assert_eq!(ours.map_or("fails".to_owned(), |r| r.to_string()), answer, "{a} ** {b} in {python:?}");
        }
    }
}

fn check_floats(expression: &str, pairs: &[(f64, f64)], ours: fn((u32, u32), f64, f64) -> Option<f64>) {
    let input: String = pairs.iter().map(|(a, b)| format!("{:x} {:x}\n", a.to_bits(), b.to_bits())).collect();
    for python in pythons() {
        let answers = ask(&python, &FLOATS.replace("EXPRESSION", expression), &input);
        let mut answers = answers.lines();
        let (major, minor) = answers.next().and_then(|line| line.split_once(' ')).expect("the version");
        let version = (major.parse().unwrap(), minor.parse().unwrap());
        for (&(a, b), answer) in pairs.iter().zip(&mut answers) {
            let result = ours(version, a, b).map_or("fails".to_owned(), |value| match value.is_nan() {
                true => "nan".to_owned(),
                false => format!("{:x}", value.to_bits()),
            });
            assert_eq!(result, answer, "{expression} for a = {a:?}, b = {b:?} in {python:?}");
        }
        assert_eq!(answers.next(), None);
    }
}

const FLOATS: &str = r#"
import math, struct, sys
print(*sys.version_info[:2])
out = []
for line in sys.stdin:
    a, b = (struct.unpack("<d", struct.pack("<Q", int(bits, 16)))[0] for bits in line.split())
    try:
        r = EXPRESSION
    except ArithmeticError:
        r = 0j
    if isinstance(r, complex):
        out.append("fails")
    else:
        out.append("nan" if r != r else "%x" % struct.unpack("<Q", struct.pack("<d", r))[0])
print("\n".join(out))
"#;

const INTS: &str = r#"
import sys
print(*sys.version_info[:2])
for line in sys.stdin:
    a, b = map(int, line.split())
    r = a ** b if 0 <= b < 100 else a ** (2 + b % 2) if b > 0 and abs(a) < 2 else None
    print(r if r is not None and -2**63 <= r < 2**63 else "fails")
"#;

/// Every CPython from 3.11 on in PATH and under pyenv.
fn pythons() -> Vec<PathBuf> {
    let home = PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
    let pyenv = std::fs::read_dir(home.join(".pyenv/versions")).into_iter().flatten().flatten();
    let mut found = vec![PathBuf::from("python3")];
    found.extend(pyenv.map(|version| version.path().join("bin/python3")));
    let recent = "import sys; raise SystemExit(sys.version_info < (3, 11))";
    found.retain(|python| {
        let status = Command::new(python).args(["-c", recent]).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    });
    found
}

fn ask(python: &PathBuf, script: &str, input: &str) -> String {
    let command = Command::new(python).args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = command.expect("was found");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).expect("python reads"));
    let output = child.wait_with_output().expect("python ends");
    writer.join().expect("written");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("text")
}

/// All pairs of edge values, then numbers of every size.
fn pairs(n_random: usize) -> Vec<(f64, f64)> {
    let positive = [
        0.0,
        5e-324,
        1e-310,
        f64::MIN_POSITIVE,
        1e-200,
        0.1,
        0.5,
        1.0,
        1.0 + f64::EPSILON,
        1.5,
        2.0,
        3.0,
        7.0,
        10.0,
        1023.0,
        1024.0,
        9007199254740991.0,
        9007199254740992.0,
        1e17,
        1e154,
        1e155,
        1e200,
        f64::MAX,
        f64::INFINITY,
        f64::NAN,
    ];
    let edges: Vec<f64> = positive.iter().flat_map(|&x| [x, -x]).collect();
    let mut pairs: Vec<(f64, f64)> = edges.iter().flat_map(|&a| edges.iter().map(move |&b| (a, b))).collect();
    let mut random = Random(3);
    for i in 0..n_random {
        pairs.push(match i % 4 {
            0 => (f64::from_bits(random.next()), f64::from_bits(random.next())),
            1 => (random.unit() * 100.0 - 50.0, random.unit() * 100.0 - 50.0),
            2 => (random.unit(), random.unit()),
            _ => (random.below(2000) as f64 - 1000.0, (random.below(400) as f64 - 200.0) / 10.0),
        });
    }
    pairs
}

/// Pseudo-random numbers that are the same in every run (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 11) as usize % n
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
