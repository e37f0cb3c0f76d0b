"""Zones of case papers: where a statement stands, and so whether it can be a need, help or a change."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from ..text.phrases import PhraseBook, tokenize
from .load import Entry, load_toml

ZoneName = Literal[
    "needs", "later", "history", "clear", "mixed", "help", "plan", "change", "strengths", "voice", "worker", "scores",
    "ending", "admin", "people", "what_if",
]  # fmt: skip
ColumnName = Literal[
    "need", "goal", "action", "owner", "due", "progress", "comment", "strength", "status", "score", "target", "area", "other"
]  # fmt: skip


class Zone(Entry):
    """A zone and words of labels that open it."""

    name: ZoneName
    words: tuple[str, ...]


class Column(Entry):
    """A role of table columns and words of headers that name it."""

    role: ColumnName
    words: tuple[str, ...]


class Subjects(Entry):
    """Words that name a subject only."""

    words: tuple[str, ...]


class Zones(Entry):
    """All zones: `fields` by canonical field name, `zone` by words of the label; `subjects` open none by themselves."""

    name: str
    version: str
    fields: dict[str, ZoneName]
    zone: tuple[Zone, ...]
    subjects: Subjects
    column: tuple[Column, ...]

    def of_label(self, label: str) -> ZoneName | None:
        """The zone that the words of a label or heading open: "Housing result" -> change; None where no word is known.

        The phrase of most words decides; of equals the zone listed first.
        """
        tokens = [token for token in tokenize(label) if token.kind != "possessive"]
        hits = self._book.find(tokens)
        order = [zone.name for zone in self.zone]
        if not hits:
            return None
        return max(hits, key=lambda hit: (len(hit.words), -order.index(hit.payload), hit.last)).payload

    def names_subject(self, label: str) -> bool:
        """Whether a label names a subject: "Housing / debt", "Mum's wellbeing"."""
        return bool(self._subjects.find(tokenize(label)))

    def of_column(self, header: str) -> ColumnName | None:
        """The role that a column's header names; the phrase of most words decides, of equals the role listed first."""
        hits = self._columns.find(tokenize(header))
        order = [column.role for column in self.column]
        return max(hits, key=lambda hit: (len(hit.words), -order.index(hit.payload))).payload if hits else None

    @cached_property
    def _book(self) -> PhraseBook[ZoneName]:
        return PhraseBook((word, zone.name) for zone in self.zone for word in zone.words)

    @cached_property
    def _subjects(self) -> PhraseBook[None]:
        return PhraseBook((word, None) for word in self.subjects.words)

    @cached_property
    def _columns(self) -> PhraseBook[ColumnName]:
        return PhraseBook((word, column.role) for column in self.column for word in column.words)


def load_zones() -> Zones:
    """The zones vocabulary of the package. Raises ConfigurationError."""
    return load_toml(Zones, "zones.toml")
