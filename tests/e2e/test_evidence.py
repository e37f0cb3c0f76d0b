"""Evidence links of a real run: every one of them leads to the words, in every edition and every file."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.export.contents import written_texts
from tests.conftest import REPOSITORY, Command

PAPERS = (
    "ottermere-2024-06-cabinet-annual-report.pdf",
    "thornmere-2023-11-scrutiny-early-help.docx",
    "saltmead-fh-3306-closure.pdf",
    "ottermere-ehs-1187-closure.txt",
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for name in PAPERS:
        shutil.copy(REPOSITORY / "corpora" / "demo" / name, folder)
    return folder


@pytest.fixture(scope="module")
def run(goldenthread: Command, papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("evidence") / "run"
    goldenthread("run", papers, "--out", out, "--personal-data", check=True)
    return out


@pytest.fixture(scope="module")
def private(goldenthread: Command, papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("private") / "run"
    goldenthread("run", papers, "--out", out, "--pseudonymise", check=True)
    return out


@pytest.fixture(scope="module")
def counted(goldenthread: Command, papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("counted") / "run"
    goldenthread("run", papers, "--out", out, "--pseudonymise", "--suppress", "5", check=True)
    return out


def links(folder: Path) -> dict[Path, set[str]]:
    """Links of every page and workbook of the run, by the file they stand in; those to other places of the same file too."""
    found: dict[Path, set[str]] = {}
    for page in folder.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text("utf-8"))
        sources = [node.attributes["src"] or "" for node in tree.css("img")]
        sources += [node.attributes["href"] or "" for node in tree.css("image")]
        found[page] = {node.attributes["href"] or "" for node in tree.css("a[href]")} | set(sources)
    book = openpyxl.load_workbook(folder / "audit.xlsx")
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    found[folder / "audit.xlsx"] = {
        f"{cell.hyperlink.target}{'#' + cell.hyperlink.location if cell.hyperlink.location else ''}"
        for cell in cells
        if cell.hyperlink.target
    }
    return found


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["run", "private", "counted"])
def test_every_link_leads_somewhere(edition: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(edition)
    ids: dict[Path, set[str]] = {}
    walked = 0
    for file, hrefs in links(folder).items():
        for href in hrefs:
            if href.startswith("data:image/png;base64,"):
                continue
            name, _, fragment = href.partition("#")
            target = (file.parent / unquote(name)).resolve() if name else file
            assert target.is_relative_to(folder.resolve()), href
            assert target.is_file(), href
            if fragment:
                if target not in ids:
                    tree = LexborHTMLParser(target.read_text("utf-8"))
                    ids[target] = {node.attributes["id"] or "" for node in tree.css("[id]")}
                assert fragment in ids[target], f"{file.name}: {href}"
            walked += 1
    assert walked > 200


@pytest.mark.slow
def test_the_words_stand_where_the_link_leads(run: Path) -> None:
    sheet = openpyxl.load_workbook(run / "audit.xlsx")["Figures"]
    head = [cell.value for cell in sheet[1]]
    where, quote = head.index("Where"), head.index("Quote")
    for row in sheet.iter_rows(min_row=2, max_row=41):
        link = row[where].hyperlink
        assert link is not None
        name, _, fragment = (
            f"{link.target}#{link.location}".partition("#") if link.location else link.target.partition("#")
        )
        tree = LexborHTMLParser((run / name).read_text("utf-8"))
        marked = tree.css_first(f"[id='{fragment}']").text(separator=" ").split()
        words = str(row[quote].value).split()
        assert marked[:3] == words[:3] or "".join(words).startswith("".join(marked)[:20])


@pytest.mark.slow
def test_pages_of_findings_are_drawn_and_an_edition_to_hand_on_has_no_image(run: Path, private: Path) -> None:
    assert list((run / "evidence").glob("*.png"))
    assert "data:image/png" in (run / "report.html").read_text("utf-8")
    assert not list(private.rglob("*.png"))
    assert "data:image/" not in (private / "report.html").read_text("utf-8")
    with zipfile.ZipFile(private / "audit.xlsx") as book:
        assert not [name for name in book.namelist() if name.startswith("xl/media/")]
    assert len(list((private / "evidence").glob("doc_*.html"))) == len(PAPERS)


def secrets(run: Path) -> set[str]:
    """Names of two words and more, numbers and addresses of the people in the case papers."""
    papers = {row["id"] for row in rows(run, "documents") if row["genre"] == "closure_summary"}
    found = {" ".join(row["text"].split()) for row in rows(run, "personal_data") if row["document"] in papers}
    return {text for text in found if len(text) > 5 and (" " in text or any(map(str.isdigit, text)))}


def rows(run: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run / f"{table}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["private", "counted"])
def test_no_deliverable_of_an_edition_to_hand_on_tells_who_it_is(
    edition: str, run: Path, request: pytest.FixtureRequest, tmp_path: Path, goldenthread: Command
) -> None:
    folder: Path = request.getfixturevalue(edition)
    goldenthread("report", folder, "--docx", tmp_path / "a.docx", "--pdf", tmp_path / "a.pdf", check=True)
    goldenthread("compare", folder, folder, "--html", tmp_path / "a.html", check=True)
    series = goldenthread("series", folder, "--csv", check=True).stdout
    pdf = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    texts = [text for at in (folder, tmp_path) for _, text, _ in written_texts(at)]
    texts += [series, *(page.get_textpage().get_text_range() for page in pdf)]
    whole = " ".join("\n".join(texts).split()).casefold()
    known = secrets(run)
    assert len(known) > 8
    assert [text for text in sorted(known) if text.casefold() in whole] == []
    assert not [file for file in folder.rglob("*") if file.suffix in (".png", ".jpg", ".pdf")]


@pytest.mark.slow
def test_an_edition_that_counts_case_papers_has_no_page_of_one(run: Path, counted: Path) -> None:
    public = [row for row in rows(run, "documents") if row["genre"] != "closure_summary"]
    assert len(list((counted / "evidence").glob("doc_*.html"))) == len(public) == 2
