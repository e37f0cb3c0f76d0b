"""Labels and what stands beside, beneath or under them: boxes of forms, columns of tables, "Label: value" in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..records.document import Document
from ..records.table import Table, cell_grid
from ..vocab import Vocabulary

Role = Literal["child", "parent", "relative", "worker", "family", "person"]

_LABEL = re.compile(r"(?P<label>\w[^:\n\t]{0,60}?)[ ]?:(?=[ \t\n]|$)")
_DASHED = re.compile(r"^(?P<label>[A-Z][^:\n\t–—-]{0,40}?) [–—-] ")  # "Worker - Jo Harker"
_BREAK = re.compile(r"[.;,!?)]\s+|[•☐☒☑✓\-–]\s*")
_CONTINUED = re.compile(r":\s*\S| [–—-] |[.,;!]\s*$")  # a line that holds a value, or a sentence
_DATA = re.compile(r"\d{4}|\d[/.]\d")  # no label holds a date or a number of that length
_SERVICES = re.compile(r"\b(?:team|teams|services?|agenc(?:y|ies)|organisations?)\b", re.IGNORECASE)
_MOST_EXTRA = 4  # words of a label beside those that ask
_LONGEST_CELL_LABEL = 60  # characters
_LONGEST_VALUE = 400  # characters of a value that stands on the line below
_FILLER = frozenset(
    {
        "name",
        "names",
        "role",
        "details",
        "s",
        "others",
        "other",
        "also",
        "all",
        "list",
        "people",
        "staff",
        "meeting",
        "today",
    }
    | {"full", "print", "and", "the"}
)
_ANYBODY = frozenset({"name", "names", "full name", "person", "forename", "first name", "surname"})
# What people.toml calls a person, and what a pseudonym is made of.
_ROLES: dict[str, Role] = {
    "child": "child", "sibling": "child", "mother": "parent", "father": "parent", "parent": "parent", "other": "relative",
    "household": "person",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelled:
    """A label and the stretch ``start:end`` that answers it; `kinds` are what the label asks for, `role` whose name."""

    label: str
    start: int
    end: int
    kinds: frozenset[str]
    role: Role | None


def find_labelled(document: Document, *, vocabulary: Vocabulary) -> list[Labelled]:
    """Every stretch whose label asks for personal data, in order; the same stretch may answer two labels."""
    found = {(item.start, item.end, item.label): item for item in _all(document, vocabulary)}
    return [found[key] for key in sorted(found)]


def _all(document: Document, vocabulary: Vocabulary) -> Iterator[Labelled]:
    text = document.text
    for field in document.fields:
        yield from _made(text[field.label.start : field.label.end], field.value.start, field.value.end, vocabulary)
    for table in document.tables:
        yield from _columns(text, table, vocabulary)
    yield from _pipes(text, vocabulary)
    data = [table for table in document.tables if not table.is_form and table.rows > 2 and table.columns > 2]
    position = 0
    for line in text.split("\n"):
        in_data = any(table.start <= position < table.end for table in data)
        yield from _in_line(text, position, position + len(line), vocabulary, in_data=in_data)
        position += len(line) + 1


def _columns(text: str, table: Table, vocabulary: Vocabulary) -> Iterator[Labelled]:
    """Cells under a header cell: a household's table has Name, DOB and School at its top."""
    grid = cell_grid(table)
    if len(grid) < 2 or table.is_form:
        return
    for column in range(table.columns):
        head = grid[0][column]
        if head is None or head.column_span > 1 or head.end - head.start > _LONGEST_CELL_LABEL:
            continue
        for cell in {id(row[column]): row[column] for row in grid[1:]}.values():
            if cell is not None and cell.row > 0:
                yield from _made(text[head.start : head.end], cell.start, cell.end, vocabulary)


def _pipes(text: str, vocabulary: Vocabulary) -> Iterator[Labelled]:
    """Columns of a table that is typed with upright bars and was not read as a table."""
    heads: list[str] = []
    position = 0
    for line in text.split("\n"):
        cells = (line.strip().strip("|") if line.lstrip().startswith("|") else line).split("|")
        if len(cells) < 3:
            heads = heads if not line.strip() else []
        elif len(heads) != len(cells):
            heads = cells
        else:
            at = position + line.index(cells[0])
            for head, cell in zip(heads, cells, strict=True):
                yield from _made(head, at, at + len(cell), vocabulary)
                at += len(cell) + 1
        position += len(line) + 1


