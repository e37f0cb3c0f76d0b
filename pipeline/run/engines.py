"""The door of the engines: what reads many documents, on this machine or on others, chosen by `run.engine`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, Self

from ..config import Settings
from .job import Job, Result


class Engine(Protocol):
    """Reads documents. Whatever becomes of a worker or a machine, every job gives one result."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def map(self, jobs: Sequence[Job], *, begin: Callable[[Job], None] = ...) -> Iterator[Result]:
        """The results of `jobs`, each as soon as it is there; `begin` is called with each job before it is given away."""
        ...


def make_engine(settings: Settings) -> Engine:
    """The engine that the settings name. Raises ConfigurationError where it is not installed or not there."""
    if settings.run.engine == "dask":
        from .engine_dask import DaskEngine

        return DaskEngine(settings)
    from .engine import LocalEngine

    return LocalEngine(settings)
