"""What a document says, as rows: figures, decisions, and for case papers needs, help, outcomes and the case itself."""

from __future__ import annotations

from .closures import extract_case
from .concept_assertion import assert_concept
from .decisions import extract_decisions
from .doubts import with_doubts
from .figures import extract_figures
from .interventions import extract_interventions
from .needs import extract_needs
from .outcomes import extract_outcomes

__all__ = [
    "assert_concept",
    "extract_case",
    "extract_decisions",
    "extract_figures",
    "extract_interventions",
    "extract_needs",
    "extract_outcomes",
    "with_doubts",
]
