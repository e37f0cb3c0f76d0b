"""Text with `**bold**`, `*italic*` and `[x]` tick boxes -> runs."""

from __future__ import annotations

import re

from .blocks import Inline, Run

TICKED = "\u2612"
UNTICKED = "\u2610"

# An asterisk that marks a footnote ("1,204*", "* provisional") touches text on one side only or a space on the
# inside, so it stays an asterisk.
_EMPHASIS = re.compile(
    r"\*\*\*(?P<both>\S(?:.*?\S)?)\*\*\*"
    r"|\*\*(?P<bold>\S(?:.*?\S)?)\*\*"
    r"|(?<![\w*])\*(?P<italic>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])",
    re.DOTALL,
)
_TICK = re.compile(r"\[(?P<mark>[ xX])\](?!\()")


def parse_inline(text: str) -> Inline:
    """Split `text` into runs; neighbouring runs differ in typeface."""
    text = _TICK.sub(lambda found: UNTICKED if found["mark"] == " " else TICKED, text)
    runs: list[Run] = []
    position = 0
    for found in _EMPHASIS.finditer(text):
        if found.start() > position:
            runs.append(Run(text=text[position : found.start()]))
        if found["both"]:
            runs.append(Run(text=found["both"], bold=True, italic=True))
        elif found["bold"]:
            runs.extend(_embolden(found["bold"]))
        else:
            runs.append(Run(text=found["italic"], italic=True))
        position = found.end()
    if position < len(text):
        runs.append(Run(text=text[position:]))
    return tuple(runs)


def as_typed(text: str) -> str:
    """Tick boxes back in square brackets, as they are typed in plain text."""
    return text.replace(TICKED, "[x]").replace(UNTICKED, "[ ]")


def _embolden(text: str) -> Inline:
    """The runs inside a bold stretch, where italics may nest."""
    return tuple(Run(text=run.text, bold=True, italic=run.italic) for run in parse_inline(text))
