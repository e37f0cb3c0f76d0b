"""Options of the room. Values are in default.toml; there are no hidden defaults."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class SegmentOptions(BaseModel):
    """How a document's structure and genre are decided."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min_genre_confidence: float = Field(ge=0, le=1, description="Below this a document's genre is `other`.")
