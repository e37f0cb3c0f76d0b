"""Schools and nurseries: boxes that ask for one, names that end as schools' names do, and their short forms again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..vocab import Vocabulary
from .labelled import Labelled
from .mention import Mention
from .words import WordBook, fold

_CAP = r"(?:St\.?|[A-Z][\w’'-]*)"
_ENTRY = re.compile(r"[^,;/\n\t(]+")
_LOWER_ENDINGS = (
    "primary school", "high school", "infant school", "junior school", "secondary school", "nursery school", "primary", "infants",
    "juniors", "secondary", "nursery", "preschool", "pre-school", "playgroup", "academy", "college", "school",
)  # fmt: skip
# What a word for a school stands before without being part of a name: "Sandgate school nurse".
_NOT_AFTER = (
    r"[ ](?:nurse|nursing|staff|meal|dinner|run|holiday|term|year|place|age|attendance|support|worker|policy|bus|uniform|"
    r"improvement|mum|teacher|care)"
)
_STREET_AFTER = r"[ ](?:Road|Street|Lane|Close|Way|Avenue|Drive|Court|Nurse|Needs)"
_NOT_A_NAME = re.compile(
    r"^(?:n/?a|none|no|not|yes|see|tbc|unknown|home|electively|y\d|year|reception|attends?|she|he|they|ref|the school|school)\b",
    re.IGNORECASE,
)


class SchoolFinder:
    """Finds schools; compiled once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, book: WordBook) -> None:
        words = vocabulary.personal
        self._book = book
        self._not = words.sets["not_schools"]
        self._weak = {"first", "middle", "lower", "upper", "high", "community", "special", "free", "secondary"}
        endings = "|".join(re.escape(_titled(word)) for word in sorted(words.schools, key=len, reverse=True)).replace(
            r"\ ", r"[ -]"
        )
        tails = "|".join(word.capitalize() for word in words.school_tail)
        self._pattern = re.compile(
            rf"(?<![\w’'])(?P<name>(?:{_CAP}(?:[ ](?:of|and|the|upon|on|in|le|&)(?:[ ]the)?)?[ ]){{1,4}}?)"
            rf"(?P<ending>(?:{endings})(?:[ ](?:{endings}|{tails})){{0,3}})(?![\w’'])(?!{_STREET_AFTER})"
        )
        self._words = vocabulary.ordinary_words
        lower = "|".join(_LOWER_ENDINGS)
        self._typed = re.compile(rf"(?<![\w’'])(?P<name>(?:{_CAP}[ ]){{1,3}})(?:{lower})(?![\w’'-])(?!{_NOT_AFTER})")
        self._called = re.compile(
            rf"\b(?:nursery|preschool|pre-school|playgroup|school|college|academy)(?:,| called| \(| named)[ ]?"
            rf"(?P<name>{_CAP}(?:[ ]{_CAP}){{1,3}})(?=[,.;)])"
        )
        self._place = re.compile(rf"\bplace at (?:the )?(?P<name>{_CAP}(?:[ ]{_CAP}){{1,3}})")

    def find(self, text: str, labelled: Sequence[Labelled]) -> list[Mention]:
        """Schools in `text`."""
        return [*self._by_ending(text), *self._typed_names(text), *self._in_boxes(text, labelled)]

    def short_forms(self, schools: Sequence[str], places: frozenset[str]) -> tuple[str, ...]:
        """What schools are called for short: "St Cuthmar's" for "St Cuthmar's Primary". Plain words and towns are left out."""
        short: set[str] = set()
        for school in schools:
            match = self._pattern.match(school)
            name = match.group("name").strip() if match else school
            words = [word.lower() for word in name.split()]
            plain = [word for word in words if self._words.is_word(word) or word in self._not]
            if len(name) > 3 and (len(plain) < len(words) or len(words) > 1) and places.isdisjoint(words):
                short.add(name)
        return tuple(sorted(short))

    def again(self, text: str, names: Sequence[str]) -> Iterator[Mention]:
        """Known schools and their short forms wherever they stand."""
        for name in names:
            pattern = re.sub("['’]", "['’]", re.escape(name))
            for match in re.finditer(rf"(?<![\w’']){pattern}(?!\w)(?!{_STREET_AFTER})", text):
                yield _made(text, *match.span(), "a school that is named elsewhere")

    def _by_ending(self, text: str) -> Iterator[Mention]:
        for match in self._pattern.finditer(text):
            words = [(item.start(), item.group()) for item in re.finditer(r"\S+", match.group("name"))]
            while words and (
                words[0][1].lower().strip(".") in self._not
                or self._is_opening(words[0][1], text, match.start("name") + words[0][0])
            ):
                words.pop(0)
            ending = match.group("ending").split()
            if not words or (len(ending) == 1 and ending[0].lower() in self._weak and not self._is_proper(words)):
                continue
            yield _made(text, match.start("name") + words[0][0], match.end(), "words that end as a school's name does")

    def _typed_names(self, text: str) -> Iterator[Mention]:
        """ "Hollin Edge primary", "the nursery, Bright Sparks,": names whose kind is typed without a capital, or before them."""
        for match in self._typed.finditer(text):
            words = [(item.start(), item.group()) for item in re.finditer(r"\S+", match.group("name"))]
            while words and (
                words[0][1].lower() in self._not or self._is_opening(words[0][1], text, match.start() + words[0][0])
            ):
                words.pop(0)
            if len(words) == 1 and self._is_person_word(re.sub(r"['’]s$", "", words[0][1])):
                continue  # "Leo's school" is Leo's, "St Leo's school" is a name
            if words and self._is_proper(words) and not any(self._is_person_word(word) for _, word in words):
                yield _made(text, match.start() + words[0][0], match.end(), "words before a word for a school")
        for match in (*self._called.finditer(text), *self._place.finditer(text)):
            if not self._book.is_first(fold(match.group("name").split()[0])):
                yield _made(text, *match.span("name"), "words after a word for a school")

    def _is_person_word(self, word: str) -> bool:
        lower = fold(word)
        return (
            lower in self._book.kin
            or self._book.is_first(lower)
            or lower in self._book.sets["titles"] - {"st"}
            or word.isupper()
        )

    def _is_opening(self, word: str, text: str, at: int) -> bool:
        """Whether an ordinary word has its capital only because it opens a sentence: "Attends Sandgate Primary"."""
        opens = at == 0 or text[:at].rstrip(" ")[-1:] in '.!?:\n\t•("“'
        lower = word.lower()
        verb = lower in self._book.sets["verbs"] or lower.endswith(("ed", "ing", "ends"))
        return opens and (verb or lower in self._book.kin) and self._words.is_word(word)

    def _is_proper(self, words: Sequence[tuple[int, str]]) -> bool:
        return any(not self._words.is_word(word) for _, word in words)

    def _in_boxes(self, text: str, labelled: Sequence[Labelled]) -> Iterator[Mention]:
        for item in labelled:
            if "school" not in item.kinds or item.end - item.start > 120 or len(item.label.split()) > 5:
                continue
            for entry in _ENTRY.finditer(text, item.start, item.end):
                value = entry.group().strip()
                name = re.match(rf"{_CAP}(?:[ ](?:{_CAP}|of\b|and\b|the\b|&|in\b|on\b))*", value)
                if name is None or _NOT_A_NAME.match(value) or name.group().lower() in self._not:
                    break
                if len(name.group().split()) == 1 and self._words.is_word(name.group()):
                    break
                if name.group().split()[0].lower().strip(".") in self._book.sets["titles"] - {"st"}:
                    break
                if self._book.is_first(name.group().split()[0].lower()) or re.search(r"\b[A-Z]\b", name.group()):
                    break  # somebody of that school
                if len(name.group()) < len(value) and re.match(r"\s[a-z]", value[name.end() :]):
                    break  # a sentence, not a name
                start = entry.start() + entry.group().index(value)
                yield _made(text, start, start + name.end(), f"the label {item.label}")
                if text[entry.end() : entry.end() + 1] not in (";", "/", "\n"):
                    break


def _titled(words: str) -> str:
    return " ".join(
        word
        if word in ("of", "and")
        else word.upper()
        if word in ("rc", "ce", "pru", "utc", "c", "e")
        else word.capitalize()
        for word in words.split()
    )


def _made(text: str, start: int, end: int, basis: str) -> Mention:
    while end > start and text[end - 1] in " ,;:.":
        end -= 1
    return Mention(
        kind="school",
        start=start,
        end=end,
        value=" ".join(text[start:end].split()).lower().replace("’", "'"),
        basis=basis,
    )
