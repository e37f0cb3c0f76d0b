"""`make accuracy`: run every gold set, score it, and write docs/accuracy.md. What the page says is what the commands print."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from tests.golden import calibrate

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "accuracy.md"
SETS = ("committee-test", "committee-develop", "cases-test", "cases-develop")
TITLES = {
    "committee-test": "Committee papers, unseen",
    "committee-develop": "Committee papers, used in development",
    "cases-test": "Case papers, unseen",
    "cases-develop": "Case papers, used in development",
}
GOALS = {
    "value+unit": "0.95", "period": "0.85", "change": "0.95", "baseline": "0.90", "qualifier": "0.90", "breakdown": "0.90",
    "measure": "0.90", "planted found": "0.80", "findings right": "0.85", "controls left alone": "0.98",
    "need: category+status": "0.85", "need: category+status+person": "0.78", "outcome: category+status": "0.80",
    "case: step": "0.97", "case: reason": "0.97", "case: closure_date": "0.97", "case: working_days": "0.95",
    "case: breaches": "0.95", "absent fields found": "0.95", "fields not falsely absent": "0.97",
}  # fmt: skip
PERSONAL = "personal: "
PERSONAL_GOALS = {"names": ("0.990", "0.850"), "structured": ("0.995", "0.850")}  # recall, precision
ABOUT = ("set", "documents", "authorities")
FIRST_SCORES = """\
Oldest first. Each row is a set of papers that other hands wrote and that was scored once before anybody looked at its errors;
it is the best forecast of how the next strangers' papers will score."""
INTRODUCTION = """\
# Accuracy

How right the extraction is, against gold written by people who had not seen the rules (see
[annotations/README.md](../annotations/README.md)). The unseen sets are by other hands, for other invented councils; nobody who
writes rules reads them. When an unseen set has been scored and its errors are to be studied, it joins the development set and a
fresh one is written. All documents are invented: real papers are messier, and these numbers are an upper bound for them.

Repeat with `make accuracy`, or for one set `goldenthread run corpora/SET --out DIR` and
`goldenthread evaluate DIR --gold annotations/SET`. Floors under these scores are held by the test suite
(`annotations/floors.toml`). Goals are those we set ourselves for unseen documents; a dash means that none was set.

A figure is right where its place, value and unit kind are those of the gold; every further field is scored over the figures
found in the right place, and nothing is forgiven: a period must be right to the day at both ends. A need is right where its
evidence meets the gold's words and category and status are the same.
"""


RELIABILITY = """\
A figure's confidence is the share of gold figures of the same method and raw score that were right in place, value, unit kind, period
and direction of change together (isotonic steps of forty figures or more, kept in `pipeline/vocab/figure_confidence.toml` by
`python -m tests.golden.calibrate`). Below it is measured by five-fold cross-validation over documents. It was measured on invented
papers of the development set: on papers of strangers it claims too much by about as much as their scores, below, are lower."""
PERSONAL_DATA = """\
What `--personal-data` finds, and so what `--pseudonymise` and `redact` replace, in case papers. A piece of gold is found only where
every place in which its words stand is covered, as one place left open would be a leak. "Structured" is everything that is not a
person's name: dates of birth, references, numbers, addresses and schools. Names and numbers are invented ones in plain forms: a
name that is also a word, or one from a community the lists of names know little of, is likelier to be missed than this tells. That is
why an edition is looked over before it is handed on. A file written is also searched for everything that was found, and thrown away
if any of it still stands there; what was never found cannot be searched for."""


def main() -> int:
    """Write the page; returns the exit code."""
    parts, personal = [INTRODUCTION], ["## Personal data", "", PERSONAL_DATA, ""]
    with tempfile.TemporaryDirectory() as folder:
        for name in (name for name in SETS if (REPOSITORY / "annotations" / name).is_dir()):
            out = Path(folder) / name
            run_set(name, out)
            scores = json.loads(_goldenthread("evaluate", str(out), "--gold", f"annotations/{name}", "--json"))
            parts.append(_section(name, scores))
            personal += _personal(name, scores)
            if name == calibrate.SET:
                reliability = _reliability(out)
    parts += ["\n".join(personal), reliability, _first_scores()]
    PAGE.write_text("\n".join(parts), "utf-8")
    return 0


