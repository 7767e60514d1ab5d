"""Reads a file of temperatures, smooths them and looks for spikes, and prints what it has found as JSON.

    python readings.py [COUNT]
    hotloop run readings.py [COUNT]

All of it is at the level of the module, as scripts grow. The file is made first, with COUNT readings.

takes: python 3.1 s, hotloop run 0.18 s
"""

import json
import math
import os
import random
import sys
import tempfile

count = int(sys.argv[1]) if len(sys.argv) > 1 else 90_000
window = 150

# A file as a logger would leave it.
generator = random.Random(1)
with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
    for minute in range(count):
        value = 15 + 8 * math.sin(minute / 1440 * math.tau) + generator.gauss(0, 0.5)
        if generator.random() < 0.0005:
            value += 6
        file.write(f"{minute} {value:.3f}\n")

values = []
with open(file.name) as lines:
    for line in lines:
        minute, value = line.split()
        values.append(float(value))
os.remove(file.name)

smooth = [0.0] * len(values)
is_spike = [False] * len(values)
for i in range(len(values)):
    first = max(0, i - window)
    last = min(len(values), i + window + 1)
    total = 0.0
    squares = 0.0
    for j in range(first, last):
        total += values[j]
        squares += values[j] * values[j]
    mean = total / (last - first)
    spread = math.sqrt(max(0.0, squares / (last - first) - mean * mean))
    smooth[i] = mean
    if abs(values[i] - mean) > 5 * spread:
        is_spike[i] = True

print(
    json.dumps(
        {
            "readings": len(values),
            "lowest": round(min(smooth), 6),
            "highest": round(max(smooth), 6),
            "spikes": [i for i in range(len(values)) if is_spike[i]][:10],
        }
    )
)
