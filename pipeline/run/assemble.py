"""The order of the stages, written once: bytes -> document -> what it says -> whether it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..config import Settings
from ..records.document import CASE_GENRES, Document
from ..records.run import Extraction
from ..vocab import Vocabulary

if TYPE_CHECKING:
    from ..read.source import Source
    from ..text.nlp import Nlp


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What is loaded once and used for every document."""

    settings: Settings
    vocabulary: Vocabulary
    nlp: Nlp


def load_tools(settings: Settings) -> Tools:
    """Load the language model and the vocabularies of the configuration."""
    from ..text.nlp import Nlp

    return Tools(settings=settings, vocabulary=load_vocabulary(settings), nlp=Nlp(settings.nlp.model))


def load_vocabulary(settings: Settings) -> Vocabulary:
    """The vocabularies that the configuration names."""
    return Vocabulary(needs_file=settings.vocabulary.needs, practice_name=settings.vocabulary.practice)


def understand(source: Source, *, settings: Settings, vocabulary: Vocabulary) -> Document:
    """Read a file and find its structure. Raises DocumentError."""
    from ..read import read
    from ..segment import segment

    document = read(source, options=settings.read)
    return segment(document, vocabulary=vocabulary, options=settings.segment)


def extract(document: Document, *, tools: Tools) -> Extraction:
    """Everything one document says, linked and checked, in the order of the output contract."""
    from ..check import check_document
    from ..extract import (
        extract_case,
        extract_decisions,
        extract_figures,
        extract_interventions,
        extract_needs,
        extract_outcomes,
        with_doubts,
    )
    from ..link import link_case, link_figures

    vocabulary, nlp, options = tools.vocabulary, tools.nlp, tools.settings.extract
    figures = extract_figures(document, vocabulary=vocabulary, nlp=nlp, options=options)
    said = Extraction(
        figures=tuple(with_doubts(figures, document.doubts)),
        decisions=tuple(extract_decisions(document, vocabulary=vocabulary, nlp=nlp, options=options)),
    )
    links = tuple(link_figures(said.figures))
    if document.genre in CASE_GENRES:
        needs = tuple(extract_needs(document, vocabulary=vocabulary, nlp=nlp, options=options))
        said = Extraction(
            figures=said.figures,
            decisions=said.decisions,
            needs=needs,
            interventions=tuple(extract_interventions(document, vocabulary=vocabulary, nlp=nlp, options=options)),
            outcomes=tuple(extract_outcomes(document, vocabulary=vocabulary, nlp=nlp, options=options, needs=needs)),
            cases=(extract_case(document, needs=needs, vocabulary=vocabulary, nlp=nlp, options=options),),
        )
        links += tuple(link_case(said))
    findings, checks = check_document(
        document, extraction=said, links=links, vocabulary=vocabulary, options=tools.settings.check
    )
    return Extraction(
        figures=said.figures,
        decisions=said.decisions,
        needs=said.needs,
        interventions=said.interventions,
        outcomes=said.outcomes,
        cases=said.cases,
        links=links,
        findings=tuple(findings),
        checks=tuple(checks),
    )
