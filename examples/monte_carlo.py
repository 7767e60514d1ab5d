"""Prices of options on one share: Monte Carlo along paths of the price, with random numbers of the module `random`.

    python monte_carlo.py [PATHS]
    hotloop run monte_carlo.py [PATHS]

takes: python 2.5 s, hotloop run 0.23 s
"""

import math
import random
import sys

paths = int(sys.argv[1]) if len(sys.argv) > 1 else 170_000

START = 100.0
STRIKE = 105.0
BARRIER = 130.0
RATE = 0.03
VOLATILITY = 0.2
YEARS = 1.0
STEPS = 52


def simulate(paths):
    """What a call, an Asian call and an up-and-out call pay on average, discounted."""
    step = YEARS / STEPS
    drift = (RATE - 0.5 * VOLATILITY * VOLATILITY) * step
    spread = VOLATILITY * math.sqrt(step)
    plain = 0.0
    asian = 0.0
    out = 0.0
    knocked = 0
    for path in range(paths):
        price = START
        total = 0.0
        alive = True
        for _ in range(STEPS):
            price *= math.exp(drift + spread * random.gauss(0.0, 1.0))
            total += price
            if price >= BARRIER:
                alive = False
        plain += max(price - STRIKE, 0.0)
        asian += max(total / STEPS - STRIKE, 0.0)
        if alive:
            out += max(price - STRIKE, 0.0)
        else:
            knocked += 1
    discount = math.exp(-RATE * YEARS) / paths
    return plain * discount, asian * discount, out * discount, knocked


random.seed(2024)
plain, asian, out, knocked = simulate(paths)
print(f"call {plain:.6f}, Asian call {asian:.6f}, up-and-out call {out:.6f}")
print(f"{knocked} of {paths} paths end at the barrier")
