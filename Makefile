# The two main commands are `make run` and `make test`. The others are their parts, `make check` for daily work, and
# maintenance.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.ONESHELL:

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq --require-hashes --requirement

# the demonstration's documents are of the past, so it runs on a day of theirs; DUBAN_TODAY= is the real date.
# DUBAN_DEMO= DUBAN_TODAY= starts without it, and with an office's own database it refuses to load
DUBAN_DEMO ?= 1
DUBAN_TODAY ?= 2024-07-08

# the quick tests need no other program; no test starts after 50 seconds
QUICK = $(BIN)/python -m pytest -m 'not browser and not office' --within \$$((50 - SECONDS))

# keep compiled files whatever the shell says, else each start compiles everything again
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run install test check browser office old-chromium lint bench fuzz load feel clerk manual lock install-office bundle rehearsal cluster

run: install
	@export DUBAN_DEMO=$(DUBAN_DEMO) DUBAN_TODAY=$(DUBAN_TODAY)
	$(BIN)/python manage.py prepare
	echo "督办台账  http://127.0.0.1:$(PORT)/  （按 Ctrl+C 停止）"
	exec $(BIN)/python -m tracker.side_by_side --bind 127.0.0.1:$(PORT)

install: .venv/run.stamp

# installs or upgrades an office's server, as root; from a bundle or a checkout (docs/运维.md)
install-office:
	@deploy/install-office

# one archive that installs on a machine without internet
bundle: .venv/bin/python
	@deploy/bundle $(BIN)/python

# an office's whole way in a fresh Debian, from the bundle to the restoration on another machine; as root, half an hour
rehearsal: .venv/test.stamp browser
	@deploy/rehearsal $(BIN)/python

# three at once, two shown after they end, so that outputs are not mixed. tests/databases.py says which test asks which
# database
test: .venv/test.stamp browser office old-chromium lint
	@unset DATABASE_URL
	$(BIN)/python scripts/at_once.py \
		"PostgreSQL: $(BIN)/python -m tests.postgres $(BIN)/python -m pytest -m 'postgresql and not browser'" \
		"SQLite: $(BIN)/python -m pytest -m 'sqlite and not browser'" \
		"browser: $(BIN)/python -m pytest -m browser"

# at most a minute on two processors, with the tests closest to the changes; `make test` runs everything
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

# type checks; strict in the pure rooms, see [tool.mypy] in pyproject.toml
types: .venv/test.stamp
	$(BIN)/mypy

# a browser (the headless one is the fastest), the library that its driver needs, and a Chinese font
browser:
	@scripts/apt-install "(chromium-headless-shell --version || chromium --version || google-chrome --version) \
		&& ldconfig -p | grep libatomic.so.1 && ls /usr/share/fonts/*/noto/NotoSansCJK*" \
		chromium-headless-shell libatomic1 fonts-noto-cjk -- "浏览器测试 the browser tests"

# converts a report to PDF, and reads its pages
office:
	@scripts/apt-install "command -v soffice && command -v pdftotext" \
		libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils -- "版面测试 the page tests"

# Chromium 78 and 86, as 信创 desktops have them; without npm they are left out
old-chromium: .venv/bin/python
	@scripts/fetch-old-chromium .venv/old-chromium

# more than one machine, on loopback: a standby takes over, boards read from it, two servers behind nginx and PgBouncer
cluster: .venv/test.stamp
	$(BIN)/python -m bench.cluster

bench: .venv/test.stamp
	$(BIN)/python -m bench

# 200 clerks in the last hour of a deadline, on PostgreSQL; writes docs/load.md. In five minutes, on a quiet machine
load: .venv/test.stamp .venv/load.stamp
	$(BIN)/python -m bench.load

# more than ten thousand wrong requests and as many damaged documents; half an hour. SEED= makes other cases
SEED ?= 1
fuzz: .venv/test.stamp
	$(BIN)/python -W ignore -m bench.fuzz --seed $(SEED)

# measures how every page sits on two desks and a phone; writes docs/feel.md and fails where a page falls behind
feel: .venv/test.stamp browser
	$(BIN)/python scripts/feel.py

# files forty entries of the demonstration with the keyboard alone; writes docs/clerk.md
clerk: .venv/test.stamp browser
	$(BIN)/python scripts/clerk_session.py

# takes the pictures of docs/使用手册.md and of README.md from the running product
manual: .venv/test.stamp browser office
	$(BIN)/python scripts/manual.py

# writes the locked releases with the hashes of their published files, without index addresses
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

# in an environment of its own: locust changes how Python waits, and brings forty libraries
.venv/load.stamp: requirements/load.txt | .venv/bin/python
	@echo "安装依赖 installing $<"
	$(PYTHON) -m venv .venv/load
	.venv/load/bin/python -m pip --disable-pip-version-check install -qq --require-hashes --requirement $<
	touch $@

.venv/test.stamp: requirements/test.txt | .venv/bin/python
	@echo "安装依赖 installing $<"
	$(PIP) $<
	touch $@ .venv/run.stamp
