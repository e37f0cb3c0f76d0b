"""What a committee was asked to do, what it resolved, and the actions that were set: one row an item, with owner and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..records.decision import Decision, DecisionKind
from ..records.document import CASE_GENRES, Block, Document, evidence_at, locate
from ..records.ids import content_id
from ..records.span import Span
from ..records.table import Table, cell_grid
from ..text.nlp import Nlp
from ..text.sentences import split_sentences
from ..vocab import Vocabulary
from .decision_parts import due_date, owner_of
from .options import ExtractOptions

_BODY = r"(?:the\s+)?(?:members|committee|cabinet|board|panel|commission|forum|council|executive|scrutiny|sub-?committee|partnership|members of the \w+)"
_ASKED = re.compile(
    r"^(?:(?:it is|it was)\s+(?:therefore\s+)?(?:recommended|proposed)|(?:the\s+)?recommendations?\s+(?:is|are|was|were)"
    rf"|(?:that\s+)?{_BODY}(?:\s+\w+){{0,6}}?\s+(?:is|are)\s+(?:therefore\s+)?(?:asked|recommended|invited|requested))\b",
    re.IGNORECASE,
)
_RESOLVED = re.compile(
    r"^(?:\W*(?:it was\s+)?(?:unanimously\s+)?)(?:resolved|agreed|decided)\b(?=\s*(?:unanimously\s*)?(?:[-–—:]|that\b|$))",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"^\W*actions?(?:\s+(?:point|for|by|on))?\s*(?:\d{1,3})?\s*(?:\([^)]*\))?\s*[:–—-]\s+", re.IGNORECASE
)
_LEAD = re.compile(
    rf"^\W*(?:(?:it is|it was)\s+(?:therefore\s+)?(?:recommended|proposed|resolved|agreed)|(?:unanimously\s+)?(?:resolved|agreed)|recommendations?\s*(?:is|are)?|{_BODY}(?:\s+\w+){{0,6}}?\s+(?:is|are)\s+(?:therefore\s+)?(?:asked|recommended|invited|requested))?"
    rf"\s*[-–—:]*\s*(?:that\s+)?(?:{_BODY}(?:\s+(?!to\b)\w+){{0,5}}?\s*)?[:–—-]*\s*(?:to\s*[:–—-]*\s*)?(?:is (?:asked|recommended|invited) to\s*:?)?[-–—:]*\s*",
    re.IGNORECASE,
)
_ENUMERATED = re.compile(r"(?<![\w(])(?P<number>\(?(?:[ivx]{1,5}|[a-h]|\d{1,2})[.)])\s+(?=\S)", re.IGNORECASE)
_OWNER_HEAD = re.compile(r"\b(?:owner|lead|who|responsib\w+|officer|by whom|assigned|action by)\b", re.IGNORECASE)
_DUE_HEAD = re.compile(r"\b(?:due|when|date|deadline|timescale|by|target)\b", re.IGNORECASE)
_ACTION_HEAD = re.compile(r"\b(?:actions?|recommendations?|task|what)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Item:
    """One decision before it becomes a row: its words, the number beside it, and a table row's owner and date."""

    kind: DecisionKind
    span: Span
    number: str | None
    owner: str | None = None
    due_words: str | None = None
    method: str = "list"


def extract_decisions(
    document: Document, *, vocabulary: Vocabulary, nlp: Nlp, options: ExtractOptions
) -> Iterator[Decision]:
    """The recommendations, resolutions and actions of a paper, in reading order."""
    found: list[_Item] = []
    if document.genre not in CASE_GENRES:
        found.extend(_in_blocks(document, vocabulary))
        for table in document.tables:
            found.extend(_in_table(document, table))
    kept: dict[tuple[int, int], _Item] = {}
    for item in found:
        kept.setdefault((item.span.start, item.span.end), item)
    for item in sorted(kept.values(), key=lambda item: (item.span.start, item.span.end)):
        yield _row(document, item)


def _in_blocks(document: Document, vocabulary: Vocabulary) -> Iterator[_Item]:
    blocks = [
        b
        for b in document.blocks
        if b.start < document.body_end and b.kind in ("heading", "paragraph", "list_item", "quote", "form")
    ]
    index = 0
    section: DecisionKind | None = None
    while index < len(blocks):
        block = blocks[index]
        text = document.text[block.content : block.end]
        if block.kind == "heading":
            section = _section_kind(text, vocabulary, document)
            if _RESOLVED.match(text):
                section = "resolution"
            index += 1
            continue
        kind = _kind(text) or (section if section != "action" or block.kind == "list_item" else None)
        if kind == "action" and _ACTION.match(text):
            match = _ACTION.match(text)
            assert match is not None
            yield _Item(
                kind="action",
                span=_trim(document, block.content + match.end(), block.end),
                number=block.number,
                method="marker",
            )
            index += 1
            continue
        if kind is None:
            index += 1
            continue
        taken, items = _items(document, blocks, index, kind, in_section=section is not None)
        yield from items
        index += taken


