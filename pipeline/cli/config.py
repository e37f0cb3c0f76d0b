"""`goldenthread config`: the configuration in force, or the default file with its comments."""

from __future__ import annotations

from typing import Annotated

import typer

from .app import ConfigFile


def config(
    config: ConfigFile = None,
    default: Annotated[
        bool, typer.Option("--default", help="Print default.toml, with what each option means.")
    ] = False,
) -> None:
    """Print the configuration as TOML, filled in: every option and its value."""
    from ..config import default_toml, load_settings, settings_toml

    print(default_toml() if default else settings_toml(load_settings(config)), end="")
