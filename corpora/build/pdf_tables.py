"""Tables, forms and grids of a PDF; long ones break over pages and print their header again."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from .blocks import Columns, Field, Form, Run, Section, Table
from .layout import alignments, column_widths, grid_rows, header_cells, is_total, label_with_colon
from .pdf_style import BAND_FILL, HEAD_FILL, LABEL_FILL, RULE, WHITE, Look

_PADDING = 5.0
_NARROW = 300.0  # points: a column of a two-column page
_TALL = 2000  # letters in one cell
Command = tuple[object, ...]


def table_flowables(table: Table, look: Look, width: float) -> list[Flowable]:
    """The caption and the grid, `width` points wide."""
    size = look.body - 1
    padding = _PADDING if width > _NARROW else _PADDING / 2
    widths, shrink = column_widths(table, width, lambda text, bold: look.measure(text, bold, size) + 0.5, 2 * padding)
    size = max(6.0, size * shrink)
    banded, heads = look.tables == "banded", len(table.header)
    cells: list[list[object]] = [[""] * len(widths) for _ in range(heads)]
    commands: list[Command] = [("VALIGN", (0, 0), (-1, heads - 1), "BOTTOM")] if heads else []
    sides = alignments(table)
    for cell in header_cells(table):
        side = "center" if cell.column_span > 1 else sides[cell.column]
        colour = {"textColor": WHITE} if banded else {}
        cells[cell.row][cell.column] = look.text(cell.content, size, bold=True, side=side, **colour)
        end = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
        if end != (cell.column, cell.row):
            commands.append(("SPAN", (cell.column, cell.row), end))
        if look.tables == "open" and cell.column_span > 1:
            commands.append(("LINEBELOW", (cell.column, cell.row), (end[0], cell.row), 0.4, RULE))
    for number, row in enumerate(table.rows):
        total = is_total(row)
        cells.append([look.text(content, size, side=sides[column]) for column, content in enumerate(row)])
        if banded and number % 2:
            commands.append(("BACKGROUND", (0, heads + number), (-1, heads + number), BAND_FILL))
        if total:
            commands.append(("LINEABOVE", (0, heads + number), (-1, heads + number), 1, RULE))
    commands += [
        *_frame(look, heads),
        ("LEFTPADDING", (0, 0), (-1, -1), padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), padding),
    ]
    grid = _grid(cells, widths, commands, repeat=heads)
    gap = Spacer(0, look.body)
    if not table.caption:
        return [grid, gap]
    return [look.text((Run(text=table.caption),), look.body - 0.5, bold=True, spaceBefore=3, spaceAfter=4), grid, gap]


def columns_flowables(block: Columns, look: Look, width: float) -> list[Flowable]:
    """Columns of equal width under coloured headings."""
    size = look.body - 1
    count = len(block.header)
    cells: list[list[object]] = [[look.text(head, size, bold=True, textColor=WHITE) for head in block.header]]
    cells += [[look.text(content, size) for content in row] for row in block.rows]
    commands: list[Command] = [("BACKGROUND", (0, 0), (-1, 0), look.accent), ("GRID", (0, 0), (-1, -1), 0.5, RULE)]
    return [_grid(cells, [width / count] * count, commands, repeat=1), Spacer(0, look.body)]


def form_flowables(form: Form, look: Look, width: float) -> list[Flowable]:
    """The form in the layout `style.form` names."""
    if look.form == "lines":
        return [*_lines(form, look), Spacer(0, look.body / 2)]
    build = {"grid": _four_columns, "stacked": _stacked}.get(look.form, _two_columns)
    cells, widths, commands = build(form, look, width)
    commands = [("GRID", (0, 0), (-1, -1), 0.5, RULE), *commands]
    return [_grid(cells, widths, commands, repeat=0), Spacer(0, look.body)]


_Built = tuple[list[list[object]], list[float], list[Command]]


def _two_columns(form: Form, look: Look, width: float) -> _Built:
    """Questions on the left, answers on the right."""
    cells: list[list[object]] = []
    commands: list[Command] = []
    for number, entry in enumerate(form.entries):
        if isinstance(entry, Section):
            cells.append([_bar(entry, look), ""])
            commands += _bar_commands(number, look)
        else:
            cells.append([_label(entry, look), _answer(entry, look)])
            commands.append(("BACKGROUND", (0, number), (0, number), LABEL_FILL))
    return cells, [width * 0.32, width * 0.68], commands


def _stacked(form: Form, look: Look, width: float) -> _Built:
    """Each answer in a box under its question."""
    cells: list[list[object]] = []
    commands: list[Command] = []
    for entry in form.entries:
        if isinstance(entry, Section):
            commands += _bar_commands(len(cells), look)
            cells.append([_bar(entry, look)])
        else:
            commands += _label_commands(len(cells), 0)
            cells += [[_label(entry, look)], [_answer(entry, look)]]
    return cells, [width], commands


def _four_columns(form: Form, look: Look, width: float) -> _Built:
    """Short answers two to a row, longer ones across the page."""
    cells: list[list[object]] = []
    commands: list[Command] = []
    for row in grid_rows(form):
        number = len(cells)
        if row.section:
            commands += _bar_commands(number, look)
            cells.append([_bar(row.section, look), "", "", ""])
        elif row.wide:
            commands += [("SPAN", (0, number), (-1, number)), ("SPAN", (0, number + 1), (-1, number + 1))]
            commands += _label_commands(number, -1)
            cells += [[_label(row.wide, look), "", "", ""], [_answer(row.wide, look), "", "", ""]]
        else:
            line: list[object] = []
            for field in row.pair:
                commands.append(("BACKGROUND", (len(line), number), (len(line), number), LABEL_FILL))
                line += [_label(field, look), _answer(field, look)]
            if len(line) == 2:
                commands.append(("SPAN", (1, number), (3, number)))
            cells.append([*line, *[""] * (4 - len(line))])
    return cells, [width * share for share in (0.22, 0.28) * 2], commands


def _lines(form: Form, look: Look) -> list[Flowable]:
    """ "Label: answer" as paragraphs, further paragraphs of the answer below."""
    flowables: list[Flowable] = []
    for entry in form.entries:
        if isinstance(entry, Section):
            flowables.append(look.heading((Run(text=entry.title),), "", 3))
            continue
        label = Run(text=label_with_colon(entry.label) + " ", bold=True)
        first, rest = (entry.paragraphs[0], entry.paragraphs[1:]) if entry.paragraphs else ((), ())
        for content in ((label, *first), *rest):
            flowables.append(look.text(content, look.body, spaceAfter=4))
    return flowables


def _frame(look: Look, heads: int) -> list[Command]:
    """Rules and fills of the three looks."""
    if look.tables == "ruled":
        fill: list[Command] = [("BACKGROUND", (0, 0), (-1, heads - 1), HEAD_FILL)] if heads else []
        return [("GRID", (0, 0), (-1, -1), 0.5, RULE), *fill]
    if look.tables == "banded":
        return [("BACKGROUND", (0, 0), (-1, heads - 1), look.accent)] if heads else []
    return [("LINEBELOW", (0, heads - 1), (-1, heads - 1), 1, look.accent)] if heads else []


def _grid(cells: Sequence[Sequence[object]], widths: list[float], commands: list[Command], *, repeat: int) -> Grid:
    """A reportlab table with common padding."""
    common: list[Command] = [
        ("VALIGN", (0, repeat), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING), ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]  # fmt: skip
    if any(_length(cell) > _TALL for row in cells for cell in row):  # a row taller than a page must be allowed to break
        commands = [command for command in commands if command[0] != "NOSPLIT"]
        return Grid(list(cells), colWidths=widths, repeatRows=repeat, splitInRow=1, style=[*common, *commands])
    return Grid(list(cells), colWidths=widths, repeatRows=repeat, style=[*common, *commands])


def _length(cell: object) -> int:
    """Letters in a cell, which holds a paragraph, a list of them or nothing."""
    paragraphs = cell if isinstance(cell, list) else [cell]
    return sum(len(item.text) for item in paragraphs if isinstance(item, Paragraph))


def _answer(field: Field, look: Look) -> list[Paragraph]:
    size = look.body - 0.5
    return [look.text(content, size, spaceAfter=2) for content in field.paragraphs] or [look.text((), size)]


def _label(field: Field, look: Look) -> Paragraph:
    return look.text((Run(text=field.label),), look.body - 0.5, bold=True)


def _bar(section: Section, look: Look) -> Paragraph:
    return look.text((Run(text=section.title),), look.body, bold=True, textColor=WHITE)


def _label_commands(row: int, last_column: int) -> list[Command]:
    """A shaded question that stays on the page of its answer, in the row below."""
    return [
        ("BACKGROUND", (0, row), (last_column, row), LABEL_FILL),
        ("NOSPLIT", (0, row), (last_column, row + 1)),
    ]


def _bar_commands(row: int, look: Look) -> list[Command]:
    return [("SPAN", (0, row), (-1, row)), ("BACKGROUND", (0, row), (-1, row), look.accent)]
