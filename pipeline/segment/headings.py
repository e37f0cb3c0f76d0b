"""Headings that the file does not mark as such, and the sections under headings."""

from __future__ import annotations

import re
from dataclasses import replace

from ..records.document import Block, Document, Section
from ..records.span import Span
from ..vocab import Vocabulary

_LONGEST_HEADING = 100  # characters
_LABEL_AND_VALUE = re.compile(r":\s*\S")
_ENDS_A_SENTENCE = re.compile(r"[.;,]$")


def find_headings(document: Document, *, vocabulary: Vocabulary) -> Document:
    """The document with unmarked headings marked, and with its sections."""
    blocks = [_judged(document, block, vocabulary) for block in document.blocks]
    return replace(document, blocks=tuple(blocks), sections=tuple(_sections(document, blocks)))


def _judged(document: Document, block: Block, vocabulary: Vocabulary) -> Block:
    if block.kind != "paragraph" or not _could_be_heading(document, block):
        return block
    text = document.text[block.content : block.end].strip()
    following = _next(document, block)
    letters = [character for character in text if character.isalpha()]
    shouted = len(letters) > 3 and all(character.isupper() for character in letters)
    known = vocabulary.headings.is_label(text)
    heads_numbers = (
        block.number is not None
        and following is not None
        and following.number is not None
        and following.number.startswith(f"{block.number}.")
    )
    introduces = text.endswith(":") and not known  # "The lead professional will:" begins a list
    if heads_numbers or shouted or known or (block.bold and not introduces):
        return replace(block, kind="heading", level=_level(block, shouted=shouted))
    return block


def _could_be_heading(document: Document, block: Block) -> bool:
    text = document.text[block.content : block.end].strip()
    if not text or len(text) > _LONGEST_HEADING or "\n" in text or _ENDS_A_SENTENCE.search(text):
        return False
    if _LABEL_AND_VALUE.search(text) or not (text[0].isupper() or text[0].isdigit() or text[0] in "'\"‘“"):
        return False
    following = _next(document, block)
    return following is not None and following.kind not in ("furniture", "comment") and any(c.isalpha() for c in text)


def _level(block: Block, *, shouted: bool) -> int:
    if block.number is not None:
        return block.number.count(".") + 2
    return 2 if shouted else 3


def _next(document: Document, block: Block) -> Block | None:
    """The block after it in the body."""
    position = block.id + 1
    if position < len(document.blocks) and document.blocks[position].start < document.body_end:
        return document.blocks[position]
    return None


def _sections(document: Document, blocks: list[Block]) -> list[Section]:
    headings = [block for block in blocks if block.kind == "heading"]
    sections = []
    for index, heading in enumerate(headings):
        level = heading.level or 1
        end = next((later.start for later in headings[index + 1 :] if (later.level or 1) <= level), document.body_end)
        sections.append(
            Section(
                heading=Span(start=heading.content, end=heading.end),
                title=" ".join(document.text[heading.content : heading.end].split()),
                level=level,
                number=heading.number,
                start=heading.start,
                end=max(end, heading.end),
            )
        )
    return sections
