"""Which files a run reads: every file under the paths given, in one order, each with the name the outputs call it by."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import NothingToReadError, UsageError

# Files that systems and Office programs leave beside documents and that hold none themselves.
_LITTER = {".ds_store", "thumbs.db", "desktop.ini"}


@dataclass(frozen=True, kw_only=True)
class Input:
    """A file to read and its path in every output: relative to the root given, forward slashes, printable."""

    file: Path
    path: str
    sha256: str | None = None  # None where nobody looked, or where the file cannot be opened or is too large


def discover(paths: Sequence[Path], *, leave_out: Path | None = None) -> list[Input]:
    """The inputs under `paths`, sorted by their output path. Folders are searched wholly; links to folders are not followed.

    `leave_out` is a folder to skip (the run's own output). Raises UsageError for a path that does not exist and
    NothingToReadError where there is no file at all.
    """
    found: dict[str, Path] = {}
    for root in paths:
        if not root.exists() and not root.is_symlink():
            raise UsageError("No such file or folder", where=str(root), remedy="Check the path.")
        prefix = f"{root.resolve().name}/" if len(paths) > 1 and root.is_dir() else ""
        for file in _files(root, leave_out.resolve() if leave_out else None):
            name = prefix + (_printable(file.relative_to(root)) if root.is_dir() else _printable(Path(file.name)))
            found[_unclaimed(name, found)] = file
    if not found:
        raise NothingToReadError(
            "There is no file to read",
            where=", ".join(str(path) for path in paths),
            remedy="Give a folder of documents.",
        )
    return [Input(file=found[path], path=path) for path in sorted(found)]


def hashed(inputs: Sequence[Input], *, max_bytes: int) -> list[Input]:
    """The inputs with the sums of their bytes; what is no regular file or larger than `max_bytes` keeps none."""
    return [replace(item, sha256=_sum(item.file, max_bytes)) for item in inputs]


def _sum(file: Path, max_bytes: int) -> str | None:
    try:
        if not file.is_file() or file.stat().st_size > max_bytes:
            return None
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _files(root: Path, leave_out: Path | None) -> list[Path]:
    if not root.is_dir():
        return [root]
    files: list[Path] = []
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if leave_out is None or (here / name).resolve() != leave_out)
        files.extend(here / name for name in names if name.lower() not in _LITTER and not name.startswith("~$"))
        # A link to a folder is not followed, but it is not passed over in silence either.
        files.extend(here / name for name in folders if (here / name).is_symlink())
    return sorted(files)


def _printable(path: Path) -> str:
    """The path with forward slashes; bytes that are no UTF-8 are written as \\udcXX."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def _unclaimed(name: str, taken: dict[str, Path]) -> str:
    """`name`, or `name (2)` where two roots hold files of one name."""
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name} ({count})"
    return candidate
