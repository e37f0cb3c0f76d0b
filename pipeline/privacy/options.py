"""Options of the room. Values are in default.toml; there are no hidden defaults."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class PrivacyOptions(BaseModel):
    """What is done about personal data. The key of pseudonyms is no option: it must not stand in a run folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    personal_data: bool = Field(description="Write personal_data.jsonl.")
    pseudonymise: bool = Field(description="Write pseudonyms for everything personal, in every file.")
    suppress_below: int = Field(
        ge=0, description="Write counts in place of case papers, those of 1 to one less suppressed; 0 for never."
    )
