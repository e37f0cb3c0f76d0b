"""`goldenthread review`: people decide on what a run extracted, beside the page it came from."""

from __future__ import annotations

import getpass
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import say

if TYPE_CHECKING:
    from ..review.material import Material
    from ..review.state import State
    from ..review.store import EventStore

NOT_ALL_KEPT = 1


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
    form: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Another form for the case audit; by default the built-in one.")
    ] = None,
    workbook: Annotated[
        Path | None, typer.Option("--import", metavar="XLSX", help="Keep the decisions made in the run's audit.xlsx.")
    ] = None,
    apply: Annotated[
        Path | None, typer.Option("--apply", metavar="DIR", help="Write the run as decided to a new folder.")
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            "--gold", metavar="DIR", help="Write wholly decided documents as gold for `goldenthread evaluate`."
        ),
    ] = None,
) -> None:
    """Review a run in the browser: accept, correct, reject or add rows beside the page they came from.

    The pages are served to this machine alone. Every decision is kept in RUN/review, with who, when and why. End with Ctrl+C.
    With --import, --apply or --gold no browser is opened.
    """
    from ..review.state import State
    from ..review.store import open_store
    from ..run.review import open_material

    name = " ".join((who or _login_name()).split())
    if workbook or apply or gold:
        with closing(open_store(run)) as store:
            state = State(store)
            complete = _import(workbook, open_material(run), store, state, name) if workbook else True
            if apply:
                _apply(run, apply, state, store)
            if gold:
                _gold(run, gold, state)
        raise typer.Exit(0 if complete else NOT_ALL_KEPT)
    _needs_extra()
    if form is not None:
        from ..vocab.audit_form import load_audit_form

        load_audit_form(form)  # a wrong form is told before the browser opens
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
        serve_review(material, store, who=tidy_name(name), port=port, form_file=form, opened=opened)
    except KeyboardInterrupt:  # how a review is ended
        say("The review has ended. Every decision was kept.")
    finally:
        store.close()


def _import(file: Path, material: Material, store: EventStore, state: State, who: str) -> bool:
    """Import a workbook's decisions and say what became of them; whether all were kept or known."""
    from ..review.workbook import import_decisions
    from ..run.review import workbook_rows

    done = import_decisions(workbook_rows(file), material=material, store=store, state=state, who=who)
    for item in done.rows:
        if item.why:
            print(f"{item.fate}  {item.row.sheet}, row {item.row.line}  {item.row.id}: {item.why}")
    say(
        f"Kept {done.count('kept')} decisions as {who}; {done.count('same')} were known. Not kept, and nothing overwritten: "
        f"{done.count('conflict')} decided otherwise by somebody else, {done.count('stale')} about rows that are not as they "
        f"were, {done.count('unclear')} unclear."
    )
    return all(item.fate in ("kept", "same") for item in done.rows)


def _apply(run: Path, out: Path, state: State, store: EventStore) -> None:
    from ..run.review import write_reviewed

    told = write_reviewed(run, out, state=state, store=store)
    for table, statuses in told["tables"].items():
        if statuses:
            say(f"{table}: " + ", ".join(f"{number} {status}" for status, number in statuses.items()))
    for field, number in told["corrected_fields"].items():
        say(f"  corrected {field}: {number}")
    if told["stale"]:
        say(
            f"Not applied, because the rows are not as they were when decided: {len(told['stale'])}; run.json lists them."
        )
    say(f"Look at {out}; event {told['events']} of the trail has the hash {told['head']}.")


def _gold(run: Path, folder: Path, state: State) -> None:
    from ..run.review import write_gold

    written = write_gold(run, folder, state=state)
    if written:
        say(f"Gold of {len(written)} documents. Score the run with `goldenthread evaluate {run} --gold {folder}`.")
    else:
        say("No document has a part of which every row was decided, so there is no gold yet.")


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
