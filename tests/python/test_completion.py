"""`hotloop completion`: the scripts, in the shells that are here."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from hotloop._cli import _parser
from hotloop._completion import SHELLS, read_commands


def script(shell: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "hotloop", "completion", shell], capture_output=True, text=True, timeout=100
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def complete_in_bash(*words: str, directory: object = None) -> list[str]:
    """What bash offers for the last of these words."""
    quoted = " ".join(f"'{word}'" for word in words)
    last = words[-2] if len(words) > 1 else ""
    ask = f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; compopt() {{ :; }}\n"
    ask += f"_hotloop hotloop '{words[-1]}' '{last}'; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    command = ["bash", "--norc", "-c", script("bash") + ask]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, cwd=directory)
    assert done.stderr == ""
    return done.stdout.split()


bash = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


@bash
def test_bash_completes_commands():
    assert {"explain", "doctor", "tour", "completion"} <= set(complete_in_bash("hotloop", ""))
    assert complete_in_bash("hotloop", "doc") == ["doctor"]
    assert complete_in_bash("hotloop", "--v") == ["--version"]
    assert complete_in_bash("hotloop", "nothing") == []


@bash
def test_bash_completes_options_and_their_values():
    assert complete_in_bash("hotloop", "explain", "--st") == ["--stage"]
    assert complete_in_bash("hotloop", "explain", "a.py::f", "--stage", "a") == ["ast", "asm"]
    assert complete_in_bash("hotloop", "explain", "a.py::f", "--stage", "=", "ll") == ["llvm"]
    assert complete_in_bash("hotloop", "explain", "--lanes", "") == []
    assert complete_in_bash("hotloop", "tour", "--j") == ["--json"]
    assert complete_in_bash("hotloop", "completion", "z") == ["zsh"]


@bash
def test_bash_completes_files_where_they_belong(tmp_path):
    (tmp_path / "slow.py").touch()
    (tmp_path / "doctor").mkdir()
    assert complete_in_bash("hotloop", "explain", "sl", directory=tmp_path) == ["slow.py"]
    assert complete_in_bash("hotloop", "tour", "--json", "sl", directory=tmp_path) == ["slow.py"]
    assert complete_in_bash("hotloop", "doctor", "", directory=tmp_path) == []
    assert complete_in_bash("hotloop", "doc", directory=tmp_path) == ["doctor"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_reads_its_script(shell, tmp_path):
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    (tmp_path / "script").write_text(script(shell))
    done = subprocess.run([shell, "-n", tmp_path / "script"], capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_all_commands_and_options_are_in_each_script(shell):
    text = script(shell)
    for command in read_commands(_parser()):
        assert command.name in text
        for option in command.options:
            for name in option.names:
                assert (name.lstrip("-") if shell == "fish" else name) in text


def test_an_unknown_shell_is_refused():
    done = subprocess.run([sys.executable, "-m", "hotloop", "completion", "csh"], capture_output=True, text=True)
    assert done.returncode == 2 and "invalid choice: 'csh'" in done.stderr
