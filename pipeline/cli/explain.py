"""`goldenthread explain`: what a check tests, with an example of each; or which words of a paper gave a figure its fields."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import AsJson

if TYPE_CHECKING:
    from ..check.across import AcrossCheck
    from ..check.catalogue import Check


def explain(
    code: Annotated[
        str | None,
        typer.Argument(metavar="[CODE|FIGURE]", help="A check's code, or a figure's id; all checks by default."),
    ] = None,
    run: Annotated[
        Path | None, typer.Option("--run", metavar="DIR", help="The run folder that holds the figure.")
    ] = None,
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the catalogue of docs/checks.md.")] = False,
) -> None:
    """Say what a check does, list all checks, or say which words gave a figure of a run its value, unit, measure and period.

    Exit codes: 0 done, 2 no such check, figure or run.
    """
    if code is not None and (run is not None or code.lower().startswith("fig_")):
        _explain_figure(code.strip(), run, as_json=as_json)
        return
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


def _explain_figure(figure_id: str, run: Path | None, *, as_json: bool) -> None:
    from ..errors import UsageError
    from ..run.explained import explain_figure

    if run is None:
        raise UsageError(
            f"{figure_id} is a figure of a run", remedy=f"Say of which: goldenthread explain {figure_id} --run DIR."
        )
    told = explain_figure(run, figure_id)
    if as_json:
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return
    print(f"{told['text']}  ({told['path']}, {told['cite']})\n")
    print(textwrap.indent(textwrap.fill(told["evidence"]["quote"], 96), "    "))
    print()
    for field in told["fields"]:
        rule = f"  [{field['rule']}]" if field["rule"] else ""
        print(f"{field['field']:<12} {field['value']}{rule}")
        for words in field["words"]:
            print(f'{"":<12} "{" ".join(words["quote"].split())}" at {words["start"]}-{words["end"]}')
    print(f"{'confidence':<12} {told['confidence']}  [{told['method']}]")


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
