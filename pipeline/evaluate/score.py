"""Scores: counts of right, wrong and missed, and what follows from them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

_Z = 1.96  # 95%


@dataclass
class Tally:
    """Right, wrong (found but not in the gold) and missed (in the gold but not found)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None where there is no gold."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where neither gold nor anything found."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else None

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass
class Share:
    """How many of how many."""

    hits: int = 0
    of: int = 0

    def count(self, hit: bool) -> None:
        """Count one case."""
        self.hits += hit
        self.of += 1

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95% interval (Wilson 1927)."""
        if not self.of:
            return None
        share, n = self.hits / self.of, self.of
        centre = share + _Z**2 / (2 * n)
        spread = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
        scale = 1 + _Z**2 / n
        return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


@dataclass
class Scores:
    """Tallies and shares by field, and the worst errors with their words."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)  # document, field, expected, found

    def tally(self, name: str) -> Tally:
        """The tally of that name, made when first asked for."""
        return self.tallies.setdefault(name, Tally())

    def share(self, name: str) -> Share:
        """The share of that name, made when first asked for."""
        return self.shares.setdefault(name, Share())

    def error(self, document: str, name: str, expected: object, found: object) -> None:
        """Keep an error for the report."""
        self.errors.append((document, name, str(expected), str(found)))
