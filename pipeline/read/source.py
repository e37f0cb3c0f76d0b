"""A file's bytes and what it is called: the only thing a reader is given."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import DocumentError


@dataclass(frozen=True, kw_only=True)
class Source:
    """Bytes to read. `path` is relative to the run's root and is what every output calls the document."""

    path: str
    data: bytes = field(repr=False)
    sha256: str

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    @property
    def suffix(self) -> str:
        """The file name's ending in lower case, with its dot; empty if it has none."""
        return Path(self.path).suffix.lower()


def open_source(file: Path, *, path: str | None = None, max_bytes: int) -> Source:
    """Read a file whole. `path` is the name to give it, by default the file's own name.

    Raises DocumentError (unsupported, failed, limit_exceeded) for what is not a regular file, cannot be opened or is
    larger than `max_bytes`.
    """
    name = path if path is not None else file.name
    if not file.is_file():
        raise DocumentError("unsupported", "Not a regular file", where=name, remedy="Give a file or a folder of files.")
    try:
        if file.stat().st_size > max_bytes:
            raise DocumentError(
                "limit_exceeded",
                f"Larger than {max_bytes} bytes",
                where=name,
                remedy="Raise read.max_bytes in the configuration, or split the file.",
            )
        data = file.read_bytes()
    except OSError as error:
        raise DocumentError(
            "failed", f"The file cannot be opened ({error.strerror})", where=name, remedy="Check its permissions."
        ) from error
    return source_of_bytes(data, path=name)


def source_of_bytes(data: bytes, *, path: str) -> Source:
    """A source for bytes that are already in memory."""
    return Source(path=path, data=data, sha256=hashlib.sha256(data).hexdigest())
