"""A module of the program: its text, its loops, and its code with a watch around each of them.

    module = load(b"...", "slow.py", Options())
    module.code                     None: as CPython compiles it, for there is nothing to watch
    module.loops[0].span            read from disk only when it is needed

Code and loops are kept on disk, beside machine code and under the same rules: rewriting takes longer than many a
program runs.
"""

from __future__ import annotations

import marshal
import os
import sys

from .. import _hotloop
from . import _known

TYPE_CHECKING = False
if TYPE_CHECKING:
    import types
    from typing import Any

    from ._entry import Options
    from ._known import Known
    from ._rewrite import Loop

# So many loops a module may have: the number of a loop is that of its module and its place in it.
MAX_LOOPS = 1 << 20


class Module:
    """See above. first: the number of the first of its loops."""

    def __init__(self, source: str | bytes, filename: str, options: Options, first: int) -> None:
        self.source = source
        self.filename = filename
        self.options = options
        self.first = first
        self.code: types.CodeType | None = None
        # What an earlier run has found out, and where that is kept.
        self.known: dict[int, Known] = {}
        self.known_key: bytes | None = None
        self._kept = b""
        self._loops: list[Loop] | None = None
        self._text: str | None = None

    def put_back(self, frame: types.FrameType) -> None:
        """No loop of a frame's function is worth its watch: that is run as it is written, if it can be found."""
        from . import _loops

        _loops.put_back(self, frame)

    @property
    def text(self) -> str:
        """As CPython's tokenizer sees it."""
        if self._text is None:
            decoded = _decoded(self.source) if isinstance(self.source, bytes) else self.source
            self._text = decoded.replace("\r\n", "\n").replace("\r", "\n")
        return self._text

    @property
    def loops(self) -> list[Loop]:
        if self._loops is None:
            from ._rewrite import Loop

            self._loops = [Loop.of_data(one) for one in marshal.loads(self._kept)]
        return self._loops

    def rewrite(self) -> bool:
        """Makes code and loops anew. The result says whether they may be kept. SyntaxError, ValueError: of compile."""
        import gc
        import warnings

        filters: Any = warnings.filters
        is_error: Any = ("error", None, SyntaxWarning, None, 0)
        # CPython warns of a script each time: one with a warning is compiled each time.
        filters.insert(0, is_error)
        # A tree is many objects and no garbage: looking for some takes a third of the time.
        is_collecting = gc.isenabled()
        gc.disable()
        try:
            self.rewrite_once()
            return True
        except SyntaxError:
            pass
        finally:
            filters.remove(is_error)
            if is_collecting:
                gc.enable()
        self.rewrite_once()
        return False

    def rewrite_once(self) -> None:
        """Makes code and loops. SyntaxError, ValueError: of compile."""
        from .. import _tree
        from . import _rewrite

        tree = _tree.parse(self.source, self.filename)
        has_changed, self._loops = _rewrite.rewrite(tree, self.first, self.options.timed)
        if has_changed and len(self._loops) < MAX_LOOPS:
            self.code = compile(tree, self.filename, "exec", dont_inherit=True)

    def as_bytes(self) -> bytes:
        return marshal.dumps((self.code, marshal.dumps([one.as_data() for one in self.loops])))

    def take(self, kept: bytes) -> None:
        """What `as_bytes` gave."""
        self.code, self._kept = marshal.loads(kept)


def load(source: str | bytes, filename: str, options: Options) -> Module | None:
    """None: it has no loops. SyntaxError, ValueError: as of compile."""
    as_bytes = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if not _may_have_loops(as_bytes):
        return None

    def key_of(timed: bool) -> bytes:
        return _hotloop.module_key([as_bytes, filename.encode("utf-8", "surrogateescape"), _maker(timed)])

    key = key_of(options.timed)
    module = Module(source, filename, options, int.from_bytes(key[:5], "little") * MAX_LOOPS)
    # Whoever asks for warnings wants to see those of the compiler.
    may_keep = isinstance(source, bytes) and not sys.warnoptions
    kept = _hotloop.kept_module(key) if may_keep else None
    if kept is not None:
        module.take(kept)
    elif not may_keep:
        # Once, so that it warns once.
        module.rewrite_once()
    elif module.rewrite():
        _hotloop.keep_module(key, module.as_bytes())
    if may_keep and not options.check:
        module.known_key = _known.key_of(key_of(False) if options.timed else key)
    return module


def _may_have_loops(source: bytes) -> bool:
    """Does a line begin with `for` or `while`, or is there a generator expression that a builtin goes through?

    Quick, and wrong only where it says yes.
    """
    if b"for" not in source and b"while" not in source:
        return False
    from ._rewrite import CONSUMERS

    if b" for " in source and any(name.encode() + b"(" in source for name in CONSUMERS):
        return True
    return any(line.lstrip(b" \t\x0c\xef\xbb\xbf").startswith((b"for", b"while")) for line in source.splitlines())


def _maker(timed: bool) -> bytes:
    """What else the code of a module depends on: this CPython, and this version of the rewriting."""
    directory = os.path.dirname(__file__)
    files = (os.stat(os.path.join(directory, name)) for name in ("_rewrite.py", "_module.py"))
    parts = [sys.implementation.cache_tag, sys.hexversion, sys.flags.optimize, timed]
    return repr([*parts, *((file.st_mtime_ns, file.st_size) for file in files)]).encode()


def _decoded(source: bytes) -> str:
    """As CPython decodes a source file."""
    if b"coding" not in b"".join(source.split(b"\n", 2)[:2]):
        # Not by "utf-8-sig", which is a module to be imported.
        return source.removeprefix(b"\xef\xbb\xbf").decode()
    from importlib.util import decode_source  # It loads `re`.

    return decode_source(source)
