"""How change is told: statuses, scales and their better direction, areas of outcome scales."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Literal, get_args

from ..records.outcome import OutcomeStatus
from ..text.phrases import Hit, PhraseBook, Token, tokenize
from .load import Entry, load_toml

_ORDER: tuple[OutcomeStatus, ...] = ("unknown", "not_met", "partly_met", "met")


class StatusWords(Entry):
    """Words for each status."""

    met: tuple[str, ...]
    partly_met: tuple[str, ...]
    not_met: tuple[str, ...]
    unknown: tuple[str, ...]

    def pairs(self) -> list[tuple[str, OutcomeStatus]]:
        """Words and status, unknown first."""
        return [(word, status) for status in _ORDER for word in getattr(self, status)]


SignalName = Literal[
    "intended", "never_intended", "was", "given", "persists", "hedges", "lessens", "relapse", "lower_better",
    "upward", "downward", "praise", "blame",
]  # fmt: skip


class Signals(Entry):
    """Words that tell how a matter stands, whatever the matter is; what each is for stands in the file."""

    intended: tuple[str, ...]
    never_intended: tuple[str, ...]
    was: tuple[str, ...]
    given: tuple[str, ...]
    persists: tuple[str, ...]
    hedges: tuple[str, ...]
    lessens: tuple[str, ...]
    relapse: tuple[str, ...]
    lower_better: tuple[str, ...]
    upward: tuple[str, ...]
    downward: tuple[str, ...]
    praise: tuple[str, ...]
    blame: tuple[str, ...]


class Scale(Entry):
    """A measure. `better` is the direction in which it improves; `category` of what it measures, where it is always one.

    `normal` is the last score of its published normal range.
    """

    name: str
    better: Literal["up", "down"]
    words: tuple[str, ...]
    category: str | None = None
    normal: int | None = None


class Area(Entry):
    """Words that place a row of scores or a change in a category."""

    category: str
    words: tuple[str, ...]


class Outcomes(Entry):
    """The vocabulary of change. `name` and `version` go into run.json."""

    name: str
    version: str
    labels: StatusWords
    sentences: StatusWords
    signals: Signals
    sustained: tuple[str, ...]
    not_sustained: tuple[str, ...]
    stages: tuple[str, ...]
    scale: tuple[Scale, ...]
    area: tuple[Area, ...]
    trouble: tuple[Area, ...]
    gain: tuple[Area, ...]

    def label_status(self, text: str) -> OutcomeStatus | None:
        """The status that a cell or box states: "Part way" -> partly_met; the words must begin it."""
        tokens = tokenize(text)
        starting = [hit for hit in self._labels.find(tokens) if hit.first == 0]
        if not starting:
            return None
        # "Not met" begins with no "met"; the longest words win, then the order unknown, not met, partly, met.
        return min(starting, key=lambda hit: (-hit.last, _ORDER.index(hit.payload))).payload

    def sentence_statuses(self, tokens: Sequence[Token]) -> list[Hit[OutcomeStatus]]:
        """All words of change in a sentence."""
        return self._sentences.find(tokens)

    def scales(self, tokens: Sequence[Token]) -> list[Hit[Scale]]:
        """Scales named."""
        return self._scales.find(tokens)

    def area_category(self, label: str) -> str | None:
        """The category of a row of scores by its label: "Home and money" -> financial; the words must be all of it."""
        tokens = [token for token in tokenize(label) if token.kind in ("word", "number")]
        whole = [hit for hit in self._areas.find(tokens) if hit.first == 0 and hit.last == len(tokens)]
        return whole[0].payload if whole else None

    def gains(self, tokens: Sequence[Token]) -> list[Hit[str]]:
        """Categories of what changed, by words."""
        return self._gains.find(tokens)

    def troubles(self, tokens: Sequence[Token]) -> list[Hit[str]]:
        """Words of what it would be bad to have, each with its category."""
        return self._troubles.find(tokens)

    def signals_of(self, tokens: Sequence[Token]) -> list[Hit[SignalName]]:
        """All signals in a sentence."""
        return self._signals.find(tokens)

    def stages_named(self, tokens: Sequence[Token]) -> list[Hit[str]]:
        """Stages of change in order of mention."""
        return self._stages.find(tokens)

    def is_sustained(self, tokens: Sequence[Token]) -> bool | None:
        """Whether a change is said to hold; None where nothing is said."""
        if self._not_sustained.find(tokens):
            return False
        return True if self._sustained.find(tokens) else None

    @cached_property
    def _labels(self) -> PhraseBook[OutcomeStatus]:
        return PhraseBook((word, status) for word, status in self.labels.pairs())

    @cached_property
    def _sentences(self) -> PhraseBook[OutcomeStatus]:
        return PhraseBook(self.sentences.pairs())

    @cached_property
    def _scales(self) -> PhraseBook[Scale]:
        return PhraseBook((word, scale) for scale in self.scale for word in scale.words)

    @cached_property
    def _areas(self) -> PhraseBook[str]:
        return PhraseBook((word, area.category) for area in self.area for word in area.words)

    @cached_property
    def _gains(self) -> PhraseBook[str]:
        return PhraseBook((word, area.category) for area in self.gain for word in area.words)

    @cached_property
    def _troubles(self) -> PhraseBook[str]:
        return PhraseBook((word, area.category) for area in self.trouble for word in area.words)

    @cached_property
    def _signals(self) -> PhraseBook[SignalName]:
        names: tuple[SignalName, ...] = get_args(SignalName)
        return PhraseBook((word, name) for name in names for word in getattr(self.signals, name))

    @cached_property
    def _stages(self) -> PhraseBook[str]:
        return PhraseBook(
            (word, "pre-contemplation" if word.startswith("pre") and "con" in word else word) for word in self.stages
        )

    @cached_property
    def _sustained(self) -> PhraseBook[None]:
        return PhraseBook((word, None) for word in self.sustained)

    @cached_property
    def _not_sustained(self) -> PhraseBook[None]:
        return PhraseBook((word, None) for word in self.not_sustained)


def load_outcomes() -> Outcomes:
    """The outcomes vocabulary of the package. Raises ConfigurationError."""
    return load_toml(Outcomes, "outcomes.toml")
