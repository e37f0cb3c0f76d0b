"""What is counted or measured: nouns of units and their short forms."""

from __future__ import annotations

from functools import cached_property

from .load import Entry, load_toml

_IRREGULAR = {"child": "children", "person": "people", "young person": "young people", "family": "families"}


class Units(Entry):
    """The nouns a number counts, words that are never a unit, and short forms."""

    counted: tuple[str, ...]
    not_units: tuple[str, ...]
    short: dict[str, str]

    @cached_property
    def counted_words(self) -> frozenset[str]:
        """Singular and plural of every counted noun, lower case."""
        return frozenset(self.counted) | frozenset(plural_of(noun) for noun in self.counted)

    def expand(self, unit: str) -> str:
        """A short form in full ("FTE" is full-time equivalent), else the unit itself."""
        return self.short.get(unit.lower(), unit)


def plural_of(noun: str) -> str:
    """ "agency" -> "agencies", "child" -> "children"."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def load_units() -> Units:
    """The unit vocabulary of the package. Raises ConfigurationError."""
    return load_toml(Units, "units.toml")
