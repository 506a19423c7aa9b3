# One command for each thing one does with the portal; `make help` lists them.
SHELL := /bin/sh
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
WORKERS ?= 2
ARGS ?=

.PHONY: help run test check bench drill heard audit lock clean dev
.DEFAULT_GOAL := help

help:
	@echo "make run    install if needed, load the texts, start the portal on http://127.0.0.1:8000 (PORT, PORTAL_DATA_DIR, PORTAL_DEMO_PASSWORD)"
	@echo "make test   every test (ARGS=… are given to pytest)"
	@echo "make check  format, lint, layers, templates, migrations, deployment"
	@echo "make bench  the benchmarks"
	@echo "make drill  the portal killed, filled and restored while people write (ARGS=… names drills)"
	@echo "make heard  write again what a screen reader hears of the fiches, to be read over (tests/browser/heard)"
	@echo "make audit  the installed libraries compared with published advisories; says why when it could not"
	@echo "make lock   resolve the requirements again, with hashes"
	@echo "make clean  remove the environment and what tools left (never the data)"

run: $(VENV)/.installed
	@exec $(BIN)/python manage.py run_portal

test: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.run --workers $(WORKERS) $(ARGS)

check: $(VENV)/.installed-dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.checks

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.bench $(ARGS)

drill: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.drills $(ARGS)

heard: $(VENV)/.installed-dev
	@PORTAL_HEARD=renew $(BIN)/python -m pytest -n0 tests/browser/test_heard.py $(ARGS)

audit: $(VENV)/.installed
	@$(BIN)/python manage.py audit_libraries

dev: $(VENV)/.installed-dev

lock: $(VENV)/.installed-dev
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" -q -o requirements.txt requirements.in
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" -q -o requirements-dev.txt requirements-dev.in

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Python 3.11 ou plus récent est nécessaire (make PYTHON=/chemin/vers/python3.11 run)."; \
	    echo "Python 3.11 or later is needed (make PYTHON=/path/to/python3.11 run)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "Il manque à Python de quoi créer un environnement ; sous Debian ou Ubuntu : apt install python3-venv"; \
	    echo "Python cannot create an environment; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null || true # only makes starts quicker: a sample that does not compile stops nothing
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
