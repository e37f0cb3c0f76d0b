"""`goldenthread doctor`: does this installation work, and what is missing?"""

from __future__ import annotations

import dataclasses
import json

import typer

from .app import AsJson, ConfigFile

BROKEN = 1
_SIGNS = {"ok": "ok     ", "missing": "MISSING", "broken": "BROKEN "}


def doctor(config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Try every part of this installation and say what is missing and what to do. Nothing leaves the machine.

    Exit codes: 0 it works, with or without the parts that may be left out; 1 something is broken.
    """
    from ..config import load_settings
    from ..run.doctor import diagnose

    found = diagnose(load_settings(config))
    if as_json:
        print(json.dumps([dataclasses.asdict(item) for item in found], indent=2, ensure_ascii=False))
    else:
        for item in found:
            print(f"{_SIGNS[item.state]} {item.part}: {item.said}")
            if item.remedy:
                print(f"        {item.remedy}")
    raise typer.Exit(BROKEN if any(item.state == "broken" for item in found) else 0)
