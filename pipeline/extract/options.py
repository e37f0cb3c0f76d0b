"""Options of the room. Values are in default.toml; there are no hidden defaults."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ExtractOptions(BaseModel):
    """What is extracted, and when it is believed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min_need_confidence: float = Field(
        ge=0, le=1, description="Below this a need keeps its words but its category is `other`."
    )
