"""Pseudonyms: what stands in place of a person, a case, a school or an identifier, the same wherever the key is the same.

A code is a keyed hash (HMAC-SHA-256, RFC 2104), so that nobody without the key can try names until one fits. What is coded
belongs to one case: the same worker in two cases has two pseudonyms. Pseudonymised data are still personal data.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from .detect import CaseFile
from .labelled import Role
from .mention import Kind, Mention

SHORTEST_KEY: Final = 16  # bytes
# No vowels, no Y: a code is never a word or a name. No 0, 1, O, I: nobody misreads it.
_LETTERS, _SYMBOLS = "BCDFGHJKLMNPQRSTVWXZ", "BCDFGHJKLMNPQRSTVWXZ23456789"
_LENGTH = 5
_ID = re.compile(r"^([a-z]+_)([0-9a-f]{12})((?:_\d+)?)$")
_SAFE_SUFFIX = re.compile(r"^\.[a-z0-9]{1,5}$")

_ROLE_WORDS: Final[dict[Role, str]] = {
    "child": "Child", "parent": "Parent", "relative": "Relative", "worker": "Worker", "family": "Family", "person": "Person",
}  # fmt: skip
_FIXED: Final[dict[Kind, str]] = {
    "address": "[address]", "postcode": "[postcode]", "phone": "[phone]", "email": "[e-mail]", "nhs_number": "[NHS number]",
    "nino": "[NI number]", "upn": "[UPN]", "uln": "[ULN]", "uprn": "[UPRN]", "vehicle": "[vehicle]",
}  # fmt: skip


class Pseudonyms:
    """The pseudonyms under one key. Raises ValueError where the key is too short."""

    def __init__(self, key: bytes) -> None:
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"a key has at least {SHORTEST_KEY} bytes")
        self._key = key
        self._people: dict[str, dict[str, str]] = {}

    def code(self, *parts: str, length: int = _LENGTH) -> str:
        """A code of letters and digits that begins with a letter, e.g. ``K7QMD``."""
        number = int.from_bytes(self._digest(*parts), "big")
        number, first = divmod(number, len(_LETTERS))
        symbols = [_LETTERS[first]]
        for _ in range(length - 1):
            number, at = divmod(number, len(_SYMBOLS))
            symbols.append(_SYMBOLS[at])
        return "".join(symbols)

    def replacement(self, mention: Mention, case: CaseFile) -> str:
        """What stands in place of a mention: "Child K7QMD", "[phone]", the year of a birth."""
        if mention.kind == "person":
            return self._person(mention.person or mention.value, case)
        if mention.kind == "date_of_birth":
            return str(date.fromisoformat(mention.value).year)
        if mention.kind == "case_reference":
            return f"Case {self.code('reference', mention.value)}"
        if mention.kind == "school":
            return f"School {self.code(case.key, 'school', _whole_name(mention.value, case.texts.get('school', ())))}"
        return _FIXED[mention.kind]

    def identifier(self, value: str) -> str:
        """A row's id under the key: ids of an open run are no way back to a pseudonymised one."""
        match = _ID.match(value)
        if match is None:
            return value
        return f"{match.group(1)}{self._digest('id', match.group(2)).hex()[:12]}{match.group(3)}"

    def fingerprint(self, sha256: str) -> str:
        """A file's fingerprint under the key."""
        return self._digest("sha256", sha256).hex()

    def path(self, path: str, genre: str | None) -> str:
        """A path that names nobody: the kind of paper, a code, and the file's ending."""
        suffix = PurePosixPath(path).suffix.lower()
        return f"{genre or 'document'}-{self.code('path', path)}{suffix if _SAFE_SUFFIX.match(suffix) else ''}"

    def _person(self, person: str, case: CaseFile) -> str:
        if case.key not in self._people:
            self._people[case.key] = self._named(case, (member.key for member in case.people.members))
        known = self._people[case.key]
        if person not in known:
            known[person] = (
                f"{_ROLE_WORDS['family' if person.startswith('family ') else 'person']} {self.code(case.key, person)}"
            )
        return known[person]

    def _named(self, case: CaseFile, people: Iterable[str]) -> dict[str, str]:
        """The pseudonyms of the people of a case. Where two codes are the same, the later is longer."""
        named: dict[str, str] = {}
        taken: set[str] = set()
        for person in sorted(people):
            member = case.people.person(person)
            role: Role = member.role if member else "person"
            length = _LENGTH
            while (code := self.code(case.key, person, length=length)) in taken:
                length += 1
            taken.add(code)
            named[person] = f"{_ROLE_WORDS[role]} {code}"
        return named

    def _digest(self, *parts: str) -> bytes:
        return hmac.new(self._key, "\x1f".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


def _whole_name(school: str, known: Sequence[str]) -> str:
    """The longest known name that begins with what is printed: "St Cuthmar's" is "St Cuthmar's Primary"."""
    names = [name.lower().replace("’", "'") for name in known]
    return max((name for name in names if name.startswith(school)), key=lambda name: (len(name), name), default=school)
