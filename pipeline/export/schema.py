"""JSON Schema of the output tables, made from the records that are written."""

from __future__ import annotations

from typing import Any

from ..records.codec import json_schema
from ..records.run import OUTPUT_TABLES


def table_schemas() -> dict[str, dict[str, Any]]:
    """Schema (2020-12) of one row, by table name; every key is required, `null` where unknown."""
    schemas = {}
    for name, record in OUTPUT_TABLES.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"goldenthread:{name}"}
        schemas[name] = schema | json_schema(record)
    return schemas
