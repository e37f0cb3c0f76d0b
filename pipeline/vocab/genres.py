"""Cues by which a document's genre is told."""

from __future__ import annotations

import re
from functools import cached_property

from ..records.document import Genre
from .load import Entry, load_toml


class GenreCues(Entry):
    """Cues of one genre. `weight` multiplies its score where genres share words (a closure summary holds an assessment's)."""

    name: Genre
    title: tuple[str, ...]
    text: tuple[str, ...]
    hints: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    numbered_paragraphs: float = 0.0
    weight: float

    @cached_property
    def title_patterns(self) -> tuple[re.Pattern[str], ...]:
        """Compiled, case aside."""
        return tuple(re.compile(cue, re.IGNORECASE) for cue in self.title)

    @cached_property
    def text_patterns(self) -> tuple[re.Pattern[str], ...]:
        """Compiled, case aside."""
        return tuple(re.compile(cue, re.IGNORECASE) for cue in self.text)

    @cached_property
    def hint_patterns(self) -> tuple[re.Pattern[str], ...]:
        """Compiled, case aside."""
        return tuple(re.compile(hint, re.IGNORECASE) for hint in self.hints)


class Genres(Entry):
    """All genres that have cues; `other` has none. `family` are words of work with one family, in a letter as in a form."""

    family: tuple[str, ...]
    genre: tuple[GenreCues, ...]

    @cached_property
    def family_patterns(self) -> tuple[re.Pattern[str], ...]:
        """Words of work with one family, compiled, case aside."""
        return tuple(re.compile(cue, re.IGNORECASE) for cue in self.family)


def load_genres() -> Genres:
    """The genre vocabulary of the package. Raises ConfigurationError."""
    return load_toml(Genres, "genres.toml")
