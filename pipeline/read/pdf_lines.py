"""Words to rows to lines: what stands on one baseline, raised figures set apart from the numbers beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .pdf_glyphs import SOFT_HYPHEN, SUPERSCRIPT_DIGITS, is_leftward, lowered, raised
from .pdf_model import Line, Word

_LEADER = re.compile(r"[.·]{4,}|[_‗]{3,}|…{2,}")
_MAX_ROW = 400  # words; no printed row has more, and looking for raised figures takes their square
_SUPERSCRIPT_MARKS = frozenset("0123456789*†‡§")


def make_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by baseline, rows from the top, each from left to right; leaders ("......") left out."""
    rows: list[list[Word]] = []
    anchor: Word | None = None
    for word in sorted((word for word in words if _strip_leader(word)), key=lambda word: (word.baseline, word.x0)):
        if anchor is not None and abs(word.baseline - anchor.baseline) <= 0.3 * min(word.size, anchor.size):
            rows[-1].append(word)
        else:
            rows.append([word])
            anchor = word
    rows = _attach_small([_without_leader(row) for row in rows])
    return [_without_doubles(sorted(row, key=lambda word: (word.x0, word.order))) for row in rows if row]


def make_line(words: Sequence[Word], page: int) -> Line:
    """A line of words that are already in order. Raises ValueError for none."""
    sizes: Counter[float] = Counter()
    bold = plain = 0
    baselines: Counter[float] = Counter()
    for word in words:
        weight = len(word.text)
        sizes[word.style.size] += weight
        baselines[word.baseline] += weight
        if word.style.bold:
            bold += weight
        elif not word.style.symbol and any(char.isalnum() for char in word.text):
            plain += weight
    return Line(
        words=list(words),
        page=page,
        x0=min(word.x0 for word in words),
        top=min(word.top for word in words),
        x1=max(word.x1 for word in words),
        bottom=max(word.bottom for word in words),
        baseline=baselines.most_common(1)[0][0],
        size=sizes.most_common(1)[0][0],
        bold=bold > 0 and plain == 0,
        text=join_text(words),
    )


def join_text(words: Sequence[Word]) -> str:
    """The words with the white space printed between them."""
    leftward = sum(is_leftward(word.text[:1]) for word in words)
    if leftward > 0.5 * len(words):
        return " ".join(word.text for word in sorted(words, key=lambda word: -word.x1)).replace(SOFT_HYPHEN, "-")
    parts: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None and _is_parted(before, word):
            parts.append(" ")
        parts.append(word.text)
        before = word
    return "".join(parts).replace(SOFT_HYPHEN, "-") if parts else ""


def is_contents_entry(line: Line) -> bool:
    """Whether the line is a title and, far to its right, a page number."""
    if len(line.words) < 2:
        return False
    last, before = line.words[-1], line.words[-2]
    numeral = last.text.isdigit() and len(last.text) <= 3
    return numeral and last.x0 - before.x1 > 1.6 * line.size and not is_numeral(before.text)


def is_numeral(text: str) -> bool:
    """Whether it has digits and no letters."""
    return any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)


def ends_with_hyphen(line: Line) -> bool:
    """Whether the line ends in a hyphen that may have been put there to break a word."""
    return len(line.text) > 2 and line.text[-1] in "-‐" and line.text[-2].isalpha()


def _is_parted(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    size = min(before.style.size, word.style.size)
    if word.space and word.order == before.order + 1:
        return True
    return gap > 0.14 * size or (word.space and gap > 0.05 * size)


def _strip_leader(word: Word) -> bool:
    """Take dots and rules that fill a line out of the word; False if nothing else is left."""
    if (
        word.text[:4] in ("....", "____", "....")
        or word.text[-4:] in ("....", "____")
        or "___" in word.text
        or "……" in word.text
    ):
        word.text = _LEADER.sub("", word.text)
    return bool(word.text)


def _without_leader(row: list[Word]) -> list[Word]:
    """The row without dots set one by one that lead to a page number or an answer."""
    dots = [word for word in row if word.text == "."]
    return [word for word in row if word.text != "."] if len(dots) >= 4 else row


def _attach_small(rows: list[list[Word]]) -> list[list[Word]]:
    """Move raised and lowered figures to the row of the word they stand at."""
    for index, row in enumerate(rows):
        for other in (index + 1, index - 1, index + 2, index - 2):
            if not 0 <= other < len(rows) or max(len(row), len(rows[other])) > _MAX_ROW:
                continue
            stay = []
            for word in row:
                host = _host(word, rows[other])
                if host is None:
                    stay.append(word)
                    continue
                if host.baseline - word.baseline > 0.12 * host.size and set(word.text) <= _SUPERSCRIPT_MARKS:
                    word.text = raised(word.text)
                    word.space = False
                rows[other].append(word)
            row[:] = stay
    for row in rows:
        _raise_in_row(row)
    return [row for row in rows if row]


def _raise_in_row(row: list[Word]) -> None:
    """Raised figures whose baseline is near enough to the row's to have been grouped with it."""
    if len(row) > _MAX_ROW:
        return
    large = max((word.size for word in row), default=0.0)
    for word in row:
        if word.size <= 0.8 * large and set(word.text) <= _SUPERSCRIPT_MARKS:
            host = _host(word, [other for other in row if other is not word])
            if host is not None and host.baseline - word.baseline > 0.12 * host.size:
                word.text = raised(word.text)
                word.space = False


def _host(word: Word, row: Sequence[Word]) -> Word | None:
    """The larger word that `word` is set beside as a superscript or subscript."""
    for other in row:
        if (
            word.size <= 0.8 * other.size
            and -0.75 * other.size < word.baseline - other.baseline < 0.45 * other.size
            and (
                -0.2 * other.size < word.x0 - other.x1 < 0.35 * other.size or 0 <= other.x0 - word.x1 < 0.5 * other.size
            )
        ):
            return other
    return None


def _without_doubles(row: list[Word]) -> list[Word]:
    """Words printed twice on the same spot (shadows, bold by trick) once."""
    kept: list[Word] = []
    for word in row:
        if any(
            other.text == word.text
            and abs(other.x0 - word.x0) < 0.15 * word.size
            and abs(other.x1 - word.x1) < 0.3 * word.size
            for other in kept[-3:]
        ):
            continue
        kept.append(word)
    return kept


def leading_mark(text: str) -> str | None:
    """The raised figure or sign that opens a footnote: "¹ See the annual report" gives "1"."""
    end = 0
    while end < len(text) and text[end] in SUPERSCRIPT_DIGITS:
        end += 1
    return lowered(text[:end]) if end else None
