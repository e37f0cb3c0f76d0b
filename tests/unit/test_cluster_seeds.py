from __future__ import annotations

import pytest

from pipeline.cluster.seeds import example, framework_seeds, side_of
from pipeline.vocab import Vocabulary

WORDS = ["truancy", "truants", "exclusion", "excluded"]


@pytest.mark.parametrize(
    ("source", "phrase"),
    [
        ("bullied", ("bullied",)),
        ("poor|low attendance", ("poor attendance",)),
        ("truan*", ("truancy",)),
        ("zzz*", ("zzz",)),
        ("drop in .. attendance", ("drop in attendance",)),
        ("missed ... scan", ("missed scan",)),
        ("awaiting a? place", ("awaiting a place",)),
        ("lives with @adult? again", ("lives with again",)),
        ("attendance .. @under50", ()),
        ("@adult|mum shouts", ("mum shouts",)),
    ],
)
def test_a_pattern_becomes_a_plain_phrase(source: str, phrase: tuple[str, ...]) -> None:
    assert example(source, WORDS) == phrase


def test_every_need_of_the_framework_is_a_seed_with_plain_phrases() -> None:
    framework = Vocabulary().needs
    seeds = framework_seeds(framework)
    assert [seed.id for seed in seeds] == [kind.id for kind in framework.need]
    for seed in seeds:
        assert seed.phrases[0] == seed.name
        assert seed.sides
        for phrase in seed.phrases:
            assert not set(phrase) & set("*|@?"), phrase
    assert framework_seeds(framework) == seeds


def test_sides() -> None:
    assert (side_of("sibling"), side_of("father"), side_of("family")) == ("child", "adult", "family")
