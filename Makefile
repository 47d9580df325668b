# `make site` and `make test` need git, make and Python 3.11 or newer; the rest they bring themselves.
# Variables: PYTHON (which interpreter), ARGS (more arguments), VENV (where the environment stands),
# UV= (do without uv), CHROMIUM (which browser).

VENV = .venv
ARGS =
UV ?= uv
run = "$(VENV)/bin/python" -m
export PYTHON UV CHROMIUM

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site check serve test test-all lint format gallery reading lock clean runtime dev chromium node

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

site: runtime ## build the site into public/
	@$(run) generator build $(ARGS)

check: runtime ## look for problems in the dossier; write nothing
	@$(run) generator check $(ARGS)

serve: runtime ## show the site on this machine and rebuild it at every change
	@$(run) generator serve $(ARGS)

test: dev chromium ## run the tests
	@$(run) pytest $(ARGS)

test-all: dev chromium node ## run the tests and the long ones
	@$(run) pytest -m "long or not long" $(ARGS)

lint: dev ## look at the code: rules, format, types
	@$(run) ruff check .
	@$(run) ruff format --check .
	@$(run) mypy

format: dev ## set the code in the house format
	@$(run) ruff check --fix-only --quiet .
	@$(run) ruff format .

gallery: dev chromium site ## take the pictures that the documents show
	@$(run) tools.gallery

reading: dev chromium node ## measure what docs/reading.md tells
	@$(run) tools.reading

lock: ## write the locks anew; UPGRADE=--upgrade takes the newest versions
	@tools/lock $(UPGRADE)

clean: ## remove what was built and installed here
	rm -rf "$(VENV)" .cache public build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find generator tests tools -name __pycache__ -prune -exec rm -rf {} +

runtime:
	@tools/venv runtime "$(VENV)"

dev:
	@tools/venv dev "$(VENV)"

chromium:
	@tools/ensure-chromium

node: dev
	@$(run) tools.node
