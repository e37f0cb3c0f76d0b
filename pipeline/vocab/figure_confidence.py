"""What a figure's confidence was worth on the gold: share right by method and raw score. Made by tests/golden/calibrate.py."""

from __future__ import annotations

from itertools import pairwise

from pydantic import model_validator

from .load import Entry, load_toml


class Step(Entry):
    """Raw scores up to `upto` (0-1) were right in this `share` of `rows` gold figures (0-1)."""

    upto: float
    share: float
    rows: int


class Method(Entry):
    """The steps of one method of extraction, raw scores rising."""

    name: str
    steps: tuple[Step, ...]

    @model_validator(mode="after")
    def _rises(self) -> Method:
        if not self.steps or any(a.upto >= b.upto or a.share > b.share for a, b in pairwise(self.steps)):
            raise ValueError("steps must rise in score and must not fall in share")
        return self


class FigureConfidence(Entry):
    """Calibration of figures. `methods` has an entry "other" for methods of which the gold has too few."""

    methods: tuple[Method, ...]

    def measured(self, method: str, raw: float) -> float:
        """The share of gold figures of this method and raw score that were right; the raw score where nothing was measured."""
        known = {entry.name: entry for entry in self.methods}
        entry = known.get(method) or known.get("other")
        if entry is None:
            return raw
        return next((step.share for step in entry.steps if raw <= step.upto), entry.steps[-1].share)


def load_figure_confidence() -> FigureConfidence:
    """The calibration of the package. Raises ConfigurationError."""
    return load_toml(FigureConfidence, "figure_confidence.toml")
