"""How far apart are pieces of DNA? Levenshtein's distance: insertions, deletions and changes of letters.

    python levenshtein.py [LENGTH]
    hotloop run levenshtein.py [LENGTH]

takes: python 2.5 s, hotloop run 0.06 s
"""

import sys

LETTERS = "ACGT"


def random_text(length, seed):
    text = ""
    for _ in range(length):
        seed = (seed * 1103515245 + 12345) % 2147483648
        text += LETTERS[seed // 65536 % 4]
    return text


def mutated(text, seed):
    """The text with one letter in eight changed, doubled or left out."""
    result = ""
    for letter in text:
        seed = (seed * 1103515245 + 12345) % 2147483648
        kind = seed // 65536 % 24
        if kind == 0:
            result += LETTERS[seed // 1048576 % 4]
        elif kind == 1:
            result += letter + letter
        elif kind != 2:
            result += letter
    return result


def distance(a, b):
    before = list(range(len(b) + 1))
    now = [0] * (len(b) + 1)
    for i in range(1, len(a) + 1):
        now[0] = i
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                now[j] = before[j - 1]
            else:
                now[j] = 1 + min(before[j - 1], before[j], now[j - 1])
        before, now = now, before
    return before[len(b)]


def letters(text):
    """How often each letter is there."""
    counts = [0, 0, 0, 0]
    for letter in text:
        counts[LETTERS.index(letter)] += 1
    return counts


def main():
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 1700
    texts = [random_text(length, 1)]
    texts += [mutated(texts[0], 2), random_text(length, 3)]
    texts += [mutated(texts[1], 4)]
    for text in texts:
        print(text[:12], len(text), "letters:", letters(text))
    for i in range(len(texts)):
        for j in range(i):
            print(f"from {j} to {i}: {distance(texts[i], texts[j])}")


if __name__ == "__main__":
    main()
