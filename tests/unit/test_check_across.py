"""Checks between documents: revisions, quotations, and what must not be compared."""

from __future__ import annotations

import pytest

from pipeline.check import ACROSS, Paper, check_documents
from pipeline.check.across import PARTING
from pipeline.check.options import CheckOptions
from pipeline.read.source import source_of_bytes
from pipeline.records.finding import CheckCount, Finding
from pipeline.run.assemble import extract, understand
from pipeline.run.job import document_row

from .checking import tools

ALL = CheckOptions(select=(), ignore=())
FIRST = "# Marlow Council: Early Help report\n\n12 May 2023\n\n## Demand\n\n"
LATER = "# Marlow Council: Early Help update\n\n14 May 2024\n\n## Demand\n\n"


def across(*texts: str, options: CheckOptions = ALL) -> tuple[list[Finding], list[CheckCount]]:
    papers = []
    for number, text in enumerate(texts):
        source = source_of_bytes(text.encode("utf-8"), path=f"paper-{number}.md")
        document = understand(source, settings=tools().settings, vocabulary=tools().vocabulary)
        extraction = extract(document, tools=tools())
        papers.append(Paper(row=document_row(document, extraction), figures=extraction.figures))
    return check_documents(papers, options=options)


@pytest.mark.parametrize("code", list(ACROSS))
def test_examples(code: str) -> None:
    check = ACROSS[code]
    found, counts = across(*check.holds.split(PARTING))
    assert found == []
    assert next(count for count in counts if count.code == code).held >= 1
    found, _ = across(*check.fails.split(PARTING))
    assert [(finding.code, finding.severity) for finding in found] == [(code, check.severity)]
    assert len(found[0].documents) == len(set(found[0].documents)) == 2
    assert {item.document for item in found[0].evidence} == set(found[0].documents)


def test_a_revision_is_named_as_such() -> None:
    said = "In 2022/23 the service received 1,248 requests for help."
    revised = "In 2022/23 the service received 1,284 requests for help, a revised figure."
    found, _ = across(FIRST + said, LATER + revised)
    assert "named as such" in found[0].message
    found, _ = across(FIRST + said, LATER + revised.replace(", a revised figure", ""))
    assert "not explained" in found[0].message and "mistyped" in found[0].message


@pytest.mark.parametrize(
    "later",
    [
        "In 2023/24 the service received 1,284 requests for help.",  # another year
        "In 2022/23 the service closed 1,284 plans.",  # another measure
        "In 2022/23 the service received about 1,300 requests for help.",  # hedged
        "In 2022/23 schools in the north sent 284 requests for help.",  # a part
    ],
)
def test_what_is_not_the_same_is_not_compared(later: str) -> None:
    found, _ = across(FIRST + "In 2022/23 the service received 1,248 requests for help.", LATER + later)
    assert found == []


def test_papers_of_two_authorities_are_not_compared() -> None:
    said = "In 2022/23 the service received {} requests for help."
    found, counts = across(FIRST + said.format("1,248"), LATER.replace("Marlow", "Redmere") + said.format("1,284"))
    assert found == []
    assert sum(count.checked for count in counts) == 0


def test_one_paper_has_nothing_to_be_compared_with() -> None:
    _, counts = across(FIRST + "In 2022/23 the service received 1,248 requests for help.")
    assert [(count.document, count.checked) for count in counts] == [(None, 0), (None, 0)]


def test_selecting() -> None:
    _, counts = across(FIRST, LATER, options=ALL.model_copy(update={"select": ("XDC002",)}))
    assert [count.code for count in counts] == ["XDC002"]
