"""The tables of counts of an edition to hand on, their small counts suppressed together so that none betrays another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from ..records.case import COMPLETENESS_FIELDS, BreachKind, Presence
from ..records.document import CASE_GENRES
from ..records.need import NeedStatus
from ..records.outcome import OutcomeStatus
from ..records.run import Run
from ..records.shared import SharedRow, SharedTable
from .suppress import Key, Sum, suppress

ALL = "All"
SUPPRESSED = "[c]"


@dataclass
class _Draft:
    """A table before suppression: rows and columns by code, and the key of each cell, which tables may share."""

    name: str
    says: str
    head: str
    columns: Sequence[str]
    rows: list[tuple[str, list[Key]]] = field(default_factory=list)


def shared_tables(run: Run, *, threshold: int, labels: Mapping[str, str]) -> list[SharedTable]:
    """Counts of a run over its case papers. Counts of 1 to ``threshold - 1`` are None, and so are those that would tell them.

    All tables are suppressed as one, since the number of closure summaries, say, stands in several of them.
    """
    counts: dict[Key, int] = {}
    sums: list[Sum] = []
    drafts = [
        _crossed(
            "Needs by category",
            "Statements of need in case papers, by category and status; a paper may state one need more than once.",
            ((need.category, need.status) for need in run.needs),
            get_args(NeedStatus),
            counts,
            sums,
        ),
        _papers_with_needs(run, counts),
        _crossed(
            "Outcomes by category",
            "Outcomes that case papers record, by category and status.",
            ((outcome.category, outcome.status) for outcome in run.outcomes),
            get_args(OutcomeStatus),
            counts,
            sums,
        ),
        *_case_tables(run, counts, sums),
    ]
    hidden = suppress(counts, sums, threshold=threshold)
    return [_finished(draft, counts, hidden, labels) for draft in drafts if draft.rows]


def _crossed(
    name: str,
    says: str,
    pairs: Iterable[tuple[str, str]],
    columns: Sequence[str],
    counts: dict[Key, int],
    sums: list[Sum],
) -> _Draft:
    """A table of two codes with its totals."""
    found = Counter(pairs)
    categories = sorted({row for row, _ in found}, key=lambda row: (-sum(found[row, c] for c in columns), row))
    draft = _Draft(name=name, says=says, head="Category", columns=(*columns, ALL))
    for row in categories:
        keys: list[Key] = [(name, row, column) for column in columns]
        counts.update({key: found[row, column] for key, column in zip(keys, columns, strict=True)})
        draft.rows.append((row, [*keys, _total((name, row, ALL), keys, counts, sums)]))
    if categories:
        below = [_total((name, ALL, c), [(name, row, c) for row in categories], counts, sums) for c in columns]
        whole = _total((name, ALL, ALL), below, counts, sums)
        sums.append(Sum(whole, tuple((name, row, ALL) for row in categories)))
        draft.rows.append((ALL, [*below, whole]))
    return draft


def _papers_with_needs(run: Run, counts: dict[Key, int]) -> _Draft:
    """Papers by category of need. A paper with several needs counts in each, so that no total stands beneath."""
    name = "Case papers by need"
    found = {(need.category, need.document) for need in run.needs if need.status in ("current", "suspected")}
    tally = Counter(category for category, _ in found)
    draft = _Draft(
        name=name, says="Case papers that state a current or suspected need.", head="Category", columns=("papers",)
    )
    for category, number in sorted(tally.items(), key=lambda item: (-item[1], item[0])):
        counts[name, category] = number
        draft.rows.append((category, [(name, category)]))
    return draft


def _case_tables(run: Run, counts: dict[Key, int], sums: list[Sum]) -> Iterable[_Draft]:
    """Case papers by kind, closures by reason and step, completeness, limits not kept: their totals are the same cells."""
    genres = Counter(case.genre for case in run.cases)
    papers: list[Key] = []
    kinds = _Draft(name="Case papers", says="Case papers, by kind.", head="Kind of paper", columns=("papers",))
    for genre in CASE_GENRES:
        key = ("papers", genre)
        counts[key] = genres[genre]
        papers.append(key)
        kinds.rows.append((genre, [key]))
    whole = _total(("papers", ALL), papers, counts, sums)
    kinds.rows.append((ALL, [whole]))
    yield kinds
    closures = [case for case in run.cases if case.genre == "closure_summary"]
    for name, says, values in (
        (
            "Closures by reason",
            "Closure summaries, by the reason they give.",
            [case.reason or "not_stated" for case in closures],
        ),
        (
            "Closures by step",
            "Closure summaries, by where the family's help goes on.",
            [case.step or "not_stated" for case in closures],
        ),
    ):
        tally = Counter(values)
        order = sorted(tally, key=lambda value: (-tally[value], value))
        keys: list[Key] = [(name, value) for value in order]
        counts.update({(name, value): tally[value] for value in order})
        if order:
            sums.append(Sum(("papers", "closure_summary"), tuple(keys)))
            rows: list[tuple[str, list[Key]]] = [
                *((value, [key]) for value, key in zip(order, keys, strict=True)),
                (ALL, [("papers", "closure_summary")]),
            ]
            yield _Draft(name=name, says=says, head="Code", columns=("papers",), rows=rows)
    if run.cases:
        yield _completeness(run, whole, counts, sums)
        yield _breaches(run, counts)


def _completeness(run: Run, whole: Key, counts: dict[Key, int], sums: list[Sum]) -> _Draft:
    name, states = "Completeness", get_args(Presence)
    draft = _Draft(
        name=name,
        says="Case papers in which a field is filled in, empty or not asked for.",
        head="Field",
        columns=(*states, ALL),
    )
    for item in COMPLETENESS_FIELDS:
        tally = Counter(case.completeness.get(item, "not_applicable") for case in run.cases)
        keys: list[Key] = [(name, item, state) for state in states]
        counts.update({(name, item, state): tally[state] for state in states})
        sums.append(Sum(whole, tuple(keys)))
        draft.rows.append((item, [*keys, whole]))
    return draft


def _breaches(run: Run, counts: dict[Key, int]) -> _Draft:
    name = "Limits not kept"
    tally = Counter(kind for case in run.cases for kind in {breach.kind for breach in case.timeliness.breaches})
    draft = _Draft(
        name=name, says="Case papers in which a limit of practice was not kept.", head="Limit", columns=("papers",)
    )
    for kind in get_args(BreachKind):
        counts[name, kind] = tally[kind]
        draft.rows.append((kind, [(name, kind)]))
    return draft


def _total(key: Key, parts: Sequence[Key], counts: dict[Key, int], sums: list[Sum]) -> Key:
    counts[key] = sum(counts[part] for part in parts)
    sums.append(Sum(key, tuple(parts)))
    return key


def _finished(
    draft: _Draft, counts: Mapping[Key, int], hidden: frozenset[Key], labels: Mapping[str, str]
) -> SharedTable:
    def words(code: str) -> str:
        return labels.get(code) or (code[:1].upper() + code[1:]).replace("_", " ")

    return SharedTable(
        name=draft.name,
        says=draft.says,
        head=draft.head,
        columns=tuple(words(column) for column in draft.columns),
        rows=tuple(
            SharedRow(name=words(row), counts=tuple(None if key in hidden else counts[key] for key in keys))
            for row, keys in draft.rows
        ),
    )