def _items(
    document: Document, blocks: Sequence[Block], index: int, kind: DecisionKind, *, in_section: bool
) -> tuple[int, list[_Item]]:
    """The items that a lead sentence opens: a list beneath it, numbers inside it, or the sentence itself."""
    block = blocks[index]
    text = document.text[block.content : block.end]
    is_lead = _kind(text) is not None or re.match(r"^\W*that\b", text, re.IGNORECASE) is not None
    rest = _LEAD.match(text) if is_lead else None
    body_start = block.content + (rest.end() if rest else 0)
    remaining = document.text[body_start : block.end].strip()
    following = _list_after(blocks, index)
    if (
        is_lead
        and following
        and (not remaining or text.rstrip().endswith((":", "-", "–", "—", "to", "that")) or len(remaining.split()) <= 3)
    ):
        return 1 + len(following), [_of_block(document, item, kind) for item in following]
    inner = list(_ENUMERATED.finditer(document.text, body_start, block.end))
    if is_lead and len(inner) >= 2:
        ends = [match.start() for match in inner[1:]] + [block.end]
        return 1, [
            _Item(kind=kind, span=_trim(document, match.end(), end), number=match["number"], method="enumerated")
            for match, end in zip(inner, ends, strict=True)
        ]
    if block.kind == "list_item" and in_section:
        return 1, [_of_block(document, block, kind)]
    if is_lead and remaining:
        first = split_sentences(document.text, body_start, block.end)[0]
        return 1, [_Item(kind=kind, span=_trim(document, first.start, first.end), number=None, method="sentence")]
    if in_section and block.number is not None and remaining and kind != "action":
        return 1, [_of_block(document, block, kind)]
    return 1, []


def _list_after(blocks: Sequence[Block], index: int) -> list[Block]:
    """The list items or numbered paragraphs that follow a lead sentence without a break."""
    found: list[Block] = []
    for block in blocks[index + 1 :]:
        if block.kind == "list_item" or (
            block.kind == "paragraph" and block.number is not None and "." not in block.number
        ):
            found.append(block)
        else:
            break
    return found


def _of_block(document: Document, block: Block, kind: DecisionKind) -> _Item:
    return _Item(kind=kind, span=_trim(document, block.content, block.end), number=block.number)


def _kind(text: str) -> DecisionKind | None:
    if _RESOLVED.match(text):
        return "resolution"
    if _ASKED.match(text):
        return "recommendation"
    return "action" if _ACTION.match(text) else None


def _section_kind(title: str, vocabulary: Vocabulary, document: Document) -> DecisionKind | None:
    name = vocabulary.headings.section_name(title)
    if name == "recommendations":
        return "recommendation"
    if name == "resolutions":
        return "resolution"
    return "action" if name == "actions" and "next steps" not in title.lower() else None


def _in_table(document: Document, table: Table) -> Iterator[_Item]:
    """Action logs: a column of actions beside an owner or a due date."""
    grid = cell_grid(table)
    if table.rows < 2 or table.columns < 2:
        return
    heads = [document.text[cell.start : cell.end].strip() if cell else "" for cell in grid[0]]
    owner = next((i for i, head in enumerate(heads) if _OWNER_HEAD.search(head)), None)
    due = next((i for i, head in enumerate(heads) if _DUE_HEAD.search(head) and i != owner), None)
    action = next((i for i, head in enumerate(heads) if _ACTION_HEAD.search(head) and i not in (owner, due)), None)
    if action is None or (owner is None and due is None):
        return
    kind: DecisionKind = "recommendation" if "recommend" in heads[action].lower() else "action"
    for row in grid[1:]:
        cell = row[action]
        if cell is None or cell.end <= cell.start:
            continue
        words = [document.text[c.start : c.end].strip() if c else "" for c in row]
        number = words[0].rstrip(".)") if action > 0 and re.fullmatch(r"[A-Z]?\d{1,3}[.)]?", words[0]) else None
        yield _Item(
            kind=kind, span=Span(start=cell.start, end=cell.end), number=number, owner=words[owner] or None if owner is not None else None,
            due_words=words[due] if due is not None else None, method="table",
        )  # fmt: skip


def _trim(document: Document, start: int, end: int) -> Span:
    """The words without white space, a joining "; and" or a closing semicolon."""
    words = document.text[start:end]
    joiner = re.search(r"[;,]?\s*\b(?:and|or)\s*[;,]?\s*$|[;,]\s*$", words)
    if joiner:
        end = start + joiner.start()
    while start < end and document.text[start].isspace():
        start += 1
    while end > start and document.text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)


def _row(document: Document, item: _Item) -> Decision:
    evidence = evidence_at(document, item.span.start, item.span.end)
    return Decision(
        id=content_id("dec", document.id, item.span.start, item.span.end, item.kind),
        document=document.id,
        kind=item.kind,
        number=item.number,
        text=evidence.quote,
        owner=item.owner or owner_of(evidence.quote),
        due=due_date(item.due_words if item.due_words is not None else evidence.quote, document.date),
        evidence=evidence,
        locator=locate(document, item.span.start, item.span.end),
        method=item.method,
        confidence=0.9 if item.method in ("list", "table") else 0.75,
    )
