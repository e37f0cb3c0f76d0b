"""The sheets about documents and what they state: documents, figures, decisions, findings, series, exceptions.

Columns that people read stand first, the technical ones at the right. Every field of the output contract is on its sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..records.document import Note
from ..records.finding import Finding
from ..records.run import Run
from ..records.series import Point, Series
from ..records.span import Evidence
from .readable import breakdown, listed, place, words
from .tallies import exceptions
from .xlsx_columns import (
    CONFIDENCE,
    DOCUMENT,
    EVIDENCE,
    EXPLANATION,
    ID,
    METHOD,
    QUOTE,
    TECHNICAL,
    WHERE,
    Lookup,
    Rule,
    Sheet,
    coded,
    column,
    derived,
)

_NOT_DONE: Final = (
    "Partial", "Empty", "Encrypted", "Unsupported", "Malformed", "Limit exceeded", "Timed out", "Crashed", "Failed",
)  # fmt: skip


def notes_in_words(notes: Sequence[Note]) -> str | None:
    """Notes for one cell, with their pages."""
    return listed(f"{note.message} (p. {note.page})" if note.page else note.message for note in notes) or None


DOCUMENTS: Final = Sheet(
    name="Documents",
    says="One row a document that was given to the tool, read or not.",
    rows=lambda run: run.documents,
    columns=(
        column("Path", "path", "long", "The file, as it lay in the folder that was read."),
        coded("Status", "status", "Done, or why it was not read wholly; see Exceptions."),
        coded("Genre", "genre", "What kind of paper it was taken for."),
        column("Title", "title", "text", "The title as printed."),
        column("Date", "date", "date", "The document's own date, as printed."),
        column("Organisation", "organisation", "text", "The authority or body that issued it."),
        column("Reference", "reference", "text", "The reference of a case paper."),
        column("Pages", "pages", "integer", "Pages; empty for a kind of file without pages."),
        column("Words", "words", "integer", "Words read, running headers and footers left out."),
        column("Tables", "tables", "integer", "Tables found."),
        column("Figures", "figures", "integer", "Rows of Figures from this document."),
        column("Needs", "needs", "integer", "Rows of Needs from this document."),
        column("Findings", "findings", "integer", "Rows of Findings about this document."),
        column("What went wrong", "error", "long", "Why it was not read, or not wholly."),
        column("What to do", "remedy", "long", "The next step."),
        column("Geography", "geography", "text", "The place it speaks of.", technical=True),
        column(
            "Same as",
            "duplicate_of",
            "document",
            "The document it repeats byte for byte; counted once.",
            technical=True,
        ),
        column("Genre confidence", "genre_confidence", "share", "How sure the tool is of the genre.", technical=True),
        column("Kind of file", "media_type", "text", "What the content is, whatever its name says.", technical=True),
        column("Bytes", "size", "integer", "Size of the file.", technical=True),
        column("SHA-256", "sha256", "text", "Fingerprint: the same file has the same.", technical=True),
        derived(
            "Notes",
            "long",
            "What a reader should know.",
            lambda row, _: notes_in_words(row.notes),
            field="notes",
            technical=True,
        ),
        ID,
    ),
    rules=(Rule("Status", _NOT_DONE, "strong"),),
)

FIGURES: Final = Sheet(
    name="Figures",
    says="One row a number that a document states.",
    rows=lambda run: run.figures,
    columns=(
        DOCUMENT,
        WHERE,
        column("As printed", "text", "text", "The number with its sign, currency and percent, as printed."),
        column(
            "Value", "value", "amount", "The number, scale applied. A percentage is an Excel percentage: 43% is 0.43."
        ),
        column("Unit", "unit", "text", "What is counted or measured."),
        column("Measure", "measure", "text", "The quantity measured, in the words of the document."),
        derived(
            "Breakdown",
            "text",
            "The part it is about; empty for the whole.",
            lambda row, _: breakdown(row.breakdown) or None,
            field="breakdown",
        ),
        column("Period", "period.text", "text", "The time it is about, in the words of the document."),
        coded("Role", "role", "Reported, baseline, target, standard or forecast."),
        QUOTE,
        CONFIDENCE,
        column("Period start", "period.start", "date", "First day of that time, where it is settled.", technical=True),
        column("Period end", "period.end", "date", "Last day of that time, where it is settled.", technical=True),
        column("Out of", "denominator", "number", "Of a rate, ratio or score; the whole of x of y.", technical=True),
        coded("Qualifier", "qualifier", "What the words add: approx, over, under, at least, at most.", technical=True),
        coded(
            "Unit kind",
            "unit_kind",
            "Count, percent, percentage points, rate, currency, ratio, duration.",
            technical=True,
        ),
        column("Low", "low", "amount", "Lower end of a stated range.", technical=True),
        column("High", "high", "amount", "Upper end of a stated range.", technical=True),
        derived(
            "Change",
            "text",
            "Increase, decrease or no change, as stated.",
            lambda row, _: words(row.change.direction) if row.change else None,
            field="change_direction",
            technical=True,
        ),
        column("Change amount", "change.amount", "number", "By how much, as stated.", technical=True),
        column("Change from", "change.baseline", "amount", "The value it moved from.", technical=True),
        column(
            "Change since", "change.baseline_period.text", "text", "The time of that earlier value.", technical=True
        ),
        column("Since start", "change.baseline_period.start", "date", "First day of that time.", technical=True),
        column("Since end", "change.baseline_period.end", "date", "Last day of that time.", technical=True),
        column("Geography", "geography", "text", "The place the number is about.", technical=True),
        column("Organisation", "organisation", "text", "The body it is about.", technical=True),
        column("Attributed to", "attributed_to", "text", "Who is quoted for it.", technical=True),
        coded("Origin", "origin", "Prose, list, table, chart or form.", technical=True),
        column("Number starts", "start", "integer", "Where the number starts in the document's text.", technical=True),
        column("Number ends", "end", "integer", "Where the number ends in the document's text.", technical=True),
        *TECHNICAL,
        METHOD,
        EXPLANATION,
        ID,
    ),
    reviewed=True,
)

DECISIONS: Final = Sheet(
    name="Decisions",
    says="One row a recommendation, resolution or action of a committee paper.",
    rows=lambda run: run.decisions,
    columns=(
        DOCUMENT,
        WHERE,
        coded("Kind", "kind", "Recommendation, resolution or action."),
        column("Number", "number", "text", "The number printed beside it."),
        column("Text", "text", "long", "What is recommended, resolved or to be done."),
        column("Owner", "owner", "text", "Who is to do it."),
        column("Due", "due", "date", "By when."),
        QUOTE,
        CONFIDENCE,
        *TECHNICAL,
        METHOD,
        ID,
    ),
)


def _quotes(row: Finding, lookup: Lookup) -> str | None:
    lines = []
    for item in row.evidence:
        where = lookup.cites.get(place(item))
        lines.append(f"“{item.quote}”" + (f" ({where})" if where else ""))
    return "\n".join(lines) or None


def _spans(row: Finding, lookup: Lookup) -> str | None:
    return listed(f"{item.document}:{item.start}-{item.end}" for item in row.evidence) or None


FINDINGS: Final = Sheet(
    name="Findings",
    says="One row a place where a document is not right, or where a person should look.",
    rows=lambda run: run.findings,
    columns=(
        derived(
            "Document",
            "document",
            "The first document it is about.",
            lambda row, _: row.documents[0] if row.documents else None,
            field="documents.0",
        ),
        coded("Severity", "severity", "Error: cannot be right. Query: please look. Not run: the check itself failed."),
        column("Code", "code", "text", "The check; `goldenthread explain CODE` tells what it tests."),
        column("Title", "title", "text", "What the check found."),
        column("Message", "message", "long", "What, where, the sum worked out, and what to look at."),
        derived("Quotes", "long", "Each number or statement involved, as printed.", _quotes, field="evidence"),
        EVIDENCE,
        column("Rows", "subjects", "rows", "The rows of this workbook it is about; linked to the first."),
        derived(
            "Documents",
            "long",
            "Every document it is about.",
            lambda row, lookup: listed(lookup.paths.get(key, key) for key in row.documents) or None,
            field="documents",
            technical=True,
        ),
        derived("Places", "long", "Document, start and end of each quote.", _spans, field="evidence", technical=True),
        derived(
            "Row ids",
            "long",
            "Ids of those rows.",
            lambda row, _: listed(row.subjects),
            field="subjects",
            technical=True,
        ),
        ID,
    ),
    reviewed=True,
    rules=(Rule("Severity", ("Error",), "strong"), Rule("Severity", ("Not run",), "faint")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesPoint:
    """One point of a series as a row: `unit_kind` and `unit` show its value as a figure is shown."""

    series: Series
    point: Point
    evidence: Evidence | None  # of the figure that states it
    revised: bool
    unit_kind: str
    unit: str | None


def series_points(run: Run) -> list[SeriesPoint]:
    """Every point of every series, with whether another report states another value for its period."""
    evidence = {figure.id: figure.evidence for figure in run.figures} if run.series else {}
    return [
        SeriesPoint(
            series=series,
            point=point,
            evidence=evidence.get(point.figure),
            revised=any(point in group for group in series.revisions),
            unit_kind=series.unit_kind,
            unit=series.unit,
        )
        for series in run.series
        for point in series.points
    ]


SERIES: Final = Sheet(
    name="Series",
    says="One row a point of a series: the same measure, of the same part and place, over time.",
    rows=series_points,
    columns=(
        column("Measure", "series.measure", "text", "The quantity measured."),
        derived(
            "Breakdown",
            "text",
            "The part; empty for the whole.",
            lambda row, _: breakdown(row.series.breakdown) or None,
        ),
        column("Body", "series.body", "text", "The authority, or the case, whose figures they are."),
        column("Geography", "series.geography", "text", "The place."),
        column("Unit", "series.unit", "text", "What is counted or measured."),
        column("Period", "point.period.text", "text", "The time of this point."),
        column("Period start", "point.period.start", "date", "First day of that time."),
        column("Period end", "point.period.end", "date", "Last day of that time."),
        column("Value", "point.value", "amount", "The value, shown with its unit."),
        column("Revised", "revised", "yes_no", "Yes where two reports state different values for this period."),
        derived("Breaks", "long", "Where the definition changes.", lambda row, _: listed(row.series.breaks) or None),
        derived(
            "Missing periods",
            "long",
            "Periods between its first and its last that no document states.",
            lambda row, _: listed(period.text for period in row.series.missing) or None,
        ),
        derived("Row", "rows", "The row of Figures that states it; linked.", lambda row, _: (row.point.figure,)),
        EVIDENCE,
        column(
            "Joined by", "series.basis", "text", "Why phrases that differ were taken for one measure.", technical=True
        ),
        derived(
            "Stated as",
            "long",
            "The phrases that were joined.",
            lambda row, _: listed(row.series.stated_as),
            technical=True,
        ),
        column("Unit kind", "unit_kind", "text", "Count, percent, rate and so on.", technical=True),
        column("Figure id", "point.figure", "text", "Id of that figure.", technical=True),
        column("Series id", "series.id", "text", "Points of one series share it.", technical=True),
    ),
)


EXCEPTIONS: Final = Sheet(
    name="Exceptions",
    says="One row a reason why a document is not, or not wholly, in the tables.",
    rows=exceptions,
    columns=(
        column("Document", "document", "document", "The file; linked to its row on Documents."),
        coded("Status", "status", "How reading it ended."),
        column("Page", "page", "integer", "The page, where it is about one."),
        column("What went wrong", "what", "long", "The reason."),
        column("What to do", "remedy", "long", "The next step."),
    ),
    rules=(Rule("Status", _NOT_DONE, "strong"),),
)
