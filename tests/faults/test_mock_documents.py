"""Documents whose reading goes wrong in every way a parser can: each ends as a row, the others are read."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from .conftest import Go

# Put on PYTHONPATH, so that every worker starts with a reader that does what a text tells it.
MOCK = """
import os, sys, time
import pipeline.read.text as real

read = real.read_text

def mock(source, **options):
    word = source.data.decode("utf-8", "replace").strip()
    if word == "MOCK segfault":
        import ctypes
        ctypes.string_at(0)
    if word == "MOCK exit":
        os._exit(7)
    if word == "MOCK memory":
        hoard = [bytes(100_000_000) for _ in range(200)]
    if word == "MOCK hang":
        while True:
            time.sleep(1)
    if word == "MOCK print":
        line = b"x" * 1_000_000
        for _ in range(2_000):
            os.write(1, line)
            os.write(2, line)
    if word.startswith("MOCK fork"):
        for _ in range(20):
            if os.fork() == 0:
                open(word.split(" ", 2)[2] + f"/{os.getpid()}", "w").close()
                time.sleep(3600)
        os._exit(1)
    if word == "MOCK raise":
        raise ValueError("the words of Kestrel Ambleforth, who must not be named")
    return read(source, **options)

real.read_text = mock
"""


@pytest.fixture
def mocked(tmp_path: Path) -> dict[str, str]:
    """The environment of a run with the mock reader."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(MOCK, "utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")])}


@pytest.mark.skipif(os.name != "posix", reason="limits and forks are those of POSIX systems")
def test_whatever_a_parser_does_the_run_goes_on(go: Go, quick: Path, tmp_path: Path, mocked: dict[str, str]) -> None:
    pile = tmp_path / "mocks"
    pile.mkdir()
    children = tmp_path / "children"
    children.mkdir()
    for name in ("segfault", "exit", "memory", "hang", "print", "raise"):
        (pile / f"{name}.txt").write_text(f"MOCK {name}", "utf-8")
    (pile / "fork.txt").write_text(f"MOCK fork {children}", "utf-8")
    for number in range(3):
        (pile / f"good-{number}.txt").write_text(f"1.1 In May 2024 there were {90 + number} open plans.\n", "utf-8")
    quick.write_text(quick.read_text("utf-8").replace("timeout_seconds = 20", "timeout_seconds = 6"), "utf-8")
    done = go(pile, "--out", tmp_path / "out", **mocked)
    assert done.returncode == 3, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()]
    assert {row["path"]: row["status"] for row in rows} == {
        "segfault.txt": "crashed",
        "exit.txt": "crashed",
        "fork.txt": "crashed",
        "memory.txt": "limit_exceeded",
        "hang.txt": "timed_out",
        "print.txt": "done",
        "raise.txt": "failed",
        "good-0.txt": "done",
        "good-1.txt": "done",
        "good-2.txt": "done",
    }
    assert all(row["remedy"] for row in rows if row["status"] != "done")
    everything = done.stderr + "".join(
        file.read_text("utf-8", "replace") for file in (tmp_path / "out").rglob("*") if file.is_file()
    )
    assert "Kestrel" not in everything
    time.sleep(0.5)
    assert [child.name for child in children.iterdir() if Path("/proc", child.name).exists()] == []
