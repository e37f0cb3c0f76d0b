"""A mention of personal data while it is being found: where it stands, what it is, whose it is, and why we think so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal[
    "person", "date_of_birth", "address", "postcode", "phone", "email", "nhs_number", "nino", "upn", "uln", "uprn",
    "case_reference", "school", "vehicle",
]  # fmt: skip
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
# Where two mentions overlap the one whose shape or context says more is kept.
_RANK: Final[dict[str, int]] = {
    "email": 0, "nhs_number": 1, "nino": 1, "upn": 1, "uln": 1, "uprn": 1, "phone": 2, "date_of_birth": 2, "postcode": 2,
    "address": 3, "case_reference": 4, "school": 5, "person": 6, "vehicle": 7,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Characters ``start:end`` of a document's text. `person` is the key of the person of the case, for a name.

    `value` is the same for every way of writing the same thing ("0113 496 0218" and "01134960218").
    """

    kind: Kind
    start: int
    end: int
    value: str
    basis: str
    person: str | None = None


def settle(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions in order, none overlapping another: the surer kind is kept, then the longer, then the earlier."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda item: (_RANK[item.kind], item.start - item.end, item.start)):
        places = range(mention.start, mention.end)
        if mention.end > mention.start and taken.isdisjoint(places):
            taken.update(places)
            kept.append(mention)
    return sorted(kept, key=lambda item: item.start)
