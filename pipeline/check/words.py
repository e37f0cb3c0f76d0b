"""Words of statements: stems that tell one measure from another, and number words as digits."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..text.number_words import UNITS

_WORD = re.compile(r"[a-z]+|\d+")


def word_set(words: str) -> frozenset[str]:
    """The words parted by white space."""
    return frozenset(words.split())


_DULL = word_set(
    """a an the of to in on at by for from with and or but nor as is are was were be been being has have had do does did will
    would can could may might shall should must this that these those it its they them their there here we our us he she his
    her who whom whose which what when where how i you your not no all any each every both either neither some most more less
    few fewer many much other another such same than then so if into over under up down out off about around during since
    until within between among across per total number numbers figure figures count counts overall one two three four five six
    seven eight nine ten only also still just now year years month months quarter quarters week weeks day days end start
    period report reported table january february march april june july august september october november december"""
)
_SPECIAL = {
    "spent": "spend", "led": "lead", "held": "hold", "met": "meet", "left": "leave", "children": "child", "families": "family",
    "people": "person", "closure": "clos", "closures": "clos", "made": "make", "began": "begin", "begun": "begin", "gave": "give",
    "took": "take", "taken": "take", "ran": "run", "kept": "keep", "sent": "send", "went": "go", "came": "come", "found": "find",
    "stayed": "stay", "paid": "pay", "lost": "lose", "built": "build", "told": "tell", "said": "say", "seen": "see", "saw": "see",
    "expenditure": "spend", "under": "under", "aged": "age", "referral": "refer", "referrals": "refer", "referred": "refer",
    "referring": "refer",
}  # fmt: skip
_NUMBER_WORDS = {word: str(value) for word, value in UNITS.items()} | {"twenty": "20"}


def stem(word: str) -> str:
    """A word cut so that its forms meet: "waiting", "waited" and "wait"; "referrals" and "referred"; "stepped" and "step"."""
    if word in _SPECIAL:
        return _SPECIAL[word]
    for ending, shortest in (("ies", 2), ("ments", 4), ("ment", 4), ("ing", 3), ("ed", 3), ("es", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= shortest and not word.endswith("ss"):
            cut = word[: -len(ending)] + ("y" if ending == "ies" else "")
            if ending in ("ing", "ed") and len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "ls":
                cut = cut[:-1]
            return cut.rstrip("e") if len(cut) > 3 else cut
    return word.rstrip("e") if len(word) > 3 else word


def telling(text: str, *, leave: Iterable[str] = ()) -> frozenset[str]:
    """Stems of the words that carry meaning, without those of `leave`: "Families waiting for allocation" -> family, wait,
    allocation."""
    left = frozenset(leave)
    words = _WORD.findall(text.lower().replace("’", "'").replace("'s", "").replace("-", " "))
    return frozenset(stem(word) for word in words if word not in _DULL and not word.isdigit()) - left


def labels(text: str) -> frozenset[str]:
    """Like `telling`, for short labels: digits and number words count ("Under five" -> under, 5; "Year 11" -> year, 11)."""
    words = _WORD.findall(text.lower().replace("’", "'").replace("'s", "").replace("-", " "))
    return frozenset(_NUMBER_WORDS.get(word, stem(word)) for word in words if word not in _ARTICLES)


_INDICATOR = re.compile(
    r"^\W*[A-Z]{1,4}\s?\d{1,3}[a-z]?\b\W*|\((?i:number|%|percentage|no\.?|count|rate)\)"
    r"|[-–(|]\s*(?i:low|high)(?i: is (?:good|better))?\)?\s*$"
)
_NUMBERED = re.compile(r"^\W*(?:table|figure|chart)\s*\w{1,3}\s*[:.–-]?\s*", re.IGNORECASE)
_YEARS = re.compile(r"\b20\d\d(?:\s?[/–-]\s?\d\d)?\b")
_FILLERS = word_set("low high percentage percent year quarter month rate")


def row_words(label: str) -> frozenset[str]:
    """Words by which a sentence names a row or column: without indicator codes ("EH4"), "(number)", polarity and years."""
    return labels(_YEARS.sub(" ", _INDICATOR.sub(" ", label))) - _FILLERS


def title_words(title: str) -> frozenset[str]:
    """Words of a caption without "Table 2:" and years."""
    return labels(_YEARS.sub(" ", _NUMBERED.sub("", title))) - _FILLERS


_ARTICLES = word_set("a an the of in for to and or at on by with per no number total")


# Words that nearly every statement of an Early Help report shares.
REPORT_WORDS = frozenset(
    telling(
        "early help service services family families child children young council county borough board committee "
        "local support team "
        "teams authority were was according we our said told people work working case cases plan plans autumn "
        "spring summer winter term terms"
    )
)
