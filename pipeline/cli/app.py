"""The application and its one boundary: errors become a sentence on stderr and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from ..errors import GoldenThreadError

INTERRUPTED = 130
INTERNAL_FAULT = 5

app = typer.Typer(
    name="goldenthread",
    help="Turns piles of council Early Help documents into tables an auditor can trust. Nothing leaves this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="A TOML file that overrides defaults; see `goldenthread config`.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON to stdout instead of text for people.")]


def main() -> int:
    """Run the command line and return its exit code."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(standalone_mode=False)
    except GoldenThreadError as error:
        say(f"goldenthread: {error.message}")
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say("goldenthread: interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        return 0
    except Exception as error:
        return _usage_or_fault(error)
    return code if isinstance(code, int) else 0


def say(message: str) -> None:
    """A message for people, on stderr."""
    print(message, file=sys.stderr)


def _usage_or_fault(error: Exception) -> int:
    show = getattr(error, "show", None)
    if show is not None:  # typer's own errors: an unknown option, a missing argument
        show()
        return int(getattr(error, "exit_code", 2))
    # The message of an unforeseen error may hold words of a document: name its kind and place in our code alone.
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    say(f"goldenthread: internal fault ({type(error).__name__} in {place}). Please report it with these words.")
    return INTERNAL_FAULT
