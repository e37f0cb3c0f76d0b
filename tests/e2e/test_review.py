"""From a run to decisions and back, through the command line."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

from pipeline.review import decisions
from pipeline.review.state import NOTHING
from pipeline.review.store import EventStore

from ..conftest import Command


def rows(folder: Path, table: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text("utf-8").splitlines()]


def test_a_run_is_decided_applied_packed_and_scored(goldenthread: Command, demo_run: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(demo_run, run)
    document = rows(run, "documents")[0]["id"]
    mine = [row for row in rows(run, "figures") if row["document"] == document]
    with closing(EventStore(run)) as store:
        store.append(
            decisions.correct(
                "figures", mine[0], NOTHING, {"value": "98765"}, who="R. Okafor", expected=0, why="misread"
            )
        )
        store.append(decisions.reject("figures", mine[1], who="R. Okafor", expected=0, why="not a figure"))
        for row in mine[2:]:
            store.append(decisions.accept("figures", row, who="R. Okafor", expected=0))
    assert goldenthread("verify", run, "corpora/demo").returncode == 0  # the trail is no stranger in the run

    done = goldenthread("review", run, "--apply", tmp_path / "decided", "--gold", tmp_path / "gold")
    assert done.returncode == 0, done.stderr
    decided = {row["id"]: row for row in rows(tmp_path / "decided", "figures")}
    assert decided[mine[0]["id"]]["value"] == 98765
    assert mine[1]["id"] not in decided
    assert len(decided) == len(rows(run, "figures")) - 1
    assert rows(tmp_path / "decided", "needs") == rows(run, "needs")
    assert goldenthread("verify", tmp_path / "decided", "corpora/demo").returncode == 0

    scored = goldenthread("evaluate", run, "--gold", tmp_path / "gold", "--json", check=True)
    values = json.loads(scored.stdout)["rows"]["value"]
    assert (values["wrong"], values["missed"]) == (2, 1)  # the misread one, and the one that is no figure
    assert values["right"] == len(mine) - 2

    assert goldenthread("pack", run, "--out", tmp_path / "pack.zip").returncode == 0
    shutil.unpack_archive(tmp_path / "pack.zip", tmp_path / "pack")
    with closing(EventStore(tmp_path / "pack")) as store:
        need = rows(tmp_path / "pack", "needs")[0]
        store.append(decisions.accept("needs", need, who="S. Marsh", expected=0))
    merged = goldenthread("merge", run, tmp_path / "pack")
    assert merged.returncode == 0, merged.stderr
    assert "Merged the decisions on 1 rows" in merged.stderr
