"""From PDFium's characters to words with boxes, upright, in layout space.

PDFium gives each character its code, a box and the text object that drew it; fonts, sizes, tags and angles belong to the
text object and are asked for once. Words are parted by printed white space and by gaps.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from .pdf_glyphs import is_symbol_font, read_glyph
from .pdf_model import Affine, Frame, Quarter, Style, Word, chain, map_box
from .pdf_words import Char, Run, join_words, slanted_words

_SPACES = frozenset(
    (0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2002, 0x2003, 0x2004, 0x2005, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000)
)
_FORCE_BOLD = 1 << 18
_ITALIC = 1 << 6
_INVISIBLE_MODE = 3
_STROKED_MODE = 2  # filled and stroked: bold by trick
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
MAX_CHARACTERS = 400_000  # of one page; a hostile page may claim millions


@dataclass(slots=True)
class Characters:
    """Words of one page. `turned` are those that run in another direction than most."""

    words: list[Word]
    turned: list[Word]
    frame: Frame
    unreadable: int
    cut_short: bool


def read_words(page: Any, textpage: Any, top_objects: frozenset[int]) -> Characters:
    """Words of a pypdfium2 page. `top_objects` are the addresses of the text objects outside form XObjects."""
    chars, unreadable, cut_short = _read_chars(textpage, top_objects, _rotation(page))
    width, height, to_display = _display(page)
    counts = Counter({0: 0})
    for char in chars:
        counts[char.run.angle] += 1
    quarter: Quarter = max((0, 90, 180, 270), key=lambda angle: (counts[angle], -angle))
    turn: Quarter = (360 - quarter) % 360  # type: ignore[assignment]
    frame = Frame(width=width, height=height, turn=turn)
    words: list[Word] = []
    turned: list[Word] = []
    for angle in sorted(counts):
        group = [char for char in chars if char.run.angle == angle]
        if not group:
            continue
        if angle == quarter:
            words = join_words(group, chain(to_display, _turning(turn, width, height)), 0)
        elif angle % 90 == 0:
            upright: Quarter = (360 - angle) % 360  # type: ignore[assignment]
            found = join_words(group, chain(to_display, _turning(upright, width, height)), (angle - quarter) % 360)
            turned.extend(_relaid(found, Frame(width=width, height=height, turn=upright), frame))
        else:
            turned.extend(
                slanted_words(group, chain(to_display, _turning(turn, width, height)), (angle - quarter) % 360)
            )
    return Characters(words=words, turned=turned, frame=frame, unreadable=unreadable, cut_short=cut_short)


def display_affine(page: Any, frame: Frame) -> Affine:
    """User space of the page to layout space."""
    width, height, to_display = _display(page)
    return chain(to_display, _turning(frame.turn, width, height))


def _read_chars(textpage: Any, top_objects: frozenset[int], rotation: int) -> tuple[list[Char], int, bool]:
    import pypdfium2.raw as pdfium

    handle = textpage.raw
    count = pdfium.FPDFText_CountChars(handle)
    rect = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    runs: dict[int, Run] = {}
    chars: list[Char] = []
    unreadable = 0
    space = True
    last_object = 0
    unplaced = True  # the next character opens a word or an object: its baseline must be asked for
    run: Run | None = None
    for index in range(min(count, MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if code in _SPACES:
            space = unplaced = True
            continue
        address = ctypes.cast(pdfium.FPDFText_GetTextObject(handle, index), ctypes.c_void_p).value or 0
        fresh = address != last_object
        if fresh or run is None:
            last_object, unplaced = address, True
            known = runs.get(address)
            run = known if known is not None else _read_run(handle, index, address, top_objects, rotation)
            runs[address] = run
        text = read_glyph(code, run.style.font)
        if text == "":
            continue
        if text is None:
            unreadable += 1
            text = "\ufffd"
        if not pdfium.FPDFText_GetLooseCharBox(handle, index, rect):
            continue
        box = (rect.left, rect.bottom, rect.right, rect.top)
        origin = None
        if unplaced:
            pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
            origin = (x.value, y.value)
        chars.append(Char(text, box, origin, run, space))
        space = unplaced = False
    return chars, unreadable, count > MAX_CHARACTERS


def _read_run(handle: Any, index: int, address: int, top_objects: frozenset[int], rotation: int) -> Run:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    scale, angle = 1.0, 0.0
    if pdfium.FPDFText_GetMatrix(handle, index, matrix):
        scale = math.hypot(matrix.c, matrix.d)
        angle = -math.degrees(math.atan2(matrix.b, matrix.a))  # PDF's angles are anticlockwise
    size = pdfium.FPDFText_GetFontSize(handle, index) * (scale or 1.0)
    obj = pdfium.FPDFText_GetTextObject(handle, index)
    font, bold, italic, mode = "", False, False, 0
    mcid, artifact = -1, False
    if address:
        font, bold, italic = _read_font(pdfium.FPDFTextObj_GetFont(obj))
        mode = pdfium.FPDFTextObj_GetTextRenderMode(obj)
        if address in top_objects:
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(obj)
        artifact = mcid < 0 and _is_artifact(obj)
    rect = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(handle, index, rect):
        # Fonts drawn glyph by glyph (Type 3) may say any size: then the box tells it.
        height = max(rect.top - rect.bottom, rect.right - rect.left)
        if not 0.3 * height <= size <= 4 * height and height > 1:
            size = height
    style = Style(
        font=font,
        size=round(max(abs(size), 0.5), 1),
        bold=bold or mode == _STROKED_MODE,
        italic=italic,
        symbol=is_symbol_font(font),
        invisible=mode == _INVISIBLE_MODE,
    )
    return Run(style=style, mcid=mcid, artifact=artifact, angle=_rounded_angle(angle + rotation))


def _read_font(font: Any) -> tuple[str, bool, bool]:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    flags = pdfium.FPDFFont_GetFlags(font)
    weight = pdfium.FPDFFont_GetWeight(font)
    lower = name.lower()
    bold = any(part in lower for part in _BOLD_NAMES) or weight >= 600 or (flags > 0 and bool(flags & _FORCE_BOLD))
    italic = "italic" in lower or "oblique" in lower or (flags > 0 and bool(flags & _ITALIC))
    return name, bold, italic


def _is_artifact(obj: Any) -> bool:
    import pypdfium2.raw as pdfium

    buffer = (pdfium.FPDF_WCHAR * 32)()
    length = ctypes.c_ulong()
    for index in range(max(pdfium.FPDFPageObj_CountMarks(obj), 0)):
        mark = pdfium.FPDFPageObj_GetMark(obj, index)
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length):
            name = bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")
            if name == "Artifact":
                return True
    return False


def _relaid(words: list[Word], own: Frame, layout: Frame) -> list[Word]:
    """Words laid out in the frame `own`, with the boxes they have in the frame `layout`."""
    to_layout = _turning(layout.turn, layout.width, layout.height)
    for word in words:
        page_box = own.to_page(word.box)
        word.x0, word.top, word.x1, word.bottom = map_box(to_layout, page_box)
    return words


def _rotation(page: Any) -> int:
    return int(page.get_rotation()) % 360


def _display(page: Any) -> tuple[float, float, Affine]:
    """Width and height as displayed, and user space to display space (from the top left, y down)."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page.raw, rect) or rect.right <= rect.left or rect.top <= rect.bottom:
        left, bottom, right, top = 0.0, 0.0, 612.0, 792.0
    else:
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    wide, high = right - left, top - bottom
    rotation = _rotation(page)
    if rotation == 90:
        return high, wide, (0, 1, 1, 0, -bottom, -left)
    if rotation == 180:
        return wide, high, (-1, 0, 0, 1, right, -bottom)
    if rotation == 270:
        return high, wide, (0, -1, -1, 0, top, right)
    return wide, high, (1, 0, 0, -1, -left, top)


def _turning(turn: Quarter, width: float, height: float) -> Affine:
    """Display space turned clockwise by `turn`."""
    if turn == 90:
        return (0, 1, -1, 0, height, 0)
    if turn == 180:
        return (-1, 0, 0, -1, width, height)
    if turn == 270:
        return (0, -1, 1, 0, 0, width)
    return (1, 0, 0, 1, 0, 0)


def _rounded_angle(angle: float) -> int:
    """Clockwise degrees 0-359; what is within 3 degrees of a right angle counts as one (scans, italics by shear)."""
    nearest = round(angle / 90) * 90
    return (nearest if abs(angle - nearest) <= 3 else round(angle)) % 360