def run_set(name: str, out: Path) -> None:
    """Run one gold set into a folder; of case papers, whose gold tells it, with the personal data found."""
    personal = ("--personal-data",) if name.startswith("cases") else ()
    _goldenthread("run", f"corpora/{name}", "--out", str(out), "--quiet", *personal)


def _reliability(out: Path) -> str:
    """How often figures of each confidence are right, measured on papers that the calibration had not seen."""
    bins, error = calibrate.reliability(calibrate.measure(out))
    lines = ["## What a figure's confidence means", "", RELIABILITY, ""]
    lines += ["| confidence | figures | mean claimed | share right |", "|---|---|---|---|"]
    lines += [
        f"| {low:.1f}-{high:.1f} | {count} | {mean:.3f} | {share:.3f} |" for low, high, count, mean, share in bins
    ]
    return "\n".join([*lines, "", f"Expected calibration error: {error:.3f}.", ""])


def _goldenthread(*words: str) -> str:
    command = [sys.executable, "-m", "pipeline", *words]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout


def _section(name: str, scores: dict[str, Any]) -> str:
    documents = scores["fields"]["documents read"]["of"]
    lines = [f"## {TITLES[name]} ({documents} documents, `{name}`)", ""]
    lines += ["| rows | precision | recall | F1 | goal | right | wrong | missed |", "|---|---|---|---|---|---|---|---|"]
    for field, row in scores["rows"].items():
        if field.startswith(PERSONAL):
            continue
        numbers = f"{_text(row['precision'])} | {_text(row['recall'])} | {_text(row['f1'])} | {GOALS.get(field, '-')}"
        lines.append(f"| {field} | {numbers} | {row['right']} | {row['wrong']} | {row['missed']} |")
    lines += ["", "| field | share right | of | 95% interval | goal |", "|---|---|---|---|---|"]
    for field, row in scores["fields"].items():
        if field.startswith("planted found:") or field == "documents read":
            continue
        interval = "-".join(_text(end) for end in row["interval"]) if row["interval"] else "-"
        lines.append(f"| {field} | {_text(row['share'])} | {row['of']} | {interval} | {GOALS.get(field, '-')} |")
    return "\n".join([*lines, ""])


def _personal(name: str, scores: dict[str, Any]) -> list[str]:
    """The lines of one set's personal data: names and all else first, then each kind. None where gold does not tell it."""
    rows = {field.removeprefix(PERSONAL): row for field, row in scores["rows"].items() if field.startswith(PERSONAL)}
    if not rows:
        return []
    lines = [f"### {TITLES[name]} (`{name}`)", ""]
    lines += [
        "| kind | recall | goal | precision | goal | right | wrong | missed |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind in (*PERSONAL_GOALS, *(kind for kind in rows if kind not in (*PERSONAL_GOALS, "person"))):
        row, (recall, precision) = rows[kind], PERSONAL_GOALS.get(kind, ("-", "-"))
        scored = f"{_text(row['recall'])} | {recall} | {_text(row['precision'])} | {precision}"
        lines.append(f"| {kind.replace('_', ' ')} | {scored} | {row['right']} | {row['wrong']} | {row['missed']} |")
    return [*lines, ""]


def _first_scores() -> str:
    """What papers scored while they were unseen: the honest measure, as their successors here were developed on."""
    scores = tomllib.loads((REPOSITORY / "annotations" / "first_scores.toml").read_text("utf-8"))["score"]
    lines = ["## First scores of papers that were studied afterwards", "", FIRST_SCORES, ""]
    for name in dict.fromkeys(score["set"] for score in scores):
        rows = [score for score in scores if score["set"] == name]
        fields = list(dict.fromkeys(field for row in rows for field in row if field not in ABOUT))
        lines += [f"| {name} papers | " + " | ".join(fields) + " |", "|---|" + "---|" * len(fields)]
        for row in rows:
            papers = f"{row['documents']} of {row['authorities']} authorities"
            lines.append(f"| {papers} | " + " | ".join(_text(row.get(field)) for field in fields) + " |")
        lines.append("")
    return "\n".join(lines)


def _text(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main())
