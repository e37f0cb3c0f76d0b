"""Forms and worry/strength/next-step grids of a Word document, in the four layouts councils use."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.table import _Cell

from .blocks import Columns, Field, Form, Run, Section
from .docx_style import TEXT_WIDTH_CM, add_inline, shade
from .docx_tables import add_gap, fill_cell, keep_together, new_table
from .layout import accent_of, grid_rows, is_short, label_with_colon
from .source import Source

_POINTS = 10
_LABEL = "ECEFF1"


def add_form(document: WordDocument, form: Form, source: Source) -> None:
    """The form in the layout `style.form` names."""
    if source.style.form == "lines":
        _add_lines(document, form)
        return
    if source.style.form == "grid":
        _add_grid(document, form, source)
    elif source.style.form == "stacked":
        _add_stacked(document, form, source)
    else:
        _add_two_columns(document, form, source)
    add_gap(document)


def add_columns(document: WordDocument, block: Columns, source: Source) -> None:
    """Columns of equal width under coloured headings."""
    count = len(block.header)
    table = new_table(document, 1 + len(block.rows), [TEXT_WIDTH_CM / count] * count, ruled=True)
    for cell, content in zip(table.rows[0].cells, block.header, strict=True):
        fill_cell(cell, (content,), points=_POINTS, bold=True, white=True)
        shade(cell, accent_of(source.authority))
    for row, contents in zip(table.rows[1:], block.rows, strict=True):
        keep_together(row)
        for cell, content in zip(row.cells, contents, strict=True):
            fill_cell(cell, (content,), points=_POINTS)
    add_gap(document)


def _add_two_columns(document: WordDocument, form: Form, source: Source) -> None:
    """Questions on the left, answers on the right."""
    table = new_table(document, len(form.entries), [TEXT_WIDTH_CM * 0.32, TEXT_WIDTH_CM * 0.68], ruled=True)
    for row, entry in zip(table.rows, form.entries, strict=True):
        if isinstance(entry, Section):
            _bar(row.cells[0].merge(row.cells[1]), entry, source)
        else:
            _label(row.cells[0], entry)
            fill_cell(row.cells[1], entry.paragraphs, points=_POINTS)
            if is_short(entry):
                keep_together(row)


def _add_stacked(document: WordDocument, form: Form, source: Source) -> None:
    """Each answer in a box under its question."""
    rows = sum(1 if isinstance(entry, Section) else 2 for entry in form.entries)
    table = new_table(document, rows, [TEXT_WIDTH_CM], ruled=True)
    cells = iter([row.cells[0] for row in table.rows])
    for entry in form.entries:
        if isinstance(entry, Section):
            _bar(next(cells), entry, source)
        else:
            _label(next(cells), entry)
            fill_cell(next(cells), entry.paragraphs, points=_POINTS)


def _add_grid(document: WordDocument, form: Form, source: Source) -> None:
    """Short answers two to a row, longer ones across the page."""
    rows = grid_rows(form)
    table = new_table(
        document, sum(2 if row.wide else 1 for row in rows), [TEXT_WIDTH_CM * share for share in (0.22, 0.28) * 2],
        ruled=True,
    )  # fmt: skip
    lines = iter(table.rows)
    for row in rows:
        cells = next(lines).cells
        if row.section:
            _bar(cells[0].merge(cells[3]), row.section, source)
        elif row.wide:
            _label(cells[0].merge(cells[3]), row.wide)
            below = next(lines).cells
            fill_cell(below[0].merge(below[3]), row.wide.paragraphs, points=_POINTS)
        else:
            for number, field in enumerate(row.pair):
                _label(cells[2 * number], field)
                answer = cells[1].merge(cells[3]) if len(row.pair) == 1 else cells[2 * number + 1]
                fill_cell(answer, field.paragraphs, points=_POINTS)


def _add_lines(document: WordDocument, form: Form) -> None:
    """ "Label: answer" as paragraphs, further paragraphs of the answer below."""
    for entry in form.entries:
        if isinstance(entry, Section):
            document.add_heading(entry.title, level=3)
            continue
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.add_run(label_with_colon(entry.label)).bold = True
        for number, content in enumerate(entry.paragraphs):
            if number == 0:
                paragraph.add_run(" ")
            else:
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(4)
            add_inline(paragraph, content)


def _label(cell: _Cell, field: Field) -> None:
    fill_cell(cell, ((Run(text=field.label),),), points=_POINTS, bold=True)
    shade(cell, _LABEL)


def _bar(cell: _Cell, section: Section, source: Source) -> None:
    fill_cell(cell, ((Run(text=section.title),),), points=_POINTS + 0.5, bold=True, white=True)
    shade(cell, accent_of(source.authority))
