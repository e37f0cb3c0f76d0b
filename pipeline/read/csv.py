"""Tables as comma- or tab-separated text, as spreadsheets and case systems export them."""

from __future__ import annotations

import csv
import io
from typing import Final

from ..errors import DocumentError
from ..records.document import Document
from .draft import Draft, DraftCell
from .encoding import decode
from .flow import lay_out
from .kinds import CSV
from .lines import squeeze
from .options import ReadOptions
from .pieces import TablePiece
from .source import Source

_SEPARATORS: Final = ",\t;|"


def read_csv(source: Source, *, options: ReadOptions) -> Document:
    """The table in a .csv or .tsv file. Raises DocumentError: `empty`, `malformed`, `limit_exceeded`."""
    text, notes = decode(source.data)
    separator = max(_SEPARATORS, key=text[:20_000].count)
    cells: list[DraftCell] = []
    columns = rows = 0
    try:
        for row, line in enumerate(csv.reader(io.StringIO(text), delimiter=separator)):
            columns, rows = max(columns, len(line)), row + 1
            cells += [DraftCell(row=row, column=column, text=squeeze(cell)) for column, cell in enumerate(line)]
            if len(cells) > options.max_cells:
                raise DocumentError(
                    "limit_exceeded", f"More than {options.max_cells} cells", where=source.path,
                    remedy="Raise read.max_cells in the configuration if you trust the file.",
                )  # fmt: skip
    except csv.Error as error:
        raise DocumentError(
            "malformed", "The separated values cannot be told apart", where=source.path, remedy="Save it as .xlsx."
        ) from error
    if not any(cell.text for cell in cells):
        raise DocumentError("empty", "The file holds no words", where=source.path, remedy="Check the export.")
    draft = Draft()
    lay_out([TablePiece(cells=cells, rows=rows, columns=columns, origin="sheet")], draft)
    return draft.build(source, media_type=CSV, notes=notes)
