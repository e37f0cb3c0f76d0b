"""Form fields in running text: "Label: value" lines, a label with its value beneath, headings of a case paper.

Known labels need nothing else. Labels that no vocabulary holds are told by company: a line "Landlord: Tidewell Homes" is a
field where its neighbours are such lines too, or where it ends in tick boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ..records.document import Block, Document, Field
from ..records.span import Span
from ..vocab import Vocabulary
from .form_fields import CHILD, LINE_LABEL, labelled, make_field
from .ticks import has_boxes

_OPEN_LABEL: Final = re.compile(r"(?P<label>[A-Z(][^\n:\t.;!?☐☒]{1,70}?)\s*:(?=\s|$)[ \t]*")
_QUESTION: Final = re.compile(r"(?P<label>(?:\d{1,2}[.)]\s*)?[A-Z][^\n?\t.;!☐☒]{3,100}\?)[ \t]+(?=\S)")
# Words of sentences that no label holds, unless it asks: "Stacey told me this morning: ...", "There are four children: ...".
_SAYING: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|told|tells|asked|feels|felt|wants|wanted|will|would|could|should|can|"
    r"I|me|he|she|they|us|him|her|them|there)\b"
    r"|^(?:So|But|And|Also|However|Then)$",
)
_ASKING: Final = re.compile(
    r"(?:\d{1,2}[.)]\s*)?(?:What|Why|Who|How|When|Where|Which|Is|Are|Was|Were|Has|Have|Did|Do|Does)\b"
)
_MOST_LABEL_WORDS: Final = 9
_SHORT_ANSWER: Final = 12  # words after a question on its own line
_LONGEST_TITLE: Final = 60  # characters of "Child 2: Ola Petch"
_TEXTS: Final = ("paragraph", "list_item", "form")


def line_fields(document: Document, block: Block, vocabulary: Vocabulary) -> Iterator[Field]:
    """ "Label: value" lines; several in one block where it has line breaks or where known labels follow one another."""
    fields = labelled(document, block.content, block.end, vocabulary, any_label=block.kind == "form")
    if fields and not document.text[fields[-1].value.start : block.end].strip():
        last = fields.pop()
        end = _value_beneath(document, block)
        fields.append(make_field(document, last.label.start, last.label.end, min(block.end, end), end, vocabulary))
    yield from fields


def neighbouring_lines(document: Document, taken: set[int], vocabulary: Vocabulary) -> Iterator[Field]:
    """Lines with labels of any wording that stand among others of their kind. `taken` holds blocks that hold fields."""
    blocks = [block for block in document.blocks if block.start < document.body_end]
    lines = [_label_of(document, block) if block.kind in _TEXTS else None for block in blocks]
    for index, (block, label) in enumerate(zip(blocks, lines, strict=True)):
        if label is None or block.id in taken:
            continue
        near = [at for at in (index - 1, index + 1) if 0 <= at < len(blocks)]
        company = sum(1 for at in near if blocks[at].id in taken or lines[at] is not None)
        if block.kind == "list_item" and not block.number:
            company -= 1  # "• Sleep: settled" stands in lists of prose too: it needs company on both sides
        is_ticked = has_boxes(document.text, label.end, block.end)
        if company < 1 and not is_ticked:
            continue
        value = label.end + len(document.text[label.end : block.end]) - len(_after_colon(document, label, block))
        end = block.end if value < block.end else _value_beneath(document, block)
        yield make_field(document, label.start, label.end, min(value, end), end, vocabulary)


def heading_fields(document: Document, vocabulary: Vocabulary, labels: set[int]) -> Iterator[Field]:
    """Known labels printed as headings; the value is what stands beneath, up to the next heading or label. It may be empty.

    `labels` holds the offsets of labels that were found otherwise.
    """
    blocks = [block for block in document.blocks if block.start < document.body_end]
    for index, block in enumerate(blocks):
        if block.kind != "heading" or is_child_title(document, block):
            continue
        if vocabulary.headings.field_name(document.text[block.content : block.end]) is None:
            continue
        end = index + 1
        while end < len(blocks) and blocks[end].kind != "heading" and blocks[end].content not in labels:
            end += 1
        if end > index + 1:
            yield make_field(
                document, block.content, block.end, blocks[index + 1].content, blocks[end - 1].end, vocabulary
            )
        else:
            yield make_field(document, block.content, block.end, block.end, block.end, vocabulary)


def label_headings(document: Document, labels: set[int], vocabulary: Vocabulary) -> Iterator[Field]:
    """Bold lines and questions printed as headings over text: "How do things look at home?".

    `labels` holds the offsets of labels that were found otherwise.
    """
    blocks = [block for block in document.blocks if block.start < document.body_end]
    for index, (block, below) in enumerate(pairwise(blocks)):
        asks = document.text[block.start : block.end].endswith(("?", ":"))
        if block.kind != "heading" or block.content in labels or not (asks or (block.bold and index)):
            continue
        end = index + 1
        while end < len(blocks) and blocks[end].kind in (*_TEXTS, "quote") and blocks[end].content not in labels:
            end += 1
        if end > index + 1:
            yield make_field(document, block.content, block.end, below.content, blocks[end - 1].end, vocabulary)


def group_titles(document: Document) -> list[tuple[int, int, str]]:
    """Where the repeated parts of a form stand: start, end, and the title they open with, "Child 2: Ola Petch".

    A part ends with the next one, or with a heading of its own or a higher level.
    """
    found: list[tuple[int, int, str]] = []
    opened: Block | None = None
    for block in document.blocks:
        if block.start >= document.body_end:
            break
        is_title = is_child_title(document, block)
        level = opened.level if opened is not None else None
        ends = block.kind == "heading" and (level is None or (block.level or 1) <= level)
        if opened is not None and (is_title or ends):
            found.append((opened.end, block.start, document.text[opened.content : opened.end]))
            opened = None
        if is_title:
            opened = block
    if opened is not None:
        found.append((opened.end, document.body_end, document.text[opened.content : opened.end]))
    return found


def is_child_title(document: Document, block: Block) -> bool:
    """Whether a block only opens a repeated part: "Child 2", "Young person 1: Ola Petch"."""
    text = document.text[block.content : block.end]
    if block.kind not in ("heading", "paragraph") or len(text) > _LONGEST_TITLE or text.endswith("."):
        return False
    match = CHILD.match(text)
    return match is not None and (match.end() == len(text) or text[match.end()] in " :–-(,")


def _label_of(document: Document, block: Block) -> Span | None:
    """The label a line opens with; None for a sentence that only holds a colon."""
    match = _OPEN_LABEL.match(document.text, block.content, block.end)
    if match is None:
        match = _QUESTION.match(document.text, block.content, block.end)
        answer = document.text[match.end() : block.end] if match else ""
        if match is None or (len(answer.split()) > _SHORT_ANSWER and not has_boxes(answer, 0, len(answer))):
            return None
    label = match["label"]
    if not _ASKING.match(label) and (_SAYING.search(label) or len(label.split()) > _MOST_LABEL_WORDS):
        return None
    return Span(start=match.start("label"), end=match.end("label"))


def _after_colon(document: Document, label: Span, block: Block) -> str:
    return document.text[label.end : block.end].lstrip(" \t:")


def _value_beneath(document: Document, block: Block) -> int:
    """The end of what stands under a label that ends its line: a paragraph, or all of a list or of a row of tick boxes."""
    end = block.end
    first: Block | None = None
    for below in document.blocks[block.id + 1 :]:
        if below.kind not in _TEXTS or below.start >= document.body_end:
            break
        boxed = has_boxes(document.text, below.start, below.end)
        if first is not None and not _go_together(document, first, below):
            break
        match = LINE_LABEL.match(document.text, below.content, below.end)
        if match is not None and match.end("label") - match.start("label") <= 40 and not boxed:
            break
        first, end = first or below, below.end
    return end


def _go_together(document: Document, first: Block, below: Block) -> bool:
    """Whether two blocks under a label are parts of one answer: items of a list, or lines of tick boxes."""
    if first.kind == below.kind == "list_item":
        return True
    return all(has_boxes(document.text, block.start, block.end) for block in (first, below))
