"""What a domain expert would change: needs, closure reasons, units, headings, practice standards. Data, not code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .genres import Genres, load_genres
from .headings import Headings, load_headings


@dataclass(frozen=True)
class Vocabulary:
    """All vocabularies of a run. Each is loaded, checked and kept when it is first asked for.

    `needs_file` is the path of another needs framework or empty; `practice_name` a name in vocab/practice or a path.
    """

    needs_file: str = ""
    practice_name: str = "default"

    @cached_property
    def headings(self) -> Headings:
        """Labels of form fields and sections."""
        return load_headings()

    @cached_property
    def genres(self) -> Genres:
        """Cues of genres."""
        return load_genres()
