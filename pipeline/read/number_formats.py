"""Spreadsheet values as their number formats show them: 0.43 in "0%" is "43%", 45078 in "dd/mm/yyyy" is "01/06/2023".

After ECMA-376 Part 1, 18.8.30-31. What a format cannot be followed in is shown as a plain number.
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

# Formats by number. 14 and 22 follow the country of the machine; council papers are British.
_BUILT_IN: Final = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0", 6: "£#,##0", 7: "£#,##0.00", 8: "£#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "General", 13: "General", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy hh:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0",
    42: "£#,##0", 43: "#,##0.00", 44: "£#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "General", 49: "@",
}  # fmt: skip
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<ampm>AM/PM|A/P)|(?P<general>General)|'
    r"(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)|(?P<scale>,+)|"
    r"(?P<percent>%)|(?P<exponent>[eE][+-]0+)|(?P<text>@)|(?P<other>.)",
    re.DOTALL,
)
_EPOCH: Final = datetime.datetime(1899, 12, 30)
_EPOCH_1904: Final = datetime.datetime(1904, 1, 1)
_LAST_DAY: Final = 2_958_466  # 31 December 9999
_MAX_FORMAT: Final = 255


class _Token(NamedTuple):
    kind: str
    text: str


def built_in_format(number: int) -> str:
    """The format code of a built-in number format; "General" for one we do not know."""
    return _BUILT_IN.get(number, "General")


def is_date_format(code: str) -> bool:
    """Whether the format shows a date or a time."""
    return any(token.kind == "date" for token in _sections(code)[0])


def format_value(value: float, code: str, *, epoch_1904: bool = False) -> str:
    """The number as shown in that format."""
    sections = _sections(code)
    tokens = sections[0]
    if len(sections) > 1 and value < 0:
        tokens, value = sections[1], -value  # the section itself says how a minus is shown
    elif len(sections) > 2 and value == 0:
        tokens = sections[2]
    kinds = {token.kind for token in tokens}
    if "date" in kinds:
        return _format_date(value, tokens, epoch_1904=epoch_1904)
    if "fraction" in kinds or "exponent" in kinds or not tokens:
        return general(value)
    if "digits" in kinds:
        return _format_number(value, tokens)
    # General, text, or a section of nothing but words: "nil"
    return "".join(general(value) if token.kind in ("general", "text") else _literal(token) for token in tokens)


def general(value: float) -> str:
    """A number without a format: no more digits than it needs, no exponent below 10^15."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    short = f"{value:.10g}"
    # 0.1 + 0.2 is shown as 0.3, as the cell shows it
    text = short if len(text) - len(short) >= 3 else text
    return text if "e" not in text else format(Decimal(text), "f") if abs(value) < 1e21 else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """The format's parts for positive, negative, zero and text, as tokens."""
    parts: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code[:_MAX_FORMAT]):
        kind = match.lastgroup or ""
        if kind == "other" and match[0] == ";":
            parts.append([])
        elif kind == "other" and match[0] == "/" and any(token.kind == "digits" for token in parts[-1]):
            parts[-1].append(_Token("fraction", "/"))
        elif kind:
            parts[-1].append(_Token(kind, match[kind]))
    return tuple(tuple(part) for part in parts)


def _literal(token: _Token) -> str:
    if token.kind in ("quoted", "escaped", "other"):
        return token.text
    if token.kind == "percent":
        return "%"
    if token.kind == "bracket" and token.text.startswith("$"):
        return token.text[1:].split("-", 1)[0]  # [$£-809]
    return ""


def _format_number(value: float, tokens: tuple[_Token, ...]) -> str:
    digits = next(token.text for token in tokens if token.kind == "digits")
    whole, _, fraction = digits.partition(".")
    try:
        number = Decimal(repr(value))
    except InvalidOperation:
        return general(value)
    number *= Decimal(100) ** sum(token.kind == "percent" for token in tokens)
    scale = len(whole) - len(whole.rstrip(",")) + sum(len(token.text) for token in tokens if token.kind == "scale")
    number /= Decimal(1000) ** scale
    places = sum(sign in "0#?" for sign in fraction)
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) if abs(number) < 10**20 else number
    text = f"{abs(rounded):,f}" if "," in whole.rstrip(",") else f"{abs(rounded):f}"
    if fraction.endswith(("#", "?")) and "." in text:
        text = text.rstrip("0") if set(fraction) <= {"#", "?"} else text
        text = text.rstrip(".")
    integer = text.partition(".")[0].replace(",", "")
    if (missing := whole.count("0") - len(integer)) > 0:
        text = "0" * missing + text
    if rounded == 0 and "0" not in digits:
        text = ""  # "#" and "?" leave out a zero
    sign = "-" if rounded < 0 else ""
    shown, done = [], False
    for token in tokens:
        if token.kind == "digits":
            shown.append("" if done else text)
            done = True
        else:
            shown.append(_literal(token))
    return sign + "".join(shown).strip()


def _format_date(value: float, tokens: tuple[_Token, ...], *, epoch_1904: bool) -> str:
    if not 0 <= value < _LAST_DAY:
        return general(value)
    seconds = round(value * 86400)
    moment = (_EPOCH_1904 if epoch_1904 else _EPOCH) + datetime.timedelta(seconds=seconds)
    has_half = any(token.kind == "ampm" for token in tokens)
    shown: list[str] = []
    dates = [token.text.lower() for token in tokens if _is_date_token(token)]
    place = 0
    for token in tokens:
        if _is_date_token(token):
            before = dates[place - 1] if place else ""
            after = dates[place + 1] if place + 1 < len(dates) else ""
            code = dates[place]
            place += 1
            if token.kind == "bracket":
                shown.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[code[0]]))
            else:
                is_minute = code in ("m", "mm") and (before[:1] == "h" or after[:1] == "s")
                shown.append(_date_part(moment, code, is_minute=is_minute, half=has_half))
        elif token.kind == "ampm":
            shown.append("am" if moment.hour < 12 else "pm")
        else:
            shown.append(_literal(token))
    return "".join(shown).strip()


def _is_date_token(token: _Token) -> bool:
    """Part of a date or a time; "[h]" counts hours beyond a day."""
    return token.kind == "date" or (token.kind == "bracket" and token.text.lower() in ("h", "hh", "m", "mm", "s", "ss"))


def _date_part(moment: datetime.datetime, code: str, *, is_minute: bool, half: bool) -> str:
    if is_minute:
        return f"{moment.minute:02d}" if len(code) > 1 else str(moment.minute)
    kind, length = code[0], len(code)
    if kind == "y":
        return f"{moment:%Y}" if length > 2 else f"{moment:%y}"
    if kind == "m":
        return {1: str(moment.month), 2: f"{moment.month:02d}", 3: f"{moment:%b}", 5: f"{moment:%B}"[0]}.get(
            length, f"{moment:%B}"
        )
    if kind == "d":
        return {1: str(moment.day), 2: f"{moment.day:02d}", 3: f"{moment:%a}"}.get(length, f"{moment:%A}")
    if kind == "h":
        hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
        return f"{hour:02d}" if length > 1 else str(hour)
    return f"{moment.second:02d}" if length > 1 else str(moment.second)
