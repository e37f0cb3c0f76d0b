"""What tagged PDFs say of themselves, and copies of them with the tags taken out, to be read by geometry alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.config import load_settings
from pipeline.read.pdf_lines import join_text, make_rows
from pipeline.read.pdf_model import PageText, Word
from pipeline.read.pdf_pages import read_pages, read_structure
from pipeline.read.pdf_tagged_tables import all_content, table_rows, tagged_grid
from pipeline.read.pdf_tags import MarkedContent, Tag
from pipeline.read.source import open_source

from .records import Grid, GridCell, Truth
from .table_metrics import is_figure

_COVERED = 0.95  # of a document's words that its tags or artifacts must hold for them to be the truth
_HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))
_BULLETED = re.compile(r"[^\w\s\"'“‘(£]")
_MARKS = frozenset(("BMC", "BDC", "EMC", "MP", "DP"))


def truth_of_tags(path: Path) -> Truth | None:
    """The truth that the file's structure tree tells; None where it leaves words out."""
    settings = load_settings()
    source = open_source(path, max_bytes=settings.read.max_bytes)
    tree, entries = read_structure(source, [])
    pages, _ = read_pages(source, settings.read, [], entries)
    if tree is None:
        return None
    teller = _Teller(tree, pages)
    return teller.truth() if teller.is_covered() else None


def without_tags(path: Path, copy: Path) -> None:
    """Write the file without its structure tree and without marks in its content."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        for page in pdf.pages:
            kept = [step for step in pikepdf.parse_content_stream(page) if str(step.operator) not in _MARKS]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
            if "/StructParents" in page.obj:
                del page.obj["/StructParents"]
        pdf.save(copy)


class _Teller:
    def __init__(self, tree: Tag, pages: Sequence[PageText]) -> None:
        self._tree = tree
        self._pages = pages
        self._words: dict[MarkedContent, list[Word]] = {}
        for page in pages:
            for word in [*page.words, *page.turned]:
                if word.mcid >= 0 and not word.artifact:
                    self._words.setdefault((page.number, word.mcid), []).append(word)
        self._headings: list[str] = []
        self._items: list[str] = []
        self._loose: list[str] = []
        self._paragraphs: list[str] = []
        self._tables: list[Grid] = []
        self._said: list[MarkedContent] = []

    def is_covered(self) -> bool:
        """Whether nearly every word is in the tree or an artifact."""
        told = set(all_content(self._tree))
        words = [(page.number, word) for page in self._pages for word in page.words]
        held = sum(word.artifact or (number, word.mcid) in told for number, word in words)
        return held >= _COVERED * len(words)

    def truth(self) -> Truth:
        self._walk(self._tree)
        furniture = [
            join_text(row) for page in self._pages for row in make_rows([word for word in page.words if word.artifact])
        ]
        return Truth(
            text="\n".join(self._text([place]) for place in self._said), furniture="\n".join(furniture), neutral="",
            headings=tuple(self._headings), items=tuple(self._items), loose_items=tuple(self._loose), loose_headings=(),
            paragraphs=tuple(self._paragraphs), numbered=(), tables=tuple(self._tables), fields=(),
        )  # fmt: skip

    def _walk(self, tag: Tag) -> None:
        if tag.type == "Artifact":
            return
        if tag.type in _HEADINGS:
            bulleted = _BULLETED.match(self._text(list(_own_content(tag))))
            self._add(self._loose if bulleted else self._headings, list(_own_content(tag)))
        elif tag.type == "P":
            self._add(self._paragraphs, list(_own_content(tag)))
            if _BULLETED.match(self._paragraphs[-1] if self._paragraphs else ""):
                self._loose.append(self._paragraphs[-1])
        elif tag.type == "Table":
            self._table(tag)
        elif tag.type == "LI":
            bulleted = _BULLETED.match(self._text(all_content(tag)))
            self._add(self._items if bulleted else self._loose, list(_own_content(tag)))
        if tag.type not in ("P", "Table") and tag.type not in _HEADINGS:
            for kid in tag.kids:
                if isinstance(kid, Tag) and (tag.type != "LI" or kid.type not in ("P", "Span")):
                    self._walk(kid)
        self._say(tag)

    def _say(self, tag: Tag) -> None:
        known = set(self._said)
        self._said += [place for place in dict.fromkeys(all_content(tag)) if place not in known]

    def _add(self, texts: list[str], content: Sequence[MarkedContent]) -> None:
        text = self._text(content)
        if any(char.isalnum() for char in text):
            texts.append(text)

    def _text(self, content: Sequence[MarkedContent]) -> str:
        pages: dict[int, list[Word]] = {}
        for place in content:
            pages.setdefault(place[0], []).extend(self._words.get(place, []))
        return " ".join(join_text(row) for words in pages.values() for row in make_rows(words))

    def _table(self, tag: Tag) -> None:
        rows = list(table_rows(tag))
        grid = tagged_grid(rows, self._words) if rows else None
        if grid is None or grid.rows < 2 or grid.columns < 2:
            return
        cells = tuple(
            GridCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
            for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
        )
        labelled = [cell for cell in cells if cell.column == 0 and cell.row >= (grid.header_rows or 0) and cell.text]
        labels = int(sum(not is_figure(cell.text) for cell in labelled) > 0.5 * len(labelled))
        self._tables.append(Grid(cells=cells, header_rows=grid.header_rows or 0, header_columns=labels))


def _own_content(tag: Tag) -> Iterator[MarkedContent]:
    """Content without that of labels, and of lists and notes within it."""
    for kid in tag.kids:
        if isinstance(kid, tuple):
            yield kid
        elif kid.type not in ("L", "Lbl", "Note"):
            yield from _own_content(kid)
