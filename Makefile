# `make` alone lists the targets. `make setup` needs Python 3.11 or 3.12 (or uv) and a network, the rest needs no network.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
VALIDATION := .venv-validation/.ready
BODY := build/validation/wheel/.ready
MUSCLES := .venv/.muscles
PAGES := src/cleanrep/web/static/app.js
FRONTEND := $(wildcard frontend/*.json frontend/*.js frontend/.npmrc frontend/public/* frontend/src/*)
CHECKED := $(wildcard src tests benchmarks validation)
LOCK = $(UV) pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)
# Further arguments: make test ARGS="-k tempo"
ARGS ?=

.PHONY: help setup muscles demo test lint format bench bench-live validate validation-test lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(RUNTIME) $(PAGES) ## make .venv with the cleanrep command in it, and the pages of the browser
	@echo "ready: $(BIN)/cleanrep --help"

$(RUNTIME): pyproject.toml requirements/runtime.txt requirements/build.txt requirements/tools.txt scripts/setup.sh
	@sh scripts/setup.sh requirements/runtime.txt
	@touch $@

$(PAGES): $(RUNTIME) $(FRONTEND) scripts/build_pages.sh
	@sh scripts/build_pages.sh
	@test ! -e $@ || touch $@

$(DEV): $(RUNTIME) requirements/dev.txt
	@sh scripts/setup.sh requirements/dev.txt
	@touch $@

muscles: $(MUSCLES) ## add OpenSim and its muscle model to .venv
	@echo "ready: $(BIN)/cleanrep load muscles --help"

$(MUSCLES): $(DEV) requirements/muscles.txt
	@sh scripts/setup.sh requirements/dev.txt requirements/muscles.txt
	@touch $@

demo: $(RUNTIME) $(PAGES) ## analyse the bundled video and say where the report is
	$(BIN)/cleanrep analyze demo/lever-back-extension.mp4 --exercise lever-back-extension --variant standing \
		--goal hypertrophy --out build/demo --force
	@echo "The report is in build/demo: open its HTML page in a browser."

test: $(DEV) $(PAGES) ## run the tests
	$(BIN)/pytest $(ARGS)

lint: $(DEV) ## style, types and layers
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy $(CHECKED)
	$(BIN)/lint-imports

format: $(DEV) ## put the code into its format and mend what can be mended
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

bench: $(DEV) $(PAGES) ## measure speed and memory
	$(BIN)/python -m benchmarks.run $(ARGS)

bench-live: $(DEV) $(PAGES) ## measure two hundred live lifters on one server
	$(BIN)/python -m benchmarks.live_load $(ARGS)

$(VALIDATION): pyproject.toml requirements/validation.txt requirements/build.txt requirements/tools.txt scripts/setup.sh
	@VENV=.venv-validation sh scripts/setup.sh requirements/validation.txt
	@touch $@

$(BODY): $(VALIDATION) requirements/body.txt
	@.venv-validation/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r requirements/body.txt -d $(@D)
	@touch $@

validate: $(BODY) ## render lifters with known truth, analyse and score them
	.venv-validation/bin/python -m validation $(ARGS)

validation-test: $(BODY) ## test the validation, and the small part of it
	.venv-validation/bin/python -m pytest validation/tests $(ARGS)

lock: ## remake requirements/*.txt; UPGRADE=1 takes newer versions
	@uv=$$(sh scripts/setup.sh --uv) && $(MAKE) --no-print-directory .lock UV="$$uv"

.PHONY: .lock
.lock:
	$(LOCK) pyproject.toml --extra web -o requirements/runtime.txt
	$(LOCK) pyproject.toml --extra web --group dev -c requirements/runtime.txt -o requirements/dev.txt
	$(LOCK) pyproject.toml --group validation -c requirements/dev.txt -o requirements/validation.txt
	$(LOCK) --group muscles --no-deps -c requirements/dev.txt -o requirements/muscles.txt
	$(LOCK) --group node -o requirements/node.txt
	$(LOCK) --group build -o requirements/build.txt
	$(LOCK) --group tools -o requirements/tools.txt

clean: ## remove what the other targets made
	rm -rf .venv .venv-tools .venv-node .venv-validation frontend/node_modules src/cleanrep/web/static build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests benchmarks validation -name __pycache__ -type d -prune -exec rm -rf {} +
