"""Documents and rows rewritten: every offset moved, every quote taken anew, every other string scrubbed.

Records are walked by what their fields are: whole numbers called start, end or content are offsets, `Evidence` is the text at
its address, a date that is a date of birth of the case is left out, everything else that is text is scrubbed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from ..records.document import Document
from ..records.figure import Figure
from ..records.span import Evidence
from .offsets import Rewritten
from .scrub import Matcher

Record = TypeVar("Record")
_STARTS, _ENDS = ("start", "content"), ("end",)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A rewritten document: its text with the way from old offsets to new ones, and what is scrubbed from its rows."""

    rewritten: Rewritten
    matcher: Matcher
    births: frozenset[date]


class Rewriter:
    """Rewrites records. `identify` gives an id its pseudonym; `pages` are the documents by their old id."""

    def __init__(self, pages: Mapping[str, Page], *, identify: Callable[[str], str]) -> None:
        self._pages = pages
        self._identify = identify

    def document(self, document: Document, *, path: str, sha256: str) -> Document:
        """The document with its new text, path and fingerprint."""
        page = self._pages[document.id]
        made: Document = self._record(document, page)
        rewritten = page.rewritten
        return dataclasses.replace(
            made,
            id=self._identify(document.id),
            path=path,
            sha256=sha256,
            text=rewritten.text,
            body_end=rewritten.start(document.body_end),
        )

    def row(self, record: Record, document: str | None) -> Record:
        """A row of that document, by its old id; strings of a row of no document are only given their new ids."""
        made: Record = self._value(record, self._pages.get(document) if document else None)
        return made

    def is_hidden(self, figure: Figure) -> bool:
        """Whether the number of a figure stands in what was replaced: then no row may show it."""
        page = self._pages.get(figure.document)
        return page is not None and page.rewritten.touches(figure.start, figure.end)

    def _value(self, value: Any, page: Page | None) -> Any:
        if isinstance(value, str):
            identified = self._identify(value)
            return identified if identified != value or page is None else page.matcher.replace(value)
        if isinstance(value, Evidence):
            return self._evidence(value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return self._record(value, page)
        if isinstance(value, dict):
            return {self._value(key, page): self._value(item, page) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            items = [
                self._value(item, page) for item in value if not (isinstance(item, date) and _is_birth(item, page))
            ]
            return tuple(items) if isinstance(value, tuple) else items
        return None if isinstance(value, date) and _is_birth(value, page) else value

    def _record(self, record: Any, page: Page | None) -> Any:
        values = {item.name: getattr(record, item.name) for item in dataclasses.fields(record)}
        made = {name: self._value(value, page) for name, value in values.items()}
        if page is not None and isinstance(values.get("start"), int) and isinstance(values.get("end"), int):
            for name in _STARTS:
                if isinstance(values.get(name), int):
                    made[name] = page.rewritten.start(values[name])
            for name in _ENDS:
                made[name] = max(made["start"], page.rewritten.end(values[name]))
            if isinstance(values.get("breaks"), tuple):
                made["breaks"] = tuple(page.rewritten.start(offset) for offset in values["breaks"])
            if isinstance(record, Figure):
                made["text"] = page.rewritten.text[made["start"] : made["end"]]
        return type(record)(**made)

    def _evidence(self, evidence: Evidence) -> Evidence:
        page = self._pages[evidence.document]
        start, end = page.rewritten.start(evidence.start), page.rewritten.end(evidence.end)
        return Evidence(
            document=self._identify(evidence.document), start=start, end=end, quote=page.rewritten.text[start:end]
        )


def _is_birth(value: date, page: Page | None) -> bool:
    return page is not None and value in page.births
