"""The people of a case: which names call the same person, by which words each is called, and what each is to the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from ..vocab import Vocabulary
from .labelled import Role
from .name import Name

_ORDER: dict[Role, int] = {"child": 0, "parent": 1, "relative": 2, "person": 3, "family": 4, "worker": 5}
# What a name's basis is worth as a word on the person's role: a form's box is sure, a title tells next to nothing.
_WEIGHTS = (("the label", 20), ("the title", 1))
_WEIGHT = 3
_SHORTEST_SLIP = 5  # letters: in shorter names one letter makes another name
_LONG = 9  # letters from which two slips are allowed
_SHORTEST_CUT = 3  # letters of a first name cut short ("Dom")
_FEMALE, _MALE = frozenset({"mrs", "ms", "miss", "lady", "dame"}), frozenset({"mr", "sir", "lord", "master"})


@dataclass(slots=True)
class Person:
    """One person of a case. `key` tells them from the others of the case and is the same wherever the case is read."""

    key: str
    forename: str | None = None
    surname: str | None = None
    initial: str | None = None
    generation: str | None = None
    also: set[str] = field(default_factory=set)  # nicknames and slips of the first name
    roles: Counter[Role] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)

    @property
    def role(self) -> Role:
        """What they are to the case: what most names say, family before professionals where it is even."""
        told = [role for role in self.roles if role != "person"]
        return min(told, key=lambda role: (-self.roles[role], _ORDER[role])) if told else "person"


class People:
    """The people of one case, built from the names of all its documents."""

    def __init__(self, names: Iterable[Name], *, vocabulary: Vocabulary) -> None:
        self._nicknames = vocabulary.personal.nicknames
        self._full_names = vocabulary.personal.full_names
        first = vocabulary.first_names
        self._gender = first.gender
        self._listed = vocabulary.names.first_names | frozenset(f"{first.female} {first.male}".split())
        self._ordinary = vocabulary.ordinary_words.is_word
        self.members: list[Person] = []
        self.families: set[str] = set()
        # Longer first names first: "Dom" is a form of Dominik, not the other way round.
        ordered = sorted(
            names,
            key=lambda name: (_fullness(name), -len(name.words[0].lower), _spelt(name), name.title or "", name.start),
        )
        for name in ordered:
            self._place(name)
        self._key()

    def aliases(self) -> dict[str, str]:
        """Words by which people of the case are called, in lower case: "forename" or "surname"."""
        found: dict[str, str] = {}
        for surname in sorted(self.families):
            for part in _parts(surname):
                found[part] = "surname"
        for person in self.members:
            if person.surname:
                for part in _parts(person.surname):
                    found.setdefault(part, "surname")
                    found.setdefault(f"{part}s", "surname")
        for person in self.members:
            for nickname in self._nicknames.get(person.forename or "", ()):
                found.setdefault(nickname, "nickname")
        for person in self.members:
            for word in sorted({person.forename or "", *person.also} - {""}):
                for part in (word, *_halves(word)):
                    found[part] = "forename"
        return found

    def who(self, name: Name) -> str:
        """The key of the person whom a name calls; a surname that several share is the family's."""
        person = self._match(name)
        if person is not None:
            return person.key
        surname = name.surname or name.words[-1].lower
        return f"family {surname}"

    def person(self, key: str) -> Person | None:
        """The person of that key; None for a family."""
        return next((person for person in self.members if person.key == key), None)

    def _place(self, name: Name) -> None:
        if name.role == "family" and name.surname and name.forename is None and not name.title:
            self.families.update(_parts(name.surname))
            return
        person = self._match(name)
        if person is None:
            if name.forename is None and name.title is None and not name.words[0].initial:
                self.families.add(name.surname or name.words[-1].lower)
                return
            person = Person(key="")
            self.members.append(person)
        self._learn(person, name)

    def _learn(self, person: Person, name: Name) -> None:
        if name.forename and person.forename is None:
            person.forename = name.forename
        elif name.forename and name.forename != person.forename:
            person.also.add(name.forename)
        person.surname = person.surname or name.surname
        person.generation = person.generation or name.generation
        if name.words[0].initial:
            person.initial = name.words[0].lower
        if name.title:
            person.titles.add(name.title.lower())
        if name.role:
            weight = next((number for words, number in _WEIGHTS if name.basis.startswith(words)), _WEIGHT)
            person.roles[name.role] += weight

    def _match(self, name: Name) -> Person | None:
        """The known person whom the name calls, or None."""
        members = [person for person in self.members if _same_generation(person, name)] or self.members
        forename, surname = name.forename, name.surname
        if forename is None and surname is not None and (name.title or name.words[0].initial):
            return self._by_surname(name, surname, members)
        if forename is None:
            return None
        if len(name.words) == 1 and name.title is None and self._is_surname(forename):
            return self._by_lone_surname(forename, members)
        by_forename = [person for person in members if forename == person.forename or forename in person.also]
        if surname is not None:
            exact = [person for person in by_forename if person.surname in (None, surname)]
            if exact:
                return _best(exact)
            titled = [
                p
                for p in members
                if p.forename is None
                and p.surname == surname
                and p.initial in (None, forename[0])
                and self._fits(p.titles, forename)
            ]
            if titled:
                return _best(titled)
            near = [
                p
                for p in members
                if p.forename
                and (self._is_form(forename, p.forename) or self._is_slip(forename, p.forename))
                and p.surname == surname
            ]
            slips = [p for p in by_forename if p.surname and self._is_slip(surname, p.surname)]
            return _best(near or slips)
        if by_forename:
            return _best(by_forename)
        halves = [person for person in members if person.forename and forename in _halves(person.forename)]
        forms = [person for person in members if person.forename and self._is_form(forename, person.forename)]
        slips = [person for person in members if person.forename and self._is_slip(forename, person.forename)]
        return _best(halves or forms or slips)

    def _by_surname(self, name: Name, surname: str, members: Sequence[Person]) -> Person | None:
        """ "Mr Akers", "P. Stannard": somebody of that surname whose first name and sex do not speak against it."""
        title = {name.title.lower()} if name.title else set()
        fits = [
            person
            for person in members
            if person.surname is not None
            and (
                surname.replace("-", " ") == person.surname.replace("-", " ")
                or surname in _parts(person.surname)
                or self._is_slip(surname, person.surname)
            )
            and (
                not name.words[0].initial
                or (person.forename or person.initial or name.words[0].lower)[0] == name.words[0].lower[0]
            )
            and (not title or person.forename is None or self._fits(title, person.forename))
            and not (title and person.role == "child")
        ]
        if not fits and title:
            # "Mr Tunde": a title before a first name.
            return _best([person for person in members if person.forename == surname and person.role != "child"])
        return _best(fits)

    def _by_lone_surname(self, word: str, members: Sequence[Person]) -> Person | None:
        bearers = [person for person in members if person.surname and word in _parts(person.surname)]
        return bearers[0] if len(bearers) == 1 and word not in self.families else None

    def _is_surname(self, word: str) -> bool:
        """Whether a lone word is a surname of the case and no first name of it."""
        if any(word == person.forename or word in person.also for person in self.members):
            return False
        return word in self.families or any(
            person.surname and word in _parts(person.surname) for person in self.members
        )

    def _is_form(self, short: str, long: str) -> bool:
        """Whether a word is a nickname of a first name, or its first letters: "Stace", "Dom", "Ali" for "Alison"."""
        if long in self._full_names.get(short, frozenset()) or short in self._full_names.get(long, frozenset()):
            return True
        cut = len(short) >= _SHORTEST_CUT and long.startswith(short) and len(long) - len(short) >= 2
        return cut and not self._ordinary(short)

    def _is_slip(self, word: str, right: str) -> bool:
        """Whether a word is a name with a letter wrong: "Calum" for "Callum"; a different name of the lists is none."""
        if min(len(word), len(right)) < _SHORTEST_SLIP or word[0] != right[0] or self._ordinary(word):
            return False
        allowed = 2 if len(right) >= _LONG else 1
        if OSA.distance(word, right, score_cutoff=allowed) > allowed:
            return False
        both_listed = word in self._listed and right in self._listed
        return not both_listed or word.replace(word[0], "") == right or _undoubled(word) == _undoubled(right)

    def _fits(self, titles: Iterable[str], forename: str) -> bool:
        gender = self._gender(forename)
        return not (gender == "f" and set(titles) & _MALE) and not (gender == "m" and set(titles) & _FEMALE)

    def _key(self) -> None:
        """First names tell people apart; where two share one, so do surname and generation."""
        firsts = Counter(person.forename for person in self.members)
        for person in self.members:
            parts = [person.forename or person.initial or "", person.surname or ""]
            if person.forename and firsts[person.forename] == 1:
                parts = [person.forename]
            person.key = " ".join(part for part in (*parts, person.generation) if part)


def _spelt(name: Name) -> list[str]:
    return [word.lower for word in name.words]


def _fullness(name: Name) -> int:
    """Full names are placed first, then lone first names, then titles and initials, which call whom they fit best."""
    if name.forename and name.surname:
        return 0 if name.generation else 1
    if name.forename:
        return 2
    return 3 if name.words[0].initial else 4


def _same_generation(person: Person, name: Name) -> bool:
    return name.generation is None or person.generation in (None, name.generation)


def _best(people: Sequence[Person]) -> Person | None:
    return min(people, key=lambda person: (_ORDER[person.role], person.generation or "")) if people else None


def _parts(surname: str) -> tuple[str, ...]:
    """A surname and the halves of a double one; small words within it call nobody."""
    words = [word for word in surname.split() if len(word) > 1]
    found = [surname, *(word for word in words if len(word) > 3 or len(words) == 1)]
    return tuple(dict.fromkeys([*found, *(half for word in words for half in _halves(word))]))


def _halves(word: str) -> tuple[str, ...]:
    halves = word.split("-")
    return tuple(half for half in halves if len(half) > 2) if len(halves) > 1 else ()


def _undoubled(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if at == 0 or word[at - 1] != letter)
