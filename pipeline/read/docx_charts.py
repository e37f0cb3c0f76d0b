"""Charts and diagrams in Word documents: the words and the cached numbers they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .docx_story import Story
from .docx_xml import descendants, name
from .lines import squeeze
from .pieces import Flow, Piece

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_chart(relationship: str, story: Story) -> Flow:
    """A chart or SmartArt diagram as chart pieces: words that stand in a picture and are no prose."""
    target = story.relationships.get(relationship)
    if target is None or target.external or target.target not in story.parts:
        story.tally["missing_part"] += 1
        return []
    root = story.parts.xml(target.target)
    words = [squeeze(words) for words in _words(root)]
    return [Piece(kind="chart", text=text, plain=True) for text in words if text]


def _words(root: _Element) -> list[str]:
    """The paragraphs of a diagram's text."""
    paragraphs = [element for element in root.iter() if name(element) == "a:p"]
    return ["".join(text.text or "" for text in descendants(paragraph, "a:t")) for paragraph in paragraphs]
