"""The people of a case: who is named in the form and the text, in which role, by which forms of their name.

One person is one entry however they are called: "Stacey Redfearn (mum)", "Stacey", "Ms Redfearn", "mum".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..records.document import Document
from ..records.need import Person as Role
from ..text.dates import MONTHS, WEEKDAYS
from ..text.phrases import tokenize
from ..vocab import Vocabulary
from ..vocab.people import Kin, LabelRole
from .statements import innermost

_NAME_PART = r"(?:O['’]|Mc|Mac|d['’])?[A-Z][a-zÀ-ÿ]+(?:[-'’][A-Z][a-zÀ-ÿ]+)?"
_NAME = re.compile(rf"\b{_NAME_PART}(?:\s+(?:(?:de|van|von|el|al|bin)\s+)?{_NAME_PART}){{0,3}}")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Mx|Rev|Cllr|PC)\.?\s+$")
_BRACKET = re.compile(r"\s*\(([^)]{1,80})\)")
_BORN = re.compile(r"^[\s,(]{0,3}(?:born|d\.?\s?o\.?\s?b\b|date of birth)", re.IGNORECASE)
_DEAR = re.compile(r"\bDear\s+((?:[A-Z][\w'’-]+)(?:(?:,| and|&)?\s+[A-Z][\w'’-]+){0,4})")
_MAIN = re.compile(r"\bmain child\b|\bsubject child\b|\bindex child\b", re.IGNORECASE)
_NOT_NAMES = {
    *MONTHS, *WEEKDAYS, "mum", "dad", "mother", "father", "year", "reception", "school", "primary", "junior", "infant", "academy", "college",
    "nursery", "high", "no", "yes", "none", "pr", "the", "he", "she", "they", "polish", "urdu", "english", "interpreter", "also", "lives",
    "maternal", "paternal", "grandma", "gran", "nan", "grandad", "her", "his", "their", "home", "house", "road", "street", "lane", "close",
    "flat", "council", "team", "service", "services", "family", "support", "early", "help", "social", "care", "police", "not", "both",
    "child", "children", "parent", "parents", "partner", "brother", "sister", "uncle", "aunt", "auntie", "at", "in", "on", "of", "key", "stage",
    "unborn", "baby", "british", "white", "black", "asian", "mixed", "age", "aged", "dob", "full", "name", "contact", "same", "also", "from", "with", "n", "sees",
    "mr", "mrs", "ms", "miss", "dr", "step", "adult", "ex", "new", "this", "that", "there", "we", "you", "i", "it", "is", "was", "has",
    "due", "unknown", "stays", "stepdad", "stepmum", "cousin", "young", "person", "boy", "girl", "son", "daughter", "who", "foster",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class CastMember:
    """One person. `names` are full name and first name as printed; `marked` where the text itself says the role."""

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

    def with_role(self, *roles: Role) -> list[CastMember]:
        """Members in any of the roles."""
        return [member for member in self.members if member.role in roles]

    def named(self, word: str) -> CastMember | None:
        """The member with that first name, if only one has it."""
        found = [member for member in self.members if member.first_name.lower() == word.lower()]
        return found[0] if len(found) == 1 else None


def find_cast(document: Document, *, vocabulary: Vocabulary) -> Cast:
    """The people named in fields that ask for them, in the opening of a letter, and beside words of kinship in the text."""
    found: list[CastMember] = []
    for field in innermost(document):
        label = document.text[field.label.start : field.label.end]
        role = vocabulary.people.label_role(label)
        if role is not None and field.value.end > field.value.start:
            found.extend(_in_value(document.text[field.value.start : field.value.end], role, vocabulary))
    body = document.text[: document.body_end]
    found.extend(_in_text(body, vocabulary))
    if not any(member.role in ("mother", "father", "parent") for member in found):
        found.extend(_addressed(body, vocabulary))
    return Cast(members=tuple(_settled(_merged(found), body)))


def _in_value(value: str, label_role: LabelRole, vocabulary: Vocabulary) -> Iterator[CastMember]:
    """People named in a form's box that asks for people of one role."""
    main_marked = bool(_MAIN.search(value))
    first = True
    for start, end in _name_spans(value, vocabulary):
        name = value[start:end]
        before, after = value[:start], value[end : end + 90]
        kin = _kin_beside(before, after, vocabulary)
        full = len(name.split()) > 1
        at_start = not before.strip() or bool(re.search(r"(?:[;\n]|\band|,|\.)\s*$|&\s*$", before))
        if kin is None and not full and not (at_start and first):
            continue
        if kin is None and _is_professional(after, vocabulary):
            continue
        role = _role(kin, label_role, vocabulary, before)
        if role is None:
            continue
        if role == "child" and label_role == "child" and main_marked and not _MAIN.search(after.split("\n")[0]):
            role = "sibling"
        yield _member(name, role, kin, vocabulary, marked=kin is not None or label_role not in ("household", "parent"))
        first = False


def _in_text(body: str, vocabulary: Vocabulary) -> Iterator[CastMember]:
    """ "his mum Carla", "Grandma Maureen", "Dad is Lee Cartmell", "Josh (mum's partner)", "Evie Varley, born ..."."""
    for start, end in _name_spans(body, vocabulary):
        name = body[start:end]
        before, after = body[max(0, start - 40) : start], body[end : end + 60]
        if _BORN.match(after) and len(name.split()) > 1:
            yield _member(name, "child", None, vocabulary, marked=True)
            continue
        kin = _kin_beside(before, after, vocabulary)
        if kin is None:
            continue
        role = _role(kin, "household", vocabulary, before)
        if role is not None:
            yield _member(name, role, kin, vocabulary, marked=True)


