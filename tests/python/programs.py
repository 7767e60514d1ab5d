"""Programs under `hotloop run`, against python itself, for tests.

    report = same(tmp_path, source)    what can be seen is the same; which loops were compiled is in the report

Most are run with HOTLOOP_RUN_EAGER=1, which compiles every loop that can be compiled, however short.
"""

import ast
import doctest
import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"

PYTHON = [sys.executable]

RUN = [sys.executable, "-m", "hotloop", "run"]


def execute(command, *, cwd, eager=True, text="", **variables):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), **variables}
    if eager:
        environment["HOTLOOP_RUN_EAGER"] = "1"
    return subprocess.run(command, cwd=cwd, env=environment, input=text, capture_output=True, text=True, timeout=300)


def report_of(done):
    return json.loads(done.stderr[done.stderr.index("{") :])


def same(tmp_path, source, *arguments, eager=True, **variables):
    """Runs a program by python and by hotloop, compares what can be seen, and returns the report."""
    script = tmp_path / "program.py"
    script.write_text(textwrap.dedent(source))
    expected = execute([*PYTHON, "program.py", *arguments], cwd=tmp_path, eager=False, **variables)
    found = execute([*RUN, "program.py", *arguments], cwd=tmp_path, eager=eager, **variables)
    assert (found.stdout, found.stderr, found.returncode) == (expected.stdout, expected.stderr, expected.returncode)
    return report_of(execute([*RUN, "--report=json", "program.py", *arguments], cwd=tmp_path, eager=eager, **variables))


def compiled_lines(report):
    return {one["line"] for one in report["loops"] if one["compiled"]}


def as_program(markdown):
    """The functions of a case file, and its sessions as statements that show what the prompt would show."""
    parts = ["import sys, traceback, warnings\nwarnings.simplefilter('always')\n"]
    blocks = re.findall(r"```(python|pycon)\n(.*?)```", markdown, re.S)
    parts += [text for kind, text in blocks if kind == "python"]
    for _, text in (block for block in blocks if block[0] == "pycon"):
        for example in doctest.DocTestParser().get_examples(text):
            body = example.source
            tree = ast.parse(body)
            if len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
                value = ast.unparse(tree.body[0].value)
                body = f"shown = {value}\nif shown is not None: print(repr(shown))\n"
            parts.append(
                "try:\n"
                + textwrap.indent(body, "    ")
                + "except BaseException:\n    traceback.print_exc(file=sys.stdout)\n"
            )
    return "\n".join(parts)
