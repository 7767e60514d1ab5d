"""Find the hot loop of a Python program and run it at the speed of the machine, with the same answer.

import hotloop

@hotloop.jit
def total(n):
    s = 0.0
    for i in range(n):
        s += i * 0.5
    return s
"""

from ._platform import refuse_unsupported

refuse_unsupported()

from ._errors import CompileError  # noqa: E402  (the extension module is not touched where it cannot run)
from ._hotloop import __version__  # noqa: E402
from ._jit import jit, report  # noqa: E402

__all__ = ["CompileError", "__version__", "jit", "report"]


def load_ipython_extension(shell: object) -> None:
    """`%load_ext hotloop`: %hotprof, %lprun and %%lprun_all."""
    from ._profile.magics import load

    load(shell)
