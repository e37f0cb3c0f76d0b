"""Practice standards: what an authority has promised to keep, and counts by. One TOML file an authority."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from pydantic import Field

from ..errors import ConfigurationError
from .load import Entry, load_toml


class Practice(Entry):
    """Limits of one authority. None where it publishes none: nothing is then measured against it.

    `assessment_working_days` counts after the day of the referral up to and including completion. Reviews are at most
    `review_days` calendar days apart; the first at most `first_review_days` after the assessment or plan, where the authority
    sets another limit for it. `closure_days` is the longest stretch between the last review and closure. Multi-agency help
    needs at least `priority_needs` needs of the framework. A case drifts when open longer than `drift_days` or after
    `drift_reviews` reviews.
    """

    name: str
    source: str
    assessment_working_days: int | None = Field(default=None, gt=0)
    review_days: int | None = Field(default=None, gt=0)
    first_review_days: int | None = Field(default=None, gt=0)
    closure_days: int | None = Field(default=None, gt=0)
    priority_needs: int = Field(ge=1)
    drift_days: int = Field(default=365, gt=0)
    drift_reviews: int = Field(default=3, gt=0)

    @property
    def first_review_limit(self) -> int | None:
        """Calendar days to the first review."""
        return self.first_review_days or self.review_days


def load_practice(name: str) -> Practice:
    """The practice file `name` of the package ("walsall"), or the file at the path `name`. Raises ConfigurationError."""
    if name in practice_names():
        return load_toml(Practice, f"practice/{name}.toml")
    path = Path(name)
    if path.suffix == ".toml" or path.exists():
        return load_toml(Practice, name, override=path)
    raise ConfigurationError(
        "No such practice standards",
        where=f"vocabulary.practice = {name}",
        remedy=f"There are: {', '.join(practice_names())}. A path of a TOML file is taken as well.",
    )


def practice_names() -> tuple[str, ...]:
    """Names of the practice files of the package, sorted."""
    folder = resources.files(__package__).joinpath("practice")
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))
