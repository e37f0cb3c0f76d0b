"""Statements: the evidence of needs, brought down to the words that tell one need from another.

Who has the need, what they are called and when it was are left out, so that clusters are about the need; whose need it is
is kept beside the words. Needs that say the same share one statement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from ..records.need import Need
from ..vocab.people import PeopleWords
from .seeds import Side, side_of

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*%?|[^\w\s]")
_CLAUSE = re.compile(
    r"[,;:.!?–—]|\b(?:and|but|because|so|while|although|though|which|who|when|also|as)\b", re.IGNORECASE
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PRONOUNS: Final = _set(
    "he she they it we i you his her hers their theirs its our your my him them us me himself herself themselves itself "
    "this that these those who whose he's she's they're it's i'm we're"
)
_DENIALS: Final = _set("no not never none nil nothing without denies denied deny n't")
_FILLERS: Final = _set(
    "a an the very really just also still currently ongoing reported reports says said states stated noted feels"
)
_TITLES: Final = _set("Mr Mrs Ms Miss Dr Sir Cllr")
_TIMES: Final = _set(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday"
)
_KIN_ROLES: Final = _set("mother father parent sibling child children")
# Words for people that are part of what needs are called ("young carer", "new baby").
_KEPT_KIN: Final = _set("carer carers guardian unborn baby pupil student")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """Words of a need, whose it is, and the places in the sequence of needs at which it stands.

    `runs` are the pieces of `text` that stand together in the evidence.
    """

    text: str
    runs: tuple[str, ...]
    side: Side
    needs: tuple[int, ...]


def make_statements(
    needs: Sequence[Need], *, people: PeopleWords, known: Collection[str], focus: Callable[[Need, Sequence[str]], int]
) -> tuple[Statement, ...]:
    """The statements of `needs`, sorted by their words.

    `known` are lower-case words that are no names although a capital may begin them. Where one piece of evidence carries
    several needs, `focus` says which of its clauses a need is about.
    """
    kin = _kin_words(people)
    names = _names(needs, known=frozenset(known) | kin)
    shared = _shared_evidence(needs)
    places: dict[tuple[tuple[str, ...], Side], list[int]] = {}
    for place, need in enumerate(needs):
        quote = need.evidence.quote
        if (quote, need.document) in shared and len(clauses := _clauses(quote)) > 1:
            quote = clauses[focus(need, clauses)]
        dropped = _DENIALS if need.status == "negated" else frozenset()
        runs = strip_statement(quote, names=names, dropped=kin | dropped) or (" ".join(quote.split()),)
        places.setdefault((runs, side_of(need.person)), []).append(place)
    made = [
        Statement(text=" ".join(runs), runs=runs, side=side, needs=tuple(found))
        for (runs, side), found in places.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.text, one.side, one.runs)))


def plain_words(needs: Sequence[Need]) -> frozenset[str]:
    """Words that the evidence of `needs` writes without a capital at least once: no names, in all likelihood."""
    return frozenset(
        word
        for need in needs
        for token in _TOKEN.findall(need.evidence.quote)
        if token[0].islower()
        for word in (token, _base(token))
    )


def strip_statement(quote: str, *, names: Collection[str], dropped: Collection[str]) -> tuple[str, ...]:
    """What is left of `quote` without names, `dropped` words, pronouns, dates and fillers, as runs of words that stand
    together: "Mum says Kai was excluded in May, again" -> ("was excluded in", "again"). Empty where nothing is left."""
    runs: list[list[str]] = [[]]
    for token in _TOKEN.findall(quote):
        word, base = token.lower().replace("’", "'"), _base(token)
        named = token[0].isupper() and (base in names or base in _TIMES or token in _TITLES)
        empty = not word[0].isalnum() or _YEAR.fullmatch(word) or base in _PRONOUNS or word in _PRONOUNS
        if named or empty or base in _FILLERS or base in dropped or word in dropped:
            runs.append([])
        else:
            runs[-1].append(token)
    return tuple(" ".join(run) for run in runs if run)


def _kin_words(people: PeopleWords) -> frozenset[str]:
    words = {word for kin in people.kin if kin.role in _KIN_ROLES for word in kin.words if " " not in word}
    return frozenset(words - _KEPT_KIN)


def _names(needs: Sequence[Need], *, known: Collection[str]) -> frozenset[str]:
    """Lower-case names of people and places: those the needs carry, those after a title, and capitalised words inside a
    sentence that are neither known words nor seen without a capital."""
    names: set[str] = set()
    capitals: set[str] = set()
    plain: set[str] = set()
    for need in needs:
        names.update(_words(need.person_name or ""))
        before = "."
        for token in _TOKEN.findall(need.evidence.quote):
            base = _base(token)
            if token[0].isupper() and not token.isupper():
                if before in _TITLES:
                    names.add(base)
                elif before not in ".!?:;–—\"'“‘(/•":
                    capitals.add(base)
            elif token[0].islower():
                plain.add(base)
            before = token
    return frozenset(names | {word for word in capitals if word not in plain and word not in known})


def _base(token: str) -> str:
    """Lower case, without a possessive."""
    return token.lower().replace("’", "'").removesuffix("'s").removesuffix("s'")


def _words(text: str) -> list[str]:
    return [token.lower() for token in _TOKEN.findall(text) if token[0].isupper()]


def _shared_evidence(needs: Sequence[Need]) -> frozenset[tuple[str, str]]:
    """Quotes, by document, that carry needs of more than one kind."""
    kinds: dict[tuple[str, str], set[tuple[str, str | None]]] = {}
    for need in needs:
        kinds.setdefault((need.evidence.quote, need.document), set()).add((need.category, need.subcategory))
    return frozenset(key for key, found in kinds.items() if len(found) > 1)


def _clauses(quote: str) -> list[str]:
    """The clauses of a sentence; pieces of one word stay with the clause before them."""
    pieces: list[str] = []
    for piece in _CLAUSE.split(quote):
        words = piece.split()
        if len(words) > 1 or not pieces:
            pieces.append(" ".join(words))
        elif words:
            pieces[-1] = f"{pieces[-1]} {words[0]}".strip()
    return [piece for piece in pieces if piece]
