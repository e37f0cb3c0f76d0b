"""The boxes of a case paper: the form's fields, and what is laid out like fields in running text.

Lines "Referred: 26.01.23", several labels in one value ("Friday 31 January. Request: 2 September. EHA: 27 September"), and
questions or short titles alone in a paragraph with their answer beneath.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..records.case import COMPLETENESS_FIELDS
from ..records.document import Block, Document, Field
from ..records.span import Span
from ..text.phrases import tokenize
from ..vocab import Vocabulary

_LABEL = re.compile(
    r"(?:^|(?<=[.;!?)\n\t] )|(?<=[\n\t]))(?P<label>[A-Z][A-Za-z0-9'’&/ +,()-]{1,60}?):(?=\s|$)[ \t]*", re.MULTILINE
)
_DASH_LINE = re.compile(r"(?P<label>[A-Z][A-Za-z0-9'’&/ ]{0,30}?) [-–] ?(?=\S|$)")
_DASH_LINES = 5  # lines "Label - value" from which a paper is a form of them
_LONGEST_TITLE = 90  # characters
_MOST_LABEL_WORDS = 8
_SHORT_ENTRY = 12  # words
_PROSE_WORDS = 10  # words from which an entry under "Worker" is no name
_TITLE_STOP = re.compile(r"[.,!;:\d☒☐]|\b(?:regards|sincerely|faithfully|dear)\b", re.IGNORECASE)
_ASKED_BY_HEADING = frozenset(
    {"outstanding_support", "reason_for_closure", "lead_professional_reflection", "services_involved", "consent"}
)
_BRIEFLY_ANSWERED = frozenset(
    {"consent", "reason_for_closure", "outstanding_support", "services_involved", "closure_date"}
)
_LETTER = 150  # words under a title from which they are no entry
_BRIEF, _PROSE = 4, 12  # words of an entry that is whole, and of a paragraph that begins something else
_VERB = re.compile(r"\b(?:did|was|were|has|have|had|is|are|put in|went|started|made)\b")
_VIEWS = frozenset({"family_reflection", "child_voice"})
_RUN_IN = re.compile(r"(?P<label>[A-Z][A-Za-z'’ ]{2,38}?)\.[ \t]+(?=\S)")
_DATED = frozenset({"referral_date", "assessment_date", "plan_date", "review_date", "closure_date"})
_DATE_WORDS = 12  # words from which an entry under a label of dates is prose that holds some
_BOX = re.compile(r"\[\s?[xX✓✔]?\s?\]|[☐□☒☑✓✔■]")


def find_boxes(document: Document, *, vocabulary: Vocabulary) -> list[Field]:
    """All boxes, in reading order. A field that holds other fields or a data table is taken apart."""
    fields = [part for field in innermost(document) for part in _parted(document, field, vocabulary)]
    fields += list(_cells(document, fields, vocabulary))
    fields += list(_dashed(document, fields, vocabulary))
    fields += list(_headed(document, fields, vocabulary))
    covered = [span for field in fields for span in (field.label, field.value) if span.end > span.start]
    free = [block for block in _prose(document) if not _touches(block, covered)]
    found = [*fields]
    titled: set[int] = set()
    for index, block in enumerate(free):
        if block.id in titled:
            continue
        below = _beneath(document, free, index)
        text = document.text[block.content : block.end]
        if _is_empty(text, below) and is_title(document, block) and vocabulary.case_fields.name_of(text):
            nothing = Span(start=block.end, end=block.end)
            found.append(_field(document, Span(start=block.content, end=block.end), nothing, vocabulary))
        elif below and is_title(document, block):
            label = Span(start=block.content, end=block.end)
            value = Span(start=below[0].content, end=below[-1].end)
            found.append(_field(document, label, value, vocabulary))
            titled |= {block.id, *(item.id for item in below)}
        else:
            found.extend([*_run_in(document, block, vocabulary)] or _lines(document, block, vocabulary))
    found.sort(key=lambda field: (field.label.start, field.value.start))
    return [_ended(document, field) for field in _rejoined(document, found)]


def _rejoined(document: Document, fields: Sequence[Field]) -> Iterator[Field]:
    """ "Reason for closure: Needs met: stepping down", read as an empty box and another: one box again."""
    held: Field | None = None
    for field in fields:
        if held is not None:
            between = document.text[held.label.end : field.label.start]
            if held.value.end <= held.value.start and "\n" not in between and not between.strip(" :\t"):
                yield replace(held, value=Span(start=field.label.start, end=max(field.label.end, field.value.end)))
                held = None
                continue
            yield held
        held = field
    if held is not None:
        yield held


def _ended(document: Document, field: Field) -> Field:
    """The last box of a form without the prose that follows the form: "Consent to close: N/A", then the story."""
    parts = document.text[field.value.start : field.value.end].split("\n\n", 1)
    if (
        len(parts) < 2
        or len(_BOX.sub("", parts[0]).split()) > _BRIEF
        or len(parts[1].split("\n\n")[0].split()) < _PROSE
    ):
        return field
    if field.name not in _BRIEFLY_ANSWERED:
        return field
    end = field.value.start + len(parts[0].rstrip())
    options = tuple(option for option in field.options if option.label.end <= end)
    return replace(field, value=Span(start=field.value.start, end=end), options=options)


def _is_empty(text: str, below: Sequence[Block]) -> bool:
    """Whether a line that asks for something is left open: "Outstanding:" above nothing, "LP reflection -" in a form of
    dashes, whatever paragraph follows."""
    return (not below and text.endswith(":")) or text.rstrip().endswith((" -", " –"))


def _run_in(document: Document, block: Block, vocabulary: Vocabulary) -> Iterator[Field]:
    """A paragraph that its own first words head: "Outstanding support. None.", "Family's view. Sam said ..." """
    match = _RUN_IN.match(document.text[block.content : block.end])
    if match is None:
        return
    name = vocabulary.case_fields.name_of(match["label"])
    if name in _ASKED_BY_HEADING or name in _VIEWS:
        label = Span(start=block.content, end=block.content + match.end("label"))
        yield _field(document, label, Span(start=block.content + match.end(), end=block.end), vocabulary)


def innermost(document: Document) -> list[Field]:
    """The form's fields that hold no other field's label and no data table, in reading order.

    Cells of grids are left to the readers of tables, which know their rows.
    """
    tables = [table for table in document.tables if not table.is_form]
    grids = {table.id for table in tables}
    fields = [field for field in document.fields if field.table not in grids]
    labels = sorted({field.label.start for field in fields})
    return [
        field
        for field in fields
        if not any(field.value.start <= start < field.value.end for start in labels)
        and not any(field.value.start <= table.start < field.value.end for table in tables)
        and not _is_letter(document, field)
    ]


def _is_letter(document: Document, field: Field) -> bool:
    """Whether a long title stands over a whole letter: it asks for nothing."""
    title = document.text[field.label.start : field.label.end]
    below = document.text[field.value.start : field.value.end]
    return field.name is None and len(title.split()) >= _MOST_LABEL_WORDS and len(below.split()) >= _LETTER


def _cells(document: Document, fields: Sequence[Field], vocabulary: Vocabulary) -> Iterator[Field]:
    """Cells "Label: value" of a form's table that no field holds."""
    for table in document.tables:
        if not table.is_form:
            continue
        for cell in table.cells:
            match = _LABEL.match(document.text, cell.start, cell.end)
            held = any(_meets(field, cell.start, cell.end) for field in fields)
            if match and not held and _is_label(match["label"]):
                label = Span(start=match.start("label"), end=match.end("label"))
                field = _field(document, label, Span(start=match.end(), end=cell.end), vocabulary)
                yield replace(field, table=table.id)


