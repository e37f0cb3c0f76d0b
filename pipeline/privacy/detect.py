"""Finding personal data: first who and what stands in each document, then all forms of it in every document of the case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..records.document import Document
from ..vocab import Vocabulary
from .addresses import AddressFinder
from .aliases import find_hidden, owner_of
from .births import find_births
from .cases import Traits, group_documents
from .context import ContextReader
from .identifiers import find_identifiers
from .labelled import Labelled, find_labelled
from .mention import Kind, Mention, settle
from .name import Name
from .names import NameFinder
from .people import People
from .places import find_places
from .references import find_references, reference_key
from .schools import SchoolFinder
from .scrub import Matcher, Secret
from .words import WordBook

# Papers about numbers and decisions, not about a family: only plain names and identifiers are looked for in them.
PUBLIC_GENRES = ("committee_report", "minutes", "guidance")
_ROUNDS = 3  # in which names that are found help to find others
SHORTEST_NUMBER = 5  # digits of a number that can be nothing else
_SHORTEST_LEFT = 4  # letters of a name that is replaced wherever its letters stand as a word
_MOST_REFERENCES = 3  # references by which a document may belong to a case; more make a list of cases of it


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What one document shows by itself. `texts` are the words of its identifiers by kind, and what they stand for."""

    document: str
    names: tuple[Name, ...]
    texts: dict[Kind, dict[str, str]]
    births: tuple[str, ...]
    traits: Traits


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """What all documents of one case show together."""

    key: str
    people: People
    texts: dict[Kind, tuple[str, ...]]
    values: dict[tuple[Kind, str], str]  # what each of these texts stands for, whichever way it is written
    births: tuple[str, ...]


