"""What belongs to what: needs, help and outcomes of a case; figures that are parts of one another; series over time."""

from __future__ import annotations

from .cases import join_cases
from .compare import Side, compare_figures
from .figures_to_figures import link_figures
from .needs_over_time import follow_needs
from .needs_to_outcomes import link_case
from .series import is_about, join_series

__all__ = [
    "Side", "compare_figures", "follow_needs", "is_about", "join_cases", "join_series", "link_case", "link_figures"
]  # fmt: skip
