"""The parts of a change within a sentence, and how the words beside a number show that it is an amount of change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from ..records.figure import Direction
from ..text.numbers import NumberMention
from ..text.period_mentions import PeriodMention
from .figure_change_words import ChangeWordPatterns

Part = Literal["result", "baseline", "amount"]


@dataclass(slots=True)
class Movement:
    """One change within a sentence, by the indexes of its numbers. `result` is None where the result stands in an
    earlier sentence ("That is up from 312 in June") or is not said ("a 3% increase").
    """

    direction: Direction | None
    result: int | None = None
    baseline: int | None = None
    amount: int | None = None
    amounts: list[int] = field(default_factory=list)  # the same amount said again: "by 12 (8%)"
    polarity: Literal["better", "worse"] | None = None
    neutral: bool = False  # "compared with": the values say which way
    baseline_period: PeriodMention | None = None
    result_period: PeriodMention | None = None  # where one range gives both: "61 -> 55 from 2022 to 2023"
    earlier_result: bool = False
    words: str = ""

    def places(self) -> list[int]:
        """The indexes of all its numbers."""
        return [i for i in (self.result, self.baseline, self.amount, *self.amounts) if i is not None]


# words that may stand between "to" or "from" and the number
SMALL_WORDS = (
    r"(?:(?:just|only|projected|forecast|planned|predicted|estimated|expected|current|record|new|"
    r"about|around|approximately|roughly|nearly|almost|some|over|under|more than|"
    r"less than|fewer than|a|an|the|its|our|their|high of|low of|peak of|average of|an average of|"
    r"total of|(?:a|an|the|its|our|their|last\s+\w+['’]s)\s+(?:[a-z-]+\s+){1,2}of)\s+){0,3}"
)
PERIOD_SIGN = "§"
_ON_EARLIER = re.compile(
    r"(?:on|over|than)\s+", re.IGNORECASE
)  # "on last year's", "on 2021": what a change is measured from
_TAKES_OBJECT = re.compile(r"(?:declin|drop|cut|gain|rais|lift|slip)", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:no|not|never|without|n['’]t|neither)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def words_before(text: str, numbers: list[NumberMention], periods: list[PeriodMention], index: int) -> str:
    """The words between the number before `index` and that number, periods shown as §, earlier numbers as #."""
    start = numbers[index - 1].end if index else 0
    end = numbers[index].start if index < len(numbers) else len(text)
    if index < len(numbers) and numbers[index].echo and numbers[index].echo[0] < numbers[index].start:  # type: ignore[index]
        end = max(start, numbers[index].echo[0])  # type: ignore[index]
    pieces, position = ["#" if index else ""], start
    for period in periods:
        if period.end <= start or period.start >= end:
            continue
        pieces.append(text[position : max(position, period.start)])
        compared = _ON_EARLIER.match(period.period.text) if period.grain != "day" else None
        pieces.append(f"{compared[0]}{PERIOD_SIGN}" if compared else PERIOD_SIGN)
        position = max(position, min(period.end, end))
    pieces.append(text[position:end])
    return "".join(pieces)


def is_range_lead(before: str) -> bool:
    return bool(
        re.search(
            r"\b(?:rang\w+|var(?:y|ies|ied|ying)|aged?|contributions?|funding|referrals?|contacts?|replies|"
            r"responses?|feedback|came|come|comes|received|drawn|views)\s+from\s+\S{0,12}$",
            before,
            re.IGNORECASE,
        )
    )


def clause_ends_in(text: str) -> bool:
    """Whether a clause ends inside these words."""
    return bool(re.search(r"[;:]|,\s+(?:and|but|while|whereas|which)\b|\.\s", text))


def movement_of_kind(kind: str, text: str, found: tuple[str, int, int], **places: int) -> Movement:
    movement = Movement(direction=None, words=text[found[1] :].strip(" #§,"))
    for name, index in places.items():
        setattr(movement, name, index)
    set_direction(movement, kind)
    if NEGATED.search(text[: found[1]]) and kind in ("increase", "decrease"):
        movement.direction = "no_change"
    return movement


def set_direction(movement: Movement, kind: str) -> None:
    if kind in ("increase", "decrease", "no_change"):
        movement.direction = kind  # type: ignore[assignment]
        movement.neutral = False
    else:
        movement.polarity = kind  # type: ignore[assignment]


