"""Pancakes: how often must the first ones be turned over, at most, until number 1 lies on top, over all orders of N?

    python fannkuch.py [N]
    hotloop run fannkuch.py [N]

The benchmark fannkuch-redux.

takes: python 4.4 s, hotloop run 0.34 s
"""

import sys


def fannkuch(n):
    order = list(range(n))
    count = [0] * n
    most, checksum, number = 0, 0, 0
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        if order[0] != 0:
            pancakes = order[:]
            flips = 0
            first = pancakes[0]
            while first:
                low, high = 0, first
                while low < high:
                    pancakes[low], pancakes[high] = pancakes[high], pancakes[low]
                    low += 1
                    high -= 1
                flips += 1
                first = pancakes[0]
            most = max(most, flips)
            checksum += flips if number % 2 == 0 else -flips
        while True:
            if r == n:
                return checksum, most
            first = order[0]
            for i in range(r):
                order[i] = order[i + 1]
            order[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        number += 1


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    checksum, most = fannkuch(n)
    print(checksum)
    print(f"Pfannkuchen({n}) = {most}")


if __name__ == "__main__":
    main()
