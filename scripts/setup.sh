#!/bin/sh
# Sees to what pip, cargo and npm cannot install: LLVM 22 with its libraries, a linker, Python with venv, rustc, node,
# and a browser for the tests of the pages.
#
#   $ scripts/setup.sh python3
#   setup: apt-get install llvm-22-dev libpolly-22-dev
#
# As root it installs what is missing by apt. Otherwise it prints the command for an administrator and fails.
set -eu

python=${1:-python3}
packages=

need() { # need PACKAGE TEST...: asks for the package where the test fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || packages="$packages $package"
}

library() { # whether the linker finds -lNAME
    printf 'int main(void) { return 0; }\n' | cc -x c - -l"$1" -o /dev/null
}

prefix=${LLVM_SYS_221_PREFIX:-/usr/lib/llvm-22}
need g++ sh -c 'command -v cc && command -v c++'
need llvm-22-dev test -e "$prefix/lib/libLLVMX86CodeGen.a" -a -e "$prefix/include/llvm-c/Core.h" -a -x "$prefix/bin/llvm-config"
need libpolly-22-dev test -e "$prefix/lib/libPolly.a"
# Static LLVM leaves these to be linked. Only llvm-22-dev's own needs come with it.
need zlib1g-dev library z
need libzstd-dev library zstd
need libffi-dev library ffi
need libncurses-dev library tinfo
need libxml2-dev library xml2
need libz3-dev library z3
need nodejs sh -c 'command -v node'
need npm sh -c 'command -v npm'
need chromium sh -c 'command -v chromium || command -v chromium-browser || command -v google-chrome'
need python3 sh -c "command -v $python"
if command -v "$python" >/dev/null; then
    need python3-venv "$python" -c 'import ensurepip, venv'
fi

if [ -n "$packages" ]; then
    install="apt-get update && apt-get install --no-install-recommends -y$packages"
    if ! command -v apt-get >/dev/null; then
        echo "setup: missing, by Debian's names:$packages" >&2
        exit 1
    elif [ "$(id -u)" -ne 0 ]; then
        echo "setup: not root. Ask an administrator to run:" >&2
        echo "  sudo sh -c '$install'" >&2
        exit 1
    fi
    echo "setup: apt-get install$packages"
    DEBIAN_FRONTEND=noninteractive sh -c "$install"
fi

"$python" -c 'import sys; sys.exit(sys.implementation.name != "cpython" or not (3, 11) <= sys.version_info < (3, 15))' || {
    echo "setup: $("$python" --version 2>&1) found, CPython 3.11 to 3.14 needed: make PYTHON=/path/to/python3.11" >&2
    exit 1
}

wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
found=$(rustc --version 2>/dev/null | cut -d' ' -f2) || found=
if [ -z "$found" ] || [ "$(printf '%s\n%s\n' "$wanted" "$found" | sort -V | head -n 1)" != "$wanted" ]; then
    echo "setup: rustc ${found:-is missing}, $wanted or later needed. See https://rustup.rs, or: rustup update stable" >&2
    exit 1
fi

found=$(node --version | sed 's/^v//')
if [ "$(printf '18.18\n%s\n' "$found" | sort -V | head -n 1)" != 18.18 ]; then
    echo "setup: node $found found, 18.18 or later needed. See https://nodejs.org" >&2
    exit 1
fi
