"""How far two numbers may lie apart and still agree: by the digits printed and by the words that hedge them.

A printed number stands for an interval: "65%" for 64.5 to 65.5, "£1.2m" for 1,150,000 to 1,250,000, a count without a hedge
for itself. What is computed from printed numbers is an interval too, and contradicts a printed result only where the two
do not meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..records.figure import Figure

_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_HEDGE = Decimal("0.1")  # "about", "nearly", "over": up to a tenth of the number
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """Raises ZeroDivisionError where `other` holds zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def core(self) -> Interval:
        """The middle nineteen twentieths: the ends need every rounding to have gone the same way as far as it can."""
        cut = (self.high - self.low) / 40
        return Interval(self.low + cut, self.high - cut)

    def meets(self, other: Interval) -> bool:
        """Whether they have a value in common."""
        return self.low <= other.high and other.low <= self.high


def exactly(value: Decimal | int) -> Interval:
    """That value alone."""
    return Interval(Decimal(value), Decimal(value))


def last_digit(figure: Figure) -> Decimal:
    """One of the last digit printed, in the figure's scale: 1 for "65%", 0.01 for "9.01%", 100,000 for "£1.2m"."""
    match = _DIGITS.search(figure.text)
    if match is None:
        return Decimal(1)
    printed = Decimal(match.group(0).replace(",", ""))
    unit = Decimal(1).scaleb(-len(match.group(1) or ""))
    scale = abs(figure.value / printed) if printed and figure.value else Decimal(1)
    return unit * scale if scale >= 100 else unit


def half_unit(figure: Figure) -> Decimal:
    """Half of the last digit printed; zero for whole counts and whole pounds, which are exact."""
    unit = last_digit(figure)
    return _ZERO if unit == 1 and figure.unit_kind in ("count", "currency") else unit / 2


def stated(figure: Figure) -> Interval:
    """What a printed number stands for: its last digit's rounding and its hedge."""
    half = half_unit(figure)
    low = figure.low if figure.low is not None else figure.value
    high = figure.high if figure.high is not None else figure.value
    spread = abs(figure.value) * _HEDGE
    below = spread if figure.qualifier in ("approx", "under", "at_most") else _ZERO
    above = spread if figure.qualifier in ("approx", "over", "at_least") else _ZERO
    return Interval(low - half - below, high + half + above)


def result(figure: Figure) -> Interval:
    """What a printed result of a division stands for: rounded to its last digit, or its further digits cut off."""
    interval, unit = stated(figure), last_digit(figure)
    half = half_unit(figure)
    return Interval(interval.low + half - unit / 2, interval.high - half + unit - unit / 1000)


def added(figures: Iterable[Figure]) -> Interval:
    """What the sum of printed numbers may be."""
    total = exactly(0)
    for figure in figures:
        total += stated(figure)
    return total


def plain(value: Decimal) -> str:
    """A number for people: thousands parted, at most two decimals, no trailing zeros."""
    rounded = value.quantize(Decimal("0.01")) if value != value.to_integral_value() else value
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def slip(one: Decimal, other: Decimal) -> Literal["swapped", "altered"] | None:
    """Whether one number looks like the other mistyped: two neighbouring digits swapped, or one digit altered.

    Only in numbers of one length; an altered digit only in numbers of three digits or more. Together they are nine in ten of
    the errors that people make in copying numbers (Verhoeff 1969).
    """
    if one == other or one <= 0 or other <= 0 or one.adjusted() != other.adjusted():
        return None
    a, b = ("".join(map(str, number.normalize().as_tuple().digits)) for number in (one, other))
    width = max(len(a), len(b))
    if width < 2:
        return None
    a, b = a.ljust(width, "0"), b.ljust(width, "0")
    different = [index for index in range(width) if a[index] != b[index]]
    if len(different) == 1:
        return "altered" if width >= 3 else None
    first, last = different[0], different[-1]
    swapped = len(different) == 2 and last == first + 1 and a[first] == b[last] and a[last] == b[first]
    return "swapped" if swapped else None
