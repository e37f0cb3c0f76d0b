"""What a box of a case paper asks for, by the words of its label."""

from __future__ import annotations

from functools import cached_property

from ..text.phrases import PhraseBook, tokenize
from .load import Entry, load_toml

_MOST_WORDS = 16  # a longer label is a sentence


class CaseField(Entry):
    """A field of completeness and words of labels that ask for it."""

    name: str
    words: tuple[str, ...]


class CaseFields(Entry):
    """All fields. `version` goes into run.json."""

    name: str
    version: str
    field: tuple[CaseField, ...]

    def name_of(self, label: str) -> str | None:
        """The field that a label asks for: "What still needs to be done, and by whom?" -> outstanding_support."""
        tokens = tokenize(label)
        if sum(1 for token in tokens if token.kind == "word") > _MOST_WORDS:
            return None
        hits = self._book.find(tokens)
        order = [field.name for field in self.field]
        return max(hits, key=lambda hit: (len(hit.words), -order.index(hit.payload))).payload if hits else None

    @cached_property
    def _book(self) -> PhraseBook[str]:
        return PhraseBook((word, field.name) for field in self.field for word in field.words)


def load_case_fields() -> CaseFields:
    """The case fields of the package. Raises ConfigurationError."""
    return load_toml(CaseFields, "case_fields.toml")
