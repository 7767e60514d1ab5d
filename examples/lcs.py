"""The longest common subsequence of two texts, by a table of lengths.

    python lcs.py [LENGTH]
    hotloop run lcs.py [LENGTH]

The texts are made by the program, of LENGTH letters each.

takes: python 3.0 s, hotloop run 0.26 s
"""

import random
import sys


def fill_table(a, b):
    """At row i and column j the length for the first i of `a` and the first j of `b`; row by row in one list."""
    width = len(b) + 1
    table = [0] * ((len(a) + 1) * width)
    for i in range(1, len(a) + 1):
        for j in range(1, width):
            if a[i - 1] == b[j - 1]:
                table[i * width + j] = table[(i - 1) * width + j - 1] + 1
            else:
                table[i * width + j] = max(table[(i - 1) * width + j], table[i * width + j - 1])
    return table


def read_back(a, b, table):
    """One of the longest subsequences, from the end of the table to its start."""
    width = len(b) + 1
    i = len(a)
    j = len(b)
    found = []
    while i > 0 and j > 0:
        if a[i - 1] == b[j - 1]:
            found.append(a[i - 1])
            i -= 1
            j -= 1
        elif table[(i - 1) * width + j] >= table[i * width + j - 1]:
            i -= 1
        else:
            j -= 1
    found.reverse()
    return found


def main():
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 4200
    generator = random.Random(7)
    first = "".join(generator.choices("ACGT", k=length))
    second = "".join(generator.choices("ACGT", k=length))
    a = [ord(letter) for letter in first]
    b = [ord(letter) for letter in second]
    found = read_back(a, b, fill_table(a, b))
    print(f"{len(found)} of {length} letters: {''.join(map(chr, found[:40]))}...")


if __name__ == "__main__":
    main()
