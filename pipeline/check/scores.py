"""Scores and measures whose direction contradicts the words about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..records.span import Span
from ..records.table import Cell, Table, cell_grid
from ..text.numbers import find_numbers
from .catalogue import HELD, Subject, Verdict, check, doubt
from .frames import Frame, frames
from .polarity import Better, better_direction, printed_direction
from .statements import Statement
from .tolerance import plain
from .wording import BETTER, WORSE
from .words import REPORT_WORDS, telling

_STAR = (
    "# Early Help closure summary\n\nArea | First | Last | Comment\n--- | --- | --- | ---\nRoutine | 3 | 8 | Asleep "
    "by eight\n"
)
_GOOD_WORDS = re.compile(
    rf"\b(?:{BETTER}|big improvement|going well|great progress|healthier|happier|calmer|more confident)\b",
    re.IGNORECASE,
)
_BAD_WORDS = re.compile(rf"\b(?:{WORSE}|gone backwards|slipped back|setback)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|no|never|n't|little|hasn't|isn't|could be|room for|needs? to|hope|want|would|if|than expected|still "
    r"to)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_SCORE_UP = re.compile(
    r"^\W*(?:(?:going|gone|went|moved) )?up\b|\bscores? (?:has |have |had )?(?:gone|went|going|moved|is|are|came) "
    r"up\b|\bhigher score\b",
    re.IGNORECASE,
)
_SCORE_DOWN = re.compile(
    r"^\W*(?:(?:going|gone|went|moved) )?down\b|\bscores? (?:has |have |had )?(?:gone|went|going|moved|is|are|came) "
    r"down\b|\blower score\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"^\s*(?P<n>\d{1,2}(?:\.\d)?)\s*(?:/\s?\d{1,2}|out of \d{1,2})?\s*$")
_HIGHEST = 40  # of the scales of outcome stars and questionnaires
_SO = re.compile(r"\b(?:so|therefore|which means|this means|thus|that means|in other words)\b", re.IGNORECASE)


@check(
    "SCO001",
    severity="error",
    title="A score moves one way and the words another",
    holds=_STAR + "Home and money | 4 | 6 | Big improvement here\n",
    fails=_STAR + "Home and money | 6 | 4 | Big improvement here, the score has gone up\n",
)
def check_score_direction(subject: Subject) -> Iterator[Verdict]:
    """Compares what is called better or worse with the two scores, in the sentence, in the one after that draws the
    conclusion, and in the comment beside a row of scores.

    Which way is better is told by the paper ("0 none, 10 worst"), the scale (an SDQ falls, an Outcomes Star rises) or the
    measure; where nothing tells, only "gone up" and "gone down" are compared. Silent for negated words.
    """
    for frame in frames(subject):
        yield from _in_prose(subject, frame)
    for table in subject.document.tables:
        yield from _in_table(subject, table)


def _in_prose(subject: Subject, frame: Frame) -> Iterator[Verdict]:
    better = better_direction(
        subject.vocabulary,
        frame.statement.text,
        frame.new.measure or "",
        " ".join(s.text for s in subject.after(frame.statement, 1)),
    ) or next(filter(None, (printed_direction(s.text) for s in subject.before(frame.statement, 1))), None)
    difference = frame.new.value - frame.old.value
    if better is None or difference == 0:
        return
    improved = (difference > 0) == (better == "up")
    for statement in (frame.statement, *subject.after(frame.statement, 1)):
        if statement is not frame.statement and not _goes_on(frame.statement, statement):
            continue
        told = frame.quality if statement is frame.statement and frame.quality else _told(statement.text)
        if not told or (statement is frame.statement and not frame.quality and not _same_thought(frame)):
            continue
        if (told > 0) == improved:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: from {frame.old.text} to {frame.new.text} "
            f"is {'an improvement' if improved else 'a worsening'}, as "
            f"{'low' if better == 'down' else 'high'} is good; the words "
            f"say {'better' if told > 0 else 'worse'}. Look at the scores, the scale "
            "and the words.",
            frame.new,
            frame.old,
            statement,
        )


_BRIEF = 4  # words of a remark such as "Great progress."


def _goes_on(one: Statement, following: Statement) -> bool:
    """Whether the next sentence judges the change: it draws the conclusion, is a brief remark, or names the same thing."""
    if _SO.search(following.text):
        return True
    if following.figures:
        return False
    return len(following.text.split()) <= _BRIEF or bool(telling(one.text) & telling(following.text) - REPORT_WORDS)


def _same_thought(frame: Frame) -> bool:
    """Whether the words of better or worse stand with the change, with no other subject in between."""
    text = frame.statement.text
    judged = _GOOD_WORDS.search(text) or _BAD_WORDS.search(text)
    if judged is None:
        return False
    ends = sorted((frame.old.start - frame.statement.start, frame.new.end - frame.statement.start))
    low, high = min(judged.start(), ends[0]), max(judged.end(), ends[1])
    return re.search(r"[;:.]|\b(?:but|although|though|while|whereas|and|despite)\b", text[low:high]) is None


def _told(text: str) -> int:
    """1 where the words say better, -1 worse, 0 where they say neither, both or deny it."""
    found = []
    for words, sign in ((_GOOD_WORDS, 1), (_BAD_WORDS, -1)):
        for match in words.finditer(text):
            if not _NOT.search(text[: match.start()]):
                found.append(sign)
    return found[0] if found and len(set(found)) == 1 else 0


def _in_table(subject: Subject, table: Table) -> Iterator[Verdict]:
    text = subject.document.text
    grid = cell_grid(table)
    head = max(table.header_rows or 0, 1)
    scale = _scale_of_table(subject, table)
    rows: list[tuple[list[tuple[Cell, Decimal]], Cell]] = []
    for row in grid[head:]:
        cells = [cell for cell in dict.fromkeys(row) if cell is not None]
        scores = [
            (cell, number)
            for cell in cells
            if (number := _score(text[cell.start : cell.end])) is not None and cell.column > 0
        ]
        comments = [
            cell
            for cell in cells
            if len(text[cell.start : cell.end].split()) >= 2
            and cell.column > 0
            and _score(text[cell.start : cell.end]) is None
        ]
        if len(scores) < 2 or not comments:
            continue
        rows.append((scores, comments[-1]))
    usual = scale or _usual_direction(subject, rows)
    for scores, comment in rows:
        yield from _row(subject, scores, comment, usual)


_TOP = 10  # of a scale on which all rows of a table may stand


def _usual_direction(subject: Subject, rows: list[tuple[list[tuple[Cell, Decimal]], Cell]]) -> Better | None:
    """Which way the scores of most rows go that are called better, where all can stand on one scale of ten."""
    ups = downs = 0
    for scores, comment in rows:
        moved = scores[-1][1] - scores[0][1]
        told = _told(subject.document.text[comment.start : comment.end])
        if max(number for _, number in scores) > _TOP:
            return None
        ups += moved * told > 0
        downs += moved * told < 0
    return "up" if ups > downs + 1 else "down" if downs > ups + 1 else None


def _row(
    subject: Subject, scores: list[tuple[Cell, Decimal]], comment: Cell, scale: Better | None
) -> Iterator[Verdict]:
    (first_cell, first), (last_cell, last) = scores[0], scores[-1]
    words = subject.document.text[comment.start : comment.end]
    if find_numbers(words) and not _SCORE_UP.search(words) and not _SCORE_DOWN.search(words) and not _told(words):
        return
    moved = 1 if last > first else -1 if last < first else 0
    direct = (1 if _SCORE_UP.search(words) else 0) - (1 if _SCORE_DOWN.search(words) else 0)
    told = _told(words)
    quality = moved if scale == "up" else -moved if scale == "down" else 0
    if moved == 0 or not (direct or (told and quality)):
        return
    wrong = (told and quality and told != quality) or (direct and direct != moved)
    if not wrong:
        yield HELD
        return
    yield doubt(
        subject,
        f"{subject.where(Span(start=comment.start, end=comment.end))}: the score goes from {plain(first)} "
        f'to {plain(last)}, beside it stands "{words.strip()[:80]}". Look at the '
        "scores, at the scale and at the words.",
        Span(start=comment.start, end=comment.end),
        Span(start=first_cell.start, end=first_cell.end),
        Span(start=last_cell.start, end=last_cell.end),
    )


def _score(words: str) -> Decimal | None:
    match = _SCORE.match(words)
    return Decimal(match["n"]) if match is not None and Decimal(match["n"]) <= _HIGHEST else None


def _scale_of_table(subject: Subject, table: Table) -> Better | None:
    """Which way is better on the table's scale: told in or above it, else by the scale it names."""
    around = subject.around(table.start, table.end, 400)
    printed = printed_direction(around)
    if printed is not None:
        return printed
    heading = subject.document.text[max(0, table.start - 200) : table.start]
    return better_direction(subject.vocabulary, heading) or (
        "up" if re.search(r"\bstar\b|\b10 is (?:best|no)", heading, re.IGNORECASE) else None
    )
