"""Figures that belong together, and series over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pipeline.link import join_series, link_figures
from pipeline.records.figure import Change, Figure, Period
from pipeline.records.span import Evidence, Locator

from .case_papers import vocabulary

SENTENCE = Evidence(document="doc_1", start=0, end=47, quote="Of 100 cases 60 were closed and 40 stayed open.")


def _figure(number: int, value: str, *, period: Period | None = None, **fields: object) -> Figure:
    base = Figure(
        id=f"fig_{number}", document="doc_1", value=Decimal(value), low=None, high=None, text=value, start=number, end=number + 2,
        unit_kind="count", unit="cases", denominator=None, measure="early help cases", breakdown=None, period=period, change=None,
        qualifier=None, role="reported", geography=None, organisation="Holbeck Council", attributed_to=None, origin="prose",
        evidence=SENTENCE, locator=Locator(), method="prose", confidence=0.9, explanation="",
    )  # fmt: skip
    return replace(base, **fields)  # type: ignore[arg-type]


def _year(year: int) -> Period:
    return Period(text=f"{year}/{year + 1}", start=date(year, 4, 1), end=date(year + 1, 3, 31))


def test_parts_that_add_up_are_linked_to_their_whole() -> None:
    figures = [
        _figure(1, "100"),
        _figure(2, "60", breakdown={"status": "closed"}),
        _figure(3, "40", breakdown={"status": "open"}),
    ]
    assert {(link.from_, link.to) for link in link_figures(figures)} == {("fig_2", "fig_1"), ("fig_3", "fig_1")}
    wrong = [figures[0], figures[1], replace(figures[2], value=Decimal(41))]
    assert list(link_figures(wrong)) == []


def test_a_baseline_is_linked_to_the_value_it_is_of() -> None:
    now = _figure(1, "238", change=Change(direction="increase", baseline=Decimal(212)))
    before = _figure(2, "212", role="baseline")
    (link,) = link_figures([now, before])
    assert (link.kind, link.from_, link.to) == ("figure_figure", "fig_2", "fig_1")
    assert "baseline" in link.basis


def test_a_measure_of_two_years_is_a_series_and_of_one_is_none() -> None:
    first = _figure(1, "212", period=_year(2022))
    second = _figure(2, "238", period=_year(2023), measure="Early help case")
    (series,) = join_series([second, first], vocabulary=vocabulary())
    assert [point.value for point in series.points] == [Decimal(212), Decimal(238)]
    assert list(join_series([first], vocabulary=vocabulary())) == []


def test_targets_and_other_units_stay_out_of_a_series() -> None:
    first = _figure(1, "212", period=_year(2022))
    target = _figure(2, "250", period=_year(2023), role="target")
    percent = _figure(3, "24", period=_year(2023), unit_kind="percent", unit=None)
    assert list(join_series([first, target, percent], vocabulary=vocabulary())) == []


def test_two_values_of_one_period_are_a_revision() -> None:
    figures = [
        _figure(1, "212", period=_year(2022)),
        _figure(2, "214", period=_year(2022), document="doc_2"),
        _figure(3, "238", period=_year(2023)),
    ]
    (series,) = join_series(figures, vocabulary=vocabulary())
    assert len(series.points) == 2 and len(series.revisions) == 1
