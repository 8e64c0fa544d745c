# Two commands: `make run` and `make test`. The others are their parts, and the keeper's chores.

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

.PHONY: run install test browser office lint types bench manual lock

run: install
	@export DUBAN_TODAY=$(DUBAN_TODAY)
	$(BIN)/python manage.py prepare
	echo "督办台账  http://127.0.0.1:$(PORT)/  （按 Ctrl+C 停止）"
	exec $(BIN)/gunicorn tracker.wsgi --bind 127.0.0.1:$(PORT) --workers $(WORKERS) --no-control-socket \
		--log-level warning

install: .venv/run.stamp

# three at once, two to files that are shown at the end, so that the output of none is mixed. What asks the database is
# tested on both; what the pages look like (test_interface) is the same on both, and every page is asked for on both
test: .venv/test.stamp browser office lint
	@logs=$$(mktemp --directory)
	env --unset=DATABASE_URL $(BIN)/python -m pytest -m "not browser" >"$$logs/SQLite" 2>&1 &
	sqlite=$$!
	env --unset=DATABASE_URL $(BIN)/python -m pytest -m browser >"$$logs/browser" 2>&1 &
	windows=$$!
	trap 'kill $$sqlite $$windows 2>/dev/null || true; rm -rf "$$logs"' EXIT
	failed=0
	echo "== PostgreSQL"
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -m "database and not browser and not office" \
		--ignore=tests/test_interface.py || failed=1
	wait $$sqlite || failed=1
	echo "== SQLite"
	cat "$$logs/SQLite"
	wait $$windows || failed=1
	echo "== browser"
	cat "$$logs/browser"
	exit $$failed

lint: .venv/test.stamp types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

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
