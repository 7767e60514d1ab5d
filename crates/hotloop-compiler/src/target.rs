//! What the passes and the emitter must know of a CPU.

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    pub triple: String,
    pub isa: Isa,
}

/// Vector instruction sets, by what differs for us: register width, registers, mask registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Isa {
    Sse2,
    Avx2,
    Avx512,
    Neon,
}

impl Isa {
    /// 64-bit elements in a register.
    pub fn lanes(self) -> u16 {
        match self {
            Isa::Sse2 | Isa::Neon => 2,
            Isa::Avx2 => 4,
            Isa::Avx512 => 8,
        }
    }

    pub fn registers(self) -> usize {
        match self {
            Isa::Sse2 | Isa::Avx2 => 16,
            Isa::Avx512 | Isa::Neon => 32,
        }
    }

    /// Reads of scattered elements in one instruction that are as fast as reading them one by one.
    pub fn has_gather(self) -> bool {
        self == Isa::Avx512
    }

    /// x * y + z, rounded once, in one instruction. (Every CPU with AVX2 has it too.)
    pub fn has_fma(self) -> bool {
        self != Isa::Sse2
    }

    /// Masks live in registers of their own (`<8 x i1>`), not in vectors of all-ones.
    pub fn has_mask_registers(self) -> bool {
        self == Isa::Avx512
    }
}
