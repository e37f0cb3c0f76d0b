"""What a sheet of the workbook is made of, and the columns that many sheets share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from ..records.run import Run
from .evidence_links import evidence_href, evidence_of, page_href
from .flatten import Column as FlatColumn
from .flatten import columns_of, flat_value
from .readable import words

# How a value is written: "amount" is a stated number shown with the unit of its row; "share" is 0-1 shown as a percentage;
# "document" is a document's id shown as its path and linked; "rows" are ids of rows, linked to the first of them;
# "evidence" is a place, linked to the words on the evidence page of its document.
Kind = Literal["text", "long", "number", "amount", "integer", "date", "share", "yes_no", "document", "rows", "evidence"]
Emphasis = Literal["strong", "faint"]

# The widest a column of each kind becomes, in characters. What is longer wraps.
WIDEST: Final[Mapping[Kind, int]] = {
    "text": 26, "long": 56, "number": 14, "amount": 15, "integer": 13, "date": 15, "share": 14, "yes_no": 12,
    "document": 42, "rows": 24, "evidence": 26,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup:
    """What cells need to know of the rest of the run: paths of documents, and where rows and quotes stand."""

    run: Run
    paths: Mapping[str, str]
    sheets: Mapping[str, tuple[str, int]]  # row id -> sheet and its row there, from 1, for rows that are linked to
    cites: Mapping[tuple[str, int, int], str]
    labels: Mapping[str, str]  # names of codes
    pages: frozenset[str] = frozenset()  # documents that have an evidence page

    def href(self, record: Any) -> str | None:
        """Where the words stand that the row rests on; the page of its document where it rests on no words."""
        first = next((item for item in evidence_of(record) if item.document in self.pages), None)
        if first is not None:
            return evidence_href(first)
        document = getattr(record, "document", None)
        return page_href(document) if document in self.pages else None


Value = Callable[[Any, Lookup], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column. `field` is its name in the output contract, empty where the workbook alone has it; `value` computes it.

    A `technical` column stands at the right, after those for a decision, outside the printed area.
    """

    header: str
    field: str
    kind: Kind
    meaning: str
    value: Value
    technical: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Cells of the column `header` that hold one of `values`, or anything where none is named, are set off without colour."""

    header: str
    values: tuple[str, ...]
    emphasis: Emphasis


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A table of the workbook: `says` is what one row is. A `reviewed` sheet has columns for a person's decision."""

    name: str
    says: str
    rows: Callable[[Run], Sequence[Any]]
    columns: tuple[Column, ...]
    reviewed: bool = False
    rules: tuple[Rule, ...] = field(default=())


def column(
    header: str, path: str, kind: Kind, meaning: str, *, value: Value | None = None, technical: bool = False
) -> Column:
    """A column that shows the attribute at `path` ("period.start"), or what `value` makes of the row."""
    return Column(
        header=header,
        field=path.replace(".", "_"),
        kind=kind,
        meaning=meaning,
        value=value or attribute(path),
        technical=technical,
    )


def derived(header: str, kind: Kind, meaning: str, value: Value, *, field: str = "", technical: bool = False) -> Column:
    """A column that is computed: of a part of the contract's `field`, or of the workbook alone."""
    return Column(header=header, field=field, kind=kind, meaning=meaning, value=value, technical=technical)


def coded(header: str, name: str, meaning: str, *, technical: bool = False) -> Column:
    """A column of codes, shown in words: ``partly_met`` is "Partly met"."""
    value: Value = lambda row, lookup: words(getattr(row, name), lookup.labels) or None  # noqa: E731
    return Column(header=header, field=name, kind="text", meaning=meaning, value=value, technical=technical)


def whole(sheet: Sheet, record: type) -> Sheet:
    """The sheet with a plain column for each field of the record that it has none for: a new field is never lost."""
    shown = {item.field.split(".")[0] for item in sheet.columns} | {"evidence_document"}  # the row's own document
    headers = {item.header.lower() for item in sheet.columns}
    rest = [
        Column(
            header=item.name if words(item.name).lower() in headers else words(item.name),
            field=item.name,
            kind=_FLAT_KINDS.get(item.type, "text"),
            meaning="See docs/outputs.md.",
            value=_flat(item),
            technical=True,
        )
        for item in columns_of(record)
        if item.name not in shown
    ]
    return replace(sheet, columns=(*sheet.columns, *rest))


