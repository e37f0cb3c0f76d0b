from __future__ import annotations

import pytest

from pipeline.text.phrases import PhraseBook, tokenize


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    (
        ("bedtime", "No bedtime routine", True),
        ("attend*", "Attendance is low", True),
        ("MS", "She has MS", True),
        ("MS", "ms blackshaw", False),
        ("rent|mortgage arrears", "mortgage arrears of £40", True),
        ("not .. in school", "not often seen in school", True),
        ("not .. in school", "not one of them was ever in school", False),
        ("self harm", "self-harm", True),
        ("no low? mood", "no mood", True),
        ("mum mood", "mum's mood", True),
        ("not working", "Dad isn't working", True),
        ("has not been", "She hasn't been", True),
        ("can't cope", "can’t cope", True),
        ("damp .. flat", "damp. The flat", False),
    ),
)
def test_phrase(phrase: str, text: str, found: bool) -> None:
    assert bool(PhraseBook([(phrase, None)]).find(tokenize(text))) is found


@pytest.mark.parametrize("phrase", ("", "..", "a ..", "low? mood", "word| other", "x*"))
def test_a_phrase_that_is_not_well_formed_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|alternative|stem"):
        PhraseBook([(phrase, None)])


def test_hits_tell_the_words_they_name() -> None:
    hit = PhraseBook([("not .. school", None)]).find(tokenize("not often in school"))[0]
    assert (hit.first, hit.last, sorted(hit.words)) == (0, 4, [0, 3])


def test_tokens_keep_their_place() -> None:
    tokens = tokenize("Mum's attendence: 87.5%", mend=lambda word: word.replace("attendence", "attendance"))
    assert [token.norm for token in tokens] == ["mum", "'s", "attendance", ":", "87.5%"]
    assert [token.start for token in tokens] == [0, 3, 6, 16, 18]
