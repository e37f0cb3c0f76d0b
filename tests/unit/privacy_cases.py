"""Personal data of texts made in tests: what is found, what replaces it, and the text rewritten."""

from __future__ import annotations

from pipeline.privacy import Edition, Pseudonyms
from pipeline.records.document import Document
from pipeline.records.personal import PersonalData
from tests.unit.helpers import VOCABULARY, document_of

KEY = b"a key made for tests only"


def edition_of(*documents: Document, key: bytes = KEY) -> Edition:
    """An edition of these documents, settled."""
    edition = Edition(vocabulary=VOCABULARY, pseudonyms=Pseudonyms(key))
    for document in documents:
        edition.survey(document)
    edition.settle({document.id: document for document in documents}.__getitem__)
    return edition


def personal_data(text: str, *, path: str = "paper.txt", key: bytes = KEY) -> tuple[PersonalData, ...]:
    """What is found in a text by itself."""
    document = document_of(text, path=path)
    return edition_of(document, key=key).personal_data(document.id)


def redacted(text: str, *, key: bytes = KEY) -> str:
    """The text with pseudonyms."""
    document = document_of(text)
    edition = edition_of(document, key=key)
    return edition.rewriter().document(document, path="x.txt", sha256="0" * 64).text
