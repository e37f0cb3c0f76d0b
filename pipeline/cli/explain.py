"""`goldenthread explain`: what a check tests, when it stays silent, and an example of each."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from .app import AsJson

if TYPE_CHECKING:
    from ..check.across import AcrossCheck
    from ..check.catalogue import Check


def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A check's code; all checks by default.")] = None,
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the catalogue of docs/checks.md.")] = False,
) -> None:
    """Say what a check does, or list all checks."""
    from ..check import ACROSS, CHECKS
    from ..check.docs import catalogue_markdown

    everything: dict[str, Check | AcrossCheck] = {**dict(CHECKS.items()), **dict(ACROSS.items())}
    chosen = None
    if code is not None:
        name = code.strip().upper()
        chosen = everything[name] if name in everything else CHECKS[name]  # the registry's message names what there is
    if markdown:
        print(catalogue_markdown(), end="")
    elif as_json:
        checks = [chosen] if chosen is not None else list(everything.values())
        print(json.dumps([_facts(check) for check in checks], indent=2, ensure_ascii=False))
    elif chosen is None:
        for _, check in sorted(everything.items()):
            print(f"{check.code}  {check.severity:<6} {check.title}")
    else:
        _print(chosen)


def _facts(check: Check | AcrossCheck) -> dict[str, str]:
    return {
        "code": check.code,
        "severity": check.severity,
        "title": check.title,
        "description": check.description,
        "holds": check.holds,
        "fails": check.fails,
    }


def _print(check: Check | AcrossCheck) -> None:
    print(f"{check.code} ({check.severity}): {check.title}\n")
    print(textwrap.fill(check.description, 100))
    for name, example in (("Nothing to say", check.holds), ("A finding", check.fails)):
        print(f"\n{name}:\n")
        print(textwrap.indent(example.strip(), "    "))
