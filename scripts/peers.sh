#!/bin/sh
# Installs the tools that `hotloop tour` measures beside hotloop: those of requirements-peers.txt into an environment of
# their own, each at its present version, and PyPy by apt-get.
#
#   $ scripts/peers.sh python3 .venv-peers
#   peers: numba 0.68.1, cython 3.3.1, ...
#   peers: not installed: pypy3: sudo apt-get install pypy3
#
# What fails is named with the command that installs it, and is no error: the tour goes without it.
set -u

python=${1:-python3}
directory=${2:-.venv-peers}
here=$directory/bin/python
missing=

if ! "$here" -c pass 2>/dev/null && ! "$python" -m venv --clear "$directory"; then
    echo "peers: no environment in $directory: $python -m venv $directory" >&2
    exit 0
fi
# All at once is fast; where one cannot be had, the others are installed by themselves.
packages=$(sed 's/#.*//' requirements-peers.txt)
# shellcheck disable=SC2086
if ! "$here" -m pip install --quiet --disable-pip-version-check --upgrade $packages; then
    for package in $packages; do
        "$here" -m pip install --quiet --disable-pip-version-check --upgrade "$package" ||
            missing="$missing
$package: $here -m pip install '$package'"
    done
fi

if ! command -v pypy3 >/dev/null; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends pypy3 >/dev/null
    fi
    command -v pypy3 >/dev/null || missing="$missing
pypy3: sudo apt-get install pypy3"
fi
command -v cc >/dev/null || missing="$missing
cc, for Cython and Pythran: sudo apt-get install g++"

"$here" -m pip list --format=freeze --disable-pip-version-check | sed -n 's/==/ /p' |
    grep -iE '^(numba|cython|pythran|numexpr|ppft|line_profiler|snakeviz) ' | paste -sd, | sed 's/,/, /g; s/^/peers: /'
command -v pypy3 >/dev/null && pypy3 -c 'import sys; print("peers: PyPy", ".".join(map(str, sys.pypy_version_info[:3])))'
printf '%s' "$missing" | sed '/^$/d; s/^/peers: not installed: /' >&2
exit 0
