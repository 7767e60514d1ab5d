# Functions of `math` and `cmath` that go through their arguments, or take tolerances. The sums are those of CPython's
# mathmodule.c, rounding by rounding. What is not finite is left to CPython.
import math


def prod(items, /, *, start=1):
    for item in items:
        start *= item
    return start


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError
    if a == b:
        return True
    if math.isinf(a) or math.isinf(b):
        return False
    difference = math.fabs(b - a)
    return difference <= math.fabs(rel_tol * b) or difference <= math.fabs(rel_tol * a) or difference <= abs_tol


def complex_isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError
    a = complex(a)
    b = complex(b)
    if a == b:
        return True
    if math.isinf(a.real) or math.isinf(a.imag) or math.isinf(b.real) or math.isinf(b.imag):
        return False
    difference = abs(a - b)
    return difference <= rel_tol * abs(b) or difference <= rel_tol * abs(a) or difference <= abs_tol


# Shewchuk's partial sums: each is what rounding has dropped of the one behind it.
def fsum(items, /):
    partials = [0.0] * 64
    n = 0
    for item in items:
        x = float(item)
        n_kept = 0
        for at in range(n):
            y = partials[at]
            if math.fabs(x) < math.fabs(y):
                z = x
                x = y
                y = z
            high = x + y
            low = y - (high - x)
            if low != 0.0:
                partials[n_kept] = low
                n_kept += 1
            x = high
        n = n_kept
        if x != 0.0:
            if not math.isfinite(x):
                raise OverflowError
            partials[n] = x
            n += 1
    high = 0.0
    if n > 0:
        n -= 1
        high = partials[n]
        low = 0.0
        while n > 0:
            x = high
            n -= 1
            y = partials[n]
            high = x + y
            low = y - (high - x)
            if low != 0.0:
                break
        # Half way between two floats the next partial sum decides.
        if n > 0 and ((low < 0.0 and partials[n - 1] < 0.0) or (low > 0.0 and partials[n - 1] > 0.0)):
            y = low * 2.0
            x = high + y
            if y == x - high:
                high = x
    return high


def distances(p, q):
    n = len(p)
    if n != len(q):
        raise ValueError
    result = []
    for at in range(n):
        result.append(math.fabs(float(p[at]) - float(q[at])))
    return result


def dist_3_11(p, q, /):
    return norm_3_11(distances(p, q))


def dist_3_12(p, q, /):
    return norm_3_12(distances(p, q))


def hypot_3_11(items):
    return norm_3_11([math.fabs(item) for item in items])


def hypot_3_12(items):
    return norm_3_12([math.fabs(item) for item in items])


# Infinite if one is, a NaN if one is.
def largest(items):
    most = 0.0
    for item in items:
        if item > most:
            most = item
    if most < math.inf:
        for item in items:
            if item != item:
                return item
    return most


def norm_3_11(items):
    most = largest(items)
    if len(items) <= 1 or not 0.0 < most < math.inf:
        return most
    total = 1.0
    rest1 = 0.0
    rest2 = 0.0
    rest3 = 0.0
    exponent = math.frexp(most)[1]
    if exponent < -1023:
        for item in items:
            x = item / most
            x = x * x
            before = total
            total += x
            rest1 += (before - total) + x
        return most * math.sqrt(total - 1.0 + rest1)
    scale = math.ldexp(1.0, -exponent)
    for item in items:
        x = item * scale
        t = x * 134217729.0
        high = t - (t - x)
        low = x - high
        x = high * high
        before = total
        total += x
        rest1 += (before - total) + x
        x = 2.0 * high * low
        before = total
        total += x
        rest2 += (before - total) + x
        rest3 += low * low
    root = math.sqrt(total - 1.0 + (rest1 + rest2 + rest3))
    t = root * 134217729.0
    high = t - (t - root)
    low = root - high
    x = -high * high
    before = total
    total += x
    rest1 += (before - total) + x
    x = -2.0 * high * low
    before = total
    total += x
    rest2 += (before - total) + x
    x = -low * low
    before = total
    total += x
    rest3 += (before - total) + x
    x = total - 1.0 + (rest1 + rest2 + rest3)
    return (root + x / (2.0 * root)) / scale


def norm_3_12(items):
    most = largest(items)
    if len(items) <= 1 or not 0.0 < most < math.inf:
        return most
    # Subnormal numbers are made normal ones first.
    unit = 1.0
    exponent = math.frexp(most)[1]
    if exponent < -1023:
        unit = 2.2250738585072014e-308
        exponent = math.frexp(most / unit)[1]
    scale = math.ldexp(1.0, -exponent)
    total = 1.0
    rest1 = 0.0
    rest2 = 0.0
    for item in items:
        x = item / unit * scale
        product = x * x
        rest1 += math.fma(x, x, -product)
        before = total
        total += product
        rest2 += (before - total) + product
    root = math.sqrt(total - 1.0 + (rest1 + rest2))
    product = -root * root
    rest1 += math.fma(-root, root, -product)
    before = total
    total += product
    rest2 += (before - total) + product
    x = total - 1.0 + (rest1 + rest2)
    return unit * ((root + x / (2.0 * root)) / scale)


def sumprod(p, q, /):
    if len(p) != len(q):
        raise ValueError
    total = 0
    for at in range(len(p)):
        total += p[at] * q[at]
    return total
