"""The first sheet: what the workbook is, what it was made from, how to read it, and the sheets with links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..records.run import Run
from .about import made_from, no_scores
from .xlsx_write import Styles, add_sheet, height_of, lines_of

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_WIDE = 96  # characters of the column of text
TITLE = "Golden Thread audit workbook"
WHAT_THIS_IS = (
    "Every number, decision, need, outcome and finding that Golden Thread took from a set of council documents, one a row, "
    "each beside the exact words it came from and the place where they stand."
)
HOW_TO_READ = (
    "Start with Findings: what does not add up, with the sum worked out. Checks says how much was tested and held.",
    "Document and Rows are links. Where names the printed paragraph, table or page; Quote holds the words themselves.",
    "Values are what the document states, not what is true. A percentage is an Excel percentage: 43% is 0.43.",
    "An empty cell means that the document does not say, or that the tool did not find it. It never means nought.",
    "Under Decision choose accept, correct or reject. To correct, write the field and what is right under Comment, for example "
    "Value: 12; Unit: families. `goldenthread review RUN --import audit.xlsx` keeps the decisions.",
    "A hidden character of a document is written out, a bell as \\x07. No cell of this workbook is a formula.",
)


def write_cover(book: Workbook, styles: Styles, run: Run, sheets: Sequence[tuple[str, str, int]]) -> None:
    """Write the cover. It names no moment of making: run.json does, so that the same rows give the same workbook."""
    sheet = add_sheet(book, "Cover")
    sheet.set_column(0, 0, 25)
    sheet.set_column(1, 1, _WIDE)
    sheet.set_column(2, 2, 10)
    text, heading = styles.get(text_wrap=True), styles.get(bold=True, text_wrap=True)
    sheet.write_string(0, 0, TITLE, styles.get(bold=True, font_size=16))
    row = 1
    for name, lines in (
        ("What this is", [WHAT_THIS_IS, no_scores("workbook")]),
        ("What it was made from", made_from(run, exceptions="The sheet Exceptions")),
        ("How to read it", HOW_TO_READ),
    ):
        row += 1
        sheet.write_string(row, 0, name, heading)
        for line in lines:
            sheet.set_row(row, height_of(lines_of(line, _WIDE)))
            sheet.write_string(row, 1, line, text)
            row += 1
    row += 1
    for at, (header, align) in enumerate((("Sheet", "left"), ("What it holds", "left"), ("Rows", "right"))):
        sheet.write_string(row, at, header, styles.get(bold=True, bottom=2, bg_color="#E7E7E7", align=align))
    link = styles.get(underline=1, font_color="#1D3F5E")
    for name, says, rows in (*sheets, ("Notes", "One row a column of this workbook: what it means.", None)):
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
        sheet.write_string(row, 1, says, text)
        if rows is not None:
            sheet.write_number(row, 2, rows, styles.get(num_format="#,##0"))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 1)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.activate()
