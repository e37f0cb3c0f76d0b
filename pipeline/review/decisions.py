"""A person's decision as an event: checked against the row it is about before anything is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from ..errors import UsageError
from ..records.codec import from_row, to_row
from ..records.document import Document, evidence_at, locate
from ..records.ids import content_id
from ..records.span import quote_evidence
from .events import Draft, Event, Origin, fingerprint
from .fields import TABLES, Field, FieldError, ReviewTable, field_value, parse, written
from .state import ItemState, with_changes

LONGEST_REASON: Final = 4000  # characters
METHOD_ADDED: Final = "review:added"


def accept(
    table: str, row: Mapping[str, Any], *, who: str, expected: int, why: str = "", origin: Origin = "app"
) -> Draft:
    """The row is right as it stands."""
    return _draft("accept", table, row, who=who, expected=expected, why=why, origin=origin)


def reject(table: str, row: Mapping[str, Any], *, who: str, expected: int, why: str, origin: Origin = "app") -> Draft:
    """The row should not be there. A reason is asked for: the row leaves every output."""
    if not why.strip():
        raise FieldError("why", "There is no reason", "Say why the row is rejected, in a few words.")
    return _draft("reject", table, row, who=who, expected=expected, why=why, origin=origin)


def correct(
    table: str,
    row: Mapping[str, Any],
    state: ItemState,
    entries: Mapping[str, str],
    *,
    who: str,
    expected: int,
    why: str = "",
    origin: Origin = "app",
) -> Draft:
    """What `entries` (by dotted names, as written in a form) say instead. Raises FieldError where they cannot stand.

    `row` is the row as extracted or added; only fields that differ from the row as it stands are kept.
    """
    subject = TABLES[table]
    standing = state.row(row) or dict(row)
    changes = {}
    for name, text in entries.items():
        if name not in subject.by_name:
            raise FieldError(name, f"{name} cannot be corrected", "Correct one of the fields shown.")
        value = parse(subject.by_name[name], text)
        if written(value) != written(field_value(standing, name)):
            changes[name] = value
    if not changes:
        raise FieldError("", "Nothing was changed", "Change a field, or accept the row as it is.")
    _check(subject, settled(with_changes(standing, changes)))
    before = {name: field_value(standing, name) for name in changes}
    return _draft(
        "correct", table, row, who=who, expected=expected, why=why, origin=origin, before=before, after=changes
    )


def undo(event: Event, *, who: str, expected: int, why: str = "", origin: Origin = "app") -> Draft:
    """Take back a decision; both stay in the trail."""
    return Draft(
        who=who, action="undo", table=event.table, item=event.item, expected=expected, document=event.document,
        before=event.after, after=event.before, why=_reason(why), basis=event.basis, undoes=event.sequence, origin=origin,
    )  # fmt: skip


def add(
    table: str, document: Document, *, start: int, end: int, entries: Mapping[str, str], who: str, why: str = "",
    origin: Origin = "app",
) -> Draft:  # fmt: skip
    """A row that was missed, from the words ``start:end`` of the document. Raises FieldError."""
    subject = TABLES[table]
    if not subject.addable:
        raise UsageError(f"A {subject.noun} cannot be added", remedy="Correct the one that is there.")
    if not 0 <= start < end <= len(document.text) or not document.text[start:end].strip():
        raise FieldError("quote", "There are no words", "Select the words of the document that state it.")
    row = _blank(subject, document, start, end)
    for item in subject.fields:
        if item.name in entries:
            row = with_changes(row, {item.name: parse(item, entries[item.name])})
        elif item.required and field_value(row, item.name) is None:
            raise FieldError(item.name, f"{item.label} is empty", f"Enter {item.label.lower()}.")
    row = settled(row)
    row["id"] = content_id(subject.prefix, document.id, "added", start, end, fingerprint(row))
    _check(subject, row)
    return Draft(
        who=who, action="add", table=table, item=row["id"], expected=0, document=document.id, after=row,
        why=_reason(why), basis=fingerprint(row), origin=origin,
    )  # fmt: skip


def settled(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its optional parts whole or null: a period without any day or words is none, one with them has all keys."""
    made = dict(row)
    if isinstance(period := made.get("period"), Mapping):
        whole = {"text": "", "start": None, "end": None} | dict(period)
        whole["text"] = whole["text"] or " to ".join(filter(None, (whole["start"], whole["end"])))
        made["period"] = whole if whole["text"] else None
    if isinstance(change := made.get("change"), Mapping):
        empty = {"direction": None, "amount": None, "baseline": None, "baseline_period": None}
        made["change"] = empty | dict(change) if change.get("direction") else None
    return made


