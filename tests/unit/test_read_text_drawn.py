"""Tables and forms that were drawn or spaced by hand in plain text."""

from __future__ import annotations

import pytest

from .read_cases import outline, read_words, rows


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Team | Open | Due\nNorth | 12 | 3\nSouth | 4 | 5\n", [["Team", "Open", "Due"], ["North", "12", "3"], ["South", "4", "5"]]),
        ("Team | Open\nNorth | 12\nSouth | 4\n", [["Team", "Open"], ["North", "12"], ["South", "4"]]),
        ("┌─────┬────┐\n│Team │Open│\n├─────┼────┤\n│North│12  │\n└─────┴────┘\n", [["Team", "Open"], ["North", "12"]]),
        ("╔═════╦════╗\n║Team ║Open║\n╠═════╬════╣\n║North║12  ║\n╚═════╩════╝\n", [["Team", "Open"], ["North", "12"]]),
        (
            "Landlord: Tidewell Homes      GP surgery: Marsh Lane\nHobby: Judo        School year:\n",
            [["Landlord:", "Tidewell Homes", "GP surgery:", "Marsh Lane"], ["Hobby:", "Judo", "School year:", ""]],
        ),
    ],
)  # fmt: skip
def test_tables_drawn_by_hand(text: str, found: list[list[str]]) -> None:
    assert rows(read_words(f"A record\n\n{text}\nAfter it.\n")) == found


@pytest.mark.parametrize(
    "text",
    [
        "Home | News | Contact\n\nThe council met in May.\n",
        "Open | Closed\nWaiting | Done\n",
        "He said: no.   She said yes.\n",
        "Cost: £5   more or less\n",
    ],
)
def test_lines_that_are_no_table(text: str) -> None:
    assert all(kind != "table" for kind, _ in outline(read_words(text)))
