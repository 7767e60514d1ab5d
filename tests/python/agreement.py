"""Does a decorated function do what CPython does, and was it compiled for it?"""

import contextlib
import copy
import io

import hotloop


def compiled(function):
    """The statistics of the only signature that the function was compiled for."""
    signatures = function.statistics["signatures"]
    assert all(one["compiled"] for one in signatures.values()), function.signatures
    (only,) = signatures.values()
    return only


def same(a, b):
    """Equal in type and value, bit for bit; NaN is NaN."""
    assert type(a) is type(b), (a, b)
    assert repr(a) == repr(b)


def check(function, *arguments):
    """CPython and compiled code do the same to equal arguments."""
    fast = hotloop.jit(function)
    expected_arguments, found_arguments = copy.deepcopy(arguments), copy.deepcopy(arguments)
    expected, found = outcome(function, expected_arguments), outcome(fast, found_arguments)
    assert expected == found
    assert repr(expected_arguments) == repr(found_arguments)
    return fast


def outcome(function, arguments):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            value = function(*arguments)
        except Exception as error:
            return type(error), str(error), printed.getvalue()
    return type(value), repr(value), printed.getvalue()
