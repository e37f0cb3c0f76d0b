"""Writing one table to one sheet: real types, nothing that could run as a formula, nothing cut in silence.

Rows are streamed to disk, so a workbook of 50,000 figures stays small in memory.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from .readable import visible
from .xlsx_columns import WIDEST, Column, Kind, Lookup, Sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.url import Url
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_000_000  # of a sheet; Excel's limit is 1,048,576
MOST_LINKS: Final = 65_000  # of a sheet; Excel's limit is 65,530
LONGEST: Final = 32_767  # UTF-16 units of a cell
_LONGEST_LINKED: Final = 2_000  # characters of a cell that is a link
_PART: Final = 15_000  # characters of a part of a longer text: at most 30,000 units
_CONTINUES: Final = " [continues on the sheet Long texts]"
_MOST_DIGITS: Final = 15  # that Excel keeps of a number
_LARGEST: Final = Decimal("1E+300")  # Excel ends at 1E+308
_FIRST_YEAR: Final = 1901  # Excel counts days from 1900 and takes that for a leap year
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t")
_MEASURED: Final = 300  # rows from which the widths of columns are taken
_NUMERIC: Final = ("number", "amount", "integer", "date", "share")
_GREY: Final = {"bg_color": "#E7E7E7"}
NONE: Final = "[none in this run]"
DECISIONS: Final = ("accept", "correct", "reject")


@dataclass(frozen=True, kw_only=True, slots=True)
class LongText:
    """A part of a text that no cell can hold, and the cell it belongs to."""

    sheet: str
    row: int
    column: str
    part: int
    parts: int
    text: str


@dataclass(kw_only=True)
class Styles:
    """The formats of a workbook, each made once."""

    book: Workbook
    made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def get(self, **properties: Any) -> Format:
        """The format of these properties, at the top of its cell."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"valign": "top", **properties})
        return self.made[key]


def add_sheet(book: Workbook, name: str) -> Worksheet:
    """A new sheet that can hold a streamed table (the library's own tables need every row in memory)."""
    from xlsxwriter.utility import xl_range
    from xlsxwriter.worksheet import Worksheet

    class StreamedSheet(Worksheet):  # type: ignore[misc]  # the library is not typed
        def add_streamed_table(self, last_row: int, last_column: int, options: dict[str, Any]) -> None:
            """Declare the cells from A1 as a table; its header row is written like any other row."""
            self.constant_memory = False
            self._write_string = lambda *cell: 0
            try:
                self.add_table(0, 0, 1, last_column, options)
            finally:
                self.constant_memory = True
                del self._write_string
            table = self.tables[-1]
            table["range"] = table["a_range"] = table["autofilter"] = xl_range(0, 0, last_row, last_column)

    sheet: Worksheet = book.add_worksheet(name, worksheet_class=StreamedSheet)
    return sheet


