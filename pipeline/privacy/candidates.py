"""Runs of capitalised words taken apart into what may be a name and what is a title, a month, a body or an ordinary word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .words import Run, Word, WordBook, is_shouted_name

_LONGEST = 4  # words of a name
# Titles that are ordinary words too: "Miss a session", "Pastoral lead", "Nurse manager".
_VERB_LIKE = frozenset({"miss", "master", "nurse", "pastor", "lady", "lord", "sir", "fr", "di", "ps", "ds"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a name, without the title before them."""

    words: tuple[Word, ...]
    title: Word | None
    opens: bool  # a sentence, a cell or a line
    swallowed: bool = False  # a known name inside the name of a body or a place

    @property
    def start(self) -> int:
        """Where the title or the first word begins."""
        return self.title.start if self.title else self.words[0].start

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words[-1].end


class Splitter:
    """Takes runs apart for one text. `aliases` are words that call people of the case; `here` the text's lower-case words."""

    def __init__(self, book: WordBook, aliases: Mapping[str, str], here: frozenset[str]) -> None:
        self._book = book
        self._aliases = aliases
        self._here = here

    def split(self, run: Run, *, entry: bool) -> Iterator[Candidate]:
        """The candidates of a run. `entry`: a form's box that asks for a name begins with it."""
        words, at = run.words, 0
        while at < len(words):
            opens = run.opens and at == 0
            if words[at].title and at + 1 < len(words) and self._follows_title(words[at], words[at + 1], opens=opens):
                end = at + 2
                while end < len(words) and end <= at + _LONGEST and self._goes_on_after_title(words, at + 1, end):
                    end += 1
                yield Candidate(words[at + 1 : end], words[at], opens)
                at = end
                continue
            if self._parts(words, at, at):
                at += 1
                continue
            end = at + 1
            while end < len(words) and not self._parts(words, at, end):
                end += 1
            yield from self._segment(words[at:end], opens, entry and at == 0)
            at = end

    def is_alias(self, word: Word) -> bool:
        """Whether a word, or half of a double one, calls somebody of the case."""
        return word.lower in self._aliases or any(
            half in self._aliases
            for half in word.lower.split("-")
            if len(half) > 2 and not self._book.is_ordinary(half)
        )

    def is_plain(self, word: Word) -> bool:
        """An ordinary word, in English or in this text, that is neither a first name nor known here as a name."""
        if word.first or word.lower in self._aliases:
            return False
        return word.ordinary or (word.lower in self._here and not word.surname)

    def is_head(self, word: Word) -> bool:
        """Whether a word makes a body or a place of what stands before it."""
        return (word.body or word.place) and word.text[0].isupper() and word.lower not in self._aliases

    def _segment(self, words: Sequence[Word], opens: bool, entry: bool) -> Iterator[Candidate]:
        """Names in words that no title, month or word of kinship parts."""
        if words[0].lower in ("st", "saint") and len(words) > 1 and words[0].lower not in self._aliases:
            return  # a church, a school, a parish
        head = self._head(words)
        if head is None:
            yield from self._plain(words, opens, entry)
            return
        before = words[:head]
        if len(before) >= 2 and before[0].first and not before[0].ordinary and not words[head].place:
            yield from self._plain(before[:2], opens, entry)  # "Donna Priestley Family Support Worker"
        elif len(before) == 1 and before[0].first and words[head].surname and (words[head].place or entry):
            yield Candidate(tuple(words[: head + 1]), None, opens)  # "Emma Green", "Sean Price"
        else:
            for at, word in enumerate(before):
                if word.lower in self._aliases and not word.ordinary:
                    yield Candidate((word,), None, opens and at == 0, swallowed=True)
        if len(words) > head + 1:
            yield from self._segment(words[head + 1 :], False, False)

    def _head(self, words: Sequence[Word]) -> int | None:
        for at, word in enumerate(words):
            saint = word.lower == "st" and 0 < at < len(words) - 1  # "Oliver St John"
            if self.is_head(word) and not (at == 0 and word.first) and not saint:
                return at
        return None

    def _plain(self, words: Sequence[Word], opens: bool, entry: bool) -> Iterator[Candidate]:
        start = 0
        while start < len(words):
            while start < len(words) and self.is_plain(words[start]) and not (opens and start == 0 and len(words) == 1):
                named = len(words) > 1 and not (words[1].first or words[1].lower in self._aliases)
                if start == 0 and named and entry:
                    break
                start += 1
            if start >= len(words):
                return
            end = start + 1
            while end < len(words) and end - start < _LONGEST and self._continues(words, start, end):
                end += 1
            while end - 1 > start and not words[end - 1].text[0].isupper():
                end -= 1
            yield Candidate(tuple(words[start:end]), None, opens and start == 0)
            start = end

    def _continues(self, words: Sequence[Word], start: int, at: int) -> bool:
        word = words[at]
        if word.initial:
            return words[start].initial or at == len(words) - 1 or words[at + 1].initial or not words[at + 1].ordinary
        if not self.is_plain(word) or word.surname or not word.text[0].isupper() or word.lower == "st":
            return True
        # An ordinary word is a surname after a first name: "Jackie Moss", "Rose Petrie".
        return at == start + 1 and at == len(words) - 1 and (words[start].first or words[start].initial)

    def _parts(self, words: Sequence[Word], start: int, at: int) -> bool:
        """Whether a word ends what begins at `start`."""
        word = words[at]
        if word.lower in self._aliases and not (word.calendar or word.never or word.title):
            return False
        if word.title or word.never or (word.calendar and not word.first):
            # "Mark Young", "Sade White": a word of forms that is a surname too, after a first name, at the end.
            closes = word.surname and at == start + 1 and words[start].first and at == len(words) - 1
            return not (closes and not word.title and not word.calendar)
        if (word.kin or word.role) and not (word.first or word.body):
            return True
        if word.shouted and (word.role or word.lower in self._book.sets["acronyms"]):
            return True
        return word.shouted and not (is_shouted_name(word) and (word.first or word.surname) and not word.ordinary)

    def _follows_title(self, title: Word, word: Word, *, opens: bool) -> bool:
        if (word.never or word.calendar) and not word.surname:
            return False
        if title.shouted and (word.body or word.ordinary) and not word.surname:
            return False  # "PC Cluster"
        if word.role and title.lower in ("nurse", "pastor", "master", "inspector"):
            return False
        return not (
            title.lower in _VERB_LIKE and word.ordinary and not word.surname and (opens or title.lower != "miss")
        )

    def _goes_on_after_title(self, words: Sequence[Word], first: int, at: int) -> bool:
        word = words[at]
        if word.lower == "st" and at < len(words) - 1:
            return True
        if self.is_head(word):
            return word.surname and at == first + 1 and not (at + 1 < len(words) and self.is_head(words[at + 1]))
        return not self._parts(words, first, at) and not (word.ordinary and not word.surname and not word.first)
