# Two commands: `make run` and `make test`. The others are their parts, `make check` for those who work on it, and the
# keeper's chores.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.ONESHELL:

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq --require-hashes --requirement

# the documents of the demonstration are of the past, so it runs on a day of theirs; DUBAN_TODAY= is the real date
DUBAN_TODAY ?= 2024-07-08

# what is tested while one works: without another program, and no test begins after the 50th second of its part
QUICK = $(BIN)/python -m pytest -m 'not browser and not office' --within \$$((50 - SECONDS))

# compiled files are kept, whatever the shell says: each start would compile everything anew
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run install test check browser office lint bench manual lock

run: install
	@export DUBAN_TODAY=$(DUBAN_TODAY)
	$(BIN)/python manage.py prepare
	echo "督办台账  http://127.0.0.1:$(PORT)/  （按 Ctrl+C 停止）"
	exec $(BIN)/gunicorn tracker.wsgi --bind 127.0.0.1:$(PORT) --workers $(WORKERS) --no-control-socket \
		--log-level warning

install: .venv/run.stamp

# three at once, two shown when they have ended, so that the output of none is mixed. What asks the database is tested
# on both; what the pages look like (test_interface) is the same on both, and every page is asked for on both
test: .venv/test.stamp browser office lint
	@unset DATABASE_URL
	$(BIN)/python scripts/at_once.py \
		"PostgreSQL: $(BIN)/python -m tests.postgres $(BIN)/python -m pytest \
			-m 'database and not browser and not office' --ignore=tests/test_interface.py" \
		"SQLite: $(BIN)/python -m pytest -m 'not browser'" \
		"browser: $(BIN)/python -m pytest -m browser"

# while one works: a minute at most on two processors, with what is closest to the changes; `make test` is the proof
check: .venv/test.stamp
	@unset DATABASE_URL
	$(BIN)/python scripts/at_once.py \
		"changed: files=\$$($(BIN)/python -m scripts.changed_tests); \
			if [ -n \"\$$files\" ]; then $(QUICK) \$$files || [ \$$? = 5 ]; else echo 没有改动; fi" \
		"lint: $(MAKE_COMMAND) --no-print-directory lint" \
		"pure: $(QUICK) tests/test_architecture.py \$$($(BIN)/python -m scripts.changed_tests --pure)"

lint: .venv/test.stamp types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djangofmt --check --quiet templates
	$(BIN)/djangofmt check --quiet templates

# what each name holds; strict in the pure rooms, see [tool.mypy] of pyproject.toml
types: .venv/test.stamp
	$(BIN)/mypy

# a browser that starts, the one without windows being the quickest, the library that its driver wants, and a font to
# see Chinese in
browser:
	@scripts/apt-install "(chromium-headless-shell --version || chromium --version || google-chrome --version) \
		&& ldconfig -p | grep libatomic.so.1 && ls /usr/share/fonts/*/noto/NotoSansCJK*" \
		chromium-headless-shell libatomic1 fonts-noto-cjk -- "浏览器测试 the browser tests"

# what makes a report into PDF, and reads its pages
office:
	@scripts/apt-install "command -v soffice && command -v pdftotext" \
		libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils -- "版面测试 the page tests"

bench: .venv/test.stamp
	$(BIN)/python -m bench

# the pictures of docs/使用手册.md, taken of the running product
manual: .venv/test.stamp browser
	$(BIN)/python scripts/manual.py

# the locked releases, with the hashes of every file they are published as, and no word of where they lie
lock:
	@folder=$$(mktemp --directory)
	trap 'rm -r "$$folder"' EXIT
	$(PYTHON) -m venv "$$folder/venv"
	"$$folder/venv/bin/pip" --disable-pip-version-check install --quiet "pip-tools>=7.6"
	"$$folder/venv/bin/python" scripts/lock.py "$$folder/venv/bin/pip-compile"

.venv/bin/python:
	@scripts/make-venv $(PYTHON)

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	@echo "安装依赖 installing $<"
	$(PIP) $<
	touch $@

.venv/test.stamp: requirements/test.txt | .venv/bin/python
	@echo "安装依赖 installing $<"
	$(PIP) $<
	touch $@ .venv/run.stamp
