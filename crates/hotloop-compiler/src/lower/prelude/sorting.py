# The order of tuples and strs, as a list of the places of what comes first, second ... Equal ones stay as they stand.
# CPython compares other pairs, but between neighbours in the order each algorithm must find out which is the lesser.
def settle_all(keys, places, is_descending):
    spare = [0] * len(places)
    _merge(keys, places, spare, 0, len(places), is_descending)


# The places are in the order of `firsts` already, which decide where they differ.
def settle_runs(keys, firsts, places, is_descending):
    n = len(places)
    spare = [0] * n
    begin = 0
    while begin < n:
        first = firsts[places[begin]]
        end = begin + 1
        while end < n and firsts[places[end]] == first:
            end += 1
        if end - begin > 1:
            _merge(keys, places, spare, begin, end, is_descending)
        begin = end


# What the first characters of each say, as one number.
def prefixes(words, base, count):
    out = []
    for word in words:
        number = 0
        n = len(word)
        for k in range(count):
            number *= base
            if k < n:
                number += ord(word[k])
        out.append(number)
    return out


# Runs of 1, 2, 4 ... are merged.
def _merge(keys, places, spare, first, last, is_descending):
    width = 1
    while width < last - first:
        begin = first
        while begin < last:
            middle = begin + width
            end = middle + width
            if middle > last:
                middle = last
            if end > last:
                end = last
            left = to = begin
            right = middle
            while left < middle and right < end:
                a = places[left]
                b = places[right]
                one, other = (a, b) if is_descending else (b, a)
                if keys[one] < keys[other]:
                    spare[to] = b
                    right += 1
                else:
                    spare[to] = a
                    left += 1
                to += 1
            while left < middle:
                spare[to] = places[left]
                left += 1
                to += 1
            while right < end:
                spare[to] = places[right]
                right += 1
                to += 1
            begin = end
        for at in range(first, last):
            places[at] = spare[at]
        width *= 2
