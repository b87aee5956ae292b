# make run: read the sample corpus.  make test: the tests.  make check: what CI runs.
# make torture: tries to break every promise (25 minutes); make torture TRIALS="--small", or "--only damage --scale 0.1".
# make bench: ratios, no verdicts; make bench ARTICLES="1000 20000 100000" measures on so many articles.
PYTHON ?= python3
ARTICLES ?= 1000 20000
TRIALS ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check lint types torture bench format clean

run: $(READY)
	$(BIN)/briefing index --corpus corpus
	$(BIN)/briefing ./corpus

test: $(READY)
	$(BIN)/python -m pytest -n auto

check: lint types test

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

torture: $(READY)
	$(BIN)/python -m torture $(TRIALS)

bench: $(READY)
	$(BIN)/python -m benchmarks --articles $(ARTICLES)

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) dist build
	find indexes -mindepth 1 ! -name .gitignore -delete

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("briefing needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
