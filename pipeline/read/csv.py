"""Tables as comma- or tab-separated text, as spreadsheets and case systems export them."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from ..errors import DocumentError
from ..records.document import Document
from .draft import Draft, DraftCell
from .encoding import decode
from .flow import lay_out
from .kinds import CSV
from .lines import squeeze
from .options import ReadOptions
from .pieces import Flow, Piece, TablePiece
from .source import Source

_SEPARATORS: Final = ",\t;|"
_DECLARED: Final = re.compile(r'"?sep=([^\w\s"]|\t)"?\r?\n', re.IGNORECASE)


def read_csv(source: Source, *, options: ReadOptions) -> Document:
    """The table in a .csv or .tsv file. Raises DocumentError: `empty`, `malformed`, `limit_exceeded`."""
    text, notes = decode(source.data)
    declared = _DECLARED.match(text)  # Excel's own first line, "sep=;"
    text = text[declared.end() :] if declared else text
    separator = declared[1] if declared else max(_SEPARATORS, key=text[:20_000].count)
    lines: list[list[str]] = []
    count = 0
    try:
        for line in csv.reader(io.StringIO(text), delimiter=separator):
            lines.append([squeeze(cell) for cell in line])
            count += len(line)
            if count > options.max_cells:
                raise DocumentError(
                    "limit_exceeded", f"More than {options.max_cells} cells", where=source.path,
                    remedy="Raise read.max_cells in the configuration if you trust the file.",
                )  # fmt: skip
    except csv.Error as error:
        raise DocumentError(
            "malformed", "The separated values cannot be told apart", where=source.path, remedy="Save it as .xlsx."
        ) from error
    if not any(map(any, lines)):
        raise DocumentError("empty", "The file holds no words", where=source.path, remedy="Check the export.")
    draft = Draft()
    lay_out(_flow(lines), draft)
    return draft.build(source, media_type=CSV, notes=notes)


def _flow(lines: list[list[str]]) -> Flow:
    """The table, after its title lines and before its notes: lines of one filled cell, notes without any separator."""
    lines = [line for line in lines if any(line)]
    wide = [at for at, line in enumerate(lines) if sum(map(bool, line)) > 1]
    first, last = wide[0] if len(wide) > 1 else 0, len(lines)
    while last > first + 1 and len(lines[last - 1]) == 1 and len(wide) > 1:
        last -= 1
    titles, table, notes = (
        [Piece(kind="paragraph", text=" ".join(filter(None, line))) for line in lines[:first]],
        lines[first:last],
        [Piece(kind="paragraph", text=" ".join(filter(None, line))) for line in lines[last:]],
    )
    cells = [
        DraftCell(row=row, column=column, text=cell)
        for row, line in enumerate(table)
        for column, cell in enumerate(line)
    ]
    columns = max(map(len, table))
    return [*titles, TablePiece(cells=cells, rows=len(table), columns=columns, origin="sheet"), *notes]
