"""Characters as people read them: ligatures taken apart, signs of symbol fonts given their Unicode value.

Symbol fonts are mapped by the published tables of Wingdings and Symbol (Microsoft, Adobe) for the signs that forms and
lists use: bullets, arrows, tick boxes. Word writes them to PDF as U+F000 plus the code, other programs as the bare letter.
"""

from __future__ import annotations

SOFT_HYPHEN = "\u00ad"
HYPHENS = frozenset("-\u2010\u2011\u00ad")

LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}

# PDFium gives a hyphen at the end of a line as one of these.
_LINE_END_HYPHENS = {0x02: SOFT_HYPHEN, 0xFFFE: SOFT_HYPHEN}

_WINGDINGS = {
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "☐",
    0x70: "☐",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x78: "☒",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "☐",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS2 = {
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0x98: "●",
    0xA3: "☐",
    0x4F: "✗",
    0x81: "•",
}
_SYMBOL = {
    0xB7: "•",
    0x2D: "−",
    0xA8: "♦",
    0xA7: "♣",
    0xAE: "→",
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB4: "×",
    0xB0: "°",
    0xBC: "…",
    0xBE: "–",
    0xFF: "•",
    0x7F: "•",
}
_DINGBATS = {0x6C: "●", 0x6E: "■", 0x71: "❑", 0x75: "◆", 0x33: "✓", 0x34: "✔", 0x35: "✕", 0x38: "✘", 0x6F: "❏"}

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FROM_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def is_symbol_font(font: str) -> bool:
    """Whether letters of this font stand for signs: "ABCDEF+Wingdings-Regular"."""
    return _table(font) is not None


def read_glyph(code: int, font: str) -> str | None:
    """The text of one character code, "" for what prints nothing, None where its meaning is unknown."""
    if code in _LINE_END_HYPHENS:
        return _LINE_END_HYPHENS[code]
    if code in LIGATURES:
        return LIGATURES[code]
    if 0xF000 <= code <= 0xF0FF:
        low = code - 0xF000
        table = _table(font)
        if table is not None and low in table:
            return table[low]
        if low in _SYMBOL and table is None:
            return _SYMBOL[low]
        return chr(low) if 0x20 < low < 0x7F and table is None else "•"
    if code < 0x100 and (table := _table(font)) is not None and code in table:
        return table[code]
    if 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0) or 0xD800 <= code <= 0xDFFF:
        return None
    if code < 0x20 or 0x7F <= code < 0xA0 or code in (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF):
        return ""
    return chr(code)


def is_leftward(text: str) -> bool:
    """Whether a character belongs to a script that runs from right to left (Arabic, Urdu, Hebrew)."""
    return "\u0590" <= text <= "\u08ff" or "\ufb1d" <= text <= "\ufdff" or "\ufe70" <= text <= "\ufeff"


def raised(digits: str) -> str:
    """ "12" set as a superscript: "¹²", so that a note's mark never becomes part of a number."""
    return digits.translate(_SUPERSCRIPTS)


def lowered(text: str) -> str:
    """Superscript digits as plain ones."""
    return text.translate(_FROM_SUPERSCRIPTS)


def _table(font: str) -> dict[int, str] | None:
    name = font.lower()
    if "wingdings" in name:
        return _WINGDINGS2 if "wingdings2" in name or "wingdings-2" in name or "wingdings 2" in name else _WINGDINGS
    if "dingbats" in name:
        return _DINGBATS
    if "symbol" in name and "segoe" not in name and "emoji" not in name:
        return _SYMBOL
    return None
