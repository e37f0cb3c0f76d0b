"""What a run would do, without doing any of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..config import Settings
from .discover import discover, hashed
from .fingerprint import fingerprints
from .journal import Journal
from .runner import check_output

Action = Literal["read", "extract", "keep", "copy"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A document and what would be done with it: read it; only take its rows anew, as options changed; keep what the last run
    made of it; nothing, as it is a copy of another."""

    path: str
    bytes: int | None
    action: Action


def plan_run(paths: Sequence[Path], out: Path, *, settings: Settings) -> list[Planned]:
    """What `run_folder` would do. Raises UsageError and NothingToReadError as it does; writes nothing."""
    check_output(out)
    journal = Journal(out, prints=fingerprints(settings))
    if not (settings.privacy.pseudonymise or settings.privacy.suppress_below):
        journal.look()
    planned: list[Planned] = []
    seen: set[str] = set()
    for item in hashed(discover(paths, leave_out=out), max_bytes=settings.read.max_bytes):
        action: Action = "read"
        if item.sha256 is not None and item.sha256 in seen:
            action = "copy"
        elif journal.known(item) is not None:
            action = "keep"
        elif journal.understood(item) is not None:
            action = "extract"
        if item.sha256 is not None:
            seen.add(item.sha256)
        size = item.file.stat().st_size if item.file.is_file() else None
        planned.append(Planned(path=item.path, bytes=size, action=action))
    return planned
