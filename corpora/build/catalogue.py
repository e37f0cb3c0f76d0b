"""`corpora/corpus.toml`: what each rendered file is, what it exercises, and the digest of its bytes."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .source import Source

LICENCE = "MIT, written for this project"
_HEAD = """\
# The documents of this corpus. Written by `python -m corpora.build`; change the sources, not this file.
"""


def describe(source: Source, data: bytes) -> dict[str, Any]:
    """One file's entry."""
    return {
        "set": source.set,
        "id": source.id,
        "title": source.title,
        "genre": source.genre,
        "format": source.format,
        "exercises": list(source.exercises),
        "licence": LICENCE,
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def read_catalogue(path: Path) -> list[dict[str, Any]]:
    """The entries of the file `path`; none where it does not exist yet."""
    if not path.exists():
        return []
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("file", [])
    return entries


def format_catalogue(entries: Iterable[dict[str, Any]]) -> str:
    """The catalogue as TOML, sorted by set and id; equal entries give equal text."""
    parts = [_HEAD]
    for entry in sorted(entries, key=lambda item: (item["set"], item["id"])):
        parts.append("\n[[file]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in entry.items()))
    return "".join(parts)


def _toml(value: str | list[str]) -> str:
    """A string or a list of strings; JSON's escapes are TOML's, as long as letters stay letters."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if len(value) == 1:
        return f"[{_toml(value[0])}]"
    return "[\n" + "".join(f"  {_toml(line)},\n" for line in value) + "]"
