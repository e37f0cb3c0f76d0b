"""A name that was found in a text, and what of it is the first name and what the last."""

from __future__ import annotations

from dataclasses import dataclass

from .labelled import Role
from .words import Word


@dataclass(frozen=True, slots=True)
class Name:
    """Words that call a person. The characters ``start:end`` include a title; `words` do not."""

    start: int
    end: int
    words: tuple[Word, ...]
    title: str | None
    generation: str | None
    role: Role | None
    basis: str
    known: bool = False  # by an alias

    @property
    def forename(self) -> str | None:
        """The first name in lower case; None where only a surname or an initial is printed."""
        first = self.words[0]
        surname_alone = len(self.words) == 1 or not first.text[0].isupper() or first.lower == "st" or not first.first
        if first.initial or self.role == "family" or (self.title and surname_alone):
            return None
        return first.lower

    @property
    def surname(self) -> str | None:
        """The last name in lower case, with what stands before it ("van der berg"); None where none is printed."""
        if self.forename is None and not self.words[0].initial and (self.title or self.role == "family"):
            return " ".join(word.lower for word in self.words)
        if len(self.words) < 2 or self.words[-1].initial:
            return None
        at = len(self.words) - 1
        while at > 1 and (not self.words[at - 1].text[0].isupper() or self.words[at - 1].lower == "st"):
            at -= 1
        return " ".join(word.lower for word in self.words[at:])
