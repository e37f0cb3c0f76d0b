"""A run that is kept up to date: whenever documents under its paths change, it is made again, and only they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import UsageError

# Milliseconds without a further change before a run starts: a large file is copied in many small writes.
_QUIET_MILLISECONDS = 1500
_READY_MILLISECONDS = 300


def changes(paths: Sequence[Path], *, out: Path, poll_seconds: float | None = None) -> Iterator[int]:
    """0 once it is watching, then how many files changed, each time some did and nothing has since for a second and a half.

    What changes while the caller is busy is told at the next step.

    `poll_seconds` looks at intervals, for network shares that send no word of changes. Raises UsageError where the output
    lies among the documents, as each run would set off the next, and where a path does not exist.
    """
    import watchfiles

    for path in paths:
        if not path.exists():
            raise UsageError("No such file or folder", where=str(path), remedy="Check the path.")
        if path.resolve() in (out.resolve(), *out.resolve().parents):
            raise UsageError(
                "The output lies among the documents that are watched",
                where=str(out),
                remedy="Name a folder elsewhere with --out.",
            )
    watching = False
    for batch in watchfiles.watch(
        *paths,
        debounce=60_000,
        step=_QUIET_MILLISECONDS,
        force_polling=poll_seconds is not None,
        poll_delay_ms=int((poll_seconds or 1) * 1000),
        rust_timeout=_READY_MILLISECONDS,
        yield_on_timeout=True,
        raise_interrupt=True,
    ):
        if batch or not watching:
            watching = True
            yield len({path for _, path in batch})
