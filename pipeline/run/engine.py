"""The local engine: worker processes that each read one document at a time, and are ended when they overstep.

A worker talks JSON over a pipe, so that a parser that was taken over by a hostile file can hand back nothing but data.
Workers are started afresh ("spawn") on every system, which behaves the same on Linux, macOS and Windows.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from ..config import Settings
from ..errors import GoldenThreadError
from ..records.codec import from_row
from .job import Job, Result, failed_row, fault
from .worker import serve

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_POLL_SECONDS = 0.2
_START_SECONDS = 600  # a worker may take this long to load its models: a slow disk is no fault of the document


@dataclass
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: Job | None = None
    deadline: float = field(default=float("inf"))


class LocalEngine:
    """A pool of worker processes on this machine, started when first needed. Use as a context manager; they end with it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._begin: Callable[[Job], None] = lambda job: None

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            self._end(worker)

    def map(self, jobs: Sequence[Job], *, begin: Callable[[Job], None] = lambda job: None) -> Iterator[Result]:
        """The results of `jobs`, each as soon as it is there. Every job gives one result, whatever becomes of its worker.

        `begin` is called with each job before a worker gets it.
        """
        self._begin = begin
        waiting = deque(jobs)
        for _ in range(min(self._settings.run.workers or os.cpu_count() or 1, len(jobs)) - len(self._workers)):
            self._workers.append(self._start())
        for worker in self._workers:
            if waiting:
                self._give(worker, waiting.popleft())
        while busy := [worker for worker in self._workers if worker.job is not None]:
            ready = wait([worker.pipe for worker in busy], timeout=_POLL_SECONDS)
            for worker in busy:
                result, usable = self._result(worker, worker.pipe in ready)
                if result is None:
                    continue
                worker.job = None
                if not usable:
                    self._end(worker)
                    self._workers.remove(worker)
                    if waiting:
                        worker = self._start()
                        self._workers.append(worker)
                if waiting:
                    self._give(worker, waiting.popleft())
                yield result

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._settings.model_dump_json()), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process=process, pipe=ours)

    def _give(self, worker: _Worker, job: Job) -> None:
        self._begin(job)
        worker.job = job
        worker.deadline = time.monotonic() + _START_SECONDS
        with suppress(OSError):  # it ended just now: reading its pipe will say so
            worker.pipe.send_bytes(json.dumps(asdict(job)).encode("utf-8"))

    def _result(self, worker: _Worker, ready: bool) -> tuple[Result | None, bool]:
        """The worker's result if there is one, and whether the worker can take another job."""
        assert worker.job is not None
        path = worker.job.path
        if ready:
            try:
                answer: dict[str, Any] = json.loads(worker.pipe.recv_bytes())
            except (EOFError, OSError):
                return Result(row=failed_row(path, self._death(worker))), False
            if "fatal" in answer:
                raise GoldenThreadError(answer["fatal"])
            if "started" in answer:
                worker.deadline = time.monotonic() + self._settings.run.timeout_seconds
                return None, True
            return from_row(Result, answer["result"]), not answer["spent"]
        if not worker.process.is_alive() and not worker.pipe.poll():  # what it started may still hold its pipe open
            return Result(row=failed_row(path, self._death(worker))), False
        if time.monotonic() > worker.deadline:
            limit = self._settings.run.timeout_seconds
            error = fault("timed_out", f"Reading took longer than {limit:g} seconds", path)
            return Result(row=failed_row(path, error)), False
        return None, True

    def _death(self, worker: _Worker) -> Any:
        assert worker.job is not None
        worker.process.join(timeout=5)
        code = worker.process.exitcode
        return fault("crashed", f"The reading process ended by itself (exit code {code})", worker.job.path)

    def _end(self, worker: _Worker) -> None:
        worker.pipe.close()
        _kill(worker.process)
        worker.process.join(timeout=5)


def _kill(process: SpawnProcess) -> None:
    """End a worker and whatever it has started: where there are process groups, a worker leads its own."""
    killpg = getattr(os, "killpg", None)
    if killpg is not None and process.pid is not None:
        with suppress(OSError):
            killpg(process.pid, signal.SIGKILL)
    if process.is_alive():
        process.kill()
