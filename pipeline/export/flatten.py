"""Rows as flat columns, the form that CSV, SQLite, Parquet and the workbook share.

A nested record becomes columns named with its key ("period_start", "locator_page"); a list or a map becomes JSON text.
The columns of a table come from its record, never from its rows: an empty table has the same columns as a full one.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import types
import typing
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from ..records.codec import to_row
from ..records.number import to_json_number

ColumnType = Literal["text", "number", "integer", "date", "boolean", "json"]
Scalar = str | int | float | bool | datetime.date | None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A flat column: its name, its type, and the keys that lead to it in the record."""

    name: str
    type: ColumnType
    path: tuple[str, ...]


@cache
def columns_of(record: type) -> tuple[Column, ...]:
    """The flat columns of a record, in the order of its fields."""
    return tuple(_columns(record, ()))


def flat_rows(records: Iterable[Any], record: type) -> Iterable[dict[str, Scalar]]:
    """The records as one dictionary of scalars each; dates stay dates, whole numbers become int."""
    columns = columns_of(record)
    for row in records:
        yield {column.name: flat_value(row, column) for column in columns}


def _columns(record: type, path: tuple[str, ...]) -> Iterable[Column]:
    hints = typing.get_type_hints(record)
    for field in dataclasses.fields(record):
        inner = without_none(hints[field.name])
        here = (*path, field.name)
        if dataclasses.is_dataclass(inner) and isinstance(inner, type) and len(here) < 3:
            yield from _columns(inner, here)
        else:
            yield Column(name="_".join(part.rstrip("_") for part in here), type=_type(inner), path=here)


def without_none(hint: Any) -> Any:
    """The type of a field that may be None, without that."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        rest = [part for part in typing.get_args(hint) if part is not type(None)]
        if len(rest) == 1:
            return rest[0]
    return hint


def _type(hint: Any) -> ColumnType:
    simple: dict[Any, ColumnType] = {
        bool: "boolean", int: "integer", float: "number", Decimal: "number", datetime.date: "date", str: "text"
    }  # fmt: skip
    if hint in simple:
        return simple[hint]
    return "text" if typing.get_origin(hint) in (Literal, typing.Union, types.UnionType) else "json"


def flat_value(row: Any, column: Column) -> Scalar:
    """The value of one column of a record."""
    value = row
    for part in column.path:
        if value is None:
            return None
        value = getattr(value, part)
    if value is None:
        return None
    if isinstance(value, Decimal):
        number = to_json_number(value)
        return str(number) if column.type == "text" else number
    if column.type == "json":
        return json.dumps(to_row(value), ensure_ascii=False)
    return typing.cast(Scalar, value)
