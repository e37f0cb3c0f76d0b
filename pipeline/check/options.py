"""Options of the room. Values are in default.toml; there are no hidden defaults."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class CheckOptions(BaseModel):
    """Which checks run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    select: tuple[str, ...] = Field(description="Codes or prefixes of the checks to run; empty for all.")
    ignore: tuple[str, ...] = Field(description="Codes or prefixes of the checks to leave out.")


def selected(code: str, options: CheckOptions) -> bool:
    """Whether the configuration wants this check. Codes are named whole or by prefix ("SUM")."""
    wanted = not options.select or any(code.startswith(prefix) for prefix in options.select)
    return wanted and not any(code.startswith(prefix) for prefix in options.ignore)
