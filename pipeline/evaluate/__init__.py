"""How right the extraction is, against gold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from ..records.document import Document
from ..records.run import Extraction
from .cases import score_case
from .figures import score_figures
from .findings import score_findings
from .gold import GoldDocument, load_gold
from .personal import score_personal
from .score import Scores, Share, Tally


def evaluate(subjects: Iterable[tuple[Document, Extraction]], *, gold: dict[str, GoldDocument]) -> Scores:
    """Scores of extracted documents against the gold of the same id (the file's name without its ending).

    Documents without gold are passed over; gold without a document counts in the share "documents read".
    """
    scores = Scores()
    seen = set()
    for document, extraction in subjects:
        item = gold.get(PurePosixPath(document.path).stem)
        if item is None:
            continue
        seen.add(item.id)
        if item.figures is not None:
            score_figures(document, list(extraction.figures), item.figures, scores)
        if item.findings is not None:
            score_findings(document, list(extraction.findings), item.findings, scores)
        if item.personal_data is not None and extraction.personal is not None:
            score_personal(document, extraction.personal, item.personal_data, scores)
        if item.case is not None:
            score_case(
                document,
                needs=extraction.needs,
                outcomes=extraction.outcomes,
                cases=extraction.cases,
                gold=item,
                scores=scores,
            )
    for identifier in sorted(gold):
        scores.share("documents read").count(identifier in seen)
    return scores


__all__ = ["GoldDocument", "Scores", "Share", "Tally", "evaluate", "load_gold"]
