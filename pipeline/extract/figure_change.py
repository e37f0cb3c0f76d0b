"""How numbers of a sentence move against one another: which is the result, which the baseline, which the amount of change.

It reads the words between the numbers ("up from", "fell by", "compared with"), not the parse: these words are short, fixed and
often in a bracket or after a comma, where a parser is least sure. Direction is what the words say, right or wrong.
"""

from __future__ import annotations

import re

from ..text.numbers import NumberMention
from ..text.period_mentions import PeriodMention
from .figure_change_words import ChangeWordPatterns
from .figure_movement import (
    NEGATED,
    PERIOD_SIGN,
    SMALL_WORDS,
    Movement,
    Part,
    amount_direction,
    baseline_period_of,
    clause_ends_in,
    is_range_lead,
    movement_of_kind,
    set_direction,
    words_before,
)

_FROM = re.compile(rf"\bfrom\s+{SMALL_WORDS}$", re.IGNORECASE)
_TO = re.compile(rf"\b(?:to|at|and (?:now )?stands? at|reaching|reached|now)\s+{SMALL_WORDS}$", re.IGNORECASE)
_ONLY_TO = re.compile(rf"\bto\s+{SMALL_WORDS}$", re.IGNORECASE)
_COMPARED = re.compile(
    rf"\b(?:compared\s+(?:with|to)|in\s+comparison\s+(?:with|to)|as\s+against|against|versus|vs\.?|"
    rf"than|set\s+against|as\s+opposed\s+to)\s+(?:(?:the|a|spending|figures?|levels?|totals?|"
    rf"performance|rates?|outturns?|numbers?|results?)\s+(?:of\s+)?)?{SMALL_WORDS}$",
    re.IGNORECASE,
)
_WAS = re.compile(
    rf"(?:[,;(–—-]\s*|\band\s+|\bbut\s+)(?:it\s+|this\s+|which\s+|that\s+)?(?:was|were|had\s+been|"
    rf"previously|formerly|originally)\s+(?:at\s+)?{SMALL_WORDS}$",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"\b(?:on|over|above|below|down on|up on)\s+(?:the\s+|last\s+year['’]s\s+|our\s+)?{SMALL_WORDS}$", re.IGNORECASE
)
_ARROW = re.compile(r"#\s*(?:→|➔|➜|⟶|⇒|[-–=]{1,2}>)\s*")
_SIGNED = re.compile(r"#[^#;]{0,40}[(,]\s*(?:a change of\s+)?")
_IS = re.compile(r"#\s*(?:was|is|were|are)\s+(?:about\s+|around\s+|nearly\s+|almost\s+|just\s+)?", re.IGNORECASE)
_SIGNED_BRACKET = re.compile(r"#[^#;(]{0,60}\(\s*")
_ON_EARLIER = re.compile(
    r"#\s*(?:percentage\s+points?\s+)?(?:on|since|from|than|compared|over|against|vs)\b", re.IGNORECASE
)
_WHEN_IT_WAS = re.compile(
    r"\bwhen\s+(?:it|this|that|there|the\s+(?:figure|number|rate))\s+(?:was|were|stood\s+at|"
    r"had\s+been)\s+$",
    re.IGNORECASE,
)
_BRACKET = re.compile(rf"\(\s*(?:{PERIOD_SIGN}\s*[:–-]?\s*|from\s+|was\s+|previously\s+|baseline\s+)$", re.IGNORECASE)
_TARGET_BETWEEN = re.compile(r"\b(?:target|ambition|goal|plan|standard|limit|aim|trajectory)\b", re.IGNORECASE)
# 56% against the 61 planned; 83% against 79% for statistical neighbours
_NOT_EARLIER = re.compile(
    r"#\s+(?:planned|expected|hoped|intended|targeted|available|budgeted)\b|"
    r"#(?:\s+\w+)?\s+(?:for|in|across)\s+(?:our\s+|the\s+)?(?!§)(?:[A-Z]|statistical|stat|similar|"
    r"national|other|region)"
)
_APPOSED = re.compile(r"(?:,|\(|[–—:;-])\s*(?:(?:up|down|an?|which|this|representing|it)\b[^,;:]*)?$")
_RANGES_FROM = re.compile(r"\b(?:rang|var)\w+\s+from\s+")


