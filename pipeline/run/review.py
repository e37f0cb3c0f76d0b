"""A run made ready for review: its rows, its documents, the files they were read from, and the codes people choose from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..config import load_settings
from ..errors import UsageError
from ..review.material import Material
from ..vocab import Vocabulary
from .assemble import load_vocabulary

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
    config = run / "config.toml"
    vocabulary = load_vocabulary(load_settings(config if config.is_file() else None))
    roots = [*originals, *(Path(path) for path in manifest.get("paths", ()))]
    return Material(
        run,
        load_document=partial(load_document, run),
        find_original=Originals(roots).find,
        labels=manifest.get("labels", {}),
        choices=_choices(vocabulary),
    )


def _choices(vocabulary: Vocabulary) -> dict[str, list[str]]:
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
