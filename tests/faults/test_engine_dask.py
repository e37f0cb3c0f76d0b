"""A run on a Dask cluster of two workers, one of which is killed in the middle, gives the bytes of a local run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

from .conftest import Go, Start, sums

pytest.importorskip("distributed")


def dask(*words: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on loopback, and its processes: scheduler, worker, worker."""
    where = tmp_path / "scheduler.json"
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(where)]
    worker = ["worker", "--scheduler-file", str(where), "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
    started = [dask(*scheduler)]
    while not where.exists():
        time.sleep(0.1)
    folders = [str(tmp_path / f"worker-{number}") for number in range(2)]
    started += [
        dask(*worker, "--local-directory", folder, DASK_DISTRIBUTED__WORKER__DAEMON="False") for folder in folders
    ]
    from distributed import Client

    with Client(scheduler_file=str(where)) as client:
        client.wait_for_workers(2, timeout=60)
        address = client.scheduler_info()["address"]
    yield address, started
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_the_same_bytes_though_a_worker_is_lost(
    go: Go, start: Start, pile: Path, tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, (_, worker, _) = cluster
    go(pile, "--out", tmp_path / "here")
    run = start(pile, "--out", tmp_path / "there", "--engine", "dask", "--address", address)
    journal = tmp_path / "there" / ".state" / "journal.jsonl"
    while not (journal.exists() and b"begun" in journal.read_bytes()):
        assert run.poll() is None, run.communicate()
        time.sleep(0.02)
    os.killpg(worker.pid, signal.SIGKILL)
    _, said = run.communicate(timeout=200)
    assert run.returncode == 0, said
    here, there = sums(tmp_path / "here"), sums(tmp_path / "there")
    assert {name for name in here if here[name] != there.get(name)} == {"config.toml"}
    assert here.keys() == there.keys()


def test_a_cluster_that_is_not_there_is_told(go: Go, pile: Path, tmp_path: Path) -> None:
    done = go(pile, "--out", tmp_path / "out", "--engine", "dask")
    assert done.returncode == 2 and "needs an address" in done.stderr
