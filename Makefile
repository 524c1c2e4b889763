# `make demo` scores the example reports; `make test` runs every check. Both set up .venv themselves.

VENV := .venv
# `make test EXTRAS=dev,docs,ocr` also tests the recognition of scans (about 350 MB).
EXTRAS := dev,docs
BIN := $(VENV)/bin

.PHONY: demo test wheel nightly clean

demo: $(VENV)/.installed
	PATH="$(CURDIR)/$(BIN):$$PATH" scripts/demo out

test: $(VENV)/.installed-dev
	PATH="$(CURDIR)/$(BIN):$$PATH" scripts/check

# Longer than a change should wait for: 5,000 damaged files per family of formats.
nightly: $(VENV)/.installed-dev
	SCORER_FUZZ=5000 $(BIN)/python -m pytest tests/readers/test_readers_fuzz.py

# Builds the wheel and runs it in a virtual environment that has nothing else.
wheel: $(VENV)/.installed-dev
	PATH="$(CURDIR)/$(BIN):$$PATH" scripts/smoke-wheel

$(BIN)/python:
	"$$(scripts/find-python)" -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q scorer
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	$(BIN)/python -m compileall -q scorer
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) out dist build .coverage* .mypy_cache .ruff_cache .pytest_cache
