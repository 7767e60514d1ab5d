#!/bin/sh
# Installs a wheel in an environment of its own, and runs it there without LLVM, rustc or this repository in reach.
#
#   $ scripts/check-wheel.sh .venv/bin/python dist/hotloop-0.1.0-cp311-cp311-manylinux_2_36_x86_64.whl
#
# Only pip may use the network: for `rich`, which the command line needs.
set -eu

python=$(command -v "$1")
case $python in /*) ;; *) python=$PWD/$python ;; esac
wheel=$(realpath "$2")
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

"$python" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check "$wheel"

module=$(find venv/ -name '_hotloop*.so')
if ldd "$module" | grep -i -e llvm -e 'not found'; then
    echo "check-wheel: $(basename "$module") needs the libraries above" >&2
    exit 1
fi

cat >loop.py <<'EOF'
import hotloop


def halve(values: "list[float]"):
    steps = [0] * len(values)
    for i in range(len(values)):
        x = values[i]
        while x > 1.0:
            x *= 0.5
            steps[i] += 1
    return steps


values = [float(i) for i in range(50_000)]
jitted = hotloop.jit(strict=True)(halve)
assert jitted(values) == halve(values)
(signature,) = jitted.statistics["signatures"].values()
assert signature["loops"][0]["lanes"] > 1, signature
EOF

# Nothing but the environment is on PATH, and nothing of this shell's environment gets in.
run() {
    echo "\$ $*"
    env -i HOME="$directory" PATH="$directory/venv/bin" "$@"
}
run hotloop --version
run hotloop doctor
run python loop.py
run hotloop explain loop.py::halve
run hotloop completion bash >/dev/null
run python -c 'from hotloop import _pages; assert "Content-Security-Policy" in _pages.render({"kind": "source", "title": "", "sources": []})'
echo "check-wheel: $(basename "$wheel"), $(du -h "$wheel" | cut -f 1), works"
