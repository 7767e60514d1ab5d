"""How NumPy multiplies the complex numbers of arrays on this machine.

Its vector instructions round a product once with the sum behind it, where the processor can; so
``(a * b)[0]`` and ``a[0] * b[0]`` may differ in the last bit. It is asked, by numbers of which the
two ways give different results.
"""

from fractions import Fraction

N = 37


def rounding() -> str:
    """Return "fused" or "plain" if all products are rounded one way, otherwise "mixed"."""
    import numpy as np

    ways = {"fused", "plain"}
    for dtype in (np.complex128, np.complex64):
        real = dtype(0).real.dtype.type
        x = np.array([complex(1 + k / 7, 1 / (k + 3)) for k in range(N)], dtype)
        y = np.array([complex(1 / (k + 1), k / 3 - 5) for k in range(N)], dtype)
        for a, b in _pairs(x, y):
            products = {"result": a * b}
            if np.shape(a) == np.shape(b):
                products["in place"] = a.copy()
                products["in place"] *= b
            for product in products.values():
                left, right = np.broadcast_arrays(a, b)
                expected = [_product(p, q, real) for p, q in zip(left, right, strict=True)]
                for way in tuple(ways):
                    if any(complex(z) != want[way] for z, want in zip(product, expected, strict=True)):
                        ways.discard(way)
        squares = [_product(p, p, real) for p in x]
        for way in tuple(ways):
            if any(complex(z) != want[way] for z, want in zip(x**2, squares, strict=True)):
                ways.discard(way)
    return ways.pop() if len(ways) == 1 else "mixed"


def _pairs(x, y):
    """Arrays of several lengths and strides, and numbers."""
    for n in (1, 2, 3, 4, 7, 8, 16, N):
        yield x[:n], y[:n]
    # Of single precision those that go backwards are rounded otherwise: they are not compiled.
    if x.dtype.itemsize == 16:
        yield x[::-1], y
    yield x[::2], y[1::2].repeat(2)[: len(x[::2])]
    yield x, y[3]
    yield x[5], y


def _product(a, b, real) -> dict[str, complex]:
    re, im, u, v = (real(part) for part in (a.real, a.imag, b.real, b.imag))
    plain = complex(re * u - im * v, re * v + im * u)
    fused = complex(_fma(re, u, -(im * v), real), _fma(re, v, im * u, real))
    return {"plain": plain, "fused": fused}


def _fma(x, y, z, real) -> float:
    exact = Fraction(float(x)) * Fraction(float(y)) + Fraction(float(z))
    return float(real(float(exact))) if real.__name__ != "float32" else _nearest_single(exact)


def _nearest_single(exact: Fraction) -> float:
    """Round once to 24 bits: by way of 53 it would be rounded twice."""
    import numpy as np

    near = np.float32(float(exact))
    around = [np.nextafter(near, np.float32(-np.inf)), near, np.nextafter(near, np.float32(np.inf))]
    best = min(around, key=lambda one: (abs(Fraction(float(one)) - exact), int(one.view(np.int32)) & 1))
    return float(best)
