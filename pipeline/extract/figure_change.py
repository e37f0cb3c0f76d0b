"""How numbers of a sentence move against one another: which is the result, which the baseline, which the amount of change.

It reads the words between the numbers ("up from", "fell by", "compared with"), not the parse: these words are short, fixed and
often in a bracket or after a comma, where a parser is least sure. Direction is what the words say, right or wrong.
"""

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


_Q = (
    r"(?:(?:just|only|projected|forecast|planned|predicted|estimated|expected|current|record|new|"
    r"about|around|approximately|roughly|nearly|almost|some|over|under|more than|"
    r"less than|fewer than|a|an|the|its|our|their|high of|low of|peak of|average of|an average of|"
    r"total of)\s+){0,3}"
)
_PERIOD = "§"
_FROM = re.compile(rf"\bfrom\s+{_Q}$", re.IGNORECASE)
_TO = re.compile(rf"\b(?:to|at|and (?:now )?stands? at|reaching|reached|now)\s+{_Q}$", re.IGNORECASE)
_ONLY_TO = re.compile(rf"\bto\s+{_Q}$", re.IGNORECASE)
_COMPARED = re.compile(
    rf"\b(?:compared\s+(?:with|to)|in\s+comparison\s+(?:with|to)|as\s+against|against|versus|vs\.?|"
    rf"than|set\s+against|as\s+opposed\s+to)\s+(?:(?:the|a|spending|figures?|levels?|totals?|"
    rf"performance|rates?|outturns?|numbers?|results?)\s+(?:of\s+)?)?{_Q}$",
    re.IGNORECASE,
)
_WAS = re.compile(
    rf"(?:[,;(–—-]\s*|\band\s+|\bbut\s+)(?:it\s+|this\s+|which\s+|that\s+)?(?:was|were|had\s+been|"
    rf"previously|formerly|originally)\s+(?:at\s+)?{_Q}$",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"\b(?:on|over|above|below|down on|up on)\s+(?:the\s+|last\s+year['’]s\s+|our\s+)?{_Q}$", re.IGNORECASE
)
_ARROW = re.compile(r"#\s*(?:→|➔|➜|⟶|⇒|[-–=]{1,2}>)\s*")
_SIGNED = re.compile(r"#[^#;]{0,40}[(,]\s*(?:a change of\s+)?")
_BRACKET = re.compile(rf"\(\s*(?:{_PERIOD}\s*[:–-]?\s*|from\s+|was\s+|previously\s+|baseline\s+)$", re.IGNORECASE)
_TARGET_BETWEEN = re.compile(r"\b(?:target|ambition|goal|plan|standard|limit|aim|trajectory)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:no|not|never|without|n['’]t|neither)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_POINTING = re.compile(r"^\s*(?:That|This|It|These|They|Which)\b", re.IGNORECASE)


def find_movements(
    text: str, numbers: list[NumberMention], periods: list[PeriodMention], words: ChangeWordPatterns
) -> list[Movement]:
    """The changes that a sentence states, in the order of their numbers."""
    if not numbers:
        return []
    gaps = [_gap(text, numbers, periods, index) for index in range(len(numbers) + 1)]
    parts: list[Part | None] = [None] * len(numbers)
    movements: list[Movement] = []
    for index in range(len(numbers)):
        movement = _movement_at(text, numbers, gaps, index, parts, movements, words)
        if movement is not None:
            movements.append(movement)
    for movement in movements:
        movement.baseline_period = _baseline_period(text, numbers, periods, movement)
    return [movement for movement in movements if not _compares_only(movement)]


def _compares_only(movement: Movement) -> bool:
    """ "83%, against 59% where all were met": two figures set side by side, not one figure at two times."""
    if not movement.neutral or movement.earlier_result or movement.baseline is None:
        return False
    return movement.baseline_period is None and movement.polarity is None and movement.words != "was"


def _gap(text: str, numbers: list[NumberMention], periods: list[PeriodMention], index: int) -> str:
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
        pieces.append(_PERIOD)
        position = max(position, min(period.end, end))
    pieces.append(text[position:end])
    return "".join(pieces)


def _movement_at(
    text: str,
    numbers: list[NumberMention],
    gaps: list[str],
    index: int,
    parts: list[Part | None],
    movements: list[Movement],
    words: ChangeWordPatterns,
) -> Movement | None:
    before, after = gaps[index], gaps[index + 1]
    number = numbers[index]
    if parts[index] is not None:
        return None
    if _FROM.search(before) and not _is_range_lead(before):
        return _from_baseline(numbers, gaps, index, parts, movements, words)
    if (index and _ON.search(before) and parts[index - 1] == "amount" and numbers[index - 1].kind != number.kind) or (
        index and _ON.search(before) and parts[index - 1] == "amount" and number.kind == "percent"
    ):
        movement = next(m for m in reversed(movements) if index - 1 in (m.amount, *m.amounts))
        if movement.baseline is None and not _TARGET_BETWEEN.search(before):
            movement.baseline, parts[index] = index, "baseline"
        return None
    if index and before == "# (" and parts[index - 1] == "amount" and after.startswith("#)"):
        parts[index] = "amount"  # "by 12 (8%)": the same change in percent
        movement = next(m for m in reversed(movements) if index - 1 in (m.amount, *m.amounts))
        movement.amounts.append(index)
        return None
    if index and _ARROW.fullmatch(before) and parts[index - 1] is None and numbers[index - 1].kind == number.kind:
        parts[index - 1], parts[index] = "baseline", "result"
        return Movement(direction=None, result=index, baseline=index - 1, neutral=True, words="was")
    if index and number.direction and _SIGNED.fullmatch(before) and movements:
        last = movements[-1]
        if last.amount is None and index - 1 in (last.result, last.baseline):
            last.amount, parts[index] = index, "amount"  # "83%, against 79% last quarter (+4pp)"
            return None
    beyond = gaps[index + 2] if index + 2 < len(gaps) else ""
    amount = _amount_direction(before, after, number, words, beyond)
    if amount is not None:
        return _with_amount(text, numbers, gaps, index, amount, parts, movements)
    if _COMPARED.search(before) and index and not _TARGET_BETWEEN.search(before) and number.qualifier not in ("over",):
        return _compared(numbers, gaps, index, parts, movements, words)
    if (
        index
        and (_WAS.search(before) or _BRACKET.search(before))
        and parts[index - 1] in (None, "result")
        and len(before) < 40
    ):
        return _was_baseline(numbers, index, parts, movements)
    found = words.last(before)
    if found is not None and _TO.search(before[found[2] :]) and not _breaks(before[found[2] :]):
        open_ = next((m for m in reversed(movements) if m.result is None and not m.earlier_result), None)
        if open_ is not None and _ONLY_TO.search(before):
            open_.result, parts[index] = index, "result"
            return None
        if found[0] == "no_change" or _ONLY_TO.search(before):
            parts[index] = "result"
            return _of_kind(found[0], before, found, result=index)
    elif index and _ONLY_TO.search(before) and parts[index - 1] == "amount":
        movement = next(m for m in reversed(movements) if index - 1 in (m.amount, *m.amounts))
        if movement.result is None:
            movement.result, parts[index] = index, "result"
    elif (
        found is not None
        and found[0] == "no_change"
        and len(before) - found[2] < 12
        and not _breaks(before[found[2] :])
    ):
        parts[index] = "result"
        return _of_kind(found[0], before, found, result=index)
    if number.form == "idiom" and number.direction and parts[index] is None:
        parts[index] = "amount"
        return Movement(direction=number.direction, amount=index, words=text[number.start : number.end])
    return None


def _is_range_lead(before: str) -> bool:
    return bool(
        re.search(
            r"\b(?:rang\w+|var(?:y|ies|ied|ying)|aged?|contributions?|funding|referrals?|contacts?|replies|"
            r"responses?|feedback|came|come|comes|received|drawn|views)\s+from\s+\S{0,12}$",
            before,
            re.IGNORECASE,
        )
    )


def _breaks(text: str) -> bool:
    """Whether a clause ends inside these words."""
    return bool(re.search(r"[;:]|,\s+(?:and|but|while|whereas|which)\b|\.\s", text))


def _from_baseline(
    numbers: list[NumberMention],
    gaps: list[str],
    index: int,
    parts: list[Part | None],
    movements: list[Movement],
    words: ChangeWordPatterns,
) -> Movement | None:
    """ "rose from B to A", "A, up from B", "a rise of D from B to A"."""
    before = gaps[index]
    onto = index + 1 < len(numbers) and bool(_ONLY_TO.search(gaps[index + 1])) and len(gaps[index + 1]) < 90
    found = words.last(before)
    if (index and parts[index - 1] == "amount" and found is None) or (
        index and parts[index - 1] == "amount" and found is not None and not _breaks(before)
    ):
        movement = next(m for m in reversed(movements) if index - 1 in (m.amount, *m.amounts))
        movement.baseline, parts[index] = index, "baseline"
        if onto and movement.result is None:
            movement.result, parts[index + 1] = index + 1, "result"
        return None
    if re.search(r"\b(?:rang|var)\w+\s+from\s+", before + " "):
        return None
    if movements and movements[-1].result == index - 1 and movements[-1].baseline is None and found is None:
        movements[-1].baseline, parts[index] = index, "baseline"
        return None
    if found is None:
        for earlier in range(index - 1, -1, -1):
            if parts[earlier] is None and (found := words.last(gaps[earlier])) is not None:
                break
            found = None
    if not onto and found is None:
        return None
    if onto and found is None and numbers[index].kind != numbers[index + 1].kind:
        return None
    parts[index] = "baseline"
    movement = (
        _of_kind(found[0], before, found, baseline=index)
        if found
        else Movement(direction=None, baseline=index, neutral=True)
    )
    if onto:
        movement.result, parts[index + 1] = index + 1, "result"
        return movement
    main = _main_before(numbers, gaps, index, parts)
    if main is None:
        movement.earlier_result = True
        return movement
    movement.result, parts[main] = main, "result"
    return movement


def _main_before(numbers: list[NumberMention], gaps: list[str], index: int, parts: list[Part | None]) -> int | None:
    """The number a baseline or amount belongs to: the nearest one of the same kind that is itself no part of a change."""
    for wanted in (numbers[index].kind, None):
        for earlier in range(index - 1, -1, -1):
            if parts[earlier] in (None, "result") and (wanted is None or numbers[earlier].kind == wanted):
                if numbers[earlier].kind == "duration" and numbers[index].kind != "duration":
                    continue
                if _TARGET_BETWEEN.search(gaps[earlier][-30:]):
                    continue
                return earlier
    return None


def _amount_direction(
    before: str, after: str, number: NumberMention, words: ChangeWordPatterns, beyond: str
) -> tuple[str, str] | None:
    """Kind of change and its words if this number is an amount of change: "a rise of 9%", "29% lower", "fell by 3"."""
    following = after[1:60]
    if after == "# (" and beyond.startswith("#)"):
        following = beyond[2:60]  # "£26,000 (3.1%) more than this year"
    direct = re.match(
        r"\s*(?:(?:percentage\s+)?points?\s+)?(?P<word>increase|rise|growth|uplift|improvement|decrease|"
        r"reduction|fall|drop|decline|cut|dip|deterioration|higher|lower|more|fewer|less|better|worse|"
        r"greater|up|down|ahead)\b(?P<rest>[^.;]*)",
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
    if re.fullmatch(rf"\s*(?:of|by)?\s*{_Q}", rest, re.IGNORECASE) or re.fullmatch(
        rf"(?:\s+\w+){{0,5}}\s*(?:§\s*)?\s+by\s+(?:a\s+further\s+)?{_Q}", rest, re.IGNORECASE
    ):
        word = before[found[1] : found[2]].lower()
        if word in ("more", "less", "fewer", "greater", "higher", "lower") or (word in ("up", "down") and "of" in rest):
            return None
        if word.startswith("stag"):
            return None
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
        return _PERIOD in rest or re.match(r"\s+(?:recorded|reported|seen|counted)\b", rest) is not None
    return bool(
        re.search(
            rf"{_PERIOD}|\bthan\s+(?:§|in|at|last|this|before|the\s+(?:previous|year|same|month|quarter)|a\s+year|"
            rf"when)|\bcompared|\bsince\b|\bon\s+last\b",
            rest,
            re.IGNORECASE,
        )
    )


def _with_amount(
    text: str,
    numbers: list[NumberMention],
    gaps: list[str],
    index: int,
    amount: tuple[str, str],
    parts: list[Part | None],
    movements: list[Movement],
) -> Movement | None:
    kind, words = amount
    parts[index] = "amount"
    before = gaps[index]
    # "A, up from B, a rise of D": one movement
    last = movements[-1] if movements else None
    said_again = last is not None and last.amount is not None and last.result is not None and kind == last.direction
    if last is not None and said_again and index - 1 in (last.baseline, last.amount):
        last.amounts.append(index)  # "21 more than the 166 of last year, a rise of 12.7%"
        return None
    if movements and movements[-1].amount is None and index - 1 in (movements[-1].result, movements[-1].baseline):
        movements[-1].amount = index
        if movements[-1].neutral or movements[-1].direction is None:
            _set_direction(movements[-1], kind)
        return None
    if _NEGATED.search(before[: max(0, len(before) - len(words))]):
        return None
    movement = _of_kind(kind, words, (kind, 0, len(words)), amount=index)
    if index + 1 < len(numbers) and _ONLY_TO.search(gaps[index + 1]) and not re.search(r";", gaps[index + 1]):
        return movement
    appositive = re.search(
        r"(?:,|\(|[–—:;-])\s*(?:(?:up|down|an?|which|this|representing|it)\b[^,;:]*)?$",
        before[: before.rfind(words)] + words if words in before else before,
    )
    if index and appositive and before.startswith("#") and parts[index - 1] in (None, "result"):
        main = _main_before(numbers, gaps, index, parts)
        if main is not None:
            movement.result, parts[main] = main, "result"
    return movement


def _compared(
    numbers: list[NumberMention],
    gaps: list[str],
    index: int,
    parts: list[Part | None],
    movements: list[Movement],
    words: ChangeWordPatterns,
) -> Movement | None:
    """ "56%, against 53% the year before", "29% lower than the 604 in November"."""
    before = gaps[index]
    open_ = next(
        (m for m in reversed(movements) if m.amount is not None and m.baseline is None and m.amount == index - 1), None
    )
    if open_ is not None:
        open_.baseline, parts[index] = index, "baseline"
        return None
    main = _main_before(numbers, gaps, index, parts)
    if main is None or numbers[main].kind != numbers[index].kind:
        return None
    after = gaps[index + 1]
    if re.match(r"#\s+(?:planned|expected|hoped|intended|targeted|available|budgeted)\b", after):
        return None
    if re.match(
        r"#(?:\s+\w+)?\s+(?:for|in|across)\s+(?:our\s+|the\s+)?(?!§)(?:[A-Z]|statistical|stat|similar|"
        r"national|other|region)",
        after,
    ):
        return None
    found = words.last(before)
    parts[index], parts[main] = "baseline", "result"
    if found and found[0] in ("increase", "decrease") and found[1] > 2:
        return _of_kind(found[0], before, found, result=main, baseline=index)
    movement = Movement(direction=None, result=main, baseline=index, neutral=True, words=before.strip("# ,"))
    lead = words.last(gaps[main])
    if lead is not None and lead[0] in ("increase", "decrease") and re.search(r"\bthan\b", gaps[main][lead[2] :]):
        movement.direction, movement.neutral = lead[0], False  # type: ignore[assignment]
    return movement


def _was_baseline(
    numbers: list[NumberMention], index: int, parts: list[Part | None], movements: list[Movement]
) -> Movement | None:
    """ "12, was 24"; "24% (2021/22: 27%)"."""
    main = index - 1
    if numbers[main].kind != numbers[index].kind:
        return None
    parts[index], parts[main] = "baseline", "result"
    return Movement(direction=None, result=main, baseline=index, neutral=True, words="was")


def _of_kind(kind: str, text: str, found: tuple[str, int, int], **places: int) -> Movement:
    movement = Movement(direction=None, words=text[found[1] :].strip(" #§,"))
    for name, index in places.items():
        setattr(movement, name, index)
    _set_direction(movement, kind)
    if _NEGATED.search(text[: found[1]]) and kind in ("increase", "decrease"):
        movement.direction = "no_change"
    return movement


def _set_direction(movement: Movement, kind: str) -> None:
    if kind in ("increase", "decrease", "no_change"):
        movement.direction = kind  # type: ignore[assignment]
        movement.neutral = False
    else:
        movement.polarity = kind  # type: ignore[assignment]


def _baseline_period(
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
            and re.search(r"\b(?:from|than|with|to|against)\b|\($", text[previous_end : p.start][-24:] + "")
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
