# How many items there are, and the item at a place in their order: nothing has to be kept from one to the next.
# They have other names than the functions of `itertools`, which take other arguments.
def count_permutations(n, r):
    if r > n:
        return 0
    count = 1
    for k in range(r):
        count *= n - k
    return count


def permutations_at(items, r, at, count):
    n = len(items)
    out = items[:]
    for i in range(r):
        # As many begin with each of those that are left.
        count //= n - i
        k = i + at // count
        at %= count
        item = out[k]
        while k > i:
            out[k] = out[k - 1]
            k -= 1
        out[i] = item
    if r < n:
        del out[r:]
    return out


def count_combinations(n, r):
    if r > n:
        return 0
    count = 1
    for k in range(r):
        count = count * (n - k) // (k + 1)
    return count


def combinations_at(items, r, at, count):
    n = len(items)
    out = []
    i = 0
    while r > 0:
        # Those that have this element.
        first = count * r // (n - i)
        if at < first:
            out.append(items[i])
            count = first
            r -= 1
        else:
            at -= first
            count -= first
        i += 1
    return out


def count_combinations_with_replacement(n, r):
    if n == 0:
        return 1 if r == 0 else 0
    count = 1
    for k in range(r):
        count = count * (n + r - 1 - k) // (k + 1)
    return count


def combinations_with_replacement_at(items, r, at, count):
    n = len(items)
    out = []
    i = 0
    while r > 0:
        first = count * r // (n - i + r - 1)
        if at < first:
            out.append(items[i])
            count = first
            r -= 1
        else:
            at -= first
            count -= first
            i += 1
    return out


def count_product(n, r):
    count = 1
    for _ in range(r):
        count *= n
    return count


def product_at(items, r, at, count):
    n = len(items)
    out = []
    for _ in range(r):
        out.append(items[at % n])
        at //= n
    out.reverse()
    return out


# All elements of all lists, one list after the other.
def joined(rows):
    out = []
    for row in rows:
        for item in row:
            out.append(item)
    return out
