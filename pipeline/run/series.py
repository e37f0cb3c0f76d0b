"""The series of one run or of several: whose figures they are, and how alike their phrases are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..config import Settings
from ..records.document import CASE_GENRES
from ..records.figure import Figure
from ..records.run import DocumentRow
from ..records.series import Series
from ..vocab import Vocabulary

if TYPE_CHECKING:
    from ..cluster.features import Memory


def series_of(
    documents: Sequence[DocumentRow],
    figures: Sequence[Figure],
    *,
    settings: Settings,
    vocabulary: Vocabulary,
    memory: Memory | None = None,
) -> tuple[Series, ...]:
    """Series over the documents. The embedding model is loaded only where two phrases may be one measure by likeness."""
    from ..link import join_series

    return tuple(
        join_series(
            figures,
            vocabulary=vocabulary,
            bodies=bodies_of(documents),
            dates=dates_of(documents),
            likeness=Likeness(settings, memory=memory),
        )
    )


def bodies_of(documents: Sequence[DocumentRow]) -> dict[str, str]:
    """Whose figures each document states: of its authority, or of its case; its own where neither is known.

    Papers that name no authority are of the only one that others name.
    """
    named = {row.organisation for row in documents if row.organisation and row.genre not in CASE_GENRES}
    only = next(iter(named)) if len(named) == 1 else "" if not named else None
    found = {}
    for row in documents:
        if row.genre in CASE_GENRES:
            found[row.id] = row.reference or row.id
        else:
            found[row.id] = row.organisation or (only if only is not None else row.id)
    return found


def dates_of(documents: Sequence[DocumentRow]) -> dict[str, date]:
    """The printed dates of documents."""
    return {row.id: row.date for row in documents if row.date}


class Likeness:
    """Likeness of phrases by sentence embeddings, or by their letters where the extra is not installed."""

    def __init__(self, settings: Settings, *, memory: Memory | None = None) -> None:
        self._options = settings.cluster
        self._memory = memory

    def __call__(self, phrases: Sequence[str]) -> list[list[float]]:
        from ..cluster.features import FeatureMaker, load_engine

        features = FeatureMaker(phrases, engine=load_engine(self._options, memory=self._memory)).make(phrases)
        table = features.similarity(features)
        return [[float(value) for value in row] for row in table]
