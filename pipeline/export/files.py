"""Writing files that are whole or not there: beside, flushed to disk, renamed; readable by their owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        beside.unlink(missing_ok=True)
        # Exclusive: a link that somebody put there is never followed.
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
        _flush_folder(target.parent)
    except OSError as error:
        raise refused(error, target) from error
    finally:
        with suppress(OSError):
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
        _flush_folder(target.parent)
    except OSError as error:
        raise refused(error, target) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def remove_file(target: Path) -> None:
    """Remove a file if it is there. Raises WriteError."""
    try:
        target.unlink(missing_ok=True)
    except OSError as error:
        raise refused(error, target) from error


def move_file(source: Path, target: Path) -> None:
    """Give a file another name. Raises WriteError."""
    try:
        source.rename(target)
    except OSError as error:
        raise refused(error, source) from error


def make_folder(folder: Path) -> Path:
    """The folder, made with its parents if need be, readable by its owner alone. Raises WriteError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"The folder cannot be made ({error.strerror})", where=folder.name, remedy="Choose another with --out."
        ) from error
    return folder


def _flush_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system can (not on Windows)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def refused(error: OSError, target: Path) -> WriteError:
    """What the system said of writing `target`, and what to do: a file open in Excel cannot be replaced on Windows."""
    if isinstance(error, PermissionError):
        remedy = f"Close {target.name} if it is open in Excel or another program, and check that you may write to the folder."
    else:
        remedy = "Check that there is space and that the folder is writable."
    return WriteError(f"The output cannot be written ({error.strerror or error})", where=target.name, remedy=remedy)
