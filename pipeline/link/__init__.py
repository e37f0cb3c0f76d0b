"""What belongs to what: needs, help and outcomes of a case; figures that are parts of one another; series over time."""

from __future__ import annotations

from .figures_to_figures import link_figures
from .needs_to_outcomes import link_case
from .series import is_about, join_series

__all__ = ["is_about", "join_series", "link_case", "link_figures"]
