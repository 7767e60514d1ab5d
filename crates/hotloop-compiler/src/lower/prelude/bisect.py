def bisect_left(a, x, lo=0, hi=None):
    if lo < 0:
        raise ValueError
    if hi is None:
        hi = len(a)
    elif hi < 0:
        raise ValueError
    while lo < hi:
        middle = (lo + hi) // 2
        if a[middle] < x:
            lo = middle + 1
        else:
            hi = middle
    return lo


def bisect_right(a, x, lo=0, hi=None):
    if lo < 0:
        raise ValueError
    if hi is None:
        hi = len(a)
    elif hi < 0:
        raise ValueError
    while lo < hi:
        middle = (lo + hi) // 2
        if x < a[middle]:
            hi = middle
        else:
            lo = middle + 1
    return lo


def insort_left(a, x, lo=0, hi=None):
    a.insert(bisect_left(a, x, lo, hi), x)


def insort_right(a, x, lo=0, hi=None):
    a.insert(bisect_right(a, x, lo, hi), x)
