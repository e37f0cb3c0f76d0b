"""What people decided about clusters: names, clusters that are one, parts set apart, needs pinned to a cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pydantic import Field

from ..records.cluster import Cluster
from ..records.ids import content_id
from ..records.need import Need
from ..vocab.load import Entry
from . import Clustering


class Named(Entry):
    """A cluster's name, and the clusters whose needs join it."""

    id: str
    name: str | None = Field(default=None, min_length=1)
    merge: tuple[str, ...] = ()


class Split(Entry):
    """A part of the cluster `id` that is set apart: the needs whose evidence holds one of `words`, in whatever case."""

    id: str
    name: str = Field(min_length=1)
    words: tuple[str, ...] = Field(min_length=1)


class Pin(Entry):
    """A need that stands in `cluster`, whatever its words are near."""

    need: str
    cluster: str


class ClusterDecisions(Entry):
    """The file of decisions. They are carried out in this order: merge, split, pin, name."""

    cluster: tuple[Named, ...] = ()
    split: tuple[Split, ...] = ()
    pin: tuple[Pin, ...] = ()


def apply_cluster_decisions(
    clustering: Clustering, decisions: ClusterDecisions, *, needs: Sequence[Need]
) -> tuple[Clustering, list[str]]:
    """The clusters as people decided, largest first, and what could not be carried out, in words.

    A part set apart has an id made of the cluster's and its name, the same in every run. Cohesion and stability are None
    where the members are no longer those that were measured.
    """
    found = dict(clustering.assignment)
    before = {one.id: one for one in clustering.clusters}
    labels = {one.id: one.label for one in clustering.clusters}
    undone: list[str] = []
    for entry in decisions.cluster:
        for one in (entry.id, *entry.merge):
            if one not in before:
                undone.append(f"There is no cluster {one}.")
        if entry.id in before:
            found = {need: entry.id if one in entry.merge else one for need, one in found.items()}
            labels[entry.id] = entry.name or labels[entry.id]
    for part in decisions.split:
        words = [word.casefold() for word in part.words]
        apart = [
            need.id
            for need in needs
            if found.get(need.id) == part.id and any(word in need.evidence.quote.casefold() for word in words)
        ]
        new = content_id("clu", "split", part.id, part.name)
        if not apart:
            undone.append(f"No need of cluster {part.id} has the words of {part.name}.")
        else:
            labels[new] = part.name
            found |= dict.fromkeys(apart, new)
    for pin in decisions.pin:
        if pin.need not in found or pin.cluster not in labels:
            undone.append(f"Need {pin.need} or cluster {pin.cluster} is not there.")
        else:
            found[pin.need] = pin.cluster
    return replace(clustering, clusters=_made(before, found, labels, needs), assignment=found), undone


def _made(
    before: dict[str, Cluster], found: dict[str, str], labels: dict[str, str], needs: Sequence[Need]
) -> tuple[Cluster, ...]:
    members: dict[str, list[Need]] = {}
    for need in needs:
        members.setdefault(found[need.id], []).append(need)
    unsure = {need for one in before.values() for need in one.uncertain}
    made = []
    for one, inside in members.items():
        ids = tuple(need.id for need in inside)
        old = before.get(one)
        if old is not None and old.needs == ids:
            made.append(replace(old, label=labels[one]))
            continue
        mix = Counter(need.category for need in inside)
        quotes = {need.evidence.quote: need.evidence for need in reversed(inside)}
        made.append(
            Cluster(
                id=one, label=labels[one], keywords=old.keywords if old else (), size=len(ids), needs=ids,
                category_mix=dict(sorted(mix.items(), key=lambda item: (-item[1], item[0]))),
                exemplars=tuple(quotes.values())[-3:][::-1], cohesion=None, stability=None,
                note="Its members were decided by people.", uncertain=tuple(need for need in ids if need in unsure),
            )
        )  # fmt: skip
    return tuple(sorted(made, key=lambda one: (-one.size, one.label, one.id)))
