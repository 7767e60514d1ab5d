//! The Mersenne Twister of `random.Random`, as a buffer: how many of its words are used up, and the words.
//!
//! ```text
//! load at = g.words[0]                           624: all are used up
//! if ge.int(at, 624) { twist g.words, (); at = 0 }
//! load word = g.words[add.int(at, 1)]            and store g.words[0] = add.int(at, 1)
//! ```

use super::Elem;

/// A word is read as an int with the sign of its highest bit.
pub const WORD: Elem = Elem::Int32;
pub const N_WORDS: usize = 624;

/// Methods of `random.Random` that compiled code calls.
pub static METHODS: &[&str] = &[
    "random",
    "getrandbits",
    "_randbelow",
    "randrange",
    "randint",
    "choice",
    "shuffle",
    "sample",
    "choices",
    "seed",
    "uniform",
    "triangular",
    "normalvariate",
    "gauss",
    "lognormvariate",
    "expovariate",
    "vonmisesvariate",
    "gammavariate",
    "betavariate",
    "paretovariate",
    "weibullvariate",
    "binomialvariate",
];

/// Those whose source does more than is compiled, and the methods that they call: what the class has must be CPython's own.
pub static KNOWN: &[(&str, &[&str])] =
    &[("_randbelow", &[]), ("randrange", &[]), ("sample", &["_randbelow"]), ("choices", &["random"]), ("seed", &[])];

/// The next block of words.
pub fn twist(words: &mut [u32]) {
    for k in 0..N_WORDS {
        let joined = (words[k] & 0x8000_0000) | (words[(k + 1) % N_WORDS] & 0x7fff_ffff);
        let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
        words[k] = words[(k + 397) % N_WORDS] ^ (joined >> 1) ^ odd;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_that_of_the_reference_implementation() {
        // `init_genrand(5489)` and its first output, of Matsumoto and Nishimura.
        let mut words = vec![5489u32];
        for k in 1..N_WORDS as u32 {
            let last = words[k as usize - 1];
            words.push(1_812_433_253u32.wrapping_mul(last ^ (last >> 30)).wrapping_add(k));
        }
        twist(&mut words);
        let mut first = words[0];
        first ^= first >> 11;
        first ^= (first << 7) & 0x9d2c_5680;
        first ^= (first << 15) & 0xefc6_0000;
        first ^= first >> 18;
        assert_eq!(first, 3_499_211_612);
    }
}
