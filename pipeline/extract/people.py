"""The people of a case: who is named in the form and the text, in which role, by which forms of their name.

One person is one entry however they are called: "Stacey Redfearn (mum)", "Stacey", "Ms Redfearn", "mum".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..records.document import Document
from ..records.need import Person as Role
from ..text.phrases import tokenize
from ..vocab import Vocabulary
from ..vocab.people import Kin, LabelRole
from .boxes import find_boxes
from .names import NameFinder

_BRACKET = re.compile(r"\s*\(([^)]{1,80})\)")
_BORN = re.compile(
    r"^(?:\s*\([A-Z][a-z]+\))?[\s,(]{0,3}(?:\d{1,2},\s*)?(?:born\b|d\.?\s?o\.?\s?b\b|date of birth)", re.IGNORECASE
)
_DEAR = re.compile(r"\bDear\s+((?:[A-Z][\w'’-]+)(?:(?:,| and|&)?\s+[A-Z][\w'’-]+){0,4})")
_MAIN = re.compile(r"\bmain child\b|\bsubject child\b|\bindex child\b", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:\b(?P<kin>[Mm]um|[Dd]ad|[Mm]other|[Ff]ather)|\b(?P<name>[A-Z][\w-]+))['’]?s['’]?\s+(?:own\s+|older\s+"
    r"|younger\s+|new\s+)?[\w -]{2,20}$"
)
_PRONOUN_OWNER = re.compile(
    r"\b(?:his|her)\s+(?:own\s+|older\s+|younger\s+)?(?:sister|brother|mum|mother|dad|father)\s*$"
)
_ELSEWHERE = re.compile(r"\b(?:his|her|their) \w+['’]s\b|\b(?:lives?|stays?|living|staying) (?:with|at)\b")
_RELATIVE_FOLLOWS = re.compile(r"['’]s? (?:birth |step ?)?(?:mum|dad|mother|father|parents?|partner|brother|sister)\b")
_STARTS_ENTRY = re.compile(r"(?:^|[;\n•]|\band|&|,|\.)\s*$")
_OUTSIDER = re.compile(r",? who\b|['’]s (?:house|flat|mum|dad|friend|mate)\b")
_OFTEN = 2  # mentions of somebody whose role the paper never tells
_GROWN_UP = 18
_ORDER: dict[Role, int] = {"child": 0, "sibling": 1, "mother": 2, "father": 3, "parent": 4, "family": 5, "other": 6}


@dataclass(frozen=True, kw_only=True, slots=True)
class CastMember:
    """One person. `names` are full name and first name as printed; `marked` where the paper itself says the role."""

    names: tuple[str, ...]
    role: Role
    gender: Literal["f", "m"] | None
    marked: bool = False

    @property
    def first_name(self) -> str:
        """The name by which the notes call them."""
        return self.names[0].split()[0]

    @property
    def surname(self) -> str | None:
        """The last part of the full name, if one is known."""
        parts = self.names[0].split()
        return parts[-1] if len(parts) > 1 else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """The people of a case, the children first, in the order in which they are named."""

    members: tuple[CastMember, ...]
    youth: bool = False  # the child the paper is about is of secondary school age
    years: int | None = None  # age of the child the paper is about, where its date of birth is told

    def with_role(self, *roles: Role) -> list[CastMember]:
        """Members in any of the roles."""
        return [member for member in self.members if member.role in roles]

    def named(self, word: str) -> CastMember | None:
        """The member with that first name, if only one has it."""
        found = [member for member in self.members if member.first_name.lower() == word.lower()]
        return found[0] if len(found) == 1 else None


def find_cast(document: Document, *, vocabulary: Vocabulary) -> Cast:
    """The people named in fields that ask for them, in the opening of a letter, and beside words of kinship in the text.

    A first name that is nobody's yet and no professional's is a parent where no parent of that sex is named.
    """
    body = document.text[: document.body_end]
    finder = NameFinder(body, vocabulary)
    found: list[CastMember] = []
    staff: set[str] = set()
    for label, value in _labelled(document, vocabulary):
        if _is_staff_label(label, vocabulary):
            staff |= {value[start:end].split()[0] for start, end in finder.spans(value)}
            continue
        role = vocabulary.people.label_role(label)
        if role is not None and value:
            found.extend(_in_value(value, role, finder, vocabulary))
    parents = {member.first_name for member in found if member.role in ("mother", "father", "parent")}
    children = any(member.role == "child" for member in found)
    found.extend(_in_text(body, finder, parents, children, vocabulary))
    found.extend(_addressed(body, found, finder, vocabulary))
    staff |= set(_staff_in_text(body, finder, vocabulary))
    merged = list(_settled(_merged(found), body))
    return Cast(members=tuple(_sorted([*merged, *_unplaced(body, merged, staff, finder, vocabulary)])))


def _labelled(document: Document, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Labels and values of all boxes."""
    for field in find_boxes(document, vocabulary=vocabulary):
        yield document.text[field.label.start : field.label.end], document.text[field.value.start : field.value.end]


