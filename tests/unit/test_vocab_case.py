from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError
from pipeline.vocab import Vocabulary
from pipeline.vocab.needs import load_needs
from pipeline.vocab.practice import load_practice, practice_names

FRAMEWORK = """
name = "A local framework"
version = "3"
[[category]]
id = "school"
number = "1"
name = "School"
[[need]]
id = "S1"
category = "school"
name = "Not in school"
who = ["child"]
cues = ["not in school", "no school place"]
"""


def test_all_vocabularies_load() -> None:
    Vocabulary().check()


def test_the_framework_names_itself() -> None:
    needs = Vocabulary().needs
    assert needs.name and needs.version
    assert len(needs.category) == 10
    assert needs.kind("1.1") is not None and needs.kind("99") is None


def test_a_second_framework_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "local.toml"
    file.write_text(FRAMEWORK, encoding="utf-8")
    framework = load_needs(str(file))
    assert (framework.name, framework.version) == ("A local framework", "3")
    assert [need.id for need in framework.need] == ["S1"]


@pytest.mark.parametrize(
    "wrong",
    (
        FRAMEWORK.replace("cues =", "clues ="),
        FRAMEWORK.replace('category = "school"', 'category = "unheard"'),
        FRAMEWORK + FRAMEWORK[FRAMEWORK.index("[[need]]") :],
        FRAMEWORK.replace('"no school place"', '".. place"'),
        FRAMEWORK.replace('who = ["child"]', "who = []"),
        FRAMEWORK.replace('who = ["child"]', 'who = ["child"]\ncounterpart = "S9"'),
    ),
)
def test_a_framework_that_is_wrong_is_refused(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        load_needs(str(file))


def test_practice_files() -> None:
    assert {"default", "walsall"} <= set(practice_names())
    assert len(practice_names()) >= 6
    for name in practice_names():
        assert load_practice(name).source
    assert load_practice("default").assessment_working_days == 20
    assert load_practice("default").review_days == 42
    with pytest.raises(ConfigurationError, match="No such practice"):
        load_practice("nowhere")


def test_a_practice_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        'name = "Ours"\nsource = "Handbook"\nassessment_working_days = 15\npriority_needs = 3\n', encoding="utf-8"
    )
    practice = load_practice(str(file))
    assert (practice.assessment_working_days, practice.review_days, practice.first_review_limit) == (15, None, None)
