"""The search of what was written: what is a leak, and what stands there by right."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.privacy import Chunk, LeakScanner, Secret, printed_dates
from pipeline.records.figure import Period

SECRETS = {
    "doc_a": [
        Secret("Tilly Brackenbury", "person"),
        Secret("2016-03-14", "date_of_birth"),
        Secret("Hope", "person", exact=True),
    ],
    "doc_b": [Secret("Jonah Pellow", "person")],
}


def leaks(
    text: str, document: str | None = None, innocent: list[tuple[str | None, str]] | None = None
) -> dict[str, int]:
    """Kinds and how often, in a file of that text."""
    scanner = LeakScanner(SECRETS, innocent=innocent or [])
    return {leak.kind: count for leak, count in scanner.scan([Chunk("needs.jsonl", text, document)]).items()}


@pytest.mark.parametrize(
    "text",
    ["Tilly Brackenbury", "tilly-brackenbury", "TILLY  BRACKENBURY", "x/tilly_brackenbury.docx", "Tílly Brackenbury’s"],
)
def test_a_name_is_found_in_whatever_writing(text: str) -> None:
    assert leaks(text) == {"person": 1}


def test_a_name_is_found_in_the_rows_of_its_case_and_of_others() -> None:
    assert leaks("Jonah Pellow came", "doc_a") == leaks("Jonah Pellow came") == {"person": 1}


def test_an_ordinary_word_and_a_name_across_cells_are_no_leak() -> None:
    assert leaks("We hope. Hope is a word.") == {}
    assert leaks("Tilly\tBrackenbury") == {}


def test_what_stands_in_another_case_by_right_is_a_leak_only_in_its_own() -> None:
    of_b: list[tuple[str | None, str]] = [("doc_b", "reviewed 2016-03-14")]
    assert leaks("2016-03-14", "doc_b", of_b) == {}
    assert leaks("2016-03-14", "doc_a", of_b) == {"date_of_birth": 1}
    assert leaks("2016-03-14", "doc_b") == {"date_of_birth": 1}
    own: list[tuple[str | None, str]] = [("doc_a", "born 2016-03-14")]
    assert leaks("2016-03-14", "doc_b", own) == {"date_of_birth": 1}, "its own paper excuses nothing"


def test_dates_of_a_record_are_told_as_outputs_print_them() -> None:
    told = list(printed_dates((Period(start=date(2024, 8, 2), end=None, text=None), "2020-01-01", 5)))
    assert told == ["2024-08-02", "02/08/2024", "2 August 2024", "2 Aug 2024"]
