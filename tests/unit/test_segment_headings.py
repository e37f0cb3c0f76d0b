"""Headings that nothing but their place shows, in text files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.segment.headings import find_headings
from tests.unit.helpers import VOCABULARY, document_of

PROSE = "Nadeem was late on most days of the spring term and his mother asked the school for help with the mornings."


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            f"Physical health\n\n{PROSE}\n\nGoing on now\n\n- Speech drop-in, twice since April.\n",
            ["Physical health", "Going on now"],
        ),
        (
            f"Councillor Edith Marlow\n\nFamily Hubs\n\n{PROSE}\n",
            [],
        ),  # which of two short lines is the heading stays open
        (f"{PROSE}\n\nFamily Hubs\n\n{PROSE}\n", ["Family Hubs"]),
        (f"{PROSE}\n\nNot met\n\n{PROSE}\n", []),  # an answer
        (f"{PROSE}\n\nVisit of 3 May\n\n{PROSE}\n", []),
        (f"{PROSE}\n\nKind regards\n\nRuth Amberley\n", []),
        (f"{PROSE}\n\nHome visits -\n\n{PROSE}\n", []),
    ],
)
def test_short_lines_in_front_of_prose(text: str, headings: list[str]) -> None:
    document = document_of(text)
    found = [document.text[block.content : block.end] for block in document.blocks if block.kind == "heading"]
    assert found == headings


def test_a_file_that_marks_its_headings_is_believed() -> None:
    document = document_of(f"# Early Help\n\n{PROSE}\n\nFamily Hubs\n\n{PROSE}\n")
    assert [block.level for block in document.blocks if block.kind == "heading"] == [1]


def test_such_a_line_ends_no_part_that_is_known_by_its_heading() -> None:
    document = document_of(f"PRESENTING NEEDS\n\n{PROSE}\n\nNadeem\n\n{PROSE}\n\nOUTCOMES\n\n{PROSE}\n")
    parts = {section.title: document.text[section.start : section.end].count(PROSE) for section in document.sections}
    assert parts == {"PRESENTING NEEDS": 2, "Nadeem": 1, "OUTCOMES": 1}


def test_bold_entries_of_a_table_of_contents_are_no_headings() -> None:
    """In front of a page number stands a tab."""
    for entry, kind in (("Recommendations\t7", "paragraph"), ("Recommendations of 7", "heading")):
        document = document_of(f"# Early Help\n\n{entry}\n\n{PROSE}\n")
        start = document.text.index("Recommendations")
        title, *rest = document.blocks
        marked = [
            replace(rest[0], kind="paragraph", start=start, content=start, end=start + len(entry), bold=True),
            *(replace(block, bold=False) for block in rest[1:]),
        ]
        text = document.text[:start] + entry + document.text[start + len(entry) :]
        found = find_headings(replace(document, text=text, blocks=(title, *marked)), vocabulary=VOCABULARY)
        assert found.blocks[1].kind == kind
