# Two commands are enough: `make run` opens the dashboard, `make test` proves it.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run test check bench sandbox clean chromium postgres libreoffice

run: $(VENV)/.run ## the dashboard: the sandbox account, or the live one where CALLYZER_TOKEN is set
	$(BIN)/streamlit run app.py --server.port $(PORT)

sandbox: $(VENV)/.run ## a local stand-in for the Callyzer API
	$(BIN)/python -m callyzer sandbox

test: $(VENV)/.test chromium postgres libreoffice ## everything, the browser included
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.test ## style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.test chromium ## ratios, each measured within one run
	$(BIN)/python -m bench

$(VENV)/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: set PYTHON=…"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "python3-venv is missing; installing it"; \
	  $(call root,apt-get install -y -q python3-venv) && $(PYTHON) -m venv $(VENV); }
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run tests/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

# The browser tests drive Debian's Chromium; where it cannot be installed they fail and say so.
chromium:
	@command -v chromium >/dev/null || { echo "Installing Chromium for the browser tests"; \
	  $(call root,apt-get update -q) && $(call root,apt-get install -y -q --no-install-recommends chromium); } \
	  || echo "Chromium could not be installed: the browser tests will fail"

# The store's SQL texts are run on a real server too; where it cannot be installed that test fails and says so.
postgres:
	@command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { \
	  echo "Installing PostgreSQL for the store's tests"; \
	  $(call root,apt-get update -q) && $(call root,apt-get install -y -q --no-install-recommends postgresql); } \
	  || echo "PostgreSQL could not be installed: its test will fail"

# Workbooks are opened by a real spreadsheet; where it cannot be installed those tests fail and say so.
libreoffice:
	@command -v soffice >/dev/null || { echo "Installing LibreOffice for the tests of the exports"; \
	  $(call root,apt-get update -q) && $(call root,apt-get install -y -q --no-install-recommends \
	  libreoffice-calc-nogui); } || echo "LibreOffice could not be installed: the tests of the exports will fail"

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

root = if [ "$$(id -u)" = 0 ]; then DEBIAN_FRONTEND=noninteractive $(1); else sudo -n $(1); fi
