"""`goldenthread evaluate`: how right a run is, against gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import AsJson

if TYPE_CHECKING:
    from ..evaluate import Scores


def evaluate(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="A folder with *.gold.json files.")],
    as_json: AsJson = False,
    errors: Annotated[
        str | None, typer.Option(metavar="FIELD", help="List the errors of fields whose name holds this.")
    ] = None,
) -> None:
    """Score a run against gold: precision, recall and F1 of rows, and the share right of each field."""
    from ..evaluate import evaluate as score
    from ..evaluate import load_gold
    from ..run.load import load_extractions

    scores = score(load_extractions(run), gold=load_gold(gold))
    if as_json:
        print(json.dumps(_facts(scores), indent=2))
        return
    _print(scores)
    if errors is not None:
        for document, name, expected, found in scores.errors:
            if errors in name:
                print(f"{document}  {name}\n    expected  {expected}\n    found     {found}")


def _facts(scores: Scores) -> dict[str, Any]:
    return {
        "rows": {
            name: {
                "precision": _rounded(tally.precision),
                "recall": _rounded(tally.recall),
                "f1": _rounded(tally.f1),
                "right": tally.right,
                "wrong": tally.wrong,
                "missed": tally.missed,
            }
            for name, tally in sorted(scores.tallies.items())
        },
        "fields": {
            name: {
                "share": _rounded(share.value),
                "of": share.of,
                "interval": [_rounded(end) for end in share.interval or ()],
            }
            for name, share in sorted(scores.shares.items())
        },
    }


def _print(scores: Scores) -> None:
    print(f"{'rows':34} {'precision':>9} {'recall':>7} {'F1':>7}   right wrong missed")
    for name, tally in sorted(scores.tallies.items()):
        print(
            f"{name:34} {_text(tally.precision):>9} {_text(tally.recall):>7} {_text(tally.f1):>7}   "
            f"{tally.right:5} {tally.wrong:5} {tally.missed:6}"
        )
    print(f"\n{'field':52} {'right':>7}   of   95% interval")
    for name, share in sorted(scores.shares.items()):
        low, high = share.interval or (None, None)
        print(f"{name:52} {_text(share.value):>7} {share.of:4}   {_text(low)}-{_text(high)}")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _text(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
