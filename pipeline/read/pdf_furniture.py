"""Running headers and footers, page numbers and watermarks: what is printed on page after page at the same place.

A line is furniture if its words, numbers aside, stand at the same height at the top or the bottom of several pages, and
nothing but furniture stands between it and the edge of the page; or if its place and type are those of running lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ..records.span import Box
from .pdf_lines import leading_mark, make_line, make_rows
from .pdf_model import Line, PageText, Word, overlap
from .pdf_segments import split

_ZONE = 0.16  # of the page's height, from the top and from the bottom
_HEIGHT_TOLERANCE = 9.0  # points
_PAGE_NUMBER = re.compile(
    r"^[\s\-–—|.\[(]*(?:page|p\.?|pg\.?)?\s*(?P<number>\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*(?P<count>\d{1,4}))?[\s\-–—|.\])]*$",
    re.IGNORECASE,
)
_WATERMARK = 30.0  # points, of the smallest letters of a watermark
_MARGIN = 0.1  # of the page's height, in which lines that change may stand
_MARGIN_LINES = 3  # of one running header or footer
# The markings of the Government Security Classifications and of the scheme before them.
_MARKING = re.compile(
    r"^\W*(?:official(?:\W{0,3}sensitive)?|not protectively marked|unclassified|protect|restricted|(?:strictly )?confidential)\W*$",
    re.IGNORECASE,
)
_TITLE_WORDS = 12  # of the longest line that is a running title with a page number
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def set_furniture_aside(pages: Sequence[PageText], tables: dict[int, list[Box]]) -> dict[int, list[Line]]:
    """Take furniture out of the words of the pages; returns its lines by page number.

    `tables` are the boxes of ruled tables by page: a header row repeated on every page belongs to its table.
    """
    furniture: dict[int, list[Line]] = defaultdict(list)
    for page in pages:
        _take_artifacts(page, furniture)
        _take_slanted(page, furniture)
        page.lines = [make_line(row, page.number) for row in make_rows(page.words)]
    usual = _usual_size(pages)
    _take_watermarks(pages, usual, furniture)
    _take_repeated(pages, tables, usual, furniture)
    _take_margins(pages, usual, furniture)
    _take_turned(pages, furniture)
    for lines in furniture.values():
        lines.sort(key=lambda line: (line.top, line.x0))
    return dict(furniture)


def _take_artifacts(page: PageText, furniture: dict[int, list[Line]]) -> None:
    """Words that the file marks as artifacts and that stand in the margins."""
    height = page.frame.layout_height
    marked = [word for word in page.words if word.artifact]
    if not marked or len(marked) > 0.5 * len(page.words):
        return
    edge = [word for word in marked if word.bottom < 0.2 * height or word.top > 0.8 * height]
    _take(page, edge, furniture)


def _take_slanted(page: PageText, furniture: dict[int, list[Line]]) -> None:
    """Watermarks: large words at a slant."""
    slanted = [word for word in page.turned if word.angle % 90 and word.size >= 18]
    if slanted:
        page.turned = [word for word in page.turned if not (word.angle % 90 and word.size >= 18)]
        furniture[page.number].append(make_line(slanted, page.number))


def _take_watermarks(pages: Sequence[PageText], usual: float, furniture: dict[int, list[Line]]) -> None:
    """Very large words that other words are printed over."""
    for page in pages:
        large = [word for word in page.words if word.size >= max(_WATERMARK, 2.5 * usual)]
        under = [
            word
            for word in large
            if sum(overlap(other.box, word.box) for other in page.words if other.size < 0.5 * word.size) >= 3
        ]
        if under:
            _take(page, under, furniture)
            page.lines = [make_line(row, page.number) for row in make_rows(page.words)]


def _take_repeated(
    pages: Sequence[PageText], tables: dict[int, list[Box]], usual: float, furniture: dict[int, list[Line]]
) -> None:
    places: dict[tuple[str, bool], list[tuple[int, float]]] = defaultdict(list)
    for page in pages:
        for line, top in _edge_lines(page, tables.get(page.number, [])):
            at = (page.number, _offset(page, line, top))
            for key in _keys(line, page.number, usual):
                places[key, top].append(at)
    numbering = _page_numbering(pages, tables)
    enough = 2 if len(pages) <= 6 else 3
    for page in pages:
        taken: list[Line] = []
        for top in (True, False):
            lines = [line for line, at_top in _edge_lines(page, tables.get(page.number, [])) if at_top == top]
            outward = lines if top else lines[::-1]
            for line in outward:
                offset = _offset(page, line, top)
                found = [
                    {number for number, at in places[key, top] if abs(at - offset) <= _HEIGHT_TOLERANCE}
                    for key in _keys(line, page.number, usual)
                ]
                repeated = len(found[0]) >= enough or any(len(numbers) >= 3 for numbers in found[1:])
                repeated = repeated and not _is_prose(line, usual) and not (top and _heads_table(line, page))
                if repeated or _is_page_number(line, page.number, numbering):
                    taken.append(line)
                elif not _is_lone(line):
                    break
        ids = {id(word) for line in taken for word in line.words}
        _take(page, [word for word in page.words if id(word) in ids], furniture)


def _take_margins(pages: Sequence[PageText], usual: float, furniture: dict[int, list[Line]]) -> None:
    """Lines in the margin, parted from the text by white space, whose words change or that stand on one page alone.

    They are known by their place: at one height on half of the pages, in the type of running lines; very small and far out;
    or they are a protective marking.
    """
    slots: dict[tuple[bool, int, int], set[int]] = defaultdict(set)
    for page in pages:
        for line, top, _ in _margin_lines(page, usual):
            for slot in _slots(page, line, top):
                slots[slot].add(page.number)
    for page in pages:
        height = page.frame.layout_height
        taken: list[Line] = []
        for line, top, gap in _margin_lines(page, usual):
            depth = _offset(page, line, top) / height
            alike = max(len(slots[slot]) for slot in _slots(page, line, top)[:1])
            small = line.size <= 0.95 * usual and alike >= max(2, 0.5 * len(pages))
            outer = line.size <= 1.05 * usual and _is_title(line) and depth < 0.07
            outer = outer and (alike >= max(4, 0.5 * len(pages)) or (len(pages) > 1 and alike == len(pages)))
            alone = line.size <= 0.9 * usual and depth < 0.075 and gap >= 3 * usual
            if small or outer or alone or _MARKING.match(line.text):
                taken.append(line)
        _take(page, [word for line in taken for word in line.words], furniture)


def _margin_lines(page: PageText, usual: float) -> list[tuple[Line, bool, float]]:
    """The few short lines at the top and the foot beyond which white space follows, and how much of it, in points."""
    found: list[tuple[Line, bool, float]] = []
    height = page.frame.layout_height
    for top in (True, False):
        lines = page.lines if top else page.lines[::-1]
        for count in range(1, min(_MARGIN_LINES, len(lines) - 1) + 1):
            line, following = lines[count - 1], lines[count]
            if _offset(page, line, top) > _MARGIN * height:
                break
            gap = abs(following.baseline - line.baseline)
            if gap >= 1.9 * usual:
                short = [held for held in lines[:count] if len(held.words) <= 2 * _TITLE_WORDS]
                found.extend((held, top, gap) for held in short if leading_mark(held.text) is None)
                break
    return found


def _is_title(line: Line) -> bool:
    """A few words that begin no sentence and end none."""
    return len(line.words) <= _TITLE_WORDS and not line.text[:1].islower() and line.text[-1] not in ".,;:?!"


def _slots(page: PageText, line: Line, top: bool) -> list[tuple[bool, int, int]]:
    """The line's height from the edge in steps of three points and its size in half points; the next steps after that."""
    step, size = round(_offset(page, line, top) / 3), round(2 * line.size)
    return [(top, near, size) for near in (step, step - 1, step + 1)]


