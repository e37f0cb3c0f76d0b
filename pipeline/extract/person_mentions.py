"""Who is meant: words for people in a sentence.

Names, words of kinship and pronouns become mentions with a role; "Imran's brother" is somebody else's brother, "Callum's
dad" is the father.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..records.need import Person as Role
from ..text.phrases import Token
from ..vocab import Vocabulary
from ..vocab.people import KinRole
from .people import Cast, CastMember

_PRONOUNS: dict[str, Literal["f", "m", "plural", "you"]] = {
    "she": "f", "her": "f", "herself": "f", "hers": "f", "he": "m", "him": "m", "his": "m", "himself": "m",
    "they": "plural", "them": "plural",
    "their": "plural", "themselves": "plural", "you": "you", "your": "you", "yourself": "you",
}  # fmt: skip
_POSSESSIVE_PRONOUNS = frozenset({"her", "his", "their", "your"})
_KIN_ADJECTIVES = frozenset({"own", "new", "older", "younger", "late", "two", "eldest", "youngest"})
_NO_SHORT_NAMES = frozenset(
    {"will", "may", "mar", "jun", "jul", "our", "her", "she", "the", "and", "any", "car", "art", "has", "pat"}
)
_GENDERS: dict[Role, Literal["f", "m"]] = {"mother": "f", "father": "m"}
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Words for a person: tokens `first` up to `last`. `role` is None for a pronoun nobody could be found for."""

    first: int
    last: int
    role: Role | None
    name: str | None
    gender: Literal["f", "m"] | None
    possessive: bool
    pronoun: bool = False
    children: bool = False  # several children at once
    childs: bool = False  # a relative named as a child's: "Kacey's dad"
    kin_of: tuple[Role, str | None] | None = None  # whose relative it is: the mother in "mum's own father"


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """People of the sentences before, latest last, for pronouns and for sentences that name nobody."""

    recent: tuple[Mention, ...] = ()

    def after(self, mentions: Sequence[Mention]) -> Context:
        """The context for the next sentence."""
        named = [mention for mention in mentions if mention.role is not None]
        subject = next((mention for mention in named if not mention.possessive), None)
        if subject is not None:  # what a sentence is about goes on; whom it also names does not
            named = [*(mention for mention in named if mention is not subject), subject]
        return Context(recent=(*self.recent, *named)[-8:])


def find_mentions(
    tokens: Sequence[Token], *, cast: Cast, vocabulary: Vocabulary, context: Context
) -> tuple[list[Token], list[Mention]]:
    """The mentions of people, and the tokens tagged with them (`person`, `child`, `adult`, `mother`, `father`, `parent`)."""
    mentions = [*_names(tokens, cast), *_kin(tokens, cast, vocabulary)]
    mentions = _owned(_without_overlaps(mentions), tokens, cast)
    taken = {index for mention in mentions for index in range(mention.first, mention.last)}
    for index, token in enumerate(tokens):
        kind = _PRONOUNS.get(token.norm.partition("'")[0])  # "she'd", "they're"
        if kind is not None and index not in taken and token.kind == "word":
            earlier = [left for m in mentions if m.last <= index for left in _meant_after(tokens, m, cast) if left.role]
            mentions.append(_pronoun(index, token, kind, (*context.recent, *earlier), cast))
    mentions = _kin_of_pronouns(sorted(mentions, key=lambda mention: mention.first), tokens)
    return _tagged(tokens, mentions), mentions


