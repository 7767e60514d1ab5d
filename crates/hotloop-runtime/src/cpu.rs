//! Processors that code can be made for, and which of their features matter here.
//!
//! ```text
//! Cpu::host()              the processor below us, as LLVM sees it
//! Cpu::named("znver4")     a row of the table; runs_here() says what this machine lacks for it
//! Cpu::named("aarch64")    for reading the assembly only
//! ```

use crate::error::Error;
use inkwell::targets::TargetMachine;

/// What to generate code for. Plain data, part of the cache key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cpu {
    /// LLVM's name of the processor.
    pub name: String,
    /// LLVM's spelling: `+avx2,-avx512f,...`. A `-` occurs only for the host.
    pub features: String,
    pub triple: String,
}

/// Width of the vector registers, which decides the number of lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Simd {
    /// 128 bits, two doubles.
    Neon,
    /// 128 bits, two doubles, no masks.
    Sse2,
    /// 256 bits, masks in vector registers.
    Avx2,
    /// 512 bits, mask registers.
    Avx512,
}

impl Cpu {
    /// The processor that this process runs on.
    pub fn host() -> Cpu {
        let features = TargetMachine::get_host_cpu_features().to_string();
        let name = TargetMachine::get_host_cpu_name().to_string();
        let triple = if cfg!(target_arch = "aarch64") { AARCH64 } else { X86_64 };
        Cpu { name, features, triple: triple.to_owned() }
    }

    /// A processor by LLVM's name; `native` and `host` are [`Cpu::host`].
    pub fn named(name: &str) -> Result<Cpu, String> {
        if matches!(name, "native" | "host") {
            return Ok(Cpu::host());
        }
        let known = CPUS.iter().find(|row| row.name == name).ok_or_else(|| unknown_cpu(name))?;
        let features: Vec<String> = known.features().map(|feature| format!("+{feature}")).collect();
        let triple = if known.levels.contains(&"neon") { AARCH64 } else { X86_64 };
        Ok(Cpu { name: known.llvm_name.to_owned(), features: features.join(","), triple: triple.to_owned() })
    }

    /// Names that [`Cpu::named`] knows, the common ones first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        CPUS.iter().map(|row| row.name)
    }

    /// `feature` by LLVM's name: `avx2`, `avx512f`, `neon`.
    pub fn has(&self, feature: &str) -> bool {
        self.enabled().any(|enabled| enabled == feature)
    }

    pub fn simd(&self) -> Simd {
        match () {
            () if self.triple == AARCH64 => Simd::Neon,
            () if AVX512.iter().all(|feature| self.has(feature)) => Simd::Avx512,
            () if self.has("avx2") => Simd::Avx2,
            () => Simd::Sse2,
        }
    }

    /// Whether this machine can execute code made for `self`; the error names the first feature that is missing.
    pub fn runs_here(&self) -> Result<(), String> {
        let host = Cpu::host();
        if self.triple != host.triple {
            return Err(format!("{} is another architecture than this machine's ({})", self.name, host.triple));
        }
        match self.enabled().find(|feature| !host.has(feature)) {
            None => Ok(()),
            Some(missing) => {
                Err(format!("{} has the feature {missing}, this machine ({}) has not", self.name, host.name))
            }
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        // LLVM prints a warning for what it does not know, so nothing unknown may reach it.
        match self.triple == X86_64 || self.triple == AARCH64 {
            true => Ok(()),
            false => Err(Error::new("cpu", format!("no code generator for {}", self.triple))),
        }
    }

    fn enabled(&self) -> impl Iterator<Item = &str> {
        self.features.split(',').filter_map(|feature| feature.strip_prefix('+'))
    }
}

pub(crate) const X86_64: &str = "x86_64-unknown-linux-gnu";
pub(crate) const AARCH64: &str = "aarch64-unknown-linux-gnu";

const V1: &[&str] = &["sse", "sse2", "fxsr", "cx8", "cmov", "mmx", "64bit"];
const V2: &[&str] = &["cx16", "sahf", "popcnt", "sse3", "ssse3", "sse4.1", "sse4.2"];
const V3: &[&str] = &["avx", "avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe", "xsave"];
const AVX512: &[&str] = &["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];
const NEON: &[&str] = &["neon"];

/// Each level contains those above it in the list.
struct Row {
    name: &'static str,
    llvm_name: &'static str,
    levels: &'static [&'static str],
}

const fn row(name: &'static str, levels: &'static [&'static str]) -> Row {
    Row { name, llvm_name: name, levels }
}

/// Feature sets are the guaranteed levels of the psABI, not each model's full list: enough for the choice of lanes,
/// and LLVM adds the rest from the name.
const CPUS: &[Row] = &[
    row("x86-64", &["v1"]),
    row("x86-64-v2", &["v1", "v2"]),
    row("x86-64-v3", &["v1", "v2", "v3"]),
    row("x86-64-v4", &["v1", "v2", "v3", "avx512"]),
    row("znver1", &["v1", "v2", "v3"]),
    row("znver2", &["v1", "v2", "v3"]),
    row("znver3", &["v1", "v2", "v3"]),
    row("znver4", &["v1", "v2", "v3", "avx512"]),
    row("znver5", &["v1", "v2", "v3", "avx512"]),
    row("haswell", &["v1", "v2", "v3"]),
    row("skylake", &["v1", "v2", "v3"]),
    row("skylake-avx512", &["v1", "v2", "v3", "avx512"]),
    row("cascadelake", &["v1", "v2", "v3", "avx512"]),
    row("icelake-server", &["v1", "v2", "v3", "avx512"]),
    row("alderlake", &["v1", "v2", "v3"]),
    row("sapphirerapids", &["v1", "v2", "v3", "avx512"]),
    Row { name: "aarch64", llvm_name: "generic", levels: &["neon"] },
    row("neoverse-n1", &["neon"]),
    row("neoverse-v2", &["neon"]),
];

impl Row {
    fn features(&self) -> impl Iterator<Item = &'static str> {
        self.levels
            .iter()
            .flat_map(|&level| match level {
                "v1" => V1,
                "v2" => V2,
                "v3" => V3,
                "avx512" => AVX512,
                _ => NEON,
            })
            .copied()
    }
}

fn unknown_cpu(name: &str) -> String {
    let names: Vec<&str> = Cpu::names().collect();
    format!("unknown cpu {name:?}; known are native, {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_follow_from_the_features() {
        let simd = |name| Cpu::named(name).unwrap().simd();
        assert_eq!(simd("x86-64"), Simd::Sse2);
        assert_eq!(simd("x86-64-v3"), Simd::Avx2);
        assert_eq!(simd("x86-64-v4"), Simd::Avx512);
        assert_eq!(simd("znver4"), Simd::Avx512);
        assert_eq!(simd("aarch64"), Simd::Neon);
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let message = Cpu::named("i486").unwrap_err();
        assert!(message.contains("\"i486\"") && message.contains("x86-64-v3"), "{message}");
    }

    #[test]
    fn the_host_runs_its_own_code_and_not_that_of_another_architecture() {
        Cpu::host().runs_here().unwrap();
        Cpu::named("x86-64").unwrap().runs_here().unwrap();
        assert!(Cpu::named("aarch64").unwrap().runs_here().unwrap_err().contains("architecture"));
        if !Cpu::host().has("avx512f") {
            assert!(Cpu::named("znver4").unwrap().runs_here().unwrap_err().contains("avx512f"));
        }
    }
}
