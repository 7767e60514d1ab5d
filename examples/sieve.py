"""Prime numbers by the sieve of Eratosthenes.

    python sieve.py [LIMIT]
    hotloop run sieve.py [LIMIT]

takes: python 1.0 s, hotloop run 0.30 s
"""

import sys


def sieve(limit):
    """For each number up to the limit whether it is prime."""
    is_prime = [True] * (limit + 1)
    is_prime[0] = is_prime[1] = False
    number = 2
    while number * number <= limit:
        if is_prime[number]:
            for multiple in range(number * number, limit + 1, number):
                is_prime[multiple] = False
        number += 1
    return is_prime


def main():
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000_000
    is_prime = sieve(limit)
    largest = limit
    while not is_prime[largest]:
        largest -= 1
    print(f"{sum(is_prime)} primes up to {limit}, the largest is {largest}")


if __name__ == "__main__":
    main()
