"""A small pile of documents, and runs of it that are quick: few formats, no clusters."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

Start = Callable[..., "subprocess.Popen[bytes]"]
Go = Callable[..., "subprocess.CompletedProcess[str]"]

QUICK = '[export]\nformats = ["csv"]\n\n[cluster]\nenabled = false\n\n[run]\nworkers = 1\ntimeout_seconds = 20\n'
SENTENCES = (
    "1.1 In March 2023 there were {n} open Early Help plans, up from 212 in March 2022.",
    "1.2 Of these {n}, 40 were led by schools and 61 by health visitors.",
    "1.3 Assessments were completed within 45 working days in 71% of cases.",
)


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """Nine short reports, two of them the same."""
    folder = tmp_path / "pile"
    folder.mkdir()
    for number in range(8):
        text = "\n".join(sentence.format(n=240 + number) for sentence in SENTENCES)
        (folder / f"report-{number}.txt").write_text(f"Early Help report {number}\n\n{text}\n", "utf-8")
    (folder / "twice.txt").write_bytes((folder / "report-3.txt").read_bytes())
    return folder


@pytest.fixture
def quick(tmp_path: Path) -> Path:
    """The configuration file."""
    file = tmp_path / "quick.toml"
    file.write_text(QUICK, "utf-8")
    return file


@pytest.fixture
def start(quick: Path) -> Start:
    """Start `goldenthread run` in a session of its own, so that it can be killed with all its workers."""

    def start_run(*words: str | Path, **environment: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "pipeline", "run", *map(str, words), "--config", str(quick), "--quiet"],
            cwd=REPOSITORY,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    return start_run


@pytest.fixture
def go(quick: Path) -> Go:
    """Run `goldenthread run` to its end."""

    def go_run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipeline", "run", *map(str, words), "--config", str(quick)],
            cwd=REPOSITORY,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=300,
        )

    return go_run


def sums(folder: Path) -> dict[str, str]:
    """sha256 of every file of a run, but for run.json, which tells the time."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    names = {file.relative_to(folder).as_posix(): file for file in files}
    return {
        name: hashlib.sha256(file.read_bytes()).hexdigest()
        for name, file in names.items()
        if name not in ("run.json", ".state/before.json")
    }