class TableWriter:
    """Writes one sheet. `long_texts` collects what its cells cannot hold."""

    def __init__(self, book: Workbook, styles: Styles, lookup: Lookup, long_texts: list[LongText]) -> None:
        self._book = book
        self._styles = styles
        self._lookup = lookup
        self._long_texts = long_texts

    def write(self, sheet: Sheet, name: str, rows: Sequence[Any]) -> Worksheet:
        """Write the rows as a table called like the sheet. An empty table has one row that says so."""
        self._name, self._links = name, 0
        # A sheet holds so many links and no more: those to the words come first.
        evident = self._lookup.pages and any(column.kind == "evidence" for column in sheet.columns)
        self._owed = len(rows) if evident else 0
        self._sheet = add_sheet(self._book, name)
        self._columns = _ordered(sheet)
        self._plain = [self._style(text_wrap=not column.technical) for column in self._columns]
        self._quoted = [self._style(text_wrap=not column.technical, quote_prefix=True) for column in self._columns]
        self._whole = self._styles.get(num_format="0", align="right", indent=1)
        self._linked = self._style(text_wrap=True, underline=1, font_color="#1D3F5E")
        self._day = self._styles.get(num_format="d mmm yyyy", align="right", indent=1)
        self._widths = self._fitting(rows[:_MEASURED])
        last_row = max(1, len(rows))
        self._declare(sheet, last_row)
        self._head()
        for number, row in enumerate(rows, start=1):
            self._row(number, row)
        if not rows:
            self._sheet.write_string(1, 0, NONE, self._styles.get(italic=True, align="left", indent=1))
        self._set_off(sheet, last_row)
        self._lay_out(last_row)
        return self._sheet

    def _style(self, **properties: Any) -> Format:
        """The format of a text at the left of its cell."""
        return self._styles.get(align="left", indent=1, **properties)

    def _fitting(self, rows: Sequence[Any]) -> list[int]:
        """Widths of the columns in characters: what the first rows need, up to the widest of their kind."""
        widths = []
        for at, column in enumerate(self._columns):
            width = max(*map(len, column.header.split()), len(column.header) // 2) + 6
            if column in REVIEW_COLUMNS:
                width = WIDEST[column.kind] // 2
            elif not rows and at == 0:
                width = max(width, len(NONE) + 2)
            for row in rows:
                value = column.value(row, self._lookup)
                if value is not None:
                    width = max(width, self._asks_for(column, value))
            widths.append(min(width, WIDEST[column.kind]))
        return widths

    def _asks_for(self, column: Column, value: Any) -> int:
        if column.kind == "document":
            return len(self._lookup.paths.get(value, value)) + 2
        if column.kind in ("rows", "date"):
            return WIDEST[column.kind]
        if isinstance(value, str):
            return max(map(len, value.split("\n"))) + 2
        return len(f"{value:,}") + 4 if isinstance(value, (Decimal, int, float)) else 6

    def _head(self) -> None:
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, self._widths[at])
            align = {"align": "right", "indent": 2} if column.kind in _NUMERIC else {"align": "left", "indent": 1}
            self._sheet.write_string(
                0, at, column.header, self._styles.get(bold=True, text_wrap=True, bottom=2, **_GREY, **align)
            )
        lines = (lines_of(column.header, width - 4) for column, width in zip(self._columns, self._widths, strict=True))
        self._sheet.set_row(0, height_of(max(lines)) + 3)

    def _row(self, number: int, row: Any) -> None:
        """Write one row, as high as its longest text for people needs; technical texts stay on one line."""
        lines = 1
        for at, column in enumerate(self._columns):
            value = column.value(row, self._lookup)
            if value is None or value == "":
                continue
            text = self._cell(number, at, column, value, row)
            if not column.technical and (len(text) > self._widths[at] - 2 or "\n" in text):
                lines = max(lines, lines_of(text, self._widths[at] - 2))
        if lines > 1:
            self._sheet.set_row(number, height_of(lines))

    def _declare(self, sheet: Sheet, last_row: int) -> None:
        options = {
            "name": self._name.replace(" ", "_").replace("(", "").replace(")", ""),
            "style": "Table Style Light 1",
            "columns": [{"header": column.header} for column in self._columns],
            "title": self._name,
            "description": sheet.says,
        }
        self._sheet.add_streamed_table(last_row, len(self._columns) - 1, options)
        self._sheet.freeze_panes(1, 1)
        if sheet.reviewed:
            at = next(at for at, column in enumerate(self._columns) if column.header == "Decision")
            self._sheet.data_validation(
                1, at, last_row, at,
                {
                    "validate": "list", "source": list(DECISIONS), "input_title": "Decision",
                    "input_message": "accept, correct (say how under Comment) or reject",
                    "error_title": "Not one of the three", "error_message": "Choose accept, correct or reject.",
                },
            )  # fmt: skip

    def _cell(self, row: int, at: int, column: Column, value: Any, record: Any) -> str:
        """Write one cell and return the text in it, empty for a number or a date."""
        kind = column.kind
        if kind == "document":
            return self._link(row, at, self._lookup.paths.get(value, value), self._lookup.sheets.get(value))
        if kind == "rows":
            return self._rows(row, at, value)
        if kind == "evidence":
            return self._evidence(row, at, value, record)
        if kind == "yes_no":
            return self._text(row, at, column, "Yes" if value else "No")
        if kind == "integer" and type(value) is int and abs(value) < 10**_MOST_DIGITS:
            self._sheet.write_number(row, at, value, self._whole)
            return ""
        if isinstance(value, (Decimal, int, float)):
            if _fits(value):
                number, shown = number_of(value, kind, record)
                self._sheet.write_number(row, at, number, self._styles.get(num_format=shown, align="right", indent=1))
                return ""
            value = f"{value}"
        if isinstance(value, datetime.date):
            if value.year >= _FIRST_YEAR:
                moment = datetime.datetime(value.year, value.month, value.day)
                self._sheet.write_datetime(row, at, moment, self._day)
                return ""
            value = value.isoformat()
        return self._text(row, at, column, str(value))

    def _text(self, row: int, at: int, column: Column, value: str) -> str:
        text = visible(value)
        if len(text) > LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST:
            parts = [text[start : start + _PART] for start in range(0, len(text), _PART)]
            for part, piece in enumerate(parts, start=1):
                self._long_texts.append(
                    LongText(
                        sheet=self._name, row=row + 1, column=column.header, part=part, parts=len(parts), text=piece
                    )
                )
            text = parts[0] + _CONTINUES
        style = self._quoted[at] if text.startswith(_FORMULA_STARTS) else self._plain[at]
        self._sheet.write_string(row, at, text, style)
        return text

    def _rows(self, row: int, at: int, ids: Sequence[str]) -> str:
        places = [self._lookup.sheets[key] for key in ids if key in self._lookup.sheets]
        if not places:
            return ""
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        return self._link(row, at, f"{places[0][0]}, row {places[0][1]}{more}", places[0])

    def _link(self, row: int, at: int, text: str, place: tuple[str, int] | None) -> str:
        spare = self._links < MOST_LINKS - self._owed
        return self._url(row, at, text, f"internal:'{place[0]}'!A{place[1]}" if place and spare else None)

    def _evidence(self, row: int, at: int, text: str, record: Any) -> str:
        href = self._lookup.href(record)
        self._owed = max(0, self._owed - 1)
        return self._url(row, at, text, _beside(href, visible(text)) if href else None)

    def _url(self, row: int, at: int, text: str, url: str | Url | None) -> str:
        text = visible(text)
        if url is None or self._links >= MOST_LINKS or len(text) > _LONGEST_LINKED:
            self._sheet.write_string(row, at, text, self._plain[at])
            return text
        self._links += 1
        self._sheet.write_url(row, at, url, self._linked, text)
        return text

    def _set_off(self, sheet: Sheet, last_row: int) -> None:
        """Conditional formats: bold on grey, italics and strike-through read the same without colour."""
        from xlsxwriter.utility import xl_col_to_name

        headers = [column.header for column in self._columns]
        looks = {
            "strong": {"bold": True, "bg_color": "#D9D9D9"},
            "faint": {"italic": True},
        }
        for rule in sheet.rules:
            at = headers.index(rule.header)
            cell = f"${xl_col_to_name(at)}2"
            test = " , ".join(f'{cell}="{value}"' for value in rule.values)
            criteria = f"=OR({test})" if rule.values else f"=LEN({cell})>0"
            look = self._book.add_format(looks[rule.emphasis])
            self._sheet.conditional_format(
                1, at, last_row, at, {"type": "formula", "criteria": criteria, "format": look}
            )
        if sheet.reviewed:
            cell = f"${xl_col_to_name(headers.index('Decision'))}2"
            look = self._book.add_format({"font_strikeout": True})
            self._sheet.conditional_format(
                1,
                0,
                last_row,
                len(self._columns) - 1,
                {"type": "formula", "criteria": f'={cell}="reject"', "format": look},
            )

    def _lay_out(self, last_row: int) -> None:
        """Printed in landscape, the columns for people on one page's width, the header on every page."""
        shown = sum(1 for column in self._columns if not column.technical)
        self._sheet.hide_gridlines(0)  # printed too: rows part without colour
        self._sheet.set_landscape()
        self._sheet.set_paper(8)  # A3
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.print_area(0, 0, last_row, shown - 1)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.set_footer("&L&A&RPage &P of &N")


