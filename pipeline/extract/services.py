"""Services and agencies named in case papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.dates import find_dates
from ..text.phrases import tokenize
from ..vocab import Vocabulary
from .statements import CasePaper

_PARTS = re.compile(r"\s*(?:;|,|\n|•|\s-\s|/(?=\s)|\band\b(?=\s+[A-Z]))\s*")
_SEMICOLONS = re.compile(r"\s*[;\n•]\s*")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_LABEL = re.compile(r"\b(?:services?|agenc\w+|professionals?|already involved|involved)\b", re.IGNORECASE)
_LEAD = re.compile(r"^(?:already|also|currently|now)?\s*involved\s*:\s*", re.IGNORECASE)
_CAPITAL = r"(?:[A-Z][\w'’&-]*|[0-9]+-[0-9]+)"
_OWN_NAME = re.compile(rf"\b{_CAPITAL}(?:\s+(?:{_CAPITAL}|of|and|for|in|the|to|&)){{0,5}}")


def services_listed(paper: CasePaper, *, vocabulary: Vocabulary) -> list[str] | None:
    """The services that the form's box or list names, as printed; None where the paper has no such place."""
    document = paper.document
    seen = False
    found: list[str] = []
    for field, entry in paper.fields:
        words = document.text[entry.words.start : entry.words.end] if entry.words is not None else ""
        if field.name == "services_involved" and not (words and find_dates(words.split(",")[0])):
            seen = True
            if entry.kind == "words":
                found.extend(split_services(words))
    for statement in paper.statements:
        text = document.text[statement.start : statement.end]
        lead = _LEAD.match(text)
        in_list = (
            statement.field_name in (None, "services_involved")
            and _LABEL.search(statement.label)
            and statement.label_span
        )
        if lead:
            seen = True
            found.extend(split_services(text[lead.end() :]))
        elif (
            in_list and statement.zone == "admin" and not any(f.label == statement.label_span for f, _ in paper.fields)
        ):
            found.extend(split_services(text))
            seen = seen or bool(found)
    return list(dict.fromkeys(found)) if seen else None


def split_services(words: str) -> list[str]:
    """ "Health visiting, Home-Start; GP." as a list; what stands in brackets is left out."""
    parting = _SEMICOLONS if ";" in words else _PARTS  # "Speech and Language Therapy; GP" parts at its semicolons alone
    parts = (_BRACKETS.sub("", part).strip(" .:-\t") for part in parting.split(words))
    return [part for part in parts if part and len(part) <= 80]


def named_service(text: str, start: int, end: int, *, vocabulary: Vocabulary) -> str | None:
    """The service that a sentence names: its own name first ("Robin's Nest", "Marlpool High"), else a kind of service."""
    names = list(_own_names(text, start, end, vocabulary))
    kinds = vocabulary.agencies.services.find(tokenize(text, start, end))
    if names:
        return names[0]
    if kinds:
        tokens = tokenize(text, start, end)
        best = max(kinds, key=lambda hit: (hit.last - hit.first, -hit.first))
        return text[tokens[best.first].start : tokens[best.last - 1].end]
    return None


def _own_names(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[str]:
    """Capitalised names whose last word is that of a service, or that stand where one is named ("at", "with", "from")."""
    endings = set(vocabulary.agencies.ending)
    for match in _OWN_NAME.finditer(text, start, end):
        words = _named_part(match.group(0).split(), endings)
        following = re.match(r"\s+([a-z]+)", text[match.end() : match.end() + 20])
        if words[-1].lower().rstrip("s'’") in endings or words[-1].lower() in endings:
            yield " ".join(words)
        elif following and following.group(1) in endings and len(words) >= 2:
            yield match.group(0) + following.group(0)


def _named_part(words: list[str], endings: set[str]) -> list[str]:
    """The words up to the last that ends a service's name: "Holbeck Family Hub for Denise" -> "Holbeck Family Hub"."""
    for last in range(len(words), 1, -1):
        if words[last - 1].lower().rstrip("s'’") in endings or words[last - 1].lower() in endings:
            return words[:last]
    return words
