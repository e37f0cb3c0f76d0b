"""Typefaces, paragraph styles and text of a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from .blocks import Inline, plain
from .layout import accent_of
from .source import Source
from .symbols import FONT_NAME, build_font, signs

FAMILIES = {"sans": ("Helvetica", "Helvetica-Bold"), "serif": ("Times-Roman", "Times-Bold")}
SIDES = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER}
HEAD_FILL, BAND_FILL, LABEL_FILL = HexColor("#D9DEE4"), HexColor("#EEF1F4"), HexColor("#ECEFF1")
RULE = HexColor("#7A7A7A")
WHITE = HexColor("#FFFFFF")
_HEADINGS = {1: 17.0, 2: 13.0, 3: 11.5, 4: 10.5}


@dataclass(frozen=True, kw_only=True)
class Look:
    """Everything the drawing functions need to know of a source's style."""

    regular: str
    bold: str
    accent: Color
    body: float
    tables: str
    form: str

    def paragraph_style(self, size: float, *, bold: bool = False, side: str = "left", **more: object) -> ParagraphStyle:
        """A style of this family; `more` are reportlab's own settings."""
        return ParagraphStyle(
            "text", fontName=self.bold if bold else self.regular, fontSize=size, leading=size * 1.3,
            alignment=SIDES[side], **more,
        )  # fmt: skip

    def text(
        self, content: Inline, size: float, *, bold: bool = False, side: str = "left", **more: object
    ) -> Paragraph:  # fmt: skip
        """A paragraph of `content`; an empty one keeps the height of a line."""
        return Paragraph(markup(content) or "&nbsp;", self.paragraph_style(size, bold=bold, side=side, **more))

    def heading(self, content: Inline, number: str, level: int) -> Paragraph:
        """A heading in the authority's colour, kept with what follows."""
        size = _HEADINGS[level]
        words = f"{number} {markup(content)}" if number else markup(content)
        style = self.paragraph_style(
            size, bold=True, textColor=self.accent, spaceBefore=size * 0.9, spaceAfter=size * 0.45, keepWithNext=1
        )
        return Paragraph(words, style)

    def measure(self, text: str, bold: bool, size: float) -> float:
        """Width of `text` in points."""
        parts = _by_font(text, self.bold if bold else self.regular)
        return float(sum(pdfmetrics.stringWidth(part, font, size) for part, font in parts))


def look_of(source: Source) -> Look:
    """The look of `source`; two-column pages take smaller type."""
    register_signs()
    regular, bold = FAMILIES[source.style.font]
    return Look(
        regular=regular, bold=bold, accent=HexColor(f"#{accent_of(source.authority)}"),
        body=(9.5 if source.style.columns == 2 else 10.5) + (0.5 if source.style.font == "serif" else 0),
        tables=source.style.tables, form=source.style.form,
    )  # fmt: skip


def markup(content: Inline) -> str:
    """Runs in reportlab's own small XML, signs in the font that has them."""
    parts = []
    for run in content:
        pieces = []
        for text, font in _by_font(run.text, ""):
            shown = escape(text, quote=False).replace("\n", "<br/>")
            pieces.append(f'<font name="{FONT_NAME}">{shown}</font>' if font == FONT_NAME else shown)
        text = "".join(pieces)
        if run.italic:
            text = f"<i>{text}</i>"
        if run.bold:
            text = f"<b>{text}</b>"
        parts.append(text)
    return "".join(parts)


def check_characters(source_id: str, content: Inline) -> None:
    """Raise ValueError for a character no typeface here can draw: a black box would be worse."""
    for letter in plain(content):
        if letter not in "\n\u00a0" and letter not in _sign_set() and not _in_builtin(letter):
            raise ValueError(f"{source_id}: no typeface for {letter!r} (U+{ord(letter):04X}) in PDF; use another")


@lru_cache(maxsize=1)
def register_signs() -> None:
    """Make the font of tick boxes and arrows known to reportlab, once a process."""
    pdfmetrics.registerFont(TTFont(FONT_NAME, build_font()))


@lru_cache(maxsize=1)
def _sign_set() -> frozenset[str]:
    return frozenset(signs())


def _in_builtin(letter: str) -> bool:
    """Whether PDF's built-in typefaces have the letter: they know Windows' Western European set."""
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _by_font(text: str, font: str) -> list[tuple[str, str]]:
    """Stretches of `text` with the font each is set in: `font`, or the signs' own."""
    parts: list[tuple[str, str]] = []
    for letter in text:
        chosen = FONT_NAME if letter in _sign_set() else font
        if parts and parts[-1][1] == chosen:
            parts[-1] = (parts[-1][0] + letter, chosen)
        else:
            parts.append((letter, chosen))
    return parts
