# Everything a newcomer types. `make` alone lists it.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app wsgi
SHEETS := docs/sheets
# What asks nothing of a database that differs between two of them.
ONE_DATABASE := lives whole
# Whoever is done first takes tests from the others: a few take a minute each.
WORKERS := -n 3 --dist worksteal
# Some machines forbid compiled files; then every program that a test starts compiles all it imports, for seconds.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help

help: ## list what can be done
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run translations ## set up, load the annex and demo people, serve on http://127.0.0.1:$(PORT)
	@LANGNGHE_DEMO=1 LANGNGHE_PUBLIC_BASE_URL=http://127.0.0.1:$(PORT) exec $(FLASK) serve --port $(PORT)

test: $(VENV)/.dev translations browser scanner ## set up what tests need, then run them all: SQLite, browser, PostgreSQL
	$(BIN)/pytest $(WORKERS)
	$(BIN)/pytest $(WORKERS) --database postgresql -m "not browser" $(addprefix --ignore=tests/,$(ONE_DATABASE))

screens: $(VENV)/.dev translations browser ## play in the browser and keep pictures of every page looked at in build/screens
	SCREENS=1 $(BIN)/pytest -n 2 -m browser

coverage: $(VENV)/.dev translations browser scanner ## run the tests once more, slower, and say which lines they reach
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered --cov-report=xml:build/coverage.xml

soak: $(VENV)/.dev translations ## live 50,000 whole dossiers at random from a new seed (LIVES, LIVES_SEED)
	LIVES=$${LIVES:-50000} LIVES_SEED=$${LIVES_SEED:-$$(date +%s)} $(BIN)/pytest $(WORKERS) tests/lives
	@cat build/lives/*.txt

check: $(VENV)/.dev ## lint, types, contracts, generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/draw_sheets.py --check
	$(BIN)/python docs/translations.py --check

bench: $(VENV)/.dev ## measure speed as ratios, beside raw SQL and a naive machine per dossier
	$(BIN)/python -m bench

sheets: $(VENV)/.dev ## draw docs/sheets from the law
	$(BIN)/python docs/draw_sheets.py

papers: $(VENV)/.dev ## print every paper of a demonstration office into build/papers, as PDF and PNG
	$(BIN)/python docs/papers.py

db: $(VENV)/.run translations ## migrate the database and load communes, agencies, the annex and the calendar
	@$(FLASK) db upgrade
	@$(FLASK) init

translations: $(VENV)/.translations

$(VENV)/.translations: $(VENV)/.run $(wildcard workflow/translations/*/LC_MESSAGES/*.po)
	@$(BIN)/pybabel -q compile -d workflow/translations
	@touch $@

lock: $(VENV)/.dev ## pin requirements.txt and requirements-dev.txt with hashes
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 requirements-dev.in -o requirements-dev.txt

browser: ## find or install Chromium for the browser tests
	@sh tests/browser/chromium.sh

scanner: ## find or install ClamAV for the tests of the virus scan
	@sh tests/papers/clamd.sh

clean: ## remove what was built (keeps instance/, the data)
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11+ is needed")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q uv || true

$(VENV)/.run: $(VENV)/bin/python requirements.txt
	@test -f $(VENV)/.dev || sh .ci/install requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.txt
	@sh .ci/install requirements-dev.txt
	@touch $@ $(VENV)/.run

.PHONY: help run test screens coverage soak check bench sheets papers db translations lock browser scanner clean
