# Every target sets up what it needs: .venv with pinned packages, renewed when the pins change.

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
# make matrix sets these two: another environment, with another ansible-core than the pinned one
export VENV ?= .venv
export CORE ?=
# A run in which no test passed is no success, even if all were skipped.
PYTEST = $(VENV)/bin/python -m pytest -p ansible_collections.mediaops.alicloud.tests.gates.ran_something
# The tests of a suite, unless ARGS names some
TESTS = $(if $(findstring tests/,$(ARGS)),,$(1))
RUN = $(VENV)/bin/python -m ansible_collections.mediaops.alicloud.tests
GATE = $(VENV)/bin/python tests/gates
# Tools that have environments of their own
GATES = .cache/environments/gates
NOX = .cache/environments/nox
DOCS = .cache/environments/docs

# Ansible shows no pages of roles if the path of their collection has two folders ansible_collections. So a checkout in
# such a folder is found there, and not by the link that .venv has.
export ANSIBLE_COLLECTIONS_PATH := $(shell case "$$PWD" in \
	(*/ansible_collections/mediaops/alicloud) cd ../../.. && pwd ;; (*) echo "$$PWD/$(VENV)/collections" ;; esac)

# Ansible's modules are compiled once, and not for each task; see tests/gates/compiled_modules.py
COMPILED = $(CURDIR)/.cache/compiled-modules
integration smoke-tests molecule: export COMPILED_MODULES := $(if $(COVERAGE_PROCESS_START),,$(COMPILED))

.DEFAULT_GOAL := help
.PHONY: help setup gates-environment demo emulator bench test quick format lint ruff yamllint ansible-lint changelog types docs-lint sanity
.PHONY: unit conformance integration matrix smoke smoke-tests coverage mutants molecule reuse nox pip-audit importer screenshots failed
.PHONY: docs event-pages permission-pages plan build clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

setup: ## Make .venv, or renew it when the pins changed
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or make PYTHON=/path/to/python"; exit 1; }
	@"$(PYTHON)" tests/gates/environment.py

gates-environment:
	@VENV=$(GATES) PINS=requirements/gates.txt "$(PYTHON)" tests/gates/environment.py

demo: setup ## Gather, filter and remediate with a real playbook, against the emulator (ARGS=--events: with a rulebook)
	@$(RUN).demo $(ARGS)

emulator: setup ## Start the ICE emulator (ARGS="--help" lists its options)
	@$(RUN).emulator $(ARGS)

bench: setup ## Measure the engine against the official SDK (ARGS="--only million": a million jobs)
	@$(RUN).benchmarks $(ARGS)

# The oldest and the newest Python; make sanity takes those between them, too
test: export SANITY_PYTHONS ?= 3.9 3.13
test: setup ## Run every gate and every test
	@$(GATE)/run.py sanity+molecule+pip-audit+importer+ansible-lint+docs+conformance+docs-lint+types+reuse+nox+yamllint+ruff+changelog \
		unit integration smoke

quick: setup ## Run the fast gates and the unit tests
	@$(GATE)/run.py ruff+yamllint+ansible-lint+changelog+types unit

failed: setup ## Run again what failed last; of tests only those that failed
	@$(GATE)/run.py --failed

format: setup ## Format the Python code as lint expects it
	$(VENV)/bin/ruff check --quiet --fix-only .
	$(VENV)/bin/ruff format --quiet .

lint: ruff yamllint ansible-lint changelog ## ruff, yamllint, ansible-lint, changelog fragments

ruff: setup
	@$(GATE)/counted.py ruff

yamllint: setup
	@$(GATE)/counted.py yamllint

ansible-lint: setup
	@$(GATE)/counted.py ansible-lint

changelog: setup
	@$(GATE)/counted.py changelog

types: setup ## mypy, strict
	@$(GATE)/counted.py types

docs-lint: setup ## antsibull-docs over the collection's documentation
	@$(GATE)/counted.py docs-lint

docs: setup ## The documentation as a web site, in .cache/docs/html; its links checked
	@VENV=$(DOCS) PINS=requirements/docs.txt "$(PYTHON)" tests/gates/environment.py
	@$(DOCS)/bin/python -m ansible_collections.mediaops.alicloud.tests.site

sanity: setup ## ansible-test sanity on every Python found here
	@$(GATE)/sanity.py $(SANITY) $(ARGS)

unit: setup ## Unit tests
	$(PYTEST) $(call TESTS,tests/unit) -n 2 $(ARGS)

conformance: setup ## The official SDK against the emulator
	$(PYTEST) $(call TESTS,tests/conformance) $(ARGS)

integration: setup ## Real playbooks against the emulator
	$(PYTEST) $(call TESTS,tests/integration) -n 3 $(ARGS)

matrix: setup ## sanity, unit, conformance and integration with each supported ansible-core
	@$(GATE)/matrix.py $(ARGS)

smoke: setup ## A few real runs with the newest release of ansible-core (make matrix: everything, with the next one too)
	@$(GATE)/matrix.py --but 2.19 --but 2.22 smoke-tests

smoke-tests: setup
	$(PYTEST) $(call TESTS,tests/integration) -m smoke -n 2 $(ARGS)

coverage: setup ## At least 95 % of lines and of branches are reached by the tests (ARGS=unit: by the unit tests alone)
	@$(GATE)/measure_coverage.py $(ARGS)

mutants: setup ## Small faults in the engine are noticed by its unit tests (ARGS="--seed 2": others)
	@$(RUN).gates.mutation $(ARGS)

molecule: setup ## Molecule scenarios of the roles; no containers
	@ANSIBLE_HOME="$(CURDIR)/.cache/molecule" $(GATE)/counted.py molecule $(ARGS)

reuse: setup gates-environment ## The licence of each file
	@$(GATE)/counted.py reuse

nox: setup ## Unwanted files and action groups, as antsibull-nox checks them
	@VENV=$(NOX) PINS=requirements/nox.txt "$(PYTHON)" tests/gates/environment.py
	@$(GATE)/counted.py nox

pip-audit: gates-environment ## The pinned packages among known vulnerabilities
	@$(GATES)/bin/python tests/gates/pip_audit.py $(ARGS)

importer: build gates-environment ## Import the archive as Ansible Galaxy does
	@$(GATES)/bin/python tests/gates/importer.py

screenshots: setup ## Make the pictures of the audit report in docs/images
	@$(RUN).browser

event-pages: setup ## Write the schema and the page of the event source anew
	@$(RUN).event_source_pages

plan: setup ## Write the tables of the guide about scale anew (ARGS=--measure: measure first)
	@$(RUN).scale $(ARGS)

permission-pages: setup ## Write the RAM policies of the guide and of the roles' READMEs anew
	@$(RUN).permissions.pages

build: setup ## Build the collection's archive
	@rm -f .cache/build/mediaops-alicloud-*.tar.gz # of another version: the README's command would name both
	$(VENV)/bin/ansible-galaxy collection build --force --output-path .cache/build

clean: ## Remove everything that was made here
	rm -rf .ansible .cache .hypothesis .venv tests/output
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
