"""The cache on disk, seen from outside: each test has a directory and processes of its own."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
import hotloop

@hotloop.jit
def total(n):
    s = 0
    for i in range(n):
        s += i * i % 7
    return s

def report():
    answer = total(1000)
    one = total.statistics["signatures"].get("(int)", {})
    origin = "cache" if one.get("from_cache") else "compiled" if one.get("compiled") else "python"
    print(answer, origin, *(name for name in one.get("phases", {}) if "llvm" in name or "cache" in name))
    print(total.signatures)

if __name__ == "__main__":
    report()
"""

ANSWER = str(sum(i * i % 7 for i in range(1000)))


class Machine:
    """A user's program and cache directory."""

    def __init__(self, directory: Path):
        self.program = directory / "program.py"
        self.program.write_text(PROGRAM)
        self.cache = directory / "cache"
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("HOTLOOP_")}
        self.environment["HOTLOOP_CACHE_DIR"] = str(self.cache)

    def start(self, *arguments, **options):
        options = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
            "env": self.environment,
        } | options
        return subprocess.Popen([sys.executable, *arguments], **options)

    def run(self, **options):
        """What `report` prints of the origin and the phases of `total`; the answer is checked."""
        return checked(self.start(str(self.program), **options))[0]

    def hotloop(self, *arguments):
        process = self.start("-m", "hotloop", *arguments)
        out, error = process.communicate()
        return process.returncode, out, error

    def info(self):
        code, out, error = self.hotloop("cache", "info")
        assert (code, error) == (0, "")
        return dict(line.split(maxsplit=1) for line in out.splitlines())

    def files(self, extension="object"):
        return sorted(self.cache.glob(f"*.{extension}"))


def checked(process):
    """Origin and phases, then the signatures as they are shown."""
    out, error = process.communicate(timeout=120)
    assert (process.returncode, error) == (0, "")
    report, signatures = out.splitlines()
    answer, *rest = report.split(maxsplit=2)
    assert answer == ANSWER
    return rest, signatures


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_a_second_process_generates_no_code(machine):
    origin, phases = machine.run()
    assert origin == "compiled"
    assert "cache miss" in phases and "llvm codegen" in phases and "cache insert" in phases
    assert machine.run() == ["cache", "cache hit"]
    assert len(machine.files()) == 1
    assert machine.cache.stat().st_mode & 0o777 == 0o700
    assert machine.files()[0].stat().st_mode & 0o777 == 0o600
    assert machine.files("compiling") == machine.files("aside") == []


def test_other_code_is_another_entry(machine):
    machine.run()
    for option in [{"HOTLOOP_CPU": "x86-64"}, {"HOTLOOP_FORCE_EXIT": "1000000"}]:
        environment = machine.environment | option
        assert machine.run(env=environment)[0] == "compiled"
        assert machine.run(env=environment)[0] == "cache"
    assert len(machine.files()) == 3


def test_explain_names_the_cache(machine):
    show = "import program; program.total(3); print(program.total.explain())"
    for expected in [False, True]:
        out, _ = machine.start("-c", show, cwd=machine.program.parent).communicate()
        assert ("with code from the cache" in out) == expected


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "extend", "writable", "link"])
def test_a_damaged_entry_is_made_again(machine, damage):
    machine.run()
    (entry,) = machine.files()
    good = entry.read_bytes()
    if damage == "flip":
        entry.write_bytes(good[:200] + bytes([good[200] ^ 4]) + good[201:])
    elif damage == "cut":
        entry.write_bytes(good[:-1])
    elif damage == "empty":
        entry.write_bytes(b"")
    elif damage == "extend":
        entry.write_bytes(good + b"\0")
    elif damage == "writable":
        entry.chmod(0o666)
    elif damage == "link":
        entry.rename(machine.cache / "elsewhere")
        entry.symlink_to(machine.cache / "elsewhere")
    assert machine.run()[0] == "compiled"
    assert machine.run()[0] == "cache"


def test_a_file_in_place_of_the_directory(machine):
    machine.cache.write_text("a file")
    assert machine.run()[0] == "compiled"
    assert machine.cache.read_text() == "a file"
    assert machine.info()["state"].endswith("cache is not a directory")


