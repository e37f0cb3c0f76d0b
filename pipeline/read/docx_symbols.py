"""Glyphs of symbol fonts as the Unicode characters they show. Tick boxes are ☒ and ☐ in all of them."""

from __future__ import annotations

from typing import Final

_WINGDINGS: Final = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0x78: "☒", 0xFD: "☒", 0xFE: "☒", 0xFC: "✓", 0xFB: "✗",
    0x6C: "•", 0x6E: "•", 0x75: "•", 0x76: "•", 0x9F: "•", 0xA7: "•", 0xD8: "•", 0xE0: "→", 0xE8: "→", 0xDF: "←",
    0xE1: "↑", 0xE2: "↓", 0xE9: "↑", 0xEA: "↓", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x28: "☎", 0x2A: "✉",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x2A: "☐", 0x30: "☐", 0xA3: "☐", 0x35: "☐", 0x52: "☒", 0x53: "☒", 0x54: "☒", 0x50: "✓", 0x4F: "✗", 0x97: "•",
}  # fmt: skip
_WEBDINGS: Final = {0x63: "☐", 0x67: "•", 0x61: "✓", 0x72: "✗"}
_SYMBOL: Final = {
    0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xAE: "→", 0xAC: "←",
    0xAD: "↑", 0xAF: "↓", 0x2D: "−", 0xA5: "∞", 0xB0: "°", 0xD6: "√", 0xBC: "…", 0x6D: "μ", 0xA0: "€", 0x44: "Δ",
    0x53: "Σ", 0x61: "α", 0x62: "β", 0x70: "π", 0x73: "σ",
}  # fmt: skip
_FONTS: Final = {
    "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings2": _WINGDINGS_2, "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}  # fmt: skip


def is_symbol_font(font: str | None) -> bool:
    """Whether letters in that font are pictures."""
    return (font or "").lower() in _FONTS


def symbol(font: str | None, code: int) -> str:
    """What the glyph shows, e.g. 0xF0FE of Wingdings is ☒; the ASCII character itself, or "" where we do not know."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    table = _FONTS.get((font or "").lower())
    if table is None:
        return chr(code) if 0x20 <= code < 0xE000 else ""
    if shown := table.get(low):
        return shown
    # Digits and punctuation of Symbol are those of ASCII.
    return chr(low) if table is _SYMBOL and 0x20 <= low < 0x40 else ""
