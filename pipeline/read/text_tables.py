"""Tables typed or pasted into plain text: cells apart by tabs, or by pipes as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .draft import DraftCell
from .lines import find_bullet, find_number, squeeze
from .pieces import TablePiece
from .text_columns import aligned_rows, split_columns
from .text_drawn import bare_pipe_rows, find_paired_lines
from .text_inline import is_all_bold, plain

_DELIMITER: Final = re.compile(r"\|?:?-+:?(?:\|:?-+:?)*\|?$")  # matched without white space, as the next
_BORDER: Final = re.compile(r"\+[-=+:]+\+$")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_TABS: Final = re.compile(r"\t+")
_NUMERIC: Final = re.compile(r"[<>£~c.(+-]*\d[\d,.]*\s?(?:%|m|k|bn|\))?$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?$")
# A line without a tab between rows: a label whose box is empty is no longer than this, and no sentence.
_MAX_LABEL: Final = 60

Rows = list[list[str]]


def find_table(lines: Sequence[str], index: int) -> tuple[TablePiece, int] | None:
    """The table that begins at `lines[index]`, and the index of the line after it."""
    return (
        _find_pipe_table(lines, index)
        or _find_tab_table(lines, index)
        or find_paired_lines(lines, index)
        or _find_spaced_table(lines, index)
    )


def _find_pipe_table(lines: Sequence[str], index: int) -> tuple[TablePiece, int] | None:
    """The Markdown or ASCII table that begins at `lines[index]`, and the index of the line after it."""
    rows: Rows = []
    delimiter: int | None = None
    end = index
    while end < len(lines) and lines[end].strip():
        line = lines[end]
        bare = "".join(line.split())
        if _BORDER.match(bare) or (_DELIMITER.match(bare) and "|" in bare):
            if rows and delimiter is None:
                delimiter = len(rows)
        elif not _PIPE.search(line):
            break
        elif delimiter is not None or _is_header(lines, end) or (bare[0] == "|" and bare.count("|") > 2):
            rows.append(_pipe_cells(line))
        else:
            break
        end += 1
    if not rows or (delimiter is None and len(rows) < 2):
        bare_rows = bare_pipe_rows(lines, index)
        if bare_rows is None:
            return None
        return _table(bare_rows, len(bare_rows[0]), origin="pipe", header_rows=None), index + len(bare_rows)
    columns = max(len(row) for row in rows)
    if columns < 2 and delimiter is None:
        return None
    table = _table(rows, columns, origin="pipe", header_rows=delimiter if delimiter != len(rows) else None)
    return table, end


def _find_tab_table(lines: Sequence[str], index: int) -> tuple[TablePiece, int] | None:
    """The table whose cells are apart by tabs that begins at `lines[index]`, and the index of the line after it."""
    if not _has_cells(lines[index]):
        return None
    step = 2 if index + 2 < len(lines) and not lines[index + 1].strip() else 1  # a blank line after every row
    end = index
    picked: list[str] = []
    while end < len(lines) and (_has_cells(lines[end]) or (step == 1 and _stands_between(lines, end))):
        picked.append(lines[end])
        end += step
        if step == 2 and end - 1 < len(lines) and lines[end - 1].strip():
            end -= 1
            break
    raw = [line.split("\t") for line in picked]
    if sum(len(row) > 1 for row in raw) < 2:
        return None
    counts = {len(row) for row in raw if len(row) > 1}
    if len(counts) > 1:
        loose = [_TABS.split(line.strip("\t")) for line in picked]
        if all(len(row) <= 2 for row in loose):  # labels and values, aligned by as many tabs as it took
            raw = loose
    columns = max(len(row) for row in raw)
    rows: Rows = []
    for row in raw:
        text = row[0].strip()
        if len(row) == 1 and columns == 2 and rows and not _is_label(text):
            rows[-1][-1] += "\n" + text  # a further paragraph of the value above
        else:
            rows.append(row)
    return _table(rows, columns, origin="tab", header_rows=None), end


def _find_spaced_table(lines: Sequence[str], index: int) -> tuple[TablePiece, int] | None:
    """The table whose columns are aligned by spaces that begins at `lines[index]`, and the index of the line after it."""
    end = index
    while end < len(lines) and (len(split_columns(lines[end])) > 1 or (end > index and _is_ruling(lines[end]))):
        end += 1
    ruled = [at for at, line in enumerate(lines[index:end]) if _is_ruling(line)]
    rows = aligned_rows([line for line in lines[index:end] if not _is_ruling(line)])
    if rows is None:
        return None
    header_rows = ruled[0] if ruled and 0 < ruled[0] < len(rows) else None
    return _table(rows, len(rows[0]), origin="columns", header_rows=header_rows), end


def _is_ruling(line: str) -> bool:
    """Whether the line is the rule under a header: dashes only."""
    bare = "".join(line.split())
    return len(bare) > 1 and not bare.strip("-=")


def _has_cells(line: str) -> bool:
    """Whether the line has a tab between words, other than the one after its bullet or number."""
    body = line.strip(" ")
    if "\t" not in body.rstrip("\t") and not (body.endswith("\t") and body.strip()):
        return False
    if "\t" not in body.strip("\t"):
        return bool(body.strip()) and body.endswith("\t")
    body = body.lstrip("\t")
    marker = find_bullet(body) or find_number(body)
    if marker and "\t" not in body[marker.content :].strip():
        number = marker.number
        return number is not None and number.isdigit() and body[: marker.content].strip().isdigit()
    return True


def _stands_between(lines: Sequence[str], index: int) -> bool:
    """Whether a line without a tab stands between two rows: an empty box, or more of a value."""
    return (
        bool(lines[index].strip())
        and index > 0
        and index + 1 < len(lines)
        and _has_cells(lines[index - 1])
        and _has_cells(lines[index + 1])
    )


def _is_label(text: str) -> bool:
    return len(text) <= _MAX_LABEL and not text.endswith((".", ";", ",")) and text[:1].isupper()


def _is_header(lines: Sequence[str], index: int) -> bool:
    """Whether a line without a leading pipe is the header of a table: the rule stands under it."""
    bare = "".join(lines[index + 1].split()) if index + 1 < len(lines) else ""
    return "|" in bare and bool(_DELIMITER.match(bare))


def _pipe_cells(line: str) -> list[str]:
    line = line.strip()
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.replace("\\|", "|").strip() for cell in _PIPE.split(line)]


def _table(rows: Rows, columns: int, *, origin: str, header_rows: int | None) -> TablePiece:
    bold = [[is_all_bold(cell) for cell in row] for row in rows]
    texts = [[_cell_text(cell) for cell in row] + [""] * (columns - len(row)) for row in rows]
    while columns > 1 and not any(row[columns - 1] for row in texts):
        columns -= 1
    spans = _spans(texts, columns, header_rows)
    cells: list[DraftCell] = []
    covered: set[tuple[int, int]] = set()
    for row, line in enumerate(texts):
        for column, text in enumerate(line[:columns]):
            if (row, column) in covered:
                continue
            row_span, column_span = spans.get((row, column), (1, 1))
            covered |= {(row + down, column + right) for down in range(row_span) for right in range(column_span)}
            cells.append(
                DraftCell(
                    row=row,
                    column=column,
                    text=text,
                    row_span=row_span,
                    column_span=column_span,
                    declared_header=row < header_rows or None if header_rows else None,
                    bold=column < len(bold[row]) and bold[row][column],
                )
            )
    return TablePiece(cells=cells, rows=len(texts), columns=columns, origin=origin)


def _cell_text(cell: str) -> str:
    return "\n".join(squeeze(line) for line in plain(cell).split("\n"))


def _spans(texts: Rows, columns: int, header_rows: int | None) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns that merged header cells cover, told from the empty cells they left behind.

    "Family Centre|Closed||Open||Total" over "|Count|%|Count|%|": "Closed" spans two columns, "Total" two rows.
    """
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    top = 0
    if columns > 1 and len(texts) > 1 and _is_title_row(texts[0], texts[1], columns):
        spans[0, 0] = (1, columns)
        top = 1
    while top + 1 < len(texts) and _is_merged_header(texts[top], texts[top + 1], columns, top, header_rows):
        _spread(texts[top], texts[top + 1], columns, top, spans)
        top += 1
    return spans


def _is_title_row(upper: list[str], lower: list[str], columns: int) -> bool:
    """Whether a row is a title over the whole table: its first cell alone is filled, and not so in the next row."""
    return bool(upper[0]) and not any(upper[1:columns]) and sum(map(bool, lower[:columns])) > 1


def _is_merged_header(upper: list[str], lower: list[str], columns: int, top: int, header_rows: int | None) -> bool:
    """Whether empty cells of `upper` stand over the sub-headers of `lower`."""
    if header_rows is not None and top + 1 >= header_rows:
        return False
    if not any(upper[column - 1 : column] and not upper[column] and lower[column] for column in range(1, columns)):
        return False
    filled = [text for text in (*upper[:columns], *lower[:columns]) if text]
    return header_rows is not None or not any(_NUMERIC.match(text) and not _YEAR.match(text) for text in filled)


def _spread(
    upper: list[str], lower: list[str], columns: int, row: int, spans: dict[tuple[int, int], tuple[int, int]]
) -> None:
    column = 0
    while column < columns:
        width = 1
        if upper[column]:
            while column + width < columns and not upper[column + width] and lower[column + width] and lower[column]:
                width += 1
            spans[row, column] = (1, width) if lower[column] else (2, 1)
        column += width
