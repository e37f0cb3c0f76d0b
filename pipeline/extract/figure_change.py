"""How numbers of a sentence move against one another: which is the result, which the baseline, which the amount of change.

It reads the words between the numbers ("up from", "fell by", "compared with"), not the parse: these words are short, fixed and
often in a bracket or after a comma, where a parser is least sure. Direction is what the words say, right or wrong.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..text.numbers import NumberMention
from ..text.period_mentions import PeriodMention
from .figure_change_patterns import (
    APPOSED,
    ARROW,
    BRACKET,
    BRACKETED,
    COMPARED,
    FROM,
    IS,
    MOVES,
    NOT_EARLIER,
    ON,
    ON_EARLIER,
    ONLY_TO,
    RANGES_FROM,
    RESPECTIVELY,
    SIGNED,
    SIGNED_BRACKET,
    TARGET_BETWEEN,
    THAN_BRACKET,
    TO,
    WAS,
    WAS_SHARE,
    WHEN_IT_WAS,
    comparable_kind,
    compares_only,
    differs,
)
from .figure_change_words import ChangeWordPatterns
from .figure_movement import (
    NEGATED,
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
from .figure_then_now import (
    follows_from,
    is_then_and_now,
    leaves,
    says_amount_again,
    was_before,
    went_on_to,
    when_it_was,
)


def find_movements(
    text: str, numbers: list[NumberMention], periods: list[PeriodMention], words: ChangeWordPatterns
) -> list[Movement]:
    """The changes that a sentence states, in the order of their numbers."""
    reading = _Reading(text, numbers, periods, words)
    for index in range(len(numbers)):
        if (movement := reading.at(index)) is not None:
            reading.movements.append(movement)
    for movement in reading.movements:
        movement.baseline_period = baseline_period_of(text, numbers, periods, movement)
    for movement in list(reading.movements):
        reading.add_shares(movement)
    return [movement for movement in reading.movements if not compares_only(movement, text, numbers)]


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
        if FROM.search(before) and not is_range_lead(before):
            return self._from_baseline(index)
        if index and self._joins_earlier(index):
            return None
        if not index and was_before(before):
            self.parts[index] = "baseline"
            return Movement(direction=None, baseline=index, neutral=True, earlier_result=True, words="was")
        if index and self.parts[index - 1] is None and is_then_and_now(self.text, self.numbers, self.gaps, index):
            self.parts[index - 1], self.parts[index] = "baseline", "result"
            return Movement(direction=None, result=index, baseline=index - 1, neutral=True, words="then and now")
        if index and ARROW.fullmatch(before) and self._free_pair(index):
            self.parts[index - 1], self.parts[index] = "baseline", "result"
            return Movement(direction=None, result=index, baseline=index - 1, neutral=True, words="was")
        beyond = self.gaps[index + 2] if index + 2 < len(self.gaps) else ""
        amount = amount_direction(before, self.gaps[index + 1], number, self.words, beyond)
        if amount is not None:
            return self._with_amount(index, *amount)
        if index and COMPARED.search(before) and not TARGET_BETWEEN.search(before) and number.qualifier != "over":
            return self._compared(index)
        was = index and len(before) < 40 and (WAS.search(before) or BRACKET.search(before))
        if was and self.parts[index - 1] in (None, "result"):
            return self._was_baseline(index)
        return self._with_result(index)

    def add_shares(self, movement: Movement) -> None:
        """ "11 files (23%), against nine (20%) in 2022": the shares in brackets move as their counts do. Counts of different
        wholes, "14 out of 22" and "10 out of 20", do not move at all.
        """
        result, baseline = movement.result, movement.baseline
        if result is None or baseline is None or max(result, baseline) + 1 >= len(self.numbers):
            return
        shares = (result + 1, baseline + 1)
        if any(self.numbers[i].kind != "percent" or self.numbers[i - 1].kind == "percent" for i in shares):
            return
        if any(self.parts[i] is not None or BRACKETED.search(self.gaps[i]) is None for i in shares):
            return
        self.parts[shares[0]], self.parts[shares[1]] = "result", "baseline"
        self.movements.append(replace(movement, result=shares[0], baseline=shares[1], amount=None, amounts=[]))
        wholes = {self.numbers[i].denominator for i in (result, baseline)}
        if len(wholes) > 1 and None not in wholes:
            self.movements.remove(movement)

    def _free_pair(self, index: int) -> bool:
        return self.parts[index - 1] is None and self.numbers[index - 1].kind == self.numbers[index].kind

    def _of_amount(self, index: int) -> Movement:
        return next(m for m in reversed(self.movements) if index in (m.amount, *m.amounts))

    def _joins_earlier(self, index: int) -> bool:
        """Number `index` tells more of the change of the number before it."""
        before, number, previous = self.gaps[index], self.numbers[index], self.numbers[index - 1]
        after_amount = self.parts[index - 1] == "amount"
        pair = next((m for m in self.movements if m.baseline == index - 1 and m.result is not None), None)
        if pair is not None and pair.amount is None and differs(before, self.gaps[index + 1], self.words):
            kind = differs(before, self.gaps[index + 1], self.words)
            pair.amount, self.parts[index] = index, "amount"  # "9,412, against 8,730 in 2021/22, which is 682 more"
            set_direction(pair, kind)
            return True
        if (
            pair is None
            and self.parts[index - 1] == "result"
            and WAS_SHARE.fullmatch(before)
            and number.kind == "percent"
        ):
            moved = next((m for m in self.movements if m.result == index - 1 and m.baseline is not None), None)
            if (
                moved is not None
                and moved.amount is None
                and self.words.last(self.gaps[moved.baseline or 0]) is not None
            ):
                moved.amount, self.parts[index] = index, "amount"  # "The growth in plans, from 754 to 936, was 34%"
                return True
        if (
            after_amount
            and THAN_BRACKET.search(before)
            and self.gaps[index + 1].startswith("#)")
            and number.kind == previous.kind
        ):
            movement = self._of_amount(index - 1)  # "120 more than in the same months of the year before (1,552)"
            if movement.baseline is None and number.value > previous.value:
                movement.baseline, self.parts[index] = index, "baseline"
                return True
        if (
            after_amount
            and ON.search(before)
            and (previous.kind != number.kind or number.kind == "percent" or number.value > previous.value)
        ):
            movement = self._of_amount(index - 1)
            if movement.baseline is None and not TARGET_BETWEEN.search(before):
                movement.baseline, self.parts[index] = index, "baseline"
            return True
        said_again = after_amount and says_amount_again(before, self.gaps[index + 1], number, previous)
        if said_again or (after_amount and before == "# (" and self.gaps[index + 1].startswith("#)")):
            self._of_amount(index - 1).amounts.append(index)  # "by 12 (8%)": the same change in percent
            self.parts[index] = "amount"
            return True
        if after_amount and WHEN_IT_WAS.search(before):
            movement = self._of_amount(index - 1)  # "188 more than the year before, when it was 2,292"
            if movement.baseline is None:
                movement.baseline, self.parts[index] = index, "baseline"
            return True
        if self.parts[index - 1] in (None, "result") and previous.kind == number.kind and when_it_was(before):
            found = self.words.last(before)
            self.parts[index - 1], self.parts[index] = "result", "baseline"
            self.movements.append(
                movement_of_kind(
                    found[0] if found else "", before, found or ("", 0, 0), result=index - 1, baseline=index
                )
            )
            return True
        if after_amount and leaves(before) and self._of_amount(index - 1).result is None:
            self._of_amount(index - 1).result, self.parts[index] = index, "result"
            return True
        if number.direction and SIGNED_BRACKET.fullmatch(before) and ON_EARLIER.match(self.gaps[index + 1]):
            self.parts[index - 1], self.parts[index] = (
                "result",
                "amount",
            )  # "5,210 contacts (▲ 3.4% on the year before)"
            self.movements.append(
                Movement(direction=number.direction, result=index - 1, amount=index, words="arrow or sign")
            )
            return True
        if number.direction and SIGNED.fullmatch(before) and self.movements:
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
        if number.qualifier == "at_most" and re.search(r"\bup\s+to\s+$", before):
            return None  # "worse than target by up to five points"
        if found is not None and open_clause and TO.search(before[found[2] :]):
            open_ = next((m for m in reversed(self.movements) if m.result is None and not m.earlier_result), None)
            if open_ is not None and ONLY_TO.search(before):
                open_.result, self.parts[index] = index, "result"
                return None
            if found[0] == "no_change" or ONLY_TO.search(before):
                self.parts[index] = "result"
                movement = movement_of_kind(found[0], before, found, result=index)
                if index and self._free_pair(index) and went_on_to(before):
                    movement.baseline, self.parts[index - 1] = index - 1, "baseline"
                return movement
        elif index and ONLY_TO.search(before) and self.parts[index - 1] == "amount":
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
        onto = has_next and bool(ONLY_TO.search(self.gaps[index + 1])) and len(self.gaps[index + 1]) < 90
        found = self.words.last(before)
        if index and self.parts[index - 1] == "amount" and (found is None or not clause_ends_in(before)):
            movement = self._of_amount(index - 1)
            movement.baseline, self.parts[index] = index, "baseline"
            if onto and movement.result is None:
                movement.result, self.parts[index + 1] = index + 1, "result"
            return None
        if RANGES_FROM.search(before + " "):
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
            movement = Movement(
                direction=None, baseline=index, neutral=True, words="moved" if MOVES.search(before) else ""
            )
        told = last is not None and last.amount == index - 1 and last.result is None and last.baseline is None
        if last is not None and told and onto and ":" in before and last.direction == movement.direction:
            last.baseline, last.result, self.parts[index + 1] = (
                index,
                index + 1,
                "result",
            )  # "a 40% rise: visits went from 82 to 115"
            return None
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
        for any_kind in (False, True):
            for earlier in range(index - 1, -1, -1):
                kind = comparable_kind(self.numbers[earlier])
                if self.parts[earlier] not in (None, "result") or not (
                    any_kind or kind == comparable_kind(self.numbers[index])
                ):
                    continue
                beside = earlier == index - 1 and re.fullmatch(r"#\s?(?:\w+\s?){0,2},\s+", self.gaps[index]) is not None
                if kind == "duration" and self.numbers[index].kind != "duration" and not beside:
                    continue
                if not TARGET_BETWEEN.search(self.gaps[earlier][-30:]):
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
        if index > 1 and RESPECTIVELY.search(before) and re.fullmatch(r"#\s(?:and|to)\s", self.gaps[index - 1]):
            movement.result, movement.baseline = (
                index - 1,
                index - 2,
            )  # "84% and 88% in June and March respectively, a gain of 4"
            self.parts[index - 1], self.parts[index - 2] = "result", "baseline"
            return movement
        following = self.gaps[index + 1] if index + 1 < len(self.numbers) else ""
        if ONLY_TO.search(following) and ";" not in following:
            return movement
        if index and self.parts[index - 1] is None and follows_from(before):
            movement.baseline, self.parts[index - 1] = index - 1, "baseline"
            return movement
        at_front = re.fullmatch(r"At\s+", self.gaps[index - 1]) if index else None
        if at_front and self.numbers[index - 1].kind == self.numbers[index].kind and self.parts[index - 1] is None:
            movement.result, self.parts[index - 1] = (
                index - 1,
                "result",
            )  # "At £2.1m, spending was £0.2m more than in 2021/22"
            return movement
        lead = before[: before.rfind(words)] if words in before else before
        if index and IS.fullmatch(lead) and self.parts[index - 1] is None:
            movement.result, self.parts[index - 1] = index - 1, "result"  # "December's 261 was 81 lower than November"
            return movement
        apposed = APPOSED.search(lead + words if words in before else before)
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
        if main is None or comparable_kind(self.numbers[main]) != comparable_kind(self.numbers[index]):
            return None
        if NOT_EARLIER.match(self.gaps[index + 1]):
            return None
        found = self.words.last(before)
        self.parts[index], self.parts[main] = "baseline", "result"
        beside = (
            found is not None
            and re.match(r"\s*(?:[\w’'-]+\s+){0,4}(?:than|on|against|compared)\b", before[found[2] :]) is not None
        )
        if found and found[0] in ("increase", "decrease") and found[1] > 2 and beside:
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
