"""Documents of one case: the same reference in whatever writing, or the same child beside another person of the family.

Two papers that share a reference and name nobody in common are not joined: one of them carries a wrong reference, or two
families were given one. Two that have different references stay apart, for cousins and twins share names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from ..records.case import Case
from ..records.ids import content_id

_NOT_JOINED = "Not joined: another paper has the same reference and names nobody in common. Look at both references."
_LEAST_DIGITS = 4  # of a reference of digits alone, from which it tells a case without its letters
_SHORT_NAME = 3  # letters from which a first name can be the short form of another ("Cal" for Callum)


def join_cases(cases: Sequence[Case]) -> tuple[Case, ...]:
    """The cases in their order; those of one case share `joined`, and `joined_basis` says in words why, without names."""
    leader = {case.id: case.id for case in cases}
    basis: dict[str, str] = {}
    mistaken: set[str] = set()

    def find(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for one, other in combinations(sorted(cases, key=lambda case: case.id), 2):
        why = _same_case(one, other)
        if why is not None:
            low, high = sorted((find(one.id), find(other.id)))
            leader[high] = low
            for case in (one, other):
                basis.setdefault(case.id, why)
        elif _same_reference(one, other):
            mistaken |= {one.id, other.id}
    groups: dict[str, list[str]] = {}
    for case in cases:
        groups.setdefault(find(case.id), []).append(case.id)
    joined = {key: content_id("joined", *sorted(ids)) for ids in groups.values() if len(ids) > 1 for key in ids}
    return tuple(
        replace(
            case,
            joined=joined.get(case.id),
            joined_basis=basis.get(case.id) or (_NOT_JOINED if case.id in mistaken else None),
        )
        for case in cases
    )


def _same_case(one: Case, other: Case) -> str | None:
    """Why two papers are of one case, in words; None where they are not."""
    common = list(_common(one.people, other.people))
    if _same_reference(one, other):
        if not one.people or not other.people:
            return "The same case reference; one of the papers names nobody."
        return "The same case reference, and people in common." if common else None
    if one.reference and other.reference and not _writes_alike(one.reference, other.reference):
        return None
    subjects = _is_same(one.people[0], other.people[0]) if one.people and other.people else False
    about = subjects or _is_among(one, other) or _is_among(other, one)
    if about and len(common) >= 2 and any(" " in a and " " in b for a, b in common):
        return "No common reference, but the same child and another person of the family by name."
    return None


def _same_reference(one: Case, other: Case) -> bool:
    return bool(one.reference and other.reference and _writes_alike(one.reference, other.reference))


def _writes_alike(one: str, other: str) -> bool:
    """Whether two references differ only in how they are written: "KEH/20417", "keh 20417", "20417"."""
    plain, second = (re.sub(r"[\W_]", "", reference).upper() for reference in (one, other))
    if plain == second:
        return True
    digits, more = (re.sub(r"\D", "", reference) for reference in (plain, second))
    return digits == more and len(digits) >= _LEAST_DIGITS and (plain == digits or second == more)


def _is_among(one: Case, other: Case) -> bool:
    """Whether the child whom one paper names first is named in the other by the full name."""
    first = one.people[0] if one.people else ""
    return " " in first and any(" " in name and _is_same(first, name) for name in other.people)


def _common(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names of one person, each person once."""
    taken: set[str] = set()
    for name in one:
        match = next((second for second in other if second not in taken and _is_same(name, second)), None)
        if match is not None:
            taken.add(match)
            yield name, match


def _is_same(one: str, other: str) -> bool:
    """Whether two names can be of one person: first names equal or one short for the other, and surnames, where both have
    one, with a part in common ("Abbott" and "Abbott-Kerr")."""
    first, *rest = one.lower().split()
    second, *more = other.lower().split()
    short, long = sorted((first, second), key=len)
    if short != long and not (len(short) >= _SHORT_NAME and long.startswith(short)):
        return False
    if not rest or not more:
        return True
    return bool(set(re.split(r"[-\s]", rest[-1])) & set(re.split(r"[-\s]", more[-1])))
