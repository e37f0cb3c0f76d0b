"""What a web page hides, what asks its reader, and boxes to write in."""

from __future__ import annotations

import pytest

from .read_cases import furniture, outline, read_bytes, rows

_PAPER = "<p>The board noted 43 open plans and asked for a report in May.</p>"


def _page(body: str, style: str = "") -> str:
    return f"<html><head><style>{style}</style></head><body>{_PAPER}{body}</body></html>"


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ('<div class="menu-box"><p class="closed">Unseen</p></div>', ".menu-box .closed { display: none }"),
        ("<div id=a><div><p>Unseen</p></div></div>", "#a > div { visibility: hidden }"),
        ('<p style="font-size:0">Unseen</p>', ""),
        ('<p style="position:absolute; left:-9999px">Unseen</p>', ""),
        ('<p class="off">Unseen</p>', ".off { position: absolute; clip: rect(1px, 1px, 1px, 1px) }"),
    ],
)
def test_words_that_a_page_hides(body: str, style: str) -> None:
    document = read_bytes(_page(body, style).encode(), "page.html")
    assert "Unseen" not in document.text
    assert outline(document) == [("paragraph", "The board noted 43 open plans and asked for a report in May.")]


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ('<div class="a"><p class="b">Seen</p></div>', ".x .b { display: none }"),
        ('<p class="b">Seen</p>', ".b:hover { display: none }"),
        ('<p class="b">Seen</p>', "@media print { .b { display: none } }"),
        ('<p class="fade">Seen</p>', ".fade { opacity: 0 }"),
        ('<p style="font-size:0.9em">Seen</p>', ""),
        ('<p style="text-indent:-18pt">Seen</p>', ""),
        ('<p><span aria-hidden="true">Seen</span></p>', ""),
        ('<button aria-controls="more"></button><div id="more" aria-hidden="true">Seen</div>', ""),
        ('<div role="tabpanel" aria-hidden="true">Seen</div>', ""),
        ('<p class="b">Seen</p>', "p..b { display: none } p[ { display: none }"),
    ],
)
def test_words_that_are_shown_all_the_same(body: str, style: str) -> None:
    assert outline(read_bytes(_page(body, style).encode(), "page.html"))[1:] == [("paragraph", "Seen")]


def test_closed_windows_and_questions_to_the_reader_are_set_aside() -> None:
    document = read_bytes(
        _page(
            '<div aria-hidden="true">Choose your cookies</div>'
            '<div class="feedback"><h2>Is this page useful?</h2><button></button></div>'
            '<div class="feedback"><label>Family <textarea>It helped us.</textarea></label><button></button></div>'
        ).encode(),
        "page.html",
    )
    assert rows(document) == [["Family", "It helped us."]]
    assert furniture(document) == ["Is this page useful?", "Choose your cookies"]


def test_labels_of_boxes_to_write_in() -> None:
    document = read_bytes(
        _page(
            "<form><label for=a>Name</label> <input id=a value='Ada Finch'><br><label>Team</label><select><option>North"
            "<option selected>South</select><label>Notes <textarea></textarea></label>"
            "<label><input type=checkbox checked>Needs met</label><label><input type=checkbox>Moved</label></form>"
        ).encode(),
        "page.html",
    )
    assert rows(document) == [["Name", "Ada Finch"], ["Team", "South"], ["Notes", ""]]
    assert outline(document)[-1] == ("paragraph", "☒ Needs met ☐ Moved")
