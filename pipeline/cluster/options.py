"""Options of the room. Values are in default.toml; there are no hidden defaults."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class ClusterOptions(BaseModel):
    """How needs are clustered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = Field(description="Cluster the needs of a run.")
    min_needs: int = Field(gt=1, description="Fewer needs than this are not clustered.")
    seed: int = Field(ge=0, description="Seed of every random choice, so that two runs give the same clusters.")
    engine: Literal["auto", "minilm", "tfidf"] = Field(
        description="What turns words into vectors; auto takes MiniLM where it is installed, else TF-IDF."
    )
    model: str = Field(
        description="Folder of another sentence-transformers model; empty for the pinned MiniLM package."
    )
    min_theme: int = Field(gt=1, description="Statements that make a cluster of their own outside the framework.")
    resamples: int = Field(ge=0, description="Bootstrap resamples that measure stability; 0 leaves it out.")
    uncertain_below: float = Field(ge=0, le=1, description="Vote share below which a member is shown as uncertain.")
