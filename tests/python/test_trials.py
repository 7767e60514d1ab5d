"""Hot loops of a profiled program, tried as machine code on copies of their variables."""

import json
import os
import random
import subprocess
import sys
import types

import pytest

from hotloop import _hotloop
from hotloop._profile import _trial
from hotloop._profile._advice import of_trial
from hotloop._profile._snapshots import Snapshot, _may_look
from hotloop._profile.model import Trial
from hotloop._run import _entry, _module, _refusals


@pytest.fixture(autouse=True)
def alone(monkeypatch, request):
    """pytest's workers have threads of their own."""
    if "other_threads" not in request.node.name:
        monkeypatch.setattr(_hotloop, "others_may_look", lambda: False)


def snapshot_of(text, name, line, path, at=3, **variables):
    """What `name(...)` of a program knows when it comes to a line for the `at`-th time; the module, and its names."""
    path.write_text(text)
    program = sys.modules["program_of_this_test"] = types.ModuleType("program_of_this_test")
    names = program.__dict__
    names.update(variables, __file__=str(path))
    seen, taken = [], []

    def trace(frame, event, argument):
        if frame.f_code.co_filename != str(path):
            return None
        if event == "line" and frame.f_lineno == line:
            seen.append(None)
            if len(seen) == at and _may_look(frame):
                taken.append(Snapshot(frame))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        exec(compile(text, str(path), "exec"), names)
    finally:
        sys.settrace(before)
    module = _module.Module(text, str(path), _entry.Options(check=True), 0)
    module.rewrite_once()
    loop = next((one for one in module.loops if one.function == name), None)
    return taken[0] if taken else None, loop, module, names


def tried(text, name, line, path, each=1e-5, **more):
    snapshot, loop, module, names = snapshot_of(text, name, line, path, **more)
    return _trial.of_loop(snapshot, loop, module, each), names


SUM = """\
def total(n):
    s = 0
    for i in range(n):
        s += i * i % 7
    return s
result = total(20000)
"""

MODULE = """\
n = 20000
s = 0
for i in range(n):
    s += i * i % 7
"""

INSTANCES = """\
class Point:
    def __init__(self, x, v):
        self.x = x
        self.v = v
    def step(self, dt):
        self.x += self.v * dt
def run(points, n):
    for k in range(n):
        for p in points:
            p.step(0.01)
points = [Point(i * 0.1, 1.0 + i) for i in range(5)]
run(points, 3000)
result = [p.x for p in points]
"""

LISTS = """\
def smooth(a, b, n):
    for k in range(n):
        for i in range(1, len(a) - 1):
            a[i] = (a[i - 1] + b[i] + a[i + 1]) / 3.0
        print(k)
a = [float(i * i % 23) for i in range(40)]
smooth(a, a, 300)
"""

OTHERS = """\
def weigh(xs, text):
    t = 0.0
    for i, (x, c) in enumerate(zip(xs, text)):
        t += i * x + ord(c)
    for x in reversed(xs):
        t -= x
    return t
result = weigh([0.5] * 3000, "ab" * 1500)
"""

WHILE = """\
def steps(n):
    best = i = 0
    while i < n:
        i += 1
        x = i
        while x > 1:
            x = x // 2
            best += 1
    return best
result = steps(500)
"""

DRAWS = """\
import random
def inside(n):
    hits = 0
    for _ in range(n):
        x, y = random.random(), random.random()
        hits += x * x + y * y < 1.0
    return hits
result = inside(2000)
"""

RAISES = """\
def find(a, n):
    for i in range(n):
        if a[i] < 0:
            raise ValueError(i)
try:
    find([1] * 2000 + [-1], 5000)
except ValueError:
    pass
"""

GLOBALS = """\
count = 0
def up(n):
    global count
    for i in range(n):
        count += i & 1
up(20000)
"""

