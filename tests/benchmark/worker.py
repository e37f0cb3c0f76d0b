"""One parser over one group of files in a fresh process: `python -m tests.benchmark.worker PARSER LIST OUT`.

Writes what it read, CPU seconds a file, and the process's peak memory. A file that fails counts as read empty.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .parsers import PARSERS
from .records import Grid, GridCell, Reading


def main(name: str, listing: Path, out: Path) -> None:
    """Read every file of the list, once unmeasured for the first, so that loading is not in its time."""
    read = next(parser for parser in PARSERS if parser.name == name).prepare()
    loaded = peak_memory()
    files = [Path(file) for file in json.loads(listing.read_text("utf-8"))]
    readings: list[Reading | None] = []
    seconds, errors = [], []
    for at, file in enumerate([files[0], *files]):
        begun = time.process_time()
        try:
            reading = read(file)
        except Exception as error:  # a parser's own faults are a result of the benchmark, whatever they raise
            reading = None
            if at:
                errors.append(type(error).__name__)
        if at:
            seconds.append(time.process_time() - begun)
            readings.append(reading)
    offered = next((reading for reading in readings if reading is not None), Reading(body=""))
    result = {
        "readings": [asdict(reading or _nothing(offered)) for reading in readings],
        "seconds": seconds,
        "errors": errors,
        "loaded": loaded,
        "peak": peak_memory(),
    }
    out.write_text(json.dumps(result), "utf-8")


def _nothing(offered: Reading) -> Reading:
    """An empty answer in all that the parser offers elsewhere."""
    lists: dict[str, Any] = {
        name: ()
        for name in ("headings", "items", "paragraphs", "tables", "fields")
        if getattr(offered, name) is not None
    }
    return Reading(body=None if offered.body is None else "", **lists)


def peak_memory() -> float:
    """Most resident memory of this process so far, in MB.

    `ru_maxrss` carries over what the parent held at the fork, so the kernel's own high-water mark is used where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024) if sys.platform == "darwin" else peak / 1024


def reading_of(row: dict[str, Any]) -> Reading:
    """The Reading that JSON holds."""
    tables, fields = row["tables"], row["fields"]
    lists: dict[str, Any] = {
        name: None if row[name] is None else tuple(row[name]) for name in ("headings", "items", "paragraphs")
    }
    return Reading(
        body=row["body"],
        aside=row["aside"],
        pages=row["pages"],
        **lists,
        fields=None if fields is None else tuple((label, value) for label, value in fields),
        tables=None
        if tables is None
        else tuple(
            Grid(
                cells=tuple(GridCell(*cell) for cell in table["cells"]),
                header_rows=table["header_rows"],
                header_columns=table["header_columns"],
            )
            for table in tables
        ),
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
