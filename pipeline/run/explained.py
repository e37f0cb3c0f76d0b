"""Why a figure of a run says what it says: for each field the rule and the words of the document it came from, with offsets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..records.figure import Figure
from .load import load_rows

_WORD = re.compile(r"[\w£%’'.,-]*\w[%’']?|[£%▲▼↑↓]")
# Words of the product's own, which stand in a measure and not in the document.
_OURS = frozenset(
    ("rise", "fall", "in", "of", "by", "that", "who", "which", "the", "a", "and", "rate", "to", "for", "with", "whom")
)


def explain_figure(folder: Path, figure_id: str) -> dict[str, Any]:
    """Everything known of how one figure was read. Raises UsageError where the run, or the figure in it, is not there.

    `fields` lists each field that has a value: `value`, `rule` (how it was found, in words) and `words`, the stretches of the
    document it rests on, each with its quote and half-open offsets. What rests on nothing printed has no words.
    """
    figures = load_rows(folder, "figures")
    figure = next((row for row in figures if row.id == figure_id), None)
    if figure is None:
        raise UsageError(
            f"No figure {figure_id}",
            where=str(folder),
            remedy=f"Ids stand in the first column of figures.jsonl, which holds {len(figures)} figures. Take one from there.",
        )
    text = _text_of(folder, figure.document)
    path = next((row.path for row in load_rows(folder, "documents") if row.id == figure.document), figure.document)
    return {
        "id": figure.id,
        "document": figure.document,
        "path": path,
        "cite": figure.locator.cite,
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "evidence": {"start": figure.evidence.start, "end": figure.evidence.end, "quote": figure.evidence.quote},
        "method": figure.method,
        "confidence": figure.confidence,
        "fields": [_field(name, value, words, figure, text) for name, value, words in _values(figure)],
    }


def _text_of(folder: Path, document: str) -> str:
    """The document's text as the run kept it; empty where it was written without."""
    file = folder / "documents" / f"{document}.json"
    return str(json.loads(file.read_text("utf-8")).get("text", "")) if file.is_file() else ""


def _values(figure: Figure) -> Iterator[tuple[str, str, str]]:
    """Field, its value in words, and the words to look for."""
    yield "value", f"{figure.value:f}", figure.text
    unit = figure.unit or ""
    yield "unit", f"{figure.unit_kind}{f', {unit}' if unit else ''}", unit or figure.text
    if figure.denominator is not None:
        yield "denominator", f"{figure.denominator:f}", f"{figure.denominator:,f}"
    if figure.measure:
        yield "measure", figure.measure, figure.measure
    for name, member in (figure.breakdown or {}).items():
        yield "breakdown", f"{name}: {member}", member
    if figure.period is not None:
        ends = f"{figure.period.start or 'open'} to {figure.period.end or 'open'}"
        yield "period", ends, figure.period.text
    if figure.change is not None:
        parts = [figure.change.direction.replace("_", " ")]
        parts += [f"by {figure.change.amount:f}"] if figure.change.amount is not None else []
        parts += [f"from {figure.change.baseline:f}"] if figure.change.baseline is not None else []
        yield "change", " ".join(parts), _reasons(figure).get("change", "")
    for name in ("qualifier", "role", "geography", "attributed_to"):
        value = getattr(figure, name)
        if value and value != "reported":
            yield name, str(value), _reasons(figure).get(name.replace("_", " "), str(value))


def _field(name: str, value: str, wanted: str, figure: Figure, text: str) -> dict[str, Any]:
    rule = _reasons(figure).get(name, "")
    return {
        "field": name,
        "value": value,
        "rule": rule,
        "words": list(_stretches(wanted, figure, text, exact=name in ("period", "value"))),
    }


def _reasons(figure: Figure) -> dict[str, str]:
    """The explanation taken apart: field -> how it was found. Fields are parted by "; name: "."""
    names = "attributed to|breakdown|change|denominator|geography|measure|period|role|unit"
    parts = re.split(rf"(?:^|; )(?={names}: )", figure.explanation or "")
    return {name: words for part in parts if part for name, _, words in [part.partition(": ")]}


def _stretches(wanted: str, figure: Figure, text: str, *, exact: bool) -> Iterator[dict[str, Any]]:
    """Where the words stand: whole in the evidence, else nearest before it, else word by word in the evidence."""
    if not wanted:
        return
    start, quote = figure.evidence.start, figure.evidence.quote
    whole = re.compile(r"\s+".join(re.escape(part) for part in wanted.split()), re.IGNORECASE)
    found = [(start + m.start(), m.group(0)) for m in whole.finditer(quote)]
    if found:
        nearest = min(found, key=lambda item: abs(item[0] - figure.start))
        yield _at(*nearest)
        return
    before = [(m.start(), m.group(0)) for m in whole.finditer(text, 0, figure.evidence.end)] if text else []
    if before:
        yield _at(*before[-1])
        return
    if not exact:
        yield from _word_by_word(wanted, figure, text)


def _word_by_word(wanted: str, figure: Figure, text: str) -> Iterator[dict[str, Any]]:
    """The words of a measure that was put together, those that stand side by side joined; headers where it is a cell."""
    words = {word.lower() for word in _WORD.findall(wanted)} - _OURS
    run: list[tuple[int, int]] = []
    for match in _WORD.finditer(figure.evidence.quote):
        if match.group(0).lower() not in words:
            continue
        if run and figure.evidence.quote[run[-1][1] : match.start()].isspace():
            run[-1] = (run[-1][0], match.end())
        else:
            run.append((match.start(), match.end()))
    for first, last in run:
        yield _at(figure.evidence.start + first, figure.evidence.quote[first:last])
    for header in (figure.locator.row_header, figure.locator.column_header) if not run else ():
        place = text.rfind(header, 0, figure.start) if header and text else -1
        if header and place >= 0:
            yield _at(place, header)


def _at(start: int, quote: str) -> dict[str, Any]:
    return {"quote": quote, "start": start, "end": start + len(quote)}
