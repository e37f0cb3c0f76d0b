"""Where figures can stand: the sentences, list items and form values of a document, each with its numbers and periods.

A passage knows everything the text alone can tell; only those with a number left after `non_quantities` are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..records.document import CASE_GENRES, Block, Document, Field
from ..records.figure import Origin
from ..records.table import Table
from ..text.non_quantities import NonQuantity, find_non_quantities
from ..text.numbers import NumberMention, find_numbers
from ..text.period_mentions import PeriodContext, PeriodMention
from ..text.periods import as_academic, find_periods
from ..text.sentences import split_sentences
from .figure_forms import fields_by_block, holds_figures, prose_cells

_PROSE = ("paragraph", "list_item", "quote", "footnote", "caption", "heading", "form", "chart")


@dataclass(slots=True, kw_only=True)
class Passage:
    """A sentence, list item or form value. `start:end` are offsets in the document; those of `numbers` and `periods`
    are in `text`. `evidence` is the stretch that is quoted. `lead_in` is the sentence that announces a list.
    """

    document: Document
    block: Block
    start: int
    end: int
    text: str
    origin: Origin
    evidence: tuple[int, int]
    numbers: list[NumberMention]
    periods: list[PeriodMention]
    context: PeriodContext
    lead_in: Passage | None = None
    previous: Passage | None = None  # the sentence before it in the same block
    label: str | None = None  # of a form field
    clause: int = 0  # where a sentence of its own begins after a colon: "Demand is steady: 409 children were referred"
    heading: str | None = None
    titled: PeriodMention | None = None  # the stretch of time its heading names
    compared: list[PeriodMention] = field(default_factory=list)  # periods of its baselines
    carried: PeriodMention | None = None  # the stretch of time that earlier paragraphs of the section spoke of

    @property
    def said_again(self) -> dict[int, tuple[int, int]]:
        """Shares in brackets right behind a count, "79 (66.9%) have stayed", with their brackets: a parser trips over them."""
        found: dict[int, tuple[int, int]] = {}
        for index in range(1, len(self.numbers)):
            number, before = self.numbers[index], self.numbers[index - 1]
            gap = self.text[before.tail : number.start]
            closing = self.text.find(")", number.tail)
            plain = before.kind is None and number.kind == "percent" and index - 1 not in found
            if plain and _OPENS.fullmatch(gap) and self.text[number.tail : closing].strip() == "" and closing > 0:
                found[index] = (self.text.rfind("(", before.tail, number.start), closing + 1)
        return found

    @property
    def plain_text(self) -> str:
        """The text for a parser: `said_again` replaced by spaces, every character in its place."""
        text = self.text
        for start, end in self.said_again.values():
            text = text[:start] + " " * (end - start) + text[end:]
        return text


# "up from 312 in June", "against 41 the year before": the time of a baseline is not what is spoken of next.
_COMPARED = re.compile(
    r"\b(?:than|against|compared\s+(?:with|to)|versus|up\s+from|down\s+from|rose\s+from|"
    r"fell\s+from)\b[^;.,]{0,60}$",
    re.IGNORECASE,
)
_COMPARED_IN = re.compile(r"(?:than|against)\b", re.IGNORECASE)
_OPENS = re.compile(r"(?:\s+[\w’'-]+){0,3}\s+\(\s*(?:about\s+|around\s+|nearly\s+|just\s+(?:over|under)\s+)?")


def read_passages(document: Document) -> list[Passage]:
    """All passages of the body, in order, tables aside."""
    context = PeriodContext(reference=document.date, document=document_period(document))
    passages: list[Passage] = []
    fields = fields_by_block(document)
    tables = {table.block: table for table in document.tables}
    lead_in: Passage | None = None
    section: str | None = None
    carried: PeriodMention | None = None
    titled: PeriodMention | None = None
    for block in document.blocks:
        if block.start < document.body_end and block.kind == "table":
            lead_in = None
            for passage in _table_passages(document, block, tables.get(block.id), context, fields.get(block.id, [])):
                passage.heading, passage.titled, passage.carried = section, titled, carried
                passages.append(passage)
            continue
        if block.start >= document.body_end or block.kind not in _PROSE:
            continue
        if block.kind == "heading":
            section = document.text[block.content : block.end]
        context.near = None
        made = list(_block_passages(document, block, context, fields.get(block.id, [])))
        for passage in made:
            passage.heading = section
            passage.titled, passage.carried = titled, carried
            if block.kind in ("list_item", "chart", "quote"):
                passage.lead_in = lead_in
        passages.extend(made)
        if block.kind == "heading":
            lead_in, carried = None, None
            titled = next((m for p in made for m in p.periods if carries(m)), None)
            continue
        if block.kind != "list_item":
            spoken = (
                m for p in reversed(made) if p.numbers or _COVERS.search(p.text) for m in p.periods[:1] if carries(m)
            )
            carried = next(spoken, carried)
        if made and (block.kind in ("paragraph", "form", "quote") or _announces(made[-1].text)):
            lead_in = made[-1] if _announces(made[-1].text) or block.kind == "paragraph" else None
    return passages


def carries(mention: PeriodMention) -> bool:
    """Whether a period said in one paragraph still holds in the next: stretches do, moments do not."""
    if mention.relation != "during" or not (mention.period.start and mention.period.end):
        return False
    return 80 <= (mention.period.end - mention.period.start).days <= 400


def document_period(document: Document) -> PeriodMention | None:
    """The stretch of time the document is about, from its title, its first headings or the opening of its text."""
    context = PeriodContext(reference=document.date)
    candidates = [document.title or ""]
    opening = [block for block in document.blocks if block.start < document.body_end][:16]
    candidates += [document.text[b.content : b.end] for b in opening if b.kind == "heading"]
    titles = len(candidates)
    candidates += [document.text[b.content : b.end] for b in opening if b.kind in ("paragraph", "list_item")][:8]
    studied: PeriodMention | None = None
    for index, text in enumerate(candidates):
        for mention in find_periods(text[:1500], context):
            if _is_about(text, mention, title=index < titles):
                return mention
            if studied is None and mention.grain == "month" and _STUDIED.search(text[: mention.start]):
                studied = mention if mention.settled and mention.relation == "during" else None
    return studied


# "Auditors read 48 files in June 2023": what the paper then tells is about that month.
_STUDIED = re.compile(
    r"\b(?:read|reviewed|audited|sampled|examined|surveyed|looked\s+at|tested|observed|"
    r"interviewed)\s+(?:\w+\s+){0,3}\d+"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)


# What a paper's opening says when it tells what it covers.
_COVERS = re.compile(
    r"\b(?:report|paper|update|document|scorecard|review|covers?|covering|account|position|"
    r"performance|progress|summar\w+|sets?\s+out|focus\w*|delivery|activity)\b",
    re.IGNORECASE,
)


def _is_about(text: str, mention: PeriodMention, *, title: bool) -> bool:
    """Whether a period says what a paper covers; "Strategy 2021-2024" and the day of the meeting do not."""
    if mention.vague or not (mention.period.start and mention.period.end) or mention.relation not in ("during", "at"):
        return False
    days = (mention.period.end - mention.period.start).days
    if mention.grain == "year" and not mention.fiscal and not title:
        return False  # "in 2021": a year of the calendar is told of something
    if mention.grain == "day" or days > 400 or (days < 27 and not title):
        return False
    before, after = text[: mention.start][-90:], text[mention.end : mention.end + 24]
    named = re.search(
        r"\b(?:Strategy|Plan|Framework|Act|Programme|Regulations|Together|Guidance|Budget Book)\b\W*(?:\w+\W+){0,2}$",
        before,
    )
    if named or re.match(r"\W*(?:Strategy|Plan|Framework|Programme)\b", after):
        return False
    return title or (
        _COVERS.search(before + after) is not None and (mention.grain in ("year", "half_year") or days > 80)
    )


def _announces(text: str) -> bool:
    return bool(re.search(r"(?::|:-|[:;]\s?[-–—]|\bfollows|\bfollowing)\s*[.]?$", text.strip()))


def _table_passages(
    document: Document, block: Block, table: Table | None, context: PeriodContext, fields: list[Field]
) -> Iterator[Passage]:
    """The values of a form laid out as a table, and the cells of a data table that hold sentences."""
    context.near = None
    if table is not None and not table.is_form:
        for cell in prose_cells(document, table):
            yield from _sentences(document, block, cell.start, cell.end, context, "table")
        return
    for field_ in fields:
        yield from field_passages(document, block, field_, context)


def _block_passages(document: Document, block: Block, context: PeriodContext, fields: list[Field]) -> Iterator[Passage]:
    if fields:
        for field_ in fields:
            yield from field_passages(document, block, field_, context)
        return
    origin: Origin = {"list_item": "list", "chart": "chart", "form": "form"}.get(block.kind, "prose")  # type: ignore[assignment]
    yield from _sentences(document, block, block.content, block.end, context, origin)


def field_passages(document: Document, block: Block, field_: Field, context: PeriodContext) -> Iterator[Passage]:
    """The sentences of what was entered in a form's box; the evidence is the whole value."""
    label = document.text[field_.label.start : field_.label.end].strip(" :")
    if not holds_figures(label):
        return
    evidence = (field_.value.start, field_.value.end)
    for passage in _sentences(document, block, *evidence, context, "form"):
        passage.label = label
        passage.evidence = evidence
        yield passage