PROGRAMS = {
    "sum": (SUM, "total", 4),
    "module": (MODULE, "<module>", 4),
    "instances": (INSTANCES, "run", 9),
    "lists": (LISTS, "smooth", 4),
    "others": (OTHERS, "weigh", 4),
    "while": (WHILE, "steps", 7),
    "draws": (DRAWS, "inside", 5),
    "raises": (RAISES, "find", 3),
    "globals": (GLOBALS, "up", 5),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_trial_says_what_both_take_and_changes_nothing(name, tmp_path, capsys):
    random.seed(5)
    found, names = tried(*PROGRAMS[name], tmp_path / "slow.py")
    assert found.difference is None
    assert found.is_over
    assert found.python > 0 < found.machine >= found.once >= 0
    assert (found.iterations is None) == (name == "while")
    after, printed = random.getstate(), capsys.readouterr()
    plain = {"__name__": "__main__"}
    random.seed(5)
    exec(PROGRAMS[name][0], plain)
    assert random.getstate() == after
    assert capsys.readouterr() == printed
    for variable in ("result", "a", "s", "count"):
        assert names.get(variable) == plain.get(variable)


@pytest.mark.parametrize(
    ("each", "iterations", "whole"), [(1e-3, 100, 20000), (1e-5, 10000, 20000), (1e-7, 19998, 20000)]
)
def test_a_part_of_a_loop_is_tried_from_where_it_is(each, iterations, whole, tmp_path):
    found, _ = tried(SUM, "total", 4, tmp_path / "slow.py", each)
    assert (found.iterations, found.whole) == (iterations, whole)


def test_lists_that_are_one_stay_one(tmp_path):
    snapshot, *_ = snapshot_of(LISTS, "smooth", 4, tmp_path / "slow.py")
    assert snapshot.variables["a"] is snapshot.variables["b"]


def test_a_snapshot_keeps_what_variables_were(tmp_path):
    snapshot, *_, names = snapshot_of(LISTS, "smooth", 4, tmp_path / "slow.py")
    assert snapshot.variables["k"] == 0
    assert snapshot.variables["a"] != names["a"]
    assert snapshot.variables["a"][20:] == [float(i * i % 23) for i in range(20, 40)]


@pytest.mark.parametrize(
    "text",
    [
        "def f(n):\n    d = {}\n    for i in range(n):\n        d[i % 7] = i\nf(100)\n",
        "def f(n):\n    file = open('/dev/null')\n    for i in range(n):\n        file.read(1)\nf(9)\n",
        "def f(n):\n    made = iter(range(n))\n    for i in made:\n        n += i\nf(100)\n",
        "def g():\n    return range(100)\ndef f(n):\n    for i in g():\n        n += i\nf(1)\n",
    ],
)
def test_what_cannot_be_copied_is_not_tried(text, tmp_path):
    line = 1 + next(at for at, line in enumerate(text.splitlines()) if line.lstrip().startswith("for "))
    snapshot, loop, module, _ = snapshot_of(text, "f", line + 1, tmp_path / "slow.py")
    with pytest.raises(_trial.Untried):
        _trial.of_loop(snapshot, loop, module, 1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "def f(n):\n    for i in range(n):\n        n += i\n        locals()\nf(100)\n",
        "def f(n):\n    for i in range(n):\n        n += i\n        exec('')\nf(100)\n",
    ],
)
def test_variables_of_what_looks_at_them_by_name_are_left_alone(text, tmp_path):
    snapshot, *_ = snapshot_of(text, "f", 3, tmp_path / "slow.py")
    assert snapshot is None


def test_a_file_that_is_open_is_not_kept(tmp_path):
    text = """\
def f(n, target):
    file = open(target, "w")
    file.write("told")
    for i in range(n):
        n += i
f(100, target)
told = open(target).read()
"""
    *_, names = snapshot_of(text, "f", 5, tmp_path / "slow.py", target=str(tmp_path / "told.txt"))
    assert names["told"] == "told"


def test_types_that_are_refused_are_told(tmp_path):
    text = "def f(n):\n    x = 2**70\n    for i in range(n):\n        x += i\nf(100)\n"
    snapshot, loop, module, _ = snapshot_of(text, "f", 4, tmp_path / "slow.py")
    with pytest.raises(_refusals.Refused, match="`x` is an int outside 64 bits"):
        _trial.of_loop(snapshot, loop, module, 1e-5)


def test_other_threads_end_a_trial(tmp_path):
    import threading

    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        with pytest.raises(_trial.Untried):
            tried(SUM, "total", 4, tmp_path / "slow.py")
    finally:
        done.set()
        thread.join()


