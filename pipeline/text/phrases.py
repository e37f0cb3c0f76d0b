"""Phrases of practitioners' language as data: a small pattern language over words, and a book that finds many at once.

A phrase is written as words parted by spaces:

====================  ======================================================================================
``bedtime``           that word, case aside, after spelling slips are mended
``MS``                capital letters: only where the text prints it so
``attend*``           a word that begins so
``no|without``        either
``proper?``           may be left out
``..`` and ``...``    up to three, up to seven words of the same clause in between
``@adult``            a word that carries this tag (people and numbers are tagged by the caller)
``not``               also "isn't", "hasnt", "didn't" ...; ``has not`` also "hasn't"
====================  ======================================================================================

Words are taken apart at hyphens, so that "self-harm" and "self harm" are one. A possessive ``'s`` is a word of its own and
is passed over where a phrase does not ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

_TOKEN = re.compile(
    r"(?P<possessive>['’]s?(?![A-Za-z]))|(?P<word>[A-Za-zÀ-ÿ]+(?:['’](?!s\b)[A-Za-zÀ-ÿ]+)*)|(?P<number>\d+(?:[.,]\d+)*%?)"
    r"|(?P<mark>[^\sA-Za-z0-9À-ÿ])"
)
_CLAUSE_END = frozenset(".;!?:")
_KEY_LENGTH = 3
_AUXILIARIES = ("is", "are", "was", "were", "has", "have", "had", "do", "does", "did")
_CONTRACTED = {word: frozenset({f"{word}n't", f"{word}nt"}) for word in _AUXILIARIES}
_CONTRACTIONS = frozenset().union(*_CONTRACTED.values())
_NEAR, _FAR = 3, 7  # words that ".." and "..." may stand for

Payload = TypeVar("Payload")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark. `norm` is its lower-case form with spelling slips mended; offsets are in the whole text."""

    start: int
    end: int
    text: str
    norm: str
    kind: str  # word, number, mark, possessive
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A phrase found: tokens `first` up to but not including `last`; `words` are those it names, without what a gap covers."""

    first: int
    last: int
    payload: Payload
    words: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Element:
    exact: frozenset[str] = frozenset()
    cased: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    gap: int = 0
    optional: bool = False

    def matches(self, token: Token) -> bool:
        return (
            token.norm in self.exact
            or token.text in self.cased
            or bool(self.prefixes and token.norm.startswith(self.prefixes))
            or bool(self.tags and self.tags & token.tags)
        )


def tokenize(
    text: str, start: int = 0, end: int | None = None, *, mend: Callable[[str], str] | None = None
) -> list[Token]:
    """The words and marks of ``text[start:end]``. `mend` returns the right spelling of a lower-case word."""
    tokens = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match.group(0)
        norm = word.lower().replace("’", "'")
        if mend is not None and match.lastgroup == "word":
            norm = mend(norm)
        tokens.append(Token(match.start(), match.end(), word, norm, match.lastgroup or "mark"))
    return tokens


class Phrase:
    """One compiled phrase. Raises ValueError if it is empty or begins or ends with a gap or an optional word."""

    def __init__(self, source: str, elements: tuple[_Element, ...] | None = None) -> None:
        self.source = source
        self.elements = elements or tuple(_element(part) for part in source.split())
        firm = [element for element in self.elements if not element.gap and not element.optional]
        if not firm or self.elements[0].gap or self.elements[0].optional or self.elements[-1].gap:
            raise ValueError(f"a phrase must begin with a word: {source!r}")
        self.weight = sum(1 for element in self.elements if not element.gap)

    def contracted(self) -> Iterator[Phrase]:
        """The phrase with an auxiliary and "not" in one word, if it has both: "has not been" as "hasn't been"."""
        for index, (one, two) in enumerate(pairwise(self.elements)):
            words = [_CONTRACTED[word] for word in _AUXILIARIES if word in one.exact]
            if words and "not" in two.exact and not (one.optional or two.optional):
                joined = _Element(frozenset().union(*words))
                yield Phrase(self.source, (*self.elements[:index], joined, *self.elements[index + 2 :]))

    def match(self, tokens: Sequence[Token], first: int) -> tuple[int, ...] | None:
        """The tokens named by the shortest match that begins at token `first`, or None."""
        return _match(self.elements, 0, tokens, first)


class PhraseBook(Generic[Payload]):
    """Many phrases, each with what it stands for; finds all their matches in one pass."""

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        self._index: dict[str, list[tuple[Phrase, Payload]]] = {}
        self.words: set[str] = set()  # plain words of all phrases, for spelling
        self.prefixes: set[str] = set()
        for source, payload in entries:
            phrase = Phrase(source)
            for element in phrase.elements:
                self.words |= element.exact
                self.prefixes |= set(element.prefixes)
            for spelled in (phrase, *phrase.contracted()):
                for key in _keys(spelled.elements[0]):
                    self._index.setdefault(key, []).append((spelled, payload))

    def find(self, tokens: Sequence[Token]) -> list[Hit[Payload]]:
        """All matches, by position, then length, longest first. They may overlap."""
        hits: list[tuple[int, int, int, Hit[Payload]]] = []
        for position, token in enumerate(tokens):
            if token.kind == "possessive":
                continue
            for key in (token.norm[:_KEY_LENGTH], *(f"@{tag}" for tag in sorted(token.tags))):
                for order, (phrase, payload) in enumerate(self._index.get(key, ())):
                    words = phrase.match(tokens, position)
                    if words:
                        hit = Hit(position, words[-1] + 1, payload, frozenset(words))
                        hits.append((position, -hit.last, order, hit))
        hits.sort(key=lambda item: item[:3])
        return [hit for _, _, _, hit in hits]


def _element(part: str) -> _Element:
    if part == "..":
        return _Element(gap=_NEAR)
    if part == "...":
        return _Element(gap=_FAR)
    optional = part.endswith("?") and len(part) > 1
    exact, cased, prefixes, tags = set(), set(), [], set()
    for word in part.removesuffix("?").split("|") if optional else part.split("|"):
        if not word:
            raise ValueError(f"an alternative is empty in {part!r}")
        if word.startswith("@"):
            tags.add(word[1:])
        elif word.endswith("*") and len(word) > 1:
            prefixes.append(word[:-1].lower())
        elif len(word) > 1 and word.isupper():
            cased.add(word)
        else:
            exact.add(word.lower())
    if "not" in exact:
        exact |= _CONTRACTIONS
    return _Element(frozenset(exact), frozenset(cased), tuple(prefixes), frozenset(tags), optional=optional)


def _keys(element: _Element) -> set[str]:
    words = {*element.exact, *(word.lower() for word in element.cased), *element.prefixes}
    short = {word for word in element.prefixes if len(word) < _KEY_LENGTH}
    if short:
        raise ValueError(f"a phrase cannot begin with so short a stem: {sorted(short)}")
    return {word[:_KEY_LENGTH] for word in words} | {f"@{tag}" for tag in element.tags}


def _match(elements: tuple[_Element, ...], at: int, tokens: Sequence[Token], position: int) -> tuple[int, ...] | None:
    if at == len(elements):
        return ()
    element = elements[at]
    if element.gap:
        for skipped in range(element.gap + 1):
            rest = _match(elements, at + 1, tokens, position + skipped)
            if rest is not None:
                return rest
            if position + skipped >= len(tokens) or tokens[position + skipped].norm in _CLAUSE_END:
                return None
        return None
    if position < len(tokens) and element.matches(tokens[position]):
        rest = _match(elements, at + 1, tokens, position + 1)
        if rest is not None:
            return (position, *rest)
    if element.optional:
        return _match(elements, at + 1, tokens, position)
    if at > 0 and position < len(tokens) and (tokens[position].kind == "possessive" or _joins(tokens, position)):
        return _match(elements, at, tokens, position + 1)
    return None


def _joins(tokens: Sequence[Token], position: int) -> bool:
    """Whether the token is a hyphen or slash inside a compound word, which a phrase passes over."""
    return (
        0 < position < len(tokens) - 1
        and tokens[position].norm in ("-", "/")
        and tokens[position - 1].end == tokens[position].start
        and tokens[position].end == tokens[position + 1].start
    )
