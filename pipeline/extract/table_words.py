"""What the headers of one column or row say: a period, a role, a unit, and the words that are left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..records.figure import Role, UnitKind
from ..text.period_mentions import PeriodContext, PeriodMention
from ..text.periods import find_periods
from ..vocab import Vocabulary
from ..vocab.measures import cue_pattern

_CODE = re.compile(
    r"^(?:[A-Z]{1,5}[-_ ]?\d{1,3}[a-z]?|\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?|[a-z]\))[.:)]?\s+(?!(?:to|or|"
    r"and|plus|weeks?|months?|years?|days?|hours?|[-–+])\b)(?=\S)"
)
_POLARITY = re.compile(
    r"\s*[-–(]\s*(?:(?:low|high)(?:er)?(?:\s+is\s+(?:good|better))?|(?:smaller|bigger|"
    r"larger)\s+is\s+better|good\s+is\s+(?:low|high))\s*\)?\s*$",
    re.IGNORECASE,
)
_CUMULATIVE = re.compile(r"\b(?:ytd|year[\s-]to[\s-]date|cumulative|cum\.?|to\s+date|running\s+total)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\b(?:per\s?cent(?:age)?|percent(?:age)?|pct|proportion|share)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:percentage\s+points?|ppts?|pp)\b|%\s?pts?", re.IGNORECASE)
_RATE = re.compile(r"\bper\s+(?P<base>10,?000|100,?000|1,?000|100)\b", re.IGNORECASE)
_MONEY = re.compile(r"£\s?(?P<scale>000s?|k|m(?:illion|n)?|bn)?|\b(?:gbp)\b", re.IGNORECASE)
_DAYS = re.compile(
    r"\((?:in\s+)?(?P<unit>working days|days|weeks|months|hours|minutes|years)\)|\b(?:average|median|"
    r"mean|number of|length in|duration in|wait in|time in)\b.*\b(?P<unit2>working days|days|weeks|"
    r"months|hours|minutes)\b",
    re.IGNORECASE,
)
_LENGTHS = re.compile(
    r"(?:working\s+)?(?P<unit>hours|days|weeks|minutes)\s+(?:a|per|each|open|worked|delivered|given|"
    r"lost|taken|waited)\b"
)
_NUMBER_HINT = re.compile(
    r"\((?:number|count|no\.?|n|#|nos\.?|cumulative)\)|^(?:number|no\.?|count|total number|volume)\s+of\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\b(?:scores?|rating|index|average score|mean score|out of 10|star)\b", re.IGNORECASE)
_HINTS = re.compile(
    r"\s*[(\[]\s*(?:number|count|no\.?|n|#|%|per\s?cent|percentage|£\s?(?:000s?|k|m|million|bn)?|"
    r"cumulative|ytd|days|working days|weeks|months|hours)\s*[)\]]|\s*,?\s*(?:%|£000s?)\s*$",
    re.IGNORECASE,
)
_GENERIC = {
    "",
    "total",
    "totals",
    "figure",
    "figures",
    "value",
    "values",
    "result",
    "results",
    "actual",
    "actuals",
    "outturn",
    "performance",
    "score",
    "scores",
    "all",
    "overall",
    "year",
    "month",
    "quarter",
    "period",
    "number",
    "count",
    "data",
    "current",
    "latest",
    "year end",
    "full year",
    "final",
    "cumulative",
    "ytd",
    "year to date",
    "to date",
    "average",
    "quantity",
    "amount",
    "budget",
    "now",
    "end",
}
_SUMS = {"budget", "actual", "actuals", "outturn", "average", "amount"}
SCALES = {
    "000": 1000,
    "000s": 1000,
    "k": 1000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
}


@dataclass(slots=True)
class Axis:
    """One column or row as its headers describe it. `parts` are the header texts from the outermost in."""

    parts: list[str]
    words: str = ""  # what is left when periods, roles and units are taken away
    period: PeriodMention | None = None
    role: Role = "reported"
    kind: UnitKind | None = None
    unit: str | None = None
    denominator: int | None = None
    scale: int = 1
    cumulative: bool = False
    is_change: bool = False
    is_total: bool = False
    no_figures: bool = False
    group: str | None = None
    whole: str = ""  # what a total row counts: "All files" -> files
    named: str = ""  # a header that is no member but says which sum: "Budget", "Variance"
    spans: list[str] = field(default_factory=list)


def code_of(header: str) -> str | None:
    """The code of letters and digits that a header begins with: "FH01 Assessments started"."""
    match = re.match(r"[A-Z]{1,5}[-_ ]?\d{1,3}[a-z]?(?=[.:)]?\s)", header)
    return match.group(0) if match else None


def read_axis(parts: list[str], context: PeriodContext, vocabulary: Vocabulary) -> Axis:
    """Read header texts, the outermost first; an inner month takes its year from an outer year."""
    axis = Axis(parts=parts)
    near = context.near
    left: list[str] = []
    for part in parts:
        known = PeriodContext(
            reference=context.reference, document=context.document, near=near, last=context.last, latest=context.latest
        )
        mentions = [m for m in find_periods(part, known) if not (m.vague and (m.grain == "day" or m.relation == "at"))]
        rest = part
        for mention in reversed(mentions):
            rest = rest[: mention.start] + " " + rest[mention.end :]
        if mentions:
            chosen = mentions[-1] if mentions[-1].relation != "previous" or len(mentions) == 1 else mentions[0]
            axis.period = chosen if axis.period is None or chosen.settled else axis.period
            near = chosen if chosen.settled else near
        left.append(_read_words(axis, rest, part, vocabulary))
    axis.spans = [words for words in left if words]
    axis.words = " ".join(dict.fromkeys(axis.spans))
    return axis


def _read_words(axis: Axis, rest: str, whole: str, vocabulary: Vocabulary) -> str:
    tables = vocabulary.measures.tables
    plain = re.sub(r"\s+", " ", rest).strip(" :;,.-–—()[]/|*").lower()
    if _CUMULATIVE.search(whole):
        axis.cumulative = True
    money = _MONEY.search(whole)
    if _POINTS.search(whole):
        axis.kind = "percentage_points"
    elif money:
        axis.kind, axis.unit = "currency", "GBP"
        axis.scale = SCALES.get((money["scale"] or "").lower(), 1)
    elif rate := _RATE.search(whole):
        axis.kind, axis.denominator = "rate", int(rate["base"].replace(",", ""))
        axis.unit = f"per {axis.denominator:,}"
    elif _PERCENT.search(whole):
        axis.kind = "percent"
    elif days := _DAYS.search(whole):
        axis.kind, axis.unit = "duration", (days["unit"] or days["unit2"]).lower()
    elif lengths := _LENGTHS.match(plain):
        axis.kind, axis.unit = "duration", lengths["unit"]
    elif _NUMBER_HINT.search(whole) or plain in tables.count:
        axis.kind = "count"
    elif _SCORE.search(whole):
        axis.kind = "ratio"
        out_of = re.search(r"\bout\s+of\s+(\d{1,3})\b", whole)
        axis.denominator = int(out_of[1]) if out_of else None
    role = _role_word(plain, vocabulary)
    if role is not None:
        axis.role = role
        plain_rest = re.sub(r"^(?:target|baseline|forecast|projected|planned)\b\s*", "", plain)
        return "" if plain_rest in _GENERIC or plain_rest == plain else plain_rest
    if plain in tables.change or re.fullmatch(
        r"(?:%\s*)?(?:change|variance|difference|movement)(?:\s+(?:on|from|since|in|over)\b.*)?(?:\s*%)?", plain
    ):
        axis.is_change = True
        axis.named = plain
        return ""
    if plain in tables.no_figures:
        axis.no_figures = True
        return ""
    if plain in tables.totals or re.fullmatch(r"(?:all|total)\s+[a-z][a-z -]{2,30}s", plain):
        axis.is_total = True
        axis.whole = re.sub(r"^(?:all|total)\s*", "", plain)
        return ""
    if plain in tables.count or plain in tables.percent or plain in _GENERIC:
        axis.named = plain if plain in _SUMS else axis.named
        return ""
    words = _HINTS.sub("", rest)
    words = re.sub(r"[(\[]\s*[)\]]", "", words)
    words = re.sub(
        r"^\s*(?:total\s+)?(?:number|no\.|count|percentage|%|proportion)\s+of\s+", "", words, flags=re.IGNORECASE
    )
    words = _POLARITY.sub("", _CODE.sub("", re.sub(r"\s+", " ", words).strip()))
    return words.strip(" :;,.-–—/|*")


def _role_word(plain: str, vocabulary: Vocabulary) -> Role | None:
    tables = vocabulary.measures.tables
    for role, words in (
        ("target", tables.target),
        ("baseline", tables.baseline),
        ("forecast", tables.forecast),
        ("standard", tables.standard),
    ):
        if plain in words or any(
            re.fullmatch(rf"{re.escape(word)}(?:\s+(?:%|\d+|figure|level|number|year end|annual))?", plain)
            for word in words
        ):
            return role  # type: ignore[return-value]
    return None


def names_measure(axis: Axis, vocabulary: Vocabulary) -> bool:
    words = axis.words.lower()
    if axis.kind is not None and axis.kind != "currency":
        return True
    if vocabulary.measures.canonical(words) is not None:
        return True
    return counted_pattern(vocabulary).search(words) is not None


def counted_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Plural nouns that count things."""
    return cue_pattern(sorted(word for word in vocabulary.units.counted_words if word not in vocabulary.units.counted))
