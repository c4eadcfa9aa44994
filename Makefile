# Everything a developer types. `make` alone prints this list.

PYTHON ?= python3
BIN := .venv/bin
APT := dovecot-imapd dovecot-pop3d chromium
LANGUAGES := de cs hu el
TEMPLATES = git ls-files --cached --others --exclude-standard '*.html' | xargs -r

.PHONY: help run test check fix bench messages release

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s%s\n", $$1, $$2 }' Makefile

run: .venv/run-stamp ## run Ombud here; ARGS="--port 8001 --data-dir DIR --no-demo"
	@exec $(BIN)/ombud run $(ARGS)

test: .venv/dev-stamp ## run every test, real servers and browser included; ARGS="-k mail"
	@.ci/packages $(APT)
	$(BIN)/pytest -n 2 --dist loadscope $(ARGS)

check: .venv/dev-stamp ## format, lint, types, floors, templates, migrations, messages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy ombud
	$(BIN)/lint-imports --no-cache
	@$(TEMPLATES) $(BIN)/djhtml --check --tabwidth 2
	@$(TEMPLATES) $(BIN)/djlint --lint --quiet
	$(BIN)/ombud makemigrations --check --dry-run
	$(BIN)/ombud compile_messages --check

fix: .venv/dev-stamp ## repair all that can repair itself
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	@$(TEMPLATES) $(BIN)/djhtml --tabwidth 2

bench: .venv/dev-stamp ## the figures, each with its limit
	@set -e; for file in bench/bench_*.py; do $(BIN)/python $$file; done

messages: .venv/dev-stamp ## collect the texts to translate, and compile them
	@.ci/packages gettext
	mkdir -p ombud/locale && cd ombud && ../$(BIN)/ombud makemessages --no-obsolete --no-location \
		$(addprefix --locale ,$(LANGUAGES))
	$(BIN)/ombud compile_messages

release: check test ## tag the version at the top of CHANGELOG.md
	git tag -a v$$($(BIN)/python -c 'import ombud; print(ombud.__version__)') -m "Release"

.venv/run-stamp: requirements.lock pyproject.toml
	@.ci/venv $(PYTHON) requirements.lock
	@touch $@

.venv/dev-stamp: requirements-dev.lock pyproject.toml
	@.ci/venv $(PYTHON) requirements-dev.lock
	@touch $@ .venv/run-stamp
