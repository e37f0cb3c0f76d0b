"""A sign of life for whoever waits for a long reading: a scan of a hundred pages takes minutes and is not stuck."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_listener: ContextVar[Callable[[], None] | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Callable[[], None]) -> Iterator[None]:
    """Call `listener` each time a reader inside reports progress."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def report_progress() -> None:
    """Say that a step that is limited by itself (a page, a conversion) is about to begin."""
    listener = _listener.get()
    if listener is not None:
        listener()
