"""Gold: what a careful reader found in a document, by quote. See annotations/README.md for the coding manual.

Gold quotes words, not offsets, so that it holds for every format a document is rendered in and for every version of the
readers; `align` finds the quotes in the text as read.
"""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ..errors import UsageError


class GoldModel(BaseModel):
    """Base of gold: extra keys are allowed (annotators' remarks) and ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class GoldPeriod(GoldModel):
    """Ends as ISO dates; null where the document cannot settle them."""

    start: datetime.date | None = None
    end: datetime.date | None = None


class GoldChange(GoldModel):
    """Direction, amount and baseline as stated."""

    direction: str | None = None
    amount: Decimal | None = None
    baseline: Decimal | None = None
    baseline_period: GoldPeriod | None = None


class GoldFigure(GoldModel):
    """One stated number."""

    quote: str
    text: str
    nth: int = 1
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit_kind: str
    unit: str | None = None
    denominator: Decimal | None = None
    measure: str | None = None
    breakdown: dict[str, str] | None = None
    period: GoldPeriod | None = None
    change: GoldChange | None = None
    qualifier: str | None = None
    role: str = "reported"
    geography: str | None = None
    organisation: str | None = None
    attributed_to: str | None = None
    origin: str = "prose"
    row_header: str | None = None
    column_header: str | None = None


class GoldNeed(GoldModel):
    """One need of one person in one statement."""

    quote: str
    words: str | None = None
    category: str
    subcategory: str | None = None
    person: str | None = None
    person_name: str | None = None
    status: str
    raised_by: str | None = None
    stage: str | None = None


class GoldOutcome(GoldModel):
    """One outcome."""

    quote: str
    category: str
    status: str
    scale: str | None = None
    from_: str | None = None
    to: str | None = None
    sustained: bool | None = None


class GoldPlanted(GoldModel):
    """An inconsistency that was put into the document."""

    kind: str
    quotes: list[str]
    texts: list[Any] = []
    severity: str = "error"


class GoldControl(GoldModel):
    """Something that looks wrong and is right."""

    quotes: list[str]


class GoldFindings(GoldModel):
    """What a checker must find and what it must leave alone."""

    planted: list[GoldPlanted] = []
    controls: list[GoldControl] = []


class GoldDocument(GoldModel):
    """The gold of one document; a part that is null was not annotated."""

    id: str
    figures: list[GoldFigure] | None = None
    findings: GoldFindings | None = None
    decisions: list[dict[str, Any]] | None = None
    case: dict[str, Any] | None = None
    needs: list[GoldNeed] | None = None
    interventions: list[dict[str, Any]] | None = None
    outcomes: list[GoldOutcome] | None = None
    personal_data: list[dict[str, Any]] | None = None


def load_gold(folder: Path) -> dict[str, GoldDocument]:
    """The gold files (`*.gold.json`) under `folder`, by document id. Raises UsageError naming the file and key at fault."""
    gold = {}
    for file in sorted(folder.rglob("*.gold.json")):
        try:
            document = GoldDocument.model_validate(_without_keyword(json.loads(file.read_text("utf-8"))))
        except (json.JSONDecodeError, ValidationError) as error:
            raise UsageError(f"Not valid gold ({str(error).splitlines()[0]})", where=file.name) from error
        gold[document.id] = document
    if not gold:
        raise UsageError("There is no gold", where=str(folder), remedy="Give a folder with *.gold.json files.")
    return gold


def _without_keyword(row: Any) -> Any:
    """`from` is a Python keyword: the key is read as `from_`."""
    if isinstance(row, dict):
        return {("from_" if key == "from" else key): _without_keyword(value) for key, value in row.items()}
    if isinstance(row, list):
        return [_without_keyword(value) for value in row]
    return row
