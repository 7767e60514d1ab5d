"""What to take along: the most valuable things that a knapsack of a given capacity can hold.

    python knapsack.py [CAPACITY]
    hotloop run knapsack.py [CAPACITY]

takes: python 3.3 s, hotloop run 0.33 s
"""

import random
import sys


def best_values(weights, values, capacity):
    """For each thing a row: the largest value of those before it, for each capacity."""
    best = [[0] * (capacity + 1) for _ in range(len(weights) + 1)]
    for i in range(len(weights)):
        weight, value = weights[i], values[i]
        for room in range(capacity + 1):
            most = best[i][room]
            if weight <= room:
                most = max(most, best[i][room - weight] + value)
            best[i + 1][room] = most
    return best


def taken(best, weights, capacity):
    """Which things they are."""
    chosen = []
    room = capacity
    for i in range(len(weights), 0, -1):
        if best[i][room] != best[i - 1][room]:
            chosen.append(i - 1)
            room -= weights[i - 1]
    return chosen[::-1]


def main():
    capacity = int(sys.argv[1]) if len(sys.argv) > 1 else 160_000
    random.seed(2)
    weights = [random.randrange(100, 1500) for _ in range(150)]
    values = [weight + random.randrange(1000) for weight in weights]
    best = best_values(weights, values, capacity)
    chosen = taken(best, weights, capacity)
    print(f"value {best[-1][capacity]}, weight {sum(weights[i] for i in chosen)} of {capacity}: {chosen}")


if __name__ == "__main__":
    main()
