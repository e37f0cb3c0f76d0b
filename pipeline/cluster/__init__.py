"""Clusters of needs: which needs are really there, and whether the categories hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..records.cluster import Cluster
from ..records.need import Need
from .options import ClusterOptions

if TYPE_CHECKING:
    from ..vocab import Vocabulary
    from .features import Memory


@dataclass(frozen=True, kw_only=True)
class Clustering:
    """`assignment` gives each need's cluster; `summary` says how it was made and how sure it is, for run.json."""

    clusters: tuple[Cluster, ...] = ()
    assignment: dict[str, str] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)


def cluster(
    needs: Sequence[Need], *, vocabulary: Vocabulary, options: ClusterOptions, memory: Memory | None = None
) -> Clustering:
    """Clusters of `needs`, largest first. Every need is in exactly one; fewer than `options.min_needs` are not clustered.

    The same needs and options give the same clusters. Raises ConfigurationError where a named embedding model cannot be
    used. Loads the embedding model, which takes seconds, only where there are words to embed that `memory` does not hold.
    """
    if not options.enabled:
        return Clustering(summary={"clustered": False, "reason": "Clustering is switched off (cluster.enabled)."})
    if len(needs) < options.min_needs:
        reason = f"{len(needs)} needs; clustering starts at {options.min_needs} (cluster.min_needs)."
        return Clustering(summary={"clustered": False, "reason": reason, "needs": len(needs)})
    if not vocabulary.needs.need:
        return Clustering(summary={"clustered": False, "reason": "The framework lists no needs.", "needs": len(needs)})
    from .describe import describe

    clusters, summary = describe(needs, vocabulary=vocabulary, options=options, memory=memory)
    assignment = {need: one.id for one in clusters for need in one.needs}
    return Clustering(clusters=clusters, assignment=assignment, summary={"clustered": True, **summary})
