"""Several runs taken as one: their documents and figures, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..records.figure import Figure
from ..records.run import DocumentRow
from .load import load_rows


@dataclass(frozen=True, kw_only=True)
class Stock:
    """What the runs hold, without what a second run holds again."""

    documents: tuple[DocumentRow, ...]
    figures: tuple[Figure, ...]


def load_stock(folders: Sequence[Path]) -> Stock:
    """The documents and figures of the runs. Raises UsageError for a folder that holds no whole run."""
    documents: dict[str, DocumentRow] = {}
    figures: dict[str, Figure] = {}
    for folder in folders:
        known = set(documents)
        for row in load_rows(folder, "documents"):
            if row.duplicate_of is None:
                documents.setdefault(row.id, row)
        for figure in load_rows(folder, "figures"):
            if figure.document not in known:  # another run read the same file, perhaps by another version
                figures[figure.id] = figure
    return Stock(documents=tuple(documents.values()), figures=tuple(figures.values()))
