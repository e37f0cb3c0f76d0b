"""The same run on other machines: jobs go to the workers of a Dask cluster that is there already.

Each Dask worker keeps one reading process of its own (a `LocalEngine`), so that a hostile file ends that process and neither
the worker nor the cluster, and models are loaded once a worker. A worker or machine that is lost has its documents read by
another. Documents are read from `Job.file`, so all machines must see the same paths.
"""

from __future__ import annotations

import atexit
import json
import multiprocessing
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from ..config import Settings
from ..errors import ConfigurationError
from ..records.codec import dump_line, from_row
from .engine import LocalEngine
from .fingerprint import fingerprints
from .job import Job, Result, failed_row, fault

if TYPE_CHECKING:
    from distributed import Client

_WAITING_FOR_EACH = (
    3  # jobs given ahead to each thread: enough to keep it busy, few enough for results to be taken as they come
)
_CONNECT_SECONDS = 20


class DaskEngine:
    """Gives jobs to the Dask scheduler at `run.address`. Use as a context manager."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()

    def map(self, jobs: Sequence[Job], *, begin: Callable[[Job], None] = lambda job: None) -> Iterator[Result]:
        """The results of `jobs`, each as soon as it is there. Raises ConfigurationError where no cluster answers."""
        if not jobs:
            return
        from distributed import as_completed

        client = self._client = _connect(self._settings)
        settings = self._settings.model_dump_json()
        waiting = iter(jobs)
        given: dict[str, Job] = {}

        def give(job: Job) -> Any:
            begin(job)
            future = client.submit(_read, asdict(job), settings, pure=False)
            given[future.key] = job
            return future

        threads = sum(client.nthreads().values())
        futures = as_completed([give(job) for job in islice(waiting, threads * _WAITING_FOR_EACH)], loop=client.loop)
        for future in futures:
            job = given.pop(future.key)
            yield _result(future, job)
            for following in islice(waiting, 1):
                futures.add(give(following))


def _connect(settings: Settings) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise ConfigurationError(
            "The engine is not installed", where="run.engine = dask", remedy="pip install 'goldenthread[dask]'."
        ) from None
    address = settings.run.address
    if not address:
        raise ConfigurationError(
            "The engine needs an address",
            where="run.address",
            remedy="Give that of the Dask scheduler: tcp://host:8786.",
        )
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"No Dask scheduler answers ({type(error).__name__})",
            where=address,
            remedy="Start one with `dask scheduler`, and workers with `dask worker ADDRESS`.",
        ) from error
    _check_workers(client, settings)
    return client


def _check_workers(client: Client, settings: Settings) -> None:
    """All machines must hold what we hold: else the same file would give other rows there."""
    ours = fingerprints(settings).extracted
    theirs: dict[str, str | None] = client.run(_fingerprint, settings.model_dump_json())
    if not theirs:
        client.close()
        raise ConfigurationError("The Dask scheduler has no workers", where=settings.run.address, remedy="Start some.")
    if None in theirs.values():
        client.close()
        raise ConfigurationError(
            "Workers may not start processes, and each document is read in one",
            where=settings.run.address,
            remedy="Start them with DASK_DISTRIBUTED__WORKER__DAEMON=False in the environment.",
        )
    others = sorted(worker for worker, fingerprint in theirs.items() if fingerprint != ours)
    if others:
        client.close()
        raise ConfigurationError(
            "Workers have other versions of Golden Thread, its packages, vocabularies or helper programs",
            where=", ".join(others),
            remedy="Install the same everywhere.",
        )


def _result(future: Any, job: Job) -> Result:
    error = future.exception()
    if error is None:
        return from_row(Result, json.loads(zlib.decompress(future.result())))
    what = f"The machines that read it were lost ({type(error).__name__})"
    return Result(row=failed_row(job.path, fault("crashed", what, job.path)))


# What follows runs on the workers.


def _fingerprint(settings_json: str) -> str | None:
    """None where the worker is a daemon, which Python lets start no process."""
    if multiprocessing.current_process().daemon:
        return None
    return fingerprints(Settings.model_validate_json(settings_json)).extracted


def _read(job: dict[str, Any], settings_json: str) -> bytes:
    (result,) = _reading_process(threading.get_ident(), settings_json).map([Job(**job)])
    return zlib.compress(dump_line(result).encode("utf-8", "surrogatepass"))


@cache
def _reading_process(_thread: int, settings_json: str) -> LocalEngine:
    """The reading process of a thread of this worker. It ends with the worker."""
    engine = LocalEngine(Settings.model_validate_json(settings_json))
    atexit.register(engine.__exit__)
    return engine
