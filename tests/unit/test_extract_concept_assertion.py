"""The door to assertion: sentences labelled by hand before any rule was run on them.

`assertion_phrases_*.tsv` are of case notes in many registers, `assertion_clinical_*.tsv` of the clinical English on which
NegEx and ConText were measured: what a {concept} is meant as, and the sentence. Errors were read in the develop halves only;
of the held halves only the scores, so that those tell how the rules do on sentences they were not written for.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.extract import assert_concept
from pipeline.records.need import Assertion
from pipeline.vocab import Vocabulary

HERE = Path(__file__).parent
VOCABULARY = Vocabulary()
WRITTEN = datetime.date(2024, 5, 1)
# Share of sentences read right, and F1 of meanings, below which no half may fall.
FLOORS = {
    "phrases_develop": (0.96, {}),
    "phrases_held": (0.85, {"negated": 0.88, "historical": 0.90}),
    "clinical_develop": (0.97, {"negated": 0.98, "historical": 0.94, "hypothetical": 0.98}),
    "clinical_held": (0.93, {"negated": 0.94, "historical": 0.94, "hypothetical": 0.98}),
}


def _meaning(assertion: Assertion, *, clinical: bool) -> str:
    if assertion.certainty == "hypothetical":
        return "hypothetical"
    if assertion.existence == "negated":
        return "negated"
    if assertion.course == "resolved":
        return "historical" if clinical else "resolved"
    if assertion.time == "historical":
        return "historical"
    if clinical:
        return "affirmed"
    return "suspected" if assertion.certainty == "suspected" else "current"


def _readings(name: str) -> list[tuple[str, str]]:
    """What each marked concept of a table is meant as, and is read as."""
    pairs = []
    for line in (HERE / f"assertion_{name}.tsv").read_text("utf-8").splitlines():
        wanted, marked = line.split("\t")
        sentence = marked.replace("{", "").replace("}", "")
        for match in re.finditer(r"\{([^}]*)\}", marked):
            start = len(marked[: match.start()].replace("{", "").replace("}", ""))
            found = assert_concept(
                sentence, start=start, end=start + len(match[1]), vocabulary=VOCABULARY, reference=WRITTEN
            )
            pairs.append((wanted, _meaning(found, clinical=name.startswith("clinical"))))
    return pairs


@pytest.mark.parametrize("name", FLOORS)
def test_concepts_are_read_as_people_meant_them(name: str) -> None:
    pairs = _readings(name)
    share, meanings = FLOORS[name]
    assert sum(wanted == found for wanted, found in pairs) / len(pairs) >= share
    counts = Counter(pairs)
    for meaning, floor in meanings.items():
        right = counts[meaning, meaning]
        wrong = sum(count for pair, count in counts.items() if pair != (meaning, meaning) and meaning in pair)
        assert 2 * right / (2 * right + wrong) >= floor, meaning


def test_tables_are_large_enough_to_tell() -> None:
    assert sum(len(_readings(name)) for name in FLOORS if name.startswith("phrases")) >= 300
    assert sum(len(_readings(name)) for name in FLOORS if name.startswith("clinical")) >= 119


def test_a_need_that_is_a_lack_is_affirmed() -> None:
    sentence = "There is no bedtime routine."
    start = sentence.index("bedtime")
    found = assert_concept(sentence, start=start, end=start + len("bedtime routine"), vocabulary=VOCABULARY)
    assert found == Assertion()


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (0, 99), (4, 5)])
def test_a_span_without_a_word_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"holds no word|no span"):
        assert_concept("Mum  drinks.", start=start, end=end, vocabulary=VOCABULARY)
