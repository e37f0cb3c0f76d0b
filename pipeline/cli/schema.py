"""`goldenthread schema`: the JSON Schema of each output table."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def schema(
    table: Annotated[
        str | None, typer.Argument(metavar="[TABLE]", help="One table, e.g. figures; all by default.")
    ] = None,
) -> None:
    """Print the JSON Schema (2020-12) of the rows of each output table."""
    from ..errors import UsageError
    from ..export.schema import table_schemas

    schemas = table_schemas()
    if table is not None and table not in schemas:
        raise UsageError("No such table", where=table, remedy=f"There are: {', '.join(schemas)}.")
    print(json.dumps(schemas if table is None else schemas[table], indent=2, ensure_ascii=False))