def test_what_takes_long_is_given_up(tmp_path, monkeypatch):
    text = "def f(n):\n    x = 0\n    while x < n:\n        x += 1\n        if n < 10**9:\n            break\nf(10)\n"
    snapshot, loop, module, _ = snapshot_of(text, "f", 4, tmp_path / "slow.py", at=1)
    snapshot.variables["n"] = 10**9
    monkeypatch.setattr(_trial, "LIMIT", 0.05)
    found = None
    with pytest.raises(_trial.Untried):
        found = _trial.of_loop(snapshot, loop, module, 1e-7)
    assert found is None


@pytest.mark.parametrize(
    ("trial", "text"),
    [
        (
            Trial("", "", 4, 9, 100, 1000, 0.1, True, 0.002, 0.001, 0.05),
            "91 times faster as machine code (tried on copies of its variables, 100 of 1,000 iterations took 100 ms in "
            "CPython, 1.0 ms as machine code and 1.0 ms to go there, once; 50 ms to compile): RUN",
        ),
        (
            Trial("", "", 4, 9, None, None, 0.5, False, 0.001, 0.0, 0.05),
            "more than 500 times faster as machine code (tried on copies of its variables, it took more than 500 ms in "
            "CPython, 1.0 ms as machine code; 50 ms to compile): RUN",
        ),
        (
            Trial("", "", 6, 9, 100, 100, 0.1, True, 0.1, 0.0, 0.05),
            "no faster as machine code (tried on copies of its variables, 100 iterations of line 6 took 100 ms in "
            "CPython, 100 ms as machine code; 50 ms to compile)",
        ),
        (
            Trial("", "", 4, 9, why="`with`", at=5, fix="open it before"),
            "kept in CPython by `with` on line 5 (instead: open it before)",
        ),
        (
            Trial("", "", 4, 9, difference="`s` is 1"),
            "a trial as machine code has shown a defect of hotloop's, which should be told: `s` is 1",
        ),
    ],
)  # fmt: skip
def test_trials_in_words(trial, text):
    assert of_trial(trial, 4, "RUN") == text


SLOW = """\
def total(n):
    s = 0
    for i in range(n):
        s += i * i % 7
    return s
print(total(6_000_000))
"""


def profiled(tmp_path, *options):
    (tmp_path / "slow.py").write_text(SLOW)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "hotloop", "profile", *options, "-o", "slow.json", "slow.py"]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=100)


def test_a_profile_ends_with_the_gain(tmp_path):
    # Another process may have run for most of a second.
    for _ in range(3):
        done = profiled(tmp_path)
        assert (done.returncode, done.stdout) == (0, "12000001\n")
        (trial,) = json.loads((tmp_path / "slow.json").read_text()).get("trials", [None])
        if trial is not None:
            break
    assert (trial["function"], trial["first"], trial["difference"], trial["whole"]) == ("total", 3, None, 6_000_000)
    last = done.stderr.splitlines()[-2]
    assert ": slow.py:3 in total: " in last
    assert "times faster as machine code (tried on copies of its variables, " in last
    assert last.endswith(": hotloop run slow.py")
    command = [sys.executable, "-m", "hotloop", "view", "slow.json"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=100).stdout
    assert last in shown


def test_without_trials(tmp_path):
    done = profiled(tmp_path, "--no-trials")
    assert "nothing in its text speaks against machine code: hotloop run slow.py" in done.stderr


def test_ways_of_its_own_that_a_named_tuple_has_are_not_taken(tmp_path):
    text = """\
class Own(tuple):
    def __iter__(self):
        raise LookupError
    __len__ = __radd__ = __getitem__ = __iter__
def f(own, n):
    s = 0
    for i in range(n):
        s += i
    return s
f(Own([1, [2]]), 1000)
"""
    snapshot, *_ = snapshot_of(text, "f", 8, tmp_path / "slow.py")
    assert repr(snapshot.variables["own"]) == "(1, [2])"


