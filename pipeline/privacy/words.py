"""Capitalised words and what each could be: a first name, a surname, a title, an ordinary word, part of a body's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ..text.dates import MONTHS, WEEKDAYS
from ..vocab import Vocabulary

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[-‐'’](?!s\b|S\b|ll\b|d\b|ve\b|re\b|m\b)[^\W\d_]+)*(?![\w])")
_PREFIXED = re.compile(r"(?:al|el|ul|ur|abu|d|l|o|mc|mac|ni)[-'’]?[A-ZÀ-Þ]")  # "al-Hassan", "d'Souza"
_INITIALS = re.compile(r"^[A-ZÀ-Þ](?:-[A-ZÀ-Þ])?$")  # "L-A McCafferty"
_NEGATED = re.compile(r"n['’]t$|^I['’]", re.IGNORECASE)  # "Don't", "I'm"
_LETTERS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "‐": "-",
        "‑": "-",
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "ı": "i",
    }
)
_CALENDAR = frozenset({*MONTHS, *WEEKDAYS})
_SHORTEST_SHOUTED = 3  # letters of a name in capitals


def fold(text: str) -> str:
    """Lower case without accents, one kind of apostrophe and hyphen: how names are compared ("Zoë" and "Zoe" are one)."""
    plain = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    return "".join(character for character in plain if not unicodedata.combining(character)).lower()


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word. More than one of the flags may hold: "Rose" is a first name and an ordinary word."""

    start: int
    end: int
    text: str
    lower: str
    first: bool  # a first name
    surname: bool
    ordinary: bool  # a word of English
    title: bool
    kin: bool
    role: bool  # a word of a profession
    body: bool  # makes a body of what stands before it
    place: bool
    calendar: bool
    never: bool  # a language, a brand, a festival, a word of forms
    shouted: bool  # all capitals
    initial: bool  # one letter


class WordBook:
    """Classifies words; built once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        personal, people = vocabulary.personal, vocabulary.people
        self.sets = personal.sets
        first = vocabulary.first_names
        listed = vocabulary.names.first_names | frozenset(f"{first.female} {first.male}".split())
        self.first_names = frozenset(map(fold, listed))
        self.surnames = frozenset(map(fold, vocabulary.names.surnames))
        self.kin = frozenset(word for entry in people.kin for word in entry.words if " " not in word)
        self.professionals = people.professionals
        self._never = people.not_names | personal.sets["not_people"]
        self._ordinary = vocabulary.ordinary_words
        self._known: dict[str, bool] = {}

    def is_ordinary(self, lower: str) -> bool:
        """Whether a word is one of plain English."""
        if lower not in self._known:
            self._known[lower] = self._ordinary.is_word(lower)
        return self._known[lower]

    def is_first(self, lower: str) -> bool:
        """Whether a word, or each half of a double one, is a first name."""
        if lower in self.first_names:
            return True
        halves = re.split(r"[-‐]", lower)
        return (
            len(halves) == 2 and halves[0] in self.first_names and (halves[1] in self.first_names or len(halves[1]) > 2)
        )

    def word(self, start: int, text: str) -> Word:
        """The word at `start` and what it could be."""
        lower = fold(text)
        return Word(
            start=start,
            end=start + len(text),
            text=text,
            lower=lower,
            first=self.is_first(lower),
            surname=lower in self.surnames,
            ordinary=self.is_ordinary(lower),
            title=lower in self.sets["titles"],
            kin=lower in self.kin,
            role=lower in self.professionals,
            body=lower in self.sets["bodies"] or lower in self.sets["schools"],
            place=lower in self.sets["places"],
            calendar=all(part in _CALENDAR for part in lower.split("-")),
            never=lower in self._never,
            shouted=len(text) > 1 and text.isupper() and not _INITIALS.match(text),
            initial=_INITIALS.match(text) is not None,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that follow one another, and small words within names, on one line and in one cell."""

    words: tuple[Word, ...]
    opens: bool  # a sentence, a cell or a line begins with it

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words[-1].end


def find_runs(text: str, book: WordBook) -> Iterator[Run]:
    """The runs of capitalised words of `text`, in order."""
    words: list[Word] = []
    particles: list[Word] = []
    for match in _WORD.finditer(text):
        token = match.group()
        capital = (token[0].isupper() or _PREFIXED.match(token)) and not _NEGATED.search(token)
        if words and not _beside(text, (particles or words)[-1], match.start()):
            yield _run(text, words)
            words, particles = [], []
        if capital:
            words.extend([*particles, book.word(match.start(), token)])
            particles = []
        elif words and token in book.sets["particles"]:
            particles.append(book.word(match.start(), token))
        elif words:
            yield _run(text, words)
            words, particles = [], []
    if words:
        yield _run(text, words)


def opens_sentence(text: str, at: int) -> bool:
    """Whether what stands at `at` opens a sentence, a cell, a bullet or a quotation."""
    before = text[max(0, at - 12) : at].rstrip(" \u00a0")
    return (
        not before
        or before[-1] in '.!?:;\n\t•"“‘(-–—☐☒☑✓✔*>/'
        or bool(re.search(r"(?:^|[\n\t])\s*\(?\w{1,3}[.)]$", before))
    )


def _beside(text: str, last: Word, start: int) -> bool:
    """Whether nothing but a space parts two words, or the full stop of an initial or a title."""
    gap = text[last.end : start]
    if gap in (" ", "\u00a0", "  "):
        return True
    return gap in (". ", ".", ".\u00a0") and (last.initial or last.title or last.lower == "st")


def _run(text: str, words: list[Word]) -> Run:
    return Run(words=tuple(words), opens=opens_sentence(text, words[0].start))


def is_shouted_name(word: Word) -> bool:
    """Whether a word in capitals may be a name and not an abbreviation."""
    return word.shouted and len(word.text) >= _SHORTEST_SHOUTED
