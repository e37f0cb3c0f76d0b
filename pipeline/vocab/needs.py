"""The needs framework: categories, needs and the words practitioners use for them."""

from __future__ import annotations

from collections.abc import Iterator
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

    A `shared` need is the household's unless somebody is named as having it. `counterpart` is the id of the same need of a
    grown-up or a child, for whom the same words are used.
    `cues` state the need by themselves, `signs` only suggest it (the need is suspected), `topics` only name the matter, and
    `settled` name it where it is denied and nothing else is ("school have no worries"). `done_by` are words said of whoever does
    it to the person; a need `through_kin` is of the one whose relative the words tell of ("her nan died"). A `lasting` need is
    not past because it began long ago. The same words of a child older than `until` years state the need `beyond`,
    and what is done to a child the need `of_child`.
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
    until: int | None = None
    beyond: str | None = None
    of_child: str | None = None
    done_by: tuple[str, ...] = ()
    through_kin: bool = False


CueKind = Literal["cue", "sign", "topic", "settled"]


@dataclass(frozen=True, slots=True)
class Cue:
    """What a found phrase stands for."""

    need: NeedKind
    kind: CueKind


class NeedsFramework(Entry):
    """One framework: `name` and `version` go into run.json. A category `other` is always there and need not be listed.

    `keep` are words the speller leaves alone; in `other_senses` a need's words mean something else ("seat belt").
    """

    name: str
    version: str
    keep: tuple[str, ...] = ()
    other_senses: tuple[str, ...] = ()
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
            for other in (need.counterpart, need.beyond, need.of_child):
                if other is not None and other not in ids:
                    raise ValueError(f"need {need.id} names the unknown need {other!r}")
        return self

    @cached_property
    def book(self) -> PhraseBook[Cue]:
        """All phrases of all needs."""
        phrases: list[tuple[str, Cue]] = []
        for need in self.need:
            phrases += [(words, Cue(need, "cue")) for cue in need.cues for words in (cue, *_other_denials(cue))]
            phrases += [(words, Cue(need, "sign")) for words in need.signs]
            phrases += [(words, Cue(need, "topic")) for words in need.topics]
            phrases += [(words, Cue(need, "settled")) for words in need.settled]
        return PhraseBook(phrases)

    @cached_property
    def senses(self) -> PhraseBook[None]:
        """Phrases in which words of needs mean something else."""
        return PhraseBook((words, None) for words in self.other_senses)

    @cached_property
    def speller(self) -> Speller:
        """Mends spelling slips in the words of cues and topics."""
        return Speller(self.book.words, stems=self.book.prefixes, keep=self.keep)

    def kind(self, need_id: str) -> NeedKind | None:
        """The need with that id."""
        return next((need for need in self.need if need.id == need_id), None)


def _other_denials(cue: str) -> Iterator[str]:
    """A lack told in other words: "no routine" as "without a routine", "hasn't got any routine"; "not in school" as "never"."""
    first, *rest = cue.split()
    if "no" in first.split("|") and rest:
        lacking = " ".join(rest)
        yield f"without|lacks|lacking|lack a|an|any? {lacking}"
        yield f"not .. got|have|having|had a|an|any|enough? {lacking}"
        yield f"not|never a|an|any|enough {lacking}"
    elif "not" in cue.split():
        yield " ".join("never|hardly|barely|rarely" if word == "not" else word for word in (first, *rest))


def load_needs(file: str = "") -> NeedsFramework:
    """The framework of the package, or the one in `file`. Raises ConfigurationError."""
    framework = load_toml(NeedsFramework, "needs.toml", override=Path(file) if file else None)
    try:
        framework.book.find([])
    except ValueError as error:
        raise ConfigurationError(f"A phrase is not well formed ({error})", where=file or "vocab/needs.toml") from error
    return framework
