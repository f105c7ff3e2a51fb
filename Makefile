.DEFAULT_GOAL := help
.PHONY: help demo test serve bench

PYTHON ?= python3
DEMO := .demo
READY := .venv/.ready
CARI := .venv/bin/cari
SETS ?= ../shared/data/eval

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */make \1\t/' | expand -t 14

demo: $(DEMO)/current ## index seeds/, answer an Indonesian and an English question
	@echo
	$(CARI) search "Siapa yang mewakili India di KTT SCO Astana ketika perdana menterinya tidak datang?" --limit 2 --data $(DEMO)
	@echo
	$(CARI) search "How long does the fast train from Jakarta to Bandung take?" --limit 2 --data $(DEMO)
	@echo
	@echo 'Now ask your own question:    $(CARI) search "…" --data $(DEMO)'
	@echo 'or index your own articles:   $(CARI) build FOLDER'

test: $(READY) ## format, lint, types, tests
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

serve: $(DEMO)/current ## HTTP over the sample index, at http://127.0.0.1:8000
	$(CARI) serve --data $(DEMO)

bench: $(READY) ## speed, memory, crashes and swaps, as in bench/README.md
	.venv/bin/python bench/build.py $(SETS)/clickid-title-id
	.venv/bin/python bench/latency.py $(SETS)/clickid-title-id
	.venv/bin/python bench/swaps.py --swaps 100
	.venv/bin/python bench/kill.py --kills 200

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cari needs Python 3.11 or later, and\
	 $(PYTHON) is $$($(PYTHON) --version 2>&1): name another one, as in \`make demo PYTHON=python3.12\`." >&2; exit 1; }
	@echo "Making the environment in .venv (minutes, the first time)…"
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(DEMO)/current: $(READY) $(shell find seeds -type f)
	$(CARI) build seeds --data $(DEMO)
