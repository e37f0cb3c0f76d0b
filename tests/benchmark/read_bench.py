"""`python -m tests.benchmark.read_bench [--write]`: how well and how fast documents are read, beside other parsers.

Each parser reads each group of documents in a fresh process of its own. CPU seconds are the median of several such runs;
wall time is never used, so a busy machine tilts the result little. `--write` puts the tables into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from .cases import all_cases, truth_of
from .metrics import kept, measure_text, words
from .ocr_bench import HEADING as SCANS
from .parsers import PARSERS, Parser
from .records import Case, Reading, Share
from .report import Result, print_worst, write_report
from .table_metrics import measure_tables
from .worker import reading_of

_REPOSITORY = Path(__file__).resolve().parents[2]
_REPEATS = {"long": 1, "real PDF": 1, "untagged PDF": 1}  # every other group: 3
_TIME_LIMIT = 600  # seconds a parser may take over a group
_ONLY_WORDS = ("real PDF", "long")  # nothing is known of their tables
_SECOND_ENGINE = "pypdfium2"  # whose words are what there is to read where no truth is known


@dataclass(frozen=True)
class Job:
    """One parser over one group, in one process."""

    parser: Parser
    group: str
    cases: tuple[Case, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0; 1 if Golden Thread failed on a document."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.read_bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument(
        "--group", action="append", help="only this group (corpora PDF, adverse DOCX, real PDF, long ...)"
    )
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="list Golden Thread's N worst documents a measure"
    )
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = [case for case in all_cases(folder) if not chosen.group or case.group in chosen.group]
        jobs = _jobs(cases)
        with ThreadPoolExecutor(max_workers=2) as pool:
            runs = list(pool.map(lambda at: _run(jobs[at], folder, at), range(len(jobs))))
        results = _results(jobs, runs)
    if chosen.worst:
        print_worst(results, chosen.worst)
    report = write_report(results, missing=[parser.name for parser in PARSERS if parser.version is None])
    if chosen.write:
        page = _REPOSITORY / "docs" / "benchmarks.md"
        scans = page.read_text("utf-8").partition(SCANS)[1:] if page.exists() else ("", "")
        page.write_text(report + ("\n" if scans[0] else "") + "".join(scans), "utf-8")
    print(report)
    return int(any(result.failed for result in results if result.parser == PARSERS[0].name))


def _jobs(cases: list[Case]) -> list[Job]:
    """Every installed parser over every group it can read, as often as it is to be timed; real groups keep their order."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.group, []).append(case)
    return [
        Job(parser, group, tuple(members))
        for group, members in groups.items()
        for parser in PARSERS
        if parser.version is not None and members[0].path.suffix in parser.suffixes
        if parser.gives_text or group not in _ONLY_WORDS
        for _ in range(_REPEATS.get(group, 3))
    ]


def _run(job: Job, folder: Path, number: int) -> dict[str, Any]:
    """What the worker wrote, or a note that it did not end."""
    listing, out = folder / f"list-{number}.json", folder / f"out-{number}.json"
    listing.write_text(json.dumps([str(case.path) for case in job.cases]), "utf-8")
    command = [sys.executable, "-m", "tests.benchmark.worker", job.parser.name, str(listing), str(out)]
    try:
        done = subprocess.run(command, cwd=_REPOSITORY, capture_output=True, text=True, timeout=_TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return {"stopped": f"not done after {_TIME_LIMIT} s"}
    if done.returncode or not out.exists():
        return {"stopped": (done.stderr.strip().splitlines() or ["stopped"])[-1]}
    result: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return result


def _results(jobs: list[Job], runs: list[dict[str, Any]]) -> list[Result]:
    """One result a parser and group: shares from the first run, seconds and memory as the median of all."""
    gathered: dict[tuple[str, str], list[tuple[Job, dict[str, Any]]]] = {}
    for job, run in zip(jobs, runs, strict=True):
        gathered.setdefault((job.group, job.parser.name), []).append((job, run))
    reference = {
        case.name: words(reading_of(row).body or "")
        for (group, name), found in gathered.items()
        if name == _SECOND_ENGINE and group in _ONLY_WORDS
        for case, row in zip(found[0][0].cases, found[0][1].get("readings", ()), strict=False)
    }
    results = []
    for (group, name), found in gathered.items():
        job, first = found[0]
        whole = [run for _, run in found if "stopped" not in run]
        if "stopped" in first or not whole:
            results.append(
                Result(parser=name, version=job.parser.version or "", group=group, failed=(first["stopped"],))
            )
            continue
        shares: dict[str, dict[str, Share]] = {}
        for case, row in zip(job.cases, first["readings"], strict=True):
            shares[case.name] = _measure(case, reading_of(row), reference.get(case.name))
        pages = sum(case.pages for case in job.cases)
        results.append(
            Result(
                parser=name, version=job.parser.version or "", group=group, documents=len(job.cases), pages=pages,
                shares=shares, failed=tuple(first["errors"]),
                seconds=median(sum(run["seconds"]) for run in whole) / pages,
                loaded=median(run["loaded"] for run in whole), peak=median(run["peak"] for run in whole),
            )
        )  # fmt: skip
    return results


def _measure(case: Case, reading: Reading, reference: list[str] | None) -> dict[str, Share]:
    """Every measure the parser can be held to; without truth, the words kept of those a second engine reads."""
    if case.group in _ONLY_WORDS:
        if reading.body is None or reference is None:
            return {}
        share = kept(reference, words(reading.body) + words(reading.aside))
        return {"kept": share, "kept90": Share(int((share.value or 0) >= 0.9), 1)}
    truth = truth_of(case)
    return measure_text(truth, reading) | (measure_tables(truth, reading.tables) if reading.tables is not None else {})


if __name__ == "__main__":
    sys.exit(main())
