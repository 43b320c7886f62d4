# Each command sets up what it needs: Python 3.11 or newer and make are enough.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test audit check lint types fix bench capacity chaos soak lock clean

run: .venv/.ready  ## both processes; without TELEGRAM_BOT_TOKEN against the sandbox, in the browser
	$(BIN)/python -m bot up

test: .venv/.ready lint types  ## everything, on SQLite and on a PostgreSQL of its own
	$(BIN)/python -m pytest -n auto --dist loadscope

audit: .venv/.ready  ## known weaknesses of the locked packages; asks the network
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

check: lint types

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.ready
	$(BIN)/mypy

fix: .venv/.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## after a change of dependencies; needs uv
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --constraint requirements.lock --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o bot/deploy/requirements.lock

chaos: .venv/.ready  ## every fault with 10,000 digests on both databases; writes tests/chaos/RESULTS.md
	$(BIN)/python -m tests.chaos

soak: .venv/.ready  ## thirty days with two bots and two schedulers on PostgreSQL; writes tests/soak/RESULTS.md
	$(BIN)/python -m tests.soak

bench: .venv/.ready  ## sending, planning and answers, measured; writes tests/benchmarks/RESULTS.md
	$(BIN)/python -m tests.benchmarks

capacity: .venv/.ready  ## what 62 to 500,000 officials cost; writes tests/benchmarks/CAPACITY.md
	$(BIN)/python -m tests.benchmarks.capacity

.venv/.ready: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Nhac Han needs Python 3.11 or newer: make run PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
