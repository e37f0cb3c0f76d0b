# Everything a fresh machine needs is in two commands: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint accuracy calibrate bench bench-figures bench-ocr bench-read torture clean

demo: $(VENV)/.ready
	$(BIN)/goldenthread run corpora/demo --out outputs/demo

# A file of tests stays in one process, so that what its tests share is made once.
test: $(VENV)/.ready
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: $(VENV)/.ready
	$(BIN)/ruff check pipeline tests corpora
	$(BIN)/ruff format --check pipeline tests corpora
	$(BIN)/mypy

# How fast whole runs are, and where the time goes; about ten minutes. Writes docs/benchmarks-runs.md.
bench: $(VENV)/.ready-bench
	$(BIN)/python -m tests.benchmark.run_bench --write

# How well and how fast documents are read, beside other parsers; about five minutes. Writes docs/benchmarks.md.
bench-read: $(VENV)/.ready-bench
	$(BIN)/python -m tests.benchmark.read_bench --write

# How fast figures are read beside spaCy's plain pipeline, and how the rules do on news; two minutes. Writes docs/benchmarks-figures.md.
bench-figures: $(VENV)/.ready-bench
	$(BIN)/python -m tests.benchmark.figures_bench --write

# How well scanned pages are read; a few minutes. Writes the last section of docs/benchmarks.md.
bench-ocr: $(VENV)/.ready-bench
	$(BIN)/python -m tests.benchmark.ocr_bench --write

$(VENV)/.ready-bench: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --editable '.[bench,dev]'
	touch $@

# torch goes first, alone: on Linux the registry's newest build is the one for graphics cards, several gigabytes large.
$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet --editable '.[embeddings,ocr,pdf,dask,review,dev]'
	touch $@

# What a figure's confidence is worth: writes pipeline/vocab/figure_confidence.toml.
calibrate: $(VENV)/.ready
	$(BIN)/python -m tests.golden.calibrate

accuracy: $(VENV)/.ready
	$(BIN)/python -m tests.golden.write_accuracy

# Faults at full size: 200 kills, 3,000 damaged files. About an hour.
torture: $(VENV)/.ready
	GOLDENTHREAD_KILLS=200 GOLDENTHREAD_MUTATIONS=3000 $(BIN)/python -m pytest tests/faults

clean:
	rm -rf $(VENV) outputs/demo
