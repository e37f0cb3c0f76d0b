"""Review without a server: a run, or the sampled cases of it, packed for one auditor, and the decisions brought back."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Final

from ..errors import UsageError
from ..review import audit
from ..review.events import Draft, Event
from ..review.material import Material
from ..review.state import State
from ..review.store import FOLDER as REVIEW
from ..review.store import EventStore, has_events

ORIGINALS: Final = "originals"
_TABLES: Final = ("figures", "decisions", "needs", "interventions", "outcomes", "cases", "links", "findings")
_MOST_BYTES: Final = 2_000_000_000  # of the decisions in a pack


def write_pack(
    run: Path, file: Path, *, material: Material, store: EventStore, sampled_only: bool, with_originals: bool
) -> dict[str, int]:
    """Write a pack: a run folder in a zip file, with the sample if one was drawn and none of anybody's decisions.

    Returns how many documents and files it holds. Raises UsageError where there is no sample to keep to, WriteError.
    """
    from ..export.files import atomic_path

    drawn = audit.sample(State(store))
    if sampled_only and not drawn["cases"]:
        raise UsageError(
            "No sample was drawn", where=str(run), remedy="Draw one under Case audit, or leave --sample out."
        )
    kept = set(material.documents)
    if sampled_only:
        kept = {entry.document for key, entry in material.entries("cases").items() if key in drawn["cases"]}
    told = {"documents": len(kept), "originals": 0}
    with atomic_path(file) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as pack:
        counts = {"documents": _write_rows(pack, run, "documents", lambda row: row["id"] in kept)}
        ids: set[str] = set()
        for table in _TABLES:
            counts[table] = _write_rows(pack, run, table, lambda row: _belongs(row, kept, ids), ids=ids)
        manifest = {
            key: value
            for key, value in material.manifest.items()
            if key not in ("files", "paths", "inputs", "failures")
        }
        pack.writestr("run.json", json.dumps(manifest | {"paths": [], "counts": counts}, indent=2))
        if (run / "config.toml").is_file():
            pack.write(run / "config.toml", "config.toml")
        for key in sorted(kept):
            if (run / "documents" / f"{key}.json").is_file():
                pack.write(run / "documents" / f"{key}.json", f"documents/{key}.json")
            original = material.original(key) if with_originals else None
            if original is not None:
                ending = PurePosixPath(material.path(key)).suffix.lower()
                pack.write(original, f"{ORIGINALS}/{key}{ending if ending.isascii() else ''}")
                told["originals"] += 1
        if drawn["cases"]:
            _write_sample(pack, drawn)
    return told


def _write_rows(pack: zipfile.ZipFile, run: Path, table: str, wanted: Any, ids: set[str] | None = None) -> int:
    lines = []
    with (run / f"{table}.jsonl").open("rb") as stream:
        for line in stream:
            row = json.loads(line)
            if wanted(row):
                lines.append(line)
                if ids is not None:
                    ids.add(row["id"])
    pack.writestr(f"{table}.jsonl", b"".join(lines))
    return len(lines)


def _belongs(row: dict[str, Any], documents: set[str], ids: set[str]) -> bool:
    if "document" in row:
        return row["document"] in documents
    if "documents" in row:
        return bool(row["documents"]) and set(row["documents"]) <= documents
    return row.get("from") in ids and row.get("to") in ids


def _write_sample(pack: zipfile.ZipFile, drawn: dict[str, Any]) -> None:
    """A store with the sample alone, so that the auditor's audit knows its cases."""
    with tempfile.TemporaryDirectory() as place:
        with closing(EventStore(Path(place))) as store:
            draft = Draft(
                who="pack",
                action="sample",
                table=audit.TABLE,
                item=audit.SAMPLE,
                expected=0,
                after=drawn,
                origin="pack",
            )
            store.append(draft)
            file = store.file
        pack.write(file, f"{REVIEW}/{file.name}")


def read_pack(pack: Path) -> list[Event]:
    """The decisions in a pack, a zip file or the folder it was unpacked to. Raises UsageError where the trail does not hold."""
    with _unpacked(pack) as folder:
        if not has_events(folder):
            raise UsageError(
                "The pack holds no decisions", where=str(pack), remedy="Give the folder in which it was reviewed."
            )
        with closing(EventStore(folder)) as store:
            faults = store.verify()
            events = list(store.events())
    if faults:
        raise UsageError(
            f"The trail of the pack does not hold ({faults[0]})",
            where=str(pack),
            remedy="Ask its auditor for it again.",
        )
    return events


@contextmanager
def _unpacked(pack: Path) -> Iterator[Path]:
    """The folder with a pack's decisions: a copy, because opening a store writes to it."""
    names = ("events.sqlite", "events.sqlite-wal")
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / REVIEW
        target.mkdir()
        try:
            if pack.is_dir():
                for name in names:
                    if (pack / REVIEW / name).is_file():
                        (target / name).write_bytes((pack / REVIEW / name).read_bytes())
            else:
                with zipfile.ZipFile(pack) as stored:
                    for item in stored.infolist():
                        path = PurePosixPath(item.filename)
                        if path.parent.name == REVIEW and path.name in names and item.file_size <= _MOST_BYTES:
                            (target / path.name).write_bytes(stored.read(item))
        except (OSError, zipfile.BadZipFile) as error:
            raise UsageError(
                "The pack cannot be opened", where=str(pack), remedy="Give a pack's zip file or its folder."
            ) from error
        yield Path(place)
