"""Accuracy against gold, held by floors that are raised when the extractors improve and never lowered in silence.

The floors are in annotations/floors.toml; docs/accuracy.md tells the scores. Unseen sets (`*-test`) are scored like the others.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Command

FLOORS = tomllib.loads((REPOSITORY / "annotations" / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def scores(goldenthread: Command, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What `goldenthread evaluate --json` says of each set."""
    found = {}
    for name in FLOORS:
        out = tmp_path_factory.mktemp("gold") / name
        personal = ("--personal-data",) if name.startswith("cases") else ()
        done = goldenthread("run", REPOSITORY / "corpora" / name, "--out", out, "--quiet", *personal)
        assert done.returncode == 0, done.stderr
        found[name] = json.loads(goldenthread("evaluate", out, "--gold", Path("annotations") / name, "--json").stdout)
    return found


@pytest.mark.parametrize(
    ("name", "kind", "field"),
    [(name, kind, field) for name, kinds in FLOORS.items() for kind, fields in kinds.items() for field in fields],
)
def test_no_score_falls_below_its_floor(scores: dict[str, dict], name: str, kind: str, field: str) -> None:
    measure = "f1" if kind == "rows" else "share"
    assert scores[name][kind][field][measure] >= FLOORS[name][kind][field]


def test_every_set_has_floors() -> None:
    sets = {folder.name for folder in (REPOSITORY / "annotations").iterdir() if folder.is_dir()}
    assert sets == set(FLOORS)
