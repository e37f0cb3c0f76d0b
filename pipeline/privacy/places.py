"""Towns and districts that a text names: what stands after "in", closes an address, or begins the name of a body there."""

from __future__ import annotations

import re

from .words import WordBook

_CAP = r"[A-Z][^\W\d_]+(?:[-’'][^\W\d_]+)*"
_IN = re.compile(rf"\b(?:in|near|within|across|around|outside|throughout)\s((?:{_CAP}\s?){{1,2}})")
_TAIL = re.compile(rf",\s((?:{_CAP}\s?){{1,3}})[,\s]\s?[A-Z]{{1,2}}\d[A-Z\d]?\s?\d[A-Z]{{2}}\b")
_BODY = re.compile(rf"\b({_CAP})\s((?:{_CAP}|MBC|CC|BC|and|of)(?:\s(?:{_CAP}|MBC|CC|BC|and|of)){{0,3}})")
_BEHIND_STREET = re.compile(
    rf"(?:Road|Street|Lane|Close|Avenue|Drive|Way|Crescent|Terrace|Rise|Court|Walk|Row|Grove|House|Place),\s({_CAP})\b"
)


def find_places(text: str, book: WordBook, *more: str | None) -> frozenset[str]:
    """Words of place names in `text`, in lower case; `more` are names of bodies and places that are known otherwise.

    Words that are first names are left out, but for those of `more`: Jordan and Chelsea are people as often as places.
    """
    found: set[str] = set()
    for pattern in (_IN, _TAIL, _BEHIND_STREET):
        for match in pattern.finditer(text):
            found.update(match.group(1).lower().split())
    for match in _BODY.finditer(text):
        rest = [word.lower() for word in match.group(2).split()]
        bodies = book.sets["bodies"] - book.sets["places"]
        if not bodies.isdisjoint(rest) and book.sets["schools"].isdisjoint(rest):
            found.add(match.group(1).lower())
    places = {word for word in found if not book.is_first(word)}
    for name in more:
        if name:
            places.update(re.findall(r"[a-zà-ÿ]{3,}", name.lower()))
    return frozenset(word for word in places if not book.is_ordinary(word))
