"""The type of a stated number: exact in memory, a JSON number in every output."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer, WithJsonSchema


def to_json_number(value: Decimal) -> int | float:
    """An int where the number is whole, else the float that prints with the stated digits."""
    return int(value) if value == value.to_integral_value() else float(value)


# Decimal("9.01") is written 9.01 and Decimal("1511") is written 1511. Floats are never computed with.
Number = Annotated[
    Decimal,
    PlainSerializer(to_json_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