GOES = """\
class Noted:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("gone:", self.name)
class Pair(tuple):
    def __del__(self):
        print("gone: a pair")
def run(n):
    noted, pair, other = Noted("of a closure"), Pair((1, 2)), Pair(([1], 2))
    back = lambda: noted
    default = lambda noted=noted: noted
    for i in range(n):
        n += i % 3
    del noted, back, default, pair, other
    print("over")
noted = Noted("a global")
run(2_000_000)
for i in range(2_000_000):
    i % 3
del noted
print("over")
"""
ASKS = """\
class Meta(type):
    def __getattribute__(cls, name):
        print("asked for", name)
        return type.__getattribute__(cls, name)
    def __eq__(cls, other):
        print("compared")
        return cls is other
    def __hash__(cls):
        print("hashed")
        return 1
class Odd(metaclass=Meta):
    pass
class Own:
    def __init__(self):
        self.__dict__["value"] = 1
    value = property(lambda self: print("read"), lambda self, value: print("set"))
    __class__ = property(lambda self: print("class"))
    def __len__(self):
        print("len")
        return 50
def run(n, odd, odds, own):
    for i in range(n):
        n += i
    for i in range(len(own)):
        n += i
run(50, Odd(), [Odd()], Own())
"""


def test_what_the_program_lets_go_goes(tmp_path):
    found = ended(GOES, tmp_path)
    assert (
        found.stdout == subprocess.run([sys.executable, "slow.py"], cwd=tmp_path, text=True, capture_output=True).stdout
    )


@pytest.mark.parametrize("loop", [0, 1])
def test_classes_are_not_asked(loop, tmp_path, capsys):
    starts = [at for at, line in enumerate(ASKS.splitlines(), 1) if line.lstrip().startswith("for i")]
    snapshot, _, module, _ = snapshot_of(ASKS, "run", starts[loop] + 1, tmp_path / "slow.py")
    loop = next(one for one in module.loops if one.span[0] == starts[loop])
    if loop.span[0] == starts[1]:
        with pytest.raises(_trial.Untried):
            _trial.of_loop(snapshot, loop, module, 1e-3)
    else:
        assert _trial.of_loop(snapshot, loop, module, 1e-3).difference is None
    assert capsys.readouterr().out == "len\n"


def ended(text, path):
    (path / "slow.py").write_text(text)
    command = [sys.executable, "-m", "hotloop", "profile", "slow.py"]
    return subprocess.run(command, cwd=path, text=True, capture_output=True)


@pytest.mark.parametrize("line", ["signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])", "signal.alarm(60)"])
def test_the_timer_is_the_program_s(line, tmp_path):
    text = f"import signal\n{line}\nimport sys, os\n" + SUM
    text += "total(3_000_000)\nos.write(1, str(signal.getitimer(signal.ITIMER_REAL)[0] > 0).encode())\n"
    found = ended(text, tmp_path)
    assert found.returncode == 0
    assert "tried on copies" not in found.stderr
    text += f"import subprocess\nos.execv(sys.executable, [sys.executable, '-c', {LEFT!r}])\n"
    left = ended(text, tmp_path).stdout
    assert left == ("TrueTrue" if "alarm" in line else "FalseFalse")


LEFT = "import signal; print(signal.getitimer(signal.ITIMER_REAL)[0] > 0, end='')"


@pytest.mark.parametrize("line", ["sys.settrace(lambda *_: None)", "os.kill(os.getpid(), 15)"])
def test_no_trial_under_a_tracer_of_the_program_s_nor_after_sigterm(line, tmp_path):
    found = ended(f"import os, sys\n{SUM}total(3_000_000)\n{line}\n", tmp_path)
    assert "total at line" in found.stderr
    assert "tried on copies" not in found.stderr


def test_a_program_may_end_in_a_directory_that_is_gone(tmp_path):
    found = ended(f"import os\n{SUM}total(1000)\nos.mkdir('x')\nos.chdir('x')\nos.rmdir('../x')\n", tmp_path)
    assert (found.returncode, "total" in found.stderr, "Error" in found.stderr) == (0, True, False)


def test_a_program_may_have_closed_its_output(tmp_path):
    found = ended(f"import sys\n{SUM}total(3_000_000)\nsys.stdout.close()\n", tmp_path)
    assert "tried on copies" in found.stderr
    assert "Exception" not in found.stderr
