"""Two runs compared: their committee papers, not the papers of families."""

from __future__ import annotations

from pathlib import Path

from ..config import Settings
from ..link import Side, compare_figures
from ..records.comparison import Comparison
from ..records.document import CASE_GENRES
from .assemble import load_vocabulary
from .many import load_stock
from .series import Likeness, bodies_of, dates_of


def compare_runs(left: Path, right: Path, *, settings: Settings) -> tuple[Comparison, dict[str, str]]:
    """The comparison, and the paths of its documents. Raises UsageError for a folder that holds no whole run."""
    sides = [_side(folder) for folder in (left, right)]
    comparison = compare_figures(
        sides[0][0], sides[1][0], vocabulary=load_vocabulary(settings), likeness=Likeness(settings)
    )
    return comparison, sides[0][1] | sides[1][1]


def _side(folder: Path) -> tuple[Side, dict[str, str]]:
    stock = load_stock([folder])
    public = [row for row in stock.documents if row.genre not in CASE_GENRES]
    ids = {row.id for row in public}
    side = Side(
        name=folder.name,
        figures=tuple(figure for figure in stock.figures if figure.document in ids),
        bodies=bodies_of(public),
        dates=dates_of(public),
    )
    return side, {row.id: row.path for row in public}
