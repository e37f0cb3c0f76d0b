"""What every deliverable says of itself, in the same words: what it was made from, and what it does not do."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..records.run import Run
from .readable import count, day

SHARED: Final = "shared_tables"  # of run.json: the counts of an edition that holds no row of a case paper


def no_scores(thing: str) -> str:
    """What the workbook or the report is not for."""
    return (
        f"This {thing} describes documents. It does not score, rank or predict anything about a child, a family or a worker, "
        "and it decides nothing: that is for people."
    )


def made_from(run: Run, *, exceptions: str) -> list[str]:
    """The documents in numbers, the newest of them, and what read them. `exceptions` names the place of those not read."""
    status = Counter("whole" if row.status == "done" else row.status for row in run.documents)
    whole = status.pop("whole", 0)
    given = count(len(run.documents), "document")
    lines = [f"{given}, all read wholly."]
    if status:
        others = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in sorted(status.items()))
        lines = [f"{given}: {whole:,} read wholly, {others}. {exceptions} says why and what to do."]
    dates = [row.date for row in run.documents if row.date]
    if dates:
        lines.append(
            f"The newest document that prints its date is of {day(max(dates))}, the oldest of {day(min(dates))}."
        )
    tool = run.manifest.get("tool", {})
    vocabulary = run.manifest.get("vocabulary", {})
    lines.append(
        f"Made by {tool.get('name', 'goldenthread')} {tool.get('version', '')}; needs framework: "
        f"{vocabulary.get('needs', 'built in')}; practice standards: {vocabulary.get('practice', 'default')}. "
        "run.json beside this file says when, with which options and from which files."
    )
    privacy = run.manifest.get("privacy", {})
    if privacy.get("pseudonymised"):
        lines.append(
            "Pseudonyms stand for people, case references and schools; addresses, numbers and the days of birth are left out. "
            "What remains is still personal data: keep it as you keep the papers."
        )
    if privacy.get("suppressed_below"):
        lines.append(
            f"Case papers are told in counts alone; a count below {privacy['suppressed_below']}, and any that would tell one, "
            "is written [c]."
        )
    return lines
