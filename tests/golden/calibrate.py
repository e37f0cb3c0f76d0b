"""`python -m tests.golden.calibrate`: measure on the gold what a figure's raw confidence is worth, and keep the table.

A figure is right here where its place, value, unit kind, period and direction of change are all those of the gold. For each
method with enough gold figures, isotonic regression of right or wrong on the raw score (pool adjacent violators) gives steps; each
share is (right + 1) / (rows + 2), so that a small step claims little. The reliability that docs/accuracy.md prints is measured by
cross-validation over documents: no document is scored with a table that has seen it.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from pipeline.config import default_toml
from pipeline.evaluate import load_gold
from pipeline.evaluate.figures import figure_is_right, pair_figures
from pipeline.extract.figures import extract_figures
from pipeline.extract.options import ExtractOptions
from pipeline.run.load import load_extractions
from pipeline.text.nlp import Nlp
from pipeline.vocab import Vocabulary
from pipeline.vocab.figure_confidence import FigureConfidence, Method, Step

REPOSITORY = Path(__file__).resolve().parents[2]
TABLE = REPOSITORY / "pipeline" / "vocab" / "figure_confidence.toml"
SET = "committee-develop"
FEWEST = 40  # gold figures of a method of its own, and of one step
FOLDS = 5
BINS = ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
Row = tuple[str, str, float, bool]  # document, method, raw score, right


def main() -> int:
    """Measure and write the table; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        from tests.golden.write_accuracy import run_set

        out = Path(folder) / SET
        run_set(SET, out)
        TABLE.write_text(as_toml(fit(measure(out))), "utf-8")
    return 0


def measure(run: Path) -> list[Row]:
    """Every extracted figure of the set's papers with its raw score, and whether it is right."""
    vocabulary = Vocabulary()
    vocabulary.__dict__["figure_confidence"] = FigureConfidence(methods=())  # raw scores
    options = ExtractOptions(**tomllib.loads(default_toml())["extract"])
    gold, nlp, rows = load_gold(REPOSITORY / "annotations" / SET), Nlp(), []
    for document, _ in load_extractions(run):
        item = gold.get(PurePosixPath(document.path).stem)
        if item is None or item.figures is None:
            continue
        found = list(extract_figures(document, vocabulary=vocabulary, nlp=nlp, options=options))
        pairs, _, extra = pair_figures(document, found, item.figures)
        rows += [
            (item.id, figure.method, figure.confidence, figure_is_right(wanted, figure)) for wanted, figure in pairs
        ]
        rows += [(item.id, figure.method, figure.confidence, False) for figure in extra]
    return sorted(rows)


def fit(rows: Sequence[Row]) -> FigureConfidence:
    """The steps of each method that has enough rows, and of all others together."""
    by_method: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_method[row[1]].append(row)
    few = [row for own in by_method.values() if len(own) < FEWEST for row in own]
    methods = {name: own for name, own in by_method.items() if len(own) >= FEWEST} | {"other": few or list(rows)}
    return FigureConfidence(
        methods=tuple(Method(name=name, steps=_steps(own)) for name, own in sorted(methods.items()))
    )


def _steps(rows: Iterable[Row]) -> tuple[Step, ...]:
    """Isotonic regression by pooling adjacent violators, over steps of at least FEWEST rows."""
    blocks: list[list[float]] = []  # highest score, right, rows
    for _, _, score, right in sorted(rows, key=lambda row: row[2]):
        if blocks and (blocks[-1][0] == score or blocks[-1][2] < FEWEST):
            blocks[-1] = [score, blocks[-1][1] + right, blocks[-1][2] + 1]
        else:
            blocks.append([score, float(right), 1])
    pooled: list[list[float]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and (_share(pooled[-2]) > _share(pooled[-1]) or pooled[-1][2] < FEWEST):
            last = pooled.pop()
            pooled[-1] = [last[0], pooled[-1][1] + last[1], pooled[-1][2] + last[2]]
    return tuple(
        Step(upto=score, share=round(_share([score, right, count]), 3), rows=int(count))
        for score, right, count in pooled
    )


def _share(block: list[float]) -> float:
    return (block[1] + 1) / (block[2] + 2)


def reliability(rows: Sequence[Row]) -> tuple[list[tuple[float, float, int, float, float]], float]:
    """Bins of claimed confidence (from, to, rows, mean claimed, share right) by cross-validation, and the expected error."""
    documents = sorted({row[0] for row in rows})
    claimed: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        table = fit([row for row in rows if row[0] not in held])
        claimed += [(table.measured(row[1], row[2]), row[3]) for row in rows if row[0] in held]
    bins, error = [], 0.0
    for low, high in BINS:
        inside = [(score, right) for score, right in claimed if low <= score < high]
        if inside:
            mean, share = sum(s for s, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
            bins.append((low, min(high, 1.0), len(inside), mean, share))
            error += abs(mean - share) * len(inside) / len(claimed)
    return bins, error


def as_toml(table: FigureConfidence) -> str:
    """The table as the vocabulary keeps it."""
    lines = [
        "# What a figure's raw confidence was worth on the gold: the share of figures right in place, value, unit kind, period and",
        "# direction of change, by method and raw score. Made by `python -m tests.golden.calibrate`; not to be edited by hand.",
    ]
    for method in table.methods:
        lines += ["", "[[methods]]", f'name = "{method.name}"', "steps = ["]
        lines += [f"  {{ upto = {step.upto:g}, share = {step.share:g}, rows = {step.rows} }}," for step in method.steps]
        lines.append("]")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