def _in_value(value: str, label_role: LabelRole, finder: NameFinder, vocabulary: Vocabulary) -> Iterator[CastMember]:
    """People named in a form's box that asks for people of one role."""
    main_marked = bool(_MAIN.search(value))
    first = True
    for start, end in finder.spans(value):
        name = value[start:end]
        before, after = value[:start], value[end : end + 90]
        kin = _kin_beside(before, after, vocabulary)
        if kin is None and not _is_entry(name, before, after, first, finder, vocabulary):
            continue
        role = _role(kin, label_role, before)
        if role is None and kin is None and _is_young(after):
            role = "child"
        if role is None:
            continue
        if role == "child" and label_role == "child" and main_marked and not _MAIN.search(after.split("\n")[0]):
            role = "sibling"
        yield _member(name, role, kin, vocabulary, marked=kin is not None or label_role not in ("household", "parent"))
        first = False


def _is_young(after: str) -> bool:
    """Whether an age under 18 or a year of birth of the last 18 years or so follows: "Lexi Hargate, 13, d.o.b. ..."."""
    age = re.match(r"\s*[,(]\s*(?:aged? )?(\d{1,2})\b(?!\s*[/.-])", after)
    return age is not None and int(age.group(1)) < _GROWN_UP


def _is_entry(name: str, before: str, after: str, first: bool, finder: NameFinder, vocabulary: Vocabulary) -> bool:
    """Whether a name without a word of kinship is one that the box lists, and not somebody mentioned beside."""
    if _is_professional(after, vocabulary) or _RELATIVE_FOLLOWS.match(after):
        return False
    known, full = finder.is_first_name(name.split()[0]), len(name.split()) > 1
    starts = not before.strip() or bool(_STARTS_ENTRY.search(before))
    return (starts and (first or full or known)) or (full and known)


def _in_text(
    body: str, finder: NameFinder, parents: set[str], children: bool, vocabulary: Vocabulary
) -> Iterator[CastMember]:
    """ "his mum Carla", "Grandma Maureen", "Dad is Lee Cartmell", "Josh (mum's partner)", "Evie Varley, born ..."."""
    for start, end in finder.spans(body):
        name = body[start:end]
        before, after = body[max(0, start - 60) : start], body[end : end + 60]
        if _BORN.match(after) and len(name.split()) > 1:
            yield _member(name, "child", None, vocabulary, marked=True)
            continue
        kin = _kin_beside(before, after, vocabulary)
        known = finder.is_first_name(name.split()[0]) or len(name.split()) > 1 or body[start - 1 : start] == " "
        if kin is None or not known:
            continue
        role = _role(kin, "household", before)
        if role is None:
            continue
        if kin.role in ("sibling", "mother", "father") and _is_adults_relative(before, parents):
            role = "other"
        if role == "child" and children:
            role = "sibling"  # "Holly's first child Lexi", where the paper is about Arlo
        yield _member(name, role, kin, vocabulary, marked=True)


