"""Find the hot loop of a Python program and run it at the speed of the machine, with the same answer.

import hotloop

@hotloop.jit
def total(n):
    s = 0.0
    for i in range(n):
        s += i * 0.5
    return s
"""

from ._errors import CompileError
from ._hotloop import __version__
from ._jit import jit, report

__all__ = ["CompileError", "__version__", "jit", "report"]
