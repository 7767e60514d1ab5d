"""What tests of decorated functions share."""

import os
import subprocess
import sys


def compiled(function):
    signatures = function.statistics["signatures"]
    assert signatures and all(one["compiled"] for one in signatures.values()), function.signatures
    return list(signatures.values())[0]


def run(code, **environment):
    """Runs a program of its own; its source is in a file, as most programs are."""
    variables = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=variables, timeout=120)
