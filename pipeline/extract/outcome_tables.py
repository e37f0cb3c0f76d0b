"""Outcomes in tables: progress against a plan, goals with their start and now, areas of an outcome scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..records.document import evidence_at, locate
from ..records.ids import content_id
from ..records.need import Need
from ..records.outcome import Outcome, OutcomeStatus
from ..records.span import Span
from ..text.phrases import tokenize
from ..vocab import Vocabulary
from .assertions import tag_times
from .entries import kind_of
from .grids import Grid, GridCell, is_score, opens_with_verdict
from .outcome_categories import category_of, category_of_need
from .outcome_scores import Change, find_change, is_normal, scale_named, to_number
from .outcome_status import has_verdict, tell_status, weigh_scores
from .statements import CasePaper, table_of

_BARE = 2  # words up to which a cell is a verdict that says nothing without its row
_LIGHT = re.compile(r"^\W*(?:red|amber|yellow|green)\W*$", re.IGNORECASE)
_TOTAL = re.compile(r"^\W*(?:total|average|mean|overall)\b", re.IGNORECASE)
_NOT_ON_PLAN = re.compile(
    r"\bnot (?:an area|on|part of|in) (?:on )?(?:the|this) plan\b|\bnot discussed\b", re.IGNORECASE
)
_TEN_IS_BEST = re.compile(
    r"\b10 (?:is|=|being)?\s*(?:the )?(?:best|good|great|no worr\w+|managing|ideal|as good)|\b0 is (?:as bad|worst|the worst)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(nights|days|incidents?|times|hours|mornings) (?:a|per) (?:week|month|day|night)\b|\b(incidents?|nights?"
    r"|mornings?) a (?:week|month)\b",
    re.IGNORECASE,
)


def outcomes_of_grid(
    paper: CasePaper, grid: Grid, *, vocabulary: Vocabulary, needs: Sequence[Need] = ()
) -> Iterator[Outcome]:
    """The rows of a table that tell of change; a table of goals still to be reached, or of one score, tells of none."""
    scores = [column for column, role in enumerate(grid.roles) if role == "score"]
    if not {"status", "progress"} & set(grid.roles) and len(scores) < 2:
        return
    if len(scores) < 2 and "target" in grid.roles:
        return
    for row in grid.rows:
        cells = grid.row_cells(row)
        if cells and row not in grid.prompts and not _TOTAL.match(_words(paper, cells[0])):
            outcome = _of_row(paper, grid, row, cells, vocabulary, needs)
            if outcome is not None:
                yield outcome


def _of_row(
    paper: CasePaper, grid: Grid, row: int, cells: tuple[GridCell, ...], vocabulary: Vocabulary, needs: Sequence[Need]
) -> Outcome | None:
    document = paper.document
    head = cells[0]
    subject = _words(paper, head)
    status_cell = next(
        (cell for cell in reversed(cells) if cell.role == "status"), None
    )  # "At start: Red | Now: Green"
    told_cells = [cell for cell in cells if cell.role in ("progress", "comment")]
    judged = [cell for cell in told_cells if opens_with_verdict(_words(paper, cell))]
    progress = next(iter(judged or told_cells), None)
    change = _row_change(paper, grid, cells, subject, vocabulary)
    told = _words(paper, progress)
    if told and kind_of(told, vocabulary.assertion) in ("void", "nil", "prompt"):
        told, progress = "", None
    if _NOT_ON_PLAN.search(told):
        return None
    lights = [cell for cell in cells[1:] if _LIGHT.match(_words(paper, cell))]
    if len(lights) >= 2:  # "At start: Red | Now: Amber"
        status_cell = lights[-1]
    said = vocabulary.outcomes.label_status(_words(paper, status_cell)) if status_cell else None
    if said is None and told:
        brief = len(told.split()) <= 3 or opens_with_verdict(told)
        said = vocabulary.outcomes.label_status(told) if brief else None
    if change is None and progress is not None:
        change = find_change(
            document.text, progress.span.start, progress.span.end, label=subject, vocabulary=vocabulary
        )
    if status_cell is None and progress is None and change is None:
        return None
    scored = any(cell.role == "score" for cell in cells)
    if said is None and progress is not None:
        tokens = tag_times(told, tokenize(told, mend=vocabulary.needs.speller.mend), None)
        told_change = change if not scored else None
        said = tell_status(told, tokens, told_change, told=True, vocabulary=vocabulary)
        if scored and change is not None:
            said = weigh_scores(said, change, commented=bool(told), verdict=has_verdict(told))
    status: OutcomeStatus = said or ("unknown" if change is None else weigh_scores(None, change, commented=False))
    if said is None and change is None and progress is None:
        return None
    category = _category(paper, grid, subject, progress, change, vocabulary, needs)
    # A row of scores is quoted whole; told progress is quoted by its own cell.
    bare = progress is not None and len(told.split()) <= _BARE
    whole = Span(start=cells[0].span.start, end=cells[-1].span.end)
    span = whole if scored or progress is None or bare else progress.span
    locator = replace(
        locate(document, span.start, span.end), table=grid.table + 1, row=row + 1, row_header=subject,
        column_header=progress.header if progress else None,
    )  # fmt: skip
    return Outcome(
        id=content_id("out", document.id, span.start, span.end, category, status),
        document=document.id,
        category=category,
        status=status,
        scale=change.scale if change else None,
        from_=change.start if change else None,
        to=change.end if change else None,
        sustained=None,
        case=document.reference,
        evidence=evidence_at(document, span.start, span.end),
        locator=locator,
        method="table:scores" if scored else "table:progress",
        confidence=0.85 if said else 0.75,
    )


def _row_change(
    paper: CasePaper, grid: Grid, cells: tuple[GridCell, ...], subject: str, vocabulary: Vocabulary
) -> Change | None:
    """The first and last score of a row."""
    scores = [cell for cell in cells if cell.role == "score" and is_score(_words(paper, cell))]
    if len(scores) < 2:
        return None
    first, last = to_number(_words(paper, scores[0])), to_number(_words(paper, scores[-1]))
    if first is None or last is None:
        return None
    target = next((to_number(_words(paper, cell)) for cell in cells if cell.role == "target"), None)
    percent = "%" in _words(paper, scores[-1])
    caption = _caption(paper, grid)
    own = scale_named(subject, vocabulary)
    unit = _UNIT.search(subject)
    if own is not None and (own.name != "attendance %" or percent):
        better = "up" if _TEN_IS_BEST.search(caption) and own.name == "worry" else own.better
        label = unit.group(0) if unit and own.name == "incidents" else own.name
        return Change(
            scale=label,
            better=better,
            start=first,
            end=last,
            target=target,
            category=own.category,
            normal=is_normal(own, last),
        )
    scale = scale_named(caption, vocabulary)
    name = unit.group(0) if unit else scale.name if scale else "0-10" if max(first, last) <= 10 else None
    better = scale.better if scale else "up"
    if _TEN_IS_BEST.search(caption):
        better = "up"
    elif re.search(
        r"\b(?:0 (?:is )?(?:none|no|best)|10 (?:is )?(?:worst|high(?:est)? (?:worry|concern)))\b",
        caption,
        re.IGNORECASE,
    ):
        better = "down"
    return Change(scale=name, better=better, start=first, end=last, target=target)


def _category(
    paper: CasePaper, grid: Grid, subject: str, progress: GridCell | None, change: Change | None, vocabulary: Vocabulary,
    needs: Sequence[Need],
) -> str:  # fmt: skip
    area = vocabulary.outcomes.area_category(subject)
    if progress is not None and grid.roles[0] in ("area", "other"):
        words = _words(paper, progress)
        stated = vocabulary.needs.book.find(tokenize(words, mend=vocabulary.needs.speller.mend))
        cues = [hit.payload.need.category for hit in stated if hit.payload.kind == "cue"]
        if cues and cues[0] != "other":
            return cues[0]
    if area is not None:
        return area
    tokens = tokenize(subject, mend=vocabulary.needs.speller.mend)
    found = category_of(tokens, change, subject, vocabulary=vocabulary)
    if found is None and progress is not None:
        found = category_of(tokenize(_words(paper, progress)), change, subject, vocabulary=vocabulary)
    if found is None or found == "other":
        told = f"{subject} {_words(paper, progress)}"
        found = category_of_need(subject, needs) or category_of_need(told, needs) or found
    return found or "other"


def _caption(paper: CasePaper, grid: Grid) -> str:
    """The table's caption and the heading above it."""
    document = paper.document
    table = table_of(document, grid.table)
    caption = document.text[table.caption.start : table.caption.end] if table.caption else ""
    section = next((s.title for s in reversed(document.sections) if s.start <= table.start < s.end), "")
    return f"{section} {caption}"


def _words(paper: CasePaper, cell: GridCell | None) -> str:
    return paper.document.text[cell.span.start : cell.span.end].strip() if cell else ""
