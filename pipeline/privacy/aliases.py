"""Forms of known names that no capitalised run shows: typed without capitals, misspelt, initials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from .mention import Mention
from .people import People
from .words import WordBook, fold

_LOWER = re.compile(r"(?<![\w@./'’-])[a-zà-ÿ]{3,}(?:-[a-zà-ÿ]{2,})?(?![\w@/]|[.]\w)")
_CAPITALISED = re.compile(r"(?<![\w@./'’-])[A-Z][a-zà-ÿ]{3,}(?![\w@/]|[.]\w)")
_INITIALS = re.compile(r"(?<![\w./&'’-])[A-Z]\.?\s?[A-Z](?:\.?\s?[A-Z])?\b\.?(?![\w/&-])")
_ACTS = re.compile(
    r"^(?:['’]s\b|\s(?:is|was|has|had|said|says|told|will|would|can|could|did|does|to|and|feels|felt|wants|wanted|attended|agreed|lives)\b)"
)
_DONE_TO = re.compile(
    r"\b(?:with|for|to|by|told|asked|and|about|of|from|saw|met|that|when|if|but|why|how|where|because|as)\s$"
)
_OWNS = re.compile(r"['’]s\b")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr)\.?\s$", re.IGNORECASE)
_SHORTEST_SLIP = 5
_LONG = 9


def find_hidden(
    text: str, *, people: People, aliases: Mapping[str, str], book: WordBook, taken: Sequence[tuple[int, int]]
) -> Iterator[Mention]:
    """Known people under forms that the runs of capitalised words do not show, outside the stretches `taken`."""
    covered = {place for start, end in taken for place in range(start, end)}
    for match in _LOWER.finditer(text):
        word = fold(match.group())
        if match.start() in covered or word not in aliases:
            continue
        after, before = text[match.end() : match.end() + 3], text[max(0, match.start() - 6) : match.start()]
        # "hope's tablets", "mr young": what follows or stands before makes a name of an ordinary word.
        if not book.is_ordinary(word) or (_OWNS.match(after) and aliases[word] == "forename") or _TITLE.search(before):
            yield _made(
                match.start(), match.end(), owner_of(word, people), "a person of this case, typed without a capital"
            )
    slips = sorted(word for word in aliases if len(word) >= _SHORTEST_SLIP)
    for match in _CAPITALISED.finditer(text):
        lower = fold(match.group())
        if match.start() in covered or lower in aliases or book.is_ordinary(lower) or lower in book.sets["places"]:
            continue
        if book.is_first(lower) or lower in book.surnames:
            continue  # another name, which stands by itself
        near = next((word for word in slips if _is_slip(lower, word)), None)
        if near is not None:
            yield _made(match.start(), match.end(), owner_of(near, people), "a person of this case, misspelt")
    yield from _initials(text, people, book, covered)


def _initials(text: str, people: People, book: WordBook, covered: set[int]) -> Iterator[Mention]:
    """ "CR was at home", "told C.R.": the initials of a person of the case that are no abbreviation."""
    owners: dict[str, set[str]] = {}
    for person in people.members:
        if person.forename and person.surname:
            last = [part[0] for part in re.split(r"[\s-]", person.surname) if part]
            for letters in {person.forename[0] + last[-1], person.forename[0] + "".join(last)}:
                owners.setdefault(letters.upper(), set()).add(person.key)
    for match in _INITIALS.finditer(text):
        letters = re.sub(r"[^A-Z]", "", match.group())
        if letters not in owners or match.start() in covered or letters.lower() in book.sets["acronyms"]:
            continue
        end = match.end() - (1 if text[match.end() - 1] == "." and "." not in match.group()[:-1] else 0)
        dotted = "." in match.group()[:2]
        before = text[max(0, match.start() - 10) : match.start()]
        if dotted or _ACTS.match(text[end : end + 12]) or _DONE_TO.search(before):
            yield _made(match.start(), end, min(owners[letters]), "the initials of a person of this case")


def owner_of(word: str, people: People) -> str:
    """The key of the person whom a lone word calls; a surname that several share is the family's."""
    for person in people.members:
        if word == person.forename or word in person.also or (person.forename and word in person.forename.split("-")):
            return person.key
    bearers = [person for person in people.members if person.surname and word in re.split(r"[\s-]", person.surname)]
    return bearers[0].key if len(bearers) == 1 else f"family {word}"


def _is_slip(word: str, right: str) -> bool:
    allowed = 2 if len(right) >= _LONG else 1
    return (
        word[0] == right[0]
        and abs(len(word) - len(right)) <= allowed
        and OSA.distance(word, right, score_cutoff=allowed) <= allowed
    )


def _made(start: int, end: int, person: str, basis: str) -> Mention:
    return Mention(kind="person", start=start, end=end, value=person, basis=basis, person=person)
