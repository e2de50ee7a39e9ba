# Everything here runs in .venv, which tools/set_up.py makes; nothing has to be activated.
# Another Python:  make lab PYTHON=python3.12      Another port:  make lab PORT=9000
# A part of the tests:  make test ARGS="-k strain"

PYTHON ?= python3
PORT ?=
LESSON ?=
ARGS ?=
BIN = .venv/bin
SET_UP = @$(PYTHON) tools/set_up.py

.DEFAULT_GOAL := help
.PHONY: help lab present test lint format bench notebooks figures binder pins clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

lab: ## Open the lessons in JupyterLab
	$(SET_UP) lab
	@$(BIN)/tendon-teaching lab $(if $(PORT),--port $(PORT))

present: ## Show a lesson without code, in large type: make present LESSON=01
	$(SET_UP) lab
	@$(BIN)/tendon-teaching present $(LESSON) $(if $(PORT),--port $(PORT))

test: ## Run every test: units, notebooks, browser
	$(SET_UP) test
	$(BIN)/python -m pytest tests notebooks --nbval --nbval-current-env \
	  --nbval-cell-timeout=120 -n 2 --dist loadfile $(ARGS)

lint: ## Check style, types and layers
	$(SET_UP) test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: ## Put code and notebooks into the house style
	$(SET_UP) test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: ## Measure how quickly pictures follow the slider
	$(SET_UP) bench
	$(BIN)/python -m benchmarks $(ARGS)

notebooks: ## Run the notebooks and store what they show
	$(SET_UP) test
	$(BIN)/python tools/build_notebooks.py $(ARGS)

figures: ## Draw the still figures
	$(SET_UP) lab
	$(BIN)/tendon-teaching figures $(ARGS)

binder: ## Make the environment of Binder and try a lesson in it
	$(SET_UP) test
	$(BIN)/python -m pytest -m binder -rP tests/browser/test_binder_environment.py $(ARGS)

pins: ## Resolve the pinned versions in requirements/ anew
	$(SET_UP) test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/python tools/pins.py

clean: ## Remove the environment and everything else that was made here
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -type d -prune -exec rm -rf {} +
