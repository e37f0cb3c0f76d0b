"""What all layouts of forms share: a field with its spans, and labels that stand before their values in one stretch of text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from ..records.document import Document, Field, Option
from ..records.span import Span
from ..records.table import Table
from ..vocab import Vocabulary
from .ticks import find_options, lone_box

LINE_LABEL: Final = re.compile(r"(?P<label>[A-Z(][^\n:\t]{1,70}?)\s*(?::|\s[–—-](?=\s))[ \t]*")
# The repeated part of a form: "Child 2", "Young person 1: Ola", "Sibling no. 3", "Parent/carer 2".
CHILD: Final = re.compile(
    r"\b(?:child|young person|sibling|parent|carer|adult|household member|family member)\s*(?:no\.?\s*)?(\d)\b",
    re.IGNORECASE,
)
# A line for handwriting: "........", "____", "‗‗‗".
_BLANK: Final = re.compile(r"[\s._…‗-]*")


def labelled(
    document: Document,
    start: int,
    end: int,
    vocabulary: Vocabulary,
    *,
    any_label: bool = False,
    table: Table | None = None,
) -> list[Field]:
    """The fields of a stretch that opens with a known label (or any, in a form): each value runs to the next label."""
    text = document.text
    starts: list[tuple[int, int, int]] = []  # label start, label end, value start
    for match in LINE_LABEL.finditer(text, start, end):
        at_line_start = match.start() == start or text[match.start() - 1] in "\n\t"
        label = Span(start=match.start("label"), end=match.end("label"))
        if at_line_start and (any_label or vocabulary.headings.field_name(text[label.start : label.end])):
            starts.append((label.start, label.end, match.end()))
            continue
        inner = _inner_label(text, label, vocabulary) if starts and not at_line_start else None
        if inner is not None:
            starts.append((inner.start, inner.end, match.end()))
    ends = [low for low, _, _ in starts[1:]] + [end] * bool(starts)
    return [
        make_field(document, low, high, value, max(value, stop), vocabulary, table=table)
        for (low, high, value), stop in zip(starts, ends, strict=True)
    ]


def make_field(
    document: Document,
    label_start: int,
    label_end: int,
    value_start: int,
    value_end: int,
    vocabulary: Vocabulary,
    *,
    group: str | None = None,
    table: Table | None = None,
) -> Field:
    """The field of those spans, white space trimmed; dots or a rule to write on are an empty value.

    "/ No" is what is left of "Yes / No" where "Yes" was struck out.
    """
    text = document.text
    while value_start < value_end and text[value_start].isspace():
        value_start += 1
    while value_end > value_start and text[value_end - 1].isspace():
        value_end -= 1
    if value_end - value_start >= 2 and _BLANK.fullmatch(text, value_start, value_end):
        value_end = value_start
    if text[value_start : value_start + 1] == "/" and text[value_start + 1 : value_end].strip()[:1].isalpha():
        value_start += 1 + len(text[value_start + 1 : value_end]) - len(text[value_start + 1 : value_end].lstrip())
    ticked = lone_box(text, value_start, value_end)
    options = find_options(text, value_start, value_end)
    if ticked is not None:  # a box in a cell of its own is ticked for its label
        options = (Option(label=Span(start=label_start, end=label_end), checked=ticked),)
    label = text[label_start:label_end].strip()
    at = bisect_right(document.lines, label_start, key=lambda line: line.start) - 1
    page = document.lines[at].page if at >= 0 and label_start < document.lines[at].end else None
    return Field(
        label=Span(start=label_start, end=label_end),
        value=Span(start=value_start, end=value_end),
        name=vocabulary.headings.field_name(label),
        options=options,
        group=group,
        page=page,
        table=table.id if table else None,
    )


def _inner_label(text: str, label: Span, vocabulary: Vocabulary) -> Span | None:
    """The known label at the end of the words before a colon: "Amara Blackshaw DOB:" holds the label "DOB"."""
    words = list(re.finditer(r"\S+", text[label.start : label.end]))
    for word in words[max(0, len(words) - 5) :]:
        start = label.start + word.start()
        candidate = text[start : label.end]
        if candidate[:1].isupper() and vocabulary.headings.is_label(candidate):
            return Span(start=start, end=label.end)
    return None