def _edge_lines(page: PageText, tables: list[Box]) -> list[tuple[Line, bool]]:
    """Lines of the top and bottom zones, from the top; True for the top zone."""
    height = page.frame.layout_height
    zone = _ZONE * height
    found = []
    for line in page.lines:
        middle = (line.top + line.bottom) / 2
        if zone < middle < height - zone or any(_inside(line, box) and box[3] - box[1] > zone for box in tables):
            continue
        found.append((line, middle <= zone))
    return found


def _page_numbering(pages: Sequence[PageText], tables: dict[int, list[Box]]) -> set[tuple[bool, int]]:
    """Ways the pages are numbered: (roman, printed number less the page's place), where two pages or more agree."""
    seen: dict[tuple[bool, int], set[int]] = defaultdict(set)
    for page in pages:
        for line, _ in _edge_lines(page, tables.get(page.number, [])):
            for offset in _numbers(line, page.number):
                seen[offset].add(page.number)
    enough = 1 if len(pages) == 1 else 2 if len(pages) <= 4 else 3
    return {offset for offset, numbers in seen.items() if len(numbers) >= enough}


def _numbers(line: Line, number: int) -> list[tuple[bool, int]]:
    """What the line says of the page's number, less the page's place."""
    match = _PAGE_NUMBER.match(line.text)
    if match is None:
        return []
    printed = match.group("number").lower()
    if printed.isdigit():
        return [(False, int(printed) - number)]
    total = 0
    values = [_ROMAN[char] for char in printed]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return [(True, total - number)]


