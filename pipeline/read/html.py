"""Web pages: the paper itself in reading order, navigation set aside as furniture."""

from __future__ import annotations

import re
from typing import Final

from ..errors import DocumentError
from ..records.document import Document, Note
from .draft import Draft
from .encoding import decode
from .flow import lay_out
from .html_main import find_furniture
from .html_tree import parse_page
from .html_walk import Context, Walker
from .options import ReadOptions
from .pieces import TablePiece
from .source import Source
from .text import parse_text

_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)


def read_html(source: Source, *, options: ReadOptions) -> Document:
    """The document in a web page. Raises DocumentError: `empty` without words, `limit_exceeded`."""
    declared = _CHARSET.search(source.data[:4096])
    text, notes = decode(source.data, declared=declared[1].decode("ascii") if declared else None)
    page = parse_page(text)
    walker = Walker(
        find_furniture(page.body), max_cells=options.max_cells, where=source.path, read_preformatted=parse_text
    )
    walker.walk_block(page.body, Context())
    if walker.struck:
        notes.append(
            Note(code="struck_text", message=f"Words that are struck through are set aside ({walker.struck}).")
        )
    if not any(isinstance(item, TablePiece) or any(map(str.isalnum, item.text)) for item in walker.flow):
        raise DocumentError(
            "empty", "The page holds no words", where=source.path,
            remedy="If the page is filled in by a script, print it to PDF from a browser and give that.",
        )  # fmt: skip
    draft = Draft()
    lay_out(walker.flow, draft)
    for words in [*walker.set_aside, *page.hidden]:
        draft.add_furniture(words)
    return draft.build(source, media_type="text/html", title=page.title or None, notes=notes)
