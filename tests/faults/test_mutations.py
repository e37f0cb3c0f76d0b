"""Damaged files through every stage: each is read or ends in a declared status, never in an error nobody foresaw."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.config import load_settings
from pipeline.run.assemble import Tools, load_tools
from pipeline.run.job import Job, process
from tests.conftest import REPOSITORY

from .mutate import mutate

# `make torture` tries thousands, and other seeds.
TRIES = int(os.environ.get("GOLDENTHREAD_MUTATIONS", "60"))
SEED = int(os.environ.get("GOLDENTHREAD_SEED", "20"))


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools(load_settings())


def damaged() -> Iterator[tuple[str, bytes]]:
    files = sorted(file for file in (REPOSITORY / "corpora" / "demo").iterdir() if file.is_file())
    chance = random.Random(SEED)
    for number in range(TRIES):
        file = chance.choice(files)
        yield f"{number}-{file.name}", mutate(file.read_bytes(), chance=chance)


def test_no_damaged_file_meets_an_unforeseen_error(tools: Tools, tmp_path: Path) -> None:
    failed = {}
    kept = Path(os.environ.get("GOLDENTHREAD_REPRODUCERS", tmp_path))
    for name, data in damaged():
        file = tmp_path / name
        file.write_bytes(data)
        row = process(Job(file=str(file), path=name), tools=tools).row
        if row.status == "failed" or (row.error or "").startswith("An unexpected"):
            failed[name] = row.error
            (kept / name).write_bytes(data)
    assert failed == {}
