"""What a run knows already: a journal in the run folder, written as the run goes on, that the next run reads.

Before a document is read a line says so; once it is read a line holds its rows. A run that was killed leaves whole lines and
perhaps half a one, each line carries its own checksum, and what does not match is read again: a damaged journal costs time,
never rows. It holds what the run folder holds, no more, and is kept out of editions to hand on.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import filelock

from ..errors import UsageError
from ..export.documents import document_file, sweep_documents
from ..export.files import atomic_write, make_folder, refused
from ..records.codec import dump_line, from_row, to_row
from .discover import Input
from .fingerprint import Fingerprints
from .job import Result

STATE = ".state"
_JOURNAL = "journal.jsonl"
_LOCK = "lock"
_BEFORE = "before.json"
_CHECKSUM = 32  # hexadecimal characters in front of each line
# What becomes of these may differ the next time, with the same file and the same options.
_TRY_AGAIN = frozenset({"timed_out", "crashed", "failed"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a result stands in the journal, and its document as understood."""

    offset: int
    length: int
    document: str | None
    document_sum: str | None
    done: bool


class Journal:
    """The journal of one run folder, locked against a second run while it is open."""

    def __init__(self, folder: Path, *, prints: Fingerprints, keep_failures: bool = True) -> None:
        """`keep_failures` is False to try again whatever was not read wholly."""
        self._folder = folder
        self._prints = prints
        self._keep_failures = keep_failures
        self._state = folder / STATE
        self._lock = filelock.FileLock(self._state / _LOCK, mode=0o600)
        self._rows: dict[str, _Entry] = {}
        self._understood: dict[str, _Entry] = {}
        self._stream: IO[bytes] | None = None
        self._used: dict[str, _Entry] = {}

    def open(self) -> None:
        """Lock the folder and learn what is known. Raises UsageError where another run has it, and WriteError."""
        make_folder(self._state)
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            raise UsageError(
                "Another run is writing this folder",
                where=str(self._folder),
                remedy="Wait until it has ended, or name another folder with --out.",
            ) from None
        except OSError as error:
            raise refused(error, self._state / _LOCK) from error
        file = self._state / _JOURNAL
        try:
            self.look()
            self._stream = file.open("ab")
            file.chmod(0o600)
            if self._stream.tell() and not _ends_line(file):
                self._stream.write(b"\n")
        except OSError as error:
            self._lock.release()
            raise refused(error, file) from error

    def look(self) -> None:
        """Learn what is known, changing nothing."""
        file, at = self._state / _JOURNAL, 0
        if file.is_file():
            with file.open("rb") as lines:
                for line in lines:
                    self._learn(line, at)
                    at += len(line)

    def close(self) -> None:
        """Let another run have the folder."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        self._lock.release()

    def written_before(self) -> set[str]:
        """The files that earlier runs wrote into the folder, as far as is known: also if the last one broke off."""
        before = self._state / _BEFORE
        names: set[str] = set()
        for file in (self._folder / "run.json", before):
            with suppress(OSError, ValueError, TypeError, KeyError):
                names |= {entry["path"] for entry in json.loads(file.read_text("utf-8"))["files"]}
        with atomic_write(before) as stream:
            stream.write(json.dumps({"files": [{"path": name} for name in sorted(names)]}).encode("utf-8"))
        return names

    def begin(self, path: str) -> None:
        """Write ahead that a document is about to be read."""
        self._append({"begun": path})

    def known(self, item: Input) -> Result | None:
        """What an earlier run made of this very file under the same options, if it is still whole."""
        if item.sha256 is None:
            return None
        key = self._prints.key_extracted(item.sha256, item.path)
        entry = self._rows.get(key)
        if entry is None or (not self._keep_failures and not entry.done) or not self._is_whole(entry):
            return None
        self._used[key] = entry
        return self._load(entry)

    def understood(self, item: Input) -> str | None:
        """Where the file stands as an earlier run understood it, if only what is taken from it has changed."""
        if item.sha256 is None:
            return None
        entry = self._understood.get(self._prints.key_understood(item.sha256, item.path))
        if (
            entry is None
            or entry.document is None
            or not (entry.done or self._keep_failures)
            or not self._is_whole(entry)
        ):
            return None
        return str(document_file(self._folder, entry.document))

    def keep(self, result: Result) -> None:
        """Write down what became of a document; its document as understood is stored already."""
        row = result.row
        if row.sha256 is None:
            return
        key = self._prints.key_extracted(row.sha256, row.path)
        understood = self._prints.key_understood(row.sha256, row.path)
        stored = row.id if result.extraction is not None else None
        checksum = _sum_of(document_file(self._folder, row.id)) if stored else None
        line = {
            "rows": key,
            "understood": understood,
            "document": stored,
            "document_sum": checksum,
            "result": to_row(replace(result, document=None)),
        }
        offset, length = self._append(line)
        entry = _Entry(offset, length, stored, checksum, row.status == "done")
        self._rows[key] = self._used[key] = entry

    def tidy(self) -> None:
        """Forget what this run did not use: files that are gone, options that were left. Raises WriteError."""
        assert self._stream is not None
        self._stream.close()
        self._stream = None
        # The old journal is closed before the new one takes its name: Windows replaces no open file.
        with atomic_write(self._state / _JOURNAL) as new, (self._state / _JOURNAL).open("rb") as old:
            for _, entry in sorted(self._used.items()):  # the same bytes, whichever document was read first
                old.seek(entry.offset)
                new.write(old.read(entry.length))
        sweep_documents(self._folder, keep={entry.document for entry in self._used.values() if entry.document})

    def _learn(self, line: bytes, offset: int) -> None:
        content = _checked(line)
        if content is None or "rows" not in content:
            return
        document, checksum = content["document"], content["document_sum"]
        status = content["result"]["row"]["status"]
        if status in _TRY_AGAIN:
            return
        entry = _Entry(offset, len(line), document, checksum, status == "done")
        self._rows[content["rows"]] = self._understood[content["understood"]] = entry

    def _load(self, entry: _Entry) -> Result:
        with (self._state / _JOURNAL).open("rb") as stream:
            stream.seek(entry.offset)
            content = _checked(stream.read(entry.length))
        assert content is not None
        return from_row(Result, content["result"])

    def _is_whole(self, entry: _Entry) -> bool:
        """Whether the document as understood is still what was stored."""
        return entry.document is None or _sum_of(document_file(self._folder, entry.document)) == entry.document_sum

    def _append(self, content: dict[str, Any]) -> tuple[int, int]:
        assert self._stream is not None
        body = dump_line(content).encode("utf-8", "backslashreplace")
        line = _sum(body) + b" " + body + b"\n"
        try:
            offset = self._stream.tell()
            self._stream.write(line)
            self._stream.flush()
        except OSError as error:
            raise refused(error, self._state / _JOURNAL) from error
        return offset, len(line)


def under_way(folder: Path) -> list[str]:
    """Paths of documents that a run had begun and not finished when it ended."""
    file = folder / STATE / _JOURNAL
    begun: dict[str, None] = {}
    if file.is_file():
        for line in file.read_bytes().splitlines(keepends=True):
            content = _checked(line) or {}
            if "begun" in content:
                begun[content["begun"]] = None
            elif "result" in content:
                begun.pop(content["result"]["row"]["path"], None)
    return list(begun)


def _checked(line: bytes) -> dict[str, Any] | None:
    """The content of a line, None where it is not what was written."""
    body = line[_CHECKSUM + 1 :].rstrip(b"\n")
    if line[:_CHECKSUM] != _sum(body):
        return None
    content: dict[str, Any] = json.loads(body)
    return content


def _sum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:_CHECKSUM].encode("ascii")


def _sum_of(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def _ends_line(file: Path) -> bool:
    with file.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read(1) == b"\n"
