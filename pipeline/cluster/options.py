"""Options of the room. Values are in default.toml; there are no hidden defaults."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ClusterOptions(BaseModel):
    """How needs are clustered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = Field(description="Cluster the needs of a run.")
    min_needs: int = Field(gt=1, description="Fewer needs than this are not clustered.")
    seed: int = Field(description="Seed of every random choice, so that two runs give the same clusters.")
