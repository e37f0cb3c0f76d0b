"""The needs framework: categories, needs and the words practitioners use for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from ..errors import ConfigurationError
from ..records.need import Person
from ..text.phrases import PhraseBook
from ..text.spelling import Speller
from .load import Entry, load_toml


class NeedCategory(Entry):
    """A headline of the framework. `id` is what outputs carry."""

    id: str
    number: str
    name: str
    aliases: tuple[str, ...] = ()


class NeedKind(Entry):
    """A need beneath a headline. `who` may have it; the first is assumed where nobody is named.

    A `shared` need is the household's unless somebody is named as having it. `counterpart` is the id of the same need of a grown-up or a child, for whom the same words are used.
    `cues` state the need by themselves, `signs` only suggest it (the need is suspected), `topics` only name the matter, and
    `settled` name it where it is denied and nothing else is ("school have no worries"). `done_by` are words said of whoever does
    it to the person. A `lasting` need is not past because it began long ago.
    """

    id: str
    category: str
    name: str
    who: tuple[Person, ...] = Field(min_length=1)
    lasting: bool = False
    shared: bool = False
    counterpart: str | None = None
    cues: tuple[str, ...]
    topics: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    done_by: tuple[str, ...] = ()


CueKind = Literal["cue", "sign", "topic", "settled"]


@dataclass(frozen=True, slots=True)
class Cue:
    """What a found phrase stands for."""

    need: NeedKind
    kind: CueKind


class NeedsFramework(Entry):
    """One framework: `name` and `version` go into run.json. A category `other` is always there and need not be listed."""

    name: str
    version: str
    keep: tuple[str, ...] = ()
    category: tuple[NeedCategory, ...]
    need: tuple[NeedKind, ...]

    @model_validator(mode="after")
    def _check_categories(self) -> NeedsFramework:
        known = {category.id for category in self.category} | {"other"}
        for need in self.need:
            if need.category not in known:
                raise ValueError(f"need {need.id} names the unknown category {need.category!r}")
        if len({need.id for need in self.need}) < len(self.need):
            raise ValueError("two needs have one id")
        ids = {need.id for need in self.need}
        for need in self.need:
            if need.counterpart is not None and need.counterpart not in ids:
                raise ValueError(f"need {need.id} names the unknown counterpart {need.counterpart!r}")
        return self

    @cached_property
    def book(self) -> PhraseBook[Cue]:
        """All phrases of all needs."""
        phrases: list[tuple[str, Cue]] = []
        for need in self.need:
            phrases += [(words, Cue(need, "cue")) for words in need.cues]
            phrases += [(words, Cue(need, "sign")) for words in need.signs]
            phrases += [(words, Cue(need, "topic")) for words in need.topics]
            phrases += [(words, Cue(need, "settled")) for words in need.settled]
        return PhraseBook(phrases)

    @cached_property
    def speller(self) -> Speller:
        """Mends spelling slips in the words of cues and topics."""
        return Speller(self.book.words, stems=self.book.prefixes, keep=self.keep)

    def kind(self, need_id: str) -> NeedKind | None:
        """The need with that id."""
        return next((need for need in self.need if need.id == need_id), None)


def load_needs(file: str = "") -> NeedsFramework:
    """The framework of the package, or the one in `file`. Raises ConfigurationError."""
    framework = load_toml(NeedsFramework, "needs.toml", override=Path(file) if file else None)
    try:
        framework.book.find([])
    except ValueError as error:
        raise ConfigurationError(f"A phrase is not well formed ({error})", where=file or "vocab/needs.toml") from error
    return framework