def _addressed(
    body: str, found: Sequence[CastMember], finder: NameFinder, vocabulary: Vocabulary
) -> Iterator[CastMember]:
    """ "Dear Leanne and Scott": the parents a letter is written to."""
    match = _DEAR.search(body)
    if match is None or any(member.role in ("mother", "father", "parent") for member in found):
        return
    for start, end in finder.spans(match.group(1)):
        for word in match.group(1)[start:end].split():
            if finder.is_first_name(word):
                yield _member(word, "parent", None, vocabulary, marked=True)


def _unplaced(
    body: str, members: Sequence[CastMember], staff: set[str], finder: NameFinder, vocabulary: Vocabulary
) -> Iterator[CastMember]:
    """First names in the notes that belong to nobody yet: a parent of the sex that has none, the name used most."""
    known = {member.first_name for member in members} | staff
    counts: dict[str, int] = {}
    for start, end in finder.spans(body):
        words = body[start:end].split()
        owned = re.match(r"['’]s (?:mum|dad|partner|mother|father)", body[end : end + 12])
        short = any(name.startswith(words[0]) for name in known if len(words[0]) >= 3)
        if len(words) == 1 and finder.is_first_name(words[0]) and words[0] not in known and not owned and not short:
            counts[words[0]] = counts.get(words[0], 0) + 1
        if len(words) == 1 and _OUTSIDER.match(body[end : end + 20]):
            known.add(words[0])  # "Lenny, who has the room next door": nobody of the family needs introducing so
    taken = {member.gender for member in members if member.role in ("mother", "father", "parent")}
    for name in sorted(counts, key=lambda word: (-counts[word], word)):
        gender = vocabulary.first_names.gender(name)
        if gender not in taken and name not in known and counts[name] >= _OFTEN:
            taken.add(gender)
            yield CastMember(names=(name,), role="mother" if gender == "f" else "father", gender=gender)


def _staff_in_text(body: str, finder: NameFinder, vocabulary: Vocabulary) -> Iterator[str]:
    """First names of professionals: "Donna Priestley (lead professional)", "health visitor Pam", "Tom Akers, ELSA"."""
    for start, end in finder.spans(body):
        before = re.search(r"(\w+) $", body[max(0, start - 30) : start])
        if _is_professional(body[end : end + 60], vocabulary) or (
            before and before.group(1).lower() in vocabulary.people.professionals
        ):
            yield body[start:end].split()[0]


def _is_staff_label(label: str, vocabulary: Vocabulary) -> bool:
    words = {word.lower() for word in re.findall(r"\w+", label)}
    return bool(words & vocabulary.people.professionals) and not words & {
        "child",
        "parent",
        "parents",
        "carer",
        "mother",
        "father",
    }


def _kin_beside(before: str, after: str, vocabulary: Vocabulary) -> Kin | None:
    """The word of kinship beside a name: "grandma Maureen", "Dad is Lee", "Lee (dad)", "Lee Cartmell, father"."""
    kinship = vocabulary.people.kinship
    bracket = _BRACKET.match(after)
    if bracket and not _ELSEWHERE.search(bracket.group(1)):
        hits = kinship.find(tokenize(bracket.group(1)))
        if hits:
            return hits[0].payload
    tokens = tokenize(before[-60:])[-6:]
    while tokens and tokens[-1].norm in ("is", "called", ":", "name", "=", "-"):
        tokens.pop()
    ending = [hit for hit in kinship.find(tokens) if hit.last == len(tokens)]
    if ending:
        return max(ending, key=lambda hit: hit.last - hit.first).payload
    comma = re.match(r"\s*,\s*(?:the\s+|his\s+|her\s+)?([a-z]+(?:[ -][a-z]+)?)\b(?! [A-Z])", after)
    if comma:
        hits = kinship.find(tokenize(comma.group(1)))
        if hits and hits[0].first == 0:
            return hits[0].payload
    return None


