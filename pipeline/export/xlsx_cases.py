"""The sheets about case papers: needs, help, outcomes, cases, the golden thread, links, clusters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ..records.case import COMPLETENESS_FIELDS, Case
from ..records.cluster import Cluster
from ..records.span import Evidence
from .readable import breach_in_words, day, listed, need_in_words, place, words
from .thread import Strand, gaps, strands
from .xlsx_columns import (
    CASE,
    CONFIDENCE,
    DOCUMENT,
    EVIDENCE,
    EXPLANATION,
    ID,
    METHOD,
    QUOTE,
    TECHNICAL,
    WHERE,
    Column,
    Lookup,
    Rule,
    Sheet,
    coded,
    column,
    derived,
)

NEEDS: Final = Sheet(
    name="Needs",
    says="One row a need of one person, as one statement of a case paper puts it.",
    rows=lambda run: run.needs,
    columns=(
        DOCUMENT,
        WHERE,
        coded("Category", "category", "The heading of the needs framework; Other where it has no place there."),
        coded("Subcategory", "subcategory", "The need under that heading."),
        coded("Person", "person", "Whose need it is."),
        column("Name", "person_name", "text", "The person's name as written."),
        coded(
            "Status",
            "status",
            "Current, historical (before this episode), suspected, negated (said not to be), resolved.",
        ),
        coded("Stage", "stage", "Presenting (at referral), or identified later."),
        column("Raised by", "raised_by", "text", "Who said so."),
        QUOTE,
        CONFIDENCE,
        column("Cluster", "cluster", "text", "The group of like needs it is in; see Clusters.", technical=True),
        column("Existence", "assertion.existence", "text", "Affirmed or negated.", technical=True),
        column("Time", "assertion.time", "text", "Current, historical or future.", technical=True),
        column("Certainty", "assertion.certainty", "text", "Stated, suspected or hypothetical.", technical=True),
        column("Course", "assertion.course", "text", "Unchanged, improving, worsening or resolved.", technical=True),
        CASE,
        *TECHNICAL,
        METHOD,
        EXPLANATION,
        ID,
    ),
    reviewed=True,
    rules=(Rule("Status", ("Negated", "Historical", "Resolved"), "faint"),),
)

INTERVENTIONS: Final = Sheet(
    name="Interventions",
    says="One row a piece of help that was given or planned.",
    rows=lambda run: run.interventions,
    columns=(
        DOCUMENT,
        WHERE,
        column("Service", "service", "text", "Which service."),
        column("Action", "action", "long", "What it did."),
        coded("Person", "person", "For whom."),
        column("Start date", "start_date", "date", "From when, as stated."),
        column("End date", "end_date", "date", "Until when, as stated."),
        column("Planned", "planned", "yes_no", "Yes where it is planned, no where it was given."),
        QUOTE,
        CONFIDENCE,
        CASE,
        *TECHNICAL,
        METHOD,
        ID,
    ),
    rules=(Rule("Planned", ("Yes",), "faint"),),
)

OUTCOMES: Final = Sheet(
    name="Outcomes",
    says="One row a change, or the lack of one, that a case paper records.",
    rows=lambda run: run.outcomes,
    columns=(
        DOCUMENT,
        WHERE,
        coded("Category", "category", "The heading of the needs framework it is about."),
        coded("Status", "status", "Met, partly met, not met, or unknown."),
        column("Scale", "scale", "text", "What it was measured with."),
        column("From", "from", "number", "The score or stage before."),
        column("To", "to", "number", "The score or stage after."),
        column("Sustained", "sustained", "yes_no", "Whether the change is said to have lasted."),
        QUOTE,
        CONFIDENCE,
        CASE,
        *TECHNICAL,
        METHOD,
        ID,
    ),
    reviewed=True,
    rules=(Rule("Status", ("Not met", "Unknown"), "strong"), Rule("Status", ("Partly met",), "faint")),
)


def _filled_in(name: str) -> str:
    return f"Filled in: {words(name).lower()}"


def _absent(case: Case) -> str | None:
    return listed(words(name) for name in COMPLETENESS_FIELDS if case.completeness.get(name) == "absent") or None


def _completeness(name: str) -> Column:
    return derived(
        _filled_in(name),
        "text",
        "Present, absent, or not applicable. “None” is an answer; an empty box and “N/A” are not.",
        lambda row, lookup: words(row.completeness.get(name)) or None,
        field=f"completeness.{name}",
        technical=True,
    )


def _quoted(evidence: dict[str, Sequence[Evidence]] | None) -> str | None:
    lines = [f"{words(key)}: “{item.quote}”" for key, items in (evidence or {}).items() for item in items]
    return "\n".join(lines) or None


CASES: Final = Sheet(
    name="Cases",
    says="One row a case paper: how it ended, whether it is complete, whether it was on time.",
    rows=lambda run: run.cases,
    columns=(
        DOCUMENT,
        EVIDENCE,
        coded("Genre", "genre", "Closure summary, assessment, plan or review."),
        column("Reference", "reference", "text", "The case reference as printed."),
        coded("Step", "step", "Where the case went: none, down, up, transfer, withdrawn, moved."),
        coded("Reason", "reason", "Why it was closed, as one of the standard reasons."),
        column("Reason as printed", "reason_text", "long", "Why it was closed, in the words of the paper."),
        column("Closure date", "closure_date", "date", "The day it was closed."),
        column("Referral date", "timeliness.referral_date", "date", "The day of the referral."),
        column("Assessment date", "timeliness.assessment_date", "date", "The day the assessment was completed."),
        column(
            "Working days",
            "timeliness.working_days",
            "integer",
            "After the referral up to and with that day; England's bank holidays left out.",
        ),
        column("Plan date", "timeliness.plan_date", "date", "The day of the plan.", technical=True),
        derived(
            "Review dates",
            "text",
            "The days of reviews.",
            lambda row, _: listed(map(day, row.timeliness.review_dates)) or None,
            field="timeliness_review_dates",
        ),
        derived(
            "Breaches",
            "text",
            "Limits of the practice standard that were not kept.",
            lambda row, _: listed(map(breach_in_words, row.timeliness.breaches)) or None,
            field="timeliness_breaches",
        ),
        derived(
            "Not filled in",
            "text",
            "Fields that this kind of paper should have and that are absent; field by field at the right.",
            lambda row, _: _absent(row),
        ),
        derived(
            "Services involved",
            "text",
            "Services named in the paper.",
            lambda row, _: listed(row.services_involved) or None,
            field="services_involved",
        ),
        column("Outstanding support", "outstanding_support", "long", "What is left to be done, and by whom."),
        column("Lead professional", "lead_professional", "text", "Who led, as named."),
        column("Joined case", "joined", "text", "The same for all papers of one case; see Case journeys."),
        column("Why joined", "joined_basis", "long", "Why papers were joined, or not."),
        CONFIDENCE,
        derived(
            "People",
            "long",
            "Who the paper is about.",
            lambda row, _: listed(row.people) or None,
            field="people",
            technical=True,
        ),
        derived(
            "Words behind completeness",
            "long",
            "The words that fill each field, or the label of its empty box.",
            lambda row, _: _quoted({key: (item,) for key, item in row.completeness_evidence.items()}),
            field="completeness_evidence",
            technical=True,
        ),
        derived(
            "Words behind dates",
            "long",
            "The words that state each date.",
            lambda row, _: _quoted(row.timeliness.evidence),
            field="timeliness_evidence",
            technical=True,
        ),
        column("Reason quote", "reason_evidence.quote", "long", "The exact words of the reason.", technical=True),
        column("Reason starts", "reason_evidence.start", "integer", "Where they start in the text.", technical=True),
        column("Reason ends", "reason_evidence.end", "integer", "Where they end in the text.", technical=True),
        column("Reason's document", "reason_evidence.document", "text", "Id of their document.", technical=True),
        *map(_completeness, COMPLETENESS_FIELDS),
        METHOD,
        ID,
    ),
    rules=tuple(Rule(_filled_in(name), ("Absent",), "strong") for name in COMPLETENESS_FIELDS),
)  # fmt: skip


def _thread_quotes(strand: Strand, lookup: Lookup) -> str | None:
    rows: tuple[Any, ...] = (*strand.needs, *strand.help, *strand.outcomes)
    lines = []
    for item in dict.fromkeys(row.evidence for row in rows):
        where = lookup.cites.get(place(item))
        lines.append(f"“{item.quote}”" + (f" ({where})" if where else ""))
    return "\n".join(lines) or None


def _help(strand: Strand) -> str | None:
    return "\n".join(
        ": ".join(filter(None, (row.service, row.action))) + (" (planned)" if row.planned else "") for row in strand.help
    ) or None  # fmt: skip


def _outcome(strand: Strand) -> str | None:
    lines = []
    for row in strand.outcomes:
        move = (
            f": {row.scale or 'score'} from {row.from_} to {row.to}"
            if row.from_ is not None and row.to is not None
            else ""
        )
        lines.append(f"{words(row.status)}{move}")
    return "\n".join(lines) or None


def _mix(row: Cluster, lookup: Lookup) -> str | None:
    return listed(f"{words(key, lookup.labels)}: {number}" for key, number in row.category_mix.items()) or None


def _reference(case: Case | None) -> str | None:
    return case.reference if case else None


THREAD: Final = Sheet(
    name="Golden thread",
    says="One row a need of a case paper, with the help and the outcome linked to it, and what is missing.",
    rows=strands,
    columns=(
        DOCUMENT,
        derived("Reference", "text", "The case reference.", lambda row, _: _reference(row.case)),
        derived("Genre", "text", "What kind of paper it is.", lambda row, _: words(row.case.genre) if row.case else None),
        derived(
            "Need", "text", "Current and suspected needs; statements of one need are one row.",
            lambda row, lookup: need_in_words(row.needs, lookup.labels),
        ),
        derived("Help", "long", "Help linked to the need.", lambda row, _: _help(row)),
        derived("Outcome", "text", "What came of it.", lambda row, _: _outcome(row)),
        derived(
            "Missing", "text", "Where the thread breaks. An assessment is not asked for help or outcomes.",
            lambda row, _: listed(gaps(row)) or None,
        ),
        derived("Complete", "yes_no", "Yes from a need through help to a known outcome.", lambda row, _: row.complete),
        derived("Quotes", "long", "The words behind each, as printed.", _thread_quotes),
        EVIDENCE,
        derived("Basis", "long", "Why they were linked.", lambda row, _: listed(row.basis) or None, technical=True),
        derived(
            "Rows", "rows", "The rows of this workbook; linked to the first.",
            lambda row, _: tuple(item.id for item in (*row.needs, *row.help, *row.outcomes)),
        ),
    ),
    rules=(Rule("Missing", (), "strong"),),
)  # fmt: skip

LINKS: Final = Sheet(
    name="Links",
    says="One row a link between two rows: need to help, need or help to outcome, figure to figure.",
    rows=lambda run: run.links,
    columns=(
        coded("Kind", "kind", "Which kinds of row it joins."),
        column("Basis", "basis", "long", "Why they were linked."),
        CONFIDENCE,
        column("From", "from", "text", "Id of the one row."),
        column("To", "to", "text", "Id of the other row."),
        ID,
    ),
)

CLUSTERS: Final = Sheet(
    name="Clusters",
    says="One row a group of needs whose words are alike.",
    rows=lambda run: run.clusters,
    columns=(
        column("Label", "label", "text", "Words that tell the group from the others."),
        column("Size", "size", "integer", "Needs in the group."),
        derived("Keywords", "long", "Telling words.", lambda row, _: listed(row.keywords) or None, field="keywords"),
        derived(
            "Category mix", "long", "Categories of its needs and how many of each.",
            _mix,
            field="category_mix",
        ),
        derived(
            "Examples", "long", "The most typical statements.",
            lambda row, _: "\n".join(f"“{item.quote}”" for item in row.exemplars) or None, field="exemplars",
        ),
        EVIDENCE,
        column("Cohesion", "cohesion", "number", "Mean likeness of members to their centre, from -1 to 1."),
        column("Stability", "stability", "number", "How alike the groups stay when the needs are sampled again, up to 1."),
        column("Note", "note", "long", "Where the group disagrees with the needs framework."),
        derived(
            "Rows", "rows", "Its rows of Needs; linked to the first.", lambda row, _: row.needs, field="needs",
        ),
        derived("Need ids", "long", "Ids of its needs.", lambda row, _: listed(row.needs), field="needs", technical=True),
        ID,
    ),
)  # fmt: skip
