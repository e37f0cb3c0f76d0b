"""The section about cases told in several papers: what happened when, and each need followed through them."""

from __future__ import annotations

from typing import Final

from ..records.run import Run
from .html_parts import Block, Cell, Heading, Paragraph, Row, Section, Table, capped, texts, unbroken
from .journey import FollowedNeed, Journey, followed_needs, journeys
from .readable import count, labels_of, listed, need_in_words, words

_MOST_JOURNEYS: Final = 30  # cases whose papers are laid out


def journeys_section(run: Run) -> Section:
    """One heading a case, its events in order of time, and its needs."""
    found = journeys(run)
    apart = [case for case in run.cases if case.joined is None and case.joined_basis]
    blocks: list[Block] = []
    if not found:
        blocks.append(Paragraph(text="No two papers of this run are of one case."))
    else:
        blocks.append(
            Paragraph(
                text="Papers are joined by their case reference, in whatever writing, where they name people in common, or "
                "by the child and another person of the family where no reference speaks against it."
            )
        )
    paths = {row.id: row.path for row in run.documents}
    if apart:
        named = listed(paths.get(case.document, case.document) for case in apart)
        blocks.append(
            Paragraph(text=f"One reference, nobody in common, not joined; look at the references of: {named}.")
        )
    followed = followed_needs(run)
    shown, more = capped(found, _MOST_JOURNEYS, "cases", "Cases")
    for number, journey in enumerate(shown, 1):
        blocks += _journey(journey, number, [row for row in followed if row.journey.id == journey.id], run, paths)
    if more:
        blocks.append(Paragraph(text=more))
    return Section(anchor="journeys", title="Cases told in several papers", blocks=tuple(blocks))


def _journey(journey: Journey, number: int, needs: list[FollowedNeed], run: Run, paths: dict[str, str]) -> list[Block]:
    name = journey.reference or paths.get(journey.cases[0].document, journey.cases[0].document)
    labels = labels_of(run)
    events = tuple(
        Row(
            cells=texts(
                unbroken(event.date), event.what,
                listed(f"{words(case.genre)} ({paths.get(case.document, case.document)})" for case in event.cases),
            )
        )
        for event in journey.events
    )  # fmt: skip
    blocks: list[Block] = [
        Heading(text=f"{name}: {count(len(journey.cases), 'paper')}"),
        Paragraph(text=journey.cases[-1].joined_basis or ""),
        Table(
            name=f"journey-{number}",
            caption=f"What happened when in {name}",
            headers=("Day", "What", "Stated in"),
            rows=events,
        ),
    ]
    if needs:
        rows = tuple(
            Row(cells=texts(need_in_words(row.needs[:1], labels), _course(row, journey), _end(row))) for row in needs
        )
        blocks.append(
            Table(
                name=f"journey-needs-{number}",
                caption=f"Needs that more than one paper of {name} states",
                headers=("Need", "Through the papers", "What came of it"),
                rows=rows,
            )
        )
    return blocks


def _course(row: FollowedNeed, journey: Journey) -> Cell:
    """ "Assessment: current; review: current; closure summary: resolved"."""
    genres = {case.document: case.genre for case in journey.cases}
    return Cell(text=listed(f"{words(genres[need.document])}: {words(need.status).lower()}" for need in row.needs))


def _end(row: FollowedNeed) -> Cell:
    if row.outcomes:
        return Cell(text=listed(dict.fromkeys(words(outcome.status) for outcome in row.outcomes)))
    return Cell(text="No outcome linked" + ("; the last paper does not speak of it" if row.over else ""), strong=True)
