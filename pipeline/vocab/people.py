"""Words for the people of a family."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from ..text.phrases import PhraseBook, Token, tokenize
from .load import Entry, load_toml

_LABEL_FILLER = frozenset(
    {"on", "plan", "this", "assessment", "form", "about",
        "name", "names", "of", "the", "full", "and", "or", "details", "is", "in", "at", "home", "who",
        "lives", "subject", "main", "other", "others", "people", "family", "members", "first", "second", "third",
        "person", "young", "for", "all", "whose", "with", "responsibility", "parental", "known", "as",
        "sole", "birth", "step",
    }
)  # fmt: skip

KinRole = Literal["mother", "father", "parent", "sibling", "child", "children", "other", "family", "spouse"]
LabelRole = Literal["mother", "father", "parent", "sibling", "child", "other", "household"]


class Kin(Entry):
    """Words of kinship and the role they name. `gender` is None where the word has none."""

    role: KinRole
    gender: Literal["f", "m"] | None = None
    words: tuple[str, ...]


class PeopleLabel(Entry):
    """Labels of form fields that name people of one role."""

    role: LabelRole
    words: tuple[str, ...]


class PeopleWords(Entry):
    """All words for people. `name` and `version` go into run.json."""

    name: str
    version: str
    kin: tuple[Kin, ...]
    label: tuple[PeopleLabel, ...]
    professional: tuple[str, ...]
    not_names_listed: tuple[str, ...] = Field(alias="not_names")

    @cached_property
    def kinship(self) -> PhraseBook[Kin]:
        """Words of kinship."""
        return PhraseBook((word, kin) for kin in self.kin for word in kin.words)

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Capitalised words that are no names, in lower case."""
        return frozenset(self.not_names_listed)

    @cached_property
    def professionals(self) -> frozenset[str]:
        """Words that mark a professional."""
        return frozenset(self.professional)

    def label_role(self, label: str) -> LabelRole | None:
        """The role of the people that a label asks for: "Brothers and sisters" -> sibling; the longest words win."""
        tokens: list[Token] = tokenize(label)
        hits = self._labels.find(tokens)
        if not hits:
            return None
        best = max(hits, key=lambda hit: (hit.last - hit.first, -hit.first))
        # "Child's views" and "Mum's mobile" name no one: what is asked must be the person.
        covered = {index for hit in hits for index in hit.words}
        left = {token.norm for index, token in enumerate(tokens) if token.kind == "word" and index not in covered}
        return best.payload if left <= _LABEL_FILLER else None

    @cached_property
    def _labels(self) -> PhraseBook[LabelRole]:
        return PhraseBook((word, entry.role) for entry in self.label for word in entry.words)


class FirstNames(Entry):
    """First names given mostly to one sex, parted by spaces."""

    name: str
    version: str
    female: str
    male: str

    def gender(self, first_name: str) -> Literal["f", "m"] | None:
        """f or m; None where the name is unknown or given to both."""
        return self._genders.get(first_name.lower())

    @cached_property
    def _genders(self) -> dict[str, Literal["f", "m"]]:
        female, male = set(self.female.split()), set(self.male.split())
        genders: dict[str, Literal["f", "m"]] = dict.fromkeys(sorted(female - male), "f")
        return genders | dict.fromkeys(sorted(male - female), "m")


def load_first_names() -> FirstNames:
    """The first names of the package. Raises ConfigurationError."""
    return load_toml(FirstNames, "first_names.toml")


def load_people() -> PeopleWords:
    """The people vocabulary of the package. Raises ConfigurationError."""
    return load_toml(PeopleWords, "people.toml")
