"""Case references: what stands in a box for one, what has the shape of one, and each again wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .labelled import Labelled
from .mention import Mention

# A reference holds a digit; a word of letters alone ("see", "none") is none.
_VALUE = re.compile(
    r"(?<![\w/])(?:[A-Z]{2,6} (?=\d))?(?=[A-Za-z/\-.]{0,12}\d)[A-Za-z0-9]+(?:[/\-._][A-Za-z0-9]+)*(?![\w])"
)
# "KEH-20417", "SF/EH/0291-24", "OT-25-0410", "A-118907", "LC77120": letters first, then at least four digits in all.
_SHAPE = re.compile(r"(?<![\w/&.-])[A-Z]{1,6}(?:[/-][A-Z]{1,5}){0,2}[/-]?\d{2,}(?:[/-]\d{1,6}){0,2}(?![\w/%]|[.,]\d)")
_WHOSE = "our|your|case|family|file|council|eha?|mosaic|liquidlogic|lcs|ehm|child|client|person|episode|record|crime|incident"
_INLINE = re.compile(
    rf"\b(?:{_WHOSE})?\s?"
    r"(?:ref(?:erence)?|id|no|number|num)\b\.?\s*(?:no\.?|number)?\s*[:#=]?\s*$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"\b(?:(?:{_WHOSE})\s(?:ref(?:erence)?|id|no|number)|ref)\b\.?[:#]?\s{{1,2}}(?:is |no\.? |number )?"
    r"(?P<value>(?:[A-Z]{2,6} )?[A-Za-z/\-]{0,20}\d[A-Za-z0-9/\-]{0,20})(?![\w/\-])",
    re.IGNORECASE,
)
_LEAST_DIGITS = 4
_NOT_REFERENCES = re.compile(
    r"^(?:Q[1-4]|FY|H[12]|PHQ|GAD|SDQ|EPDS|ASQ|KS|COVID|GCP|MMR|A|B|M|C)-?\d{1,4}$", re.IGNORECASE
)
_DATE_LIKE = re.compile(r"^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$")


def find_references(text: str, labelled: Sequence[Labelled], known: Sequence[str] = ()) -> Iterator[Mention]:
    """Case references in `text`; `known` are those of the other documents of the case."""
    found: dict[int, Mention] = {}
    for item in labelled:
        if "case_reference" in item.kinds:
            for match in _VALUE.finditer(text, item.start, min(item.end, item.start + 60)):
                if _is_reference(match.group()):
                    found.setdefault(match.start(), _made(*match.span(), match.group(), f"the label {item.label}"))
                break
    for match in _BESIDE.finditer(text):
        value = match.group("value")
        if sum(character.isdigit() for character in value) >= _LEAST_DIGITS - 1 and _is_reference(value):
            found.setdefault(match.start("value"), _made(*match.span("value"), value, "beside a word for a reference"))
    for match in _SHAPE.finditer(text):
        value = match.group()
        digits = sum(character.isdigit() for character in value)
        labelled_here = _INLINE.search(text, max(0, match.start() - 40), match.start())
        if (digits >= _LEAST_DIGITS and _is_reference(value)) or (labelled_here and _is_reference(value)):
            basis = "beside a word for a reference" if labelled_here else "the shape of a reference"
            found.setdefault(match.start(), _made(*match.span(), value, basis))
    for value in sorted({*known, *(text[mention.start : mention.end] for mention in found.values())}):
        if len(value) >= _LEAST_DIGITS:
            for match in re.finditer(rf"(?<![\w/-]){re.escape(value)}(?![\w]|[/-]\w)", text):
                found.setdefault(match.start(), _made(*match.span(), value, "a reference that is given elsewhere"))
    yield from (found[start] for start in sorted(found))


def _is_reference(value: str) -> bool:
    return (
        any(character.isdigit() for character in value)
        and len(value) >= 3
        and not _NOT_REFERENCES.match(value)
        and not _DATE_LIKE.match(value)
    )


def _made(start: int, end: int, value: str, basis: str) -> Mention:
    return Mention(kind="case_reference", start=start, end=end, value=reference_key(value), basis=basis)


def reference_key(value: str) -> str:
    """A reference as it is compared: "KEH-20417", "KEH 20417" and "keh20417" are one."""
    return re.sub(r"[\W_]", "", value).upper()
