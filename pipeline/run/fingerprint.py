"""What a result depends on besides the file: our own code and data, options, vocabularies, packages, helper programs.

Two runs with one fingerprint give one result for one file; whatever changes a result must change a fingerprint.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..config import Settings
from .manifest import RECORDED_PACKAGES, installed

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprints:
    """Of the two stages a document goes through: understanding it, and taking rows from what was understood."""

    understood: str
    extracted: str

    def key_understood(self, sha256: str, path: str) -> str:
        """The key of a file as understood. The path is part of it: titles and dates may be taken from it."""
        return _digest([self.understood, sha256, path])

    def key_extracted(self, sha256: str, path: str) -> str:
        """The key of the rows of a file."""
        return _digest([self.extracted, sha256, path])


def fingerprints(settings: Settings) -> Fingerprints:
    """The fingerprints of this installation under `settings`."""
    reading = _digest(
        [
            _code(),
            {name: installed(name) for name in (*RECORDED_PACKAGES, "rapidocr", "onnxruntime")},
            _helpers(),
            settings.read.model_dump(mode="json"),
            settings.segment.model_dump(mode="json"),
            _vocabulary(settings),
        ]
    )
    extraction = [reading, *(getattr(settings, part).model_dump(mode="json") for part in ("nlp", "extract", "check"))]
    return Fingerprints(understood=reading, extracted=_digest(extraction))


@cache
def _code() -> str:
    """Of every file of this package: a rule or a word list that changed makes old results stale, whatever the version."""
    digest = hashlib.sha256()
    for file in sorted(_PACKAGE.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _helpers() -> dict[str, str | None]:
    """Programs outside the package that read for us: once one is installed, what could not be read may be."""
    from ..read.office import find_soffice

    return {"office": find_soffice(), "tesseract": shutil.which("tesseract")}


def _vocabulary(settings: Settings) -> list[str]:
    """The vocabularies that are files of the user's own, by their content."""
    named = [Path(settings.vocabulary.needs or "."), Path(settings.vocabulary.practice)]
    return [hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else file.as_posix() for file in named]


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:32]
