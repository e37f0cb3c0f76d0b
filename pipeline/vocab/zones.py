"""Zones of case papers: where a statement stands, and so whether it can be a need, help or a change."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from ..text.phrases import PhraseBook, tokenize
from .load import Entry, load_toml

ZoneName = Literal[
    "needs", "later", "history", "mixed", "help", "plan", "change", "strengths", "voice", "scores", "ending", "admin",
    "people", "what_if",
]  # fmt: skip


class Zone(Entry):
    """A zone and words of labels that open it."""

    name: ZoneName
    words: tuple[str, ...]


class Zones(Entry):
    """All zones: `fields` by canonical field name, `zone` by words of the label."""

    name: str
    version: str
    fields: dict[str, ZoneName]
    zone: tuple[Zone, ...]

    def of_label(self, label: str) -> ZoneName | None:
        """The zone that the words of a label or heading open: "Housing result" -> change; None where no word is known.

        The words that stand last decide, as in "What the family wants" and "Why did we get involved": the head of an
        English label is at its end. Longer words go before shorter ones.
        """
        tokens = [token for token in tokenize(label) if token.kind != "possessive"]
        hits = self._book.find(tokens)
        if not hits:
            return None
        order = [zone.name for zone in self.zone]
        best = max(hits, key=lambda hit: (hit.last - hit.first, -order.index(hit.payload), hit.last))
        return best.payload

    @cached_property
    def _book(self) -> PhraseBook[ZoneName]:
        return PhraseBook((word, zone.name) for zone in self.zone for word in zone.words)


def load_zones() -> Zones:
    """The zones vocabulary of the package. Raises ConfigurationError."""
    return load_toml(Zones, "zones.toml")
