"""A tiny TrueType font for the signs that PDF's built-in typefaces lack: tick boxes, arrows, dots, stars.

Drawn here from polygons, so no font file has to be shipped or found on the machine, and a PDF's text layer gives
each sign its own Unicode character, as a PDF printed from Word does.
"""

from __future__ import annotations

import math
import struct
from io import BytesIO

FONT_NAME = "CouncilSigns"

Point = tuple[float, float, bool]  # x, y, and whether the outline passes through the point
Outline = list[Point]
Glyph = list[Outline]

_UNITS_PER_EM = 1000
_ASCENT, _DESCENT = 850, -150


def signs() -> dict[str, Glyph]:
    """Each sign's outlines in a square of 1000 units; wide by default."""
    left = [_line((880, 350), (150, 350)), _polygon((430, 100), (60, 350), (430, 600))]
    square = [_polygon((200, 50), (200, 650), (800, 650), (800, 50))]
    tick = [_line((230, 340), (430, 140), 80), _line((400, 150), (755, 600), 80)]
    cross = [_line((250, 110), (730, 590), 80), _line((250, 590), (730, 110), 80)]
    box = [
        _polygon((120, -20), (120, 720), (860, 720), (860, -20)),
        _hole((190, 50), (190, 650), (790, 650), (790, 50)),
    ]
    greater = [_line((180, 640), (800, 420)), _line((800, 450), (180, 230)), _line((180, 90), (800, 90))]
    return {
        "☐": box, "☑": box + tick, "☒": box + cross,
        "✓": tick, "✔": tick, "✗": cross, "✘": cross,
        "←": left, "→": _mirror(left), "↔": [*left, *_mirror(left)],
        "↑": _turn(left, 90), "↓": _turn(left, 270), "↗": _turn(left, 135), "↘": _turn(left, 225),
        "▲": [_polygon((500, 700), (120, 40), (880, 40))], "▼": [_polygon((500, 0), (120, 660), (880, 660))],
        "►": [_polygon((160, 0), (860, 350), (160, 700))], "▶": [_polygon((160, 0), (860, 350), (160, 700))],
        "◄": [_polygon((840, 0), (140, 350), (840, 700))], "◀": [_polygon((840, 0), (140, 350), (840, 700))],
        "■": square, "□": [*square, _hole((260, 110), (260, 590), (740, 590), (740, 110))],
        "●": [_circle(340)], "○": [_circle(340), _circle(280)[::-1]],
        "★": [_star()], "☆": [_star(), _star(0.72)[::-1]],
        "≥": greater, "≤": _mirror(greater),
        "≠": [_line((180, 480), (820, 480)), _line((180, 240), (820, 240)), _line((300, 60), (700, 660))],
        "−": [_line((150, 340), (850, 340), 75)], "\u2011": [_line((250, 260), (750, 260), 80)],
        "\u2009": [], "\u202f": [],
    }  # fmt: skip


def build_font() -> BytesIO:
    """The font as an open file of TrueType bytes; equal on every call."""
    drawn = signs()
    order = sorted(drawn)
    glyphs = [_encode_glyph([]), *(_encode_glyph(drawn[sign]) for sign in order)]
    widths = [_UNITS_PER_EM, *(250 if not drawn[sign] else _UNITS_PER_EM for sign in order)]
    bearings = [struct.unpack(">h", data[2:4])[0] if data else 0 for data in glyphs]  # a glyph's least x
    offsets = [sum(len(data) for data in glyphs[:index]) for index in range(len(glyphs) + 1)]
    count = len(glyphs)
    tables = {
        b"OS/2": struct.pack(
            ">HhHHH10hh10s4I4s3H3hHH2I", 1, 1000, 400, 5, 0, *(100,) * 10, 0, bytes(10), 0, 0, 0, 0, b"NONE", 64,
            ord(order[0]), ord(order[-1]), _ASCENT, _DESCENT, 0, _ASCENT, -_DESCENT, 1, 0,
        ),
        b"cmap": _encode_cmap([ord(sign) for sign in order]),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">IIIIHHQQ4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 9, _UNITS_PER_EM, 0, 0, 0, _DESCENT, 1000, _ASCENT,
            0, 8, 2, 1, 0,
        ),
        b"hhea": struct.pack(">I3hH3h3h4hhH", 0x10000, _ASCENT, _DESCENT, 0, 1000, 0, 0, 1000, 1, *(0,) * 7, count),
        b"hmtx": b"".join(struct.pack(">Hh", *pair) for pair in zip(widths, bearings, strict=True)),
        b"loca": struct.pack(f">{count + 1}I", *offsets),
        b"maxp": struct.pack(">IH13H", 0x10000, count, 64, 8, 0, 0, 1, *(0,) * 8),
        b"name": _encode_names(),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }  # fmt: skip
    return BytesIO(_assemble(tables))


