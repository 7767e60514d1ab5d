# Methods of ints and floats, and `round` to tens and hundreds. What CPython raises is left to it, and so is what is no
# int64.
import math


# The bytes of an int as a list, the least first.
def to_bytes(n, length, signed):
    if length < 0 or (n < 0 and not signed):
        raise OverflowError
    out = []
    last = 0
    for _ in range(length):
        last = n & 255
        out.append(last)
        n >>= 8
    if signed:
        if (length > 0 and n != -(last >> 7)) or (length == 0 and n != 0):
            raise OverflowError
    elif n != 0:
        raise OverflowError
    return out


def from_bytes(data, is_big, signed):
    n = 0
    length = len(data)
    for at in range(length):
        byte = data[at] if is_big else data[length - 1 - at]
        if at == 0 and signed and byte >= 128:
            byte -= 256
        n = n * 256 + byte
    return n


# From CPython's float_as_integer_ratio.
def float_ratio(x):
    if not math.isfinite(x):
        raise ValueError
    mantissa, exponent = math.frexp(x)
    while mantissa != int(mantissa):
        mantissa *= 2.0
        exponent -= 1
    numerator = int(mantissa)
    if exponent >= 63 or exponent <= -63:
        raise OverflowError
    if exponent > 0:
        return numerator << exponent, 1
    return numerator, 1 << -exponent


# To a multiple of a power of ten, halves to even ones.
def round_int(n, digits):
    power = 1
    for _ in range(-digits):
        power *= 10
    rest = n % power
    above = rest * 2
    n -= rest
    if above > power or (above == power and n // power % 2 != 0):
        n += power
    return n


def round_float(x, digits):
    if not math.fabs(x) <= 9007199254740992.0 or digits < -15:
        raise ValueError
    power = 1
    for _ in range(-digits):
        power *= 10
    size = math.fabs(x)
    n = int(size)
    part = size - n
    rest = n % power
    above = rest * 2
    n -= rest
    if above > power or (above == power and (part > 0.0 or n // power % 2 != 0)):
        n += power
    return math.copysign(float(n), x)


# A whole power of a complex number, by squaring; of other powers polar coordinates are better, and CPython takes those.
def complex_power(z, n):
    if n < -100 or n > 100:
        raise OverflowError
    size = -n if n < 0 else n
    product = complex(1.0, 0.0)
    power = z
    bit = 1
    while size >= bit:
        if size & bit:
            product = product * power
        bit <<= 1
        if size >= bit:
            power = power * power
    return product if n > 0 else complex(1.0, 0.0) / product
