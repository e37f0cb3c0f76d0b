"""Every check's two examples, through the whole pipeline; the catalogue in the docs; the framework's promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.check import CHECKS, check_document
from pipeline.check.catalogue import Check, Subject, Verdict
from pipeline.check.docs import catalogue_markdown
from pipeline.check.options import CheckOptions
from pipeline.records.run import Extraction
from pipeline.vocab import Vocabulary

from .checking import check_text
from .helpers import document_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
ALL = CheckOptions(select=(), ignore=())


@pytest.mark.parametrize("code", list(CHECKS))
def test_example_that_holds(code: str) -> None:
    findings, counts = check_text(CHECKS[code].holds)
    assert [finding.message for finding in findings if finding.code == code] == []
    assert [finding.message for finding in findings if finding.severity == "not_run"] == []
    tested = next(count for count in counts if count.code == code)
    assert tested.checked == tested.held


@pytest.mark.parametrize("code", list(CHECKS))
def test_example_that_fails(code: str) -> None:
    findings, _ = check_text(CHECKS[code].fails)
    found = [finding for finding in findings if finding.code == code]
    assert len(found) == 1
    assert found[0].severity == CHECKS[code].severity
    assert found[0].evidence
    assert (
        "look" in found[0].message.lower()
        or "count again" in found[0].message.lower()
        or found[0].message.endswith(".")
    )


@pytest.mark.parametrize("code", list(CHECKS))
def test_check_says_what_it_does(code: str) -> None:
    check = CHECKS[code]
    assert check.title[0].isupper() and not check.title.endswith(".")
    assert len(check.description) > 60
    assert check.holds != check.fails


def test_catalogue_in_the_docs_is_current() -> None:
    """Make it anew with `goldenthread explain --markdown > docs/checks.md`."""
    assert (DOCS / "checks.md").read_text("utf-8") == catalogue_markdown()


def test_selecting_and_ignoring() -> None:
    document = document_of(CHECKS["SUM001"].fails)
    some = CheckOptions(select=("SUM", "PCT001"), ignore=("SUM002",))
    _, counts = check_document(document, extraction=Extraction(), links=(), vocabulary=Vocabulary(), options=some)
    assert {count.code for count in counts} == {code for code in CHECKS if code.startswith(("SUM", "PCT001"))} - {
        "SUM002"
    }


def test_a_check_that_crashes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(subject: Subject) -> Iterator[Verdict]:
        raise RuntimeError("Jodie Birkett")
        yield None

    broken = Check(code="SUM001", severity="error", title="T", holds="", fails="", function=crash)
    monkeypatch.setitem(CHECKS._parts, "SUM001", broken)
    findings, _ = check_document(
        document_of("Nothing."), extraction=Extraction(), links=(), vocabulary=Vocabulary(), options=ALL
    )
    assert [(finding.code, finding.severity) for finding in findings] == [("SUM001", "not_run")]
    assert "Jodie" not in findings[0].message


def test_every_check_is_in_a_family_of_the_docs() -> None:
    assert "## Others" not in catalogue_markdown()
