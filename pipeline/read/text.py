"""Plain text and Markdown, in whatever state they were pasted: wrapped or a line a paragraph, with or without marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..errors import DocumentError
from ..records.document import Document, Note
from .draft import Draft
from .encoding import decode
from .flow import lay_out
from .lines import clean, continues, ends_sentence, find_bullet, find_number, is_full, join, wrap_width
from .options import ReadOptions
from .pieces import Flow, Piece, TablePiece
from .source import Source
from .text_drawn import plain_rules
from .text_furniture import mark_furniture
from .text_html import find_html_table
from .text_inline import count_struck, is_all_bold, plain
from .text_tables import find_table

_HEADING: Final = re.compile(r" {0,3}(#{1,6})\s+(\S.*)")
_RULE: Final = re.compile(r"\s*(?:\{\d{1,4}\})?([-–—*_=~.•·])(?:\s*\1){2,}\s*$")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-{3,}|~{3,})\s*$")
_NOTE: Final = re.compile(r"\[\^([\w-]{1,20})\]:\s+(?=\S)")
_FENCE: Final = re.compile(r"\s{0,3}(```+|~~~+)")
_QUOTE: Final = re.compile(r" {0,3}>\s?")
_ORNAMENT: Final = re.compile(r"[*=_~#-]{2,}\s+(\S.*?)\s+[*=_~#-]{2,}$")  # "*** end of record ***"
_MAX_QUOTES: Final = 6


def read_text(source: Source, *, options: ReadOptions, media_type: str = "text/plain") -> Document:
    """The document in a text file. Raises DocumentError (empty) if it holds no word."""
    text, notes = decode(source.data)
    flow = mark_furniture(parse_text(text))
    if not any(isinstance(item, TablePiece) or any(map(str.isalnum, item.text)) for item in flow):
        raise DocumentError(
            "empty", "The file holds no words", where=source.path, remedy="Check that it is the right file."
        )
    if struck := count_struck(text):
        notes.append(Note(code="struck_text", message=f"Words that are struck through are left out ({struck})."))
    draft = Draft()
    lay_out(flow, draft)
    return draft.build(source, media_type=media_type, notes=notes)


def parse_text(text: str, *, depth: int = 0) -> Flow:
    """Pieces and tables of a text, marks of Markdown and stray HTML taken out."""
    lines = plain_rules(clean(text.replace("\f", "\n\n").replace("\v", "\n"))).split("\n")
    width = wrap_width(["" if "\t" in line or "|" in line else line.rstrip() for line in lines])
    flow: Flow = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            index += 1
        elif fence := _FENCE.match(line):
            index = _read_fence(lines, index, fence[1], flow)
        elif heading := _HEADING.match(line):
            title = plain(heading[2].rstrip().rstrip("#")).replace("\n", " ")
            flow.append(Piece(kind="heading", text=title, level=len(heading[1])))
            index += 1
        elif html_table := find_html_table(lines, index):
            flow.extend(html_table[0])
            index = html_table[1]
        elif note := _NOTE.match(line):
            number = note[1]
            text = f"{number} {plain(line[note.end() :])}"
            flow.append(Piece(kind="footnote", text=text, number=number, content=len(number) + 1, plain=True))
            index += 1
        elif table := find_table(lines, index):
            flow.append(table[0])
            index = table[1]
        elif _RULE.match(line):
            index += 1
        elif _QUOTE.match(line) and depth < _MAX_QUOTES:
            index = _read_quote(lines, index, flow, depth)
        else:
            index = _read_chunk(lines, index, flow, width)
    return flow


def _read_fence(lines: Sequence[str], index: int, fence: str, flow: Flow) -> int:
    """Lines between ``` and ``` are kept as they are, a piece each."""
    index += 1
    while index < len(lines) and not lines[index].strip().startswith(fence):
        if lines[index].strip():
            flow.append(Piece(kind="paragraph", text=lines[index].strip(), plain=True))
        index += 1
    return index + 1


def _read_quote(lines: Sequence[str], index: int, flow: Flow, depth: int) -> int:
    quoted: list[str] = []
    while index < len(lines) and (mark := _QUOTE.match(lines[index])):
        quoted.append(lines[index][mark.end() :])
        index += 1
    for item in parse_text("\n".join(quoted), depth=depth + 1):
        if isinstance(item, Piece) and item.kind == "paragraph":
            item.kind = "quote"
        flow.append(item)
    return index


def _read_chunk(lines: Sequence[str], index: int, flow: Flow, width: int | None) -> int:
    """Lines up to the next blank line or other block: paragraphs and items, wrapped lines joined."""
    start = index
    while index < len(lines) and lines[index].strip() and (index == start or not _opens_block(lines, index)):
        index += 1
    chunk = lines[start:index]
    if index < len(lines) and len(chunk) == 1 and (under := _UNDERLINE.match(lines[index])) and _is_title(chunk[0]):
        flow.append(Piece(kind="heading", text=plain(chunk[0].strip()), level=1 if under[1][0] == "=" else 2))
        return index + 1
    before = ""
    for line in chunk:
        body = line.strip()
        last = flow[-1] if before else None
        if isinstance(last, Piece) and _goes_on(before, line, last, width):
            last.text = plain(join([last.text, body]))
            last.bold = last.bold and is_all_bold(body)
        else:
            flow.append(_piece(line))
        before = line
    return index


def _opens_block(lines: Sequence[str], index: int) -> bool:
    line = lines[index]
    return bool(
        _HEADING.match(line)
        or _FENCE.match(line)
        or _QUOTE.match(line)
        or _NOTE.match(line)
        or line.lstrip()[:6].lower() == "<table"
        or _RULE.match(line)
        or _UNDERLINE.match(line)
        or find_table(lines, index)
    )


def _goes_on(before: str, line: str, last: Piece, width: int | None) -> bool:
    """Whether `line` belongs to the piece of the line before it."""
    body = line.strip()
    if find_bullet(before.strip()) and not before.strip()[1:].strip():
        return True  # a bullet alone on its line
    if find_bullet(body) or ((number := find_number(body)) and number.firm):
        return False
    if is_all_bold(body) != last.bold:
        return False
    hard = before.endswith("  ") or before.rstrip().endswith("\\")
    if width and not hard and is_full(before.rstrip(), body, width):
        return True
    indented = len(line) - len(line.lstrip()) >= len(before) - len(before.lstrip()) + 2
    marked = find_bullet(before.strip()) or find_number(before.strip())
    if indented and not hard and marked and not ends_sentence(before):
        return True
    return continues(last.text, body)


def _piece(line: str) -> Piece:
    body = line.strip()
    if len(body) < 200 and (ornament := _ORNAMENT.match(body)):
        body = ornament[1]
    marker = find_bullet(body) or find_number(body)
    words = body[marker.content :] if marker else body
    indent = len(line.replace("\t", "    ")) - len(line.replace("\t", "    ").lstrip())
    text = plain(body.removesuffix("\\"))
    return Piece(kind="paragraph", text=text, bold=is_all_bold(words or body), indent=indent)


def _is_title(line: str) -> bool:
    return len(line) <= 120 and not find_bullet(line.strip()) and "\t" not in line
