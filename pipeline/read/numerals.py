"""Numbers as list numbers are printed, in the styles of Word and of web pages."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SMALL: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def render_number(number: int, style: str) -> str:
    """A list number as printed: 4 is "4", "d", "iv", "4th", "Four". What a style cannot show is decimal.

    The styles are those of Word (`lowerLetter`: 28 is "bb") and of CSS (`lower-alpha`: 28 is "ab").
    """
    if style == "none":
        return ""
    if style in ("lowerLetter", "upperLetter") and 0 < number <= 780:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if style == "upperLetter" else letters
    if style in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin") and number > 0:
        return _alphabetic(number, upper=style.startswith("upper"))
    if style in ("lowerRoman", "lower-roman", "upperRoman", "upper-roman") and 0 < number < 4000:
        return _roman(number, upper=style.startswith("upper"))
    if style in ("decimalZero", "decimal-leading-zero"):
        return f"{number:02d}"
    if style == "ordinal" and number > 0:
        return f"{number}{_ordinal_ending(number)}"
    if style in ("cardinalText", "ordinalText") and 0 < number < 100:
        return _in_words(number, ordinal=style == "ordinalText")
    return str(number)


def _alphabetic(number: int, *, upper: bool) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters.upper() if upper else letters


def _roman(number: int, *, upper: bool) -> str:
    roman = ""
    for value, sign in _ROMAN:
        while number >= value:
            roman, number = roman + sign, number - value
    return roman.upper() if upper else roman


def _ordinal_ending(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _in_words(number: int, *, ordinal: bool) -> str:
    if number < 20:
        words = [_SMALL[number]]
    else:
        tens, ones = divmod(number, 10)
        words = [_TENS[tens], *([_SMALL[ones]] if ones else [])]
    if ordinal:
        last = words[-1]
        words[-1] = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return "-".join(words).capitalize()
