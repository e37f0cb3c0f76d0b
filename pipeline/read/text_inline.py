"""Markdown and stray HTML inside a line: marks out, words in."""

from __future__ import annotations

import html
import re
from typing import Final

from .lines import raise_digits

_CODE: Final = re.compile(r"(`{1,3})([^`\n]+)\1")
_IMAGE: Final = re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)")
_LINK: Final = re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)")
_AUTOLINK: Final = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+|[\w.+-]+@[\w.-]+)>")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:b|i|u|em|strong|sup|sub|span|font|small|big|mark|ins|code|a|p|div|center|s|del|strike|kbd|abbr|cite|q|hr|"
    r"h[1-6]|ul|ol|li|blockquote|section|article|figure|figcaption|img)\b[^<>\n]{0,500}>",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
_BOLD: Final = re.compile(r"(\*\*\*|___|\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_ITALIC: Final = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+)(?<=\S)_(?![\w_])"
)
_STRUCK: Final = re.compile(r"~~(?=\S)([^~\n]+?)(?<=\S)~~")
_STRUCK_TAG: Final = re.compile(r"<(s|del|strike)>(.{0,2000}?)</\1>", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$&%\"'/:;,=?@^])")
_BOLD_TAG: Final = re.compile(r"<(b|strong)\b[^<>]{0,500}>(.{0,2000}?)</\1>", re.IGNORECASE | re.DOTALL)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,24});", re.IGNORECASE)
_MARK: Final = re.compile(r"\[\^([\w-]{1,20})\]|(?<=\w)\^(st|nd|rd|th|\d{1,3})\^")  # "[^1]" and "14^th^" of Pandoc
_RAISED: Final = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>", re.IGNORECASE)
_LONE_BOLD: Final = re.compile(r"(?<!\*)\*\*(?!\*)")
_KEPT: Final = "\x00"  # stands for an escaped character while marks are taken out; `clean` drops any that was typed


def is_all_bold(line: str) -> bool:
    """Whether all words of the line stand between bold marks: "**Purpose**", "<b>Total</b>"."""
    line = line.strip()
    rest = _BOLD_TAG.sub("", _BOLD.sub(lambda match: "" if len(match[1]) > 1 else match[0], line))
    return rest != line and not any(letter.isalnum() for letter in rest)


def count_struck(text: str) -> int:
    """How many stretches of the text are struck through ("~~No~~"); `plain` leaves them out."""
    return len(_STRUCK.findall(text)) + len(_STRUCK_TAG.findall(text))


def plain(line: str) -> str:
    """The words of a line as they would be shown. "<br>" becomes a line break; a link keeps its words only.

    What is struck through is no longer said, and left out.

    "5 * 3", "snake_case", "a < b" and "R&D" are left as they are.
    """
    if not any(mark in line for mark in "*_`[<&\\~^"):
        return line
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"{_KEPT}{len(kept) - 1}{_KEPT}"

    line = _CODE.sub(lambda match: keep(match[2].strip()), line)
    line = _ESCAPE.sub(lambda match: keep(match[1]), line)
    line = _COMMENT.sub("", line)
    line = _AUTOLINK.sub(lambda match: keep(match[1]), line)
    line = _BREAK.sub("\n", line)
    line = _IMAGE.sub(lambda match: match[1], line)
    line = _LINK.sub(lambda match: match[1], line)
    line = _MARK.sub(lambda match: raise_digits(match[1] or match[2]), line)
    line = _RAISED.sub(lambda match: raise_digits(match[1]), line)
    line = _TAG.sub("", _STRUCK.sub("", _STRUCK_TAG.sub("", line)))
    for pattern in (_BOLD, _ITALIC):
        line = pattern.sub(lambda match: next(group for group in match.groups()[::-1] if group is not None), line)
    line = _LONE_BOLD.sub("", line)
    line = _ENTITY.sub(lambda match: html.unescape(match[0]), line)
    return re.sub(f"{_KEPT}(\\d+){_KEPT}", lambda match: kept[int(match[1])] if int(match[1]) < len(kept) else "", line)