def _kin_of_pronouns(mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """The mentions, with whose relative it is in "his grandad" and "her own mum"."""
    owners = {m.last: (m.role, m.name) for m in mentions if m.pronoun and m.possessive and m.role}
    found = []
    for mention in mentions:
        start = mention.first
        while start > 0 and tokens[start - 1].norm in _KIN_ADJECTIVES:
            start -= 1
        owner = None if mention.pronoun or mention.kin_of else owners.get(start)
        found.append(replace(mention, kin_of=owner) if owner else mention)
    return found


def _names(tokens: Sequence[Token], cast: Cast) -> list[Mention]:
    found = []
    for index, token in enumerate(tokens):
        if token.kind != "word" or not token.text[:1].isupper():
            continue
        member, width = _member_at(tokens, index, cast)
        if member is None:
            continue
        last = index + width
        possessive = last < len(tokens) and tokens[last].kind == "possessive"
        found.append(
            Mention(
                first=index,
                last=last,
                role=member.role,
                name=member.first_name,
                gender=member.gender,
                possessive=possessive,
            )
        )
    return found


def _member_at(tokens: Sequence[Token], index: int, cast: Cast) -> tuple[CastMember | None, int]:
    """The member named at a token and how many tokens the name takes ("Ruby-Mae Skelton" takes four)."""
    if tokens[index].norm in _TITLES and index + 1 < len(tokens):
        surname = tokens[index + 2] if tokens[index + 1].norm == "." and index + 2 < len(tokens) else tokens[index + 1]
        wanted = "m" if tokens[index].norm == "mr" else "f" if tokens[index].norm != "dr" else None
        adults = [m for m in cast.members if m.role in ("mother", "father", "parent", "other") and m.surname]
        fits = [m for m in adults if m.surname and m.surname.lower() == surname.norm and m.gender in (wanted, None)]
        return (fits[0], 2) if len(fits) == 1 else (None, 0)
    for member in cast.members:
        for name in sorted({*member.names, member.first_name}, key=len, reverse=True):
            parts = [part for piece in name.split() for part in _parts(piece)]
            window = [token.norm for token in tokens[index : index + len(parts)]]
            if window == [part.lower() for part in parts]:
                return member, len(parts)
            if "-" in name and tokens[index].norm == name.split("-")[0].lower() and len(name.split("-")[0]) > 3:
                return member, 1
            if window[:1] == [parts[0].lower() + "s"] and len(parts) == 1:
                return member, 1  # "Staceys mood": the apostrophe is missing
    word = tokens[index].norm
    short = [m for m in cast.members if len(word) >= 3 and m.first_name.lower().startswith(word)]
    if len(short) == 1 and word not in _NO_SHORT_NAMES:
        return short[0], 1  # "Jay" for Jaydon
    return None, 0


def _parts(word: str) -> list[str]:
    return [piece for part in word.split("-") for piece in (part, "-")][:-1]


def _kin(tokens: Sequence[Token], cast: Cast, vocabulary: Vocabulary) -> list[Mention]:
    found = []
    for hit in vocabulary.people.kinship.find(tokens):
        kin = hit.payload
        if hit.first > 1 and [token.norm for token in tokens[hit.first - 2 : hit.first]] in (["as", "a"], ["as", "an"]):
            continue  # "as a teenager Denise self harmed"
        possessive = hit.last < len(tokens) and tokens[hit.last].kind == "possessive"
        word = tokens[hit.last - 1].norm
        unmarked = word in ("mums", "dads", "mothers", "fathers")
        role, name, gender = _kin_person(kin.role, kin.gender, cast)
        found.append(
            Mention(
                first=hit.first,
                last=hit.last,
                role=role,
                name=name,
                gender=gender,
                possessive=possessive or unmarked,
                children=kin.role == "children",
            )
        )
    return found


def _kin_person(
    role: KinRole, gender: Literal["f", "m"] | None, cast: Cast
) -> tuple[Role, str | None, Literal["f", "m"] | None]:
    """The role, name and gender that a word of kinship stands for in this case."""
    if role == "children":
        return "child", None, None
    if role == "spouse":
        role = "father" if gender == "m" else "mother"
    members = [m for m in cast.with_role(role) if gender is None or m.gender in (None, gender)]
    if role in ("mother", "father") and not members:
        members = [m for m in cast.with_role("parent") if m.gender in (None, gender)]
    if role == "other":
        members = []
    name = members[0].first_name if len(members) == 1 else None
    return role, name, gender or (members[0].gender if len(members) == 1 else None)


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Longest first; a word of kinship before a name ("Grandma Maureen") is one mention with it."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-(m.last - m.first), m.first)):
        if all(mention.last <= other.first or mention.first >= other.last for other in kept):
            kept.append(mention)
    kept.sort(key=lambda mention: mention.first)
    joined: list[Mention] = []
    for mention in kept:
        previous = joined[-1] if joined else None
        if (
            previous
            and previous.last == mention.first
            and previous.name in (None, mention.name)
            and not previous.possessive
        ):
            role = mention.role if mention.name else previous.role
            joined[-1] = replace(mention, first=previous.first, role=role)
        else:
            joined.append(mention)
    return joined


def _owned(mentions: list[Mention], tokens: Sequence[Token], cast: Cast) -> list[Mention]:
    """Relatives of a named person: "Imran's brother", "Callum's dad", "Gemma's own mum", "your brother"."""
    result: list[Mention] = []
    for mention in mentions:
        start = mention.first
        while start > 0 and tokens[start - 1].norm in _KIN_ADJECTIVES:
            start -= 1
        owner = next((m for m in result if m.possessive and m.last + 1 >= start and m.last <= start), None)
        related = mention.last - mention.first > 1 and not tokens[mention.first].text[:1].isupper()
        unnamed = related or mention.name is None or not _is_named(tokens, mention)
        if (
            owner is not None
            and unnamed
            and mention.role in ("mother", "father", "parent", "sibling", "child", "other")
        ):
            if owner.role in ("mother", "father", "parent", "other") and mention.role in (
                "mother",
                "father",
                "sibling",
                "parent",
            ):
                mention = replace(mention, role="other", name=None)
            result = [m for m in result if m is not owner]
            kin_of = (owner.role, owner.name) if owner.role else None
            mention = replace(mention, first=owner.first, childs=owner.role in ("child", "sibling"), kin_of=kin_of)
        elif (start > 0 and unnamed and mention.role == "sibling" and tokens[start - 1].norm in ("your", "my")) or (
            start < mention.first and tokens[start].norm == "own" and mention.role in ("mother", "father")
        ):
            mention = replace(mention, role="other", name=None)
        result.append(mention)
    return result


def _is_named(tokens: Sequence[Token], mention: Mention) -> bool:
    return tokens[mention.last - 1].text[:1].isupper() and tokens[mention.last - 1].norm == (mention.name or "").lower()


def _meant_after(tokens: Sequence[Token], mention: Mention, cast: Cast) -> list[Mention]:
    """Whom a pronoun after the mention can mean: it, or the one whose relative it is. The dead are not spoken of further."""
    found = []
    if mention.kin_of is not None:
        role, name = mention.kin_of
        gender = next(
            (member.gender for member in cast.with_role(role) if member.first_name == name), _GENDERS.get(role)
        )
        found.append(replace(mention, role=role, name=name, gender=gender, kin_of=None))
    if not any(token.norm in ("died", "passed") for token in tokens[mention.last : mention.last + 3]):
        found.append(mention)
    return found


def _pronoun(
    index: int, token: Token, kind: Literal["f", "m", "plural", "you"], earlier: Sequence[Mention], cast: Cast
) -> Mention:
    found: Mention | None = None
    if kind in ("f", "m"):
        found = next((m for m in reversed(earlier) if m.role not in ("family", None) and m.gender == kind), None)
        if found is None:
            found = next(
                (
                    m
                    for m in reversed(earlier)
                    if m.role in ("child", "sibling") and m.gender is None and not m.children
                ),
                None,
            )
        if found is None:
            members = [m for m in cast.members if m.gender == kind]
            if len(members) == 1:
                member = members[0]
                found = Mention(
                    first=0, last=0, role=member.role, name=member.first_name, gender=member.gender, possessive=False
                )
    elif kind == "plural":
        found = next((m for m in reversed(earlier) if m.children or m.role in ("family", "parent")), None)
    else:
        found = next((m for m in reversed(earlier) if m.role in ("mother", "father", "parent") and m.name), None)
    return Mention(
        first=index, last=index + 1, role=found.role if found else None, name=found.name if found else None,
        gender=found.gender if found else None, possessive=token.norm in _POSSESSIVE_PRONOUNS, pronoun=True,
        children=found.children if found else False,
    )  # fmt: skip


def _tagged(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Token]:
    tags: dict[int, frozenset[str]] = {}
    for mention in mentions:
        words = {"person"}
        if mention.role in ("child", "sibling"):
            words.add("child")
        elif mention.role in ("mother", "father", "parent", "other"):
            words |= {"adult", mention.role}
        if mention.childs:
            words.add("childs")
        if mention.pronoun and tokens[mention.first].norm in ("his", "their", "your"):
            words = {"person"}  # "hurt his back" hurts nobody else
        for index in range(mention.first, mention.last):
            tags[index] = frozenset(words)
    return [replace(token, tags=token.tags | tags[i]) if i in tags else token for i, token in enumerate(tokens)]