def _draft(
    action: Any, table: str, row: Mapping[str, Any], *, who: str, expected: int, why: str, origin: Origin,
    before: dict[str, Any] | None = None, after: dict[str, Any] | None = None,
) -> Draft:  # fmt: skip
    return Draft(
        who=who, action=action, table=table, item=row["id"], expected=expected, document=document_of(row), before=before,
        after=after, why=_reason(why), basis=fingerprint(dict(row)), origin=origin,
    )  # fmt: skip


def document_of(row: Mapping[str, Any]) -> str | None:
    """The document of a row; of a finding the first that it is about."""
    if "document" in row:
        return str(row["document"])
    documents = row.get("documents") or [None]
    return documents[0]  # type: ignore[no-any-return]


def _reason(why: str) -> str:
    why = why.strip()
    if len(why) > LONGEST_REASON:
        raise FieldError("why", "The reason is too long", f"Use {LONGEST_REASON:,} characters or fewer.")
    return why


def _check(subject: ReviewTable, row: Mapping[str, Any]) -> None:
    """Raises FieldError where the row, as it would be, breaks the output contract."""
    try:
        from_row(subject.record, dict(row))
    except (ValidationError, ValueError) as error:
        name = _field_at_fault(subject, error)
        label = name.label if name else "The row"
        raise FieldError(
            name.name if name else "",
            f"{label} does not fit with the rest of the row",
            "Check it and the dates beside it.",
        ) from error


def _field_at_fault(subject: ReviewTable, error: Exception) -> Field | None:
    if not isinstance(error, ValidationError):
        return None
    place = ".".join(str(part).rstrip("_") for part in error.errors()[0]["loc"])
    return next((item for item in subject.fields if place.startswith(item.name)), None)


def _blank(subject: ReviewTable, document: Document, start: int, end: int) -> dict[str, Any]:
    """A row with its evidence and place, and nothing known but what any such row has."""
    evidence = evidence_at(document, start, end)
    row: dict[str, Any] = {
        "id": "", "document": document.id, "evidence": to_row(evidence),
        "locator": to_row(locate(document, evidence.start, evidence.end)), "method": METHOD_ADDED, "confidence": 1.0,
        "explanation": "added by a reviewer", "case": document.reference, "cluster": None,
    }  # fmt: skip
    row |= {item.name: None for item in subject.fields if "." not in item.name}
    if subject.name == "figures":
        row |= {"text": evidence.quote, "start": evidence.start, "end": evidence.end, "period": None, "change": None}
        row |= {"origin": "prose", "role": "reported", "evidence": to_row(_statement(document, start, end))}
    if subject.name == "needs":
        row |= {"assertion": {"existence": "affirmed", "time": "current", "certainty": "stated", "course": "unchanged"}}
    names = [item.name for item in dataclasses.fields(subject.record)]
    return {name.rstrip("_"): row.get(name.rstrip("_")) for name in names}


def _statement(document: Document, start: int, end: int) -> Any:
    """The sentence, cell or line around a number that a reviewer marked: figures quote the whole statement."""
    for table in document.tables:
        for cell in table.cells:
            if cell.start <= start and end <= cell.end:
                return quote_evidence(document.id, document.text, cell.start, cell.end)
    block = next((item for item in document.blocks if item.start <= start and end <= item.end), None)
    low, high = (block.content, block.end) if block and block.content <= start else (start, end)
    ends = (". ", "? ", "! ")
    before = max((at + 2 for mark in ends if (at := document.text.rfind(mark, low, start)) >= 0), default=low)
    after = min((at + 1 for mark in ends if (at := document.text.find(mark, end, high)) >= 0), default=high)
    return quote_evidence(document.id, document.text, before, after)
