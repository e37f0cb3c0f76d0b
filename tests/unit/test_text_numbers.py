"""Numbers as they are written: value, kind, range, sign, and the exact stretch of text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.text.number_words import parse_word_number
from pipeline.text.numbers import NumberMention, find_numbers


def _one(text: str) -> NumberMention:
    found = find_numbers(text)
    assert len(found) == 1, [text[n.start : n.end] for n in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value", "kind"),
    [
        ("It saw 1,204 families.", "1,204", "1204", None),
        ("A rate of 12.5 per cent was seen.", "12.5 per cent", "12.5", "percent"),
        ("It was 12.5%.", "12.5%", "12.5", "percent"),
        ("It was 7 percent.", "7 percent", "7", "percent"),
        ("About seven per cent left.", "seven per cent", "7", "percent"),
        ("It rose 3.2 percentage points.", "3.2 percentage points", "3.2", "percentage_points"),
        ("It rose 3pp.", "3pp", "3", "percentage_points"),
        ("It cost £1.2m.", "£1.2m", "1200000", "currency"),
        ("It cost £985k.", "£985k", "985000", "currency"),
        ("It cost £1.2 million.", "£1.2 million", "1200000", "currency"),
        ("It cost £0.3bn.", "£0.3bn", "300000000", "currency"),
        ("It cost £14,250.50 in all.", "£14,250.50", "14250.50", "currency"),
        ("It reached 1.2 million people.", "1.2 million", "1200000", None),
        ("They waited 26 working days.", "26", "26", "duration"),
        ("They waited six weeks.", "six", "6", "duration"),
        ("It took 1.5 hours.", "1.5", "1.5", "duration"),
        ("twenty-one families came.", "twenty-one", "21", None),
        ("A dozen schools joined.", "A dozen", "12", None),
        ("Half a dozen schools joined.", "Half a dozen", "6", None),
        ("A hundred families came.", "A hundred", "100", None),
    ],
)
def test_a_number_has_its_value_its_kind_and_its_place(text: str, words: str, value: str, kind: str | None) -> None:
    number = _one(text)
    assert (text[number.start : number.end].strip(), number.value, number.kind) == (words, Decimal(value), kind)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 40 and 50 families", 40, 50),
        ("8 to 12 sessions", 8, 12),
        ("6-8 weeks", 6, 8),
        ("£60,000 to £70,000", 60_000, 70_000),
        ("from 12% to 15% of pupils each year", None, None),
    ],
)
def test_a_range_is_one_number_with_two_ends(text: str, low: int | None, high: int | None) -> None:
    found = find_numbers(text)
    if low is None:
        assert all(number.low is None for number in found)
        return
    assert len(found) == 1
    assert (found[0].low, found[0].high) == (low, high)


@pytest.mark.parametrize(
    ("text", "value", "denominator"),
    [
        ("one in five parents", 1, 5),
        ("1 in 20 pupils", 1, 20),
        ("29 of the 71 plans", 29, 71),
        ("7 out of 10 parents", 7, 10),
        ("a third of families", 1, 3),
        ("three quarters of plans", 3, 4),
        ("three-quarters closed", 3, 4),
        ("half of the visits", 1, 2),
        ("a ratio of 1:7", 1, 7),
        ("a score of 4/5", 4, 5),
        ("191.3 per 10,000 children", Decimal("191.3"), 10_000),
    ],
)
def test_a_part_has_what_it_is_part_of(text: str, value: Decimal | int, denominator: int) -> None:
    number = _one(text)
    assert (number.value, number.denominator) == (value, denominator)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("▲ 3.4%", "increase"),
        ("▼ 12", "decrease"),
        ("+12 families", "increase"),
        ("doubled", "increase"),
        ("halved", "decrease"),
    ],
)
def test_signs_arrows_and_idioms_have_a_direction(text: str, direction: str) -> None:
    assert _one(text).direction == direction


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 40 families", "approx"),
        ("fewer than five complaints", "under"),
        ("more than 200 parents", "over"),
        ("at least 3 visits", "at_least"),
        ("up to 25 places", "at_most"),
        ("no more than 16%", "at_most"),
        ("nearly half of them", "under"),
        ("just over 300 calls", "over"),
        ("40 families", None),
    ],
)
def test_qualifiers_are_read_and_not_in_the_number(text: str, qualifier: str | None) -> None:
    number = _one(text)
    assert number.qualifier == qualifier
    assert "about" not in text[number.start : number.end]


def test_a_share_said_twice_is_one_number() -> None:
    number = _one("just under half (43%) of the files")
    assert (number.value, number.kind) == (43, "percent")
    assert number.echo is not None


def test_a_quarter_of_the_year_is_not_a_fourth() -> None:
    assert [n.value for n in find_numbers("It costs £24k a quarter.")] == [24_000]
    assert [n.form for n in find_numbers("A quarter of the plans closed.")] == ["fraction"]
    assert all(n.form != "fraction" for n in find_numbers("513 calls a quarter"))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-one", 21),
        ("one hundred and five", 105),
        ("two thousand three hundred", 2300),
        ("seven", 7),
        ("for", None),
    ],
)
def test_numbers_in_words(words: str, value: int | None) -> None:
    assert parse_word_number(words) == value


@pytest.mark.parametrize("unit", ["1, ", "1-", "£1m to ", "one and ", "2021/22 ", "1 of ", "(", "half "])
def test_long_runs_take_time_that_grows_with_their_length_alone(unit: str) -> None:
    find_numbers(unit * 4000)
