"""Printed paragraph numbers, told from numbers that merely begin a paragraph by the sequence they stand in.

"24. There has been ..." is paragraph 24 if 23 and 25 stand in other paragraphs; "7755 contacts were made" is not a number
of anything. "1. 2. 3." under a point are list items, not the document's first three paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ..records.document import Block, Document

_PLAIN = re.compile(r"\(?(\d{1,3})(?:[.)]+\s*|\s+)(?=\S)")
_POINTED = re.compile(r"\(?(\d{1,2}(?:\.\d{1,3}){1,3})[.)]?(?:\s+(?=\S)|(?=[A-Z]))")
_LETTER = re.compile(r"\(?([a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
# What follows a number that is a quantity and not a paragraph's: "4.5 million", "3.2 FTE", "4.1% of".
_QUANTITY = re.compile(
    r"(?:%|per\b|million\b|bn\b|fte\b|hours?\b|days?\b|weeks?\b|years?\b|points?\b|times\b|[,)])", re.IGNORECASE
)
_NUMBERED_KINDS = ("paragraph", "heading", "list_item")
_SHORTEST_SEQUENCE = 3


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    block: int
    number: tuple[int, ...]
    text: str
    content: int
    dotted: bool  # printed with a full stop or bracket after it


def number_paragraphs(document: Document) -> Document:
    """The document with `number` and `content` of its blocks set where a number is printed at their start."""
    blocks = list(document.blocks)
    pointed = [found for block in blocks if (found := _pointed(document, block))]
    for candidate in _in_sequence(pointed):
        blocks[candidate.block] = _as_paragraph(blocks[candidate.block], candidate)
    plain = [found for block in blocks if (found := _plain(document, block))]
    for candidate in _filled(_longest_chain(_without_lists(plain), blocks), plain):
        blocks[candidate.block] = _as_paragraph(blocks[candidate.block], candidate)
    for index, block in enumerate(blocks):
        if block.number is None and block.kind in ("paragraph", "list_item"):
            blocks[index] = _lettered(document, block)
    return replace(document, blocks=tuple(blocks))


def _as_paragraph(block: Block, candidate: _Candidate) -> Block:
    kind = "paragraph" if block.kind == "list_item" else block.kind
    return replace(block, kind=kind, number=candidate.text, content=candidate.content)


def _pointed(document: Document, block: Block) -> _Candidate | None:
    """A number such as 4.1 or 3.2.1 at the block's start; the reader may already have found it."""
    if block.kind not in _NUMBERED_KINDS:
        return None
    if block.number is not None:
        if "." not in block.number or not block.number.replace(".", "").isdigit():
            return None
        parts = tuple(int(part) for part in block.number.split("."))
        return _Candidate(block=block.id, number=parts, text=block.number, content=block.content, dotted=True)
    match = _POINTED.match(document.text, block.content, block.end)
    if not match or _QUANTITY.match(document.text, match.end(), block.end):
        return None
    following = document.text[match.end()]
    if following.islower():
        return None
    parts = tuple(int(part) for part in match.group(1).split("."))
    return _Candidate(block=block.id, number=parts, text=match.group(1), content=match.end(), dotted=True)


def _in_sequence(candidates: list[_Candidate]) -> list[_Candidate]:
    """Those that have a neighbour: 4.2 belongs where 4.1, 4.3, 5.1 or 4.2.1 stands before or after it."""
    kept = []
    for index, candidate in enumerate(candidates):
        neighbours = candidates[max(0, index - 2) : index] + candidates[index + 1 : index + 3]
        if any(_adjacent(candidate.number, other.number) for other in neighbours) or candidate.number[-1] == 1:
            kept.append(candidate)
    return kept


