"""Which tables are reviewed and which of their fields a person can correct, with how each is written and read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Literal, get_args

from ..errors import GoldenThreadError
from ..records.case import COMPLETENESS_FIELDS, Case, Presence, Step
from ..records.decision import Decision, DecisionKind
from ..records.figure import Direction, Figure, Qualifier, Role, UnitKind
from ..records.finding import Finding, Severity
from ..records.need import Need, NeedStatus, Person, Stage
from ..records.number import to_json_number
from ..records.outcome import Intervention, Outcome, OutcomeStatus
from ..text.shown import words

# A "score" is a number or a stage of change in words.
Kind = Literal["text", "number", "date", "choice", "yes_no", "members", "score"]
LONGEST_VALUE: Final = 5000  # characters of one field
Labels = Mapping[str, str]


class FieldError(GoldenThreadError):
    """A value that a field cannot hold. `field` is its dotted name."""

    exit_code = 2

    def __init__(self, field: str, what: str, remedy: str) -> None:
        self.field = field
        super().__init__(what, remedy=remedy)


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field that can be corrected. `choices` of a vocabulary's codes are named by `vocabulary` instead."""

    name: str  # dotted: "period.start"
    label: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    vocabulary: str = ""  # "category", "subcategory", "reason": the choices come from the run's vocabulary
    required: bool = False
    hint: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewTable:
    """A table whose rows people decide on. `addable`: a reviewer can add a row that was missed."""

    name: str
    noun: str
    record: type
    prefix: str  # of ids
    fields: tuple[Field, ...]
    headline: tuple[str, ...]  # dotted names whose values name the row in a list
    addable: bool = True
    by_name: dict[str, Field] = field(default_factory=dict)


def _choice(name: str, label: str, kind: Any, **more: Any) -> Field:
    return Field(name=name, label=label, kind="choice", choices=get_args(kind), **more)


_FIGURE: Final = (
    Field(name="value", label="Value", kind="number", required=True, hint="As stated, scale applied: £1.2m is 1200000"),
    _choice("unit_kind", "Kind of unit", UnitKind, required=True),
    Field(name="unit", label="Unit", hint="What is counted or measured: families, GBP, per 10,000"),
    Field(name="measure", label="Measure"),
    Field(name="breakdown", label="Breakdown", kind="members", hint="For example team: North; age: 0-4"),
    Field(name="period.text", label="Period, in words"),
    Field(name="period.start", label="Period starts", kind="date"),
    Field(name="period.end", label="Period ends", kind="date"),
    Field(name="denominator", label="Out of", kind="number"),
    Field(name="low", label="Low end of a range", kind="number"),
    Field(name="high", label="High end of a range", kind="number"),
    _choice("change.direction", "Change", Direction),
    Field(name="change.amount", label="Change by", kind="number"),
    Field(name="change.baseline", label="Change from", kind="number"),
    _choice("qualifier", "Qualifier", Qualifier),
    _choice("role", "Role", Role, required=True),
    Field(name="geography", label="Geography"),
    Field(name="organisation", label="Organisation"),
    Field(name="attributed_to", label="Attributed to"),
)
_NEED: Final = (
    Field(name="category", label="Category", kind="choice", vocabulary="category", required=True),
    Field(name="subcategory", label="Need", kind="choice", vocabulary="subcategory"),
    _choice("person", "Person", Person, required=True),
    Field(name="person_name", label="Name"),
    _choice("status", "Status", NeedStatus, required=True),
    _choice("stage", "Stage", Stage, required=True),
    Field(name="raised_by", label="Raised by"),
)
_INTERVENTION: Final = (
    Field(name="service", label="Service"),
    Field(name="action", label="What was done", required=True),
    Field(name="person", label="Person"),
    Field(name="start_date", label="Started", kind="date"),
    Field(name="end_date", label="Ended", kind="date"),
    Field(name="planned", label="Planned only", kind="yes_no", required=True),
)
_OUTCOME: Final = (
    Field(name="category", label="Category", kind="choice", vocabulary="category", required=True),
    _choice("status", "Status", OutcomeStatus, required=True),
    Field(name="scale", label="Scale"),
    Field(name="from", label="From", kind="score"),
    Field(name="to", label="To", kind="score"),
    Field(name="sustained", label="Sustained", kind="yes_no"),
)
_CASE: Final = (
    Field(name="reference", label="Case reference"),
    _choice("step", "Step", Step, required=True),
    Field(name="reason", label="Reason for closure", kind="choice", vocabulary="reason"),
    Field(name="reason_text", label="Reason, in words"),
    Field(name="closure_date", label="Closed on", kind="date"),
    Field(name="outstanding_support", label="Outstanding support"),
    Field(name="lead_professional", label="Lead professional"),
    *(_choice(f"completeness.{name}", words(name), Presence, required=True) for name in COMPLETENESS_FIELDS),
)
_DECISION: Final = (
    _choice("kind", "Kind", DecisionKind, required=True),
    Field(name="number", label="Number"),
    Field(name="text", label="Words", required=True),
    Field(name="owner", label="Owner"),
    Field(name="due", label="Due", kind="date"),
)


