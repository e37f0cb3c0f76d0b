"""Printed paragraph numbers, told from quantities by the sequence they stand in."""

from __future__ import annotations

from tests.unit.helpers import document_of

REPORT = """\
1. Purpose

1.1 This paper tells the Panel how the year went.

1.2 It follows the paper of last June.

2. Demand

2.1 There were 412 open plans in March 2023.

4.5 million pounds was spent on hubs.

2.2 Schools led 120 of them.
"""

RUNNING = """\
Background

1. The service was set up in 2019 and has four teams, each with a manager, six workers and a shared duty desk in the hub.

2. Members asked in March for a fuller account of the money and of the people, which follows here in two parts.

People

3. Three posts were vacant:

1. a duty worker
2. a team manager
3. an attendance officer

4. All three have since been filled and the last of the new colleagues starts in the autumn, after her notice.

7755 contacts were made in the year.

5. The Panel is asked to note the position.
"""


def numbers(text: str) -> list[tuple[str, str | None, str]]:
    document = document_of(text)
    return [
        (block.kind, block.number, document.text[block.content : block.end].split(" ")[0])
        for block in document.blocks
        if block.number
    ]


def test_decimal_numbers() -> None:
    found = [number for _, number, _ in numbers(REPORT)]
    assert found == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_a_quantity_is_not_a_number_of_a_paragraph() -> None:
    document = document_of(REPORT)
    block = next(block for block in document.blocks if "million" in document.text[block.start : block.end])
    assert block.number is None
    assert block.content == block.start


def test_running_numbers_and_the_list_among_them() -> None:
    found = numbers(RUNNING)
    assert [number for kind, number, _ in found if kind == "paragraph"] == ["1", "2", "3", "4", "5"]
    assert [number for kind, number, _ in found if kind == "list_item"] == ["1", "2", "3"]
    assert all(not word.startswith("7755") for _, _, word in found)


def test_numbered_headings() -> None:
    document = document_of(REPORT)
    assert [(section.number, section.title) for section in document.sections] == [("1", "Purpose"), ("2", "Demand")]
