"""Bullets, numbers and numbered paragraphs in PDF."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.read.pdf_lines import make_line
from pipeline.read.pdf_markers import find_marker
from pipeline.read.pdf_model import Line, Style, Word

from .pdf_cases import PROSE, lines, outline, read_drawn, texts, wrapped

PLAIN = Style("Helvetica", 10.0, bold=False, italic=False, symbol=False, invisible=False)


def line(text: str, gap: float = 3.0) -> Line:
    """A line whose first word stands `gap` points before the second, the others as usual."""
    words, at = [], 50.0
    for index, word in enumerate(text.split()):
        words.append(Word(word, at, 100, at + 5 * len(word), 110, 108, PLAIN, order=index))
        at += 5 * len(word) + (gap if index == 0 else 3.0)
    return make_line(words, 1)


@pytest.mark.parametrize(
    ("text", "gap", "kind", "number", "words"),
    [
        ("• Families open at the end of March", 6, "bullet", None, "Families"),
        ("◼ Timeliness of reviews", 6, "bullet", None, "Timeliness"),
        ("➢ Ask the school for attendance", 6, "bullet", None, "Ask"),
        ("o Second level", 12, "bullet", None, "Second"),
        ("– in primary schools 9.1%", 3, "dash", None, "in"),
        ("3.8 The council received 1,204 contacts", 14, "decimal", "3.8", "The"),
        ("3.8.1 The council received", 14, "decimal", "3.8.1", "The"),
        ("29. Social workers visit", 10, "number", "29", "Social"),
        ("10.Social workers visit", 3, "number", "10", "Social"),
        ("7 Money", 20, "number", "7", "Money"),
        ("(4) receive a report in December", 3, "number", "4", "receive"),
        ("(a) note the report;", 8, "letter", "a", "note"),
        ("b) note the report;", 8, "letter", "b", "note"),
        ("(iv) agree the budget", 8, "roman", "iv", "agree"),
        ("¹ See the annual report", 3, "note", "1", "See"),
        ("☒ Attendance below 90%", 3, "bullet", None, "☒"),
    ],
)
def test_markers(text: str, gap: float, kind: str, number: str | None, words: str) -> None:
    marker = find_marker(line(text, gap))
    assert marker is not None
    assert (marker.kind, marker.number) == (kind, number)
    assert text[marker.end :].startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "A mother told us that she was heard",
        "I was asked what I wanted",
        "2023 was a year of change",
        "842 families were helped",
        "No. 4 on the list",
        "e.g. a nursery place",
        "© Crown copyright 2024",
        "(see appendix 2) and the plan",
        "☒ Yes ☐ No",
        "3 in 10 families",
    ],
)
def test_what_is_no_marker(text: str) -> None:
    assert find_marker(line(text)) is None


def test_numbered_paragraphs_with_a_hanging_indent() -> None:
    def page(canvas: Any) -> None:
        y = lines(canvas, 60, 780, "3. Findings", font="Helvetica-Bold")
        for number in ("3.1", "3.2", "3.3"):
            lines(canvas, 60, y, number)
            y = wrapped(canvas, 100, y, f"Finding {number[-1]}. " + PROSE, 430) - 8
        for letter in "ab":
            lines(canvas, 100, y, f"({letter})")
            y = wrapped(canvas, 130, y, "to note the report and the figures set out in it;", 400) - 4

    assert [(kind, number, words.split()[0]) for kind, number, words in outline(read_drawn(page))] == [
        ("heading", "3", "Findings"),
        ("paragraph", "3.1", "Finding"),
        ("paragraph", "3.2", "Finding"),
        ("paragraph", "3.3", "Finding"),
        ("list_item", "a", "to"),
        ("list_item", "b", "to"),
    ]


def test_numbers_that_go_on_over_headings_number_paragraphs() -> None:
    def page(canvas: Any) -> None:
        y, number = 800.0, 0
        for title in ("Background", "Demand", "Money"):
            y = lines(canvas, 60, y, title, font="Helvetica-Bold", size=13, step=18)
            for _ in range(2):
                number += 1
                lines(canvas, 60, y, f"{number}.")
                y = wrapped(canvas, 90, y, PROSE, 440) - 6

    document = read_drawn(page)
    assert [block.number for block in document.blocks if block.kind == "paragraph"] == ["1", "2", "3", "4", "5", "6"]


def test_a_short_numbered_list_and_bullets_within() -> None:
    def page(canvas: Any) -> None:
        y = wrapped(canvas, 60, 780, PROSE + "The actions are:", 470) - 4
        for number, action in enumerate(("Ask the school", "Ask the nursery", "Ask the clinic"), start=1):
            lines(canvas, 78, y, f"{number}.")
            y = wrapped(
                canvas, 96, y, action + " for what it knows of the children, with the consent of the family.", 420
            )
            if number == 2:
                for detail in ("by letter", "by telephone"):
                    lines(canvas, 110, y, "•")
                    y = lines(canvas, 125, y, detail)

    document = read_drawn(page)
    found = [(block.level, block.number) for block in document.blocks if block.kind == "list_item"]
    assert found == [(1, "1"), (1, "2"), (2, None), (2, None), (1, "3")]


def test_bullets_that_are_drawn() -> None:
    def page(canvas: Any) -> None:
        y = wrapped(canvas, 60, 780, PROSE, 470) - 4
        for item in ("Contacts fell in the quarter", "More plans were closed", "Fewer families came back"):
            canvas.circle(66, y + 3, 1.6, stroke=0, fill=1)
            y = wrapped(
                canvas, 80, y, item + ", which is what the partnership had hoped for at the start of the year.", 430
            )

    document = read_drawn(page)
    items = [block for block in document.blocks if block.kind == "list_item"]
    assert [document.text[item.content : item.end].split(",")[0] for item in items] == [
        "Contacts fell in the quarter",
        "More plans were closed",
        "Fewer families came back",
    ]


def test_bullets_of_a_font_of_signs() -> None:
    def page(canvas: Any) -> None:
        y = wrapped(canvas, 60, 780, PROSE, 470) - 4
        for item in ("Open", "Closed", "Stepped up"):
            lines(canvas, 66, y, "n", font="ZapfDingbats", size=7)
            y = lines(canvas, 80, y, item)

    assert texts(read_drawn(page), "list_item") == ["■ Open", "■ Closed", "■ Stepped up"]


def test_a_year_at_the_start_of_a_line_is_no_number() -> None:
    def page(canvas: Any) -> None:
        lines(
            canvas, 60, 780,
            "The strategy was agreed by the partnership and came into force in April of the year",
            "2019. The first review of it was held in the autumn and the next is due in the spring of",
            "2024. Members asked for it.",
        )  # fmt: skip

    document = read_drawn(page)
    assert [block.number for block in document.blocks] == [None]