def _in_line(text: str, start: int, end: int, vocabulary: Vocabulary, *, in_data: bool) -> Iterator[Labelled]:
    """Labels with a colon, cells beside one another, and a label alone on its line with its value beneath."""
    cell_start = start
    cells = []
    for cell in text[start:end].split("\t"):
        cells.append((cell_start, cell_start + len(cell)))
        yield from _colons(text, cell_start, cell_start + len(cell), vocabulary)
        cell_start += len(cell) + 1
    for (low, high), (value, value_end) in zip(cells[::2], cells[1::2], strict=False):
        # In a table of data a cell's label is the head of its column, not the cell beside it.
        if not in_data and 0 < high - low <= _LONGEST_CELL_LABEL:
            yield from _made(text[low:high], value, value_end, vocabulary)
    if len(cells) == 1 and 0 < end - start <= _LONGEST_CELL_LABEL and not _CONTINUED.search(text, start, end):
        below = _next_line(text, end)
        if below is not None:
            yield from _made(text[start:end], *below, vocabulary)


def _next_line(text: str, end: int) -> tuple[int, int] | None:
    """The next line that is not empty, at most one empty line away."""
    at = end
    for _ in range(2):
        low = at + 1
        high = text.find("\n", low)
        high = len(text) if high < 0 else high
        if low >= len(text):
            return None
        if text[low:high].strip():
            is_value = "\t" not in text[low:high] and not _LABEL.match(text, low, high)
            return (low, min(high, low + _LONGEST_VALUE)) if is_value else None
        at = high
    return None


def _colons(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Labelled]:
    """ "Child: Ellis Barraclough. Ref: CEH-5838." Each value runs to the next label."""
    labels: list[tuple[int, int, int]] = []
    dashed = _DASHED.match(text[start:end])
    if dashed:
        labels.append((start, start + dashed.end("label"), start + dashed.end()))
    for match in _LABEL.finditer(text, start, end):
        low = match.start("label")
        for stop in _BREAK.finditer(text, low, match.end("label")):
            # "D.o.b." and "a.m." are no ends of sentences.
            if stop.start() - low > 0 and not re.match(r"\w\.\s?\w\b", text[stop.start() - 1 : stop.end() + 2]):
                low = stop.end()
        if low < match.end("label"):
            labels.append((low, match.end("label"), match.end()))
    ends = [*(low for low, _, _ in labels[1:]), end][: len(labels)]
    for (low, high, value), stop_at in zip(labels, ends, strict=True):
        yield from _made(text[low:high], value, max(value, stop_at), vocabulary)


def _made(label: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Labelled]:
    label = label.strip()
    if _DATA.search(label):
        return
    words = len(label.split())
    kinds = {
        kind: number for kind, number in vocabulary.personal.label_kinds(label).items() if words - number <= _MOST_EXTRA
    }
    named = vocabulary.people.label_role(label)
    role = _ROLES[named] if named is not None else None
    if label.lower().strip(" :") in _ANYBODY or (role is None and "first_name" in kinds):
        role = "person"
    if _SERVICES.search(label):
        role = None
    if role is None and "worker" in kinds and _asks_for_worker(label, kinds["worker"], vocabulary):
        role = "worker"
    if role is None and "people" in kinds and _asks_for_worker(label, kinds["people"], vocabulary):
        role = "person"
    if "family_name" in kinds and role in (None, "person"):
        role = "family" if "name" in label.lower() or label.lower().strip(": ") == "family" else role
    if not kinds and role is None:
        return
    yield Labelled(label=label, start=start, end=end, kinds=frozenset(kinds), role=role)


def _asks_for_worker(label: str, words: int, vocabulary: Vocabulary) -> bool:
    """Whether the label asks who the professional is: "Lead worker", "Referred by"; not "Lead worker's reflection"."""
    plain = re.findall(r"[\w'’-]+", label.lower())
    known = vocabulary.people.professionals | vocabulary.personal.sets["joiners"] | _FILLER
    extra = [word for word in plain if word not in known]
    return len(extra) <= words
