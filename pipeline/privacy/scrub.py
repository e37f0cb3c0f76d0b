"""Words of personal data found and replaced in any text: the strings of rows, and whatever a written file holds.

A value is compared as its words and numbers alone, so that "KEH-20417", "KEH 20417" and "keh/20417" are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .words import fold

_TOKEN = re.compile(r"[^\W_]+")
_LEAST = 2  # letters of a lone word


@dataclass(frozen=True, slots=True)
class Secret:
    """A value to look for. `exact`: only with the capitals it has, since in small letters it is an ordinary word."""

    text: str
    replacement: str
    exact: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """The same for every way of writing the same words."""
        return tuple(fold(token) for token in _TOKEN.findall(self.text))


@dataclass(frozen=True, slots=True)
class Hit:
    """A secret found in a text."""

    start: int
    end: int
    secret: Secret


class Matcher:
    """Finds many secrets in one pass; the longest at each place wins."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Secret]]] = {}
        for secret in secrets:
            printed = tuple(match.group() for match in _TOKEN.finditer(secret.text))
            folded = tuple(fold(token) for token in printed)
            if folded and (len(folded) > 1 or len(folded[0]) >= _LEAST):
                self._index.setdefault(folded[0], []).append((folded, printed, secret))
        for entries in self._index.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[2].exact, entry[2].text))

    def find(self, text: str) -> Iterator[Hit]:
        """The secrets in `text`, in order, none overlapping another."""
        tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
        folded = [fold(token) for _, _, token in tokens]
        at = 0
        while at < len(tokens):
            hit = self._longest(tokens, folded, at)
            if hit is None:
                at += 1
                continue
            length, secret = hit
            yield Hit(tokens[at][0], tokens[at + length - 1][1], secret)
            at += length

    def _longest(self, tokens: list[tuple[int, int, str]], folded: list[str], at: int) -> tuple[int, Secret] | None:
        for words, printed, secret in self._index.get(folded[at], ()):
            end = at + len(words)
            if tuple(folded[at:end]) != words:
                continue
            if secret.exact and any(
                token != word and token != word.upper()
                for (_, _, token), word in zip(tokens[at:end], printed, strict=True)
            ):
                continue
            return len(words), secret
        return None

    def replace(self, text: str) -> str:
        """The text with every secret replaced."""
        parts: list[str] = []
        at = 0
        for hit in self.find(text):
            parts += [text[at : hit.start], hit.secret.replacement]
            at = hit.end
        return "".join([*parts, text[at:]]) if parts else text
