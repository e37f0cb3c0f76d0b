"""Labels of form fields and section headings, and the canonical names they stand for."""

from __future__ import annotations

import re
from functools import cached_property

from .load import Entry, load_toml

_FILLER = {"the", "a", "an", "of", "your", "and", "please", "any", "for", "to", "s", "this"}
_WORD = re.compile(r"[a-z0-9]+")
_PROMPT = re.compile(r"\(.*?\)|[–—:*].*$", re.DOTALL)


class Label(Entry):
    """A canonical name and the labels that mean it."""

    name: str
    labels: tuple[str, ...]


class Headings(Entry):
    """All labels, by kind: `field` of case papers and `section` of committee papers."""

    field: tuple[Label, ...]
    section: tuple[Label, ...]

    def field_name(self, label: str) -> str | None:
        """The canonical field that `label` names: "3. Reason(s) for closure:" -> "reason_for_closure"; None if none does.

        The whole label counts: "Reason for closure and next steps" is named by what it begins with.
        """
        return _named(label, self._fields)

    def section_name(self, heading: str) -> str | None:
        """The canonical section that a heading names: "Officer Recommendations" -> "recommendations"."""
        return _named(heading, self._sections)

    def is_label(self, text: str) -> bool:
        """Whether `text` is a known label or section heading and nothing more: "Presenting needs:", "Recommendations"."""
        return _key(text) in self._fields or _key(text) in self._sections

    @property
    def field_names(self) -> tuple[str, ...]:
        """All canonical field names."""
        return tuple(entry.name for entry in self.field)

    @cached_property
    def _fields(self) -> dict[tuple[str, ...], str]:
        return _index(self.field)

    @cached_property
    def _sections(self) -> dict[tuple[str, ...], str]:
        return _index(self.section)


def load_headings() -> Headings:
    """The headings vocabulary of the package. Raises ConfigurationError."""
    return load_toml(Headings, "headings.toml")


def _index(entries: tuple[Label, ...]) -> dict[tuple[str, ...], str]:
    index: dict[tuple[str, ...], str] = {}
    for entry in entries:
        for label in entry.labels:
            index.setdefault(_key(label), entry.name)
    return index


def _named(label: str, index: dict[tuple[str, ...], str]) -> str | None:
    words = _key(label)
    if not words or len(words) > 14:
        return None
    if words in index:
        return index[words]
    bare = _key(_PROMPT.sub(" ", label))  # "Consent (tick one)", "Impact - what changed for the child?"
    if bare in index:
        return index[bare]
    words = bare or words
    # The longest label that the words begin or end with; one-word labels must be the whole ("Plan" is, "Planning" is not).
    for length in range(min(len(words), 8), 1, -1):
        for part in (words[:length], words[-length:]):
            if part in index:
                return index[part]
    return None


def _key(label: str) -> tuple[str, ...]:
    text = (
        label.lower().replace("’", "'").replace("'s", "").replace("s'", "s").replace("(s)", "s").replace("(ren)", "ren")
    )
    return tuple(word for word in _WORD.findall(text) if word not in _FILLER and not word.isdigit())
