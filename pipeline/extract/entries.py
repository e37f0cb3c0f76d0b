"""What stands in a form's box: entered words, ticks and the words beside them, nothing at all, or the template's own prompt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from ..records.document import Document, Field, Option
from ..records.span import Span
from ..vocab.assertion import AssertionVocabulary

EntryKind = Literal["words", "nil", "void", "prompt", "unticked", "ticked"]

_BOX = re.compile(r"\[\s?[xX✓✔]?\s?\]|\(\s?[xX✓✔]\s?\)|[☐□☒☑✓✔■]")
# "Other Transfer to the team": a capital after lower-case words begins the words beside the last box.
_SECOND_START = re.compile(r"(?<=[a-z)])\s+(?=[A-Z][a-z']*(?:\s|$))")
_YES_NO = {"yes", "no", "y", "n", "n/a", "na", "not applicable", "unknown", "not known"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A box and its own words, without what was typed after the last box."""

    label: Span
    checked: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What was entered: `ticks` in order, and `words`, the span of what was written (None where nothing was)."""

    kind: EntryKind
    ticks: tuple[Tick, ...]
    words: Span | None


def read_entry(document: Document, field: Field, *, assertion: AssertionVocabulary) -> Entry:
    """What was entered in a field."""
    text = document.text
    field = _with_first_box(text, _with_boxes(text, field))
    value = text[field.value.start : field.value.end]
    if not field.options:
        words = _trim(text, field.value)
        if words is None:
            return Entry(kind="void", ticks=(), words=None)
        return Entry(kind=kind_of(value, assertion), ticks=(), words=words)
    ticks, comment = _ticks(text, field)
    if comment is not None and kind_of(text[comment.start : comment.end], assertion) in ("void", "prompt"):
        comment = None
    kind: EntryKind = "ticked" if any(tick.checked for tick in ticks) else "words" if comment else "unticked"
    return Entry(kind=kind, ticks=ticks, words=comment)


def _with_boxes(text: str, field: Field) -> Field:
    """A box laid out in running text with the options that are ticked or not in it: "[x] Achieved [ ] Not achieved"."""
    boxes = list(_BOX.finditer(text, field.value.start, field.value.end))
    if field.options or not boxes or text[field.value.start : boxes[0].start()].strip():
        return field
    ends = [box.start() for box in boxes[1:]] + [field.value.end]
    options = []
    for box, end in zip(boxes, ends, strict=True):
        label = _trim(text, Span(start=box.end(), end=end))
        if label is not None:
            options.append(Option(label=label, checked=_is_ticked(box.group(0))))
    return replace(field, options=tuple(options))


def _is_ticked(box: str) -> bool:
    return re.fullmatch(r"\[\s{0,3}\]|\(\s*\)|[☐□]", box) is None


def _with_first_box(text: str, field: Field) -> Field:
    """The field with the box that stands between its label and its words, where reading has left it to neither."""
    lead = _BOX.search(text, field.label.end, field.value.start)
    if lead is None or not field.options or text[lead.end() : field.value.start].strip():
        return field
    first = re.match(r"[^\[(☐□☒☑✓✔■\n]{1,30}", text[field.value.start : field.value.end])
    if first is None or any(option.label.start < field.value.start + first.end() for option in field.options[:1]):
        return field
    label = _trim(text, Span(start=field.value.start, end=field.value.start + first.end()))
    if label is None:
        return field
    return replace(field, options=(Option(label=label, checked=_is_ticked(lead.group(0))), *field.options))


def kind_of(value: str, assertion: AssertionVocabulary) -> EntryKind:
    """What words in a box amount to."""
    if assertion.is_void(value):
        return "void"
    if assertion.is_prompt(value):
        return "prompt"
    return "nil" if assertion.is_nil(value) else "words"


def is_yes_no(text: str, entry: Entry) -> bool:
    """Whether the boxes are Yes and No."""
    return bool(entry.ticks) and all(
        text[tick.label.start : tick.label.end].strip(" .").lower() in _YES_NO for tick in entry.ticks
    )


def answer(text: str, entry: Entry) -> bool | None:
    """The answer to a Yes/No question; None where neither or both are ticked."""
    ticked = {text[t.label.start : t.label.end].strip(" .").lower()[:1] for t in entry.ticks if t.checked}
    return True if ticked == {"y"} else False if ticked == {"n"} else None


def _ticks(text: str, field: Field) -> tuple[tuple[Tick, ...], Span | None]:
    ticks: list[Tick] = []
    comment: Span | None = None
    for index, option in enumerate(field.options):
        label = option.label
        if index + 1 == len(field.options):
            label, comment = _parted(text, option)
        ticks.append(Tick(label=label, checked=option.checked))
    low = min(option.label.start for option in field.options)
    before = _trim(text, Span(start=field.value.start, end=max(field.value.start, low)))
    if comment is None and before is not None and len(_BOX.sub("", text[before.start : before.end]).split()) >= 3:
        comment = Span(start=before.start, end=before.end)
    if comment is None:
        high = max(option.label.end for option in field.options)
        after = _trim(text, Span(start=min(high, field.value.end), end=field.value.end))
        comment = after if after and _BOX.sub("", text[after.start : after.end]).strip(" \n;,.") else None
    return tuple(ticks), comment


def _parted(text: str, option: Option) -> tuple[Span, Span | None]:
    """The words of the last box and what was typed after it, which reading has run together."""
    start, end = option.label.start, option.label.end
    words = text[start:end]
    line = words.find("\n")
    double = words.find("  ")
    cut = min((place for place in (line, double) if place > 0), default=-1)
    if cut < 0:
        first = words.split(None, 1)
        if len(first) == 2 and first[0].strip(".,:").lower() in _YES_NO:
            cut = len(words) - len(first[1])
        elif len(words.split()) >= 4:
            match = _SECOND_START.search(words)
            if match and (len(words) - match.end() > 25 or words.rstrip().endswith((".", "!", '"', "”"))):
                cut = match.end()
    if cut < 0:
        return option.label, None
    label = _trim(text, Span(start=start, end=start + cut))
    return label or option.label, _trim(text, Span(start=start + cut, end=end))


def _trim(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if end > start else None
