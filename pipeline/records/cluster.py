"""Needs that are alike."""

from __future__ import annotations

from dataclasses import dataclass

from .span import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """`cohesion`: mean cosine of members to the centre (-1 to 1). `stability`: mean adjusted Rand index over resamples, of
    being in this cluster or not.

    `uncertain` are the needs among `needs` on whose place the clusterings behind the consensus do not agree.
    """

    id: str
    label: str
    keywords: tuple[str, ...]
    size: int
    needs: tuple[str, ...]
    category_mix: dict[str, int]
    exemplars: tuple[Evidence, ...]
    cohesion: float | None
    stability: float | None
    note: str | None
    uncertain: tuple[str, ...] = ()
