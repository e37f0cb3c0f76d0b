"""How far two numbers may lie apart and still agree: by the digits printed and by the words that hedge them."""

from __future__ import annotations

import re
from decimal import Decimal

from ..records.figure import Figure

_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_HEDGE = Decimal("0.05")  # "about", "nearly": a twentieth of the number


def half_unit(figure: Figure) -> Decimal:
    """Half of the last digit printed, in the figure's scale: 0.5 for "65%", 0.005 for "9.01%", 50,000 for "£1.2m".

    Number words are exact. Round to even or up: both lie within half a unit.
    """
    match = _DIGITS.search(figure.text)
    if match is None:
        return Decimal("0.5") if figure.unit_kind == "percent" else Decimal(0)
    printed = Decimal(match.group(0).replace(",", ""))
    unit = Decimal(1).scaleb(-len(match.group(1) or ""))
    if printed and figure.value:
        scale = abs(figure.value / printed)
        if scale >= 100:
            unit *= scale
    return unit / 2


def tolerance(figure: Figure) -> Decimal:
    """Half of the last printed digit, and more where the words hedge the number."""
    hedge = abs(figure.value) * _HEDGE if figure.qualifier is not None else Decimal(0)
    return half_unit(figure) + hedge


def plain(value: Decimal) -> str:
    """A number for people: thousands parted, at most two decimals, no trailing zeros."""
    rounded = value.quantize(Decimal("0.01")) if value != value.to_integral_value() else value
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
