"""Contradictions that must be found and look-alikes that must be left alone, in many wordings; hostile text.

The texts and their labels were written before any check was run on them. A line that begins with "? " is a known miss or a
known false finding: its test is expected to fail, and fails the suite when it no longer does, so that the mark is removed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from .checking import CASE_HEAD, HEAD, check_text

FOLDER = Path(__file__).parent / "data"
PRACTICE = ("TIM", "CPL", "THR")  # late, missing, unlinked: true of a snippet


def cases(name: str) -> Iterator[tuple[str, bool]]:
    """The lines of a table of texts; whether each is judged rightly today."""
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.removeprefix("? ").replace("\\n", "\n"), not line.startswith("? ")


def codes(head: str, text: str) -> list[str]:
    findings, _ = check_text(head + text + "\n")
    return [f"{finding.code} {finding.message}" for finding in findings if not finding.code.startswith(PRACTICE)]


def params(name: str) -> list[ParameterSet]:
    return [
        pytest.param(
            text, id=text[:60], marks=[] if right else [pytest.mark.xfail(strict=True, reason="a known limit")]
        )
        for text, right in cases(name)
    ]


@pytest.mark.parametrize("text", params("check_contradictions.txt"))
def test_contradiction_is_found(text: str) -> None:
    assert codes(HEAD, text)


@pytest.mark.parametrize("text", params("check_controls.txt"))
def test_look_alike_is_left_alone(text: str) -> None:
    assert codes(HEAD, text) == []


@pytest.mark.parametrize("text", params("check_case_contradictions.txt"))
def test_contradiction_in_a_case_paper_is_found(text: str) -> None:
    assert codes(CASE_HEAD, text)


@pytest.mark.parametrize("text", params("check_case_controls.txt"))
def test_look_alike_in_a_case_paper_is_left_alone(text: str) -> None:
    assert codes(CASE_HEAD, text) == []


HOSTILE = {
    "directions": "up down rose fell " * 1000,
    "numbers": "12 more than 13 of 14 (15%) " * 400,
    "brackets": "(" * 2000 + "1" + ")" * 2000,
    "from to": "from 1 to 2 up by 3 of the 4 " * 400,
    "the rest": "the remaining 12, the other 13, leaving 14, " * 300,
    "targets": "met our target of 12% above the limit of 13% " * 300,
    "ages": "born on 1 May 2015, aged 8, (9), " * 250,
    "lists": "three areas: a, b, c and d; four points: " * 300,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_longer_than_honest(name: str) -> None:
    """A thousand characters without a full stop, and the same in sentences. Ten times that still takes minutes for lists."""
    for text in (HOSTILE[name][:1000], HOSTILE[name][:1000].replace(", ", ". ")):
        started = time.process_time()
        findings, _ = check_text(HEAD + text + "\n")
        assert time.process_time() - started < 15
        assert all(finding.severity != "not_run" for finding in findings)
