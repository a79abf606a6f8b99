# Everything the project needs lives in .venv; nothing is installed anywhere else.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install install-dev demo test test-postgresql soak check lint types layers catalogues lock bench clean

# pip is asked, so that a Python without its venv module is told in one sentence.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "tansiq: Python 3.11 or newer is needed (set PYTHON=python3.12, for example)."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "tansiq: Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/installed: requirements.lock | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ .venv/installed

# A service that may not write here would else compile the bot and its catalogues at every start, for a second.
install: .venv/installed
	@$(BIN)/python -m compileall -q bot coordination handlers simulator storage views
	@$(BIN)/python -m views.language.catalogues compile

install-dev: .venv/installed-dev

demo: install
	@$(BIN)/python -m bot demo $(ARGS)

# Everything on SQLite; then, where PostgreSQL is installed, what touches the database most on a server of the tests' own.
# (What is about PostgreSQL alone, test_postgres.py and test_replicas.py among it, is in the first part, as it starts one itself.)
POSTGRESQL_PART := $(addprefix tests/,faults/test_crashes.py faults/test_outages.py test_products_killed.py test_savepoint.py \
	test_pipeline.py test_delivery.py test_sending_journal.py test_process.py test_status.py test_rollups.py test_summary.py \
	test_case_rows.py test_desk.py \
	test_meetings.py test_deadlines.py test_alerts.py test_products.py test_asking.py)

# One worker more than there are processors: half of a test is waiting for another process.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test: install-dev
	@$(PYTEST) $(ARGS)
	@test -n "$(ARGS)" || if $(BIN)/python tests/postgres.py; then \
		TANSIQ_TEST_DATABASE=postgresql $(PYTEST) $(POSTGRESQL_PART); fi

# All of it on PostgreSQL.
test-postgresql: install-dev
	@$(BIN)/python tests/postgres.py
	@TANSIQ_TEST_DATABASE=postgresql $(PYTEST) $(ARGS)

# Long runs: kills while people write, a broadcast, updates of every shape (about half an hour).
# TANSIQ_TEST_DATABASE=postgresql make soak ARGS="crashes replicas": the kills on PostgreSQL, of one process and of one of two.
soak: install-dev
	@PYTHONPATH=tests $(BIN)/python -m tests.faults.soak $(ARGS)

check: lint types layers catalogues

lint: install-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install-dev
	@$(BIN)/mypy

layers: install-dev
	@$(BIN)/lint-imports

catalogues: install-dev
	@$(BIN)/python -m views.language.catalogues check

bench: install-dev
	@$(BIN)/python -m benchmarks $(ARGS)
	@for part in slow_disk network open_loop backlog growth idle; do \
		$(BIN)/python -m benchmarks.$$part $(findstring --quick,$(ARGS)) || exit 1; done
	@$(BIN)/python -m benchmarks.profiles
	@$(BIN)/python -m benchmarks.process_profiles
	@$(BIN)/python -m benchmarks.understanding
	@$(BIN)/python -m benchmarks.questions
	@$(BIN)/python -m benchmarks.summary

lock: install-dev
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet requirements.in -o requirements.lock
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet requirements-dev.in -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
