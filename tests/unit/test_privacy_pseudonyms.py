"""Pseudonyms: one for a person in every form, the same under the same key, another under another."""

from __future__ import annotations

import re

import pytest

from pipeline.privacy import Pseudonyms
from tests.unit.helpers import document_of
from tests.unit.privacy_cases import KEY, edition_of, personal_data, redacted

CASE = """\
Early Help closure summary
Case reference: EH-40417
Child: Tilly Brackenbury    Date of birth: 14/03/2016
Mother: Joanne Brackenbury
Lead professional: Samira Qadir

Tilly is settled at home. Tilly Brackenbury's sleep is better and Joanne says so. Tilly's mother, Ms Brackenbury,
will ring Samira if she needs help. Joanne's own health is good.
"""


def pseudonyms(text: str, key: bytes = KEY) -> dict[str, str]:
    return {row.text: row.replacement for row in personal_data(text, key=key)}


def test_one_person_has_one_pseudonym_with_their_part_in_the_case() -> None:
    found = pseudonyms(CASE)
    assert found["Tilly Brackenbury"] == found["Tilly"]
    assert found["Joanne Brackenbury"] == found["Joanne"]
    assert re.fullmatch(r"Child [A-Z][A-Z0-9]{4,}", found["Tilly"])
    assert found["Joanne"].startswith("Parent ")
    assert found["Samira Qadir"].startswith("Worker ")
    assert len({found["Tilly"], found["Joanne"], found["Samira Qadir"]}) == 3
    assert found["14/03/2016"] == "2016"
    assert found["EH-40417"].startswith("Case ")


def test_the_same_key_gives_the_same_text_and_another_key_another() -> None:
    once, again, other = redacted(CASE), redacted(CASE), redacted(CASE, key=b"another key for the tests")
    assert once == again != other
    codes = re.compile(r"\b(?:Child|Parent|Worker|Case) ([A-Z0-9]{5,})")
    assert set(codes.findall(once)).isdisjoint(codes.findall(other))


def test_a_reference_and_a_person_are_the_same_through_the_papers_of_a_case() -> None:
    later = document_of(
        "Closure summary\nCase reference: EH 40417\nChild: Tilly Brackenbury\n\nTilly is in school.\n", path="b.txt"
    )
    first = document_of(CASE, path="a.txt")
    edition = edition_of(first, later)
    by_kind = [
        {
            row.kind: row.replacement
            for row in edition.personal_data(document.id)
            if row.text.startswith(("EH", "Tilly"))
        }
        for document in (first, later)
    ]
    assert by_kind[0] == by_kind[1]


def test_a_worker_of_two_cases_has_two_pseudonyms() -> None:
    other = CASE.replace("Tilly Brackenbury", "Jonah Pellow").replace("Tilly", "Jonah").replace("EH-40417", "EH-51200")
    other = (
        other.replace("Joanne Brackenbury", "Meg Pellow")
        .replace("Ms Brackenbury", "Ms Pellow")
        .replace("Joanne", "Meg")
    )
    documents = document_of(CASE, path="a.txt"), document_of(other, path="b.txt")
    edition = edition_of(*documents)
    workers = [
        {row.replacement for row in edition.personal_data(document.id) if row.text == "Samira Qadir"}
        for document in documents
    ]
    assert len(workers[0] | workers[1]) == 2


def test_ids_and_paths_tell_nothing_and_are_keyed() -> None:
    one, other = Pseudonyms(KEY), Pseudonyms(b"another key for the tests")
    assert one.identifier("doc_0123456789ab") == one.identifier("doc_0123456789ab") != "doc_0123456789ab"
    assert one.identifier("doc_0123456789ab") != other.identifier("doc_0123456789ab")
    path = one.path("families/brackenbury-tilly.docx", "closure_summary")
    assert re.fullmatch(r"closure_summary-[A-Z0-9]+\.docx", path)
    assert one.path("x/y.Brackenbury Tilly", None).startswith("document-")
    assert "Tilly" not in one.path("x/y.Brackenbury Tilly", None)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Pseudonyms(b"short")
