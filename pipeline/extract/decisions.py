"""What a committee was asked to do, what it resolved, and the actions that were set: one row an item, with owner and date."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..records.decision import Decision, DecisionKind
from ..records.document import CASE_GENRES, Block, Document, evidence_at, locate
from ..records.ids import content_id
from ..records.span import Span
from ..text.nlp import Nlp
from ..text.sentences import split_sentences
from ..vocab import Vocabulary
from .decision_leads import ACTION_MARK, heading_kind, lead_end, lead_kind, opens_actions
from .decision_parts import part_item
from .decision_tables import TableItem, actions_of_table
from .options import ExtractOptions

# "(i) notes ...; (ii) approves ..." inside one paragraph.
_ENUMERATED = re.compile(r"(?<![\w(])(?P<number>\(?(?:[ivx]{1,5}|[a-h]|\d{1,2})[.)])\s+(?=\S)", re.IGNORECASE)
_LONGEST_HEADING = 80  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class _Item:
    """One decision before it becomes a row: its words and the number beside it."""

    kind: DecisionKind
    span: Span
    number: str | None
    method: str


def extract_decisions(
    document: Document, *, vocabulary: Vocabulary, nlp: Nlp, options: ExtractOptions
) -> Iterator[Decision]:
    """The recommendations, resolutions and actions of a paper, in reading order. Case papers have none."""
    if document.genre in CASE_GENRES:
        return
    rows: dict[tuple[int, int], Decision] = {}
    for item in _in_blocks(document, vocabulary):
        rows.setdefault((item.span.start, item.span.end), _row(document, item))
    for table in document.tables:
        for found in actions_of_table(document, table):
            rows.setdefault((found.span.start, found.span.end), _table_row(document, found))
    for key in sorted(rows):
        yield rows[key]


def _in_blocks(document: Document, vocabulary: Vocabulary) -> Iterator[_Item]:
    kinds = ("heading", "paragraph", "list_item", "quote", "form")
    blocks = [block for block in document.blocks if block.start < document.body_end and block.kind in kinds]
    decided = document.genre == "minutes"  # the paper's request to the meeting is settled by what was resolved
    index = 0
    section: DecisionKind | None = None
    while index < len(blocks):
        block = blocks[index]
        text = document.text[block.content : block.end]
        if _is_heading(text, block, blocks, index, vocabulary):
            section = heading_kind(text, vocabulary)
            index += 1
            continue
        marked = ACTION_MARK.match(text)
        if marked:
            span = _trim(document, block.content + marked.end(), block.end)
            yield _Item(kind="action", span=span, number=block.number, method="marker")
            index += 1
            continue
        kind = lead_kind(text) or (section if section != "action" or block.kind == "list_item" else None)
        if kind is None and opens_actions(text):
            kind = "action"
        if kind is None or (decided and kind == "recommendation" and section is None):
            index += 1
            continue
        taken, items = _items(document, blocks, index, kind, in_section=section is not None)
        yield from items
        index += taken


def _is_heading(text: str, block: Block, blocks: Sequence[Block], index: int, vocabulary: Vocabulary) -> bool:
    """A heading, or a numbered line that serves as one: "6. What members are asked to do" over a list."""
    if block.kind == "heading":
        return True
    short = len(text) <= _LONGEST_HEADING and not text.rstrip().endswith((".", ":", ";"))
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    return (
        short and block.number is not None and heading_kind(text, vocabulary) is not None
        and following is not None and following.kind == "list_item"
    )  # fmt: skip


def _items(
    document: Document, blocks: Sequence[Block], index: int, kind: DecisionKind, *, in_section: bool
) -> tuple[int, list[_Item]]:
    """The items that a lead sentence opens: a list beneath it, numbers inside it, or the sentence itself."""
    block = blocks[index]
    text = document.text[block.content : block.end]
    start = block.content + lead_end(text)
    remaining = document.text[start : block.end].strip()
    is_lead = lead_kind(text) is not None or opens_actions(text) or bool(re.match(r"\W*that\b", text, re.IGNORECASE))
    following = _list_after(blocks, index)
    open_ended = text.rstrip().endswith((":", "-", "–", "—", " to", " that")) or len(remaining.split()) <= 3
    if is_lead and following and open_ended:
        return 1 + len(following), [_of_block(document, item, kind) for item in following]
    if opens_actions(text):
        return 1, _listed_inside(document, block, kind)
    inner = list(_ENUMERATED.finditer(document.text, start, block.end))
    if is_lead and len(inner) >= 2:
        ends = [match.start() for match in inner[1:]] + [block.end]
        return 1, [
            _Item(kind=kind, span=_trim(document, match.end(), end), number=match["number"], method="enumerated")
            for match, end in zip(inner, ends, strict=True)
        ]
    if block.kind == "list_item" and in_section:
        return 1, [_of_block(document, block, kind)]
    if is_lead and open_ended and not following and remaining.endswith(":"):
        return 1, []  # "Members are asked to:", and nothing beneath that can be told for items
    if is_lead and remaining:
        first = split_sentences(document.text, start, block.end)[0]
        return 1, [_Item(kind=kind, span=_trim(document, first.start, first.end), number=None, method="sentence")]
    if in_section and block.number is not None and remaining and kind != "action":
        return 1, [_of_block(document, block, kind)]
    return 1, []


def _listed_inside(document: Document, block: Block, kind: DecisionKind) -> list[_Item]:
    """ "Our plan has these steps: a worker in each hub; an agreement with housing; and a shared plan." as three items."""
    text = document.text
    colon = text.find(":", block.content, block.end)
    sentence = next((s for s in split_sentences(text, block.content, block.end) if s.start <= colon < s.end), None)
    if colon < 0 or sentence is None or text.count(";", colon, sentence.end) < 1:
        return []
    cuts = [colon] + [colon + m.start() for m in re.finditer(";", text[colon : sentence.end])] + [sentence.end]
    items = []
    for low, high in itertools.pairwise(cuts):
        span = _trim(document, low + 1, high)
        lead = re.match(r"and\s+", text[span.start : span.end])
        items.append(Span(start=span.start + (lead.end() if lead else 0), end=span.end))
    return [_Item(kind=kind, span=span, number=None, method="inline") for span in items if span.end > span.start]


def _list_after(blocks: Sequence[Block], index: int) -> list[Block]:
    """The list items or numbered paragraphs that follow a lead sentence without a break."""
    found: list[Block] = []
    for block in blocks[index + 1 :]:
        numbered = block.kind == "paragraph" and block.number is not None and "." not in block.number
        if block.kind != "list_item" and not numbered:
            break
        found.append(block)
    return found


def _of_block(document: Document, block: Block, kind: DecisionKind) -> _Item:
    return _Item(kind=kind, span=_trim(document, block.content, block.end), number=block.number, method="list")


def _trim(document: Document, start: int, end: int) -> Span:
    """The words without white space, a joining "; and" or a closing semicolon."""
    joiner = re.search(r"[;,]?\s*\b(?:and|or)\s*[;,]?\s*$|[;,]\s*$", document.text[start:end])
    if joiner:
        end = start + joiner.start()
    while start < end and document.text[start].isspace():
        start += 1
    while end > start and document.text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)


def _row(document: Document, item: _Item) -> Decision:
    words = document.text[item.span.start : item.span.end]
    parts = part_item(words, document.date)
    evidence = evidence_at(document, item.span.start, item.span.end)
    return Decision(
        id=content_id("dec", document.id, item.span.start, item.span.end, item.kind),
        document=document.id,
        kind=item.kind,
        number=item.number,
        text=parts.text,
        owner=parts.owner,
        due=parts.due,
        evidence=evidence,
        locator=locate(document, item.span.start, item.span.end),
        method=item.method,
        confidence=0.9 if item.method == "list" else 0.75,
    )


def _table_row(document: Document, item: TableItem) -> Decision:
    evidence = evidence_at(document, item.span.start, item.span.end)
    return Decision(
        id=content_id("dec", document.id, item.span.start, item.span.end, item.kind),
        document=document.id,
        kind=item.kind,
        number=item.number,
        text=evidence.quote,
        owner=item.owner,
        due=item.due,
        evidence=evidence,
        locator=locate(document, item.span.start, item.span.end),
        method="table",
        confidence=0.9,
    )
