"""Names in a text: which capitalised words call a person, by title, first name, label, kinship, profession or deed.

The words of a name that is known already ("aliases") need less to be found again than a name that nobody introduced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .candidates import Candidate, Splitter
from .context import Context, ContextReader
from .labelled import Labelled, Role
from .name import Name
from .words import Word, WordBook, find_runs, fold

_ENTRY_BEFORE = re.compile(r"(?:^|[;,/(\n\t•|\"”)]|\band|&|\bwith|\+)[ \u00a0]*$")
_PLACE_BEFORE = re.compile(
    r"\b(?:in|from|to|at|near|of|outside|around|across|into|via|visiting|left|within|the|upon)\s$", re.IGNORECASE
)
_GENERATION = re.compile(r"^\s\(?(junior|senior|jnr|snr|jr|sr)\b\.?\)?", re.IGNORECASE)
_FAMILY_AFTER = re.compile(
    r"^(?:['’]s)?\s(?:family|household|children|siblings|boys|girls|twins|home|brothers|sisters)\b"
    r"(?!\s(?:hub|help|support|centre|group|worker|court|plan|doctor|learning|information|safeguarding|services?)\b)"
)
_KIN_TITLE = re.compile(
    r"(?<!\w)(?:Nan|Nana|Nanna|Nanny|Gran|Granny|Grandma|Grandad|Granddad|Grandpa|Aunt|Auntie|Aunty|Uncle|Cousin)\s$"
)
_BESIDE_AFTER = re.compile(r"^,?(?:\s(?:and|&))?\s([A-ZÀ-Þ][\w'’-]*)")
_BESIDE_BEFORE = re.compile(r"([A-ZÀ-Þ][\w'’-]*),?(?:\s(?:and|&))?\s$")
_LETTERED = re.compile(
    r"\b(?:Section|Part|Appendix|Annex|Table|Figure|Class|Set|Form|Option|Group|Level|Year)\s$", re.IGNORECASE
)
_BODY = re.compile(
    r"(?<!\w)((?:[A-Z][\w’'-]{1,30}\s){2,4})(?:[a-z]{1,20}\s)?"
    r"(?:advice|services?|team|project|group|centre|hub|charity|clinic|course|programme|trust|scheme|workshop|appointment)\b"
)
_ADULT_AGE = 18
_YEARS = re.compile(r"^\s?[(,]\s?(?:aged?\s)?(\d{1,2})(?!\d)")


class NameFinder:
    """Finds the names of one text. `strict` leaves out what only the letters suggest: for papers that are no case papers."""

    def __init__(
        self,
        text: str,
        *,
        book: WordBook,
        reader: ContextReader,
        labelled: Sequence[Labelled],
        aliases: Mapping[str, str],
        places: frozenset[str],
        strict: bool,
    ) -> None:
        self._text = text
        self._book = book
        self._reader = reader
        self._labelled = [item for item in labelled if item.role is not None]
        self._aliases = aliases
        self._places = places
        self._bodies = _names_of_bodies(text)
        self._strict = strict
        self._here = frozenset(re.findall(r"(?<![\w'’-])[a-zà-ÿ]{2,}(?![\w'’-])", text))
        self._splitter = Splitter(book, aliases, self._here)

    def find(self) -> list[Name]:
        """The names, in order."""
        found: list[Name] = []
        left: list[Candidate] = []
        for run in find_runs(self._text, self._book):
            for candidate in self._splitter.split(run, entry=self._is_entry(run.start)):
                name = self._judge(candidate)
                if name is not None:
                    found.append(name)
                else:
                    left.append(candidate)
        found.extend(self._beside_others(left, found))
        return list(self._turned(sorted(found, key=lambda name: name.start)))

    def _turned(self, found: Sequence[Name]) -> Iterator[Name]:
        """ "GREEN, Will": a surname in capitals, or in a box that asks for a name, before the first name."""
        skip = False
        for name, after in zip(found, [*found[1:], None], strict=False):
            if skip:
                skip = False
                continue
            if (
                after is not None
                and len(name.words) == len(after.words) == 1
                and not (name.title or after.title)
                and self._text[name.end : after.start] == ", "
                and after.words[0].first
                and (name.words[0].shouted or (name.role == "family" and not name.words[0].first))
            ):
                role = after.role or (name.role if name.role != "family" else None)
                yield replace(after, start=name.start, words=(*after.words, *name.words), role=role)
                skip = True
            else:
                yield name

    def _judge(self, candidate: Candidate) -> Name | None:
        first = candidate.words[0]
        month = first.calendar and len(candidate.words) > 1 and candidate.title is None
        if month and self._reader.is_date(self._text, first.start, first.end, surely=True):
            candidate = replace(candidate, words=candidate.words[1:], opens=False)  # "In May Shanice told her"
        start, end = candidate.words[0].start, candidate.words[-1].end
        if self._is_plural(candidate):
            return self._name(candidate, "family", "a family's name in the plural")
        context = self._reader.read(self._text, candidate.title.start if candidate.title else start, end)
        label = self._label(start)
        entry = self._is_entry(start if candidate.title is None else candidate.title.start)
        basis: str | None
        if candidate.title is not None:
            basis = f"the title {candidate.title.text}"
            return self._name(candidate, context.role or (label.role if label and entry else None) or "worker", basis)
        if (
            _FAMILY_AFTER.match(self._text[end:])
            and len(candidate.words) == 1
            and not candidate.words[0].first
            and self._may_be_surname(candidate.words[0])
        ):
            return self._name(candidate, "family", "a word for a family follows")
        basis = self._by_alias(candidate, context)
        if basis:
            role = self._role(candidate, context, label) if label is not None and entry else context.role
            if label is not None and entry and role == label.role:
                basis = f"the label {label.label}"
            return replace(self._name(candidate, role, basis), known=True)
        if label is not None and entry and self._plausible(candidate, label.role or "person"):
            return self._name(candidate, self._role(candidate, context, label), f"the label {label.label}")
        basis = self._by_letters(candidate, context)
        return self._name(candidate, context.role, basis) if basis else None

    def _role(self, candidate: Candidate, context: Context, label: Labelled) -> Role | None:
        """What a name in a box is to the case: what the box asks for, or what is said beside the name in a box for anybody."""
        if label.role not in ("person", "worker"):
            return label.role
        told = context.role
        if told is None and label.role == "person":
            told = self._reader.row_role(self._text, candidate.start, candidate.end)
        return told or label.role

    def _by_alias(self, candidate: Candidate, context: Context) -> str | None:
        known = [word for word in candidate.words if self._splitter.is_alias(word)]
        if not known:
            return None
        word = known[0]
        if (
            len(candidate.words) > 1
            and len(known) < len(candidate.words)
            and all(self._splitter.is_plain(w) or w.ordinary for w in known)
        ):
            return None
        if len(candidate.words) == 1 and self._is_doubtful(candidate, word, context):
            return None
        if word.lower not in self._aliases:
            return "part of a name of this case"  # half of a double name
        if word.shouted and word.lower in self._book.sets["acronyms"]:
            return None
        return "a person of this case"

    def _is_doubtful(self, candidate: Candidate, word: Word, context: Context) -> bool:
        """Whether a lone word that calls somebody of the case may be the ordinary word here: "Will need help", "in May"."""
        if context.human or re.match(r"['’]s\b", self._text[word.end :]):
            return False
        if word.calendar:
            acts = self._reader.acts(self._text, word.end) or self._is_beside_alias(word)
            return self._reader.is_date(self._text, word.start, word.end, surely=acts)
        acts = self._reader.acts(self._text, word.end) or self._is_beside_alias(word)
        if self._aliases[word.lower] == "surname":
            return (word.ordinary or word.place or word.lower in self._places) and not acts
        # As an ordinary word it would stand here without a capital too.
        return candidate.opens and word.lower in self._here and word.ordinary and not acts

    def _is_beside_alias(self, word: Word) -> bool:
        """Whether another person of the case is named with it: "Will and May"."""
        beside = [
            _BESIDE_AFTER.match(self._text[word.end :]),
            _BESIDE_BEFORE.search(self._text[max(0, word.start - 30) : word.start]),
        ]
        return any(match is not None and fold(match.group(1)) in self._aliases for match in beside)

    def _by_letters(self, candidate: Candidate, context: Context) -> str | None:
        words = candidate.words
        first = words[0].first and not words[0].never
        if words[0].calendar and (not context.human or self._reader.is_date(self._text, words[0].start, words[0].end)):
            return None
        doubtful = words[0].ordinary or words[0].calendar
        before = self._text[max(0, words[0].start - 16) : words[0].start]
        if candidate.swallowed or self._is_body(candidate):
            return None
        if words[0].initial:
            named = len(words) > 1 and any(not w.initial and (not w.ordinary or w.surname) for w in words[1:])
            clear = (words[0].text not in ("I", "A") or context.human) and not _LETTERED.search(before)
            return "an initial and a surname" if named and clear and (not self._strict or context.human) else None
        if len(words) > 1:
            if any(word.lower in self._places for word in words[1:]) and not context.human:
                return None
            if first and (not doubtful or context.human or not words[1].ordinary):
                if self._is_known_place(words[0]) and _PLACE_BEFORE.search(before) and not context.human:
                    return None
                return "a first name and a surname"
            unknown = not any(self._splitter.is_plain(word) or word.lower in self._places for word in words)
            if (
                context.human
                and (unknown or context.role == "worker" or not candidate.opens)
                and not all(self._splitter.is_plain(w) for w in words)
            ):
                return context.basis
            pair = (
                unknown
                and not self._strict
                and not _PLACE_BEFORE.search(before)
                and not any(word.shouted for word in words)
            )
            return (
                "two words that are no others" if pair and any(word.surname or word.first for word in words) else None
            )
        word = words[0]
        if self._strict:
            return context.basis if context.role in ("worker",) and first and not doubtful else None
        if first and not doubtful and not word.shouted:
            if self._is_known_place(word) and (_PLACE_BEFORE.search(before) or not context.human):
                return None
            return "a first name"
        if first and not word.calendar and not word.shouted:
            acts = context.human or (
                self._reader.acts(self._text, word.end) and word.lower not in ("will", "may", "can")
            )
            return "a first name" if not candidate.opens or acts else None
        if word.lower in self._places and not context.basis.endswith("stands before"):
            return None
        if (
            context.human
            and not word.shouted
            and not word.initial
            and (
                not self._splitter.is_plain(word)
                or (context.role and not candidate.opens and not self._splitter.is_head(word))
            )
        ):
            return context.basis
        return None

    def _is_body(self, candidate: Candidate) -> bool:
        """Whether words of this spelling stand before a word for a service somewhere: "Penny Wise debt advice"."""
        return len(candidate.words) > 1 and self._text[candidate.words[0].start : candidate.end] in self._bodies

    def _beside_others(self, left: Sequence[Candidate], found: Sequence[Name]) -> Iterator[Name]:
        """Unknown words that stand in a list with names: "Idris and Mariam", "Zara, Haris and Ayaan"."""
        ends = {name.end for name in found}
        starts = {name.start for name in found}
        for candidate in left:
            word = candidate.words[0]
            if (
                word.lower in self._places
                or self._strict
                or len(candidate.words) > 1
                or candidate.swallowed
                or self._splitter.is_plain(word)
                or word.shouted
                or word.initial
                or word.never
                or word.body
            ):
                continue
            before = re.search(r"(?:,| and| &|, and)\s$", self._text[: word.start][-6:])
            after = re.match(r"^\s?(?:,|and|&|, and)\s", self._text[word.end : word.end + 7])
            if (before and word.start - len(before.group()) in ends) or (after and word.end + after.end() in starts):
                yield self._name(candidate, None, "in a list of names")

    def _plausible(self, candidate: Candidate, role: Role) -> bool:
        words = candidate.words
        plain = [self._splitter.is_plain(word) for word in words]
        if candidate.swallowed or any(word.never or word.calendar for word in words) or words[0].text == "I":
            return False
        if all(word.initial for word in words) or words[-1].lower in self._places:
            return False
        if all(plain):
            return (
                role in ("child", "parent")
                and len(words) == 2
                and not any(self._book.is_ordinary(w.lower) and w.role for w in words)
                and self._ends_entry(words[-1].end)
            )
        if role == "worker":
            return not plain[0] and (len(words) > 1 or words[0].first or self._ends_entry(words[-1].end))
        if role == "family":
            return self._ends_entry(words[-1].end)
        return not plain[0]

    def _ends_entry(self, end: int) -> bool:
        return bool(re.match(r"\s*(?:$|[,;/()\n\t.]|and\b|&|-|–)", self._text[end : end + 6]))

    def _label(self, at: int) -> Labelled | None:
        inside = [item for item in self._labelled if item.start <= at < item.end]
        return min(inside, key=lambda item: (item.end - item.start, item.start)) if inside else None

    def _is_entry(self, start: int) -> bool:
        label = self._label(start)
        return label is not None and bool(_ENTRY_BEFORE.search(self._text[label.start : start]))

    def _is_plural(self, candidate: Candidate) -> bool:
        """ "the Hendersons next door"."""
        word = candidate.words[0]
        if len(candidate.words) > 1 or candidate.title is not None or not word.lower.endswith("s") or word.ordinary:
            return False
        stem = word.lower.removesuffix("s")
        surname = stem in self._book.surnames or stem in self._aliases
        return (
            surname
            and word.lower not in self._places
            and bool(re.search(r"\b[Tt]he\s$", self._text[: word.start][-5:]))
        )

    def _may_be_surname(self, word: Word) -> bool:
        if any(self._book.is_ordinary(half) for half in word.lower.split("-")) and not word.surname:
            return False
        return not (
            word.lower in self._places
            or word.initial
            or self._splitter.is_plain(word)
            or word.body
            or word.place
            or word.never
            or word.calendar
            or word.shouted
        )

    def _is_known_place(self, word: Word) -> bool:
        return word.lower in self._book.sets["place_names"] and word.lower not in self._aliases

    def _name(self, candidate: Candidate, role: Role | None, basis: str) -> Name:
        start = candidate.title.start if candidate.title else candidate.words[0].start
        called = _KIN_TITLE.search(self._text[max(0, start - 12) : start])
        if called and candidate.title is None:
            start -= len(called.group())  # "Nan Pat"
        end = candidate.words[-1].end
        generation = _GENERATION.match(self._text[end : end + 12])
        years = _YEARS.match(self._text[end : end + 12])
        if role in (None, "person") and years and int(years.group(1)) < _ADULT_AGE:
            role = "child"
        if generation and "(" not in generation.group():
            end += generation.end(1)
        return Name(
            start=start,
            end=end,
            words=candidate.words,
            title=candidate.title.text if candidate.title else None,
            generation=_generation(generation.group(1).lower()) if generation else None,
            role=role,
            basis=basis,
        )


def _names_of_bodies(text: str) -> frozenset[str]:
    """Two or more capitalised words before a word for a service."""
    found: set[str] = set()
    for match in _BODY.finditer(text):
        words = match.group(1).split()
        found.update(" ".join(words[at:]) for at in range(len(words) - 1))
    return frozenset(found)


def _generation(word: str) -> str:
    return "senior" if word.startswith("s") else "junior"
