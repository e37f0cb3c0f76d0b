"""What is printed around the text: running lines that change, markings, watermarks; and what only looks like them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .pdf_cases import PROSE, body, cells, draw, lines, read, read_drawn, rows, texts, wrapped

Page = Callable[[Any], object]


def _with(*margin: tuple[float, float, str], size: float = 8, paragraphs: int = 3) -> Page:
    """A page of prose with lines (x, y from the foot, words) around it."""

    def page(canvas: Any) -> None:
        for x, y, text in margin:
            lines(canvas, x, y, text, size=size)
        y = 750.0
        for number in range(paragraphs):
            y = wrapped(canvas, 60, y, f"Point {number + 1} of this page. " + PROSE * 2, 470) - 10

    return page


@pytest.mark.parametrize(
    ("pages", "set_aside"),
    [
        # Of two pages each has its own title at its own side.
        (
            [_with((60, 806, "Early Help Review"), (300, 30, "1")), _with((400, 806, "Annual Report"), (300, 30, "2"))],
            ["Early Help Review", "Annual Report"],
        ),
        # The name of the section, which is another on every page, with the page and the date in one line.
        (
            [
                _with((60, 806, f"{section} | Brindleford Council"), (60, 30, f"14 May 2024   Page {page} of 4"))
                for page, section in enumerate(("Demand", "Workforce", "Quality", "Finance"), start=1)
            ],
            ["Demand | Brindleford Council", "Finance | Brindleford Council", "14 May 2024 Page 3 of 4"],
        ),
        # As large as the text, but on every page far out at the same height.
        (
            [_with((60, 815, name), size=11) for name in ("Introduction", "Referrals", "Step-down", "Next steps")],
            ["Introduction", "Next steps"],
        ),
        # A marking, and small print at the very foot of a single page.
        ([_with((250, 815, "OFFICIAL - SENSITIVE"), size=11)], ["OFFICIAL - SENSITIVE"]),
        ([_with((60, 24, "EH/14 revised June 2023"), paragraphs=2)], ["EH/14 revised June 2023"]),
    ],
)
def test_running_lines_that_change_are_set_aside(pages: list[Page], set_aside: list[str]) -> None:
    document = read(draw(*pages))
    for text in set_aside:
        assert text in texts(document, "furniture")
        assert text not in body(document)
    assert body(document).count("Point 1 of this page.") == len(pages)


def test_text_at_the_edge_of_a_page_is_no_running_line() -> None:
    document = read(
        draw(
            _with((60, 800, "Dear Mrs Okonjo,"), size=11),  # a letter's first line, parted from what follows
            _with((60, 800, "We look forward to seeing you on 3 June."), size=11),
            _with((60, 30, "¹ Families with a plan at 31 March 2023."), size=8),
        )
    )
    assert not texts(document, "furniture")


def test_an_upright_watermark_is_set_aside() -> None:
    def page(canvas: Any) -> None:
        canvas.setFillGray(0.85)
        lines(canvas, 120, 640, "DRAFT", size=110, font="Helvetica-Bold")
        canvas.setFillGray(0)
        _with(paragraphs=4)(canvas)

    document = read_drawn(page)
    assert texts(document, "furniture") == ["DRAFT"]
    assert "DRAFT" not in body(document)


def test_a_header_row_printed_on_every_page_is_not_a_running_line() -> None:
    head = ["Locality", "Contacts", "Plans open", "In time"]

    def page(start: int) -> Page:
        values = [[f"Ward {n}", f"{n * 7}", f"{n * 3}", f"{n + 40}.5%"] for n in range(start, start + 30)]
        return lambda canvas: cells(canvas, [head, *values], [60, 220, 320, 420], 790)

    document = read(draw(page(1), page(31), page(61)))
    assert len(document.tables) == 1
    assert rows(document)[0] == head
    assert len(rows(document)) == 91