def _adjacent(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    low, high = sorted((one, other))
    if low[:-1] == high[:-1]:
        return 0 < high[-1] - low[-1] <= 3
    if high[: len(low)] == low:
        return high[len(low) :] == (1,) * (len(high) - len(low))
    return high[-1] == 1 and 0 < high[0] - low[0] <= 3


def _plain(document: Document, block: Block) -> _Candidate | None:
    if block.kind not in _NUMBERED_KINDS:
        return None
    if block.number is not None:
        if not block.number.isdigit():
            return None
        number = (int(block.number),)
        return _Candidate(block=block.id, number=number, text=block.number, content=block.content, dotted=True)
    match = _PLAIN.match(document.text, block.content, block.end)
    if not match or _QUANTITY.match(document.text, match.end(), block.end):
        return None
    dotted = not match.group(0).rstrip()[-1].isdigit()
    following = document.text[match.end()]
    if following.isdigit() or (not dotted and following.islower()):
        return None
    return _Candidate(
        block=block.id, number=(int(match.group(1)),), text=match.group(1), content=match.end(), dotted=dotted
    )


def _without_lists(candidates: list[_Candidate]) -> list[_Candidate]:
    """Leave out runs 1, 2, 3 ... of neighbouring blocks that begin anew after numbering has begun: lists under a point."""
    kept: list[_Candidate] = []
    in_list = False
    for index, candidate in enumerate(candidates):
        before = candidates[index - 1] if index else None
        follows = (
            before is not None and candidate.block == before.block + 1 and candidate.number[0] == before.number[0] + 1
        )
        if candidate.number[0] == 1:
            after = candidates[index + 1] if index + 1 < len(candidates) else None
            run = after is not None and after.block == candidate.block + 1 and after.number[0] == 2
            in_list = run and bool(kept)
        elif not follows:
            in_list = False
        if not in_list:
            kept.append(candidate)
    return kept


def _longest_chain(candidates: list[_Candidate], blocks: list[Block]) -> list[_Candidate]:
    """The longest run n, n+1, n+2 ... through the document that is not one unbroken list: its paragraph numbers.

    One number in the run may be missing (a table was read in its place). Without a full stop the run must be longer.
    """
    best: list[int] = [1] * len(candidates)
    before: list[int | None] = [None] * len(candidates)
    latest: dict[int, int] = {}  # number -> last candidate with it
    for index, candidate in enumerate(candidates):
        value = candidate.number[0]
        for step in (1, 2):
            earlier = latest.get(value - step)
            if earlier is not None and best[earlier] + 1 > best[index]:
                best[index], before[index] = best[earlier] + 1, earlier
        if value not in latest or best[index] >= best[latest[value]]:
            latest[value] = index
    if not candidates:
        return []
    end = max(range(len(candidates)), key=lambda index: (best[index], -index))
    chain: list[_Candidate] = []
    position: int | None = end
    while position is not None:
        chain.append(candidates[position])
        position = before[position]
    chain.reverse()
    shortest = _SHORTEST_SEQUENCE if all(candidate.dotted for candidate in chain) else _SHORTEST_SEQUENCE + 2
    return chain if len(chain) >= shortest and _is_broken_up(chain, blocks) else []


def _filled(chain: list[_Candidate], candidates: list[_Candidate]) -> list[_Candidate]:
    """The chain with single gaps filled: paragraph 4 may look like the end of a list 1, 2, 3 that stands before it."""
    filled = list(chain)
    for one, two in pairwise(chain):
        if two.number[0] - one.number[0] == 2:
            between = [c for c in candidates if one.block < c.block < two.block and c.number[0] == one.number[0] + 1]
            filled.extend(between[-1:])
    return filled


def _is_broken_up(chain: list[_Candidate], blocks: list[Block]) -> bool:
    """A numbered list stands in one piece; numbered paragraphs have headings, tables or sub-lists between them."""
    gaps = sum(1 for one, two in pairwise(chain) if two.block - one.block > 1)
    headings = any(block.kind == "heading" for block in blocks[chain[0].block : chain[-1].block])
    long = sum(1 for candidate in chain if _length(blocks[candidate.block]) > 200)
    return gaps >= 2 or (gaps >= 1 and headings) or long >= _SHORTEST_SEQUENCE


def _length(block: Block) -> int:
    return block.end - block.content


def _lettered(document: Document, block: Block) -> Block:
    """ "(a) ..." and "1) ..." as the number of an item; the words begin after it."""
    match = _LETTER.match(document.text, block.content, block.end)
    if match is None and block.kind == "list_item":
        match = re.compile(r"\(?(\d{1,2})[.)]\s+(?=\S)").match(document.text, block.content, block.end)
    if match is None:
        return block
    return replace(block, kind="list_item", number=match.group(1), content=match.end(), level=block.level or 1)
