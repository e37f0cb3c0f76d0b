"""What the parts of reading one Word document share: styles, numbers, relationships, and what is to be told at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from ..records.document import Note
from .docx_numbering import Numbering
from .docx_styles import Styles
from .options import ReadOptions
from .zipped import Relationship, ZippedParts

# What a reader of the result should know, and whether words were lost.
_NOTES: Final = {
    "tracked_insertions": ("Tracked changes: {n} insertions are read as text.", False),
    "tracked_deletions": ("Tracked changes: {n} deletions are left out.", False),
    "hidden_text": ("Hidden text is left out ({n} runs).", False),
    "struck_text": ("Words that are struck through are set aside ({n}).", False),
    "form_control": ("Form controls of an old kind (ActiveX) are not read ({n}).", True),
    "embedded_object": ("Embedded files are not read ({n}). Save them as files of their own.", True),
    "foreign_part": ("Parts in another format are not read ({n}). Open the document in Word and save it again.", True),
    "missing_part": ("Parts that the document refers to are missing ({n}).", True),
    "pictures": ("Pictures may hold words that are not read ({n}).", False),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A mark in the text that points to a footnote or an endnote."""

    kind: str
    id: str
    has_number: bool


@dataclass(kw_only=True)
class Story:
    """State of one read; `relationships` are those of the part that is being read."""

    parts: ZippedParts
    options: ReadOptions
    styles: Styles
    numbering: Numbering
    relationships: dict[str, Relationship]
    tally: Counter[str] = field(default_factory=Counter)
    references: list[Reference] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # open fields, True while in the code that is not shown
    cells: list[int] = field(default_factory=lambda: [0])  # table cells so far; a list so that all parts share it

    def of_part(self, name: str) -> Story:
        """The story of another part of the document: a header, the footnotes."""
        return replace(self.apart(), relationships=self.parts.relationships(name))

    def apart(self) -> Story:
        """The story of a text box, which counts its numbers on its own."""
        return replace(self, numbering=self.numbering.afresh(), fields=[])

    def notes(self) -> tuple[list[Note], bool]:
        """The notes, and whether words were lost."""
        told = [code for code in _NOTES if self.tally[code]]
        return (
            [Note(code=code, message=_NOTES[code][0].format(n=self.tally[code])) for code in told],
            any(_NOTES[code][1] for code in told),
        )