def _headed(document: Document, fields: Sequence[Field], vocabulary: Vocabulary) -> Iterator[Field]:
    """Headings that ask for a field of a case paper, with the prose beneath: "What is still to do"; and headings over a
    single short entry, as forms set their labels: "Whole family assessment signed", "27 August 2024"."""
    blocks = [block for block in document.blocks if block.start < document.body_end]
    for index, block in enumerate(blocks):
        title = document.text[block.content : block.end]
        if block.kind != "heading":
            continue
        asked = vocabulary.case_fields.name_of(title) in _ASKED_BY_HEADING or vocabulary.people.label_role(title)
        below: list[Block] = []
        for following in blocks[index + 1 :]:
            if following.kind not in ("paragraph", "list_item", "quote"):
                break
            below.append(following)
        spans = [Span(start=item.content, end=item.end) for item in below]
        short = len(below) == 1 and len(document.text[spans[0].start : spans[0].end].split()) <= _SHORT_ENTRY
        if (asked or short) and below and not any(_meets(field, spans[0].start, spans[-1].end) for field in fields):
            yield _field(
                document,
                Span(start=block.content, end=block.end),
                Span(start=spans[0].start, end=spans[-1].end),
                vocabulary,
            )


def _dashed(document: Document, fields: Sequence[Field], vocabulary: Vocabulary) -> Iterator[Field]:
    """Lines "Label - value" where a paper is written in them throughout: "Ref in - 7/2/24", "Closed - 1/7/24"."""
    lines = []
    for block in document.blocks:
        match = _DASH_LINE.match(document.text, block.content, block.end) if block.start < document.body_end else None
        if match and block.kind in ("paragraph", "heading", "form"):
            lines.append((block, match))
    if len(lines) < _DASH_LINES:
        return
    for block, match in lines:
        if not any(_meets(field, block.start, block.end) for field in fields):
            label = Span(start=match.start("label"), end=match.end("label"))
            yield _field(document, label, Span(start=match.end(), end=block.end), vocabulary)


def _meets(field: Field, start: int, end: int) -> bool:
    return field.label.start < end and max(field.label.end, field.value.end) > start