def _titled(line: Line, number: int, usual: float) -> list[int]:
    """As `_numbers`, of a running title that changes: "Chapter 2: Naming 7". No larger than the text."""
    if not 1 < len(line.words) <= _TITLE_WORDS or line.size > 1.05 * usual:
        return []
    ends = {line.words[0].text, line.words[-1].text}
    return sorted(int(text) - number for text in ends if text.isascii() and text.isdigit() and len(text) <= 4)


def _is_page_number(line: Line, number: int, numbering: set[tuple[bool, int]]) -> bool:
    return any(offset in numbering for offset in _numbers(line, number))


def _take_turned(pages: Sequence[PageText], furniture: dict[int, list[Line]]) -> None:
    """Words up the margin of several pages."""
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for word in page.turned:
            places[_key(word.text), round(word.x0 / 9)].add(page.number)
    for page in pages:
        width = page.frame.layout_width
        margin = [
            word
            for word in page.turned
            if len(places[_key(word.text), round(word.x0 / 9)]) >= 3
            and (word.x1 < 0.1 * width or word.x0 > 0.9 * width)
        ]
        if margin:
            ids = {id(word) for word in margin}
            page.turned = [word for word in page.turned if id(word) not in ids]
            furniture[page.number].append(make_line(margin, page.number))


def _take(page: PageText, words: list[Word], furniture: dict[int, list[Line]]) -> None:
    if not words:
        return
    ids = {id(word) for word in words}
    page.words = [word for word in page.words if id(word) not in ids]
    page.lines = [line for line in page.lines if not any(id(word) in ids for word in line.words)]
    furniture[page.number].extend(make_line(row, page.number) for row in make_rows(words))


def _offset(page: PageText, line: Line, top: bool) -> float:
    """Height in the page, from the edge it is near: pages differ in length."""
    return line.baseline if top else page.frame.layout_height - line.baseline


def _keys(line: Line, number: int, usual: float) -> list[str]:
    """What a running line is known by: its words, and its place in the numbering of the pages."""
    return [_key(line.text), *(f"page {offset:+}" for offset in _titled(line, number, usual))]


def _key(text: str) -> str:
    """The line's words in lower case, with runs of digits as "#"."""
    return re.sub(r"[\divxl]+\b|\d+", "#", " ".join(text.lower().split()))


def _usual_size(pages: Sequence[PageText]) -> float:
    """The size of most of the text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def _is_prose(line: Line, usual: float) -> bool:
    """A full line of text as large as the text: a sentence that two pages happen to begin with."""
    return line.size >= 0.95 * usual and len(line.words) >= 12


def _heads_table(line: Line, page: PageText) -> bool:
    """Whether the line and those close beneath it are rows of cells: a table's header printed again on each page."""
    block = [line]
    for below in page.lines:
        if 0 < below.baseline - block[-1].baseline < 2.3 * line.size and len(block) < 5:
            block.append(below)
    return sum(len(split(held.words, 0.9)) >= 3 for held in block) >= 3


def _is_lone(line: Line) -> bool:
    """A figure or a letter alone, which does not hide what stands further in."""
    return len(line.text) <= 3


def _inside(line: Line, box: Box) -> bool:
    middle = (line.top + line.bottom) / 2
    return box[1] - 1 <= middle <= box[3] + 1 and line.x0 < box[2] and line.x1 > box[0]
