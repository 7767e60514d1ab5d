# Methods of `random.Random` whose source uses sets and checks of types. They draw as that does, in its order.
import math


def sample(self, population, k):
    n = len(population)
    if not 0 <= k <= n:
        raise ValueError
    set_size = 21
    if k > 5:
        set_size += 1 << 2 * math.ceil(math.log(k * 3, 4))
    result = []
    if n <= set_size:
        pool = list(population)
        for i in range(k):
            j = self._randbelow(n - i)
            result.append(pool[j])
            pool[j] = pool[n - i - 1]
    else:
        # The set of those that are taken: a table, at most a quarter full.
        table_size = 64
        while table_size < 4 * k:
            table_size *= 2
        taken = [-1] * table_size
        for _ in range(k):
            while True:
                j = self._randbelow(n)
                at = j & table_size - 1
                while taken[at] != -1 and taken[at] != j:
                    at = at + 1 & table_size - 1
                if taken[at] == -1:
                    break
            taken[at] = j
            result.append(population[j])
    return result


def choices(self, population, weights=None, cum_weights=None, k=1):
    n = len(population)
    if cum_weights is None:
        if weights is None:
            result = []
            for _ in range(k):
                result.append(population[int(self.random() * (n + 0.0))])
            return result
        return weighted_choices(self, population, running_totals(weights), k)
    if weights is not None:
        raise TypeError
    return weighted_choices(self, population, cum_weights, k)


def running_totals(weights):
    total = weights[0]
    totals = [total]
    for at in range(1, len(weights)):
        total = total + weights[at]
        totals.append(total)
    return totals


def weighted_choices(self, population, cum_weights, k):
    n = len(population)
    if len(cum_weights) != n:
        raise ValueError
    total = cum_weights[n - 1] + 0.0
    if not 0.0 < total < math.inf:
        raise ValueError
    result = []
    for _ in range(k):
        x = self.random() * total
        low = 0
        high = n - 1
        while low < high:
            middle = (low + high) // 2
            if x < cum_weights[middle]:
                high = middle
            else:
                low = middle + 1
        result.append(population[low])
    return result


# The words that `seed(a)` gives a generator.
def seeded_words(a):
    a = abs(a)
    return words_of_key(a & 0xFFFFFFFF, a >> 32)


# The same of a float: its hash, without a sign.
def words_of_float(a):
    sign = 1
    if a < 0.0:
        sign = -1
    m, e = math.frexp(math.fabs(a))
    rest = 0
    if math.isinf(a):
        rest = 314159
        e = 0
        m = 0.0
    # That of a NaN is its address.
    if a != a:
        raise ValueError
    while m > 0.0:
        rest = (rest & 0x1FFFFFFFF) << 28 | rest >> 33
        m = m * 268435456.0
        e -= 28
        y = int(m)
        m = m - y
        rest += y
        if rest >= 0x1FFFFFFFFFFFFFFF:
            rest -= 0x1FFFFFFFFFFFFFFF
    e = e % 61
    rest = (rest & (1 << 61 - e) - 1) << e | rest >> 61 - e
    rest = rest * sign
    if rest == -1:
        rest = -2
    return words_of_key(rest & 0xFFFFFFFF, rest >> 32 & 0xFFFFFFFF)


# `init_by_array` of Matsumoto and Nishimura, of the digits in base 2^32.
def words_of_key(low, high):
    n_digits = 2 if high else 1
    words = [19650218] * 624
    last = 19650218
    for i in range(1, 624):
        last = 1812433253 * (last ^ last >> 30) + i & 0xFFFFFFFF
        words[i] = last
    last = words[0]
    at = 1
    digit = 0
    for _ in range(624):
        key = high if digit else low
        last = (words[at] ^ (last ^ last >> 30) * 1664525) + key + digit & 0xFFFFFFFF
        words[at] = last
        at += 1
        digit += 1
        if at == 624:
            words[0] = last
            at = 1
        if digit == n_digits:
            digit = 0
    for _ in range(623):
        last = (words[at] ^ (last ^ last >> 30) * 1566083941) - at & 0xFFFFFFFF
        words[at] = last
        at += 1
        if at == 624:
            words[0] = last
            at = 1
    words[0] = 0x80000000
    return words
