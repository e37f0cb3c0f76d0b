"""Runs that are killed, damaged, repeated and disputed end in the bytes of a run that was left alone."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.conftest import Command

from .conftest import Go, Start, sums

# `make torture` kills two hundred times.
KILLS = int(os.environ.get("GOLDENTHREAD_KILLS", "4"))


@pytest.fixture
def whole(go: Go, pile: Path, tmp_path: Path) -> dict[str, str]:
    """The bytes of an undisturbed run."""
    done = go(pile, "--out", tmp_path / "whole")
    assert done.returncode == 0, done.stderr
    return sums(tmp_path / "whole")


def test_a_run_that_is_killed_goes_on_where_it_stopped(
    start: Start, go: Go, pile: Path, whole: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "killed"
    instants = random.Random(20)
    for _ in range(KILLS):
        process = start(pile, "--out", out)
        time.sleep(instants.uniform(0.5, 6.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    done = go(pile, "--out", out)
    assert done.returncode == 0, done.stderr
    assert sums(out) == whole


def test_what_has_not_changed_is_not_read_again(go: Go, pile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(pile, "--out", out)
    before = sums(out)
    assert "8 documents had not changed" in go(pile, "--out", out).stderr
    assert sums(out) == before
    (pile / "report-5.txt").write_text("1.1 In May 2024 there were 90 open plans.\n", "utf-8")
    (pile / "report-6.txt").unlink()
    assert "6 documents had not changed" in go(pile, "--out", out).stderr
    go(pile, "--out", tmp_path / "fresh")
    assert sums(out) == sums(tmp_path / "fresh")


def test_options_that_change_rows_make_rows_anew(go: Go, pile: Path, quick: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(pile, "--out", out)
    quick.write_text(quick.read_text("utf-8") + '\n[check]\nselect = ["SUM"]\n', "utf-8")
    planned = go(pile, "--out", out, "--dry-run").stdout.split()
    assert planned.count("extract") == 8 and planned.count("copy") == 1
    again = go(pile, "--out", out)
    assert "had not changed" not in again.stderr
    go(pile, "--out", tmp_path / "fresh")
    assert sums(out) == sums(tmp_path / "fresh")


@pytest.mark.parametrize("what", [".state/journal.jsonl", "documents"])
def test_damage_costs_time_and_no_rows(go: Go, pile: Path, whole: dict[str, str], tmp_path: Path, what: str) -> None:
    out = tmp_path / "out"
    go(pile, "--out", out)
    chance = random.Random(7)
    files = sorted((out / what).glob("*.json")) if (out / what).is_dir() else [out / what]
    for file in files:
        data = bytearray(file.read_bytes())
        for _ in range(5):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data[: len(data) - 9])
    done = go(pile, "--out", out)
    assert done.returncode == 0, done.stderr
    assert sums(out) == whole


def test_two_runs_never_write_one_folder(start: Start, go: Go, pile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = start(pile, "--out", out)
    while not (out / ".state" / "journal.jsonl").exists():
        assert first.poll() is None
        time.sleep(0.02)
    second = go(pile, "--out", out)
    assert second.returncode == 2
    assert "Another run is writing this folder" in second.stderr
    first.communicate()
    assert first.returncode == 0


def test_an_unfinished_run_says_so(goldenthread: Command, start: Start, pile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(pile, "--out", out)
    journal = out / ".state" / "journal.jsonl"
    while not (journal.exists() and b"begun" in journal.read_bytes()):
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    done = goldenthread("verify", out)
    assert done.returncode == 2
    assert (
        "Not a finished run" in done.stderr and "report-" in done.stderr and "goes on where it stopped" in done.stderr
    )


def test_files_of_an_earlier_run_do_not_stay(go: Go, pile: Path, quick: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    quick.write_text(quick.read_text("utf-8").replace('["csv"]', '["csv", "xlsx"]'), "utf-8")
    go(pile, "--out", out)
    assert (out / "audit.xlsx").is_file()
    quick.write_text(quick.read_text("utf-8").replace(', "xlsx"', ""), "utf-8")
    go(pile, "--out", out)
    assert not (out / "audit.xlsx").exists()
    assert (out / "csv" / "figures.csv").is_file() and (out / "config.toml").is_file()


def test_verify_tells_what_differs(goldenthread: Command, go: Go, pile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(pile, "--out", out)
    assert goldenthread("verify", out).returncode == 0
    with (out / "figures.jsonl").open("ab") as stream:
        stream.write(b"{}\n")
    (out / "csv" / "needs.csv").unlink()
    (out / "notes.txt").write_text("mine", "utf-8")
    (pile / "report-1.txt").write_text("changed", "utf-8")
    (pile / "report-2.txt").unlink()
    (pile / "more.txt").write_text("more", "utf-8")
    done = goldenthread("verify", out, "--json")
    assert done.returncode == 1
    differences = json.loads(done.stdout)["differences"]
    assert {(item["kind"], item["path"], item["fault"]) for item in differences} == {
        ("output", "figures.jsonl", "changed"),
        ("output", "csv/needs.csv", "missing"),
        ("output", "notes.txt", "new"),
        ("input", "report-1.txt", "changed"),
        ("input", "report-2.txt", "missing"),
        ("input", "more.txt", "new"),
    }


def test_retry_reads_only_what_failed(goldenthread: Command, go: Go, pile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (pile / "later.txt").symlink_to(tmp_path / "later.txt")
    assert go(pile, "--out", out).returncode == 3
    failures = (out / "failures.csv").read_text("utf-8-sig").splitlines()
    assert len(failures) == 2 and failures[1].startswith("later.txt,unsupported")
    (tmp_path / "later.txt").write_text("1.1 In May 2024 there were 90 open plans.\n", "utf-8")
    done = goldenthread("retry", out)
    assert done.returncode == 0, done.stderr
    assert "8 documents had not changed" in done.stderr
    assert "nothing to try again" in goldenthread("retry", out).stderr


def test_a_dry_run_writes_nothing(go: Go, pile: Path, tmp_path: Path) -> None:
    done = go(pile, "--out", tmp_path / "out", "--dry-run", "--json")
    actions = [item["action"] for item in json.loads(done.stdout)]
    assert sorted(actions) == ["copy", *["read"] * 8]
    assert not (tmp_path / "out").exists()
