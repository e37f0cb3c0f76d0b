"""Records to JSON and back. The one place that knows how a record is written.

Field names that are Python keywords carry a trailing underscore in code (`from_`) and none in JSON (`from`).
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Hashable
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from .number import to_json_number

Record = TypeVar("Record")


def to_row(record: Any) -> Any:
    """The record as plain dictionaries, lists, strings and numbers, every key present."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {f.name.rstrip("_"): to_row(getattr(record, f.name)) for f in dataclasses.fields(record)}
    if isinstance(record, Decimal):
        return to_json_number(record)
    if isinstance(record, dict):
        return {str(key): to_row(value) for key, value in record.items()}
    if isinstance(record, (list, tuple)):
        return [to_row(value) for value in record]
    if hasattr(record, "isoformat"):
        return record.isoformat()
    return record


def dump_line(record: Any) -> str:
    """One line of JSON, UTF-8 characters kept, keys in the order of the record."""
    return json.dumps(to_row(record), ensure_ascii=False, separators=(", ", ": "))


def from_row(kind: type[Record], row: Any) -> Record:
    """The record that `to_row` wrote. Raises pydantic.ValidationError if it does not fit."""
    adapter: TypeAdapter[Record] = _adapter(cast("Hashable", kind))
    return adapter.validate_python(_underscored(row))


def json_schema(kind: type) -> dict[str, Any]:
    """JSON Schema (2020-12) of the rows of one kind of record, in which all keys are required."""
    schema = _adapter(kind).json_schema(mode="serialization")
    strict: dict[str, Any] = _strict(schema)
    return strict


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)  # type: ignore[arg-type]  # a class or a union of them; both hash
    return adapter


_KEYWORDS = {"from": "from_"}


def _underscored(row: Any) -> Any:
    if isinstance(row, dict):
        return {_KEYWORDS.get(key, key): _underscored(value) for key, value in row.items()}
    if isinstance(row, list):
        return [_underscored(value) for value in row]
    return row


def _strict(schema: Any) -> Any:
    """Every property of a record is written, so every property is required; descriptions stay the docstrings."""
    if isinstance(schema, list):
        return [_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: _strict(value) for key, value in schema.items() if key != "default"}
    if isinstance(properties := result.get("properties"), dict):
        renamed = {name.rstrip("_"): value for name, value in properties.items()}
        result |= {"properties": renamed, "required": list(renamed), "additionalProperties": False}
    return result
