"""Characters to words: parted by white space that is printed and by gaps, joined where letters touch."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from ..records.span import Box
from .pdf_glyphs import is_leftward
from .pdf_model import Affine, Style, Word, map_box

_ASCENT, _DESCENT = 0.78, 0.22  # of the size: fonts' own values vary too much to line boxes up
_GAP = 0.3  # of the size, from which on letters belong to two words
_BACK = 0.5  # of the size, by which a letter may stand before the end of the last


@dataclass(slots=True)
class Run:
    """One text object: what all its characters share. `angle` in degrees clockwise as displayed."""

    style: Style
    mcid: int
    artifact: bool
    angle: int


@dataclass(slots=True)
class Char:
    """A character. `origin` is given where its place cannot be told from the one before; boxes in user space."""

    text: str
    box: Box  # left, bottom, right, top
    origin: tuple[float, float] | None
    run: Run
    space: bool  # white space before it


def join_words(chars: list[Char], affine: Affine, angle: int) -> list[Word]:
    """Words of characters that run along the line once `affine` has been applied."""
    a, b, c, d, e, f = affine
    words: list[Word] = []
    word = _OpenWord()
    for char in chars:
        box = map_box(affine, char.box)
        if char.origin is not None:
            baseline = b * char.origin[0] + d * char.origin[1] + f
            start = a * char.origin[0] + c * char.origin[1] + e
        else:
            baseline, start = word.baseline, box[0]
        left = min(start, box[0]) if box[2] > box[0] else start
        right = max(box[2], left)
        if word.is_repeated(char, left, baseline):
            continue
        if not word.takes(char, left, right, baseline):
            word.close(words, angle)
            word = _OpenWord(run=char.run, space=word.parts_from(char, left, baseline), baseline=baseline)
        word.add(char.text, left, right)
    word.close(words, angle)
    return words


def slanted_words(chars: list[Char], affine: Affine, angle: int) -> list[Word]:
    """Words at an angle, such as a watermark: content order, parted by white space only."""
    words: list[Word] = []
    for char in chars:
        box = map_box(affine, char.box)
        last = words[-1] if words else None
        if last is None or char.space or last.style != char.run.style:
            run = char.run
            words.append(
                Word(char.text, *box, box[3], run.style, char.space, run.mcid, run.artifact, angle, len(words))
            )
            continue
        last.text += char.text
        last.x0, last.top = min(last.x0, box[0]), min(last.top, box[1])
        last.x1, last.bottom = max(last.x1, box[2]), max(last.bottom, box[3])
    return words


@dataclass(slots=True)
class _OpenWord:
    run: Run | None = None
    space: bool = True
    baseline: float = 0.0
    letters: list[tuple[str, float]] = field(default_factory=list)  # with their left edges
    x0: float = 0.0
    x1: float = 0.0
    left: float = 0.0  # of the last letter
    right: float = 0.0

    def takes(self, char: Char, left: float, right: float, baseline: float) -> bool:
        """Whether the character goes on with the word."""
        if not self.letters or self.run is None or char.space:
            return False
        run, own = char.run, self.run
        if run is not own and (run.mcid != own.mcid or run.style != own.style):
            return False
        size = run.style.size
        if abs(baseline - self.baseline) >= 0.2 * size:
            return False
        if char.origin is None and abs(left - self.left) < 0.05 * size:
            return True  # the next letter of a ligature
        gap = left - self.right
        if is_leftward(char.text):
            gap = min(gap, self.x0 - right, key=abs)  # the next letter stands on the left
        return -_BACK * size <= gap <= _GAP * size

    def parts_from(self, char: Char, left: float, baseline: float) -> bool:
        """Whether white space stands between the word and a character that does not go on with it."""
        size = char.run.style.size
        gap = left - self.right
        return char.space or not -_BACK * size <= gap <= _GAP * size or abs(baseline - self.baseline) >= 0.2 * size

    def is_repeated(self, char: Char, left: float, baseline: float) -> bool:
        """Whether the character is printed again on the same spot: bold by trick."""
        if char.origin is None or len(self.letters) != 1 or self.letters[0][0] != char.text:
            return False
        size = char.run.style.size
        return abs(left - self.x0) < 0.02 * size and abs(baseline - self.baseline) < 0.2 * size

    def add(self, text: str, left: float, right: float) -> None:
        self.x0 = min(self.x0, left) if self.letters else left
        self.x1 = max(self.x1, right) if self.letters else right
        self.letters.append((text, left))
        self.left, self.right = left, right

    def close(self, words: list[Word], angle: int) -> None:
        if not self.letters or self.run is None:
            return
        run, size = self.run, self.run.style.size
        words.append(
            Word(
                text=self._text(),
                x0=self.x0,
                top=self.baseline - _ASCENT * size,
                x1=self.x1,
                bottom=self.baseline + _DESCENT * size,
                baseline=self.baseline,
                style=run.style,
                space=self.space,
                mcid=run.mcid,
                artifact=run.artifact,
                angle=angle,
                order=len(words),
            )
        )

    def _text(self) -> str:
        """The letters as they are read; letters and their accents as one character where there is one."""
        letters = self.letters
        if all(is_leftward(letter) for letter, _ in letters):
            letters = sorted(letters, key=lambda pair: -pair[1])
        text = "".join(letter for letter, _ in letters)
        return text if text.isascii() else unicodedata.normalize("NFC", text)
