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
_LONGEST_LONE = 60  # characters of a line that only its place shows to be a heading
_PROSE = re.compile(r"\w.*[.?!;:][\"'”’)\]]?$", re.DOTALL)
_NO_TITLE = re.compile(r"[\d:@☐☒\[\]]|\s[-–—]\s?|[!]$")
_ANSWERS = frozenset(("yes", "no", "none", "nil", "met", "partly met", "not met", "not known", "unknown", "see plan"))


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
    if not (heads_numbers or shouted or known or block.bold) and _stands_alone(document, block, text, following):
        return replace(block, kind="heading", level=4)
    if heads_numbers or shouted or known or (block.bold and not introduces):
        return replace(block, kind="heading", level=_level(block, shouted=shouted))
    return block


def _could_be_heading(document: Document, block: Block) -> bool:
    text = document.text[block.content : block.end].strip()
    if not text or len(text) > _LONGEST_HEADING or "\n" in text or _ENDS_A_SENTENCE.search(text):
        return False
    if "\t" in text:  # an entry of a table of contents, before its page number
        return False
    if _LABEL_AND_VALUE.search(text) or not (text[0].isupper() or text[0].isdigit() or text[0] in "'\"‘“"):
        return False
    following = _next(document, block)
    return following is not None and following.kind not in ("furniture", "comment") and any(c.isalpha() for c in text)


def _stands_alone(document: Document, block: Block, text: str, following: Block | None) -> bool:
    """In a text file, which has no bold type: a short line of words in front of prose or of a list ("Physical health").

    Names, addresses and dates stand in front of other short lines, and an answer is no heading. The level is one below all
    others, so that such a line ends no part that is known by its heading.
    """
    if document.media_type != "text/plain" or following is None or block.number is not None:
        return False
    if any(other.kind == "heading" for other in document.blocks):  # the file marks its headings
        return False
    if len(text) > _LONGEST_LONE or _NO_TITLE.search(text) or text.casefold() in _ANSWERS or not text[0].isupper():
        return False
    before = document.blocks[block.id - 1] if block.id else None
    if before is not None and before.kind == "paragraph" and not _PROSE.search(_text_of(document, before)):
        return False
    words = _text_of(document, following)
    return following.kind == "list_item" or (
        following.kind == "paragraph" and len(words) > _LONGEST_LONE and _PROSE.search(words) is not None
    )


def _text_of(document: Document, block: Block) -> str:
    return document.text[block.content : block.end].strip()


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
