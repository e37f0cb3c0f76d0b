"""The blocks of a Word document: paragraphs, lists, tables, text boxes, in the order in which they are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..records.document import BlockKind
from .docx_charts import read_chart
from .docx_foreign import read_foreign
from .docx_inline import Inline, InlineReader, chosen_content, is_prompt
from .docx_story import Story
from .docx_styles import Style, paragraph_outline
from .docx_tables import read_table
from .docx_xml import child, descendants, get, name, whole
from .lines import squeeze
from .pieces import Flow, Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

_WRAPPERS: Final = frozenset(("w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"))
_CONTENTS: Final = ("toc ", "table of figures", "toc heading", "contents")
_MIN_DESCRIPTION: Final = 4  # words: shorter ones name a picture ("Logo of the council")
_LIST_STYLE: Final = re.compile(r"list (?:bullet|number|continue) ([2-5])$")
_GENERATED: Final = "automatically generated"


class BodyReader:
    """Reads the children of a body, a cell, a text box, a header or a footnote."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._held = ""  # text of a paragraph whose mark was deleted: it runs on in the next

    def read(self, element: _Element) -> Flow:
        """Pieces and tables of a block container."""
        flow: Flow = []
        self._read_children(element, flow)
        if self._held:
            flow.append(Piece(kind="paragraph", text=self._held))
            self._held = ""
        return flow

    def _read_children(self, element: _Element, flow: Flow) -> None:
        for below in element:
            kind = name(below)
            if kind == "w:p":
                self._read_paragraph(below, flow)
            elif kind == "w:tbl":
                flow.extend(read_table(below, self._story, read_blocks=lambda cell: BodyReader(self._story).read(cell)))
            elif kind == "w:sdt":
                self._read_control(below, flow)
            elif kind in _WRAPPERS:
                self._read_children(below, flow)
            elif kind == "mc:AlternateContent":
                if (choice := chosen_content(below)) is not None:
                    self._read_children(choice, flow)
            elif kind == "w:altChunk":
                flow.extend(read_foreign(below, self._story))

    def _read_control(self, control: _Element, flow: Flow) -> None:
        """A content control around blocks. A generated table of contents is furniture: it repeats the headings."""
        content = child(control, "w:sdtContent")
        if content is None:
            return
        gallery = child(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
        words = [squeeze(" ".join(t.text or "" for t in descendants(p, "w:t"))) for p in descendants(content, "w:p")]
        if is_prompt(control) or get(gallery, "w:val") == "Table of Contents":
            self._story.set_aside.extend(words)
        else:
            self._read_children(content, flow)

    def _read_paragraph(self, paragraph: _Element, flow: Flow) -> None:
        story = self._story
        properties = child(paragraph, "w:pPr")
        style = story.styles.get(get(child(properties, "w:pStyle"), "w:val") or story.styles.default_paragraph)
        inline = InlineReader(story, style).read(paragraph)
        mark = child(properties, "w:rPr")
        if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
            story.tally["tracked_deletions"] += 1
            self._held += inline.text
        elif get(child(properties, "w:framePr"), "w:dropCap") in ("drop", "margin") and len(inline.text.strip()) <= 3:
            self._held += inline.text.strip()  # a large first letter, which Word keeps in a paragraph of its own
        else:
            text, self._held = self._held + inline.text, ""
            if style.name.startswith(_CONTENTS):
                story.set_aside.append(text)
            else:
                flow.extend(self._pieces(properties, style, text, bold=inline.bold))
        self._add_floats(inline, flow)

    def _pieces(self, properties: _Element | None, style: Style, text: str, *, bold: bool) -> Flow:
        """The paragraph with its printed number. An empty paragraph counts in its list but is not shown."""
        marker = self._marker(properties, style)
        if not text.strip():
            return []
        outline = paragraph_outline(properties, style)
        kind: BlockKind = "paragraph"
        if outline is not None:
            kind = "heading"
        elif style.name == "caption":
            kind = "caption"
        elif style.name in ("quote", "intense quote", "block text"):
            kind = "quote"
        if marker is None:
            return [Piece(kind=kind, text=text.strip(), level=outline, bold=bold)]
        lead, number, level, series = marker
        words = text.strip()
        return [
            Piece(
                kind="list_item" if kind == "paragraph" else kind,
                text=lead + words,
                number=number,
                content=len(lead),
                level=outline or level,
                bold=bold,
                series=series,
                plain=True,
            )
        ]

    def _marker(self, properties: _Element | None, style: Style) -> tuple[str, str | None, int, str] | None:
        """Text, number, level and list of the automatic number, None without one. Direct numbering overrides the style's."""
        numbering = self._story.numbering
        own = child(properties, "w:numPr")
        list_id = get(child(own, "w:numId"), "w:val")
        at = child(own, "w:ilvl")
        level = whole(get(at, "w:val")) if at is not None else None
        if list_id is None:
            list_id = style.numbering
            if level is None and list_id:
                level = numbering.level_of(list_id, style.lineage[:1])
            if level is None:
                level = style.number_level
            if level is None and list_id:
                level = numbering.level_of(list_id, style.lineage[1:])
        if not list_id or list_id == "0":
            return None
        marker = numbering.marker(list_id, level or 0)
        if marker is None:
            return None
        named = _LIST_STYLE.match(style.name)
        return marker.text, marker.number, max(marker.level, int(named[1]) if named else 1), list_id

    def _add_floats(self, inline: Inline, flow: Flow) -> None:
        """Text boxes and charts stand after the paragraph that holds them."""
        for box in inline.boxes:
            flow.extend(BodyReader(self._story.apart()).read(box))
        for words in inline.pictures:
            if len(words.split()) >= _MIN_DESCRIPTION and _GENERATED not in words.lower():
                flow.append(Piece(kind="chart", text=words, plain=True))
        for relationship in inline.charts:
            flow.extend(read_chart(relationship, self._story))
