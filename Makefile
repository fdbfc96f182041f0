# What one does here: `make demo`, `make test`, `make check`, `make bench`, and `make fuzz`,
# which holds the engines against each other for a quarter of an hour.
# Each sets up what it needs in .venv; a machine needs Python 3.11 and make, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TO_BENCH := $(VENV)/.ready-to-bench

.PHONY: demo test check fuzz bench docs format clean

$(READY): pyproject.toml core/_root/hatch_build.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev --editable .
	touch $@

demo: $(READY)
	$(BIN)/forecourt demo

test: $(READY)
	$(BIN)/pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

fuzz: $(READY)
	$(BIN)/python tests/engines/fuzz.py --pairs 100000

docs: $(READY)
	$(BIN)/python docs/generate.py

# the engines that Forecourt is measured beside; nothing else needs them
$(READY_TO_BENCH): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	touch $@

bench: $(READY_TO_BENCH)
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) .editable build dist