def _addressed(body: str, vocabulary: Vocabulary) -> Iterator[CastMember]:
    """ "Dear Leanne and Scott": the parents a letter is written to."""
    match = _DEAR.search(body)
    if match:
        for word in re.findall(r"[A-Z][\w'’-]+", match.group(1)):
            if word.lower() not in _NOT_NAMES and word not in ("Sir", "Madam", "Colleague", "Parent", "Carer"):
                gender = vocabulary.first_names.gender(word)
                role: Role = "mother" if gender == "f" else "father" if gender == "m" else "parent"
                yield CastMember(names=(word,), role=role, gender=gender)


def _name_spans(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that can be a person's name."""
    for match in _NAME.finditer(text):
        words = list(re.finditer(r"\S+", match.group(0)))
        while words and words[0].group(0).lower() in _NOT_NAMES:
            words.pop(0)
        kept: list[re.Match[str]] = []
        for word in words:
            lower = word.group(0).lower()
            if lower in _NOT_NAMES or lower in vocabulary.people.professionals:
                kept = kept if len(kept) > 0 and lower not in ("school", "primary", "academy", "road", "street") else []
                break
            kept.append(word)
        if kept and not _TITLE.search(text[: match.start() + kept[0].start()]):
            yield match.start() + kept[0].start(), match.start() + kept[-1].end()


def _kin_beside(before: str, after: str, vocabulary: Vocabulary) -> Kin | None:
    """The word of kinship beside a name: "grandma Maureen", "Dad is Lee", "Lee (dad)", "Lee Cartmell, father"."""
    bracket = _BRACKET.match(after)
    if bracket:
        hits = vocabulary.people.kinship.find(tokenize(bracket.group(1)))
        if hits:
            return hits[-1].payload
    tokens = [token for token in tokenize(before) if token.kind in ("word", "possessive", "mark")][-4:]
    while tokens and tokens[-1].norm in ("is", "called", ":", "name", "=", "-"):
        tokens.pop()
    for hit in vocabulary.people.kinship.find(tokens):
        if hit.last == len(tokens):
            return hit.payload
    comma = re.match(r"\s*,\s*(?:the\s+|his\s+|her\s+)?([a-z]+(?:[ -][a-z]+)?)\b", after)
    if comma:
        hits = vocabulary.people.kinship.find(tokenize(comma.group(1)))
        if hits and hits[0].first == 0:
            return hits[0].payload
    return None


def _role(kin: Kin | None, label_role: LabelRole, vocabulary: Vocabulary, before: str) -> Role | None:
    if kin is None:
        return None if label_role == "household" else label_role
    if kin.role == "children" or kin.role == "child":
        return "child" if label_role != "sibling" else "sibling"
    if kin.role == "spouse":
        return "father" if kin.gender == "m" else "mother"
    if kin.role in ("mother", "father") and re.search(
        r"\b(?:[A-Z][a-z]+|mum|dad|her own|his own)['’]s?\s+(?:own\s+)?\w+$", before.rstrip()
    ):
        owner = re.search(r"([A-Z]?[a-z]+)['’]s?\s+(?:own\s+)?\w+$", before.rstrip())
        if owner and owner.group(1).lower() in ("mum", "dad"):
            return "other"
    return kin.role


def _is_professional(after: str, vocabulary: Vocabulary) -> bool:
    beside = re.match(r"\s*[,(]\s*((?:[\w-]+\s?){1,4})", after)
    return bool(beside) and any(word.lower() in vocabulary.people.professionals for word in beside.group(1).split())  # type: ignore[union-attr]


def _member(name: str, role: Role, kin: Kin | None, vocabulary: Vocabulary, *, marked: bool) -> CastMember:
    gender = kin.gender if kin is not None and kin.gender else vocabulary.first_names.gender(name.split()[0])
    if role == "parent" and gender:
        role = "mother" if gender == "f" else "father"
    if role in ("mother", "father"):
        gender = "f" if role == "mother" else "m"
    return CastMember(names=(name,), role=role, gender=gender, marked=marked)


def _merged(found: list[CastMember]) -> list[CastMember]:
    """One entry a person: same full name, or a first name that only one full name begins with."""
    merged: list[CastMember] = []
    for member in found:
        for index, known in enumerate(merged):
            if _same(known, member):
                names = tuple(sorted({*known.names, *member.names}, key=lambda name: (-len(name), name)))
                best = known if known.marked or not member.marked else member
                merged[index] = replace(best, names=names, gender=best.gender or known.gender or member.gender)
                break
        else:
            merged.append(member)
    order = {"child": 0, "sibling": 1, "mother": 2, "father": 3, "parent": 4, "family": 5, "other": 6}
    return sorted(merged, key=lambda member: order[member.role])


def _same(one: CastMember, other: CastMember) -> bool:
    if one.first_name.lower() != other.first_name.lower():
        return False
    return one.surname is None or other.surname is None or one.surname.lower() == other.surname.lower()


def _settled(members: list[CastMember], body: str) -> Iterator[CastMember]:
    """Members whose gender the names do not tell take it from the pronouns that follow them in the text."""
    for member in members:
        if member.gender is None:
            she = len(re.findall(rf"\b{re.escape(member.first_name)}\b[^.;\n]{{0,60}}\b(?:she|her|herself)\b", body))
            he = len(re.findall(rf"\b{re.escape(member.first_name)}\b[^.;\n]{{0,60}}\b(?:he|his|him|himself)\b", body))
            gender: Literal["f", "m"] | None = "f" if she > he else "m" if he > she else None
            role = member.role
            if role == "parent" and gender:
                role = "mother" if gender == "f" else "father"
            member = replace(member, gender=gender, role=role)
        yield member
