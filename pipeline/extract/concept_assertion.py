"""How a sentence means one of its concepts: the public door to assertion, for words that no vocabulary of needs knows.

    >>> from pipeline.extract import assert_concept
    >>> from pipeline.vocab import Vocabulary
    >>> sentence = "She denies any chest pain."
    >>> assert_concept(sentence, start=15, end=25, vocabulary=Vocabulary()).existence
    'negated'

It is the reading that every need gets (assertions.py), so that what it scores on other people's annotated sentences, such as
those on which NegEx and ConText were measured, says something of the tool.
"""

from __future__ import annotations

from datetime import date

from ..records.need import Assertion
from ..text.phrases import tokenize
from ..vocab import Vocabulary
from .assertions import find_rules, part_clauses, read_assertion, tag_times
from .need_mentions import find_need_words
from .people import Cast
from .person_mentions import Context, find_mentions


def assert_concept(
    sentence: str, *, start: int, end: int, vocabulary: Vocabulary, reference: date | None = None
) -> Assertion:
    """Existence, time, certainty and course of the concept at characters ``sentence[start:end]`` (half-open).

    `reference` is the day on which the sentence was written; dates over a year before it are history. A concept that holds its
    own denial ("no bedtime routine") is affirmed. Raises ValueError where the span holds no word of the sentence.
    """
    if not 0 <= start < end <= len(sentence):
        raise ValueError(f"{start}:{end} is no span of a sentence of {len(sentence)} characters")
    tokens = tag_times(sentence, tokenize(sentence, mend=vocabulary.needs.speller.mend), reference)
    words = frozenset(index for index, token in enumerate(tokens) if token.start < end and token.end > start)
    if not words:
        raise ValueError(f"{start}:{end} holds no word")
    tokens, _ = find_mentions(tokens, cast=Cast(members=()), vocabulary=vocabulary, context=Context())
    clauses = part_clauses(tokens, vocabulary=vocabulary)
    rules = find_rules(tokens, vocabulary=vocabulary)
    needs = find_need_words(tokens, rules, clauses, vocabulary=vocabulary, bare=False)
    same = [need for need in needs if need.words & words and not need.topic]
    others = [need.words for need in needs if not need.words & words]
    words = words.union(*(need.words for need in same))  # "does not sleep" is one need, its denial part of it
    lasting = any(need.kinds[0].lasting for need in same)
    return read_assertion(words, rules, clauses, tokens, others=others, lasting=lasting, past=False).assertion
