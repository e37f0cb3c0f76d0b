"""Seeds of clusters: what each need of the framework sounds like, as plain phrases made from its cues and topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ..records.need import Person
from ..vocab.needs import NeedsFramework

Side = Literal["child", "adult", "family"]

_SIDES: Final[dict[Person, Side]] = {
    "child": "child",
    "sibling": "child",
    "mother": "adult",
    "father": "adult",
    "parent": "adult",
    "other": "adult",
    "family": "family",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Seed:
    """One need of the framework. `sides` says who may have it; `phrases` are never empty."""

    id: str
    category: str
    name: str
    sides: frozenset[Side]
    phrases: tuple[str, ...]


def framework_seeds(framework: NeedsFramework) -> tuple[Seed, ...]:
    """A seed for each need, in the order of the framework."""
    words = sorted(framework.book.words)
    return tuple(
        Seed(
            id=kind.id,
            category=kind.category,
            name=kind.name,
            sides=frozenset(_SIDES[person] for person in kind.who),
            phrases=tuple(
                dict.fromkeys(
                    (
                        kind.name,
                        *(phrase for topic in kind.topics for phrase in example(topic, words)),
                        *(phrase for cue in kind.cues for phrase in example(cue, words)),
                    )
                )
            ),
        )
        for kind in framework.need
    )


def side_of(person: Person) -> Side:
    """Whether a need is a child's, an adult's or the whole family's."""
    return _SIDES[person]


def example(source: str, words: Sequence[str]) -> tuple[str, ...]:
    """A plain phrase that the pattern `source` (see text/phrases.py) would match, as a tuple of one, or of none.

    Of alternatives the first is taken (more gain nothing measurable); gaps are left out; a stem becomes the shortest of
    `words` that begins with it ("truant*" -> "truants"). A pattern that needs a tag gives none: "@under50" is no word.
    """
    kept = []
    for part in source.split():
        if set(part) == {"."}:
            continue
        word = next((word for word in part.removesuffix("?").split("|") if not word.startswith("@")), None)
        if word is not None:
            kept.append(_whole(word, words))
        elif not part.endswith("?"):
            return ()
    return (" ".join(kept),) if kept else ()


def _whole(word: str, words: Iterable[str]) -> str:
    if not word.endswith("*"):
        return word
    stem = word[:-1].lower()
    return min(
        (other for other in words if other.startswith(stem)), key=lambda other: (len(other), other), default=stem
    )
