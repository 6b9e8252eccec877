# From a fresh clone: `make run`. `make help` lists everything.
# PORT, VAR and the other settings of .env.example may be given here too: make run PORT=8123 VAR=folder

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run train understand evaluate test test-fast check format procedures lock environments

# Any Python from 3.8 on begins; a pyenv shim that runs nothing is passed over.
BEGINNER = $(or $(shell for python in python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.10; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null && echo $$python && break; done),\
	echo 'Python 3 is missing. Install Python 3.11 and Python 3.10. Then run make again.' >&2; exit 1; :)
PYTHON := .venv/bin/python
UV := .venv/bin/uv
COMPILE := $(UV) pip compile --universal --generate-hashes --no-header --no-annotate --quiet $(UPGRADE)
SLOW := $(wildcard tests/conversations tests/browser tests/papers_in_office)

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf '  make %-12s %s\n' "$$name" "$$text"; done

run: ## Start the assistant, building and training first what is missing (PORT=8000 VAR=var)
	@$(BEGINNER) -m launch run
	@exec $(PYTHON) -m launch.house run --stop-with-parent

train: ## Train the model, if what it is made from has changed
	@$(BEGINNER) -m launch run
	@$(PYTHON) -m launch.house train

understand: ## Read messages without a server: make understand IN=messages.csv OUT=read.jsonl
	@test -n "$(IN)" -a -n "$(OUT)" || { echo 'Name both files: make understand IN=messages.csv OUT=read.jsonl' >&2; exit 2; }
	@$(BEGINNER) -m launch run
	@$(PYTHON) -m launch.house read understand "$(IN)" "$(OUT)"

evaluate: ## Measure how well messages are read, on the development set (evaluation/)
	@$(BEGINNER) -m launch run
	@$(PYTHON) -m launch.house read evaluate evaluation

test: environments ## Run everything that the build server runs
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory test-fast
ifneq ($(SLOW),)
	@$(PYTHON) -m launch.browser
	@$(PYTHON) -m launch.office
	@$(PYTHON) -m launch.house train
	$(PYTHON) -m pytest $(SLOW)
endif

test-fast: environments ## Run the tests that need no trained model and no browser
	$(PYTHON) -m pytest tests $(addprefix --ignore=,$(SLOW)) -n 2

check: environments ## Check style, types and who imports what
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo --no-cache

format: environments ## Put the code into the common format
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

procedures: ## Check the procedure files
	@$(BEGINNER) -m launch run
	@.venv/bin/escalation procedures check

lock: environments ## Make the lock files again (UPGRADE=--upgrade for newer releases)
	$(COMPILE) requirements/installer.in --python-version 3.11 -o requirements/installer.lock
	$(COMPILE) requirements/app.in --python-version 3.11 -o requirements/app.lock
	$(COMPILE) requirements/test.in --python-version 3.11 -c requirements/app.lock -o requirements/test.lock
	$(COMPILE) requirements/rasa.in --python-version 3.10 -o requirements/rasa.lock

environments: ## Build both Python environments with the test tools
	@$(BEGINNER) -m launch test
