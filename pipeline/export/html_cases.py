"""Sections about case papers: needs, outcomes, the golden thread, timeliness and completeness, groups of needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, Final, get_args

from ..records.case import COMPLETENESS_FIELDS, Case
from ..records.outcome import OutcomeStatus
from ..records.run import Run
from .charts import Bar, stacked_bars
from .html_parts import (
    MOST_CASES,
    MOST_CLUSTERS,
    MOST_THREADS,
    Block,
    Cell,
    Chart,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    capped,
    quoted,
    texts,
    unbroken,
)
from .readable import breach_in_words, cited, count, labels_of, listed, need_in_words, words
from .tallies import STATUSES, need_counts
from .thread import EXPECTED, Strand, gaps, strands
from .thread_chart import thread_chart

_ENDS: Final[tuple[OutcomeStatus, ...]] = get_args(OutcomeStatus)


def cases_sections(run: Run) -> list[Section]:
    """The sections, each also where there is nothing to show: silence is not an answer."""
    return [_needs(run), _outcomes(run), _thread(run), _cases(run), _clusters(run)]


def _needs(run: Run) -> Section:
    counts = need_counts(run)
    if not counts:
        return _nothing("needs", "Needs", "No statement of a need was found in a case paper.")
    bars = [Bar(label=row.label, parts=tuple(row.by_status.values())) for row in counts]
    most = counts[0]
    chart = stacked_bars(
        bars,
        keys=[words(status) for status in STATUSES],
        name="needs-chart",
        title="Chart: statements of need by category and status",
        description=f"{count(len(run.needs), 'statement')} in {count(len(counts), 'category', 'categories')}. Most are about "
        f"{most.label.lower()} ({most.total:,}). The table beneath has the numbers.",
    )
    headers = ("Category", *(words(status) for status in STATUSES), "All")
    rows = [Row(cells=texts(row.label, *row.by_status.values(), row.total)) for row in counts]
    total = Row(
        cells=texts("All", *(sum(row.by_status[status] for row in counts) for status in STATUSES), len(run.needs))
    )
    blocks: tuple[Block, ...] = (
        Paragraph(text="Counted are statements, not children or families: a paper may state one need more than once."),
        Chart(name="needs-chart", svg=chart),
        Table(
            name="needs-table",
            caption="Statements of need by category and status",
            headers=headers,
            numbers=frozenset(headers[1:]),
            rows=(*rows, total),
        ),
    )
    return Section(anchor="needs", title="Needs", blocks=blocks)


def _outcomes(run: Run) -> Section:
    if not run.outcomes:
        return _nothing("outcomes", "Outcomes", "No outcome was found in a case paper.")
    labels = labels_of(run)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in run.outcomes:
        found[row.category][row.status] += 1
    ordered = sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))
    chart = stacked_bars(
        [Bar(label=words(key, labels), parts=tuple(counter[end] for end in _ENDS)) for key, counter in ordered],
        keys=[words(end) for end in _ENDS],
        name="outcomes-chart",
        title="Chart: outcomes by category and status",
        description=f"{count(len(run.outcomes), 'outcome')}, of which {sum(c['met'] for c in found.values()):,} met. "
        "The table beneath has the numbers.",
    )
    headers = ("Category", *(words(end) for end in _ENDS), "All")
    rows = [
        Row(cells=texts(words(key, labels), *(counter[end] for end in _ENDS), counter.total()))
        for key, counter in ordered
    ]
    return Section(
        anchor="outcomes",
        title="Outcomes",
        blocks=(
            Chart(name="outcomes-chart", svg=chart),
            Table(
                name="outcomes-table",
                caption="Outcomes that case papers record, by category and status",
                headers=headers,
                numbers=frozenset(headers[1:]),
                rows=tuple(rows),
            ),
        ),
    )


def _thread(run: Run) -> Section:
    found = strands(run)
    if not found:
        return _nothing("thread", "The golden thread", "No case paper with a need was read.")
    closed = [strand for strand in found if strand.needs and strand.case and strand.case.genre == "closure_summary"]
    blocks: list[Block] = [
        Paragraph(
            text="From each current or suspected need to the help that was given and to what came of it. A closure summary is "
            "expected to tell all three, a plan or a review the help; an assessment comes before both."
        )
    ]
    if closed:
        blocks += _thread_in_short(closed)
    papers: dict[str, list[Strand]] = defaultdict(list)
    for strand in found:
        papers[strand.document].append(strand)
    # Papers with gaps first: they are what a reader looks for.
    order = sorted(papers, key=lambda key: not any(strand.missing for strand in papers[key]))
    shown, more = capped(order, MOST_THREADS, "case papers", "Golden thread")
    paths = {row.id: row.path for row in run.documents}
    for key in shown:
        blocks += _paper(key, papers[key], paths, labels_of(run))
    if more:
        blocks.append(Paragraph(text=more))
    return Section(anchor="thread", title="The golden thread", blocks=tuple(blocks))


def _thread_in_short(closed: Sequence[Strand]) -> list[Block]:
    steps = (
        ("Needs", len(closed)),
        ("with help", sum(1 for strand in closed if strand.help)),
        ("with an outcome", sum(1 for strand in closed if strand.outcomes)),
        ("with help and a known outcome", sum(1 for strand in closed if strand.complete)),
    )
    chart = stacked_bars(
        [Bar(label=label, parts=(number,)) for label, number in steps],
        keys=("Needs",),
        name="thread-chart",
        title="Chart: how far the thread of closure summaries runs",
        description=f"Of {count(len(closed), 'need')}, {steps[1][1]:,} have help linked, {steps[2][1]:,} an outcome, "
        f"{steps[3][1]:,} help and a known outcome.",
    )
    table = Table(
        name="thread-table",
        caption="Needs of closure summaries, and how far their thread runs",
        headers=("Step", "Needs"),
        numbers=frozenset(("Needs",)),
        rows=tuple(Row(cells=texts(label, number)) for label, number in steps),
    )
    return [Heading(text="All closure summaries"), Chart(name="thread-chart", svg=chart), table]


def _paper(key: str, found: Sequence[Strand], paths: dict[str, str], labels: dict[str, str]) -> list[Block]:
    case = found[0].case
    name = _case_name(case, paths.get(key, key))
    rows = []
    for strand in found:
        genre = strand.case.genre if strand.case else "assessment"
        expected = EXPECTED.get(genre, ())
        rows.append(
            Row(
                cells=(
                    _cell(need_in_words(strand.needs, labels) or "No need is linked", strand.needs),
                    _cell(_help(strand) if strand.help else _absent("help", expected, strand), strand.help),
                    _cell(_ends(strand) or _absent("outcome", expected, strand), strand.outcomes),
                    Cell(text="; ".join(gaps(strand)) or "Nothing", strong=bool(strand.missing)),
                )
            )
        )
    drawn = thread_chart(
        found, name=f"drawn-{key}", title=f"Drawing: the golden thread of {paths.get(key, key)}", labels=labels
    )
    return [
        Heading(text=name),
        *([Chart(name=f"drawn-{key}", svg=drawn)] if drawn else []),
        Table(
            name=f"thread-{key}",
            caption=f"Need, help and outcome in {paths.get(key, key)}",
            headers=("Need", "Help", "Outcome", "Missing"),
            rows=tuple(rows),
        ),
    ]


def _cell(text: str, rows: Sequence[Any]) -> Cell:
    evidence = {row.evidence: cited(row.locator) for row in rows}
    return Cell(text=text, quotes=tuple(quoted(item, where, longest=240) for item, where in evidence.items()))


def _help(strand: Strand) -> str:
    """Services, or what was done where none is named and the quote does not say it already."""
    names = {
        row.service or row.action: " (planned)" if row.planned else ""
        for row in strand.help
        if row.service or row.action != row.evidence.quote
    }
    return listed(f"{name}{planned}" for name, planned in names.items())


def _ends(strand: Strand) -> str:
    ends = (words(row.status) if row.status != "unknown" else "Not said whether met" for row in strand.outcomes)
    return listed(dict.fromkeys(ends))


def _absent(part: str, expected: Sequence[str], strand: Strand) -> str:
    if not strand.needs:
        return ""
    return "None linked" if part in expected else "Not expected in this kind of paper"


def _cases(run: Run) -> Section:
    if not run.cases:
        return _nothing("cases", "Timeliness and completeness", "No case paper was read.")
    shown, more = capped(run.cases, MOST_CASES, "case papers", "Cases")
    paths, labels = {row.id: row.path for row in run.documents}, labels_of(run)
    timely = []
    complete = []
    for case in shown:
        name = Cell(text=_case_name(case, paths.get(case.document, case.document)), href=case.document)
        times = case.timeliness
        timely.append(
            Row(
                cells=texts(
                    name, unbroken(times.referral_date), unbroken(times.assessment_date), times.working_days,
                    listed(map(unbroken, times.review_dates)), unbroken(case.closure_date),
                    words(case.reason, labels) or case.reason_text,
                    Cell(text=listed(map(breach_in_words, times.breaches)) or "None found", strong=bool(times.breaches)),
                )
            )
        )  # fmt: skip
        complete.append(Row(cells=(name, *(_presence(case, field) for field in COMPLETENESS_FIELDS))))
    dates = ("Case paper", "Referral", "Assessment", "Working days", "Reviews", "Closure", "Reason", "Limits not kept")
    return Section(
        anchor="cases",
        title="Timeliness and completeness",
        blocks=(
            Paragraph(
                text="Working days count after the referral up to and with the day the assessment was completed, England's bank "
                "holidays left out. The limits are those of the practice standards in use."
            ),
            Table(
                name="timeliness",
                caption="Dates of each case paper, and the limits that were not kept",
                headers=dates,
                numbers=frozenset(("Working days",)),
                rows=tuple(timely),
                more=more,
            ),
            Paragraph(
                text="“None” is an answer; an empty box, “N/A” and a form's own prompt are not. "
                "A dash: not asked of this kind of paper."
            ),
            Table(
                name="completeness",
                caption="Which fields of each case paper are filled in",
                headers=("Case paper", *(words(field) for field in COMPLETENESS_FIELDS)),
                rows=tuple(complete),
                more=more,
            ),
        ),
    )


def _presence(case: Case, field: str) -> Cell:
    presence = case.completeness.get(field, "not_applicable")
    return Cell(text={"present": "Yes", "absent": "No", "not_applicable": "–"}[presence], strong=presence == "absent")


def _case_name(case: Case | None, path: str) -> str:
    if case is None or not case.reference:
        return path
    return f"{case.reference}, {words(case.genre).lower()}"


def _clusters(run: Run) -> Section:
    if not run.clusters:
        summary = run.manifest.get("clustering", {})
        why = summary.get("note") if isinstance(summary, dict) else None
        return _nothing("clusters", "Needs that are alike", why or "There were too few needs to group.")
    labels = labels_of(run)
    shown, more = capped(sorted(run.clusters, key=lambda row: -row.size), MOST_CLUSTERS, "groups", "Clusters")
    rows = []
    for row in shown:
        mix = listed(f"{words(key, labels)} {number:,}" for key, number in row.category_mix.items())
        examples = Cell(quotes=tuple(quoted(item, longest=160) for item in row.exemplars[:3]))
        rows.append(Row(cells=texts(row.label, row.size, mix, examples, row.note)))
    return Section(
        anchor="clusters",
        title="Needs that are alike",
        blocks=(
            Paragraph(
                text="Groups of statements whose words are alike. They show what comes up again and "
                "again, also beyond the framework."
            ),
            Table(
                name="clusters-table",
                caption="Groups of needs, largest first",
                headers=("Group", "Statements", "Categories", "Typical words", "Note"),
                numbers=frozenset(("Statements",)),
                rows=tuple(rows),
                more=more,
            ),
        ),
    )


def _nothing(anchor: str, title: str, text: str) -> Section:
    return Section(anchor=anchor, title=title, blocks=(Paragraph(text=text),))
