#!/bin/sh
# Prints the newest CPython on this machine that is later than the one given, up to 3.14; nothing where there is none.
#
#   $ scripts/later-python.sh .venv/bin/python
#   /home/me/.pyenv/versions/3.13.0/bin/python3.13
set -eu

probe='
import ensurepip, sys, venv
assert sys.implementation.name == "cpython" and "t" not in sys.abiflags
print(*sys.version_info[:2], sys.executable)
'
version() { "$1" -c 'import sys; print(sys.version_info[1])'; }

than=$(version "$1")
for minor in 14 13 12; do
    [ "$minor" -gt "$than" ] || continue
    for candidate in "$HOME"/.pyenv/versions/3."$minor".*/bin/python3."$minor" "$(command -v python3."$minor" || true)"; do
        [ -x "$candidate" ] || continue
        found=$("$candidate" -c "$probe" 2>/dev/null) || continue
        case $found in
            "3 $minor "*)
                echo "${found#3 "$minor" }"
                exit 0
                ;;
        esac
    done
done
