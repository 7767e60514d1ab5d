# The numbers of `keys` in their order, equal ones as they stand: runs of 1, 2, 4 ... are merged. CPython compares other
# pairs, but between any two neighbours in the order each algorithm must find out which is the lesser.
def places_in_order(keys, is_descending):
    n = len(keys)
    old = [0] * n
    for at in range(n):
        old[at] = at
    new = [0] * n
    width = 1
    while width < n:
        begin = 0
        while begin < n:
            middle = begin + width
            end = middle + width
            if middle > n:
                middle = n
            if end > n:
                end = n
            left = to = begin
            right = middle
            while left < middle and right < end:
                first = old[left]
                second = old[right]
                one, other = (first, second) if is_descending else (second, first)
                if keys[one] < keys[other]:
                    new[to] = second
                    right += 1
                else:
                    new[to] = first
                    left += 1
                to += 1
            while left < middle:
                new[to] = old[left]
                left += 1
                to += 1
            while right < end:
                new[to] = old[right]
                right += 1
                to += 1
            begin = end
        old, new = new, old
        width *= 2
    return old
