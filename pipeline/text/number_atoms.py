"""The smallest number expressions: one number with its own sign, currency, scale and percent. Pure.

"£1.2m", "+3.4%", "seven per cent", "three quarters", "doubled". `numbers` joins atoms to ranges and shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..records.figure import Direction, UnitKind
from .number_words import FRACTIONS, find_word_numbers

AtomForm = Literal["digits", "words", "fraction", "idiom"]

MAX_DIGITS = 15  # longer runs are identifiers; the bound also keeps hostile input cheap

_SCALE = {
    "k": 1000,
    "thousand": 1000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_CURRENCY = {"£": "GBP", "€": "EUR", "$": "USD", "gbp": "GBP"}
_POINTS = r"(?:percentage[\s-]{1,2}points?|(?:%|per\s?cent)(?:age)?[\s-]?(?:points?|pts?)|ppts?|pps?|p\.p\.?)(?![\w%])"
_PERCENT = r"(?:%|per\s?-?cent\b|percent\b|pct\b)"
_TAIL = re.compile(
    rf"(?P<scale>\s?(?:thousand|million|billion)\b|(?:k|mn|m|bn)\b)?(?:\s?-?(?P<points>{_POINTS})|"
    rf"\s?-?(?P<percent>{_PERCENT}))?",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?<![\w])(?<!\d[.,])(?P<sign>(?<![\w)\]])(?:[+＋−–-]|[▲▼△▽↑↓⬆⬇]\s?))?(?P<currency>£|€|\$|GBP\s?)?\s?"
    r"(?P<number>\d{1,3}(?:[,\u2009\u202f]\d{3}){1,4}(?:\.\d{1,6})?(?![\d])|\d{1,20}(?:[.·]\d{1,6})?|"
    r"(?<!\d)\.\d{1,6})(?P<vulgar>[½¼¾⅓⅔])?",
)
_MONEY_WORD = re.compile(r"\s+(?:US\s+)?(?P<name>dollars?|euros?)\b", re.IGNORECASE)
_MONEY_CODES = {"d": "USD", "e": "EUR"}
_POUNDS = re.compile(r"\s+pounds?\b(?!\s+(?:in weight|heavier|lighter))", re.IGNORECASE)
_VULGAR_ALONE = re.compile(r"(?<![\w])[½¼¾⅓⅔]")
_PARTS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3)}
_VULGAR = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal("0.33"),
    "⅔": Decimal("0.67"),
}
_PART = "|".join(FRACTIONS)
_FRACTION = re.compile(
    rf"\b(?P<count>an?|one|two|three|four|five|six|seven|eight|nine)[\s-](?P<part>half|halves|quarter|"
    rf"{_PART})(?P<plural>s)?\b|\b(?P<half>half)\b",
    re.IGNORECASE,
)
_NOT_A_FRACTION_AFTER = re.compile(
    r"^(?:[\s-](?:yearly?|term|way|day|hour|an?\b|past|marathon|brother|sister|sibling|board|time\b|\d)|-)",
    re.IGNORECASE,
)
_ORDINAL_OR_QUARTER_AFTER = re.compile(
    r"^(?:\s+of\b|\s*[(),.;:]|\s*$|\s+(?:more|fewer|less|higher|lower|up|down|on|in|from|to|than|as|went|made|took|got|left|came|live|want|need|told|felt|saw|"
    r"and|or|were|was|are|is|had|have|has|said|came|did|do|at|over|since|by|this|last|when|who|"
    r"that)\b)",
    re.IGNORECASE,
)
_COUNTS = {
    word: n for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
} | {
    "a": 1,
    "an": 1,
}
_IDIOMS = re.compile(
    r"\b(?:(?P<times>doubled|doubling|trebled|tripled|trebling|tripling|quadrupled|quadrupling)|"
    r"(?P<halved>halved|halving)"
    r"|(?P<twice>twice)(?=\s+(?:as|the|that|what))"
    r"|(?:(?<=nearly\s)|(?<=almost\s)|(?<=about\s)|(?<=than\s)|(?<=around\s)|(?<=over\s)|(?<=roughly\s)|(?<=just\s))"
    r"(?P<double>double|treble)\b(?!\s+(?:figures?|counting))|(?P<double2>double|treble)(?=\s+(?:the|that|those|what|its|our|last)\b)"
    r"|(?P<fold>two|three|four|five|six|ten)-?fold)\b",
    re.IGNORECASE,
)
_HALF_A_POINT = re.compile(r"\bhalf\s+an?\s+(?:percentage\s+)?point\b", re.IGNORECASE)
_MONEY_RANGE = re.compile(r"[£€$]\s?\d[\d.,]*\s?(?:-|–|to)\s?$")
_AND_A_HALF = re.compile(
    r"\s+and\s+a\s+(?P<part>half|quarter)\b(?=\s+(?:times|hours?|days?|weeks?|months?|years?|million|"
    r"thousand)\b)",
    re.IGNORECASE,
)
_TIMES = {"doub": 2, "treb": 3, "trip": 3, "quad": 4}
_UPWARD = "+＋▲△↑⬆"


@dataclass(slots=True)
class Atom:
    """One number. `kind` and `unit` are set where its own mark settles them; `direction` by an arrow, sign or idiom."""

    start: int
    end: int
    value: Decimal
    form: AtomForm
    kind: UnitKind | None = None
    unit: str | None = None
    direction: Direction | None = None
    plain: bool = True  # digits or words without any mark
    denominator: Decimal | None = None  # of a fraction: "three quarters" is 3 of 4


def find_atoms(text: str) -> list[Atom]:
    """All atoms of `text`, in order, none overlapping: digits before fractions before idioms before words."""
    found: list[Atom] = []
    for group in (_digits(text), _half_points(text), _fractions(text), _idioms(text), _words(text)):
        for atom in group:
            if not any(atom.start < other.end and other.start < atom.end for other in _near(found, atom)):
                found.append(atom)
        found.sort(key=lambda atom: atom.start)
    return found


def _near(found: list[Atom], atom: Atom) -> list[Atom]:
    """The few atoms that could overlap; `found` is sorted by start."""
    low, high = 0, len(found)
    while low < high:
        middle = (low + high) // 2
        if found[middle].end <= atom.start:
            low = middle + 1
        else:
            high = middle
    return found[low : low + 2]


def _digits(text: str) -> Iterator[Atom]:
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"[,\u2009\u202f]", "", match["number"]).replace("·", ".")
        if len(digits.replace(".", "")) > MAX_DIGITS:
            continue
        value = Decimal("0" + digits if digits.startswith(".") else digits)
        if match["vulgar"]:
            value += _VULGAR[match["vulgar"]]
        sign = (match["sign"] or "").strip()
        currency = _CURRENCY.get((match["currency"] or "").strip().lower())
        start = match.start()
        while text[start].isspace():
            start += 1
        shared = currency is not None or _MONEY_RANGE.search(text, max(0, start - 16), start) is not None  # "£2-3m"
        tail = _tail(text, match.end(), currency=shared, decimal="." in digits)
        if tail is None:
            continue
        end, scale, kind = tail
        if currency is not None and kind is None:
            kind = "currency"
        elif kind is None and (pounds := _POUNDS.match(text, end)):
            kind, currency, end = "currency", "GBP", pounds.end()
        elif kind is None and (money := _MONEY_WORD.match(text, end)):
            kind, currency, end = "currency", _MONEY_CODES[money["name"][0].lower()], money.end()
        atom = Atom(
            start,
            end,
            -value * scale if sign in ("-", "−", "–") and sign else value * scale,
            "digits",
            kind=kind,
            unit=currency if kind == "currency" else None,
            plain=kind is None and not sign and scale == 1,
        )
        if sign:
            atom.direction = "increase" if sign in _UPWARD else "decrease"
        yield atom
    for match in _VULGAR_ALONE.finditer(text):
        yield _part(match.start(), match.end(), *_PARTS[match.group(0)])


def _words(text: str) -> Iterator[Atom]:
    for number in find_word_numbers(text):
        if re.match(r"-(?:to|in|off|stop|way|off)\b", text[number.end :]):
            continue
        tail = _tail(text, number.end, currency=False, decimal=False)
        if tail is None:
            continue
        end, scale, kind = tail
        if kind is None and (pounds := _POUNDS.match(text, end)):
            kind, end = "currency", pounds.end()
        half = _AND_A_HALF.match(text, end) if scale == 1 and kind is None else None
        end = half.end() if half is not None else end
        yield Atom(
            number.start,
            end,
            number.value * scale + (_VULGAR["½" if half["part"].lower() == "half" else "¼"] if half is not None else 0),
            "words",
            kind=kind,
            unit="GBP" if kind == "currency" else None,
            plain=kind is None and scale == 1,
        )


def _tail(text: str, position: int, *, currency: bool, decimal: bool) -> tuple[int, int, UnitKind | None] | None:
    """End, scale and kind from what follows the digits; None if letters make it an identifier ("3b", "14th")."""
    match = _TAIL.match(text, position)
    assert match is not None  # every part of the pattern is optional
    scale_word = (match["scale"] or "").strip().lower()
    end = match.end()
    if scale_word == "m" and not currency and not decimal:
        return None  # "400m" is a distance
    kind: UnitKind | None = "percentage_points" if match["points"] else "percent" if match["percent"] else None
    if end == position or (scale_word and kind is None):
        following = text[end : end + 1]
        if (following.isalnum() or following == "_") and not _ATTACHED_UNIT.match(text, end):
            return None
    return end, _SCALE.get(scale_word, 1), kind


_ATTACHED_UNIT = re.compile(
    r"(?:hrs?|hours?|mins?|wks?|weeks?|mths?|months?|yrs?|years?|days?|secs?|fte|x|kg|km(?:/h)?|cm|mm|mph|kwh|mwh|gwh|mw|gw|ha|p)\b",
    re.IGNORECASE,
)


def _fractions(text: str) -> Iterator[Atom]:
    for match in _FRACTION.finditer(text):
        after = text[match.end() : match.end() + 24]
        if match["half"] or match["part"] in ("half", "halves"):
            if _NOT_A_FRACTION_AFTER.match(after) or re.search(
                r"\b(?:first|second|other|each|final|latter|this|next|last)\s+$",
                text[: match.start()][-10:],
                re.IGNORECASE,
            ):
                continue
            if match["count"] and match["count"].lower() not in ("a", "an", "one"):
                continue  # "a year of two halves"
            parts, count = 2, 1
        else:
            part = match["part"].lower()
            count = _COUNTS[match["count"].lower()]
            parts = 4 if part == "quarter" else FRACTIONS[part]
            hyphened = part == "quarter" and count > 1 and "-" in match[0]
            follows = hyphened or _ORDINAL_OR_QUARTER_AFTER.match(after)
            if (count > 1) != bool(match["plural"]) or count >= parts or not follows:
                continue
            before = text[: match.start()].rstrip()[-24:].lower()
            if part == "quarter" and count == 1 and _is_time_quarter(before, after):
                continue
        yield _part(match.start(), match.end(), count, parts)


def _half_points(text: str) -> Iterator[Atom]:
    for match in _HALF_A_POINT.finditer(text):
        yield Atom(match.start(), match.end(), Decimal("0.5"), "idiom", kind="percentage_points", plain=False)


def _part(start: int, end: int, count: int, parts: int) -> Atom:
    """A part of a whole: "three quarters" is 3 of 4."""
    return Atom(start, end, Decimal(count), "fraction", kind="ratio", plain=False, denominator=Decimal(parts))


def _is_time_quarter(before: str, after: str) -> bool:
    """ "513 a quarter", "a quarter of 2022", "once a quarter" are times; "a quarter of the plans" is a part."""
    return bool(
        re.search(r"(?:\d\s?(?:k|m|bn)?(?:\s[a-z]+)?|\bonce|\btwice|\bevery|\bin|\beach)$", before)
        and not re.match(r"\s+of\s+(?!\d)", after)
    ) or bool(re.match(r"\s+(?:of\s+(?:19|20)\d\d|past\b|to\b)", after))


def _idioms(text: str) -> Iterator[Atom]:
    for match in _IDIOMS.finditer(text):
        if match["halved"]:
            halved = _part(match.start(), match.end(), 1, 2)
            halved.form, halved.direction = "idiom", "decrease"
            yield halved
            continue
        direction: Direction | None = "increase"
        if match["times"]:
            value = _TIMES[match["times"].lower()[:4]]
        elif match["twice"] or match["double"] or match["double2"]:
            value, direction = (3 if match[0].lower() == "treble" else 2), None
        else:
            value = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}[match["fold"].lower()]
        yield Atom(match.start(), match.end(), Decimal(value), "idiom", kind="ratio", direction=direction, plain=False)
