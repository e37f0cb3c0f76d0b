"""A run made ready for review: its rows, its documents, the files they were read from, and the codes people choose from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DocumentError, UsageError
from ..records.run import Run
from ..review.apply import apply_decisions
from ..review.gold import gold_documents
from ..review.material import Material
from ..review.state import State
from ..review.store import FOLDER as REVIEW
from ..review.store import EventStore
from ..review.workbook import WorkbookRow
from .load import load_run
from .manifest import counts

if TYPE_CHECKING:
    from ..config import Settings

_BLOCK = 1 << 20


def open_material(run: Path, *, originals: Sequence[Path] = ()) -> Material:
    """The run for review. `originals` are folders in which its files are looked for, besides where they were read from.

    Raises UsageError if the folder holds no finished run.
    """
    if not (run / "run.json").is_file():
        raise UsageError(
            "Not a finished run", where=str(run), remedy="Make one with `goldenthread run PATH... --out DIR`."
        )
    from ..export.documents import load_document

    manifest = json.loads((run / "run.json").read_text("utf-8"))
    roots = [*originals, *(Path(path) for path in manifest.get("paths", ())), run / "originals"]  # the last in a pack
    return Material(
        run,
        load_document=partial(load_document, run),
        find_original=Originals(roots).find,
        labels=manifest.get("labels", {}),
        load_choices=partial(_choices, run),
    )


def write_reviewed(run: Path, out: Path, *, state: State, store: EventStore) -> dict[str, Any]:
    """Write the run as decided to the new folder `out` and return what was done.

    Series and clusters are made again where their rows changed. `review/events.jsonl` holds every event. Raises UsageError, WriteError.
    """
    from ..export.documents import FOLDER as DOCUMENTS
    from ..export.files import atomic_write, make_folder
    from ..export.jsonl import write_rows
    from .assemble import load_vocabulary
    from .runner import write_run
    from .series import series_of

    if out.exists() and any(out.iterdir()):
        raise UsageError("The folder holds other files", where=str(out), remedy="Name a new or empty folder.")
    faults = store.verify()
    if faults:
        raise UsageError("The trail of decisions does not hold", where=faults[0], remedy="Look at the page Trail.")
    settings = _settings(run)
    extracted = load_run(run)
    reviewed, told = apply_decisions(extracted, state)
    sequence, head = store.head()
    told |= {"events": sequence, "head": head, "reviewers": sorted({event.who for event in state.events()})}
    reviewed = replace(
        reviewed, series=series_of(reviewed.documents, reviewed.figures, settings=settings, vocabulary=load_vocabulary(settings)),
        manifest={key: value for key, value in extracted.manifest.items() if key != "files"} | {"review": told},
    )  # fmt: skip
    if reviewed.needs != extracted.needs:
        reviewed = _clustered(reviewed, settings)
    reviewed.manifest["counts"] = counts(reviewed)
    make_folder(out)
    make_folder(out / DOCUMENTS)
    for file in sorted((run / DOCUMENTS).glob("doc_*.json")):
        with atomic_write(out / DOCUMENTS / file.name) as stream:
            stream.write(file.read_bytes())
    write_rows(make_folder(out / REVIEW) / "events.jsonl", state.events())
    write_run(reviewed, out, settings=settings, sources={})
    return told


def _clustered(run: Run, settings: Settings) -> Run:
    from ..cluster import cluster
    from .assemble import load_vocabulary

    clustering = cluster(run.needs, vocabulary=load_vocabulary(settings), options=settings.cluster)
    needs = tuple(replace(need, cluster=clustering.assignment.get(need.id)) for need in run.needs)
    manifest = run.manifest | {"clustering": clustering.summary}
    return replace(run, needs=needs, clusters=clustering.clusters, manifest=manifest)


def write_gold(run: Path, folder: Path, *, state: State) -> list[Path]:
    """Write what was decided as gold, a file a document, and return the files. Raises WriteError."""
    from ..export.files import atomic_write, make_folder

    extracted = load_run(run)
    reviewed, _ = apply_decisions(extracted, state)
    written = []
    make_folder(folder)
    for stem, gold in sorted(gold_documents(extracted, reviewed, state).items()):
        written.append(folder / f"{stem}.gold.json")
        with atomic_write(written[-1]) as stream:
            stream.write(json.dumps(gold, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n")
    return written


def workbook_rows(file: Path) -> list[WorkbookRow]:
    """The rows of an audit workbook in which somebody chose a decision. Raises UsageError for a file that is none."""
    from ..config import load_settings
    from ..read.source import open_source
    from ..read.xlsx import read_sheets

    options = load_settings().read
    try:
        sheets = read_sheets(open_source(file, max_bytes=options.max_bytes), options=options)
    except DocumentError as error:
        raise UsageError(error.what, where=str(file), remedy=error.remedy) from error
    found = []
    reviewed = 0
    for name, cells in sheets.items():
        headers = {cell.column: cell.text for cell in cells if cell.row == 0}
        if not {"Id", "Decision", "Comment"} <= set(headers.values()):
            continue
        reviewed += 1
        rows: dict[int, dict[str, str]] = {}
        for cell in cells:
            if cell.row and cell.column in headers:
                rows.setdefault(cell.row, {})[headers[cell.column]] = cell.text
        found += [
            WorkbookRow(
                sheet=name, line=number + 1, id=row.get("Id", ""), decision=row["Decision"].strip().lower(),
                comment=row.get("Comment", ""), quote=row.get("Quote"),
            )
            for number, row in sorted(rows.items())
            if row.get("Decision", "").strip()
        ]  # fmt: skip
    if not reviewed:
        raise UsageError(
            "No sheet of the workbook has the columns Id, Decision and Comment", where=str(file),
            remedy="Give the audit.xlsx of this run.",
        )  # fmt: skip
    return found


def _settings(run: Path) -> Settings:
    """The settings a run was made with. The configuration knows every stage, which takes a second to import."""
    from ..config import load_settings

    config = run / "config.toml"
    return load_settings(config if config.is_file() else None)


def _choices(run: Path) -> dict[str, list[str]]:
    from .assemble import load_vocabulary

    vocabulary = load_vocabulary(_settings(run))
    framework = vocabulary.needs
    categories = [category.id for category in framework.category]
    return {
        "category": [*categories, *(["other"] if "other" not in categories else [])],
        "subcategory": [need.id for need in framework.need],
        "reason": [reason.code for reason in vocabulary.closure_reasons.reason],
    }


class Originals:
    """Finds the file a document was read from: by its path where that still holds, else by its size, and always by sha256."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = roots
        self._by_size: dict[int, list[Path]] | None = None

    def find(self, row: Mapping[str, Any]) -> Path | None:
        """The file whose content is what was read, or None."""
        if not row.get("sha256"):
            return None
        return next((file for file in self._candidates(row) if _is_file_of(file, row["sha256"])), None)

    def _candidates(self, row: Mapping[str, Any]) -> Iterator[Path]:
        path = str(row["path"])
        for root in self._roots:
            yield root / path if root.is_dir() else root
            if root.is_dir():
                yield root.parent / path  # of several folders each path begins with its folder's name
        if self._by_size is None:
            self._by_size = self._sizes()
        yield from self._by_size.get(row.get("size") or -1, ())

    def _sizes(self) -> dict[int, list[Path]]:
        found: dict[int, list[Path]] = {}
        for root in self._roots:
            if root.is_dir():
                for folder, _, names in os.walk(root):
                    for name in sorted(names):
                        file = Path(folder) / name
                        if file.is_file() and not file.is_symlink():
                            found.setdefault(file.stat().st_size, []).append(file)
        return found


def _is_file_of(file: Path, sha256: str) -> bool:
    """Whether the file is there and holds exactly what was read."""
    try:
        digest = hashlib.sha256()
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return False
    return digest.hexdigest() == sha256
