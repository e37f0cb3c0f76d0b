"""A whole run rewritten: rows that would show what was replaced are left out, with what rests on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from ..records.cluster import Cluster
from ..records.run import DocumentRow, Run
from ..records.series import Series
from .pseudonyms import Pseudonyms
from .rewrite import Rewriter
from .scrub import Matcher

Row = TypeVar("Row")


def rewrite_run(run: Run, *, rewriter: Rewriter, pseudonyms: Pseudonyms, names: Matcher) -> Run:
    """The run with pseudonyms for everything that was replaced, in the order of its new paths.

    `names` are the names of all cases: a keyword of a cluster that is one is left out. The manifest stays as it is.
    """
    documents = _documents(run.documents, rewriter, pseudonyms)
    order = {row.id: at for at, row in enumerate(documents)}
    hidden = {figure.id for figure in run.figures if rewriter.is_hidden(figure)}
    owner = {row.id: row.document for rows in (run.figures, run.needs, run.interventions, run.outcomes) for row in rows}

    def rewritten(rows: Iterable[Row], document: Callable[[Row], str | None]) -> tuple[Row, ...]:
        made = [(document(row), rewriter.row(row, document(row))) for row in rows]
        last = len(order)
        made.sort(key=lambda item: order.get(pseudonyms.identifier(item[0]) if item[0] else "", last))
        return tuple(row for _, row in made)

    def of_document(row: Any) -> str | None:
        return str(row.document)

    return replace(
        run,
        documents=documents,
        figures=rewritten((figure for figure in run.figures if figure.id not in hidden), of_document),
        decisions=rewritten(run.decisions, of_document),
        needs=rewritten(run.needs, of_document),
        interventions=rewritten(run.interventions, of_document),
        outcomes=rewritten(run.outcomes, of_document),
        cases=rewritten(run.cases, of_document),
        links=rewritten(
            (link for link in run.links if not {link.from_, link.to} & hidden), lambda link: owner.get(link.from_)
        ),
        findings=rewritten(
            (
                replace(finding, subjects=tuple(key for key in finding.subjects if key not in hidden))
                for finding in run.findings
            ),
            lambda finding: finding.documents[0] if finding.documents else None,
        ),
        clusters=tuple(_cluster(rewriter.row(cluster, None), names) for cluster in run.clusters),
        series=tuple(_series(run.series, rewriter, owner, hidden)),
    )


def _documents(rows: Sequence[DocumentRow], rewriter: Rewriter, pseudonyms: Pseudonyms) -> tuple[DocumentRow, ...]:
    made = []
    taken: set[str] = set()
    for row in rows:
        path = pseudonyms.path(row.path, row.genre)
        while path in taken:
            path = f"{path} (2)"
        taken.add(path)
        document = row.duplicate_of or row.id
        sha256 = pseudonyms.fingerprint(row.sha256) if row.sha256 else None
        made.append(replace(rewriter.row(row, document), path=path, sha256=sha256))
    return tuple(sorted(made, key=lambda row: row.path))


def _cluster(cluster: Cluster, names: Matcher) -> Cluster:
    """Keywords and labels are words of many papers: what is a name in any of them goes."""
    keywords = tuple(word for word in cluster.keywords if not any(names.find(word)))
    label = ", ".join(part for part in cluster.label.split(", ") if not any(names.find(part)))
    return replace(cluster, keywords=keywords, label=label or "(names left out)")


def _series(
    series: Sequence[Series], rewriter: Rewriter, owner: Mapping[str, str], hidden: set[str]
) -> Iterable[Series]:
    for one in series:
        points = tuple(point for point in one.points if point.figure not in hidden)
        revisions = tuple(
            kept
            for points_of_one in one.revisions
            if len(kept := tuple(point for point in points_of_one if point.figure not in hidden)) > 1
        )
        if points:
            document = owner.get(points[0].figure)
            yield rewriter.row(replace(one, points=points, revisions=revisions), document)
