"""Removes the noise from a signal by a fast Fourier transform of complex numbers.

    python fft.py [BITS]
    hotloop run fft.py [BITS]

The signal has 2**BITS samples.

takes: python 3.3 s, hotloop run 0.51 s
"""

import cmath
import random
import sys


def fft(a, sign):
    """In place, of a power of two numbers; `sign` is -1 forwards, 1 backwards."""
    n = len(a)
    j = 0
    for i in range(1, n):
        bit = n >> 1
        while j & bit:
            j ^= bit
            bit >>= 1
        j |= bit
        if i < j:
            a[i], a[j] = a[j], a[i]
    length = 2
    while length <= n:
        root = cmath.exp(sign * 2j * cmath.pi / length)
        for start in range(0, n, length):
            w = 1 + 0j
            for k in range(start, start + length // 2):
                u, v = a[k], a[k + length // 2] * w
                a[k], a[k + length // 2] = u + v, u - v
                w *= root
        length *= 2


def main():
    bits = int(sys.argv[1]) if len(sys.argv) > 1 else 19
    n = 2**bits
    random.seed(6)
    clean = [cmath.exp(2j * cmath.pi * 5 * i / n).real + cmath.exp(2j * cmath.pi * 12 * i / n).imag for i in range(n)]
    signal = [complex(x + random.gauss(0.0, 1.0)) for x in clean]
    fft(signal, -1)
    kept = 0
    for i in range(n):
        if abs(signal[i]) < n / 10:
            signal[i] = 0j
        else:
            kept += 1
    fft(signal, 1)
    error = (sum(abs(x / n - y) ** 2 for x, y in zip(signal, clean)) / n) ** 0.5
    print(f"{n} samples, {kept} frequencies kept, off by {error:.6f}")


if __name__ == "__main__":
    main()
