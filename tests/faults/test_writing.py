"""Disks that are full, broken or read-only: the old file stays, nothing half written does, and the message says what to do."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.export import files
from pipeline.export.files import WriteError, atomic_write

from .conftest import Go, sums


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_write_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, step: str) -> None:
    target = tmp_path / "figures.jsonl"
    target.write_bytes(b"old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    if step == "replace":
        monkeypatch.setattr(Path, "replace", refuse)
    else:
        monkeypatch.setattr(files.os, step, refuse)
    with pytest.raises(WriteError, match=r"figures\.jsonl.*(space|writable)"), atomic_write(target) as stream:
        stream.write(b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["figures.jsonl"]


@pytest.mark.parametrize("limit", [0, 2_000, 6_000, 20_000])
def test_a_full_disk_ends_in_a_clear_error_and_a_run_that_goes_on(
    go: Go, pile: Path, quick: Path, tmp_path: Path, limit: int
) -> None:
    """No file may grow beyond `limit` bytes, which fails a write in the middle as a full disk does."""
    out = tmp_path / "out"
    words = [sys.executable, "-m", "pipeline", "run", str(pile), "--out", str(out), "--config", str(quick)]
    done = subprocess.run(
        words,
        capture_output=True,
        text=True,
        timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert not (out / "run.json").exists()
    assert [file for file in out.rglob("*") if ".part" in file.name] == []
    assert go(pile, "--out", out).returncode == 0
    go(pile, "--out", tmp_path / "fresh")
    assert sums(out) == sums(tmp_path / "fresh")
