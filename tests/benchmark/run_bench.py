"""`python -m tests.benchmark.run_bench [--write] [--most N]`: how fast whole runs are, and where the time goes.

Copies of the demo documents with other numbers in them are run as a user would run them, 1, 10, 100 and 1,000 at a time, on one
worker and on two; then the stages are timed one by one in this process, beside plain pdfplumber (text and tables of each page)
and the plain spaCy pipeline on the same documents. `--write` makes docs/benchmarks-runs.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pipeline.config import load_settings
from pipeline.read.source import open_source
from pipeline.run.assemble import extract, load_tools

_REPOSITORY = Path(__file__).resolve().parents[2]
_PAGE = _REPOSITORY / "docs" / "benchmarks-runs.md"
_SIZES = (1, 10, 100, 1000)
_WORDS_A_PAGE = 450  # of formats without pages
_FORMATS = '[export]\nformats = ["csv", "parquet", "sqlite", "xlsx", "html"]\n'
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Whole:
    """One run from start to end. `cpu` and `wall` in seconds; `peak` in MB, of the largest process."""

    documents: int
    pages: int
    workers: int
    wall: float
    cpu: float
    peak: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.run_bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks-runs.md")
    parser.add_argument("--most", type=int, default=_SIZES[-1], metavar="N", help="largest number of documents")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder) / "pile"
        runs = [
            _run(_pile(pile, size), Path(folder) / f"out-{size}-{workers}", workers=workers)
            for size in _SIZES
            if size <= chosen.most
            for workers in (1, 2)
        ]
    report = _report(runs, *_stages())
    print(report)
    if chosen.write:
        _PAGE.write_text(report, "utf-8")
    return 0


def _pile(folder: Path, size: int) -> Path:
    """`size` short reports in `folder`, a page or two each, no two alike: the demo's web page and texts with other numbers."""
    folder.mkdir(exist_ok=True)
    patterns = sorted(file for file in (_REPOSITORY / "corpora" / "demo").iterdir() if file.suffix in (".txt", ".html"))
    for number in range(len(list(folder.iterdir())), size):
        pattern = patterns[number % len(patterns)]
        text = pattern.read_text("utf-8").replace("412", str(400 + number)) + f"\n<!-- {number} -->\n"
        (folder / f"{number:05}{pattern.suffix}").write_text(text, "utf-8")
    return folder


def _run(pile: Path, out: Path, *, workers: int) -> Whole:
    code = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], capture_output=True); "
        "use = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(done.returncode, use.ru_utime + use.ru_stime, use.ru_maxrss)"
    )
    words = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        str(pile),
        "--out",
        str(out),
        "--workers",
        str(workers),
        "--quiet",
    ]
    before = time.monotonic()
    said = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=_REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.split()
    wall = time.monotonic() - before
    if said[0] != "0":
        raise RuntimeError(f"the run ended with {said[0]}")
    rows = [json.loads(line) for line in (out / "documents.jsonl").read_text("utf-8").splitlines()]
    pages = sum(max(1, round((row["words"] or 0) / _WORDS_A_PAGE)) for row in rows)
    return Whole(
        documents=len(rows), pages=pages, workers=workers, wall=wall, cpu=float(said[1]), peak=float(said[2]) / 1024
    )


def _stages() -> tuple[int, Counter[str], Counter[str]]:
    """Pages of the PDFs in `corpora/`, CPU seconds of our stages on them, and of plain parsers on the same."""
    import pdfplumber
    import spacy

    from pipeline.read import read
    from pipeline.segment import segment

    settings = load_settings()
    tools = load_tools(settings)
    plain = spacy.load(settings.nlp.model)
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    pages = 0
    files = sorted((_REPOSITORY / "corpora").rglob("*.pdf"))
    for warm, file in enumerate([files[0], *files]):
        spent, peer = (ours, theirs) if warm else (Counter[str](), Counter[str]())
        source = open_source(file, max_bytes=settings.read.max_bytes)
        read_it = partial(read, source, options=settings.read)
        document = _timed(spent, "reading", read_it)
        find_structure = partial(segment, document, vocabulary=tools.vocabulary, options=settings.segment)
        document = _timed(spent, "structure", find_structure)
        _timed(spent, "figures, needs, outcomes, links, checks", partial(extract, document, tools=tools))
        _timed(peer, "pdfplumber, text and tables", partial(_plumb, pdfplumber, file))
        _timed(peer, "spaCy, the same pipeline on the same text", partial(plain, document.text))
        pages += len(document.pages) if warm else 0
    return pages, ours, theirs


def _timed(spent: Counter[str], stage: str, work: Callable[[], Value]) -> Value:
    before = time.process_time()
    done = work()
    spent[stage] += time.process_time() - before  # type: ignore[assignment]  # seconds are counted in fractions
    return done


def _plumb(pdfplumber: Any, file: Path) -> None:
    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def _report(runs: Sequence[Whole], pages: int, ours: Counter[str], theirs: Counter[str]) -> str:
    lines = [
        "# Benchmarks: whole runs",
        "",
        f"Measured on {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}. Repeat with `make bench`.",
        "",
        "## From folder to run folder",
        "",
        "Short texts and web pages of our own, all formats written, models loaded in every run.",
        "",
        "| documents | pages | workers | seconds | documents a minute | pages a second | CPU s a document | MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for run in runs:
        lines.append(
            f"| {run.documents:,} | {run.pages:,} | {run.workers} | {run.wall:.1f} | {run.documents / run.wall * 60:,.0f} "
            f"| {run.pages / run.wall:.1f} | {run.cpu / run.documents:.3f} | {run.peak:.0f} |"
        )
    total, plumber = sum(ours.values()), theirs["pdfplumber, text and tables"]
    lines += [
        "",
        "MB: the largest process; each worker holds the language model.",
        "",
        f"## Where the time goes: {pages} pages of PDF",
        "",
        "| stage | CPU s a page | share |",
        "|---|---|---|",
    ]
    lines += [f"| {stage} | {spent / pages:.4f} | {spent / total:.0%} |" for stage, spent in ours.items()]
    lines += [f"| **Golden Thread, all of it** | **{total / pages:.4f}** | |"]
    lines += [f"| {stage} | {spent / pages:.4f} | |" for stage, spent in theirs.items()]
    lines += [
        "",
        f"All of it takes {total / plumber:.2f} times what pdfplumber takes to read the same pages. Loading is not counted here.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
