"""Options of reading. Values are in default.toml; there are no hidden defaults."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ReadOptions(BaseModel):
    """Limits that keep one document from taking the machine."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_bytes: int = Field(gt=0, description="Largest file read, in bytes.")
    max_pages: int = Field(gt=0, description="Pages read of a PDF; further pages are left out and the row says so.")
    max_inflated_bytes: int = Field(gt=0, description="Most bytes a zipped document may inflate to.")
    max_cells: int = Field(gt=0, description="Most table cells read of one document.")
