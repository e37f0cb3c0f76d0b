"""Decisions made in the workbook, brought home: kept where they still fit, told where they do not, never written over another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from ..text.shown import visible
from . import decisions
from .events import Draft
from .fields import TABLES, FieldError, ReviewTable
from .material import Material
from .state import ItemState, State
from .store import ConflictError, EventStore

Fate = Literal["kept", "same", "stale", "conflict", "unclear"]
_STATUS: Final = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkbookRow:
    """A row of a reviewed sheet in which somebody chose a decision. `line` is its row in Excel."""

    sheet: str
    line: int
    id: str
    decision: str
    comment: str
    quote: str | None  # None where the sheet has no such column


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedRow:
    """What became of a row, and why in words where it was not kept."""

    row: WorkbookRow
    fate: Fate
    why: str = ""


@dataclass(kw_only=True)
class Imported:
    """What became of every row."""

    rows: list[ImportedRow] = field(default_factory=list)

    def count(self, fate: Fate) -> int:
        """How many rows had that fate."""
        return sum(item.fate == fate for item in self.rows)


def import_decisions(
    rows: Iterable[WorkbookRow], *, material: Material, store: EventStore, state: State, who: str
) -> Imported:
    """Keep the decisions of a workbook as events of that person."""
    done = Imported()
    for row in rows:
        state.refresh()
        fate, why = _import(row, material, store, state, who)
        done.rows.append(ImportedRow(row=row, fate=fate, why=why))
    return done


def _import(row: WorkbookRow, material: Material, store: EventStore, state: State, who: str) -> tuple[Fate, str]:
    table = next((table for table in TABLES.values() if row.id.startswith(f"{table.prefix}_")), None)
    if table is None:
        return "unclear", "the row has no id"
    standing = state.item(table.name, row.id)
    extracted = material.row(table.name, row.id) or standing.added
    if extracted is None:
        return "stale", "the run holds no such row any more"
    quote = (extracted.get("evidence") or {}).get("quote") if isinstance(extracted.get("evidence"), dict) else None
    if row.quote is not None and quote is not None and _flat(row.quote) != _flat(quote):
        return "stale", "its words are others in this run"
    if standing.latest is not None and standing.status == _STATUS.get(row.decision) and row.decision != "correct":
        return "same", ""
    try:
        draft = _draft(table, extracted, standing, row, who)
        if standing.latest is not None:
            if draft.after is not None and draft.after == standing.changes:
                return "same", ""
            return "conflict", f"{standing.latest.who} {standing.status} it"
        store.append(draft)
    except FieldError as error:
        if error.what == "Nothing was changed" and standing.status == "corrected":
            return "same", ""
        return "unclear", error.message
    except ConflictError as conflict:
        return "conflict", f"{conflict.events[-1].who} decided meanwhile"
    return "kept", ""


def _draft(table: ReviewTable, row: dict[str, object], standing: ItemState, asked: WorkbookRow, who: str) -> Draft:
    version = standing.version
    if asked.decision == "accept":
        return decisions.accept(table.name, row, who=who, expected=version, why=asked.comment, origin="workbook")
    if asked.decision == "reject":
        why = asked.comment or "rejected in the workbook"
        return decisions.reject(table.name, row, who=who, expected=version, why=why, origin="workbook")
    if asked.decision == "correct":
        entries = comment_entries(table, asked.comment)
        return decisions.correct(
            table.name, row, standing, entries, who=who, expected=version, why=asked.comment, origin="workbook"
        )
    raise FieldError("decision", f"“{asked.decision[:40]}” is no decision", "Choose accept, correct or reject.")


def comment_entries(table: ReviewTable, comment: str) -> dict[str, str]:
    """What a comment says is right: "Value: 12; Unit: families", fields by their label or name. Raises FieldError."""
    names = {field.label.casefold(): field.name for field in table.fields} | {
        field.name.casefold(): field.name for field in table.fields
    }
    entries: dict[str, str] = {}
    last = None
    for part in comment.replace("\n", ";").split(";"):
        label, colon, value = part.partition(":")
        name = names.get(label.strip().casefold()) if colon else None
        if name is not None:
            entries[name], last = value.strip(), name
        elif last is not None and part.strip():  # "Breakdown: team: North; age: 0-4"
            entries[last] += f"; {part.strip()}"
    if not entries:
        example = table.fields[0].label
        raise FieldError(
            "comment",
            "The comment does not say which field is wrong",
            f"Write for example “{example}: ...” under Comment.",
        )
    return entries


def _flat(text: str) -> str:
    return " ".join(visible(text).split()).removesuffix("[continues on the sheet Long texts]")[:500]
