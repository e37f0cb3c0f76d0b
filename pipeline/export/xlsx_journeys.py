"""The sheet of needs that more than one paper of a case states."""

from __future__ import annotations

from typing import Final

from .journey import FollowedNeed
from .journey import followed_needs as followed_needs
from .readable import day, listed, need_in_words, words
from .xlsx_columns import DOCUMENT, Rule, Sheet, derived


def _papers(row: FollowedNeed) -> str:
    return listed(dict.fromkeys(words(case.genre) for case in row.journey.cases))


def _timeline(row: FollowedNeed) -> str:
    return "\n".join(f"{day(event.date)}: {event.what}" for event in row.journey.events)


def _course(row: FollowedNeed) -> str:
    genres = {case.document: case.genre for case in row.journey.cases}
    return "\n".join(
        f"{words(genres[need.document])}: {words(need.status)} - “{need.evidence.quote}”" for need in row.needs
    )


JOURNEYS: Final = Sheet(
    name="Case journeys",
    says="One row a need that two or more papers of one case state, followed from the first to the last.",
    rows=followed_needs,
    columns=(
        DOCUMENT,
        derived("Reference", "text", "The case reference.", lambda row, _: row.journey.reference),
        derived("Papers", "text", "The papers of the case, in order of time.", lambda row, _: _papers(row)),
        derived("Why joined", "long", "Why they were taken for one case.", lambda row, _: row.journey.cases[-1].joined_basis),
        derived("Timeline", "long", "What happened when, as the papers state it.", lambda row, _: _timeline(row)),
        derived("Need", "text", "Whose need, and which.", lambda row, lookup: need_in_words(row.needs[:1], lookup.labels)),
        derived("Through the papers", "long", "What each paper says of it.", lambda row, _: _course(row)),
        derived(
            "What came of it", "text", "Outcomes linked to it.",
            lambda row, _: listed(dict.fromkeys(words(outcome.status) for outcome in row.outcomes)) or "No outcome linked",
        ),
        derived("Last paper silent", "yes_no", "Yes where the last paper does not speak of it.", lambda row, _: row.over),
        derived(
            "Rows", "rows", "The rows of this workbook; linked to the first.",
            lambda row, _: tuple(item.id for item in (*row.needs, *row.outcomes)),
        ),
    ),
    rules=(Rule("What came of it", ("No outcome linked",), "strong"),),
)  # fmt: skip