def _table(
    name: str, noun: str, record: type, prefix: str, fields: tuple[Field, ...], headline: str, *, addable: bool = True
) -> ReviewTable:
    return ReviewTable(
        name=name, noun=noun, record=record, prefix=prefix, fields=fields, headline=tuple(headline.split()),
        addable=addable, by_name={item.name: item for item in fields},
    )  # fmt: skip


TABLES: Final[Mapping[str, ReviewTable]] = {
    table.name: table
    for table in (
        _table("figures", "figure", Figure, "fig", _FIGURE, "text measure"),
        _table("needs", "need", Need, "need", _NEED, "category subcategory person status"),
        _table("interventions", "intervention", Intervention, "int", _INTERVENTION, "service action"),
        _table("outcomes", "outcome", Outcome, "out", _OUTCOME, "category status scale"),
        _table("cases", "case paper", Case, "case", _CASE, "genre reference", addable=False),
        _table(
            "findings", "finding", Finding, "fnd", (_choice("severity", "Severity", Severity, required=True),),
            "code title", addable=False,
        ),
        _table("decisions", "committee decision", Decision, "dec", _DECISION, "kind number text"),
    )
}  # fmt: skip


def field_value(row: Mapping[str, Any], name: str) -> Any:
    """The value at a dotted name; None where a part on the way is null."""
    value: Any = row
    for part in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def written(value: Any) -> str:
    """A value as it stands in the box of a form; `parse` reads it back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value)


def parse(item: Field, text: str) -> Any:
    """What a person wrote, as the value of the row. Raises FieldError, which says what to write instead."""
    text = text.strip()
    if not text:
        if item.required:
            raise FieldError(item.name, f"{item.label} is empty", f"Enter {item.label.lower()}.")
        return None
    if len(text) > LONGEST_VALUE:
        raise FieldError(item.name, f"{item.label} is too long", f"Use {LONGEST_VALUE:,} characters or fewer.")
    if item.kind == "number" or (item.kind == "score" and text.replace(".", "", 1).isdecimal()):
        return _number(item, text)
    if item.kind == "date":
        return _date(item, text)
    if item.kind == "yes_no":
        if text.lower() not in ("yes", "no"):
            raise FieldError(item.name, f"{item.label} is neither yes nor no", "Choose yes or no.")
        return text.lower() == "yes"
    if item.kind == "members":
        return _members(item, text)
    if item.kind == "choice" and item.choices and text not in item.choices:
        raise FieldError(item.name, f"{item.label} is none of the choices", f"Choose {', '.join(item.choices)}.")
    return text


def _number(item: Field, text: str) -> int | float | str:
    try:
        value = Decimal(text.replace(",", "").replace("£", "").rstrip("%"))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or len(text) > 40:
        raise FieldError(item.name, f"{item.label} is not a number", "Enter digits, for example 1204 or 12.5.")
    return to_json_number(value)


def _date(item: Field, text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise FieldError(
            item.name, f"{item.label} is not a date", "Enter year, month and day, for example 2024-03-31."
        ) from error


def _members(item: Field, text: str) -> dict[str, str]:
    found = {}
    for part in text.split(";"):
        dimension, colon, member = part.partition(":")
        if not colon or not dimension.strip() or not member.strip():
            raise FieldError(
                item.name, f"{item.label} is not made of pairs", "Write dimension: member; dimension: member."
            )
        found[dimension.strip()] = member.strip()
    return found