def _role(kin: Kin | None, label_role: LabelRole, before: str) -> Role | None:
    if kin is None:
        return None if label_role == "household" else label_role
    if kin.role == "children" or kin.role == "child":
        return "child" if label_role != "sibling" else "sibling"
    if kin.role == "spouse":
        return "father" if kin.gender == "m" else "mother"
    return None if kin.role == "family" else kin.role


def _is_adults_relative(before: str, parents: set[str]) -> bool:
    """Whether the relative belongs to a grown-up: "Mum's sister Gemma", "Saskia's mother Ineke"."""
    owner = _OWNER.search(before.rstrip())
    if owner:
        return bool(owner["kin"]) or owner["name"] in parents
    if _PRONOUN_OWNER.search(before):
        subject = re.findall(r"\b([A-Z][a-z]+)\b", before.rsplit(".", 1)[-1])
        return any(name in parents for name in subject)
    return False


def _is_professional(after: str, vocabulary: Vocabulary) -> bool:
    beside = re.match(r"\s*[,(]\s*((?:[\w-]+\s?){1,4})", after)
    return beside is not None and any(
        word.lower() in vocabulary.people.professionals for word in beside.group(1).split()
    )


def _member(name: str, role: Role, kin: Kin | None, vocabulary: Vocabulary, *, marked: bool) -> CastMember:
    gender = kin.gender if kin is not None and kin.gender else vocabulary.first_names.gender(name.split()[0])
    if role == "parent" and gender:
        role = "mother" if gender == "f" else "father"
    if role in ("mother", "father"):
        gender = "f" if role == "mother" else "m"
    return CastMember(names=(name,), role=role, gender=gender, marked=marked)


def _merged(found: Sequence[CastMember]) -> list[CastMember]:
    """One entry a person: same full name, or a first name that only one full name begins with."""
    merged: list[CastMember] = []
    for member in found:
        for index, known in enumerate(merged):
            if _same(known, member):
                names = tuple(sorted({*known.names, *member.names}, key=lambda name: (-len(name), name)))
                merged[index] = replace(known, names=names, gender=known.gender or member.gender)
                break
        else:
            merged.append(member)
    return merged


def _same(one: CastMember, other: CastMember) -> bool:
    if one.first_name.lower() != other.first_name.lower() and not _is_short_for(one, other):
        return False
    return one.surname is None or other.surname is None or one.surname.lower() == other.surname.lower()


def _is_short_for(one: CastMember, other: CastMember) -> bool:
    """Whether a bare first name is the beginning of another's: "Jay" for Jaydon, "Shan" for Shanice."""
    short, long = sorted((one, other), key=lambda member: len(member.names[0]))
    name = short.names[0].lower()
    return (
        len(name) >= 3 and short.surname is None and long.first_name.lower().startswith(name) and one.role == other.role
    )


def _settled(members: Sequence[CastMember], body: str) -> Iterator[CastMember]:
    """Members whose gender the names do not tell take it from the pronouns that follow them in the text."""
    for member in members:
        if member.gender is None:
            name = re.escape(member.first_name)
            she = len(re.findall(rf"\b{name}\b[^.;\n]{{0,60}}\b(?:she|her|herself)\b", body))
            he = len(re.findall(rf"\b{name}\b[^.;\n]{{0,60}}\b(?:he|his|him|himself)\b", body))
            gender: Literal["f", "m"] | None = "f" if she > he else "m" if he > she else None
            role = member.role
            if role == "parent" and gender:
                role = "mother" if gender == "f" else "father"
            member = replace(member, gender=gender, role=role)
        yield member


def _sorted(members: Sequence[CastMember]) -> list[CastMember]:
    return sorted(members, key=lambda member: _ORDER[member.role])