def amount_direction(
    before: str, after: str, number: NumberMention, words: ChangeWordPatterns, beyond: str
) -> tuple[str, str] | None:
    """Kind of change and its words if this number is an amount of change: "a rise of 9%", "29% lower", "fell by 3"."""
    following = after[1:60]
    if after == "# (" and beyond.startswith("#)"):
        following = beyond[2:60]  # "£26,000 (3.1%) more than this year"
    direct = re.match(
        r"\s*(?:(?:percentage\s+)?points?\s+)?(?P<word>increase|rise|growth|uplift|improvement|decrease|"
        r"reduction|fall|drop|decline|cut|dip|deterioration|higher|lower|more|fewer|less|better|worse|"
        r"greater|up|down|ahead)\b(?!-)(?P<rest>[^.;]*)",
        following,
        re.IGNORECASE,
    )
    if direct:
        word = direct["word"].lower()
        found = words.last(word)
        if found is not None and _is_over_time(word, direct["rest"], beyond):
            return found[0], direct.group(0).split(",")[0][:40]
    found = words.last(before)
    if found is None or found[0] == "no_change":
        return None
    rest = before[found[2] :]
    if number.kind == "duration" and not re.match(r"\s*(?:of|by)\b", rest):
        return None
    if re.fullmatch(rf"\s*(?:of|by)?\s*{SMALL_WORDS}", rest, re.IGNORECASE) or re.fullmatch(
        rf"(?:\s+\w+){{0,5}}\s*(?:§\s*)?\s+by\s+(?:a\s+further\s+)?{SMALL_WORDS}", rest, re.IGNORECASE
    ):
        word = before[found[1] : found[2]].lower()
        if re.search(r"\b(?:target|average|national|england|neighbours|standard|plan)\b", rest, re.IGNORECASE):
            return None  # "worse than target by up to five percentage points"
        if word in ("more", "less", "fewer", "greater", "higher", "lower") or (word in ("up", "down") and "of" in rest):
            return None
        if word.startswith("stag") or (
            number.kind is None and not re.match(r"\s*(?:of|by)\b", rest) and _TAKES_OBJECT.match(word)
        ):
            return None  # "it declined 4", "cut three posts": what was declined or cut
        return found[0], before[found[1] :]
    return None


def _is_over_time(word: str, rest: str, beyond: str) -> bool:
    """ "400 fewer children than in 2021" moves over time; "54 more were stepped up than stepped down" compares."""
    if word not in ("more", "fewer", "less", "greater", "higher", "lower", "better", "worse"):
        return True
    if re.search(r"\bthan\s+(?:the\s+)?(?:target|average|national|england|plan|profile|our)\b", rest, re.IGNORECASE):
        return False
    if re.search(r"\bthan\s+(?:the\s+|our\s+)?$", rest, re.IGNORECASE):  # "11 fewer than the | 353 recorded on 30 June"
        rest = beyond[1:80]
        return PERIOD_SIGN in rest or re.match(r"\s+(?:recorded|reported|seen|counted)\b", rest) is not None
    return bool(
        re.search(
            rf"{PERIOD_SIGN}|\bthan\s+(?:§|in|at|last|this|before|the\s+(?:previous|year|same|month|quarter)|a\s+year|"
            rf"when)|\bcompared|\bsince\b|\bon\s+last\b",
            rest,
            re.IGNORECASE,
        )
    )


def baseline_period_of(
    text: str, numbers: list[NumberMention], periods: list[PeriodMention], movement: Movement
) -> PeriodMention | None:
    """The period of the baseline: the one beside its number, else the one after "than" or "compared with"."""
    if movement.baseline is not None:
        number = numbers[movement.baseline]
        after = movement.baseline + 1
        if after < len(numbers) and text[number.tail : numbers[after].start].strip() == "(":
            after += 1  # "from 195 (34 per 10,000) at 31 March 2016"
        following = numbers[after].start if after < len(numbers) else len(text)
        for period in periods:
            if number.end <= period.start < following and not re.search(
                r"[;]|,\s*(?:and|but)\b", text[number.end : period.start]
            ):
                return period
        previous_end = numbers[movement.baseline - 1].end if movement.baseline else 0
        held = [
            p
            for p in periods
            if previous_end <= p.start
            and p.end <= number.start
            and (
                movement.words == "then and now"
                or movement.amount is not None
                or re.search(r"\b(?:from|than|with|to|against)\b|\($", text[previous_end : p.start][-24:])
            )
        ]
        return held[-1] if held else None
    for period in periods:
        before = text[: period.start]
        if re.search(
            r"\b(?:than|compared\s+(?:with|to)|against|on|over|from|since)\s+(?:it\s+was\s+|they\s+were\s+|"
            r"the\s+(?:figure|number|level)\s+)?(?:in\s+)?$",
            before + "",
            re.IGNORECASE,
        ):
            return period
        if (
            period.relation in ("since", "previous")
            and movement.amount is not None
            and period.start > numbers[movement.amount].end
        ):
            return period
    return None
