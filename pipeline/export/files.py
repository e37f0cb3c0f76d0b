"""Writing files that are whole or not there: beside, flushed to disk, renamed; readable by their owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..errors import GoldenThreadError


class WriteError(GoldenThreadError):
    """An output cannot be written: disk full, read-only, locked by another program."""

    exit_code = 2


@contextmanager
def atomic_write(target: Path) -> Iterator[IO[bytes]]:
    """A binary file that becomes `target`, mode 0600, when the block ends well, and leaves nothing if it does not.

    Raises WriteError where the system refuses; the old file, if any, is then still there.
    """
    beside = target.with_name(f".{target.name}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError as error:
        raise WriteError(
            f"The output cannot be written ({error.strerror or error})",
            where=target.name,
            remedy="Check that there is space, that the folder is writable, and that no other program has the file open.",
        ) from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """Like `atomic_write` for libraries that want a path: the path to write to, renamed to `target` at the end."""
    beside = target.with_name(f".part.{target.name}")
    try:
        beside.unlink(missing_ok=True)
        yield beside
        beside.chmod(0o600)
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError as error:
        raise WriteError(
            f"The output cannot be written ({error.strerror or error})",
            where=target.name,
            remedy="Check that there is space, that the folder is writable, and that no other program has the file open.",
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def make_folder(folder: Path) -> Path:
    """The folder, made with its parents if need be, readable by its owner alone. Raises WriteError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"The folder cannot be made ({error.strerror})", where=folder.name, remedy="Choose another with --out."
        ) from error
    return folder
