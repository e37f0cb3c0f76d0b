"""Words that open what a committee is asked, resolves or sets in train."""

from __future__ import annotations

import re

from ..records.decision import DecisionKind
from ..vocab import Vocabulary

_BODY = (
    r"(?:the\s+)?(?:members|committee|cabinet|board|panel|commission|forum|council|executive|scrutiny|sub-?committee"
    r"|partnership|governors|trustees)"
)
_IS_ASKED = r"(?:is|are)\s+(?:therefore\s+)?(?:asked|recommended|invited|requested)"
# "It is recommended that", "The Commission is asked to", "Recommendations are".
_ASKED = re.compile(
    r"\W*(?:it (?:is|was)\s+(?:therefore\s+)?(?:recommended|proposed)|(?:the\s+)?recommendations?\s+(?:is|are|was|were)"
    rf"|(?:that\s+)?{_BODY}(?:\s+\w+){{0,6}}?\s+{_IS_ASKED})\b",
    re.IGNORECASE,
)
# "Resolved - That the Committee:", "RESOLVED:", "It was agreed that".
_RESOLVED = re.compile(
    r"\W*(?:it was\s+)?(?:unanimously\s+)?(?:resolved|agreed|decided)\b(?=\s*(?:unanimously\s*)?(?:[-–—:]|that\b|$))",
    re.IGNORECASE,
)
ACTION_MARK = re.compile(
    r"\W*actions?(?:\s+(?:point|for|by|on))?\s*(?:\d{1,3})?\s*(?:\([^)]{1,60}\))?\s*[:–—-]\s+", re.IGNORECASE
)
# What stands between the lead and the item: "- That the Committee:", "that Members note".
_AFTER_LEAD = re.compile(
    rf"\s*[-–—:,]*\s*(?:that\s+)?(?:(?:{_BODY})(?:\s+(?!to\b)[\w-]+){{0,5}}?(?=\s*:|\s*$|\s+(?:note|notes|agree"
    rf"|agrees|approve|approves|endorse|endorses|consider|considers|receive|support)))?"
    r"\s*[:–—-]*\s*(?:to\s*[:–—-]*\s+)?",
    re.IGNORECASE,
)
_ACTIONS_OPEN = re.compile(
    r"\b(?:the following|these)\s+(?:actions?|steps?|things|points)?\s*(?:will|have|has|are|were|is)?\s*(?:been|be)?\s*"
    r"(?:done|taken|agreed|followed up)?\s*:|\b(?:has|have|with|are) these (?:steps|actions)\s*:|\bactions? (?:agreed"
    r"|are|were|arising)[^.:]{0,40}:",
    re.IGNORECASE,
)
_ASKED_HEADING = re.compile(
    rf"\b(?:what\s+)?{_BODY}\s+(?:is|are)\s+(?:being\s+)?asked\b|\basked? to (?:do|decide|agree|note)\b", re.IGNORECASE
)


def lead_kind(text: str) -> DecisionKind | None:
    """What a paragraph opens: "It is recommended that" a recommendation, "Resolved - That" a resolution."""
    if _RESOLVED.match(text):
        return "resolution"
    return "recommendation" if _ASKED.match(text) else None


def lead_end(text: str) -> int:
    """Where the words of the item begin after a lead. "That the Committee note ..." by itself is the item's own words."""
    lead = _RESOLVED.match(text) or _ASKED.match(text)
    if lead is None:
        opening = re.match(rf"\W*that\s+{_BODY}(?:\s+[\w-]+){{0,4}}?\s*[:–—-]\s*", text, re.IGNORECASE)
        return opening.end() if opening else 0
    after = _AFTER_LEAD.match(text, lead.end())
    return after.end() if after else lead.end()


def opens_actions(text: str) -> bool:
    """Whether a paragraph announces actions: "The following will be done:", "Our plan has these steps: ..."."""
    match = _ACTIONS_OPEN.search(text)
    return match is not None and (match.end() >= len(text.rstrip()) or ";" in text[match.end() :])


def heading_kind(title: str, vocabulary: Vocabulary) -> DecisionKind | None:
    """What a heading announces: "Recommendations", "What members are asked to do", "Resolved", "Action log"."""
    name = vocabulary.headings.section_name(title)
    if name == "recommendations" or _ASKED_HEADING.search(title):
        return "recommendation"
    if name == "resolutions" or _RESOLVED.match(title):
        return "resolution"
    return "action" if name == "actions" and "next steps" not in title.lower() else None
