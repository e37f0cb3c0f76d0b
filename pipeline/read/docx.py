"""Word documents: everything that is shown, in the order in which it is read, with the numbers that Word prints.

An own walk over the package: python-docx leaves out text boxes, content controls, footnotes, nested tables and automatic
numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import DocumentError
from ..records.document import Document
from .docx_body import BodyReader
from .docx_kept import lost_words
from .docx_numbering import Numbering
from .docx_story import Story
from .docx_styles import Styles
from .docx_tabs import tabbed_tables
from .docx_xml import child, children, get
from .draft import Draft, with_notes
from .flow import lay_out
from .kinds import DOCX
from .numerals import render_number
from .options import ReadOptions
from .pieces import Flow, Piece, TablePiece
from .source import Source
from .zipped import Relationship, ZippedParts, open_zipped

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_docx(source: Source, *, options: ReadOptions) -> Document:
    """The document in a .docx file.

    Raises DocumentError: `malformed`, `encrypted`, `limit_exceeded`, or `empty` if it holds no words.
    """
    parts = open_zipped(source.data, path=source.path, max_inflated_bytes=options.max_inflated_bytes)
    main = _main_part(parts)
    relationships = parts.relationships(main)
    styles = Styles(_related(parts, relationships, "styles"))
    story = Story(
        parts=parts,
        options=options,
        styles=styles,
        numbering=Numbering(_related(parts, relationships, "numbering"), styles),
        relationships=relationships,
    )
    body = child(parts.xml(main), "w:body")
    if body is None:
        raise DocumentError(
            "malformed", "The document has no body", where=source.path, remedy="Open it in Word and save it again."
        )
    flow = tabbed_tables(BodyReader(story).read(body))
    flow.extend(_notes_of_pages(story, relationships))
    flow.extend(_comments(story, relationships))
    set_aside = _headers_and_footers(story, relationships)
    if not any(isinstance(item, TablePiece) or any(map(str.isalnum, item.text)) for item in flow):
        raise DocumentError(
            "empty", "The document holds no words", where=source.path,
            remedy="If it holds pictures of pages, save it as a PDF with a text layer (OCR), and run again.",
        )  # fmt: skip
    draft = Draft()
    lay_out(flow, draft)
    for words in dict.fromkeys([*set_aside, *story.set_aside]):
        draft.add_furniture(words)
    notes, partial = story.notes()
    document = draft.build(source, media_type=DOCX, notes=notes, partial=partial)
    lost = lost_words(body, document.text)
    return document if lost is None else with_notes(document, [lost], partial=True)


def _main_part(parts: ZippedParts) -> str:
    for relationship in parts.relationships().values():
        if relationship.kind == "officeDocument" and relationship.target in parts:
            return relationship.target
    raise DocumentError(
        "malformed", "The file has no document part", where=parts.path, remedy="Open it in Word and save it again."
    )


def _related(parts: ZippedParts, relationships: dict[str, Relationship], kind: str) -> _Element | None:
    """The root of the part of that kind; None if there is none."""
    for relationship in relationships.values():
        if relationship.kind == kind and not relationship.external and relationship.target in parts:
            return parts.xml(relationship.target)
    return None


def _part_names(parts: ZippedParts, relationships: dict[str, Relationship], kind: str) -> list[str]:
    found = (item for item in relationships.values() if item.kind == kind and not item.external)
    return list(dict.fromkeys(item.target for item in found if item.target in parts))


def _notes_of_pages(story: Story, relationships: dict[str, Relationship]) -> Flow:
    """Footnotes, then endnotes, in the order in which the text points to them, with the numbers it prints."""
    flow: Flow = []
    for kind, style in (("footnote", "decimal"), ("endnote", "lowerRoman")):
        for part in _part_names(story.parts, relationships, f"{kind}s"):
            notes = {get(note, "w:id"): note for note in children(story.parts.xml(part), f"w:{kind}")}
            count = 0
            for reference in [reference for reference in story.references if reference.kind == kind]:
                note = notes.pop(reference.id, None)
                count += reference.has_number
                if note is not None:
                    number = render_number(count, style) if reference.has_number else None
                    flow.extend(_note(BodyReader(story.of_part(part)).read(note), number))
    return flow


def _note(flow: Flow, number: str | None) -> Flow:
    """The first paragraph of a note carries its number."""
    for item in flow:
        if isinstance(item, Piece):
            item.kind, item.plain = "footnote", True
    first = flow[0] if flow else None
    if number and isinstance(first, Piece):
        lead = f"{number} "
        first.text, first.number, first.content = lead + first.text, number, len(lead)
    return flow


def _comments(story: Story, relationships: dict[str, Relationship]) -> Flow:
    flow: Flow = []
    for part in _part_names(story.parts, relationships, "comments"):
        for comment in children(story.parts.xml(part), "w:comment"):
            for item in BodyReader(story.of_part(part)).read(comment):
                if isinstance(item, Piece):
                    item.kind, item.plain = "comment", True
                flow.append(item)
    return flow


def _headers_and_footers(story: Story, relationships: dict[str, Relationship]) -> list[str]:
    """The lines of all running headers and footers, each once."""
    lines: list[str] = []
    for kind in ("header", "footer"):
        for part in _part_names(story.parts, relationships, kind):
            below = story.of_part(part)
            for item in BodyReader(below).read(story.parts.xml(part)):
                if isinstance(item, Piece):
                    lines.append(item.text)
                else:
                    lines.extend(cell.text for cell in item.cells)
    return lines
