# What looks through a sequence, and sums that begin with a value. A NaN is found by being the same object: that is left
# to CPython.
def index_in(items, x):
    if x != x:
        raise ValueError
    at = 0
    while at == len(items) or items[at] != x:
        if at == len(items):
            raise ValueError
        at += 1
    return at


def count_in(items, x):
    if x != x:
        raise ValueError
    n = 0
    for at in range(len(items)):
        if items[at] == x:
            n += 1
    return n


def sum_from(items, value):
    for item in items:
        value = value + item
    return value
