"""Evidence links of a real run: every one of them leads to the words, in every edition and every file."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

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
    goldenthread("run", papers, "--out", out, check=True)
    return out


@pytest.fixture(scope="module")
def private(goldenthread: Command, papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("private") / "run"
    goldenthread("run", papers, "--out", out, "--pseudonymise", check=True)
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
@pytest.mark.parametrize("edition", ["run", "private"])
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
    assert walked > 300


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
