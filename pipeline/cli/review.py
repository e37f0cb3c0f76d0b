"""`goldenthread review`: people decide on what a run extracted, beside the page it came from."""

from __future__ import annotations

import getpass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from .app import say


def review(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    who: Annotated[
        str | None,
        typer.Option("--reviewer", metavar="NAME", help="The name that signs decisions; can be changed there."),
    ] = None,
    originals: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Where the documents lie now, if they were moved since the run."),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on this machine; 0 for any free one.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the browser; else only print the link.")] = True,
) -> None:
    """Review a run in the browser: accept, correct, reject or add rows beside the page they came from.

    The pages are served to this machine alone. Every decision is kept in RUN/review, with who, when and why. End with Ctrl+C.
    """
    from ..review.store import open_store
    from ..run.review import open_material

    _needs_extra()
    material = open_material(run, originals=originals or [])
    store = open_store(run)
    from ..review.app.server import serve_review
    from ..review.app.sessions import tidy_name

    def opened(link: str) -> None:
        say("The review is open to this machine alone. This link opens it once:")
        print(link, flush=True)
        say("End with Ctrl+C; decisions are kept as they are made.")
        if browser:
            import webbrowser

            webbrowser.open(link)

    try:
        serve_review(material, store, who=tidy_name(who or _login_name()), port=port, opened=opened)
    finally:
        store.close()


def _needs_extra() -> None:
    """Raises UsageError where the extra `review` is not installed."""
    from ..errors import UsageError

    if any(find_spec(name) is None for name in ("starlette", "uvicorn")):
        raise UsageError(
            "The review needs more packages",
            where="the extra `review`",
            remedy="Run `pip install goldenthread[review]`.",
        )


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without names of users
        return "reviewer"
