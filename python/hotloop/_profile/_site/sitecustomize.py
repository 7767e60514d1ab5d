"""Starts the recorder in a python that a profiled program has started, behind that python's own `sitecustomize`."""

import os
import sys


def _begin() -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != here]
    ours = sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # noqa: F401
    except ImportError as error:
        if error.name != "sitecustomize":
            raise
        sys.modules["sitecustomize"] = ours  # type: ignore[assignment]
    try:
        from hotloop._profile import _children
    except ImportError:
        # A python that hotloop is not installed in.
        return
    _children.begin_here()


_begin()