def test_a_directory_that_cannot_be_made(machine):
    machine.environment["HOTLOOP_CACHE_DIR"] = "/proc/hotloop"
    assert machine.run()[0] == "compiled"
    assert machine.info()["state"].startswith("off: /proc/hotloop: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_that_is_read_only(machine):
    machine.cache.mkdir(mode=0o500)
    assert machine.run()[0] == "compiled"
    assert machine.run()[0] == "compiled"
    machine.cache.chmod(0o700)
    machine.run()
    machine.cache.chmod(0o500)
    assert machine.run()[0] == "cache"
    machine.cache.chmod(0o700)


def test_a_full_disk(machine):
    """No file may grow: what cannot be written leaves nothing behind."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    assert machine.run(preexec_fn=limit)[0] == "compiled"
    assert list(machine.cache.iterdir()) == []
    assert machine.run()[0] == "compiled"


def test_a_directory_that_others_can_write_to(machine):
    machine.run()
    machine.cache.chmod(0o777)
    assert machine.run()[0] == "compiled"
    assert machine.info()["state"].endswith("is writable by other users")
    code, _, error = machine.hotloop("cache", "clear")
    assert code == 1 and "is writable by other users" in error
    assert len(machine.files()) == 1


def test_off(machine):
    machine.run()
    machine.environment["HOTLOOP_CACHE"] = "0"
    origin, phases = machine.run()
    assert origin == "compiled" and "cache" not in phases
    assert machine.info()["state"] == "off: HOTLOOP_CACHE=0"
    assert machine.info()["entries"].startswith("1,")


def test_where_it_is(machine, tmp_path):
    def path(**environment):
        kept = {name: value for name, value in machine.environment.items() if name not in ("HOTLOOP_CACHE_DIR", "HOME")}
        process = machine.start("-m", "hotloop", "cache", "path", env=kept | environment, cwd=tmp_path)
        out, error = process.communicate()
        return out.strip() or error.strip()

    assert path(HOTLOOP_CACHE_DIR="/a", XDG_CACHE_HOME="/b", HOME="/c") == "/a"
    assert path(HOTLOOP_CACHE_DIR="a") == str(tmp_path / "a")
    assert path(XDG_CACHE_HOME="/b", HOME="/c") == "/b/hotloop"
    assert path(XDG_CACHE_HOME="b", HOME="/c") == "/c/.cache/hotloop"
    assert path() == "hotloop: no home directory: set HOTLOOP_CACHE_DIR"


def test_info_and_clear(machine):
    assert machine.info()["entries"] == "0, 0.0 MB"
    machine.run()
    info = machine.info()
    assert info["directory"] == str(machine.cache)
    assert (info["state"], info["bound"]) == ("on", "512 MB")
    assert info["entries"].startswith("1, ")
    assert machine.hotloop("cache", "clear") == (0, "", "")
    assert machine.files() == []
    machine.environment["HOTLOOP_CACHE_SIZE"] = "7"
    assert machine.info()["bound"] == "7.0 MB"
    machine.environment["HOTLOOP_CACHE_SIZE"] = "much"
    assert machine.info()["state"].startswith("off: HOTLOOP_CACHE_SIZE=much: it must be a whole number")
    assert machine.run()[0] == "compiled"


def test_twenty_processes_at_once(machine):
    processes = [machine.start(str(machine.program)) for _ in range(20)]
    origins = [checked(process)[0][0] for process in processes]
    assert "compiled" in origins and "python" not in origins
    assert len(list(machine.cache.iterdir())) == 1
    assert machine.run() == ["cache", "cache hit"]


SLOW = """
import sys
import hotloop

# Some seconds of code generation.
lines = "".join(f"        s{n % 50} += (i * {n} + s{(n + 1) % 50}) % {n + 3}\\n" for n in range(400))
names = "".join(f"    s{n} = 0\\n" for n in range(50))
text = f"def slow(n):\\n{names}    for i in range(n):\\n{lines}    return s0\\n"
open(sys.argv[1], "w").write(text)
sys.path.insert(0, sys.argv[1].rpartition("/")[0])
import slow
f = hotloop.jit(slow.slow)
f(3)
print(f.signatures)
"""


def test_killed_while_it_compiles(machine, tmp_path):
    """One such death is forgiven, as the user may be the reason; two are taken for LLVM's doing."""

    def run_slow():
        return machine.start("-c", SLOW, str(tmp_path / "slow.py"))

    def kill_while_compiling(attempt):
        process = run_slow()
        deadline = time.monotonic() + 100
        while not (machine.files("compiling") and machine.files("compiling")[0].read_text() == attempt):
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.communicate()

    for attempt in "12":
        kill_while_compiling(attempt)
        assert machine.info()["marks"].startswith("1 ")
    out, error = run_slow().communicate()
    assert error == ""
    assert "slow.py:1: compiling it has ended the process before; `hotloop cache clear`" in out
    assert "1 of them no longer tried" in machine.info()["marks"]
    assert machine.run()[0] == "compiled"
    machine.hotloop("cache", "clear")
    assert "marks" not in machine.info()