def find_movements(
    text: str, numbers: list[NumberMention], periods: list[PeriodMention], words: ChangeWordPatterns
) -> list[Movement]:
    """The changes that a sentence states, in the order of their numbers."""
    if not numbers:
        return []
    reading = _Reading(text, numbers, periods, words)
    for index in range(len(numbers)):
        movement = reading.at(index)
        if movement is not None:
            reading.movements.append(movement)
    for movement in reading.movements:
        movement.baseline_period = baseline_period_of(text, numbers, periods, movement)
    return [movement for movement in reading.movements if not _compares_only(movement)]


def _compares_only(movement: Movement) -> bool:
    """ "83%, against 59% where all were met": two figures set side by side, not one figure at two times."""
    if not movement.neutral or movement.earlier_result or movement.baseline is None:
        return False
    return movement.baseline_period is None and movement.polarity is None and movement.words != "was"


def _kind(number: NumberMention) -> str | None:
    """Its kind; "14 out of 22 audits" and "10 out of 20" are of one."""
    return None if number.form == "of" else number.kind


class _Reading:
    """One sentence read from left to right; each number is given its part in a change, or none."""

    def __init__(
        self, text: str, numbers: list[NumberMention], periods: list[PeriodMention], words: ChangeWordPatterns
    ) -> None:
        self.text, self.numbers, self.words = text, numbers, words
        self.gaps = [words_before(text, numbers, periods, index) for index in range(len(numbers) + 1)]
        self.parts: list[Part | None] = [None] * len(numbers)
        self.movements: list[Movement] = []

    def at(self, index: int) -> Movement | None:
        """The change that number `index` opens; None where it joins an earlier one or none."""
        if self.parts[index] is not None:
            return None
        before, number = self.gaps[index], self.numbers[index]
        if _FROM.search(before) and not is_range_lead(before):
            return self._from_baseline(index)
        if index and self._joins_earlier(index):
            return None
        if index and _ARROW.fullmatch(before) and self._free_pair(index):
            self.parts[index - 1], self.parts[index] = "baseline", "result"
            return Movement(direction=None, result=index, baseline=index - 1, neutral=True, words="was")
        beyond = self.gaps[index + 2] if index + 2 < len(self.gaps) else ""
        amount = amount_direction(before, self.gaps[index + 1], number, self.words, beyond)
        if amount is not None:
            return self._with_amount(index, *amount)
        if index and _COMPARED.search(before) and not _TARGET_BETWEEN.search(before) and number.qualifier != "over":
            return self._compared(index)
        was = index and len(before) < 40 and (_WAS.search(before) or _BRACKET.search(before))
        if was and self.parts[index - 1] in (None, "result"):
            return self._was_baseline(index)
        return self._with_result(index)

    def _free_pair(self, index: int) -> bool:
        return self.parts[index - 1] is None and self.numbers[index - 1].kind == self.numbers[index].kind

    def _of_amount(self, index: int) -> Movement:
        return next(m for m in reversed(self.movements) if index in (m.amount, *m.amounts))

    def _joins_earlier(self, index: int) -> bool:
        """Number `index` tells more of the change of the number before it."""
        before, number, previous = self.gaps[index], self.numbers[index], self.numbers[index - 1]
        after_amount = self.parts[index - 1] == "amount"
        if after_amount and _ON.search(before) and (previous.kind != number.kind or number.kind == "percent"):
            movement = self._of_amount(index - 1)
            if movement.baseline is None and not _TARGET_BETWEEN.search(before):
                movement.baseline, self.parts[index] = index, "baseline"
            return True
        if after_amount and before == "# (" and self.gaps[index + 1].startswith("#)"):
            self._of_amount(index - 1).amounts.append(index)  # "by 12 (8%)": the same change in percent
            self.parts[index] = "amount"
            return True
        if after_amount and _WHEN_IT_WAS.search(before):
            movement = self._of_amount(index - 1)  # "188 more than the year before, when it was 2,292"
            if movement.baseline is None:
                movement.baseline, self.parts[index] = index, "baseline"
            return True
        if number.direction and _SIGNED_BRACKET.fullmatch(before) and _ON_EARLIER.match(self.gaps[index + 1]):
            self.parts[index - 1], self.parts[index] = (
                "result",
                "amount",
            )  # "5,210 contacts (▲ 3.4% on the year before)"
            self.movements.append(
                Movement(direction=number.direction, result=index - 1, amount=index, words="arrow or sign")
            )
            return True
        if number.direction and _SIGNED.fullmatch(before) and self.movements:
            last = self.movements[-1]
            if last.amount is None and index - 1 in (last.result, last.baseline):
                last.amount, self.parts[index] = index, "amount"  # "83%, against 79% last quarter (+4pp)"
                return True
        return False

    def _with_result(self, index: int) -> Movement | None:
        """ "rose to A", "unchanged at A", "doubled"."""
        before, number = self.gaps[index], self.numbers[index]
        found = self.words.last(before)
        open_clause = found is not None and not clause_ends_in(before[found[2] :])
        if found is not None and open_clause and _TO.search(before[found[2] :]):
            open_ = next((m for m in reversed(self.movements) if m.result is None and not m.earlier_result), None)
            if open_ is not None and _ONLY_TO.search(before):
                open_.result, self.parts[index] = index, "result"
                return None
            if found[0] == "no_change" or _ONLY_TO.search(before):
                self.parts[index] = "result"
                return movement_of_kind(found[0], before, found, result=index)
        elif index and _ONLY_TO.search(before) and self.parts[index - 1] == "amount":
            movement = self._of_amount(index - 1)
            if movement.result is None:
                movement.result, self.parts[index] = index, "result"
        elif found is not None and open_clause and found[0] == "no_change" and len(before) - found[2] < 12:
            self.parts[index] = "result"
            return movement_of_kind(found[0], before, found, result=index)
        if number.form == "idiom" and number.direction and self.parts[index] is None:
            self.parts[index] = "amount"
            return Movement(direction=number.direction, amount=index, words=self.text[number.start : number.end])
        return None

    def _from_baseline(self, index: int) -> Movement | None:
        """ "rose from B to A", "A, up from B", "a rise of D from B to A"."""
        before = self.gaps[index]
        has_next = index + 1 < len(self.numbers)
        onto = has_next and bool(_ONLY_TO.search(self.gaps[index + 1])) and len(self.gaps[index + 1]) < 90
        found = self.words.last(before)
        if index and self.parts[index - 1] == "amount" and (found is None or not clause_ends_in(before)):
            movement = self._of_amount(index - 1)
            movement.baseline, self.parts[index] = index, "baseline"
            if onto and movement.result is None:
                movement.result, self.parts[index + 1] = index + 1, "result"
            return None
        if _RANGES_FROM.search(before + " "):
            return None
        last = self.movements[-1] if self.movements else None
        if last is not None and last.result == index - 1 and last.baseline is None and found is None:
            last.baseline, self.parts[index] = index, "baseline"
            return None
        if found is None:
            found = self._earlier_words(index)
        if found is None and (not onto or self.numbers[index].kind != self.numbers[index + 1].kind):
            return None
        self.parts[index] = "baseline"
        if found is not None:
            movement = movement_of_kind(found[0], before, found, baseline=index)
        else:
            movement = Movement(direction=None, baseline=index, neutral=True)
        main = index + 1 if onto else self._main_before(index)
        if main is None:
            movement.earlier_result = True
        else:
            movement.result, self.parts[main] = main, "result"
        return movement

    def _earlier_words(self, index: int) -> tuple[str, int, int] | None:
        for earlier in range(index - 1, -1, -1):
            if self.parts[earlier] is None and (found := self.words.last(self.gaps[earlier])) is not None:
                return found
        return None

    def _main_before(self, index: int) -> int | None:
        """The number a baseline or amount belongs to: the nearest one of the same kind that has no other part in a change."""
        for wanted in (_kind(self.numbers[index]), None):
            for earlier in range(index - 1, -1, -1):
                kind = _kind(self.numbers[earlier])
                if self.parts[earlier] not in (None, "result") or (wanted is not None and kind != wanted):
                    continue
                if kind == "duration" and self.numbers[index].kind != "duration":
                    continue
                if not _TARGET_BETWEEN.search(self.gaps[earlier][-30:]):
                    return earlier
        return None

    def _with_amount(self, index: int, kind: str, words: str) -> Movement | None:
        self.parts[index] = "amount"
        before = self.gaps[index]
        last = self.movements[-1] if self.movements else None
        if last is not None:
            said_again = last.amount is not None and last.result is not None and kind == last.direction
            if said_again and index - 1 in (last.baseline, last.amount):
                last.amounts.append(index)  # "21 more than the 166 of last year, a rise of 12.7%"
                return None
            if last.amount is None and index - 1 in (last.result, last.baseline):
                last.amount = index  # "A, up from B, a rise of D": one movement
                if last.neutral or last.direction is None:
                    set_direction(last, kind)
                return None
        if NEGATED.search(before[: max(0, len(before) - len(words))]):
            return None
        movement = movement_of_kind(kind, words, (kind, 0, len(words)), amount=index)
        following = self.gaps[index + 1] if index + 1 < len(self.numbers) else ""
        if _ONLY_TO.search(following) and ";" not in following:
            return movement
        lead = before[: before.rfind(words)] if words in before else before
        if index and _IS.fullmatch(lead) and self.parts[index - 1] is None:
            movement.result, self.parts[index - 1] = index - 1, "result"  # "December's 261 was 81 lower than November"
            return movement
        apposed = _APPOSED.search(lead + words if words in before else before)
        if index and apposed and before.startswith("#") and self.parts[index - 1] in (None, "result"):
            main = self._main_before(index)
            if main is not None:
                movement.result, self.parts[main] = main, "result"
        return movement

    def _compared(self, index: int) -> Movement | None:
        """ "56%, against 53% the year before", "29% lower than the 604 in November"."""
        before = self.gaps[index]
        open_ = next((m for m in reversed(self.movements) if m.amount == index - 1 and m.baseline is None), None)
        if open_ is not None:
            open_.baseline, self.parts[index] = index, "baseline"
            return None
        main = self._main_before(index)
        if main is None or _kind(self.numbers[main]) != _kind(self.numbers[index]):
            return None
        if _NOT_EARLIER.match(self.gaps[index + 1]):
            return None
        found = self.words.last(before)
        self.parts[index], self.parts[main] = "baseline", "result"
        if found and found[0] in ("increase", "decrease") and found[1] > 2:
            return movement_of_kind(found[0], before, found, result=main, baseline=index)
        movement = Movement(direction=None, result=main, baseline=index, neutral=True, words=before.strip("# ,"))
        lead = self.words.last(self.gaps[main])
        if lead is not None and lead[0] in ("increase", "decrease") and "than" in self.gaps[main][lead[2] :].split():
            set_direction(movement, lead[0])
        return movement

    def _was_baseline(self, index: int) -> Movement | None:
        """ "12, was 24"; "24% (2021/22: 27%)"."""
        if self.numbers[index - 1].kind != self.numbers[index].kind:
            return None
        self.parts[index], self.parts[index - 1] = "baseline", "result"
        return Movement(direction=None, result=index - 1, baseline=index, neutral=True, words="was")
