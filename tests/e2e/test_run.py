"""`goldenthread run` as a user meets it: broken files, exit codes, repeatability."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pikepdf
import pytest
from docx import Document as WordDocument

from tests.conftest import REPOSITORY, Command


def documents(run: Path) -> dict[str, dict]:
    lines = (run / "documents.jsonl").read_text("utf-8").splitlines()
    return {row["path"]: row for row in map(json.loads, lines)}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one good document and four that cannot be read."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "good.txt").write_text("1.1 In March 2023 there were 412 open Early Help plans.\n", "utf-8")
    (folder / "empty.docx").write_bytes(b"")
    (folder / "not-a.pdf").write_text("This is a shopping list.", "utf-8")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    whole = folder / "half.docx"
    document = WordDocument()
    document.add_paragraph("There were 12 plans.")
    document.save(str(whole))
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return folder


def test_broken_files_become_rows(goldenthread: Command, broken: Path, tmp_path: Path) -> None:
    done = goldenthread("run", broken, "--out", tmp_path / "run")
    assert done.returncode == 3, done.stderr
    found = documents(tmp_path / "run")
    assert {path: row["status"] for path, row in found.items()} == {
        "empty.docx": "empty",
        "good.txt": "done",
        "half.docx": "malformed",
        "locked.pdf": "encrypted",
        "not-a.pdf": "malformed",
    }
    for path, row in found.items():
        if path != "good.txt":
            assert row["error"] and row["remedy"], path
            assert path in done.stderr
    figures = [json.loads(line) for line in (tmp_path / "run" / "figures.jsonl").read_text("utf-8").splitlines()]
    assert [(figure["value"], figure["locator"]["paragraph"]) for figure in figures] == [(412, "1.1")]


def test_two_runs_give_the_same_bytes(goldenthread: Command, demo_run: Path, tmp_path: Path) -> None:
    goldenthread("run", REPOSITORY / "corpora" / "demo", "--out", tmp_path / "run", "--workers", "1")
    one, two = sums(demo_run), sums(tmp_path / "run")
    assert set(one) == set(two)
    assert {name for name in one if one[name] != two[name]} <= {"run.json", "config.toml"}


def sums(folder: Path) -> dict[str, str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_exit_codes(goldenthread: Command, broken: Path, tmp_path: Path) -> None:
    assert goldenthread("run", tmp_path / "nowhere", "--out", tmp_path / "a").returncode == 2
    assert goldenthread("run", tmp_path, "--out", tmp_path / "b").returncode == 4
    assert goldenthread("run", broken / "empty.docx", "--out", tmp_path / "c").returncode == 4
    assert goldenthread("run", broken / "good.txt", "--out", tmp_path / "d", "--fail-on", "never").returncode == 0
    assert goldenthread("run", broken / "good.txt", "--out", tmp_path / "d", "--fail-on", "always").returncode == 2
    assert goldenthread("nonsense").returncode == 2


def test_findings_set_the_exit_code_when_asked(goldenthread: Command, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("1.1 Open plans rose from 412 in April 2022 to 388 in March 2023.\n", "utf-8")
    assert goldenthread("run", report, "--out", tmp_path / "a").returncode == 0
    assert goldenthread("run", report, "--out", tmp_path / "b", "--fail-on", "error").returncode == 1


def test_the_output_never_mixes_with_other_files(goldenthread: Command, broken: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = goldenthread("run", broken / "good.txt", "--out", tmp_path)
    assert done.returncode == 2
    assert "holds other files" in done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine.txt"]


def test_json_summary(goldenthread: Command, broken: Path, tmp_path: Path) -> None:
    done = goldenthread("run", broken / "good.txt", "--out", tmp_path / "run", "--json")
    summary = json.loads(done.stdout)
    assert summary["counts"]["documents"] == 1
    assert summary["counts"]["figures"] == 1
    assert done.stderr == ""


def test_a_file_under_two_names_counts_once(goldenthread: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("There were 12 open plans in May 2023.\n", "utf-8")
    goldenthread("run", folder, "--out", tmp_path / "run")
    rows = documents(tmp_path / "run")
    assert rows["a.txt"]["duplicate_of"] is None
    assert rows["b.txt"]["duplicate_of"] == rows["a.txt"]["id"]
    assert len((tmp_path / "run" / "figures.jsonl").read_text("utf-8").splitlines()) == 1


def test_read_prints_the_text_that_offsets_count_in(goldenthread: Command, broken: Path, tmp_path: Path) -> None:
    goldenthread("run", broken / "good.txt", "--out", tmp_path / "run")
    figure = json.loads((tmp_path / "run" / "figures.jsonl").read_text("utf-8"))
    text = goldenthread("read", broken / "good.txt").stdout
    assert text[figure["start"] : figure["end"]] == figure["text"] == "412"


def test_small_commands(goldenthread: Command) -> None:
    assert "Golden Thread" in goldenthread("info").stdout
    assert "[run]" in goldenthread("config").stdout
    assert json.loads(goldenthread("schema", "figures").stdout)["required"]
    done = goldenthread("schema", "nonsense")
    assert done.returncode == 2
    assert "There are: documents" in done.stderr