def _beside(href: str, text: str) -> Url:
    """A link to a file beside the workbook, with forward slashes: the library writes them as Windows alone reads them."""
    from xlsxwriter.url import Url

    url = Url(f"external:{href}")
    url.text = text
    url._relationship_link = href.partition("#")[0]
    return url


def number_of(value: Decimal | int | float, kind: Kind, record: Any) -> tuple[float | int, str]:
    """The number to store and the format that shows it: 43 of unit kind percent is 0.43 shown as 43%."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    exponent = exact.as_tuple().exponent
    digits = min(-exponent, 6) if isinstance(exponent, int) and exponent < 0 else 0
    tail = "." + "0" * digits if digits else ""
    if kind == "share":
        return float(exact), "0%"
    if kind == "integer":
        return int(exact), "0"
    if isinstance(value, float):  # measured by the tool, not stated by a document
        return value, "0.00"
    if kind == "amount" and record.unit_kind == "percent":
        return float(exact / 100), f"0{tail}%"
    whole = exact == exact.to_integral_value()
    style = "#,##0" if whole else f"#,##0{tail}"
    if kind == "amount" and record.unit_kind == "currency" and (record.unit or "GBP") == "GBP":
        style = f"£{style}"
    return (int(exact) if whole else float(exact)), style


def lines_of(text: str, width: int) -> int:
    """Lines that a wrapped text takes. A width counts noughts; a line of it holds a seventh more letters."""
    room = max(width * 8 // 7, 1)
    return sum(max(1, -(-len(line) // room)) for line in text.split("\n"))


def height_of(lines: int) -> float:
    """Height of a row in points; Excel allows 409."""
    return min(2 + 13.0 * lines, 409.0)


def _ordered(sheet: Sheet) -> list[Column]:
    """The columns for people, then those for a decision, then the technical ones."""
    people = [column for column in sheet.columns if not column.technical]
    technical = [column for column in sheet.columns if column.technical]
    return [*people, *(REVIEW_COLUMNS if sheet.reviewed else ()), *technical]


def _nothing(row: Any, lookup: Lookup) -> None:
    return None


REVIEW_COLUMNS: Final = (
    Column(
        header="Decision", field="", kind="text", meaning="For you: accept, correct or reject this row.", value=_nothing
    ),
    Column(header="Comment", field="", kind="long", meaning="For you: what is right instead, or why.", value=_nothing),
)


def _fits(value: Decimal | int | float) -> bool:
    """Whether Excel can hold the number exactly; others are written as text."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.is_finite() and abs(exact) < _LARGEST and len(exact.normalize().as_tuple().digits) <= _MOST_DIGITS
