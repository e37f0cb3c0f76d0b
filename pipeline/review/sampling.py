"""Which cases are audited: a random sample, or one from each stratum in proportion; the same seed draws the same cases."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence


def draw_sample(cases: Mapping[str, str], *, size: int, seed: int) -> list[str]:
    """`size` ids of `cases`, which tells the stratum of each id; sorted. With one stratum it is a simple random sample.

    Each stratum gives its share by largest remainders (Hamilton's method), and at least one case while there are places.
    """
    strata: dict[str, list[str]] = {}
    for case in sorted(cases):
        strata.setdefault(cases[case], []).append(case)
    chance = random.Random(seed)
    shares = _shares({name: len(ids) for name, ids in sorted(strata.items())}, min(size, len(cases)))
    return sorted(case for name, count in shares.items() for case in chance.sample(strata[name], count))


def _shares(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    whole = sum(sizes.values())
    exact = {name: size * count / whole for name, count in sizes.items()} if whole else {}
    shares = {name: int(share) for name, share in exact.items()}
    for name in sorted(exact, key=lambda name: (shares[name] - exact[name], name))[: size - sum(shares.values())]:
        shares[name] += 1
    for name in _empty(shares):  # a small stratum is not passed over while a large one has several
        richest = max(shares, key=lambda other: (shares[other], other))
        if shares[richest] < 2:
            break
        shares[richest] -= 1
        shares[name] += 1
    return shares


def _empty(shares: Mapping[str, int]) -> Sequence[str]:
    return [name for name, count in shares.items() if not count]
