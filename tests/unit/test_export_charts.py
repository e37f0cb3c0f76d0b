"""Charts as SVG: sizes, words, and the order of time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from pipeline.export.charts import Bar, Dot, line_chart, stacked_bars

SVG = "{http://www.w3.org/2000/svg}"


def drawn(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)


def test_bars_are_as_long_as_their_numbers() -> None:
    bars = [Bar(label="Education", parts=(30, 10)), Bar(label="Housing & home", parts=(20, 0))]
    chart = drawn(stacked_bars(bars, keys=("Current", "Negated"), name="n", title="Needs", description="40 and 20"))
    widths = [float(box.attrib["width"]) for box in chart.findall(f"{SVG}rect")]
    legend, parts = widths[:2], widths[2:]
    assert legend == [16, 16]
    assert parts == pytest.approx([parts[0], parts[0] / 3, parts[0] * 2 / 3], rel=0.01)
    words = [text.text for text in chart.findall(f"{SVG}text")]
    assert {"Education", "Housing & home", "40", "20", "Current", "Negated"} <= set(words)


def test_parts_differ_without_colour() -> None:
    chart = stacked_bars(
        [Bar(label="x", parts=(1, 1, 1, 1, 1))], keys=tuple("abcde"), name="n", title="t", description="d"
    )
    fills = re.findall(r'fill="([^"]+)" stroke', chart)
    assert len(set(fills)) == 5


@pytest.mark.parametrize("bars", [[], [Bar(label="none", parts=(0,))]])
def test_nothing_to_draw_is_no_fault(bars: list[Bar]) -> None:
    assert drawn(stacked_bars(bars, keys=("a",), name="n", title="t", description="d")).tag == f"{SVG}svg"


def dots(*values: float) -> list[Dot]:
    return [Dot(label=f"Q{at}", at=at, value=value, shown=f"{value:g}") for at, value in enumerate(values, start=1)]


@pytest.mark.parametrize(
    "values, lowest, note",
    [
        ((120, 95, 130), "0", False),
        ((93, 95, 94), "93", True),  # 0 would hide the change
        ((5,), "0", False),
        ((0, 0), "-1", False),
        ((-3, 4), "-3", False),
    ],
)
def test_the_axis_of_values_is_honest(values: tuple[float, ...], lowest: str, note: bool) -> None:
    chart = drawn(line_chart(dots(*values), name="n", title="t", description="d"))
    words = [text.text or "" for text in chart.findall(f"{SVG}text")]
    assert words[0] == lowest
    assert any("not at 0" in word for word in words) is note
    heights = [float(dot.attrib["cy"]) for dot in chart.findall(f"{SVG}circle")]
    assert all(0 < height < 220 for height in heights)
    assert sorted(range(len(values)), key=lambda at: -values[at]) == sorted(
        range(len(values)), key=lambda at: heights[at]
    )


def test_words_of_a_document_cannot_become_markup() -> None:
    nasty = '"><script>x</script>'
    for chart in (
        stacked_bars([Bar(label=nasty, parts=(1,))], keys=(nasty,), name="n", title=nasty, description=nasty),
        line_chart([Dot(label=nasty, at=1, value=1, shown=nasty)], name="n", title=nasty, description=nasty),
    ):
        assert "<script" not in chart
        assert drawn(chart).find(f"{SVG}title").text == nasty  # type: ignore[union-attr]
