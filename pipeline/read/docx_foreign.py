"""Parts of a Word document that are kept in another format (`w:altChunk`): web pages and plain text are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import DocumentError
from .docx_story import Story
from .docx_xml import get
from .encoding import decode
from .html_main import find_furniture
from .html_tree import parse_page
from .html_walk import Context, Walker
from .kinds import HTML, TEXT, media_type_of
from .pieces import Flow
from .source import source_of_bytes
from .text import parse_text

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_foreign(chunk: _Element, story: Story) -> Flow:
    """What a part in another format holds; nothing, and a note, where it is of a kind we do not read here."""
    target = story.relationships.get(get(chunk, "r:id") or "")
    if target is None or target.external or target.target not in story.parts:
        story.tally["missing_part"] += 1
        return []
    data = story.parts.read(target.target)
    try:
        kind = media_type_of(source_of_bytes(data, path=target.target))
    except DocumentError:
        kind = ""
    if kind == HTML:
        page = parse_page(decode(data)[0])
        walker = Walker(
            find_furniture(page.body),
            max_cells=story.options.max_cells,
            where=story.parts.path,
            read_preformatted=parse_text,
        )
        walker.walk_block(page.body, Context())
        story.set_aside.extend([*walker.set_aside, *page.hidden])
        return walker.flow
    if kind == TEXT:
        return parse_text(decode(data)[0])
    story.tally["foreign_part"] += 1
    return []
