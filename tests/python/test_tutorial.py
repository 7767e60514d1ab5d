"""Each command of docs/tutorial.md runs as it stands there, on a smaller picture."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
PEERS = ROOT / ".venv-peers"


def commands(block: str) -> list[str]:
    assert all(line.startswith("$ ") for line in block.splitlines()), block
    return [line[2:] for line in block.splitlines()]


def made_small(command: str) -> str:
    command = re.sub(r"\b1000 1000$", "100 30", command)
    if command.startswith("hotloop tour --only"):
        command += " 100 30"
    if command.startswith("hotloop flags"):
        command = command.replace("hotloop flags", "hotloop flags --runs 1")
    return command


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """Where the commands run: it has what they name, and what they write stays in it."""
    found = tmp_path_factory.mktemp("tutorial")
    shutil.copytree(ROOT / "tour", found / "tour", ignore=shutil.ignore_patterns("build", "__pycache__"))
    if PEERS.exists():
        (found / ".venv-peers").symlink_to(PEERS)
    return found


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: commands(block)[0][:60])
def test_commands_run(block, directory):
    for command in map(made_small, commands(block)):
        program = shlex.split(command)[0]
        if program.startswith(".venv-peers") and not PEERS.exists():
            pytest.skip("make peers")
        if program == "pypy3" and not shutil.which("pypy3"):
            pytest.skip("apt-get install pypy3")
        # As if the environment were activated.
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "COLUMNS": "110"}
        done = subprocess.run(
            command, shell=True, cwd=directory, env=environment, capture_output=True, text=True, timeout=600
        )
        # `flags` says by its exit code whether the first row worked, `doctor` whether all is well on this machine.
        if not command.startswith("hotloop doctor"):
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        if command.endswith("100 30") and "tour/" in command and "flags" not in command:
            assert "Total sum of elements (for validation): 6502" in done.stdout, command


def test_every_chapter_is_in_the_contents():
    chapters = re.findall(r"^## (.*)$", TEXT, re.MULTILINE)
    linked = re.findall(r"^- \[(.*)\]\(#(.*)\)$", TEXT, re.MULTILINE)
    assert [name for name, _ in linked] == chapters
    assert [anchor for _, anchor in linked] == [
        re.sub(r"[^a-z0-9 ]", "", name.lower()).replace(" ", "-") for name in chapters
    ]


def test_files_that_are_named_are_there():
    for name in re.findall(r"`?(tour/[\w./]+)`?", TEXT):
        assert (ROOT / name.rstrip(".")).exists(), name
