# Lanjian. `make run` on a fresh Debian machine needs only: git make python3-venv

PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test test-fast lint demo bench faults web clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: .venv/.run web ## Serve the demonstration county on http://127.0.0.1:8000 (or LANJIAN_PORT), data in ./data
	@exec $(PYTHON) -m fieldapi run

test: .venv/.dev web ## Install what the whole suite needs, then lint and run every test
	@.ci/system-packages
	@$(MAKE) --no-print-directory lint
	$(PYTHON) -m pytest -n 2 --dist worksteal

test-fast: .venv/.dev ## Run the tests that need no browser, server process or PostgreSQL
	$(PYTHON) -m pytest -n 2 --dist worksteal -m "not slow"

lint: .venv/.dev ## Check the code's style and format
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

demo: .venv/.run ## Play one case from manhole to closing visit in a temporary installation
	@$(PYTHON) -m fieldapi demo

bench: .venv/.dev ## Measure the goals of performance
	@$(PYTHON) -m tests.bench

faults: .venv/.dev ## Kill servers, refuse them the disk and send them hostile files (an hour or more)
	@.ci/system-packages
	@$(PYTHON) -m tests.faults $(FAULTS)

web: .venv/.run ## Install the libraries of the web app into fieldapi/web/vendor
	@$(PYTHON) -m fieldapi web-libraries || echo "Going on without the web app's libraries."

clean: ## Remove the virtual environment, the web libraries and caches; the data stays
	rm -rf .venv fieldapi/web/vendor .hypothesis .pytest_cache .ruff_cache
	find fieldapi inspections geo uploads tests -name __pycache__ -prune -exec rm -rf {} +

# A stamp is newer than the requirements it was made from, so nothing is installed twice.
.venv/.run: requirements.txt
	@.ci/venv $<
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@.ci/venv $<
	@touch $@
