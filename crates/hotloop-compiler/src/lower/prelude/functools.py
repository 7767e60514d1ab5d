# `reduce` with and without a first value. Where CPython would raise a TypeError, since there is no item, this raises an
# IndexError: either way it is left to CPython.
def reduce(function, items, value, /):
    for item in items:
        value = function(value, item)
    return value


def reduce_from_first(function, items, /):
    value = items[0]
    at = 1
    while at < len(items):
        value = function(value, items[at])
        at += 1
    return value
