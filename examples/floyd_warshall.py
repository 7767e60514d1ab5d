"""The lengths of the shortest ways between all pairs of N places, by Floyd and Warshall.

    python floyd_warshall.py [N]
    hotloop run floyd_warshall.py [N]

takes: python 1.9 s, hotloop run 0.08 s
"""

import random
import sys


def shortest_ways(distances):
    """In place: `distances[i][j]` becomes the length of the shortest way from i to j."""
    n = len(distances)
    for k in range(n):
        for i in range(n):
            to_k = distances[i][k]
            for j in range(n):
                way = to_k + distances[k][j]
                if way < distances[i][j]:
                    distances[i][j] = way


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 380
    random.seed(3)
    distances = [[random.uniform(1.0, 100.0) if random.random() < 0.1 else 1e9 for _ in range(n)] for _ in range(n)]
    for i in range(n):
        distances[i][i] = 0.0
    shortest_ways(distances)
    longest = max(max(row) for row in distances)
    print(f"{n} places, the farthest two are {longest:.3f} apart, on average {sum(map(sum, distances)) / n**2:.3f}")


if __name__ == "__main__":
    main()
