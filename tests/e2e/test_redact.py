"""`goldenthread redact`: one document in every format, and nothing of what was found in any of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Command

PAPER = """\
Early Help review
Case reference: EH-40417
Child: Tilly Brackenbury
Date of birth: 14/03/2016
Mother: Joanne Brackenbury, 07700 900123
Address: 14 Cobbler Row, Stannerley, ZE3 9QT

Tilly's sleep is better. Joanne says that the debts are paid. Attendance rose from 61% to 94%.
"""
SECRETS = (
    "Tilly",
    "Brackenbury",
    "Joanne",
    "EH-40417",
    "40417",
    "14/03/2016",
    "2016-03-14",
    "900123",
    "Cobbler",
    "ZE3",
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A case paper in a file whose name tells the family."""
    file = tmp_path / "brackenbury-tilly.txt"
    file.write_text(PAPER, "utf-8")
    return file


@pytest.mark.parametrize("form", ["text", "html", "markdown", "json"])
def test_nothing_personal_stands_in_any_format(goldenthread: Command, paper: Path, form: str) -> None:
    out = paper.with_name("out")
    done = goldenthread("redact", paper, "--format", form, "--out", out)
    assert done.returncode == 0, done.stderr
    told = out.read_text("utf-8")
    assert [secret for secret in SECRETS if secret.lower() in told.lower()] == []
    assert "94%" in told and "Child " in told and "[phone]" in told
    assert [secret for secret in SECRETS if secret.lower() in done.stderr.lower()] == []


def test_the_listing_tells_what_replaces_what_and_a_key_repeats_it(goldenthread: Command, paper: Path) -> None:
    key = paper.with_name("a.key")
    listed = goldenthread("redact", paper, "--list", "--key", key).stdout
    rows = [json.loads(line) for line in listed.splitlines()]
    assert {row["kind"] for row in rows} == {
        "person",
        "date_of_birth",
        "phone",
        "address",
        "postcode",
        "case_reference",
    }
    redacted = goldenthread("redact", paper, "--key", key).stdout
    assert all(row["replacement"] in redacted for row in rows)
    assert redacted != goldenthread("redact", paper, "--key", paper.with_name("b.key")).stdout


def test_a_file_that_is_not_there_is_told(goldenthread: Command, tmp_path: Path) -> None:
    done = goldenthread("redact", tmp_path / "none.txt")
    assert done.returncode == 2
    assert "No such file" in done.stderr
