"""Whether anything that was to be replaced still stands in what was written.

What is looked for everywhere are values that can be nothing else; a value that is also an ordinary word, or that stands in a
document of another case by right, is looked for in the rows of its own case alone.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .scrub import Matcher, Secret


@dataclass(frozen=True, slots=True)
class Leak:
    """A value found in a file. It is named by its kind alone: no message may carry the value."""

    file: str
    kind: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of text of a written file, and the document whose row it is, where that is known."""

    file: str
    text: str
    document: str | None = None


class LeakScanner:
    """Looks for secrets. `by_document` are those of each document's case by the document's new id.

    `innocent` are texts in which words stand by right: the rewritten documents, and what every deliverable prints.
    A secret's `replacement` names its kind.
    """

    def __init__(
        self, by_document: Mapping[str, Iterable[Secret]], *, innocent: Iterable[tuple[str | None, str]]
    ) -> None:
        sure = {document: [item for item in secrets if not item.exact] for document, secrets in by_document.items()}
        every = {secret.key: secret for secrets in sure.values() for secret in secrets}
        whole = Matcher(every.values())
        owners: dict[tuple[str, ...], set[str]] = {}
        for document, secrets in sure.items():
            for secret in secrets:
                owners.setdefault(secret.key, set()).add(document)
        excused = {
            hit.secret.key
            for document, text in innocent
            for hit in whole.find(text)
            if document is None or document not in owners[hit.secret.key]
        }
        self._everywhere = Matcher(secret for key, secret in every.items() if key not in excused)
        self._by_document = {document: Matcher(secrets) for document, secrets in sure.items()}

    def scan(self, chunks: Iterable[Chunk]) -> Counter[Leak]:
        """Leaks by file and kind, with how often each was found."""
        found: Counter[Leak] = Counter()
        for chunk in chunks:
            matchers = [self._everywhere]
            if chunk.document in self._by_document:
                matchers.append(self._by_document[chunk.document])
            for matcher in matchers:
                for hit in matcher.find(chunk.text):
                    if "\n" not in chunk.text[hit.start : hit.end] and "\t" not in chunk.text[hit.start : hit.end]:
                        found[Leak(chunk.file, hit.secret.replacement)] += 1
        return found


def printed_dates(record: Any) -> Iterator[str]:
    """Every date in a record as outputs print it: a day on which somebody was born is also the day of another case's review."""
    if isinstance(record, date):
        yield from (
            record.isoformat(),
            f"{record:%d/%m/%Y}",
            f"{record.day} {record:%B %Y}",
            f"{record.day} {record:%b %Y}",
        )
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        for item in dataclasses.fields(record):
            yield from printed_dates(getattr(record, item.name))
    elif isinstance(record, (list, tuple)):
        for item in record:
            yield from printed_dates(item)