def _polygon(*corners: tuple[float, float]) -> Outline:
    """A filled shape; corners run clockwise."""
    return [(x, y, True) for x, y in corners]


def _hole(*corners: tuple[float, float]) -> Outline:
    """A shape cut out of the one around it; corners as in `_polygon`."""
    return _polygon(*corners)[::-1]


def _line(start: tuple[float, float], end: tuple[float, float], width: float = 80) -> Outline:
    """A straight stroke as a filled rectangle."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1)
    dx, dy = (y2 - y1) / length * width / 2, -(x2 - x1) / length * width / 2
    return [(x1 - dx, y1 - dy, True), (x2 - dx, y2 - dy, True), (x2 + dx, y2 + dy, True), (x1 + dx, y1 + dy, True)]


def _circle(radius: float) -> Outline:
    """Eight control points between eight points implied halfway: round to within 1%."""
    reach = radius / math.cos(math.pi / 8)
    angles = [math.pi * (0.125 - 0.25 * step) for step in range(8)]
    return [(500 + reach * math.cos(angle), 350 + reach * math.sin(angle), False) for angle in angles]


def _star(scale: float = 1.0) -> Outline:
    """Five points, the first at the top."""
    radii = [420 * scale, 165 * scale] * 5
    angles = [math.pi * (0.5 - 0.2 * step) for step in range(10)]
    return [(500 + r * math.cos(a), 340 + r * math.sin(a), True) for r, a in zip(radii, angles, strict=True)]


def _mirror(glyph: Glyph) -> Glyph:
    return [[(1000 - x, y, on) for x, y, on in outline][::-1] for outline in glyph]


def _turn(glyph: Glyph, degrees: float) -> Glyph:
    """The glyph turned clockwise about the middle of its square."""
    cos, sin = math.cos(math.radians(-degrees)), math.sin(math.radians(-degrees))
    turned: Glyph = []
    for outline in glyph:
        away = [(x - 500, y - 350, on) for x, y, on in outline]
        turned.append([(500 + x * cos - y * sin, 350 + x * sin + y * cos, on) for x, y, on in away])
    return turned


def _encode_glyph(glyph: Glyph) -> bytes:
    """A `glyf` entry: contour ends, flags, then coordinates as differences of 16 bits."""
    if not glyph:
        return b""
    points = [(round(x), round(y), on) for outline in glyph for x, y, on in outline]
    ends = [sum(len(outline) for outline in glyph[: index + 1]) - 1 for index in range(len(glyph))]
    xs, ys = [x for x, _, _ in points], [y for _, y, _ in points]
    data = struct.pack(">5h", len(glyph), min(xs), min(ys), max(xs), max(ys))
    data += struct.pack(f">{len(ends)}HH", *ends, 0)
    data += bytes(1 if on else 0 for _, _, on in points)
    for values in (xs, ys):
        data += struct.pack(f">{len(values)}h", *(b - a for a, b in zip([0, *values], values, strict=False)))
    return data + bytes(-len(data) % 4)


def _encode_cmap(codes: list[int]) -> bytes:
    """Format 4, one segment a character: glyph = code + delta."""
    ends = [*codes, 0xFFFF]
    deltas = [*((index + 1 - code) % 65536 for index, code in enumerate(codes)), 1]
    count = len(ends)
    power = 2 ** int(math.log2(count))
    search = (power * 2, int(math.log2(power)), (count - power) * 2)
    body = struct.pack(f">{count}HH{count}H{count}H{count}H", *ends, 0, *ends, *deltas, *(0,) * count)
    subtable = struct.pack(">7H", 4, 14 + len(body), 0, count * 2, *search) + body
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + subtable


def _encode_names() -> bytes:
    """Family, style, full and PostScript names, in the Windows encoding."""
    records, strings = b"", b""
    for name_id, name in ((1, FONT_NAME), (2, "Regular"), (4, FONT_NAME), (6, FONT_NAME)):
        encoded = name.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, name_id, len(encoded), len(strings))
        strings += encoded
    return struct.pack(">HHH", 0, 4, 6 + len(records)) + records + strings


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) % 2**32


def _assemble(tables: dict[bytes, bytes]) -> bytes:
    """The table directory, the tables, and the whole file's checksum written into `head`."""
    head_at = 0
    directory, body = b"", b""
    start = 12 + 16 * len(tables)
    for tag, data in sorted(tables.items()):
        if tag == b"head":
            head_at = start + len(body)
        directory += tag + struct.pack(">III", _checksum(data), start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    font = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128) + directory + body
    adjustment = struct.pack(">I", (0xB1B0AFBA - _checksum(font)) % 2**32)
    return font[: head_at + 8] + adjustment + font[head_at + 12 :]
