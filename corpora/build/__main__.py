"""`python -m corpora.build [SET...] [--check]`: write the corpus, or say which files are not as the sources say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .catalogue import describe, format_catalogue, read_catalogue
from .render import render_source
from .source import SourceError, load_sources

_CORPORA = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None, *, corpora: Path = _CORPORA) -> int:
    """Exit code 0: written, or nothing differs; 1: --check found differences; 2: a source cannot be rendered."""
    parser = argparse.ArgumentParser(prog="python -m corpora.build", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help="folders under corpora/sources; without any, all")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file differs or is missing")
    chosen = parser.parse_args(arguments)
    try:
        files, entries, failures = build(corpora, tuple(chosen.sets))
    except SourceError as error:
        print(error, file=sys.stderr)
        return 2
    for failure in failures:
        print(failure, file=sys.stderr)
    if failures:
        print(f"{len(failures)} sources cannot be rendered; nothing was written", file=sys.stderr)
        return 2
    files["corpus.toml"] = format_catalogue(entries).encode("utf-8")
    if chosen.check:
        return _report(corpora, files, _stale(corpora, entries, tuple(chosen.sets)))
    for name, data in files.items():
        path = corpora / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    print(f"{len(files) - 1} files written under {corpora.name}/, catalogue in {corpora.name}/corpus.toml")
    return 0


def build(corpora: Path, sets: tuple[str, ...] = ()) -> tuple[dict[str, bytes], list[dict[str, Any]], list[str]]:
    """The files by name, the catalogue's entries, and what could not be rendered.

    With `sets`, the catalogue keeps its present entries for every other set.
    """
    files: dict[str, bytes] = {}
    entries = [entry for entry in read_catalogue(corpora / "corpus.toml") if sets and entry["set"] not in sets]
    failures: list[str] = []
    for source in load_sources(corpora / "sources", sets):
        if isinstance(source, SourceError):
            failures.append(str(source))
            continue
        try:
            data = render_source(source)
        except ValueError as error:
            failures.append(str(error))
            continue
        files[source.filename] = data
        entries.append(describe(source, data))
    return files, entries, failures


def _stale(corpora: Path, entries: list[dict[str, Any]], sets: tuple[str, ...]) -> list[str]:
    """Files the present catalogue lists though no source makes them any more."""
    made = {(entry["set"], entry["id"], entry["format"]) for entry in entries}
    listed = ((entry["set"], entry["id"], entry["format"]) for entry in read_catalogue(corpora / "corpus.toml"))
    return [f"{s}/{i}.{f}" for s, i, f in listed if (s, i, f) not in made and (not sets or s in sets)]


def _report(corpora: Path, files: dict[str, bytes], stale: list[str]) -> int:
    """Name each file that is missing, differs or has lost its source."""
    faults = [f"no source: {name}" for name in stale]
    for name, data in sorted(files.items()):
        path = corpora / name
        if not path.exists():
            faults.append(f"missing: {name}")
        elif path.read_bytes() != data:
            faults.append(f"differs: {name}")
    for fault in faults:
        print(fault)
    print(f"{len(files)} files checked, {len(faults)} not as the sources say")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