def is_title(document: Document, block: Block) -> bool:
    """A few words or a question alone in a paragraph: "Physical health", "Why are we closing?"."""
    words = document.text[block.content : block.end].strip()
    if block.kind != "paragraph" or not words[:1].isupper() or len(words) > _LONGEST_TITLE or "\n" in words:
        return False
    if words.endswith(("?", ":")) or block.bold:
        return not _BOX.search(words) and (block.bold or len(words.split()) <= 14)
    return len(words.split()) <= 6 and not _TITLE_STOP.search(words)


def _beneath(document: Document, free: Sequence[Block], index: int) -> list[Block]:
    """The paragraphs and items under a title, up to the next title or break."""
    below: list[Block] = []
    for block in free[index + 1 :]:
        previous = below[-1] if below else free[index]
        if (
            block.id != previous.id + 1
            or is_title(document, block)
            or _LABEL.match(document.text, block.content, block.end)
        ):
            break
        below.append(block)
    return below


def _prose(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        if block.start < document.body_end and block.kind in ("paragraph", "list_item", "quote", "form"):
            yield block


def _touches(block: Block, covered: Sequence[Span]) -> bool:
    return any(span.start < block.end and block.content < span.end for span in covered)


def _lines(document: Document, block: Block, vocabulary: Vocabulary) -> Iterator[Field]:
    """ "Label: value" at the start of a block or of its lines."""
    marks = [match for match in _LABEL.finditer(document.text, block.content, block.end) if _is_label(match["label"])]
    if not marks or marks[0].start("label") != block.content:
        return
    ends = [mark.start() for mark in marks[1:]] + [block.end]
    for mark, end in zip(marks, ends, strict=True):
        yield _field(
            document,
            Span(start=mark.start("label"), end=mark.end("label")),
            Span(start=mark.end(), end=max(mark.end(), end)),
            vocabulary,
        )


def _parted(document: Document, field: Field, vocabulary: Vocabulary) -> Iterator[Field]:
    """A field whose value holds further labels, as one field each."""
    text = document.text
    marks = [
        mark
        for mark in _LABEL.finditer(text, field.value.start, field.value.end)
        if mark.start("label") >= field.value.start
        and _is_label(mark["label"])
        and not field.options
        and _is_known(mark["label"], vocabulary)
    ]
    label, value = text[field.label.start : field.label.end], text[field.value.start : field.value.end]
    if _is_other_label(value, vocabulary):  # an empty box, and the next box's label read as its words
        field = replace(field, value=Span(start=field.value.start, end=field.value.start))
        value = ""
    named = replace(field, name=_name(label, field.name, value, vocabulary))
    if not marks:
        yield named
        return
    if marks[0].start("label") > field.value.start:
        yield replace(named, value=_trimmed(text, field.value.start, marks[0].start()))
    ends = [mark.start() for mark in marks[1:]] + [field.value.end]
    for mark, end in zip(marks, ends, strict=True):
        part = _field(
            document,
            Span(start=mark.start("label"), end=mark.end("label")),
            Span(start=mark.end(), end=max(mark.end(), end)),
            vocabulary,
        )
        yield replace(part, group=field.group, table=field.table, page=field.page)


def _is_other_label(value: str, vocabulary: Vocabulary) -> bool:
    words = value.strip()
    asks = words.endswith((":", "?", "):")) and "\n" not in words and len(words) <= _LONGEST_TITLE
    return asks and vocabulary.case_fields.name_of(words) is not None


def _is_known(label: str, vocabulary: Vocabulary) -> bool:
    """Whether forms are known to have the label: inside an entry "Severely absent: 31%" is no box of its own."""
    return (
        vocabulary.headings.field_name(label) is not None
        or vocabulary.case_fields.name_of(label) is not None
        or vocabulary.people.label_role(label) is not None
        or bool(vocabulary.case_dates.in_label(tokenize(label)))
        or vocabulary.zones.of_label(label) == "admin"
    )


def _is_label(label: str) -> bool:
    return len(label.split()) <= _MOST_LABEL_WORDS


def _field(document: Document, label: Span, value: Span, vocabulary: Vocabulary) -> Field:
    words = document.text[label.start : label.end].strip()
    return Field(
        label=_trimmed(document.text, label.start, label.end),
        value=_trimmed(document.text, value.start, value.end),
        name=_name(words, vocabulary.headings.field_name(words), document.text[value.start : value.end], vocabulary),
    )


def _name(label: str, known: str | None, value: str, vocabulary: Vocabulary) -> str | None:
    """The canonical name of a box: a field of completeness by its words, else what the form's reader called it.

    Under "Worker" a name is a name and prose is what the worker thinks.
    """
    own = vocabulary.case_fields.name_of(label)
    if known in COMPLETENESS_FIELDS:
        return known
    if own is None and known == "lead_professional" and len(value.split()) >= _PROSE_WORDS:
        return "lead_professional_reflection"
    if known in _DATED and len(value.split()) > _DATE_WORDS and _VERB.search(value):
        return own  # "Done since the last review": what was done
    return own or known


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)
