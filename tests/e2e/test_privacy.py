"""Editions to hand on, end to end: nothing that gold names stands in any file written, and a leak leaves no file at all."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from pipeline.config import load_settings
from pipeline.privacy.offsets import Rewritten
from pipeline.run import editions
from tests.conftest import REPOSITORY, Command

CORPUS = REPOSITORY / "corpora" / "cases-develop"
GOLD = REPOSITORY / "annotations" / "cases-develop"
PAPERS = ("kelderby-keh20417-assessment", "kelderby-keh20417-review2", "dunmarrow-closure-oakeshott")
LEAST = (
    5  # letters and digits of a value that is looked for in every file; shorter ones ("Leo", "Jo") stand in other words
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three case papers, two of them of one case, under names that tell the family."""
    folder = tmp_path_factory.mktemp("papers")
    for name in PAPERS:
        (file,) = CORPUS.glob(f"{name}.*")
        shutil.copy(file, folder / file.name)
    return folder


@pytest.fixture(scope="module")
def pseudonymised(goldenthread: Command, papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pseudonymised run of the three papers."""
    out = tmp_path_factory.mktemp("private") / "run"
    done = goldenthread("run", papers, "--out", out, "--pseudonymise", "--quiet")
    assert done.returncode == 0, done.stderr
    return out


def wanted() -> list[str]:
    """Names and identifiers of the gold, and the names of the files."""
    texts = {
        item["text"]
        for name in PAPERS
        for item in json.loads((GOLD / f"{name}.gold.json").read_text("utf-8"))["personal_data"]
    }
    return sorted(text for text in texts | {"oakeshott", "keh20417"} if len(re.sub(r"[\W_]", "", text)) >= LEAST)


def strings(file: Path) -> list[str]:
    """Everything a written file holds, opened with a reader of its format."""
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        links = [cell.hyperlink.target or "" for cell in cells if cell.hyperlink]
        return [*(str(cell.value) for cell in cells if cell.value is not None), *links, *book.sheetnames]
    if file.suffix == ".sqlite":
        base = sqlite3.connect(file)
        try:
            tables = [name for (name,) in base.execute("select name from sqlite_master where type = 'table'")]
            return [str(value) for table in tables for row in base.execute(f'select * from "{table}"') for value in row]
        finally:
            base.close()
    if file.suffix == ".parquet":
        return [
            json.dumps(row, default=str, ensure_ascii=False) for row in pyarrow.parquet.read_table(file).to_pylist()
        ]
    if file.suffix == ".jsonl":
        return [json.dumps(json.loads(line), ensure_ascii=False) for line in file.read_text("utf-8").splitlines()]
    return [file.read_bytes().decode("utf-8", "replace")]


def test_nothing_that_gold_names_stands_in_any_file(pseudonymised: Path) -> None:
    looked_for = {text: re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE) for text in wanted()}
    assert len(looked_for) > 30
    files = sorted(file for file in pseudonymised.rglob("*") if file.is_file())
    assert {".xlsx", ".sqlite", ".parquet", ".html", ".csv", ".jsonl", ".json"} <= {file.suffix for file in files}
    leaks = []
    for file in files:
        told = "\n".join([str(file.relative_to(pseudonymised)), *strings(file)])
        leaks += [(file.name, text) for text, pattern in looked_for.items() if pattern.search(told)]
    assert leaks == []


def test_the_edition_still_tells_the_needs_by_pseudonym(pseudonymised: Path) -> None:
    needs = [json.loads(line) for line in (pseudonymised / "needs.jsonl").read_text("utf-8").splitlines()]
    assert needs
    quotes = " ".join(need["evidence"]["quote"] if "evidence" in need else need["quote"] for need in needs)
    assert re.search(r"\b(?:Child|Parent|Family|Person|Worker|Relative) [A-Z][A-Z0-9]{4}", quotes)
    facts = json.loads((pseudonymised / "run.json").read_text("utf-8"))
    assert facts["privacy"]["pseudonymised"] is True
    assert not (pseudonymised / "personal_data.jsonl").exists()


def test_a_key_gives_the_same_pseudonyms_in_another_run(goldenthread: Command, papers: Path, tmp_path: Path) -> None:
    def needs(out: str, key: str) -> str:
        paper = next(papers.glob("dunmarrow*"))
        words = ("--out", tmp_path / out, "--pseudonymise", "--key", tmp_path / key, "--quiet")
        done = goldenthread("run", paper, *words)
        assert done.returncode == 0, done.stderr
        return (tmp_path / out / "needs.jsonl").read_text("utf-8")

    first = needs("one", "a.key")
    assert first == needs("two", "a.key")
    assert first != needs("three", "b.key")


def test_a_name_that_is_left_in_stops_the_run_and_leaves_nothing(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rewriting is broken on purpose: every change is forgotten, so that names stay in the text."""
    from pipeline.run.runner import run_folder

    made = Rewritten.__init__

    def forgets(self: Rewritten, text: str, changes: object) -> None:
        made(self, text, ())

    monkeypatch.setattr(Rewritten, "__init__", forgets)
    settings = load_settings()
    settings = settings.model_copy(update={"privacy": settings.privacy.model_copy(update={"pseudonymise": True})})
    with pytest.raises(editions.LeakError) as raised:
        run_folder([next(papers.glob("dunmarrow*"))], tmp_path / "run", settings=settings)
    assert list(tmp_path.iterdir()) == []
    assert "oakeshott" not in str(raised.value).lower(), "the message may not carry what leaked"


def test_a_birthday_that_is_a_date_of_another_case_is_no_leak(goldenthread: Command, tmp_path: Path) -> None:
    form = "Early Help closure summary\nCase reference: {}\nChild: {}\nDate of birth: {}\nDate of closure: {}\n\n{}\n"
    folder = tmp_path / "papers"
    folder.mkdir()
    one = form.format("EH-40417", "Tilly Brackenbury", "12/08/2019", "3 June 2024", "Tilly is well.")
    other = form.format("EH-51200", "Jonah Pellow", "30/09/2015", "12 Aug 2019", "Jonah is well.")
    (folder / "one.txt").write_text(one, "utf-8")
    (folder / "other.txt").write_text(other, "utf-8")
    done = goldenthread("run", folder, "--out", tmp_path / "run", "--pseudonymise", "--quiet")
    assert done.returncode == 0, done.stderr
    cases = [json.loads(line) for line in (tmp_path / "run" / "cases.jsonl").read_text("utf-8").splitlines()]
    assert sorted(case["closure_date"] for case in cases) == ["2019-08-12", "2024-06-03"]
