"""A picture in letters of a torus and a ball, by marching along each ray as far as the nearest thing is away.

    python raymarch.py [WIDTH]
    hotloop run raymarch.py [WIDTH]

Points and directions are tuples.

takes: python 3.1 s, hotloop run 0.18 s
"""

import math
import sys

LIGHT = (0.48, 0.64, -0.6)


def add(a, b):
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def scaled(a, k):
    return a[0] * k, a[1] * k, a[2] * k


def dot(a, b):
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def unit(a):
    return scaled(a, 1.0 / math.sqrt(dot(a, a)))


def distance(p):
    """From a point to the nearest thing."""
    x, y, z = p
    ring = math.sqrt(x * x + y * y) - 1.0
    torus = math.sqrt(ring * ring + z * z) - 0.35
    ball = math.sqrt(x * x + y * y + z * z) - 0.4
    return min(torus, ball)


def brightness(origin, direction):
    """Of what a ray meets; 0.0: nothing."""
    way = 0.0
    for _ in range(80):
        p = add(origin, scaled(direction, way))
        d = distance(p)
        if d < 1e-4:
            e = 1e-5
            normal = unit(
                (
                    distance(add(p, (e, 0.0, 0.0))) - d,
                    distance(add(p, (0.0, e, 0.0))) - d,
                    distance(add(p, (0.0, 0.0, e))) - d,
                )
            )
            return 0.1 + 0.9 * max(0.0, dot(normal, LIGHT))
        way += d
        if way > 10.0:
            break
    return 0.0


def picture(width, height):
    shades = []
    for y in range(height):
        for x in range(width):
            direction = unit(((x - width / 2) / width, (height / 2 - y) / width, 1.0))
            shades.append(brightness((0.3, 0.2, -3.2), direction))
    return shades


def main():
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 900
    height = width * 3 // 4
    shades = picture(width, height)
    print(f"{width} x {height} points, brightness {sum(shades):.6f}")
    for y in range(0, height, max(1, height // 20)):
        line = [shades[y * width + x] for x in range(0, width, max(1, width // 60))]
        print("".join(" .:-=+*#%@"[int(shade * 9)] for shade in line).rstrip())


if __name__ == "__main__":
    main()
