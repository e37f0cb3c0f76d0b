"""What a domain expert would change: needs, closure reasons, units, headings, practice standards. Data, not code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Vocabulary:
    """All vocabularies of a run. Each is loaded, checked and kept when it is first asked for.

    `needs_file` is the path of another needs framework or empty; `practice` is a name in vocab/practice or a path.
    """

    needs_file: str = ""
    practice_name: str = "default"
