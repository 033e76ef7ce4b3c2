# Two commands matter to a newcomer: `make digest` builds the example, `make test` runs all checks.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := build

.DEFAULT_GOAL := digest
.PHONY: digest preview test docs bench quality economy schemas pictures clean python fonts test-tools

digest: $(VENV)/.installed fonts
	$(BIN)/sphinx-digest build example_docs $(OUT) -W

# The example in a browser, built again whenever a file is saved.
preview: $(VENV)/.preview
	$(BIN)/sphinx-autobuild example_docs $(OUT)/preview --open-browser

test: $(VENV)/.tested fonts test-tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

docs: $(VENV)/.installed
	$(BIN)/sphinx-build -W -b html docs $(OUT)/docs

bench: $(VENV)/.tested fonts
	$(BIN)/python benchmarks/run.py

# What the rules find of the slips in tests/quality, and what they find wrongly.
quality: $(VENV)/.installed
	$(BIN)/python tests/quality/measure.py

# What the fields of a notice cost an editor, in full and in the short forms.
economy: $(VENV)/.installed
	$(BIN)/python tests/economy/measure.py

# The JSON Schemas of digest.toml and contacts.toml, for editors that complete TOML.
schemas: $(VENV)/.installed
	$(BIN)/python -m sphinx_digest.core.writing.toml_schema schemas

pictures: digest $(VENV)/.tested test-tools
	$(BIN)/python docs/pictures.py

clean:
	rm -rf $(OUT) dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(VENV)/bin/python: | python
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[docs]'
	touch $@

$(VENV)/.preview: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[preview]'
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group test
	touch $@

# Install Debian packages: $(call install,PACKAGES); fails with the words to type where it may not.
define install
{ \
	if ! command -v apt-get >/dev/null; then run=false; \
	elif [ "$$(id -u)" = 0 ]; then run=env; \
	elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then run=sudo; \
	else run=false; fi; \
	$$run true 2>/dev/null && $$run apt-get update -qq && \
	$$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) \
	|| { echo "Please install: $(1)"; echo "  sudo apt-get install $(1)"; false; }; \
}
endef

# Debian keeps what a virtual environment needs in a package of its own.
python:
	@[ -x $(BIN)/python ] || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(call install,python3 python3-venv)
	@[ -x $(BIN)/python ] || $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12")'

fonts:
	@{ fc-list : family 2>/dev/null | grep -Eq 'Noto Serif (CJK )?SC' \
	|| find /usr/share/fonts /usr/local/share/fonts "$$HOME/.fonts" "$$HOME/.local/share/fonts" \
		-name 'NotoSerifCJK*' -o -name 'NotoSerifSC*' 2>/dev/null | grep -q .; } \
	|| $(call install,fonts-noto-cjk)

# A browser (driven by a program that needs libatomic) and PDF tools look at the results.
test-tools:
	@missing=; \
	command -v chromium >/dev/null || missing="chromium"; \
	command -v pdftoppm >/dev/null || missing="$$missing poppler-utils"; \
	ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1 || missing="$$missing libatomic1"; \
	[ -z "$$missing" ] || $(call install,$$missing) || true
