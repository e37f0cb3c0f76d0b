"""`goldenthread explain FIGURE_ID --run DIR`: fields with their words and exact offsets; clear errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Command

PAPER = (
    "Early Help in 2022/23\n\nReport to the Cabinet Member, 11 July 2023\n\n"
    "1.1 On 31 March 2023 there were 412 open plans, up from 388 a year earlier.\n"
)


@pytest.fixture(scope="module")
def run_folder(goldenthread: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    (folder / "paper.txt").write_text(PAPER, "utf-8")
    done = goldenthread("run", folder / "paper.txt", "--out", folder / "out", "--quiet")
    assert done.returncode == 0, done.stderr
    return folder / "out"


def _row(run_folder: Path, value: int) -> dict:
    rows = (json.loads(line) for line in (run_folder / "figures.jsonl").read_text("utf-8").splitlines())
    return next(row for row in rows if row["value"] == value)


def test_every_stretch_quotes_the_document(goldenthread: Command, run_folder: Path) -> None:
    row = _row(run_folder, 412)
    told = json.loads(goldenthread("explain", row["id"], "--run", run_folder, "--json").stdout)
    (document,) = (run_folder / "documents").glob("*.json")
    text = json.loads(document.read_text("utf-8"))["text"]
    fields = {field["field"]: field for field in told["fields"]}
    assert {"value", "unit", "measure", "period", "change"} <= set(fields)
    for field in told["fields"]:
        for words in field["words"]:
            assert text[words["start"] : words["end"]] == words["quote"]
    assert [words["quote"] for words in fields["value"]["words"]] == ["412"]
    assert "31 March 2023" in fields["period"]["words"][0]["quote"]
    assert fields["change"]["value"] == "increase from 388"


def test_plain_text_names_the_paper_and_the_words(goldenthread: Command, run_folder: Path) -> None:
    told = goldenthread("explain", _row(run_folder, 412)["id"], "--run", run_folder).stdout
    assert "paper.txt" in told and "31 March 2023" in told and "open plans" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fig_000000000000", "--run", "RUN"), "No figure fig_000000000000"),
        (("fig_000000000000",), "--run DIR"),
        (("fig_000000000000", "--run", "nowhere"), "Not a finished run"),
    ],
)
def test_errors_say_what_to_do(goldenthread: Command, run_folder: Path, words: tuple[str, ...], said: str) -> None:
    done = goldenthread("explain", *(str(run_folder) if word == "RUN" else word for word in words))
    assert done.returncode == 2
    assert said in done.stderr


def test_checks_are_still_explained(goldenthread: Command) -> None:
    assert "average" in goldenthread("explain", "AVG001").stdout.lower()
