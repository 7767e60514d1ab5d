"""Tools that misbehave, for tests of the tour: each a way to make a program ready, as in hotloop/_tour/builders.py."""

import os
import time

import builders


def ready(job, change=lambda counts, n_calls: counts):
    """The function as it is; what it gives is changed."""
    function, n_calls = job.function(), 0

    def call(*arguments):
        nonlocal n_calls
        n_calls += 1
        return change(function(*arguments), n_calls)

    return builders.Ready(call, job.arguments())


def wrong(job):
    return ready(job, lambda counts, n_calls: [counts[0] + 1, *counts[1:]])


def right_sum(job):
    return ready(job, lambda counts, n_calls: counts[::-1])


def wrong_later(job):
    return ready(job, lambda counts, n_calls: counts if n_calls < 3 else [*counts[:-2], 7, 7])


def too_short(job):
    return ready(job, lambda counts, n_calls: counts[:-1])


def sum_only(job):
    return ready(job, lambda counts, n_calls: builders.Printed(as_printed(sum(counts))))


def wrong_sum_only(job):
    return ready(job, lambda counts, n_calls: builders.Printed(as_printed(sum(counts) + 1)))


def as_printed(total):
    return f"Main took 0.25\nTotal sum of elements (for validation): {total}\n"


def fails(job):
    raise RuntimeError("out of lanes\nand more")


def fails_in_the_call(job):
    def fail(*arguments):
        raise ZeroDivisionError("no lanes")

    return builders.Ready(fail, job.arguments())


def is_not_here(job):
    raise builders.Missing("the compiler's compiler is not here")


def imports_what_is_not_here(job):
    import no_such_module  # noqa: F401


def hangs(job):
    # Its children must be stopped with it.
    if os.fork() == 0:
        time.sleep(600)
    time.sleep(600)


def hangs_later(job):
    def change(counts, n_calls):
        if n_calls == 3:
            time.sleep(600)
        return counts

    return ready(job, change)


def dies(job):
    os.kill(os.getpid(), 9)


def ends(job):
    os.write(2, b"Fatal Python error: too bad\n")
    os._exit(3)


def prints(job):
    """To where its answers go, by Python and by C."""
    function = ready(job)
    print("not JSON")
    os.write(1, b"nor this\n")
    return function


def talks_nonsense(job):
    for file in range(3, 20):
        try:
            os.write(file, b"nonsense\n")
        except OSError:
            pass
    return ready(job)
