"""Words beside numbers that settle what they claim: overlap, rounding, corrections, plans, directions."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .catalogue import Subject

# Said of groups that share members: their sum exceeds the whole.
_OVERLAP = re.compile(
    r"\bmore than (?:one|a single|once)\b|\bmay (?:have|appear|be counted|be in|belong)|\bcan (?:be|have|appear) "
    r"(?:counted|in|several|more|both)"
    r"|\bmultiple\b|\boverlap|\bdouble[- ]count|\bcounted (?:(?:in|under) (?:more|both|each"
    r"|every|several|all)|twice|more)|\bnot (?:be )?(?:sum|add|added)\b"
    r"|\bseveral (?:of|needs|could|may|apply|reasons|counts|groups|categories|options|areas)\b|\b(?:have|had|in) "
    r"several\b"
    r"|\b(?:were|are|is|was|in) both\b|\btick(?:ed)? (?:all|more|as many)|\b(?:unique|distinct|individual) "
    r"(?:children|families|people|cases)\b"
    r"|\bdifferent children\b|\bcounted once\b|\bmoved (?:during|between)\b|\ball that appl(?:y|ied)\b",
    re.IGNORECASE,
)
# Said of parts that do not make up the whole.
_LEFT_OUT = re.compile(
    r"\bleaves? out\b|\bleft out\b|\bexclud(?:es|ed|ing)\b|\bnot (?:shown|included|listed|counted|recorded"
    r"|known)\b|\bunknown\b|\bsuppress"
    r"|\bwithheld\b|\bmain\b|\bincludes?\b|\bfor example\b|\bsuch as\b|\bmissing\b",
    re.IGNORECASE,
)
_ROUNDED = re.compile(r"\brounded\b|\brounding\b", re.IGNORECASE)
_EXPLAINS = re.compile(
    r"\bbecause\b|\balso\b|\btwice\b|\bboth\b|\bas some\b|\bsince\b|\bdifference\b|\bthe other\b", re.IGNORECASE
)
_CORRECTED = re.compile(
    r"\b(?:correct(?:ed|ion|s)|revis(?:ed|ion|ions|es)|restat(?:ed|es)|amend(?:ed|ment)|updated figure"
    r"|previously (?:reported|published|stated)"
    r"|(?:earlier|first|originally) (?:reported|published|given|stated|put)|was wrong|in error|mistake(?:nly)?"
    r"|provisional|since been|left out"
    r"|now known|not yet (?:been )?(?:counted|recorded)|late (?:entries|recording)|refreshed|re-?run)\b",
    re.IGNORECASE,
)
UP = (
    r"(?:rose|ris(?:e|es|en|ing)|increas(?:e|es|ed|ing)|grew|grow(?:s|n|ing|th)?|went up|gone up|go(?:es|ing)? "
    r"up|climb(?:s|ed|ing)?"
    r"|jump(?:s|ed)?|up|higher|gain(?:s|ed)?|uplift|doubled|trebled|tripled|expanded|lengthen(?:s|ed|ing)?"
    r"|swell(?:ed|s)?|swollen|mounted|soar(?:s|ed)?|surg(?:e|es|ed)|crept up|edged up|widen(?:s|ed|ing)?)"
)
DOWN = (
    r"(?:fell|fall(?:s|en|ing)?|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|reduc(?:e|es|ed"
    r"|ing|tion)|went down|gone down"
    r"|come down|came down|down|lower|dip(?:s|ped)?|shrank|shrunk|cut|slipp?(?:ed|s)?|halved|shorten(?:s|ed|ing)?"
    r"|eas(?:ed|es|ing)|tumbl(?:ed|es)|dwindl(?:ed|es|ing)|plung(?:ed|es)|slump(?:ed|s)|slid|shrink(?:s|ing)?"
    r"|narrow(?:s|ed|ing)|crept down|edged down)"
)
BETTER = r"(?:improv(?:e|es|ed|ing|ement|ements)|better|progress(?:ed)?)"
WORSE = r"(?:worsen(?:s|ed|ing)?|wors(?:e|t)|deteriorat(?:e|es|ed|ing|ion))"
_UP, _DOWN = (re.compile(rf"\b{words}\b", re.IGNORECASE) for words in (UP, DOWN))
_DIRECTION = re.compile(rf"\b(?:{UP}|{DOWN})\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|never|neither|without|little|nor|n't|than|if|would|could|should|target|aim|plan)\b[^.;]{0,20}$",
    re.IGNORECASE,
)


def is_explained(
    subject: Subject, start: int, end: int, *, gap: Decimal, parts: int, parted: bool = False, reach: int = 400
) -> bool:
    """Whether the words around a sum explain why the total is `gap` more than its parts (less, if negative).

    Parts that overlap explain a total that is too small, parts left out one that is too large, rounding a difference of at
    most one for each part. `parted`: the parts are known to hold nothing twice and to leave nothing out. A number equal to the
    gap explains it where its sentence says so: "gives 1,634, because 23 children moved".
    """
    around = subject.around(start, end, reach)
    if not parted and ((gap < 0 and _OVERLAP.search(around)) or (gap > 0 and _LEFT_OUT.search(around))):
        return True
    if abs(gap) <= parts and _ROUNDED.search(around):
        return True
    for statement in subject.statements:
        if statement.end < start - reach or statement.start > end + reach or start <= statement.start < end:
            continue
        if any(f.value == abs(gap) and f.unit_kind in ("count", "currency") for f in statement.figures) and (
            _EXPLAINS.search(statement.text) or _OVERLAP.search(statement.text) or _LEFT_OUT.search(statement.text)
        ):
            return True
    return False


def overlaps(text: str) -> bool:
    """Whether the words say that groups overlap."""
    return _OVERLAP.search(text) is not None


def is_corrected(text: str) -> bool:
    """Whether the words say that a number was corrected or revised since it was first given."""
    return _CORRECTED.search(text) is not None


_BOX = re.compile(r"(?P<ticked>☒|☑|✓|✔|\[[xX✓]\])|(?P<open>☐|□|\[\s?\])")


def ticked(text: str) -> str:
    """The words without the options that were left unticked: "☒ Achieved ☐ Not achieved" gives "Achieved"."""
    boxes = list(_BOX.finditer(text))
    if not boxes:
        return text
    ends = [box.start() for box in boxes[1:]] + [len(text)]
    kept = [text[box.end() : end] for box, end in zip(boxes, ends, strict=True) if box["ticked"]]
    return text[: boxes[0].start()] + " ".join(kept)


_AIM = re.compile(
    r"^\W*(?:to )?(?:raise|increase|reduce|lower|cut|bring|get|reach|achieve|keep|improve|halve|double|move)\b"
    r"|\b(?:will|would|aims?|aiming|hopes?|intends?|expects?|should|target is|ambition|wants?|by the end "
    r"of next|from the present)\b[^.;]{0,60}?\bto\b|\bplan(?:s|ned|ning)? (?:is )?to\b",
    re.IGNORECASE,
)


def is_aim(text: str) -> bool:
    """Whether a sentence says what shall be, not what is: "Raise the share to 62%"."""
    return _AIM.search(text) is not None


def direction_of(words: str) -> int:
    """1 for words of rising, -1 for words of falling, 0 where there are none or both."""
    up, down = _UP.search(words) is not None, _DOWN.search(words) is not None
    return 0 if up == down else (1 if up else -1)


_MEANT = re.compile(
    r"\b(?:standard|norm|limit|recommend\w*|expected|should|guidelines?|planned|capacity|funded for|room for)\b",
    re.IGNORECASE,
)


def is_meant(text: str) -> bool:
    """Whether a sentence gives an average that ought to be, not one that is."""
    return _MEANT.search(text) is not None
