"""Golden Thread and its peers behind one call: a path in, a Reading out. A peer that is not installed is left out.

Each is called as its own documentation recommends for text with structure, without OCR; none is tuned to these documents.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Any

from pipeline import __version__

from .markup import html_reading, markdown_reading
from .records import Grid, GridCell, Reading, grid_of_rows


@dataclass(frozen=True, kw_only=True)
class Parser:
    """`suffixes` are the files it is given. `prepare` loads it and gives the function that reads one file."""

    name: str
    package: str
    module: str
    licence: str
    suffixes: tuple[str, ...]
    prepare: Callable[[], Callable[[Path], Reading]]
    gives_text: bool = True

    @property
    def version(self) -> str | None:
        """None if it is not installed."""
        if not util.find_spec(self.module):
            return None
        return __version__ if self.module == "pipeline" else metadata.version(self.package)


def _golden_thread() -> Callable[[Path], Reading]:
    from pipeline.config import load_settings
    from pipeline.read.source import open_source
    from pipeline.run.assemble import load_vocabulary, understand

    settings = load_settings()
    vocabulary = load_vocabulary(settings)

    def read(path: Path) -> Reading:
        source = open_source(path, max_bytes=settings.read.max_bytes)
        document = understand(source, settings=settings, vocabulary=vocabulary)
        text = document.text
        by_kind: dict[str, list[str]] = {}
        for block in document.blocks:
            by_kind.setdefault(block.kind, []).append(text[block.content : block.end])
        blocks = [text[b.content : b.end] for b in document.blocks if b.kind not in ("table", "furniture", "heading")]
        return Reading(
            body=text[: document.body_end],
            aside=text[document.body_end :],
            headings=tuple(by_kind.get("heading", ())),
            items=tuple(by_kind.get("list_item", ())),
            paragraphs=tuple(blocks),
            tables=tuple(
                Grid(
                    cells=tuple(
                        GridCell(c.row, c.column, c.row_span, c.column_span, text[c.start : c.end]) for c in table.cells
                    ),
                    header_rows=table.header_rows or 0,
                    header_columns=table.header_columns or 0,
                )
                for table in document.tables
            ),
            fields=tuple(
                {
                    *((text[f.label.start : f.label.end], text[f.value.start : f.value.end]) for f in document.fields),
                    *(
                        (s.title, text[s.heading.end : s.end]) for s in document.sections
                    ),  # an answer under its question
                }
            ),
            pages=max(1, len(document.pages)),
        )

    return read


def _pdfplumber() -> Callable[[Path], Reading]:
    import pdfplumber

    def read(path: Path) -> Reading:
        texts, tables = [], []
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                texts.append(page.extract_text())
                tables += [grid_of_rows(rows) for rows in page.extract_tables()]
                page.close()
        return Reading(body="\n".join(texts), tables=tuple(tables), pages=len(texts))

    return read


def _pypdfium2() -> Callable[[Path], Reading]:
    import pypdfium2

    def read(path: Path) -> Reading:
        pdf = pypdfium2.PdfDocument(path)
        texts = []
        for page in pdf:
            # U+FFFE stands where PDFium joined a word that a line's end had parted.
            texts.append(page.get_textpage().get_text_range().replace("\ufffe", ""))
            page.close()
        pdf.close()
        return Reading(body="\n".join(texts), pages=len(texts))

    return read


def _camelot() -> Callable[[Path], Reading]:
    import camelot

    warnings.simplefilter("ignore")

    def read(path: Path) -> Reading:
        found = camelot.read_pdf(str(path), pages="all", flavor="hybrid", engine="vector", suppress_stdout=True)
        return Reading(body=None, tables=tuple(grid_of_rows(table.df.values.tolist()) for table in found))

    return read


def _liteparse() -> Callable[[Path], Reading]:
    from liteparse import LiteParse

    parser = LiteParse(ocr_enabled=False, quiet=True, output_format="markdown")

    def read(path: Path) -> Reading:
        result = parser.parse(str(path))
        return markdown_reading(result.text, pages=len(result.pages))

    return read


def _pdf_inspector() -> Callable[[Path], Reading]:
    import pdf_inspector

    def read(path: Path) -> Reading:
        result = pdf_inspector.process_pdf(str(path))
        return markdown_reading(result.markdown or "", pages=result.page_count)

    return read


def _tablers() -> Callable[[Path], Reading]:
    import tablers

    def read(path: Path) -> Reading:
        pdf = tablers.Document(str(path))
        pages = list(pdf.pages())
        tables = tuple(
            grid(table.to_list()) for page in pages for table in tablers.find_tables(page, extract_text=True)
        )
        pdf.close()
        return Reading(body=None, tables=tables, pages=len(pages))

    def grid(rows: list[list[Any]]) -> Grid:
        """A place that is merged with the one to its left or above belongs to that cell."""
        cells: list[GridCell] = []
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell.text is None:
                    continue
                across = next((n for n in range(c + 1, len(row)) if not row[n].merged_left), len(row)) - c
                down = next((n for n in range(r + 1, len(rows)) if not rows[n][c].merged_top), len(rows)) - r
                cells.append(GridCell(r, c, down, across, cell.text))
        return Grid(cells=tuple(cells))

    return read


def _python_docx() -> Callable[[Path], Reading]:
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    def rows(table: Table) -> Iterator[list[str | None]]:
        for row in table.rows:
            yield [None if at and cell._tc is row.cells[at - 1]._tc else cell.text for at, cell in enumerate(row.cells)]

    def read(path: Path) -> Reading:
        texts: list[str] = []
        headings: list[str] = []
        items: list[str] = []
        tables: list[Grid] = []
        for part in docx.Document(str(path)).iter_inner_content():
            if isinstance(part, Paragraph):
                style = (part.style.name if part.style else "") or ""
                texts.append(part.text)
                if style.startswith(("Heading", "Title")):
                    headings.append(part.text)
                elif style.startswith("List"):
                    items.append(part.text)
            else:
                grid = list(rows(part))
                tables.append(grid_of_rows(grid))
                texts += ["\t".join(text or "" for text in row) for row in grid]
        return Reading(
            body="\n".join(texts),
            headings=tuple(headings),
            items=tuple(items),
            paragraphs=tuple(texts),
            tables=tuple(tables),
        )

    return read


def _mammoth() -> Callable[[Path], Reading]:
    import mammoth

    def read(path: Path) -> Reading:
        with path.open("rb") as file:
            return html_reading(mammoth.convert_to_html(file).value)

    return read


def _lxml() -> Callable[[Path], Reading]:
    def read(path: Path) -> Reading:
        return html_reading(path.read_text("utf-8"))

    return read


def _peer(
    name: str, module: str, licence: str, suffix: str, prepare: Callable[[], Callable[[Path], Reading]], *,
    package: str = "", gives_text: bool = True,
) -> Parser:  # fmt: skip
    return Parser(
        name=name, package=package or name, module=module, licence=licence, suffixes=(suffix,), prepare=prepare,
        gives_text=gives_text,
    )  # fmt: skip


PARSERS = (
    Parser(
        name="Golden Thread", package="goldenthread", module="pipeline", licence="MIT",
        suffixes=(".pdf", ".docx", ".html", ".txt"), prepare=_golden_thread,
    ),
    _peer("pdfplumber", "pdfplumber", "MIT", ".pdf", _pdfplumber),
    _peer("pypdfium2", "pypdfium2", "BSD-3-Clause, Apache-2.0", ".pdf", _pypdfium2),
    _peer("pdf-inspector", "pdf_inspector", "MIT", ".pdf", _pdf_inspector),
    _peer("LiteParse", "liteparse", "Apache-2.0", ".pdf", _liteparse, package="liteparse"),
    _peer("camelot", "camelot", "MIT", ".pdf", _camelot, package="camelot-py", gives_text=False),
    _peer("tablers", "tablers", "MIT", ".pdf", _tablers, gives_text=False),
    _peer("python-docx", "docx", "MIT", ".docx", _python_docx),
    _peer("mammoth", "mammoth", "BSD-2-Clause", ".docx", _mammoth),
    _peer("lxml (whole page)", "lxml", "BSD-3-Clause", ".html", _lxml, package="lxml"),
)  # fmt: skip
