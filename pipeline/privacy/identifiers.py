"""Identifiers with a shape: telephone numbers, e-mail addresses, postcodes, and the numbers that services give to people.

Each is found by its pattern; where the pattern alone could be something else, by a label beside it or by its check digit too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .labelled import Labelled
from .mention import Kind, Mention

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
# United Kingdom numbers as people type them: a leading 0, +44 or 0044, then nine or ten digits in any grouping.
_PHONE = re.compile(
    r"(?<![\w/.-])(?:\(?(?:\+|00)44\)?[ \-.]{0,2}(?:\(0\)[ \-.]?|0)?|\(?0(?=[\d\s().-]))\)?\d(?:[ \-.()]{0,2}\d){7,10}"
    r"(?:[ ,]{0,2}(?:ext\.?|extension|x) ?\d{2,6})?(?!\d)(?![-/]\d)",
    re.IGNORECASE,
)
_IMPRINT = re.compile(r"\bcopyright\b|\ball rights reserved\b|©", re.IGNORECASE)
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<out>[A-Z]{1,2}\d[A-Z\d]?)(?P<gap>[ \u00a0]{0,2})(?P<in>\d[A-Z]{2})(?![A-Za-z0-9])"
)
# "OT9 1zz", but not "Y7 2nd".
_MIXED_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]\d(?!st|nd|rd|th|[a-z][A-Z])[a-zA-Z]{2}(?![A-Za-z0-9])"
)
_ANY_CASE_POSTCODE = re.compile(_POSTCODE.pattern, re.IGNORECASE)
_NHS = re.compile(r"(?<![\w.,£/-])\d{3}(?P<gap>[ \-]?)\d{3}(?P=gap)\d{4}(?!\w)(?![.,/-]\d)")
_NINO = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{2}(?P<gap>[ \-]?)\d{2}(?P=gap)\d{2}(?P=gap)\d{2}(?P=gap)[A-D](?![A-Za-z0-9])", re.IGNORECASE
)
_UPN = re.compile(r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Z]\d{11}[\dA-Z](?![A-Za-z0-9])", re.IGNORECASE)
_UPRN = re.compile(r"(?<!\d)\d{6,12}(?!\d)")
_ULN = re.compile(r"(?<!\d)\d{3}(?: ?\d{3}){1} ?\d{4}(?!\d)")
_VEHICLE = re.compile(r"(?<![A-Za-z0-9-])[A-HJ-PR-Y]{2}\d{2} ?[A-HJ-PR-Z]{3}(?![A-Za-z0-9])")
_VEHICLE_NEAR = re.compile(r"\b(?:reg|registration|car|van|vehicle|number plate|vrm)\b", re.IGNORECASE)
_DIGIT_RUN = re.compile(r"(?<!\d)\d(?:[ \-]?\d){8,11}(?!\d)")
_LABEL_NEAR = {
    "nhs_number": re.compile(r"\bNHS\b[^\n\t]{0,20}$", re.IGNORECASE),
    "uprn": re.compile(r"\bUPRN\b[^\n\t\d]{0,12}$", re.IGNORECASE),
    "uln": re.compile(r"\b(?:ULN|unique learner (?:number|no\.?))\b[^\n\t\d]{0,12}$", re.IGNORECASE),
}  # fmt: skip
# Weights of the check letter of a unique pupil number (DfE, "Unique pupil numbers: a guide for schools and local authorities").
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def find_identifiers(text: str, labelled: Sequence[Labelled]) -> Iterator[Mention]:
    """All identifiers with a shape in `text`."""
    for match in _EMAIL.finditer(text):
        end = match.end() - (len(match.group()) - len(match.group().rstrip(".-'")))
        yield _mention("email", text, match.start(), end, "an e-mail address", text[match.start() : end].lower())
    yield from _phones(text)
    yield from _postcodes(text, labelled)
    yield from _nhs_numbers(text, labelled)
    for match in _NINO.finditer(text):
        if match.group().isupper() or _asked(labelled, match.start(), "nino"):
            yield _mention(
                "nino", text, *match.span(), "the shape of a National Insurance number", _plain(match.group())
            )
    for match in _UPN.finditer(text):
        if match.group()[0].isupper() or _asked(labelled, match.start(), "upn"):
            holds = "holds" if is_upn(match.group().upper()) else "does not hold"
            basis = f"the shape of a unique pupil number, whose check letter {holds}"
            yield _mention("upn", text, *match.span(), basis, _plain(match.group()))
    yield from _by_label(text, labelled, "uprn", _UPRN)
    yield from _by_label(text, labelled, "uln", _ULN)
    for match in _VEHICLE.finditer(text):
        if _VEHICLE_NEAR.search(text[max(0, match.start() - 40) : match.start()]):
            yield _mention(
                "vehicle", text, *match.span(), "a registration mark beside a word for a car", _plain(match.group())
            )


def is_nhs_number(digits: str) -> bool:
    """The modulus 11 check of an NHS number of ten digits (NHS Data Dictionary): 943 476 5919 holds."""
    if len(digits) != 10 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = 11 - total % 11
    return check != 10 and check % 11 == int(digits[9])


def is_upn(number: str) -> bool:
    """The check letter of a unique pupil number: the weighted digits modulo 23 as a letter without I, O and S."""
    digits = [
        _UPN_LETTERS.index(c) if c.isalpha() and c in _UPN_LETTERS else int(c) if c.isdigit() else -1
        for c in number[1:]
    ]
    if len(number) != 13 or min(digits) < 0:
        return False
    total = sum(digit * weight for digit, weight in zip(digits, range(2, 14), strict=True))
    return _UPN_LETTERS[total % 23] == number[0]


def _phones(text: str) -> Iterator[Mention]:
    for match in _PHONE.finditer(text):
        if _IMPRINT.search(text[match.start() : match.end() + 120].split("\n", 1)[0]):
            continue  # the switchboard at the foot of a council's web page
        number = re.split(r"[ ,]{0,2}(?:ext|x)", match.group(), flags=re.IGNORECASE)[0]
        digits = re.sub(r"\D", "", number.replace("(0)", ""))
        national = (
            re.sub(r"^(?:00)?440?", "0", digits) if not digits.startswith("0") or digits.startswith("0044") else digits
        )
        # Numbers in use begin 01, 02, 03, 05, 07, 08 or 09; a few exchanges have nine digits after the 0.
        if national[:2] in ("01", "02", "03", "05", "07", "08", "09") and len(national) in (10, 11):
            start = match.start() + (1 if match.group()[0] == "(" and ")" not in match.group() else 0)
            yield _mention("phone", text, start, match.end(), "a telephone number", national)


def _postcodes(text: str, labelled: Sequence[Labelled]) -> Iterator[Mention]:
    for match in (*_POSTCODE.finditer(text), *_MIXED_POSTCODE.finditer(text)):
        yield _mention("postcode", text, *match.span(), "the shape of a postcode", _plain(match.group()))
    for item in labelled:
        if item.kinds & {"postcode", "address"}:
            for match in _ANY_CASE_POSTCODE.finditer(text, item.start, item.end):
                yield _mention("postcode", text, *match.span(), f"the label {item.label}", _plain(match.group()))


def _nhs_numbers(text: str, labelled: Sequence[Labelled]) -> Iterator[Mention]:
    for match in _NHS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        near = _LABEL_NEAR["nhs_number"].search(text, max(0, match.start() - 40), match.start())
        if is_nhs_number(digits) and (match.group("gap") or near):
            yield _mention("nhs_number", text, *match.span(), "ten digits whose check digit holds", digits)
        elif near:
            yield _mention("nhs_number", text, *match.span(), "ten digits beside the label NHS", digits)
    for item in labelled:
        if "nhs_number" in item.kinds:
            for match in _DIGIT_RUN.finditer(text, item.start, item.end):
                digits = re.sub(r"\D", "", match.group())
                if len(digits) in (9, 10, 11) and not digits.startswith("0"):
                    yield _mention("nhs_number", text, *match.span(), f"the label {item.label}", digits)
                    break  # a number further on has a label of its own


def _by_label(text: str, labelled: Sequence[Labelled], kind: Kind, pattern: re.Pattern[str]) -> Iterator[Mention]:
    near = _LABEL_NEAR[kind]
    for match in pattern.finditer(text):
        if near.search(text, max(0, match.start() - 40), match.start()) or _asked(labelled, match.start(), kind):
            yield _mention(kind, text, *match.span(), f"digits beside the label {kind.upper()}", _plain(match.group()))


def _asked(labelled: Sequence[Labelled], at: int, kind: str) -> bool:
    return any(kind in item.kinds and item.start <= at < item.end for item in labelled)


def _plain(value: str) -> str:
    return re.sub(r"[\s\-.]", "", value).upper()


def _mention(kind: Kind, text: str, start: int, end: int, basis: str, value: str) -> Mention:
    return Mention(kind=kind, start=start, end=end, value=value, basis=basis)
