"""Why cases close: canonical codes, the step each means, and the words that name them."""

from __future__ import annotations

from functools import cached_property

from ..records.case import Step
from ..text.phrases import Hit, PhraseBook, Token
from .load import Entry, load_toml


class ClosureReason(Entry):
    """One canonical reason. `options` name a tick box, `cues` stand in sentences; the lower `rank` wins over the higher.

    `never` are words that look like the reason and are not: "consent was not withdrawn", "moved into a new house".
    """

    code: str
    step: Step
    rank: int
    title: str
    crosswalk: tuple[str, ...] = ()
    options: tuple[str, ...]
    cues: tuple[str, ...]
    never: tuple[str, ...] = ()


class ClosureReasons(Entry):
    """All reasons. `name` and `version` go into run.json."""

    name: str
    version: str
    reason: tuple[ClosureReason, ...]

    def of_option(self, tokens: list[Token]) -> ClosureReason | None:
        """The reason that the words of a tick box name."""
        return _best(self._options.find(tokens), self._never.find(tokens))

    def of_text(self, tokens: list[Token]) -> ClosureReason | None:
        """The reason that running words give."""
        return _best(self._cues.find(tokens), self._never.find(tokens))

    @cached_property
    def _options(self) -> PhraseBook[ClosureReason]:
        return PhraseBook((cue, reason) for reason in self.reason for cue in (*reason.options, *reason.cues))

    @cached_property
    def _never(self) -> PhraseBook[ClosureReason]:
        return PhraseBook((words, reason) for reason in self.reason for words in reason.never)

    @cached_property
    def _cues(self) -> PhraseBook[ClosureReason]:
        return PhraseBook((cue, reason) for reason in self.reason for cue in reason.cues)


def load_closure_reasons() -> ClosureReasons:
    """The closure reasons of the package. Raises ConfigurationError."""
    reasons = load_toml(ClosureReasons, "closure_reasons.toml")
    reasons.of_text([])  # compiles the phrases, so that a bad one is found now
    return reasons


def _best(hits: list[Hit[ClosureReason]], never: list[Hit[ClosureReason]]) -> ClosureReason | None:
    found = [
        hit.payload
        for hit in hits
        if not any(no.payload == hit.payload and no.first < hit.last and hit.first < no.last for no in never)
    ]
    return min(found, key=lambda reason: (reason.rank, reason.code)) if found else None
