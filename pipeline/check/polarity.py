"""Which way is better: told by the document, by the scale, or by the measure."""

from __future__ import annotations

import re
from typing import Literal

from ..text.phrases import tokenize
from ..vocab import Vocabulary

Better = Literal["up", "down"]

_LOW_IS_GOOD = re.compile(
    r"\b(?:low(?:er)?|small(?:er)?|few(?:er)?|less)\b[^.;]{0,25}\b(?:is|are|means?|=|:)\s?(?:the )?(?:good"
    r"|better|best|best outcome|fewer (?:problems|difficulties))\b"
    r"|\bgood (?:is|=|:|to be) ?(?:low|smaller?|down|lower)\b|\b(?:high(?:er)?|large) (?:score|number|figure)s? "
    r"(?:means?|is|are|shows?|indicates?)\b[^.;]{0,25}\b"
    r"(?:worse|bad|more (?:problems|difficulties|need|concern|risk)|many (?:problems|difficulties)|greater "
    r"(?:need|risk|difficult))"
    r"|\b(?:0|nought|1) (?:is|=|means?|being)? ?(?:none|best|no problems?)\b|\b10 (?:is|=|means?|being)? ?(?:the "
    r")?worst\b",
    re.IGNORECASE,
)
_HIGH_IS_GOOD = re.compile(
    r"\b(?:high(?:er)?|bigg(?:er)?|large(?:r)?|more)\b[^.;]{0,25}\b(?:is|are|means?|=|:)\s?(?:the )?(?:good"
    r"|better|best)\b"
    r"|\bgood (?:is|=|:|to be) ?(?:high|bigger|up|higher)\b|\b(?:10|5|ten|five) (?:is|=|means?|being) ?(?:the "
    r")?(?:best|managing well|effective parenting)\b",
    re.IGNORECASE,
)
_CEILING = re.compile(
    r"\b(?:ceilings?|limits?|maximum|no more than|at most|caps?|cap of|upper|not exceed)\b|[≤<]", re.IGNORECASE
)
_FLOOR = re.compile(r"\b(?:floor|minimum|no less than|at least|not fall below)\b|[≥>]", re.IGNORECASE)


def better_direction(vocabulary: Vocabulary, *texts: str) -> Better | None:
    """Which way is better for what the texts speak of, the most telling text first; None where nothing tells.

    Printed words ("lower is better") count first, then the scale named (an SDQ falls when things improve), then the measure.
    """
    for text in texts:
        printed = printed_direction(text)
        if printed is not None:
            return printed
    for text in texts:
        scales = vocabulary.outcomes.scales(tokenize(text))
        if scales:
            return scales[0].payload.better
    for text in texts:
        measure = vocabulary.measures.canonical(text)
        if measure is not None and measure.good is not None:
            return "up" if measure.good == "high" else "down"
    for text in texts:
        up, down = _UP_IS_GOOD.search(text) is not None, _DOWN_IS_GOOD.search(text) is not None
        if up != down:
            return "up" if up else "down"
    return None


# What is measured, where no scale is named: well-being is to rise, worry to fall.
_UP_IS_GOOD = re.compile(
    r"\b(?:well-?being|confidence|satisfaction|resilience|attendance|timeliness|happiness|self-esteem|engagement)\b",
    re.IGNORECASE,
)
_DOWN_IS_GOOD = re.compile(
    r"\b(?:anxiety|depression|difficult(?:y|ies)|distress|worry|worries|stress|absence|exclusions?|suspensions?"
    r"|incidents|arrears|debts?|conflict|waiting times?)\b",
    re.IGNORECASE,
)


def printed_direction(text: str) -> Better | None:
    """Which way is better as the words say; None where they say nothing or both."""
    low, high = _LOW_IS_GOOD.search(text) is not None, _HIGH_IS_GOOD.search(text) is not None
    return None if low == high else ("down" if low else "up")


def limit_direction(text: str) -> Better | None:
    """ "Down" where a number is to stay below a ceiling, "up" where it is to stay above a floor."""
    low, high = _CEILING.search(text) is not None, _FLOOR.search(text) is not None
    return None if low == high else ("down" if low else "up")
