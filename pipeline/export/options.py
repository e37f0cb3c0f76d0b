"""Options of the room. Values are in default.toml; there are no hidden defaults."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ExportOptions(BaseModel):
    """What is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    formats: tuple[str, ...] = Field(
        description="Written besides the JSON Lines files: csv, parquet, sqlite, evidence, xlsx, html."
    )
