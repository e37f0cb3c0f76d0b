"""Words around personal data, names people are called by, and words that no capital letter makes a name of."""

from __future__ import annotations

import re
from functools import cached_property

from .load import Entry, load_toml

_DOTTED = re.compile(r"\b([a-z])\.\s?(?=[a-z]\b)")
_NOT_WORD = re.compile(r"[^a-z0-9à-ÿ]+")
_LONGEST_LABEL = 9  # words; a longer label is a question or a sentence
# A plain form is looked up for an inflected word by these endings.
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"),
    ("ers", ""), ("ly", ""), ("ness", ""), ("est", ""), ("able", ""), ("ment", ""),
)  # fmt: skip
_DOUBLED = re.compile(r"^(.*?)(.)\2(?:ed|ing|er|ers|y)$")


class PersonalWords(Entry):
    """What marks personal data. `name` and `version` go into run.json."""

    name: str
    version: str
    titles: tuple[str, ...]
    generations: tuple[str, ...]
    particles: tuple[str, ...]
    bodies: tuple[str, ...]
    places: tuple[str, ...]
    streets: tuple[str, ...]
    dwellings: tuple[str, ...]
    schools: tuple[str, ...]
    school_tail: tuple[str, ...]
    not_schools: tuple[str, ...]
    place_names: tuple[str, ...]
    not_people: tuple[str, ...]
    joiners: tuple[str, ...]
    verbs: tuple[str, ...]
    human_verbs: tuple[str, ...]
    belongings: tuple[str, ...]
    acronyms: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    nicknames: dict[str, tuple[str, ...]]

    @cached_property
    def sets(self) -> dict[str, frozenset[str]]:
        """The lists by name, for looking up."""
        return {name: frozenset(value) for name, value in self if isinstance(value, tuple)}

    def label_kinds(self, label: str) -> dict[str, int]:
        """What a label asks for, with the number of its words that say so: "D.o.b. / age" -> {"date_of_birth": 1}."""
        plain = _NOT_WORD.sub(" ", _DOTTED.sub(r"\1", label.lower())).strip()
        if not plain or plain.count(" ") >= _LONGEST_LABEL:
            return {}
        padded = f" {plain} "
        return {
            kind: max(entry.count(" ") + 1 for entry in entries if f" {entry} " in padded)
            for kind, entries in self.labels.items()
            if any(f" {entry} " in padded for entry in entries)
        }

    @cached_property
    def full_names(self) -> dict[str, frozenset[str]]:
        """The first names that a nickname may stand for."""
        found: dict[str, set[str]] = {}
        for name, short in self.nicknames.items():
            for nickname in short:
                found.setdefault(nickname, set()).add(name)
        return {nickname: frozenset(names) for nickname, names in found.items()}


class Names(Entry):
    """First names and surnames, each list parted by white space, in lower case."""

    name: str
    version: str
    first: str
    surname: str

    @cached_property
    def first_names(self) -> frozenset[str]:
        """First names."""
        return frozenset(self.first.split())

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Surnames."""
        return frozenset(self.surname.split())


class OrdinaryWords(Entry):
    """Words that are no names, in their plain forms, parted by white space, in lower case."""

    name: str
    version: str
    words: str

    @cached_property
    def plain(self) -> frozenset[str]:
        """The words as listed."""
        return frozenset(self.words.split())

    def is_word(self, word: str) -> bool:
        """Whether `word`, case aside, is one of them or an inflection of one."""
        lower = word.lower().replace("’", "'")
        if lower in self.plain:
            return True
        for ending, instead in _ENDINGS:
            if (
                lower.endswith(ending)
                and len(lower) > len(ending) + 2
                and lower[: -len(ending)] + instead in self.plain
            ):
                return True
        doubled = _DOUBLED.match(lower)
        return doubled is not None and self.is_word(doubled.group(1) + doubled.group(2))


def load_personal() -> PersonalWords:
    """The words around personal data. Raises ConfigurationError."""
    return load_toml(PersonalWords, "personal.toml")


def load_names() -> Names:
    """The names of the package. Raises ConfigurationError."""
    return load_toml(Names, "names.toml")


def load_ordinary_words() -> OrdinaryWords:
    """The ordinary words of the package. Raises ConfigurationError."""
    return load_toml(OrdinaryWords, "ordinary_words.toml")
