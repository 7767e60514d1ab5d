"""In how many ways N queens can stand on a board so that none attacks another, by trying and taking back.

    python queens.py [N]
    hotloop run queens.py [N]

takes: python 1.8 s, hotloop run 0.41 s
"""

import sys


def place(row, n, columns, rising, falling):
    """The number of ways to fill the rows from `row` on; the lists say what is attacked."""
    if row == n:
        return 1
    count = 0
    for column in range(n):
        if columns[column] or rising[row + column] or falling[row - column + n]:
            continue
        columns[column] = rising[row + column] = falling[row - column + n] = True
        count += place(row + 1, n, columns, rising, falling)
        columns[column] = rising[row + column] = falling[row - column + n] = False
    return count


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 13
    columns, rising, falling = [False] * n, [False] * (2 * n), [False] * (2 * n + 1)
    total = 0
    for column in range(n):
        columns[column] = rising[column] = falling[n - column] = True
        count = place(1, n, columns, rising, falling)
        columns[column] = rising[column] = falling[n - column] = False
        print(f"first in column {column + 1}: {count}")
        total += count
    print(f"{n} queens: {total}")


if __name__ == "__main__":
    main()
