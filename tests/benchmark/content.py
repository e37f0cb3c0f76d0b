"""Invented text for generated documents: sentences, numbered points and tables, the same for the same seed."""

from __future__ import annotations

from random import Random

from corpora.build.blocks import Heading, Inline, Item, Paragraph, Run, Table

_PLACES = ("Aldwick", "Brindle Moor", "Coldharbour", "Dunsby", "Eastfold", "Fenwater", "Garsdale", "Hollin Bank", "Inglewhite",
           "Jarrow Slade", "Kelby", "Lowthwaite", "Marsh End", "Netherby", "Ottermead")  # fmt: skip
_TEAMS = (
    "family support",
    "early help",
    "youth work",
    "health visiting",
    "school attendance",
    "parenting",
    "young carers",
)
_DID = (
    "worked with",
    "closed plans for",
    "assessed",
    "stepped down",
    "reviewed the plans of",
    "made first contact with",
)
_WHY = ("because attendance had fallen", "after a referral by the school nurse", "within the safeguarding timetable",
        "where accommodation was overcrowded", "following domestic abuse", "as the multidisciplinary panel had recommended",
        "in line with the neighbourhood arrangements", "despite staff vacancies")  # fmt: skip
_TOPICS = ("Demand", "Timeliness of assessments", "Workforce", "Quality of plans", "Voice of the child", "Step-down arrangements",
           "Partnership working", "Finance", "Risks", "What families told us", "Next steps", "Equality impact")  # fmt: skip
_MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")


class Words:
    """A source of text; `soft` puts soft hyphens into long words, at which a line may break."""

    def __init__(self, seed: int, *, soft: bool = False) -> None:
        self._random = Random(seed)
        self._soft = soft
        self._serial = 1000 * (seed % 9 + 1)

    def sentence(self) -> str:
        """A sentence with a number that stands nowhere else in the document."""
        choose = self._random.choice
        self._serial += self._random.randint(1, 9)
        text = (
            f"In {choose(_PLACES)} the {choose(_TEAMS)} team {choose(_DID)} {self._serial:,} families {choose(_WHY)}."
        )
        return " ".join(_softened(word) for word in text.split()) if self._soft else text

    def passage(self, sentences: int = 3) -> str:
        """Some sentences."""
        return " ".join(self.sentence() for _ in range(sentences))

    def paragraph(self, sentences: int = 3) -> Paragraph:
        """A paragraph without a number."""
        return Paragraph(content=_run(self.passage(sentences)))

    def item(self, marker: str, *, sentences: int = 1, level: int = 0) -> Item:
        """A bullet ("-") or a numbered point."""
        return Item(marker=marker, level=level, content=_run(self.passage(sentences)))

    def numbers(self, count: int) -> list[str]:
        """Figures of very different lengths."""
        return [f"{self._random.choice((1, 10, 100, 1000)) * self._random.randint(1, 99):,}" for _ in range(count)]

    def share(self) -> str:
        """A percentage with one decimal."""
        return f"{self._random.randint(10, 990) / 10:.1f}%"


def topic(number: int) -> str:
    """The words of a heading."""
    return _TOPICS[number % len(_TOPICS)] + ("" if number < len(_TOPICS) else f", part {number // len(_TOPICS) + 1}")


def heading(number: int, *, level: int = 2, printed: bool = True) -> Heading:
    """ "3. Workforce"."""
    return Heading(level=level, number=f"{number + 1}." if printed else "", content=_run(topic(number)))


def plain_table(words: Words, *, rows: int, columns: int, wrapped: bool = False, caption: str = "") -> Table:
    """Places by measures; `wrapped` gives row labels that need several lines."""
    body = []
    for row in range(rows):
        label = f"{_PLACES[row % len(_PLACES)]} {row // len(_PLACES) + 1}"
        if wrapped:
            label += " family hub and outreach, including weekend sessions"
        body.append(_cells(label, *words.numbers(columns - 2), words.share()))
    names = ("Contacts", "Assessments begun", "Plans open", "Plans closed", "Step-downs", "Reviews held")[: columns - 2]
    return table_of([_cells("Locality", *names, "Share in time")], body, caption=caption)


def quarter_table(words: Words, *, rows: int, caption: str = "") -> Table:
    """Two header rows: years over quarters."""
    head = [
        _cells("Locality", "2023/24", "", "", "2024/25", "", ""),
        _cells("", "Q1", "Q2", "Q3", "Q1", "Q2", "Q3"),
    ]
    body = [_cells(f"{_PLACES[row % 15]} {row // 15 + 1}", *words.numbers(6)) for row in range(rows)]
    return table_of(head, body, caption=caption)


def month_table(words: Words, *, rows: int, caption: str = "") -> Table:
    """Thirteen narrow columns: twelve months of a year."""
    body = [_cells(f"{_PLACES[row % 15]}", *words.numbers(12)) for row in range(rows)]
    return table_of([_cells("Locality", *_MONTHS)], body, caption=caption)


def table_of(head: list[tuple[Inline, ...]], body: list[tuple[Inline, ...]], *, caption: str) -> Table:
    """A table; an empty header cell is part of a span."""
    return Table(caption=caption, header=tuple(head), rows=tuple(body), align=("",) * len(body[0]))


def _cells(*texts: str) -> tuple[Inline, ...]:
    return tuple(_run(text) for text in texts)


def _run(text: str) -> Inline:
    return (Run(text=text),) if text else ()


def _softened(word: str) -> str:
    return f"{word[:5]}\u00ad{word[5:]}" if len(word) > 9 and word.isalpha() else word
