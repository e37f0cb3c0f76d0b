"""What belongs to what: needs, help and outcomes of a case; figures that are parts of one another; series over time."""

from __future__ import annotations

from .compare import Side, compare_figures
from .figures_to_figures import link_figures
from .needs_to_outcomes import link_case
from .series import is_about, join_series

__all__ = ["Side", "compare_figures", "is_about", "join_series", "link_case", "link_figures"]
