"""What a family came with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Evidence, Locator

Category = str  # an id of the vocabulary in use, e.g. "education"; "other" where it has no place
Person = Literal["child", "mother", "father", "parent", "sibling", "family", "other"]
NeedStatus = Literal["current", "historical", "suspected", "negated", "resolved"]
Stage = Literal["presenting", "identified_later"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Assertion:
    """The four axes on which a statement about a need is read, in the manner of ConText."""

    existence: Literal["affirmed", "negated"] = "affirmed"
    time: Literal["current", "historical", "future"] = "current"
    certainty: Literal["stated", "suspected", "hypothetical"] = "stated"
    course: Literal["unchanged", "improving", "worsening", "resolved"] = "unchanged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One need of one person, as one statement puts it."""

    id: str
    document: str
    category: Category
    subcategory: str | None
    person: Person
    person_name: str | None
    status: NeedStatus
    assertion: Assertion
    raised_by: str | None
    stage: Stage
    case: str | None
    cluster: str | None
    evidence: Evidence
    locator: Locator
    method: str
    confidence: float
    explanation: str
