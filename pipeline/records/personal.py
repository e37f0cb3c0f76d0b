"""Personal data found in a document."""

from __future__ import annotations

from dataclasses import dataclass

from .span import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonalData:
    """One mention. `replacement` is the pseudonym that stands for it in a pseudonymised edition."""

    id: str
    document: str
    kind: str
    text: str
    evidence: Evidence
    replacement: str
