"""What a date of a case is the date of."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from ..text.phrases import Hit, PhraseBook, Token
from .load import Entry, load_toml

EventName = Literal["referral", "assessment", "plan", "review", "closure", "next_review", "other"]


class DatedEventWords(Entry):
    """An event, the canonical fields that date it, and the words that name it. `never` are words that look like it,
    `whole` labels that name it where nothing else stands in them."""

    name: EventName
    fields: tuple[str, ...]
    labels: tuple[str, ...]
    sentences: tuple[str, ...]
    never: tuple[str, ...]
    whole: tuple[str, ...] = ()


class CaseDates(Entry):
    """All events. `name` and `version` go into run.json."""

    name: str
    version: str
    event: tuple[DatedEventWords, ...]

    def of_field(self, field_name: str | None) -> EventName | None:
        """The event that a canonical field dates."""
        return next((event.name for event in self.event if field_name in event.fields), None) if field_name else None

    def in_label(self, tokens: list[Token]) -> list[Hit[EventName]]:
        """Events that a label names, without those it only seems to name."""
        words = sum(1 for token in tokens if token.kind == "word")
        alone = [hit for hit in self._whole.find(tokens) if len(hit.words) == words]
        return alone or _without(self._labels.find(tokens), self._never.find(tokens))

    def in_sentence(self, tokens: list[Token]) -> list[Hit[EventName]]:
        """Events that a sentence names, without those it only seems to name."""
        return _without(self._sentences.find(tokens), self._never.find(tokens))

    @cached_property
    def _labels(self) -> PhraseBook[EventName]:
        return PhraseBook((word, event.name) for event in self.event for word in event.labels)

    @cached_property
    def _whole(self) -> PhraseBook[EventName]:
        return PhraseBook((word, event.name) for event in self.event for word in event.whole)

    @cached_property
    def _sentences(self) -> PhraseBook[EventName]:
        return PhraseBook((word, event.name) for event in self.event for word in event.sentences)

    @cached_property
    def _never(self) -> PhraseBook[EventName]:
        return PhraseBook((word, event.name) for event in self.event for word in event.never)


def load_case_dates() -> CaseDates:
    """The case dates vocabulary of the package. Raises ConfigurationError."""
    return load_toml(CaseDates, "case_dates.toml")


def _without(hits: list[Hit[EventName]], never: list[Hit[EventName]]) -> list[Hit[EventName]]:
    return [
        hit
        for hit in hits
        if not any(no.payload == hit.payload and no.first < hit.last and hit.first < no.last for no in never)
    ]
