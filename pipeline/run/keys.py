"""The key of pseudonyms: a file that its owner keeps away from every run folder, or a fresh one that is kept nowhere."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ..errors import UsageError
from ..privacy import SHORTEST_KEY

_FRESH_BYTES = 32


def fresh_key() -> bytes:
    """A key for one run. Nobody can make the same pseudonyms again."""
    return secrets.token_bytes(_FRESH_BYTES)


def read_key(file: Path, *, outside: Path | None = None) -> tuple[bytes, bool]:
    """The key in `file`, and whether it was made just now because there was no such file.

    Raises UsageError where the file cannot be read or made, is too short, or lies in the folder `outside`, which is to be
    handed on.
    """
    if outside is not None and outside.resolve() in file.resolve().parents:
        raise UsageError("The key lies in the output folder", where=str(file), remedy="Keep it in a folder of its own.")
    try:
        if not file.exists():
            return _made(file), True
        key = file.read_bytes().strip()
    except OSError as error:
        raise UsageError(f"The key cannot be read or made ({error.strerror})", where=str(file)) from error
    if len(key) < SHORTEST_KEY:
        raise UsageError(
            f"The key is shorter than {SHORTEST_KEY} bytes",
            where=str(file),
            remedy="Name a file that does not exist to make one.",
        )
    return key, False


def _made(file: Path) -> bytes:
    key = secrets.token_hex(_FRESH_BYTES).encode("ascii")
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(key + b"\n")
    return key
