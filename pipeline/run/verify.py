"""Is a run still what it was? Its outputs and the documents it was made from, hashed again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..errors import UsageError
from ..review.store import FOLDER as REVIEW
from .discover import discover, hashed
from .journal import STATE, under_way

Kind = Literal["output", "input"]
Fault = Literal["missing", "changed", "new"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A file that is no longer what run.json says."""

    kind: Kind
    path: str
    fault: Fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """What was compared, and what differs."""

    outputs: int
    inputs: int
    differences: tuple[Difference, ...]


def verify_run(folder: Path, paths: Sequence[Path] = ()) -> Verification:
    """Hash the outputs in `folder` and the inputs under `paths`, by default the paths that the run was given.

    Raises UsageError for a folder that holds no whole run, with what was under way when it broke off, and for inputs that
    are not where run.json says.
    """
    manifest = load_manifest(folder)
    if "files" not in manifest:
        raise UsageError(
            "This run was made by a version that kept no sums", where=str(folder), remedy="Make the run again."
        )
    sealed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    known = {**sealed, "run.json": None}
    differences = [*_outputs(folder, sealed), *_strangers(folder, known)]
    if any((manifest.get("privacy") or {}).values()):  # an edition to hand on does not tell what it was made from
        return Verification(outputs=len(sealed), inputs=0, differences=tuple(differences))
    stated = {entry["path"]: entry["sha256"] for entry in manifest["inputs"] if entry["sha256"]}
    inputs = _inputs(
        folder, paths or [Path(path) for path in manifest["paths"]], int(manifest["options"]["read"]["max_bytes"])
    )
    differences += _compare(stated, inputs, unread={entry["path"] for entry in manifest["inputs"]} - set(stated))
    return Verification(outputs=len(sealed), inputs=len(stated), differences=tuple(differences))


def load_manifest(folder: Path) -> dict[str, Any]:
    """run.json of a whole run. Raises UsageError."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        begun = under_way(folder)
        state = f" (it broke off while reading {', '.join(begun)})" if begun else ""
        remedy = "Give the same `goldenthread run` again: it goes on where it stopped."
        if not (folder / STATE).is_dir():
            remedy = "Make a run with `goldenthread run PATH... --out DIR`."
        raise UsageError(f"Not a finished run{state}", where=str(folder), remedy=remedy) from None
    return manifest


def _outputs(folder: Path, sealed: dict[str, str]) -> list[Difference]:
    found = []
    for name, digest in sealed.items():
        file = folder / name
        if not file.is_file():
            found.append(Difference(kind="output", path=name, fault="missing"))
        elif _sum(file) != digest:
            found.append(Difference(kind="output", path=name, fault="changed"))
    return found


def _strangers(folder: Path, known: dict[str, str | None]) -> list[Difference]:
    """Files that the run did not write. Its own journal is no output, nor are reviewers' decisions, which carry their own chain."""
    files = (file.relative_to(folder) for file in sorted(folder.rglob("*")) if file.is_file())
    names = [file.as_posix() for file in files if file.parts[0] not in (STATE, REVIEW)]
    return [Difference(kind="output", path=name, fault="new") for name in names if name not in known]


def _inputs(folder: Path, paths: Sequence[Path], max_bytes: int) -> dict[str, str | None]:
    for path in paths:
        if not path.exists():
            raise UsageError(
                "The documents of this run are not there",
                where=str(path),
                remedy="Say where they are now: `goldenthread verify RUN PATH...`.",
            )
    return {item.path: item.sha256 for item in hashed(discover(paths, leave_out=folder), max_bytes=max_bytes)}


def _compare(stated: dict[str, str], found: dict[str, str | None], *, unread: set[str]) -> list[Difference]:
    differences = []
    for path, digest in stated.items():
        if path not in found:
            differences.append(Difference(kind="input", path=path, fault="missing"))
        elif found[path] != digest:
            differences.append(Difference(kind="input", path=path, fault="changed"))
    new = sorted(set(found) - set(stated) - unread)
    return [*differences, *(Difference(kind="input", path=path, fault="new") for path in new)]


def _sum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
