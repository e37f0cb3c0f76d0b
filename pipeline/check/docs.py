"""The catalogue of checks as Markdown: what docs/checks.md holds."""

from __future__ import annotations

from typing import Final

from .across import ACROSS, AcrossCheck
from .catalogue import CHECKS, Check

# Families in the order of the catalogue, by the beginning of their codes.
_FAMILIES: Final = (
    ("Sums and parts", ("SUM", "SCP", "DIS")),
    ("Percentages and fractions", ("PCT", "CMP003")),
    ("Averages, products and rates", ("AVG", "PRD", "RAT", "GRM")),
    ("Changes and trends", ("CHG", "TRD")),
    ("Comparisons, ranks and targets", ("CMP", "RNK", "TGT", "RAG")),
    ("One thing told twice", ("SAM", "MAG", "CAP", "SER", "LST")),
    ("Dates and ages", ("DAT", "AGE", "TIM")),
    ("Several papers", ("XDC",)),
    ("Case papers", ("CLO", "CLM", "SCO", "PER", "CPL", "THR")),
)
_INTRODUCTION: Final = """# The checks

What `goldenthread run` and `goldenthread check` test, made from the checks themselves by `goldenthread explain --markdown`; a
test keeps this page current. An *error* is a document that contradicts itself beyond rounding; a *query* is a place where a
person should look. Each finding quotes every number or statement involved and writes the recomputation out.

Printed numbers stand for intervals: "65%" for 64.5 to 65.5, "£1.2m" for 1,150,000 to 1,250,000, a hedged number for a tenth
more; a contradiction is what no values in those intervals can make true. Each check counts what it tested and what held, so
that a clean document can be told from one in which there was nothing to test (`checks` in `run.json`).
"""


def catalogue_markdown() -> str:
    """All checks by family, each with what it tests, when it is silent, and its two examples."""
    left: dict[str, Check | AcrossCheck] = dict(sorted([*CHECKS.items(), *ACROSS.items()]))
    parts = [_INTRODUCTION]
    for name, prefixes in _FAMILIES:
        family = [left.pop(code) for code in list(left) if code.startswith(prefixes)]
        parts.append(f"\n## {name}\n")
        parts.extend(_section(check) for check in family)
    if left:
        parts.append("\n## Others\n")
        parts.extend(_section(check) for check in left.values())
    return "".join(parts)


def _section(check: Check | AcrossCheck) -> str:
    return (
        f"\n### {check.code}: {check.title}\n\n*{check.severity.capitalize()}.* {check.description}\n\n"
        f"Nothing to say:\n\n{_block(check.holds)}\nA finding:\n\n{_block(check.fails)}"
    )


def _block(example: str) -> str:
    return "```text\n" + example.strip() + "\n```\n"