def _sentences(
    document: Document, block: Block, start: int, end: int, context: PeriodContext, origin: Origin
) -> Iterator[Passage]:
    previous: Passage | None = None
    for span in split_sentences(document.text, start, end):
        text = document.text[span.start : span.end]
        evidence = (start, end) if origin in ("list", "chart", "table") else (span.start, span.end)
        passage = read_passage(document, block, span.start, text, origin, evidence, context)
        passage.previous = previous
        for mention in passage.periods:
            if not _COMPARED.search(text[: mention.start]) and not _COMPARED_IN.match(mention.period.text):
                context.note(mention)
        previous = passage
        yield passage


def read_passage(
    document: Document,
    block: Block,
    start: int,
    text: str,
    origin: Origin,
    evidence: tuple[int, int],
    context: PeriodContext,
) -> Passage:
    """One passage with its periods and the numbers that could be figures."""
    known = PeriodContext(
        reference=context.reference,
        document=context.document,
        near=context.near,
        last=context.last,
        latest=dict(context.latest),
    )
    found = as_academic(find_periods(text, known), context.near)
    may_count = _MAY_HOLD_NUMBER.search(text) is not None
    blocked = find_non_quantities(text) if may_count else []
    if may_count and document.genre in CASE_GENRES:
        blocked += [NonQuantity(start=m.start(1), end=m.end(1), reason="age") for m in _AGE_AFTER_NAME.finditer(text)]
    numbers = [n for n in find_numbers(text) if not _is_blocked(n, blocked, found)] if may_count else []
    if block.kind in ("heading", "caption"):
        numbers = [n for n in numbers if n.kind in _MARKED or n.value >= _IN_TITLES]
    periods = [m for m in found if not _in_name(m, blocked) and not _names_a_thing(text, m)]
    return Passage(
        document=document,
        block=block,
        start=start,
        end=start + len(text),
        text=text,
        origin=origin,
        evidence=evidence,
        numbers=numbers,
        periods=periods,
        context=known,
    )


