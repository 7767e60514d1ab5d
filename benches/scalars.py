"""A loop of 25 lines on scalars, as people write them: what compiling takes is measured with it."""


def scalars(n, a, b):
    total = 0.0
    ticks = 0
    x = a
    y = b
    for i in range(n):
        x = x * 0.5 + y
        y = y * 0.25 - x
        if x > y:
            total += x
        else:
            total -= y
        ticks += i % 7
        if ticks > 1000:
            ticks -= 1000
        u = x * x
        v = y * y
        if u + v > 4.0:
            x = x * 0.1
            y = y * 0.1
        k = i & 15
        if k == 3:
            total *= 0.99
        elif k == 5:
            total += 1.0
        elif k == 7:
            total -= u * v
        ticks ^= k
        x += v * 1e-3
        y -= u * 1e-3
    return total + ticks