class Detector:
    """Finds personal data; what it knows of words is built once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def survey(self, document: Document) -> Survey:
        """What `document` shows by itself: names, identifiers, and what tells its case."""
        labelled = find_labelled(document, vocabulary=self._vocabulary)
        mentions = self._structured(document, labelled)
        names = self._names_by_themselves(document, labelled, mentions)
        texts: dict[Kind, dict[str, str]] = {}
        for mention in mentions:
            texts.setdefault(mention.kind, {})[document.text[mention.start : mention.end]] = mention.value
        references = sorted({mention.value for mention in mentions if mention.kind == "case_reference"})
        return Survey(
            document=document.id,
            names=tuple(names),
            texts=texts,
            births=tuple(sorted({mention.value for mention in mentions if mention.kind == "date_of_birth"})),
            traits=Traits(
                document=document.id,
                references=() if _is_public(document) else _own_references(document, references),
                children=() if _is_public(document) else _children(names),
            ),
        )

    def case_files(self, surveys: Sequence[Survey]) -> dict[str, CaseFile]:
        """The case of each document, by the document's id."""
        cases = group_documents([survey.traits for survey in surveys])
        members: dict[str, list[Survey]] = {}
        for survey in surveys:
            members.setdefault(cases[survey.document], []).append(survey)
        files = {key: self._case_file(key, found) for key, found in members.items()}
        return {survey.document: files[cases[survey.document]] for survey in surveys}

    def mentions(self, document: Document, case: CaseFile) -> list[Mention]:
        """All personal data of a document, with what the other documents of its case tell of it."""
        labelled = find_labelled(document, vocabulary=self._vocabulary)
        found = self._structured(document, labelled)
        public = _is_public(document)
        aliases = {} if public else case.people.aliases()
        if not public:
            found = settle([*found, *self._again(document, labelled, case)])
        for name in self._names(document, labelled, found, aliases):
            who = case.people.who(name)
            found.append(
                Mention(kind="person", start=name.start, end=name.end, value=who, basis=name.basis, person=who)
            )
        if not public:
            taken = [(mention.start, mention.end) for mention in found]
            found += find_hidden(document.text, people=case.people, aliases=aliases, book=self._book, taken=taken)
            found = settle(found)
            found += self._left(document.text, case, found)
        return settle(found)

    def is_doubtful(self, text: str) -> bool:
        """Whether a value is one word that is something else as well: an ordinary word, a month, part of a body's name."""
        words = re.findall(r"[^\W_]+", text)
        if len(words) != 1 or words[0].isdigit():
            return False
        word = self._book.word(0, words[0])
        return any((word.ordinary, word.calendar, word.title, word.kin, word.role, word.never, word.body, word.place))

    def _left(self, text: str, case: CaseFile, found: Sequence[Mention]) -> Iterator[Mention]:
        """Sure values of the case that were passed over, in a web address, say, or joined to other words."""
        known: dict[str, Mention] = {}
        for kind, texts in case.texts.items():
            for value in texts:
                if not self.is_doubtful(value) and not (value.isdigit() and len(value) < SHORTEST_NUMBER):
                    known[value] = Mention(kind=kind, start=0, end=0, value=case.values[kind, value], basis="")
        for alias in case.people.aliases():
            if not self.is_doubtful(alias) and len(alias) >= _SHORTEST_LEFT:
                who = owner_of(alias, case.people)
                known[alias] = Mention(kind="person", start=0, end=0, value=who, basis="", person=who)
        matcher = Matcher(Secret(value, value) for value in sorted(known))
        taken = {place for mention in found for place in range(mention.start, mention.end)}
        for hit in matcher.find(text):
            if not taken.isdisjoint(range(hit.start, hit.end)) or re.search(r"[\n\t]", text[hit.start : hit.end]):
                continue
            basis = "stands elsewhere in this case"
            yield replace(known[hit.secret.text], start=hit.start, end=hit.end, basis=basis)

    def _case_file(self, key: str, surveys: Iterable[Survey]) -> CaseFile:
        texts: dict[Kind, dict[str, str]] = {}
        births: set[str] = set()
        names: list[Name] = []
        for survey in surveys:
            names.extend(survey.names)
            births.update(survey.births)
            for kind, words in survey.texts.items():
                texts.setdefault(kind, {}).update(words)
        return CaseFile(
            key=key,
            people=People(names, vocabulary=self._vocabulary),
            texts={kind: tuple(sorted(words)) for kind, words in sorted(texts.items())},
            values={(kind, text): value for kind, words in texts.items() for text, value in words.items()},
            births=tuple(sorted(births)),
        )

    def _structured(self, document: Document, labelled: Sequence[Labelled]) -> list[Mention]:
        """Identifiers of one document, those that overlap settled."""
        text = document.text
        found = list(find_identifiers(text, labelled))
        if not _is_public(document):
            postcodes = [mention for mention in found if mention.kind == "postcode"]
            found += find_births(text, labelled, self._book)
            found += find_references(text, labelled)
            found += self._addresses.find(text, labelled, postcodes)
            found += self._schools.find(text, labelled)
            found = settle(found)
            texts = {
                kind: [text[mention.start : mention.end] for mention in found if mention.kind == kind]
                for kind in ("address", "school")
            }
            found += self._named_again(document, texts["address"], texts["school"])
        return settle(found)

    def _again(self, document: Document, labelled: Sequence[Labelled], case: CaseFile) -> list[Mention]:
        """What the case knows, wherever else it stands."""
        text = document.text
        return [
            *find_births(text, labelled, self._book, case.births),
            *find_references(text, labelled, case.texts.get("case_reference", ())),
            *self._named_again(document, case.texts.get("address", ()), case.texts.get("school", ())),
        ]

    def _named_again(self, document: Document, addresses: Sequence[str], schools: Sequence[str]) -> Iterator[Mention]:
        """Streets and houses of addresses, and schools under their short names."""
        yield from self._addresses.again(document.text, self._addresses.parts(addresses))
        short = self._schools.short_forms(schools, self._places(document))
        yield from self._schools.again(document.text, sorted({*schools, *short}))

    def _names(
        self, document: Document, labelled: Sequence[Labelled], found: Sequence[Mention], aliases: Mapping[str, str]
    ) -> list[Name]:
        """Names that stand in no identifier, address or school."""
        finder = NameFinder(
            document.text,
            book=self._book,
            reader=self._reader,
            labelled=labelled,
            aliases=aliases,
            places=self._places(document),
            strict=_is_public(document),
        )
        taken = {place for mention in found for place in range(mention.start, mention.end)}
        return [name for name in finder.find() if taken.isdisjoint(range(name.start, name.end))]

    def _names_by_themselves(
        self, document: Document, labelled: Sequence[Labelled], found: Sequence[Mention]
    ) -> list[Name]:
        """The names of a document with no other known: what is found helps to find more of the same families."""
        names = self._names(document, labelled, found, {})
        if _is_public(document):
            return names
        for _ in range(_ROUNDS):
            aliases = People(names, vocabulary=self._vocabulary).aliases()
            more = self._names(document, labelled, found, aliases)
            if len(more) == len(names):
                return more
            names = more
        return names

    def _places(self, document: Document) -> frozenset[str]:
        return find_places(document.text, self._book, document.organisation, document.geography)

    @cached_property
    def _book(self) -> WordBook:
        return WordBook(self._vocabulary)

    @cached_property
    def _reader(self) -> ContextReader:
        return ContextReader(self._vocabulary)

    @cached_property
    def _addresses(self) -> AddressFinder:
        return AddressFinder(self._vocabulary)

    @cached_property
    def _schools(self) -> SchoolFinder:
        return SchoolFinder(self._vocabulary, self._book)


def _is_public(document: Document) -> bool:
    return document.genre in PUBLIC_GENRES


def _own_references(document: Document, references: Sequence[str]) -> tuple[str, ...]:
    """The references that tell the case: the document's own, or the few that stand in it."""
    own = {reference_key(document.reference)} & set(references) if document.reference else set()
    found = sorted(own) or list(references)
    return tuple(found if len(found) <= _MOST_REFERENCES else found[:1])


def _children(names: Sequence[Name]) -> tuple[str, ...]:
    """The full names of children."""
    full = {
        f"{name.forename} {name.surname}" for name in names if name.role == "child" and name.forename and name.surname
    }
    return tuple(sorted(full))
