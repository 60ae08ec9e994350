# make run     sets up .venv, reads seeds/ into output/ and builds output/report.html
# make test    every check of the project
# make eval    scores against the annotated reports in ../shared, where they are
# make bench   speed, beside jieba alone
# make bench-peers  speed beside other readers, in an environment of their own
# make faults  what a batch must bear: kills, full disks, dying workers, memory; an hour or two
# make lock    resolves requirements/*.txt anew
# make clean   removes what the other targets made
.PHONY: run test eval bench bench-peers faults lock clean
.DELETE_ON_ERROR:

BIN := .venv/bin
SHARED ?= ../shared
EVAL := $(SHARED)/eval
CASES := $(EVAL)/suites/dev.jsonl

# What runs from a checkout is to be compiled once, whatever the caller's environment says: pip compiles what it installs.
export PYTHONDONTWRITEBYTECODE :=

# The first Python here that is new enough and can make an environment.
PYTHON = $(or $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done), \
	$(error gongbao needs Python 3.11 or later with its venv module))

# Only what the lock files name, by hash. jieba is published as a source archive alone and is built with the locked setuptools.
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
LOCKED := $(INSTALL) --require-hashes --only-binary :all: --no-binary jieba --no-build-isolation --use-pep517

run: .venv/.gongbao
	$(BIN)/gongbao extract seeds -o output --overwrite
	$(BIN)/gongbao report output >/dev/null
	@echo "To read: open output/report.html in a browser. To count: output/ has each table as .csv for a spreadsheet, .jsonl and .parquet,"
	@echo "and gongbao.duckdb for SQL. For the command gongbao: . $(BIN)/activate"

test: .venv/.dev .venv/.gongbao .venv/.system
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/gongbao patterns check
# One process more than two cores have: tests of runs and clusters wait as much as they work.
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

eval: .venv/.gongbao
	@test -d $(EVAL) || { echo "$(EVAL) is not there: nothing to score against"; exit 1; }
	@mkdir -p build
	$(BIN)/gongbao extract $(EVAL)/texts --manifest $(EVAL)/manifest.tsv -o build/eval --overwrite
	$(BIN)/python $(EVAL)/score.py $(EVAL)/gold build/eval/mentions.jsonl build/eval/facts.jsonl --errors $(or $(ERRORS),0)
	$(BIN)/python $(EVAL)/score_cases.py --inputs $(CASES) | $(BIN)/gongbao pipe > build/cases.jsonl
	$(BIN)/python $(EVAL)/score_cases.py $(CASES) build/cases.jsonl --errors $(or $(ERRORS),0)
	-$(BIN)/gongbao extract $(SHARED)/corpus -o build/corpus --overwrite
	$(BIN)/python $(EVAL)/score_targets.py $(EVAL)/targets/dev.tsv build/corpus/facts.jsonl

bench: .venv/.dev .venv/.gongbao
	$(BIN)/python -m tests.bench

bench-peers: .venv/.dev .venv/.gongbao .venv-peers/.installed
	$(BIN)/python -m tests.bench.peers

faults: .venv/.dev .venv/.gongbao
	$(BIN)/python -m tests.faults

lock: .venv/.dev
	$(BIN)/uv pip compile $(COMPILE) --group build -o requirements/dev.txt --extra dev --upgrade pyproject.toml
	$(BIN)/uv pip compile $(COMPILE) --constraint requirements/dev.txt -o requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile $(COMPILE) --constraint requirements/dev.txt -o requirements/build.txt --group build

clean:
	rm -rf .venv .venv-peers build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find output -mindepth 1 ! -name .gitkeep -delete
	find pipeline tests -name __pycache__ -type d -exec rm -rf {} +

COMPILE := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --custom-compile-command "make lock"

# A lock that changed gives a new environment, so nothing unlocked is left over in it.
.venv/.run: requirements/build.txt requirements/run.txt
	$(PYTHON) -m venv --clear .venv
	$(LOCKED) -r requirements/build.txt
	$(LOCKED) -r requirements/run.txt
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	$(LOCKED) -r requirements/dev.txt
	@touch $@

# A browser that pages are compared with and a font that scans are drawn in: where they cannot be had, their tests skip.
.venv/.system: .venv/.run
	@if [ -x /usr/bin/apt-get ] && [ "$$(id -u)" = 0 ]; then \
		DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; \
		dpkg -s chromium fonts-wqy-zenhei >/dev/null 2>&1 || { apt-get update && \
		apt-get install -y --no-install-recommends chromium fonts-wqy-zenhei; } >/dev/null 2>&1 || \
		echo "chromium and fonts-wqy-zenhei could not be installed; the tests that need them are skipped"; fi
	@touch $@

# For the bench alone, and never into .venv: JioNLP stands on jiojio, which is under the GPL.
.venv-peers/.installed:
	$(PYTHON) -m venv --clear .venv-peers
	-.venv-peers/bin/python -m pip --disable-pip-version-check --no-input install --quiet jionlp
	-npm install --silent --no-audit --no-fund --ignore-scripts --prefix .venv-peers @microsoft/recognizers-text-suite
	@touch $@

.venv/.gongbao: pyproject.toml .venv/.run
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
