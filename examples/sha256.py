"""The SHA-256 of a text of N bytes, on lists of ints.

    python sha256.py [BYTES]
    hotloop run sha256.py [BYTES]

takes: python 2.6 s, hotloop run 0.13 s
"""

import sys

MASK = 0xFFFFFFFF


def primes(n):
    found = []
    candidate = 2
    while len(found) < n:
        if all(candidate % p for p in found):
            found.append(candidate)
        candidate += 1
    return found


def root_bits(p, degree):
    """The first 32 bits behind the point of a square or cube root."""
    whole = p << (32 * degree)
    low, high = 0, 1 << 40
    while high - low > 1:
        middle = (low + high) // 2
        if middle**degree <= whole:
            low = middle
        else:
            high = middle
    return low & MASK


def rotated(x, n):
    return (x >> n | x << (32 - n)) & MASK


def compress(state, words, constants):
    """One block of 16 words, of which 64 are made."""
    w = [0] * 64
    for i in range(16):
        w[i] = words[i]
    for i in range(16, 64):
        s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3
        s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) & MASK
    a, b, c, d, e, f, g, h = state
    for i in range(64):
        s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
        chosen = e & f ^ ~e & g
        t1 = (h + s1 + chosen + constants[i] + w[i]) & MASK
        s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
        t2 = (s0 + (a & b ^ a & c ^ b & c)) & MASK
        h, g, f, e, d, c, b, a = g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK
    changed = [a, b, c, d, e, f, g, h]
    for i in range(8):
        state[i] = (state[i] + changed[i]) & MASK


def blocks(message):
    """The words of the message, with a bit, zeros and its length behind it."""
    padded = message + b"\x80" + b"\x00" * ((55 - len(message)) % 64) + (8 * len(message)).to_bytes(8, "big")
    return [int.from_bytes(padded[i : i + 4], "big") for i in range(0, len(padded), 4)]


def sha256(message):
    numbers = primes(64)
    constants = [root_bits(p, 3) for p in numbers]
    state = [root_bits(p, 2) for p in numbers[:8]]
    words = blocks(message)
    for at in range(0, len(words), 16):
        compress(state, words[at : at + 16], constants)
    return "".join(f"{word:08x}" for word in state)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1_800_000
    text = b"The quick brown fox jumps over the lazy dog. " * (n // 45 + 1)
    print(sha256(text[:n]))


if __name__ == "__main__":
    main()
