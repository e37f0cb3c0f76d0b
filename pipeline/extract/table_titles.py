"""What stands over a table: its title, the measure and the dimensions the title names, the unit a phrase counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records.document import Block, Document
from ..records.table import Table
from ..text.period_mentions import PeriodContext
from ..text.periods import find_periods
from ..vocab import Vocabulary

_NUMBER = re.compile(
    r"^\s*(?:table|figure|fig\.?|chart|appendix|annex)\s+[A-Z]?\d{0,3}(?:\.\d+)?[a-z]?\s*[:.–—-]?\s*", re.IGNORECASE
)
_BY = re.compile(
    r",?\s+(?:split\s+|broken\s+down\s+|analysed\s+)?by\s+(?P<dimensions>[a-z][\w\s,’'&/-]{2,80}?)"
    r"(?=$|[,:;(–—]|\s+(?:for|in|during|from|as)\b)",
    re.IGNORECASE,
)
_TIMES = ("month", "months", "quarter", "quarters", "year", "years", "week")
_LOOSE_END = re.compile(
    r"(?:,?\s+(?:in|for|during|from|to|at|as at|of|and|the|before|after|between|by))+$", re.IGNORECASE
)
_COUNT_OF = re.compile(r"^(?:total\s+)?(?:number|numbers|percentage|proportion)\s+of\s+", re.IGNORECASE)
# Where the noun of a phrase ends: "Families | waiting for allocation", "Plans | stepped up".
_AFTER_NOUN = re.compile(
    r"^(?:\w+(?:ed|en|ing)|made|held|led|sent|begun|met|open|with|in|by|of|for|at|on|from|to|per|who|that|where|"
    r"within|out|and|not|due|waiting|seen|taken|left|given|[&(,:–-].*)$",
    re.IGNORECASE,
)
# A word that can be a thing: not "Referred", "Completed", "Better".
_THING = re.compile(
    r"^(?!.*(?:red|ted|ved|sed|ded|ned|led|ked|ped|ced|wed|ged|zed|fied|ering|ting|better|"
    r"worse)$)[A-Za-z’'-]{2,}$"
)
_BEFORE_NOUN = frozenset((
    "open", "new", "total", "number", "of", "average", "mean", "all", "the", "current", "active", "overall", "monthly",
    "annual", "%", "percentage", "rate", "proportion", "share", "no", "cumulative", "median",
))  # fmt: skip
_LONGEST_TITLE = 120  # characters of a line above a table that is taken for its title


@dataclass(frozen=True, slots=True)
class Title:
    """A table's title: as printed, its measure, and the dimensions of "by locality and lead"."""

    text: str
    measure: str
    dimensions: tuple[str, ...]


def table_title(document: Document, table: Table, block: Block) -> str:
    """The caption, else the line right above the table if it is a title rather than a sentence; without its number."""
    if table.caption is not None:
        return _NUMBER.sub("", " ".join(document.text[table.caption.start : table.caption.end].split()))
    for earlier in reversed(document.blocks[: block.id]):
        if earlier.kind in ("furniture", "comment"):
            continue
        text = " ".join(document.text[earlier.content : earlier.end].split())
        titled = earlier.kind in ("heading", "caption") or _NUMBER.match(text)
        if titled or (len(text) < _LONGEST_TITLE and not text.endswith((".", ":", ";", "?"))):
            return _NUMBER.sub("", text).rstrip(":")
        return ""
    return ""


def read_title(text: str, context: PeriodContext) -> Title:
    """Take the period, the unit and "by X and Y" out of a title; what is left is the measure."""
    rest = text
    for mention in reversed(find_periods(text, context)):
        if mention.vague and mention.relation == "at":
            continue  # "Families open at month end": when they are counted belongs to what is measured
        rest = rest[: mention.start] + " " + rest[mention.end :]
    dimensions: tuple[str, ...] = ()
    match = _BY.search(rest)
    if match:
        named = (part.strip() for part in re.split(r",|\band\b|&", match["dimensions"]))
        dimensions = tuple(name for name in named if name and name.lower() not in _TIMES)
        rest = rest[: match.start()] + rest[match.end() :]
    rest = re.sub(r"\((?:£[^)]*|%|numbers?|count|in\s[^)]*)?\s*\)", "", rest)
    rest = re.sub(r"\s+", " ", rest).strip(" ,:;.-–—")
    return Title(text, _COUNT_OF.sub("", _LOOSE_END.sub("", rest)).strip(" ,:;.-–—"), dimensions)


def unit_of_phrase(words: str, vocabulary: Vocabulary) -> str | None:
    """The noun that a measure's phrase counts: "Families waiting for allocation" -> families."""
    tokens = re.findall(r"[\w’'-]+|[(,:–&%]", words)
    while tokens and tokens[0].lower() in _BEFORE_NOUN:
        tokens.pop(0)
    kept: list[str] = []
    for token in tokens:
        if token in "(,:–&%" or (kept and _AFTER_NOUN.match(token)):
            break
        kept.append(token)
    if not kept or not _THING.search(kept[-1]):
        return None
    unit = " ".join(kept)
    if all(word[:1].islower() or index == 0 for index, word in enumerate(kept)) and not unit.isupper():
        unit = unit[0].lower() + unit[1:]
    return vocabulary.units.expand(unit)
