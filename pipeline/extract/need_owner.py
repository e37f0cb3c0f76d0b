"""Whose a need is: whoever owns its words ("Stacey's low mood"), else the one the clause is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..records.need import Person as Role
from ..text.phrases import Token
from ..vocab.needs import NeedKind
from .people import Cast
from .person_mentions import Context, Mention

_AGENT = frozenset({"from", "by", "with", "against", "between", "towards", "at", "to", "told", "asked"})
_SUBORDINATORS = frozenset({"since", "when", "after", "before", "because", "while", "until", "as", "if"})
_VERBS = frozenset(
    {
        "is", "was", "has", "had", "are", "were", "have", "will", "would", "can", "cannot", "can't", "cant", "could",
        "couldn't", "won't", "wont", "does", "did", "doesn't", "didn't", "isn't", "wasn't", "hasn't", "hadn't",
        "isnt", "wasnt", "hasnt", "doesnt", "didnt", "do", "don't", "dont", "may", "might", "should", "went", "got",
        "get", "feel", "felt", "said", "told", "lost", "left", "drank", "took", "ran", "also", "never", "still",
        "now", "not", "often", "always", "currently", "recently", "and", "(", ",", "low", "in", "on", "very", "too",
    }
)  # fmt: skip
_SAYS = frozenset(
    {
        "say", "says", "said", "tell", "tells", "told", "report", "reports", "reported", "state", "states", "stated",
        "describe", "describes", "described", "think", "thinks", "thought", "mention", "mentions", "mentioned",
        "disclosed", "raised", "explained", "admits", "admitted", "queried", "wonders", "asked", "flagged", "hinted",
        "hints", "implied", "denied", "denies", "claims", "claimed", "suspects", "suspected", "reckons", "believes",
    }
)  # fmt: skip

_ASKED = frozenset({"asked", "asking", "neither", "either", "both"})
_ANSWERS = frozenset({"asked", "denies", "denied", "disclosed", "discloses"})


# How firmly the words place a need with a person; any other basis is a guess.
STRENGTHS = {
    "owns the words": 4,
    "named in the words": 4,
    "whose relative it is": 4,
    "several are named": 3,
    "subject of the clause": 3,
    "the one who was asked": 3,
    "named after the words": 2,
    "named before in the sentence": 2,
    "named in the heading": 2,
    "somebody outside the family is named": 2,
    "the speaker": 1,
    "named in the sentence before": 1,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Whose:
    """The person of a need and the words that say so."""

    role: Role
    name: str | None
    basis: str


def whose_need(
    kind: NeedKind, span: tuple[int, int], clause: tuple[int, int], mentions: Sequence[Mention], tokens: Sequence[Token],
    *, context: Context, cast: Cast, subject: Mention | None = None,
) -> Whose:  # fmt: skip
    """The person whose need the words at tokens `span` state, among those who may have it.

    `subject` is whom the label or heading above is about.
    """
    first, last = span
    who = kind.who
    if kind.through_kin:
        kin = [m for m in mentions if clause[0] <= m.first < last and m.kin_of and m.kin_of[0] in who]
        if kin and kin[-1].kin_of:
            role, name = kin[-1].kin_of
            return Whose(role=role, name=name, basis="whose relative it is")
        mentions = [m for m in mentions if not 0 <= first - m.last <= 2]  # whoever died is not bereaved
    able = [m for m in mentions if m.role in who or (m.role == "sibling" and "child" in who)]
    owner = next((m for m in able if _owns(m, first, last)), None)
    if owner is not None:
        return _whose(owner, "owns the words")
    if kind.shared and any(m.children or _is_plural(tokens, m) for m in mentions if clause[0] <= m.first < first):
        return Whose(role="family", name=None, basis="several are named")
    inside = [m for m in able if first <= m.first < last and m.first == first]
    if inside:
        return _whose(inside[0], "named in the words")
    if kind.done_by:
        suffering = _sufferer(kind, span, clause, able, mentions, tokens, cast)
        if suffering is not None:
            return suffering
    before = [m for m in able if m.last <= first and not _is_agent(tokens, m)]
    if kind.shared:
        before = [m for m in before if not m.possessive]
    in_clause = [m for m in before if m.first >= clause[0]]
    speakers = [m for m in in_clause if _speaks(tokens, m)]
    subjects = [m for m in in_clause if m not in speakers]
    main = [m for m in subjects if not _is_subordinate(tokens, m)]
    headed = subject is not None and (subject.role in who or (subject.role == "sibling" and "child" in who))
    if subjects and (main or not headed):
        acting = [m for m in main if _acts(tokens, m)] or main[:1] or subjects[-1:]
        return _whose(acting[-1], "subject of the clause")
    after = [m for m in able if m.first >= last and m.first < clause[1] and _follows_of(tokens, m)]
    if after:
        return _whose(after[0], "named after the words")
    if speakers and who[0] != "child":
        return _whose(speakers[-1], "the speaker")
    if kind.shared:
        asked = [m for m in mentions if m.role in ("mother", "father", "parent") and _answers(tokens, m)]
        return _whose(asked[-1], "the one who was asked") if asked else default_person(who, cast)
    if before and before[-1] not in speakers:
        return _whose(before[-1], "named before in the sentence")
    if headed and subject is not None:
        return _whose(subject, "named in the heading")
    outsider = [m for m in mentions if m.last <= first and m.role == "other" and not _is_agent(tokens, m)]
    if outsider and not [m for m in mentions if m.last <= first and m.role in who]:
        return _whose(outsider[-1], "somebody outside the family is named")
    recent = [m for m in context.recent if m.role in who]
    if recent and _starts_without_subject(tokens, mentions, first):
        return _whose(recent[-1], "named in the sentence before")
    return default_person(who, cast)


def _sufferer(
    kind: NeedKind, span: tuple[int, int], clause: tuple[int, int], able: Sequence[Mention],
    mentions: Sequence[Mention], tokens: Sequence[Token],
    cast: Cast,
) -> Whose | None:  # fmt: skip
    """Who suffers what somebody does: "Dean grabs mum" is mum's, "her ex was controlling" hers and not his."""
    first, last = span
    if any(m.role in ("child", "sibling") for m in mentions if clause[0] <= m.first < first and not m.possessive):
        return None  # a child's violence is no domestic abuse
    objects = [m for m in able if first < m.first < last and not m.possessive]
    if objects:
        return _whose(objects[-1], "named in the words")
    if any(tokens[i].norm in kind.done_by for i in range(first, last)):
        doers = [
            m
            for m in mentions
            if clause[0] <= m.first < first and not m.possessive and m.role in ("father", "mother", "other")
        ]
        if doers:
            role: Role = "father" if doers[-1].role == "mother" else "mother"
            members = cast.with_role(role)
            return Whose(
                role=role, name=members[0].first_name if len(members) == 1 else None, basis="not the one who does it"
            )
    return None


