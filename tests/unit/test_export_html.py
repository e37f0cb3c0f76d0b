"""report.html as a browser, a screen reader and a hostile document meet it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.export.html import export_html, report_page
from pipeline.export.html_documents import headline_figures
from pipeline.export.html_parts import MOST_FIGURES, MOST_FINDINGS
from pipeline.records.run import Run
from tests.unit.sample_run import BROKEN, CLOSURE, MAY, REPORT, TWIN, document, empty_run, figure, finding, sample_run

RUNS = pytest.mark.parametrize("run", [sample_run(), empty_run()], ids=["sample", "empty"])
TAGS = re.compile(r"<[^>]+>")


def page(run: Run) -> LexborHTMLParser:
    return LexborHTMLParser(report_page(run))


def words(node: object) -> str:
    return " ".join(node.text(separator=" ").split())  # type: ignore[attr-defined]


@RUNS
def test_the_page_needs_nothing_else_and_runs_nothing(run: Run) -> None:
    text = report_page(run)
    assert "<script" not in text and "javascript:" not in text
    assert not re.search(r"\son\w+=", text)
    tree = LexborHTMLParser(text)
    assert tree.css("link, img, iframe, object, embed, form") == []
    assert all(link.attributes["href"].startswith("#") for link in tree.css("a"))
    policy = tree.css_first("meta[http-equiv='Content-Security-Policy']").attributes["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "@import" not in text and "url(" not in tree.css_first("style").text()


@RUNS
def test_the_page_has_what_assistive_technology_asks_for(run: Run) -> None:
    tree = page(run)
    assert tree.css_first("html").attributes["lang"] == "en-GB"
    assert tree.css_first("title").text() == "Golden Thread report"
    assert [len(tree.css(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    assert tree.css_first("body > a").attributes == {"class": "skip", "href": "#main"}
    levels = [int(node.tag[1]) for node in tree.css("h1, h2, h3, h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in tree.css("table"):
        assert words(table.css_first("caption"))
        assert all(header.attributes.get("scope") in ("col", "row") for header in table.css("th"))
        assert all(row.css("th[scope=row]") for row in table.css("tbody tr"))
        region = table.parent.attributes
        assert region["role"] == "region" and region["tabindex"] == "0"
    for chart in tree.css("svg"):
        assert chart.attributes["role"] == "img"
        for key in chart.attributes["aria-labelledby"].split():
            assert words(chart.css_first(f"#{key}"))


@RUNS
def test_ids_are_unique_and_every_link_resolves(run: Run) -> None:
    tree = page(run)
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(set(ids)) == len(ids)
    for link in tree.css("a"):
        assert link.attributes["href"][1:] in ids
    for node in tree.css("[aria-labelledby]"):
        assert set(node.attributes["aria-labelledby"].split()) <= set(ids)


def test_a_finding_shows_its_sum_its_words_and_its_place() -> None:
    (error, query, not_run) = page(sample_run()).css("article.finding")
    assert words(error.css_first("h4")) == "Error A column does not add up SUM001"
    assert "120 + 95 = 215, stated 210." in words(error)
    assert words(error.css_first("blockquote")) == "“| North | 120 | 95 | £1.2m |” table 1, p. 3: North, Q1"
    assert words(error.css_first(".source")) == "In 2023/scrutiny report.pdf"
    assert words(query.css_first("h4")).startswith("To look at")
    assert words(not_run.css_first("h4")).startswith("Not run")


def test_what_was_not_read_stands_with_its_remedy() -> None:
    table = words(page(sample_run()).css_first("#exceptions"))
    assert "scan.pdf Partial This page has no text layer (p. 2) Run text recognition on the file" in table
    assert "copy of closure.docx" in table and "counted once" in table


def test_the_thread_names_its_gaps() -> None:
    rows = [words(row) for row in page(sample_run()).css(f"#thread-{CLOSURE} tbody tr")]
    assert rows[0].startswith("Attendance (Education), child Juno “=Juno's attendance was 71%”")
    assert rows[0].endswith("Nothing")
    assert "None linked None linked No help is linked to this need; No outcome is linked to this need" in rows[1]
    assert "Not expected in this kind of paper" in words(page(sample_run()).css_first("#thread"))
    steps = [words(row) for row in page(sample_run()).css("#thread-table tbody tr")]
    assert steps == ["Needs 2", "with help 1", "with an outcome 1", "with help and a known outcome 1"]


def test_case_papers_show_dates_and_completeness() -> None:
    tree = page(sample_run())
    assert "26 10 May 2023 29 September 2023 Outcomes met closed Assessment late: 26 working days, limit 20" in words(
        tree.css_first("#timeliness")
    )
    cells = [words(cell) for cell in tree.css("#completeness tbody tr")[0].css("td, th")]
    assert cells[0] == "WX-2044, closure summary"
    assert cells[1:] == ["Yes"] * 8 + ["–", "No"]


def test_the_report_says_what_it_does_not_do() -> None:
    assert "does not score, rank or predict anything about a child, a family or a worker" in words(
        page(empty_run()).body
    )


def test_markup_in_a_document_is_words_on_the_page() -> None:
    nasty = '<script>alert("x")</script><img src=x onerror=y>{{ 7*7 }}</style>'
    row = figure(REPORT, 0, f"{nasty} 5", "5", "5", measure=nasty, unit=nasty, period=replace(MAY, text=nasty))
    run = replace(
        sample_run(),
        documents=(document(REPORT, f"{nasty}.pdf", title=nasty, status="failed", error=nasty, remedy=nasty),),
        figures=(row, replace(row, id="fig_x", start=1, value=row.value + 1)),
        findings=(finding("SUM001", "error", nasty, nasty, (row,)),),
        series=(replace(sample_run().series[0], measure=nasty, geography=nasty, breaks=(nasty,)),),
        clusters=(replace(sample_run().clusters[0], label=nasty, note=nasty),),
        manifest={"tool": {"name": nasty}, "vocabulary": {nasty: nasty}, "packages": {nasty: nasty}},
    )
    text = report_page(run)
    assert "<script" not in text and "<img" not in text and "49" not in TAGS.sub("", text)
    tree = LexborHTMLParser(text)
    assert tree.css("script, img") == []
    assert nasty in tree.body.text()


@pytest.mark.parametrize("text, shown", [("a\x07b", "a\\x07b"), ("a\u202eb", "a\\u202eb"), ("a\udc80b", "a\\udc80b")])
def test_hidden_characters_are_written_out(text: str, shown: str, tmp_path: Path) -> None:
    run = replace(sample_run(), findings=(finding("SUM001", "error", "A sum", text, ()),))
    (file,) = export_html(run, tmp_path)
    assert shown in file.read_text("utf-8")
    assert text not in file.read_text("utf-8")


def test_long_sections_are_capped_and_say_where_the_rest_is() -> None:
    row = figure(REPORT, 0, "There were 5", "5", "5")
    many = tuple(finding("SUM001", "error", "A sum", f"Sum {number}", (row,)) for number in range(MOST_FINDINGS + 7))
    tree = page(replace(sample_run(), findings=many))
    assert len(tree.css("article.finding")) == MOST_FINDINGS
    assert "7 more findings on the sheet Findings of audit.xlsx." in words(tree.css_first("#findings"))
    assert f"Errors ({MOST_FINDINGS + 7})" in words(tree.css_first("#findings"))


def test_headline_figures_are_the_most_fully_stated() -> None:
    def stated(number: int, **values: object) -> object:
        return figure(REPORT, 100 * number, f"There were {number}", str(number), str(number), **values)

    whole = [stated(number, measure=f"plans {number}", period=MAY) for number in range(1, MOST_FIGURES + 1)]
    part = stated(50, measure="plans", period=MAY, breakdown={"team": "North"})
    bare = stated(60)
    forecast = stated(70, measure="plans next year", period=MAY, role="forecast")
    assert headline_figures([bare, part, forecast, *whole]) == whole  # type: ignore[list-item]
    assert headline_figures([part, bare]) == [part, bare]  # type: ignore[list-item]


def test_two_runs_give_the_same_bytes() -> None:
    late = sample_run().manifest | {"started": "2030-01-01T00:00:00+00:00", "seconds": 12.5, "finished": "2030-01-02"}
    assert report_page(sample_run()) == report_page(replace(sample_run(), manifest=late))
    assert "2026" not in report_page(sample_run())


def test_every_document_stands_in_the_first_table() -> None:
    rows = page(sample_run()).css("#documents tbody tr")
    assert [row.attributes["id"] for row in rows] == [row.id for row in sample_run().documents]
    assert {BROKEN, TWIN} <= {row.attributes["id"] for row in rows}