_MARKED = ("percent", "currency", "percentage_points", "rate")
_IN_TITLES = 100  # a smaller bare number in a heading or caption is part of a name
_AGE_AFTER_NAME = re.compile(
    r"(?:\b[A-Z][a-z’'-]+,?|\b(?:19|20)\d\d)\s\(?(?:aged\s)?(\d{1,2})\)?(?=[,.;)]|$|\s(?:and|is|was|"
    r"has)\b)"
)  # Poppy Redfearn (5)
_MAY_HOLD_NUMBER = re.compile(
    r"\d|[½¼¾⅓⅔]|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|million|dozen|half|third|quarters?|thirds|fifths?|tenths?|doubl\w+|halv\w+|"
    r"trebl\w+|tripl\w+|quadrupl\w+|twice|\w+fold)\b",
    re.IGNORECASE,
)


def _in_name(mention: PeriodMention, blocked: list[NonQuantity]) -> bool:
    """ "the Children Act 1989", "Strategy 2021-2024": a year in a title is no period of a figure."""
    return any(
        item.reason in ("document", "legislation", "reference", "identifier")
        and item.start < mention.end - 2
        and mention.start + 2 < item.end
        and item.end >= mention.end
        for item in blocked
    )


# Words after which a year still dates the figure: "the 2021 total".
_DATED = re.compile(
    r"\s+(?:figures?|totals?|levels?|rates?|averages?|data|position|performance|outturn|baseline|"
    r"results?|calendar|financial|academic|"
    r"and|was|were|is|are|to|at|which|when|had|has|have|with|in|of|for|there|we|the)\b"
)


def _names_a_thing(text: str, mention: PeriodMention) -> bool:
    """ "the 2023 pay award", "the 2018 inspection": the year is part of a name."""
    year = re.search(r"(?:^|\s)(?:the|a|our|its|their|this)\s+(?:19|20)\d\d$", text[: mention.end], re.IGNORECASE)
    following = text[mention.end : mention.end + 24]
    return year is not None and re.match(r"\s+[A-Za-z]{3,}", following) is not None and not _DATED.match(following)


def _is_blocked(number: NumberMention, blocked: list[NonQuantity], periods: list[PeriodMention]) -> bool:
    marked = number.kind in _MARKED
    for item in blocked:
        if number.start < item.end and item.start < number.end:
            if marked and not (item.start <= number.start and number.end <= item.end):
                continue
            return True
    return any(number.start < period.end and period.start < number.end for period in periods)
