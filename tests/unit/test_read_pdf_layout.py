"""Order of reading: paragraphs, columns, what is printed on every page, pages on their side."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from .pdf_cases import PROSE, body, draw, lines, outline, read, read_drawn, texts, wrapped


def test_paragraphs_are_joined_from_lines_and_parted_by_space() -> None:
    def page(canvas: Any) -> None:
        y = wrapped(canvas, 60, 760, PROSE * 2, 470)
        wrapped(canvas, 60, y - 10, "Attendance rose by 4 percentage points. " * 4, 470)

    document = read_drawn(page)
    assert texts(document, "paragraph") == [
        (PROSE * 2).strip(),
        ("Attendance rose by 4 percentage points. " * 4).strip(),
    ]


def test_paragraphs_are_parted_by_their_indent() -> None:
    def page(canvas: Any) -> None:
        y = 760.0
        for word in ("First", "Second", "Third"):
            rest = f"{word} of the three. " + PROSE
            lines(canvas, 84, y, rest[:70].rpartition(" ")[0])
            y = wrapped(canvas, 60, y - 14, rest[len(rest[:70].rpartition(" ")[0]) :].strip(), 470)

    assert [text.split()[0] for text in texts(read_drawn(page), "paragraph")] == ["First", "Second", "Third"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (
            "a plan agreed with the family and its develop-",
            "ment over the year, development being slow",
            "its development over",
        ),
        (
            "most contacts came to the service as self-",
            "referral rather than from a school or a nurse",
            "as self-referral rather",
        ),
        ("the case was closed because of a step-", "down to the school after the family review", "a step-down to"),
        (
            "the meeting was led by Councillor Amara Lloyd-",
            "Price, who thanked all of the officers there",
            "Lloyd-Price, who",
        ),
        ("the report covers the whole of 2021/22 and the", "following year", "and the following year"),
    ],
)
def test_hyphens_at_the_end_of_a_line(first: str, second: str, joined: str) -> None:
    assert joined in read_drawn(lambda canvas: lines(canvas, 60, 760, first, second)).text


def test_a_paragraph_runs_on_over_the_page_break() -> None:
    def first(canvas: Any) -> None:
        wrapped(canvas, 60, 760, PROSE * 8, 470)
        lines(canvas, 60, 80, "The review found that most of the families who were helped in the")

    def second(canvas: Any) -> None:
        wrapped(canvas, 60, 780, "year had asked for help themselves. " + PROSE, 470)

    assert "helped in the year had asked for help themselves." in read_drawn(first, second).text


def _paper(number: int, count: int = 4) -> Callable[[Any], None]:
    def paint(canvas: Any) -> None:
        lines(canvas, 60, 805, "Northmere Council - Scrutiny Board", size=9)
        lines(canvas, 280, 30, f"Page {number} of {count}", size=9)
        wrapped(canvas, 60, 740, f"Part {number} of the report. " + PROSE * 2, 470)

    return paint


def test_running_heads_and_page_numbers_are_set_aside() -> None:
    document = read_drawn(*(_paper(number) for number in range(1, 5)))
    assert "Scrutiny Board" not in body(document) and "of 4" not in body(document)
    assert texts(document, "furniture").count("Northmere Council - Scrutiny Board") == 4
    assert "Page 3 of 4" in texts(document, "furniture")
    assert [text.split()[1] for text in texts(document, "paragraph")] == ["1", "2", "3", "4"]


def test_bare_page_numbers_left_and_right() -> None:
    def page(number: int) -> Callable[[Any], None]:
        def paint(canvas: Any) -> None:
            lines(canvas, 60 if number % 2 else 520, 30, str(number + 6), size=9)
            wrapped(canvas, 60, 740, PROSE * (number + 1), 470)

        return paint

    document = read_drawn(*(page(number) for number in range(1, 5)))
    assert texts(document, "furniture") == ["7", "8", "9", "10"]


WORDS = ("Contacts", "Referrals", "Assessments", "Plans", "Reviews", "Closures", "Audits", "Training")


def test_running_titles_that_change_with_the_chapter() -> None:
    def page(number: int) -> Callable[[Any], None]:
        def paint(canvas: Any) -> None:
            lines(
                canvas,
                60,
                805,
                f"Chapter {1 + number // 3}: {('Demand', 'Outcomes', 'Money')[number // 3]} {number + 2}",
                size=9,
            )
            lines(canvas, 60, 770, f"{number + 2} {WORDS[number]} in the year", size=16)
            wrapped(canvas, 60, 740, PROSE * 3, 470)

        return paint

    document = read_drawn(*(page(number) for number in range(8)))
    assert len(texts(document, "furniture")) == 8 and len(texts(document, "heading")) == 8
    assert "Chapter 2: Outcomes 6" in texts(document, "furniture")


def test_a_watermark_is_set_aside() -> None:
    def page(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(300, 420)
        canvas.rotate(45)
        canvas.setFont("Helvetica-Bold", 60)
        canvas.drawCentredString(0, 0, "DRAFT")
        canvas.restoreState()
        wrapped(canvas, 60, 760, PROSE * 9, 470)

    document = read_drawn(page)
    assert body(document).strip() == (PROSE * 9).strip()
    assert texts(document, "furniture") == ["DRAFT"]


@pytest.mark.parametrize("shift", [0, 6])
def test_two_columns_are_read_one_after_the_other(shift: int) -> None:
    def page(canvas: Any) -> None:
        lines(canvas, 60, 780, "Helping families early in Northmere", size=20, font="Helvetica-Bold")
        wrapped(canvas, 60, 740, "Left column begins. " + PROSE * 3 + "Left column ends.", 225)
        wrapped(canvas, 310, 740 - shift, "Right column begins. " + PROSE * 3 + "Right column ends.", 225)

    text = read_drawn(page).text
    order = [
        text.index(words)
        for words in ("Helping families", "Left column begins", "Left column ends", "Right column begins")
    ]
    assert order == sorted(order)
    assert "lead professional who reviews it with the family" in text


def test_words_across_the_columns_part_them() -> None:
    def page(canvas: Any) -> None:
        wrapped(canvas, 60, 780, "Upper left. " + PROSE * 2, 225)
        wrapped(canvas, 310, 780, "Upper right. " + PROSE * 2, 225)
        lines(
            canvas, 60, 590, "What the families who answered the survey told the service in the autumn of 2023", size=12
        )
        wrapped(canvas, 60, 560, "Lower left. " + PROSE * 2, 225)
        wrapped(canvas, 310, 560, "Lower right. " + PROSE * 2, 225)

    text = read_drawn(page).text
    order = [
        text.index(words) for words in ("Upper left", "Upper right", "What the families", "Lower left", "Lower right")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("turn", [90, 270])
def test_text_that_runs_up_or_down_the_page(turn: int) -> None:
    def page(canvas: Any) -> None:
        canvas.translate(*((595, 0) if turn == 90 else (0, 842)))
        canvas.rotate(turn)
        wrapped(canvas, 60, 540, "Sideways text. " + PROSE, 700)

    document = read_drawn(page)
    assert texts(document, "paragraph") == [("Sideways text. " + PROSE).strip()]
    left, top, right, bottom = document.blocks[0].bbox or (0, 0, 0, 0)
    assert bottom - top > 500 and right - left < 60  # as the page is displayed: along its height


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_pages_that_are_displayed_turned(rotation: int) -> None:
    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(draw(lambda canvas: wrapped(canvas, 60, 760, PROSE, 470)))) as pdf:
        pdf.pages[0].rotate(rotation, relative=False)
        pdf.save(buffer)
    document = read(buffer.getvalue())
    assert texts(document, "paragraph") == [PROSE.strip()]
    left, top, right, bottom = document.blocks[0].bbox or (0, 0, 0, 0)
    (page,) = document.pages
    assert (page.width, page.height) == ((595, 842) if rotation % 180 == 0 else (842, 595))
    assert 0 <= left < right <= page.width and 0 <= top < bottom <= page.height
    assert (right - left > bottom - top) == (rotation % 180 == 0)


def test_headings_by_size_and_weight() -> None:
    def page(canvas: Any) -> None:
        lines(canvas, 60, 790, "Early Help in Northmere", size=20, font="Helvetica-Bold")
        y = 750.0
        for title in ("What we did", "What families told us"):
            y = lines(canvas, 60, y, title, size=13, font="Helvetica-Bold", step=20)
            y = wrapped(canvas, 60, y, PROSE * 2, 470) - 6
            y = lines(canvas, 60, y, "In the autumn term", font="Helvetica-Bold", step=16)
            y = wrapped(canvas, 60, y, PROSE, 470) - 14

    document = read_drawn(page)
    found = [
        (block.level, document.text[block.start : block.end]) for block in document.blocks if block.kind == "heading"
    ]
    assert found == [
        (1, "Early Help in Northmere"),
        (2, "What we did"),
        (3, "In the autumn term"),
        (2, "What families told us"),
        (3, "In the autumn term"),
    ]


@pytest.mark.parametrize(
    "words", ["Inspection date: 12 March 2024", "The board noted the report in full.", "and", "Contacts 1,204 1,311 98"]
)
def test_large_words_that_are_no_heading(words: str) -> None:
    def page(canvas: Any) -> None:
        lines(canvas, 60, 780, words, size=12.5, font="Helvetica-Bold")
        wrapped(canvas, 60, 740, PROSE * 4, 470)

    assert texts(read_drawn(page), "heading") == []


def test_a_table_of_contents_is_neither_a_table_nor_headings() -> None:
    def page(canvas: Any) -> None:
        lines(canvas, 60, 790, "Contents", size=16, font="Helvetica-Bold")
        for index, title in enumerate(("Summary", "What we did", "What families told us", "Money", "Next steps")):
            lines(canvas, 60, 750 - 18 * index, title, size=12)
            canvas.drawRightString(530, 750 - 18 * index, str(3 + 2 * index))
        wrapped(canvas, 60, 600, PROSE * 6, 470, size=10, step=12)

    document = read_drawn(page)
    assert not document.tables
    assert texts(document, "heading") == ["Contents"]
    assert texts(document, "paragraph")[:2] == ["Summary\t3", "What we did\t5"]


def test_words_in_a_chart_are_residue() -> None:
    def page(canvas: Any) -> None:
        wrapped(canvas, 60, 790, PROSE * 2, 470)
        lines(canvas, 60, 705, "Figure 1: Contacts by quarter", font="Helvetica-Bold")
        canvas.line(100, 520, 400, 520)
        for index, (value, name) in enumerate(((112, "Q1"), (98, "Q2"), (121, "Q3"), (117, "Q4"))):
            canvas.rect(120 + 70 * index, 520, 40, value, fill=1)
            lines(canvas, 132 + 70 * index, 525 + value, str(value), size=8)
            lines(canvas, 132 + 70 * index, 508, name, size=8)
        wrapped(canvas, 60, 480, "The year ended well. " + PROSE, 470)

    document = read_drawn(page)
    assert ("caption", None, "Figure 1: Contacts") in outline(document)
    assert {word for text in texts(document, "chart") for word in text.split()} == {
        "112",
        "98",
        "121",
        "117",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
    }
    assert not document.tables
    assert "121" not in " ".join(texts(document, "paragraph"))


def test_three_columns_whose_lines_do_not_stand_level() -> None:
    """Lines of other columns stand between two lines of one."""
    words = ("north", "south", "east")

    def page(canvas: Any) -> None:
        for column, word in enumerate(words):
            y = 760.0 - 5 * column
            for number in range(1, 7):
                text = f"Team {word}{number} " + "closed plans for families after a referral by the school nurse. " * 2
                y = wrapped(canvas, 50 + 175 * column, y, text, 155, size=9, step=11) - 6 - 3 * column

    document = read_drawn(page)
    assert not document.tables
    at = [document.text.index(f"Team {word}{number}") for word in words for number in range(1, 7)]
    assert at == sorted(at)


def test_a_column_that_goes_on_where_the_other_has_ended() -> None:
    def page(canvas: Any) -> None:
        lines(canvas, 60, 790, "The year in Thornbeck", size=18, font="Helvetica-Bold")
        y = 750.0
        for number in range(1, 8):
            y = lines(canvas, 60, y, f"Left heading {number}", size=13, font="Helvetica-Bold", step=20)
            y = wrapped(canvas, 60, y, f"Left {number}. " + PROSE, 225) - 12
        y = 750.0
        for number in range(1, 4):
            y = wrapped(canvas, 310, y, f"Right {number}. " + PROSE * (1 + number % 2), 225) - 12

    text = read_drawn(page).text
    at = [text.index(f"Left {number}.") for number in range(1, 8)]
    at += [text.index(f"Right {number}.") for number in range(1, 4)]
    assert at == sorted(at)


def test_columns_whose_paragraphs_begin_side_by_side() -> None:
    """Lists of the same length in both columns look like rows of a table."""

    def page(canvas: Any) -> None:
        for x, side in ((60, "left"), (320, "right")):
            y = wrapped(canvas, x, 760, f"On the {side}. " + PROSE, 220) - 8
            for number in range(1, 5):
                lines(canvas, x + 10, y, "•")
                text = f"the {side} item {number}, on which the team worked with families in the year"
                y = wrapped(canvas, x + 24, y, text, 190) - 6

    document = read_drawn(page)
    assert not document.tables
    assert document.text.index("left item 4") < document.text.index("On the right")


def test_a_chart_beside_prose_is_a_column_of_its_own() -> None:
    def page(canvas: Any) -> None:
        y = 770.0
        for number in range(1, 5):
            y = wrapped(canvas, 60, y, f"Point {number}. " + PROSE, 220, size=10, step=13) - 8
        lines(canvas, 330, 750, "Figure 1: Contacts by quarter", size=9)
        canvas.line(350, 560, 530, 560)
        for at, high in enumerate((120, 150, 90, 170)):
            canvas.rect(365 + 40 * at, 560, 24, high, fill=1)
            lines(canvas, 368 + 40 * at, 548, f"Q{at + 1}", size=8)

    document = read_drawn(page)
    assert [kind for kind, _, _ in outline(document)] == ["paragraph"] * 4 + ["caption", "chart"]
    assert "families should be offered help" in texts(document, "paragraph")[0]


def test_headings_over_both_columns_part_what_stands_above_from_what_stands_below() -> None:
    def page(canvas: Any) -> None:
        y = 780.0
        for number in (1, 2):
            y = lines(canvas, 60, y, f"Story {number}", size=15, font="Helvetica-Bold", step=22)
            left = wrapped(canvas, 60, y, f"Left {number}. " + PROSE * 3, 225, size=10, step=13)
            right = wrapped(canvas, 310, y, f"Right {number}. " + PROSE * (1 + number), 225, size=10, step=13)
            y = min(left, right) - 18

    text = read_drawn(page).text
    at = [text.index(words) for words in ("Story 1", "Left 1", "Right 1", "Story 2", "Left 2", "Right 2")]
    assert at == sorted(at)
