"""Numbers that stand alone beside a label, as charts and infographics print them: "Total Number 2021" / "289" / "Step Downs"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records.document import Block, Document
from ..text.numbers import find_numbers
from ..text.period_mentions import PeriodContext
from ..text.periods import find_periods
from ..vocab import Vocabulary
from .figure_draft import FigureDraft
from .figure_passages import Passage
from .table_cells import cell_numbers
from .table_titles import unit_of_phrase
from .table_words import counted_pattern

_ALONE = re.compile(r"^[~<>]?\s?£?\d[\d,]*(?:\.\d+)?\s?(?:%|per\s?cent|k|m|bn|million)?$", re.IGNORECASE)
_LABEL_WORDS = 9  # of a line that can be a label
_COUNTS = re.compile(r"\b(?:total|number|count|percentage|average|rate|no\.)\b|%", re.IGNORECASE)
_PAGE_LIKE = 100  # a smaller whole number without a mark may be a page number


def standalone_drafts(document: Document, passages: list[Passage], vocabulary: Vocabulary) -> Iterator[FigureDraft]:
    """Blocks that hold a number and nothing else, with the short lines around them as their measure."""
    by_block = {passage.block.id: passage for passage in passages}
    body = [block for block in document.blocks if block.start < document.body_end and block.kind != "furniture"]
    for position, block in enumerate(body):
        text = document.text[block.content : block.end].strip()
        if block.kind not in ("paragraph", "chart", "heading") or not _ALONE.match(text):
            continue
        before = _label(document, body[position - 1]) if position else None
        after = _label(document, body[position + 1]) if position + 1 < len(body) else None
        numbers = cell_numbers(text, {})
        if len(numbers) != 1 or not _is_labelled(text, before, after):
            continue
        passage = by_block.get(block.id)
        yield _draft(document, block, text, before, after, passage, vocabulary)


def _label(document: Document, block: Block) -> str | None:
    text = " ".join(document.text[block.content : block.end].split())
    short = block.kind in ("paragraph", "heading", "chart", "caption") and len(text.split()) <= _LABEL_WORDS
    return text if short and not text.endswith((".", ";")) and re.search(r"[A-Za-z]{3}", text) else None


def _is_labelled(text: str, before: str | None, after: str | None) -> bool:
    marked = re.search(r"[£%,.]|per", text) is not None or float(re.sub(r"[^\d.]", "", text) or 0) >= _PAGE_LIKE
    if before is None:
        return False
    return _COUNTS.search(before) is not None or (marked and (after is not None or find_periods(before) != []))


def _draft(
    document: Document,
    block: Block,
    text: str,
    before: str | None,
    after: str | None,
    passage: Passage | None,
    vocabulary: Vocabulary,
) -> FigureDraft:
    number = find_numbers(text)[0]
    context = passage.context if passage is not None else PeriodContext(reference=document.date)
    label = before or ""
    mentions = find_periods(label, context)
    for mention in reversed(mentions):
        label = label[: mention.start] + label[mention.end :]
    heading = passage.heading if passage is not None else None
    names = [
        part.strip(" :,()")
        for part in (after if after and not _ALONE.match(after) and not after.startswith("(") else None, label, heading)
        if part
    ]
    words = ", ".join(dict.fromkeys(name for name in names if name))
    counted = counted_pattern(vocabulary).search(words)
    period = mentions[0].period if mentions else context.document.period if context.document is not None else None
    kind = number.kind or "count"
    return FigureDraft(
        start=block.content + number.start,
        end=block.content + number.end,
        evidence=(block.content, block.end),
        value=number.value,
        unit_kind=kind,
        unit=number.unit or (unit_of_phrase(counted.group(0), vocabulary) if counted else None),
        measure=words or None,
        period=period,
        qualifier=number.qualifier,
        origin="chart",
        method="chart:label",
        confidence=0.6,
        reasons={"measure": f"labels around it: {words}"} | ({"period": f"label: {period.text}"} if period else {}),
    )
