# Two commands do all set-up on a machine that has only Python >= 3.11 and make:
#   make run    everything, with demo data, at once usable
#   make test   everything that proves it
# Both can be repeated: what is already there is not made again.

SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$candidate"; break; }; done)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_NO_PROGRESS := 1

# The installer is uv, for its speed; where uv cannot reach the packages as pip is configured
# to, pip does the same work.
define install
	@echo "Installing what $(1) lists ..."
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) 2>$(VENV)/uv.log \
	|| $(BIN)/python -m pip install --quiet --require-hashes -r $(1)
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
endef

.PHONY: help run test test-deep check bench reset lock clean journeys

help:  ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 16

run: $(VENV)/.runtime  ## Start the whole marketplace
	@exec $(BIN)/ecomarket up

test: $(VENV)/.dev  ## Run every test, browser journeys last
	@ECOMARKET_CHROMIUM="$$($(BIN)/python tests/find_chromium.py)"; export ECOMARKET_CHROMIUM; \
	status=0; \
	$(BIN)/python -m pytest tests -n 2 --dist loadfile -m "not journey and not crash and not deep" || status=$$?; \
	$(BIN)/python -m pytest tests -m "(journey or crash) and not deep" --reruns 1 -r R || status=$$?; \
	exit $$status

test-deep: $(VENV)/.dev  ## The slow rest: every crash point, every order of notices, long machines
	@HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest tests/crash tests/properties tests/races tests/invariants

check: $(VENV)/.dev  ## Format, lint, types, import contracts, architecture rules, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/architecture
	$(BIN)/ecomarket check-migrations

bench: $(VENV)/.dev  ## Measure, and write the figures
	$(BIN)/python -m bench

reset: $(VENV)/.runtime  ## Delete all data (asks first)
	@$(BIN)/ecomarket reset

lock: $(VENV)/.dev  ## Choose the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --upgrade -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.lock --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
		-o requirements-dev.lock

clean:  ## Remove the environment and everything built; data stays
	rm -rf $(VENV) .build .web *.egg-info .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/uv:
	@if [ -z "$(PYTHON)" ]; then \
		echo "EcoMarket needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3 ..." >&2; \
		exit 1; fi
	@echo "Creating $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is incomplete here;" \
		"on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet "uv==$(UV_VERSION)" "setuptools>=80"
	@touch $@

$(VENV)/.runtime: $(BIN)/uv requirements.lock pyproject.toml
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(call install,requirements-dev.lock)
	@touch $@
