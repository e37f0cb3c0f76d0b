"""Charts as SVG, drawn here: bars and lines that read in grey, with a title and a description for screen readers.

Each chart stands above the table of its numbers; nothing is in a chart alone. Ids are made from `name`, which must be unique
on the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_WIDTH: Final = 720
_LABEL: Final = 210  # width of the labels at the left of bars
_BAR, _GAP = 22, 10
_INK: Final = "#0b0c0c"
_SOFT: Final = "#505a5f"
# Five fills that differ without colour: solid, white, hatched, light, dotted. Each has a dark outline.
_FILLS: Final = ("solid", "open", "hatch", "light", "dots")
_PATTERNS: Final = (
    '<pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/><rect width="2.5" height="6" fill="#1d3f5e"/></pattern>'
    '<pattern id="{name}-dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.4" fill="#1d3f5e"/></pattern>'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A bar of stacked parts, one a key of the chart; `label` stands at its left."""

    label: str
    parts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """A point of a line chart. `at` places it on the time axis (days); points with one `at` stand above one another."""

    label: str
    at: int
    value: float
    shown: str


def stacked_bars(bars: Sequence[Bar], *, keys: Sequence[str], name: str, title: str, description: str) -> str:
    """Horizontal bars of stacked counts with the total at the end of each. At most five keys."""
    longest = max((sum(bar.parts) for bar in bars), default=0) or 1
    room = _WIDTH - _LABEL - 60
    top = 34 if len(keys) > 1 else 8
    height = top + len(bars) * (_BAR + _GAP) + 4
    parts = [_legend(keys, name)] if len(keys) > 1 else []
    for index, bar in enumerate(bars):
        y = top + index * (_BAR + _GAP)
        parts.append(_text(_LABEL - 10, y + _BAR - 6, _short(bar.label), anchor="end"))
        x = float(_LABEL)
        for key, part in enumerate(bar.parts):
            if part:
                width = part / longest * room
                parts.append(_box(x, y, width, _BAR, _FILLS[key], name))
                x += width
        parts.append(_text(x + 6, y + _BAR - 6, f"{sum(bar.parts):,}", bold=True))
    return svg_of(parts, height=height, name=name, title=title, description=description)


def line_chart(dots: Sequence[Dot], *, name: str, title: str, description: str) -> str:
    """Points joined in the order of time, each with its value; the axis starts at 0 unless all values lie far above it."""
    left, right, top, bottom, height = 70, 30, 26, 54, 240
    low, high = _scale([dot.value for dot in dots])
    first, last = min(dot.at for dot in dots), max(dot.at for dot in dots)

    def x(dot: Dot) -> float:
        share = (dot.at - first) / (last - first) if last > first else 0.5
        return left + share * (_WIDTH - left - right - 40) + 20

    def y(value: float) -> float:
        return top + (high - value) / (high - low) * (height - top - bottom)

    parts = []
    for tick in (low, (low + high) / 2, high):
        parts.append(f'<path d="M{left} {y(tick):.1f}H{_WIDTH - right}" stroke="#b1b4b6"/>')
        parts.append(_text(left - 8, y(tick) + 4, f"{tick:,.6g}", anchor="end", soft=True))
    if low > 0:
        note = f"The axis starts at {low:,.6g}, not at 0"
        parts.append(_text((left + _WIDTH - right) / 2, height - 8, note, anchor="middle", soft=True))
    path = " ".join(f"{'L' if index else 'M'}{x(dot):.1f} {y(dot.value):.1f}" for index, dot in enumerate(dots))
    parts.append(f'<path d="{path}" fill="none" stroke="{_INK}" stroke-width="2"/>')
    shown_to = -100.0
    for index, dot in enumerate(dots):
        parts.append(f'<circle cx="{x(dot):.1f}" cy="{y(dot.value):.1f}" r="4" fill="{_INK}"/>')
        if x(dot) - shown_to > 46 or (index == len(dots) - 1 and x(dot) - shown_to > 30):
            beside = [other.value for other in (*dots[max(0, index - 1) : index], *dots[index + 1 : index + 2])]
            lift = 19 if beside and dot.value < min(beside) else -9  # under a low point, where no line runs
            parts.append(_text(x(dot), y(dot.value) + lift, dot.shown, anchor="middle", bold=True))
            shown_to = x(dot)
    for dot in dict.fromkeys((dots[0], dots[-1])):
        anchor = "middle" if len(dots) == 1 else "start" if dot is dots[0] else "end"
        at = {"start": left, "end": _WIDTH - right, "middle": x(dot)}[anchor]
        parts.append(_text(at, height - 8, _short(dot.label), anchor=anchor, soft=True))
    return svg_of(parts, height=height, name=name, title=title, description=description)


def _scale(values: Sequence[float]) -> tuple[float, float]:
    """Ends of the axis: from nought, or from a round number below where the change would else not be seen."""
    low, high = min(values), max(values)
    if high == low:
        return (0.0, high * 1.25) if high > 0 else (low - 1, low + 1)
    step = 10 ** math.floor(math.log10(high - low))
    base = 0.0 if low >= 0 and low < 0.8 * high else math.floor(low / step) * step
    return base, math.ceil(high / step) * step


def svg_of(parts: Sequence[str], *, height: float, name: str, title: str, description: str) -> str:
    """A drawing of the width of the page, with its title and description."""
    patterns = "".join(_PATTERNS).replace("{name}", escape(name))
    return (
        f'<svg role="img" aria-labelledby="{escape(name)}-title {escape(name)}-desc" viewBox="0 0 {_WIDTH} {height:g}" '
        f'xmlns="http://www.w3.org/2000/svg" class="chart" font-family="Arial, sans-serif" font-size="14">'
        f'<title id="{escape(name)}-title">{escape(title)}</title>'
        f'<desc id="{escape(name)}-desc">{escape(description)}</desc><defs>{patterns}</defs>{"".join(parts)}</svg>'
    )


def _legend(keys: Sequence[str], name: str) -> str:
    parts = []
    x = float(_LABEL)
    for index, key in enumerate(keys):
        parts.append(_box(x, 4, 16, 16, _FILLS[index], name) + _text(x + 22, 17, key))
        x += 40 + 8.2 * len(key)
    return "".join(parts)


def _box(x: float, y: float, width: float, height: float, fill: str, name: str) -> str:
    paint = {"solid": "#1d3f5e", "open": "#fff", "light": "#b9c4cd"}.get(fill) or f"url(#{escape(name)}-{fill})"
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" fill="{paint}" stroke="{_INK}"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False, soft: bool = False) -> str:
    style = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_SOFT if soft else _INK}"{style}>{escape(text)}</text>'


def _short(label: str) -> str:
    return label if len(label) <= 30 else f"{label[:29]}…"
