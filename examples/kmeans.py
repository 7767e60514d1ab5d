"""Puts points of the plane into K clusters, by Lloyd's algorithm.

    python kmeans.py [POINTS]
    hotloop run kmeans.py [POINTS]

takes: python 2.6 s, hotloop run 0.11 s
"""

import random
import sys

K = 12


def assign(xs, ys, centre_x, centre_y, cluster):
    """Gives each point the number of the nearest centre; how many had another one before?"""
    moved = 0
    for i in range(len(xs)):
        best, nearest = 0, 1e300
        for k in range(len(centre_x)):
            dx, dy = xs[i] - centre_x[k], ys[i] - centre_y[k]
            distance = dx * dx + dy * dy
            if distance < nearest:
                best, nearest = k, distance
        if cluster[i] != best:
            cluster[i] = best
            moved += 1
    return moved


def centres(xs, ys, cluster, k):
    """The means of the clusters, and how many points each has."""
    sum_x, sum_y, size = [0.0] * k, [0.0] * k, [0] * k
    for i in range(len(xs)):
        c = cluster[i]
        sum_x[c] += xs[i]
        sum_y[c] += ys[i]
        size[c] += 1
    for c in range(k):
        try:
            sum_x[c] /= size[c]
            sum_y[c] /= size[c]
        except ZeroDivisionError:
            sum_x[c] = sum_y[c] = 1e9
    return sum_x, sum_y, size


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 140_000
    random.seed(5)
    xs, ys = [], []
    for _ in range(n):
        town = random.randrange(K)
        xs.append(random.gauss(town % 4 * 10.0, 1.5))
        ys.append(random.gauss(town // 4 * 10.0, 1.5))
    cluster = [0] * n
    centre_x, centre_y = xs[:K], ys[:K]
    rounds = 0
    moved = n
    while moved > n // 1000:
        moved = assign(xs, ys, centre_x, centre_y, cluster)
        centre_x, centre_y, size = centres(xs, ys, cluster, K)
        rounds += 1
    print(f"{n} points, {rounds} rounds")
    for x, y, number in sorted(zip(centre_x, centre_y, size)):
        print(f"{x:9.4f} {y:9.4f} {number:6}")


if __name__ == "__main__":
    main()