_FLAT_KINDS: Final[Mapping[str, Kind]] = {"number": "number", "integer": "integer", "date": "date", "boolean": "yes_no"}


def _flat(item: FlatColumn) -> Value:
    return lambda row, lookup: flat_value(row, item)


def attribute(path: str) -> Value:
    """The attribute at a dotted path; None where something on the way is None. A keyword ("from") is found as ``from_``."""
    steps = tuple("from_" if step == "from" else step for step in path.split("."))
    if len(steps) == 1:
        only = steps[0]
        return lambda row, lookup: getattr(row, only)

    def follow(row: Any, lookup: Lookup) -> Any:
        for step in steps:
            if row is None:
                return None
            row = getattr(row, step)
        return row

    return follow


SEE: Final = "See the words"
DOCUMENT: Final = column(
    "Document",
    "document",
    "document",
    "The file, as it lay in the folder that was read. Linked to its row on Documents.",
)
WHERE: Final = column(
    "Where",
    "locator.cite",
    "evidence",
    "Where a person finds it: printed paragraph number, table, page. Linked to the words on the page of evidence.",
    value=lambda row, lookup: row.locator.cite or (SEE if row.document in lookup.pages else None),
)
EVIDENCE: Final = derived(
    "Evidence",
    "evidence",
    "Linked to the first of its words on the page of evidence.",
    lambda row, lookup: SEE if lookup.href(row) else None,
)
QUOTE: Final = column(
    "Quote", "evidence.quote", "long", "The exact words of the document that this row was taken from."
)
_SPAN: Final = "counted in characters of the document's text as `goldenthread read` prints it"
TECHNICAL: Final = (
    column("Section", "locator.section", "text", "The heading it stands under.", technical=True),
    column("Page", "locator.page", "integer", "The page, counted from 1.", technical=True),
    column("Paragraph", "locator.paragraph", "text", "The number printed at the paragraph.", technical=True),
    column("Table", "locator.table", "integer", "Which table of the document, counted from 1.", technical=True),
    column("Table row", "locator.row", "integer", "The row of that table, header rows counted.", technical=True),
    column("Table column", "locator.column", "integer", "The column of that table.", technical=True),
    column("Row header", "locator.row_header", "text", "The words at the head of the cell's row.", technical=True),
    column("Column header", "locator.column_header", "text", "The words at the head of the column.", technical=True),
    column("Sheet", "locator.sheet", "text", "The sheet of a spreadsheet that was read.", technical=True),
    column("Cell", "locator.cell", "text", "The cell of a spreadsheet that was read.", technical=True),
    column(
        "Box on page",
        "locator.bbox",
        "text",
        "Left, top, right and bottom of the place, in points from the page's top left.",
        technical=True,
        value=lambda row, lookup: row.locator.bbox and ", ".join(f"{edge:g}" for edge in row.locator.bbox),
    ),
    column("Quote starts", "evidence.start", "integer", f"Where the quote starts, {_SPAN}.", technical=True),
    column("Quote ends", "evidence.end", "integer", f"Where the quote ends, {_SPAN}.", technical=True),
    column("Document id", "evidence.document", "text", "Id of the document.", technical=True),
)
METHOD: Final = column("Method", "method", "text", "The rule that found it.", technical=True)
CONFIDENCE: Final = column(
    "Confidence",
    "confidence",
    "share",
    "How sure the tool is. A low one asks for a person's look; it is no probability.",
)
EXPLANATION: Final = column(
    "How it was read", "explanation", "long", "Which words gave the parts of this row.", technical=True
)
ID: Final = column("Id", "id", "text", "The row's id, the same in every file of the run.", technical=True)
CASE: Final = column("Case", "case", "text", "The case paper it belongs to.", technical=True)
