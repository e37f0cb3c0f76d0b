"""The words that tell a change, and the places where the same words tell none."""

from __future__ import annotations

import re

from ..vocab.measures import Measures, cue_pattern

_NOT_CHANGE_BEFORE = re.compile(
    r"\b(?:step|steps|stepped|stepping|set|follow|followed|made|take|taken|taking|sign|signed|track|"
    r"pick|picked|catch|calm|settle|back|stand|sit|sat|write|wrote|break|breaks|close|closed|turn|"
    r"turned|grown|growing|bring|brought|come|came|drop-?in|top|start|started|look|looked)[\s-]+$",
    re.IGNORECASE,
)


class ChangeWordPatterns:
    """The vocabulary's words of change as patterns."""

    def __init__(self, measures: Measures) -> None:
        words = measures.change
        self.directions: tuple[tuple[str, re.Pattern[str]], ...] = (
            ("increase", cue_pattern(words.increase)),
            ("decrease", cue_pattern(words.decrease)),
            ("no_change", cue_pattern(words.no_change)),
            ("better", cue_pattern(words.better)),
            ("worse", cue_pattern(words.worse)),
        )

    def last(self, text: str) -> tuple[str, int, int] | None:
        """The last word of change in `text`: its kind and place. "stepped down" and "more than 50" are none."""
        best: tuple[str, int, int] | None = None
        for kind, pattern in self.directions:
            for match in pattern.finditer(text):
                if _is_no_change_word(text, match):
                    continue
                if best is None or match.end() >= best[2]:
                    best = (kind, match.start(), match.end())
        return best


def _is_no_change_word(text: str, match: re.Match[str]) -> bool:
    word, before, after = match.group(0).lower(), text[: match.start()], text[match.end() :]
    if match.group(0)[:1].isupper() and re.search(r"\b[A-Z]\w+\s$", before):
        return True  # "Temple Rise"
    if (
        word in ("up", "down")
        and re.match(r"\s+(?:to|from|by)\s+(?:\w+\s+)?$", after)
        and re.search(r"\b(?:came|come|comes|brought|bring)\s+$", before)
    ):
        return False  # "came down to 18.9% from 21.3%"
    if word in ("up", "down"):
        return bool(_NOT_CHANGE_BEFORE.search(before)) or bool(
            re.match(r"\s*(?:to\b(?!\s+from)|of\b|and running|for\b)", after)
        )
    if word in ("more", "less", "fewer", "greater", "higher", "lower") and re.match(r"\s+than\s*$", after):
        return bool(not before.strip() or not re.search(r"[\d%§#]\s*(?:\w+\s+){0,2}$", before))
    if word in ("above", "below"):
        return True
    if word in ("lost", "cut", "cuts", "gain", "extra", "additional"):
        return word in ("extra", "additional", "lost") or bool(re.search(r"\b(?:budget|spending|the)\s+$", before))
    return bool(
        re.match(r"\w*\s+(?:services?|plan|board|officer|programme|lead|partner|adviser|visit)\b", after)
    ) and word.startswith(("improve", "progress"))