def _acts(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a verb follows: "Amara cares for Rowan and helps" is about Amara. A possessor acts, and so does a bare name."""
    if mention.possessive or mention.last >= len(tokens):
        return True
    following = tokens[mention.last]
    return following.norm in _VERBS or (
        following.kind == "word" and following.norm.endswith(("s", "ed")) and following.norm != "as"
    )


def _owns(mention: Mention, first: int, last: int) -> bool:
    """ "Stacey's low mood"; not "her brothers' breakfast", where the words are done for several."""
    if not mention.possessive or (mention.role == "sibling" and mention.name is None):
        return False
    return mention.last in (first, first - 1) or first <= mention.first < mention.last < last


def _is_plural(tokens: Sequence[Token], mention: Mention) -> bool:
    return tokens[mention.first].norm in ("they", "them", "their", "both") or (
        mention.last + 1 < len(tokens)
        and tokens[mention.last].norm == "and"
        and "person" in tokens[mention.last + 1].tags
    )


def _is_subordinate(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the mention is the subject of a clause of time or reason: "since Carla left"."""
    return mention.first > 0 and tokens[mention.first - 1].norm in _SUBORDINATORS


def default_person(who: Sequence[Role], cast: Cast) -> Whose:
    """Whoever is assumed where nobody is named: the first role of the need; its name if only one person has the role."""
    role = who[0]
    if role in ("mother", "father", "parent"):
        parents = cast.with_role("mother", "father", "parent")
        if len(parents) == 1 and len(who) > 1 and (role != "parent" or parents[0].marked):
            return Whose(role=parents[0].role, name=parents[0].first_name, basis="the only parent")
        if role == "parent":
            return Whose(role="parent", name=None, basis="nobody is named")
    members = cast.with_role(role)
    return Whose(role=role, name=members[0].first_name if len(members) == 1 else None, basis="nobody is named")


def speaker_of(tokens: Sequence[Token], mentions: Sequence[Mention], before: int) -> Mention | None:
    """The person whose words are reported in front of token `before`: "mum says that ..."."""
    spoken = [
        m for m in mentions if m.last <= before and _speaks(tokens, m) and not m.possessive and m.role is not None
    ]
    return spoken[-1] if spoken else None


def _whose(mention: Mention, basis: str) -> Whose:
    assert mention.role is not None
    return Whose(role=mention.role, name=mention.name, basis=basis)


def _is_agent(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the mention is what something comes from: "DV from Callum's dad"."""
    return mention.first > 0 and tokens[mention.first - 1].norm in _AGENT


def _speaks(tokens: Sequence[Token], mention: Mention) -> bool:
    return any(token.norm in _SAYS for token in tokens[mention.last : mention.last + 2])


def _answers(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the person is asked or answers for themselves: "I asked Mum about it", "mum denies", "Nadia asked alone"."""
    if mention.possessive:
        return False
    before = tokens[mention.first - 1].norm if mention.first else ""
    after = {token.norm for token in tokens[mention.last : mention.last + 2]}
    return before in _ASKED or bool(after & _ANSWERS)


def _follows_of(tokens: Sequence[Token], mention: Mention) -> bool:
    return mention.first > 0 and tokens[mention.first - 1].norm in ("of", "for", "in", "about", "by", "re", "between")


def _starts_without_subject(tokens: Sequence[Token], mentions: Sequence[Mention], first: int) -> bool:
    """Whether nobody is named before the words, so that the sentence goes on about the one before."""
    return not any(m.last <= first and m.role is not None and not m.pronoun for m in mentions)
