"""A run as a story: find the files, read and extract each, join what belongs together, write the run folder."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from ..config import Settings, settings_toml
from ..errors import UsageError
from ..records.codec import to_row
from ..records.finding import CheckCount, Finding
from ..records.run import DocumentRow, Extraction, Run
from ..vocab import Vocabulary
from .assemble import load_vocabulary
from .discover import Input, discover, hashed
from .editions import AnyEdition, open_edition
from .embeddings import EmbeddingMemory
from .engines import make_engine
from .job import Job, Result
from .journal import STATE
from .manifest import make_manifest
from .series import series_of

Progress = Callable[[int, int, DocumentRow], None]  # documents done, of how many, the last one's row


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """A finished run and where it was written. `read` are the documents given, by their own paths, also where the run tells
    other paths or leaves them out; `taken_over` counts those an earlier run had read."""

    run: Run
    read: tuple[DocumentRow, ...]
    folder: Path
    written: tuple[Path, ...]
    taken_over: int


def run_folder(
    paths: Sequence[Path],
    out: Path,
    *,
    settings: Settings,
    key_file: Path | None = None,
    retry: bool = False,
    progress: Progress = lambda done, total, row: None,
) -> RunResult:
    """Read every document under `paths` and write the run folder `out`.

    What an earlier run into `out`, finished or not, made of the same files under the same options is taken over; with `retry`
    only of those that were read wholly. `key_file` holds the key of pseudonyms (`privacy.pseudonymise`). A document that
    cannot be read becomes a row and never stops the run. Raises UsageError, NothingToReadError, ConfigurationError,
    WriteError or LeakError.
    """
    started = time.time()
    check_output(out)
    load_vocabulary(settings).check()  # a wrong vocabulary file is told before an hour of reading
    inputs = hashed(discover(paths, leave_out=out), max_bytes=settings.read.max_bytes)
    edition = open_edition(out, settings=settings, key_file=key_file, retry=retry)
    try:
        results, taken_over = _read_all(inputs, edition, settings=settings, progress=progress)
        run = edition.prepare(results, join=partial(_joined, settings=settings, memory=edition.memory))
        shown = edition.shown_inputs(paths)
        run = replace(run, manifest=make_manifest(run, inputs=shown, settings=settings, started=started))
        sources = {item.path: item.file for item in inputs} if edition.shows_pages else {}
        written = [
            file.relative_to(edition.folder)
            for file in write_run(run, edition.folder, settings=settings, sources=sources)
        ]
        edition.finish(run, written)
    except BaseException:
        edition.abandon()
        raise
    read = tuple(result.row for result in results)
    return RunResult(
        run=run, read=read, folder=out, written=tuple(out / file for file in written), taken_over=taken_over
    )


def check_output(out: Path) -> None:
    """A folder that is ours or new: a run never writes among files it did not make. Raises UsageError."""
    if out.exists() and not out.is_dir():
        raise UsageError("The output is a file", where=str(out), remedy="Name a folder with --out.")
    ours = ("run.json", "documents", STATE)
    if out.is_dir() and any(out.iterdir()) and not any((out / name).exists() for name in ours):
        raise UsageError(
            "The output folder holds other files", where=str(out), remedy="Name a new or empty folder with --out."
        )


def write_run(run: Run, folder: Path, *, settings: Settings, sources: Mapping[str, Path]) -> list[Path]:
    """Write a run's configuration and outputs and return the files. `sources` are the documents' files by their paths."""
    from ..export import export
    from ..export.files import atomic_write

    with atomic_write(folder / "config.toml") as stream:
        stream.write(settings_toml(settings).encode("utf-8"))
    files = {row.id: sources[row.path].resolve() for row in run.documents if row.path in sources}
    return [folder / "config.toml", *export(run, folder, options=settings.export, sources=files)]


def _read_all(
    inputs: Sequence[Input], edition: AnyEdition, *, settings: Settings, progress: Progress
) -> tuple[list[Result], int]:
    """Results in the order of their paths, and how many of them were known already; the edition takes the documents as understood.

    A file that stands twice under two names is read once: else every sum over the run would count it twice.
    """
    first: dict[str, Input] = {}
    copies = []
    for item in inputs:
        if item.sha256 is not None and first.setdefault(item.sha256, item) is not item:
            copies.append(item)
    results: list[Result] = []
    jobs = []
    for item in inputs:
        if item in copies:
            continue
        known = edition.recall(item)
        if known is not None:
            results.append(known)
            progress(len(results), len(inputs), known.row)
        else:
            jobs.append(Job(file=str(item.file), path=item.path, understood=edition.understood(item)))
    known_already = len(results)
    with make_engine(settings) as engine:
        for result in engine.map(jobs, begin=lambda job: edition.begin(job.path)):
            edition.keep(result)
            results.append(replace(result, document=None))
            progress(len(results), len(inputs), result.row)
    rows = {result.row.path: result.row for result in results}
    seen: Counter[str] = Counter()
    for item in copies:
        row = rows[first[item.sha256 or ""].path]
        seen[row.id] += 1
        row = replace(row, id=f"{row.id}_{seen[row.id] + 1}", path=item.path, duplicate_of=row.id)
        results.append(Result(row=row))
        progress(len(results), len(inputs), row)
    return sorted(results, key=lambda result: result.row.path), known_already


def _joined(results: Sequence[Result], *, settings: Settings, memory: EmbeddingMemory | None) -> Run:
    """All rows in output order, with what can only be seen across documents: clusters, series and the papers of one case."""
    from ..cluster import cluster
    from ..link import follow_needs, join_cases

    parts = [result.extraction or Extraction() for result in results]
    needs = tuple(need for part in parts for need in part.needs)
    figures = tuple(figure for part in parts for figure in part.figures)
    vocabulary = load_vocabulary(settings)
    across, compared = _across(results, settings=settings)
    clustering = cluster(needs, vocabulary=vocabulary, options=settings.cluster, memory=memory)
    needs = tuple(replace(need, cluster=clustering.assignment.get(need.id)) for need in needs)
    documents = tuple(result.row for result in results)
    cases = join_cases([row for part in parts for row in part.cases])
    dates = {row.id: row.date for row in documents}
    return Run(
        documents=documents,
        figures=figures,
        decisions=tuple(row for part in parts for row in part.decisions),
        needs=needs,
        interventions=tuple(row for part in parts for row in part.interventions),
        outcomes=tuple(row for part in parts for row in part.outcomes),
        cases=cases,
        links=(*(row for part in parts for row in part.links), *follow_needs(cases, needs, dates=dates)),
        findings=(*(row for part in parts for row in part.findings), *across),
        clusters=clustering.clusters,
        series=series_of(documents, figures, settings=settings, vocabulary=vocabulary, memory=memory),
        manifest={
            "checks": _check_counts([*(count for part in parts for count in part.checks), *compared]),
            "clustering": clustering.summary,
            "labels": _labels(vocabulary),
        },
    )


def _labels(vocabulary: Vocabulary) -> dict[str, str]:
    """What people call the codes in the rows: of needs, their categories and reasons for closure."""
    framework = vocabulary.needs
    categories = {category.id: category.name for category in framework.category}
    needs = {need.id: need.name for need in framework.need}
    return categories | needs | {reason.code: reason.title for reason in vocabulary.closure_reasons.reason}


def _across(results: Sequence[Result], *, settings: Settings) -> tuple[list[Finding], list[CheckCount]]:
    """Findings between documents: a report against a later one, a quotation against its report."""
    from ..check import Paper, check_documents

    read = [
        Paper(row=result.row, figures=result.extraction.figures) for result in results if result.extraction is not None
    ]
    return check_documents(read, options=settings.check)


def _check_counts(found: Iterable[CheckCount]) -> dict[str, Any]:
    """How often each check found something to test and how often it held: a clean report is not an unchecked one."""
    from ..check import ACROSS, CHECKS

    titles = {code: check.title for registry in (CHECKS, ACROSS) for code, check in registry.items()}
    counts: dict[str, dict[str, Any]] = {}
    for count in found:
        entry = counts.setdefault(count.code, {"title": titles.get(count.code), "checked": 0, "held": 0})
        entry["checked"] += count.checked
        entry["held"] += count.held
    return to_row({code: counts[code] for code in sorted(counts)})  # type: ignore[no-any-return]
