# Fairgate's two commands are `make run` and `make test`. Everything they make lies in .venv, node_modules, build, var
# and the built css and js: `git clean -xfd` takes all of it away, and the next call makes it again.
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
export PIP_NO_INPUT := 1

.PHONY: help run serve test check assets bench pictures pins
.NOTPARALLEL:
.DELETE_ON_ERROR:

help:
	@echo "make run    set everything up and serve Fairgate with its demonstration on http://127.0.0.1:$(PORT) (PORT=... for another)"
	@echo "make test   set everything up and run every check and test"
	@echo "make check  lint, format, types and the floors of the house"
	@echo "make bench  how fast, beside its named peers"
	@echo "make pictures  take the README's pictures anew"
	@echo "make pins   write constraints.txt anew from what is installed"

# --- setting up -------------------------------------------------------------------------------------------------
# A stamp says which extras are in, so that a second call starts at once; a change of the pins makes it again.
.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Fairgate needs Python 3.11 or newer as '$(PYTHON)'; another can be named: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "This Python cannot make a virtual environment. On Debian: apt install python3-venv" >&2; exit 1; }
	@$(PIP) --version >/dev/null 2>&1 || { echo "Making .venv"; $(PYTHON) -m venv --clear .venv; }
	@touch $@

.venv/.build: .venv/.made pyproject.toml constraints.txt
	@echo "Installing the pinned parts (a minute or two, once)"
	@$(PIP) install --quiet -c constraints.txt -e '.[build]'
	@touch $@

.venv/.dev: .venv/.made pyproject.toml constraints.txt
	@echo "Installing the pinned parts and those of the tests (two or three minutes, once)"
	@$(PIP) install --quiet -c constraints.txt -e '.[build,dev]'
	@touch $@ .venv/.build

.venv/.bench: .venv/.made pyproject.toml constraints.txt
	@echo "Installing the pinned parts and the peers to measure beside (a minute or two, once)"
	@$(PIP) install --quiet -c constraints.txt -e '.[build,bench]'
	@touch $@ .venv/.build

# The css and js: the module itself sees what is newer than what was built.
assets: .venv/.build
	@$(PY) -m fairgate.ops.assets

# --- running ----------------------------------------------------------------------------------------------------
# Three processes: letters are set by a library that hangs in a child forked after its first use, so the process
# that serves has never set one.
run: assets
	@$(PY) -m fairgate.ops.serve --port $(PORT) --only-check-port
	@FAIRGATE_ADDRESS=$${FAIRGATE_ADDRESS:-http://127.0.0.1:$(PORT)} $(PY) -m fairgate.ops.setup_demo
	@FAIRGATE_ADDRESS=$${FAIRGATE_ADDRESS:-http://127.0.0.1:$(PORT)} FAIRGATE_DEMO=1 $(PY) -m fairgate.ops.serve --port $(PORT)

# --- checking and testing -----------------------------------------------------------------------------------------
check: .venv/.dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

test:
	@$(PYTHON) tests/machine.py
	@$(MAKE) --no-print-directory .venv/.dev assets check
	@$(PY) -m tests.stages

bench: .venv/.bench
	@$(PY) -m bench

pictures: .venv/.dev assets
	@$(PY) -m tests.browser.pictures

pins: .venv/.dev .venv/.bench
	@{ sed -n '/^#/p' constraints.txt; $(PIP) freeze --exclude-editable; } > constraints.new && mv constraints.new constraints.txt
