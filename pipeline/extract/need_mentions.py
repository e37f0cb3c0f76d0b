"""Words that state a need in a sentence: cues, and topics beside a word of worry, of relief or of denial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..text.phrases import Hit, Token
from ..vocab import Vocabulary
from ..vocab.assertion import AssertionRule
from ..vocab.needs import Cue, NeedKind, NeedsFramework
from .assertions import Clauses

_FINE_NEAR = 8  # words between a matter that is settled and the word that says so
_NEAR = 5  # words between a topic and the word of worry beside it
_RANKS = {"cue": 0, "sign": 0, "topic": 1, "settled": 2}
_AGENT = frozenset({"by", "from", "via"})
_LACK = frozenset({"no", "without"})
_JOINERS = frozenset({"or", "and", ",", "/", "&"})


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedWords:
    """Words that state a need, and the needs they can mean (who it belongs to decides), the likeliest first."""

    words: frozenset[int]
    kinds: tuple[NeedKind, ...]  # the first is what the words say; the others only if they fit the person better
    spans: tuple[tuple[int, int], ...]  # of each kind, the first token of its own words and the token after the last
    topic: bool  # only a topic: the word of worry beside it makes it a need
    sign: bool  # only a sign: the need is suspected
    settled: bool = False  # only named because it is denied or called fine

    @property
    def first(self) -> int:
        """First token."""
        return min(self.words)

    @property
    def last(self) -> int:
        """The token after the last."""
        return max(self.words) + 1


def find_need_words(
    tokens: Sequence[Token],
    rules: Sequence[Hit[AssertionRule]],
    clauses: Clauses,
    *,
    vocabulary: Vocabulary,
    bare: bool,
) -> list[NeedWords]:
    """The needs a sentence speaks of, in order. `bare`: a topic alone is enough (tick lists, columns of needs)."""
    kinds = frozenset(vocabulary.agencies.kinds)
    ended = [rule.words for rule in rules if rule.payload.means in ("resolved", "negated", "hypothetical")]
    hits = [
        hit
        for hit in vocabulary.needs.book.find(tokens)
        if not _is_service(hit, tokens, kinds)
        and not any(hit.words < words for words in ended)
        and not _is_code(hit, tokens)
    ]
    senses = [frozenset(range(sense.first, sense.last)) for sense in vocabulary.needs.senses.find(tokens)]
    hits = [
        hit for hit in hits if not _denies_other(hit, hits, tokens) and not any(hit.words <= sense for sense in senses)
    ]
    cues = [hit for hit in hits if hit.payload.kind in ("cue", "sign")]
    topics = [hit for hit in hits if hit.payload.kind == "topic"]
    if not bare and not _is_list(tokens, topics):
        topics = _worrying(topics, tokens, rules, clauses, vocabulary)
    settled = [hit for hit in hits if hit.payload.kind == "settled"]
    if not cues and not topics:
        topics = _denied(settled, tokens, rules, clauses, vocabulary)
    else:  # "no DA, no drink or drugs, no police"
        denials = {rule.last for rule in rules if rule.payload.means == "negated" and rule.payload.side == "after"}
        topics += [hit for hit in settled if hit.first in denials and _ends_phrase(tokens, hit.last)]
    return _grouped([*cues, *topics], vocabulary.needs)


def _denied(
    hits: Sequence[Hit[Cue]], tokens: Sequence[Token], rules: Sequence[Hit[AssertionRule]], clauses: Clauses,
    vocabulary: Vocabulary
) -> list[Hit[Cue]]:  # fmt: skip
    """The first words of a matter that is denied or called fine: "no worries from her teacher", "rent is up to date"."""
    fine = [hit for hit in vocabulary.assertion.concerns.find(tokens) if hit.payload == "fine"]
    for hit in hits:
        first, last = min(hit.words), max(hit.words) + 1
        denials = [rule for rule in rules if rule.payload.means == "negated" and rule.payload.side == "after"]
        before = any(
            0 <= first - rule.last <= 2 and clauses.segment[rule.first] == clauses.segment[first] for rule in denials
        )
        after = any(
            0 <= word.first - last <= 3 and clauses.segment[word.first] == clauses.segment[first] for word in fine
        )
        if before or after:
            return [hit]
    return []


def _denies_other(hit: Hit[Cue], hits: Sequence[Hit[Cue]], tokens: Sequence[Token]) -> bool:
    """Whether a lack is only the beginning of a denial: "no speech" in "no speech delay", "no money" in "no money worries"."""
    if tokens[hit.first].norm not in _LACK or hit.payload.kind != "cue":
        return False
    last = max(hit.words)
    return any(
        hit.first < min(other.words) <= last < max(other.words)
        and other.payload.kind == "cue"
        and tokens[other.first].norm not in _LACK
        for other in hits
    )


def _ends_phrase(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sentence, or the item of a list, ends before the token: "no police", not "no police calls"."""
    return index >= len(tokens) or tokens[index].kind == "mark" or tokens[index].norm in _JOINERS


def _is_code(hit: Hit[Cue], tokens: Sequence[Token]) -> bool:
    """Whether letters are part of a postcode or reference: the "DA" of "DA1 2AB"."""
    last = max(hit.words) + 1
    return (
        len(hit.words) == 1
        and tokens[hit.first].text.isupper()
        and last < len(tokens)
        and (
            (tokens[last].kind == "number" and tokens[last].start == tokens[hit.first].end)
            or (
                tokens[hit.first].start > 0
                and hit.first > 0
                and tokens[hit.first - 1].kind == "number"
                and tokens[hit.first - 1].end == tokens[hit.first].start
            )
        )
    )


def _is_service(hit: Hit[Cue], tokens: Sequence[Token], kinds: frozenset[str]) -> bool:
    """Whether the words name a service for the matter: "perinatal mental health team", "debt advice"."""
    first, last = min(hit.words), max(hit.words) + 1
    beside = (*tokens[first - 1 : first], *tokens[last : last + 1]) if first else ()
    if len(hit.words) == 1 and _is_proper(tokens[first]) and any(_is_proper(token) for token in beside):
        return True  # "Marlcote High", "Jetty Row"
    return any(token.norm in kinds for token in tokens[last : last + 1]) or (
        any(token.norm in kinds for token in tokens[last + 1 : last + 2])
        and tokens[last].norm in ("health", "and", "support")
    )


def _is_proper(token: Token) -> bool:
    return token.kind == "word" and token.text[:1].isupper() and not token.text.isupper() and token.start > 0


def _is_list(tokens: Sequence[Token], topics: Sequence[Hit[Cue]]) -> bool:
    """Nothing but topics, as notes list needs: "Attendance, behaviour at home, debt"."""
    named = {index for hit in topics for index in hit.words}
    return bool(topics) and all(
        index in named or token.kind == "mark" or token.norm in _JOINERS for index, token in enumerate(tokens)
    )


def _worrying(
    topics: Sequence[Hit[Cue]], tokens: Sequence[Token], rules: Sequence[Hit[AssertionRule]], clauses: Clauses,
    vocabulary: Vocabulary
) -> list[Hit[Cue]]:  # fmt: skip
    """Topics beside a word of worry, of relief or of denial, and those that a list joins to such a one."""
    concerns = vocabulary.assertion.concerns.find(tokens)
    kept: list[Hit[Cue]] = []
    for topic in topics:
        first, last = min(topic.words), max(topic.words) + 1
        segment = clauses.segment[first]
        if first and tokens[first - 1].norm in _AGENT:
            continue  # "tested by YJS"
        beside = any(
            (
                (hit.payload == "after" and 0 <= first - hit.last <= _NEAR)
                or (hit.payload == "before" and 0 <= hit.first - last <= _NEAR)
                or (hit.payload == "fine" and 0 <= hit.first - last <= _FINE_NEAR)
            )
            and clauses.segment[hit.first] == segment
            and not _parted(tokens, min(hit.last, last), max(hit.first, first))
            for hit in concerns
        )
        denied = any(_denies(rule, first, last) and clauses.segment[rule.first] == segment for rule in rules)
        joined = any(
            0 <= first - max(other.words) - 1 <= 2
            and any(token.norm in _JOINERS for token in tokens[max(other.words) + 1 : first])
            for other in kept
        )
        if beside or denied or joined:
            kept.append(topic)
    return kept


def _denies(rule: Hit[AssertionRule], first: int, last: int) -> bool:
    """Whether a denial stands beside the topic at tokens `first` up to `last`: "no neglect", "neglect was ruled out"."""
    if rule.payload.side == "after":
        return rule.payload.means in ("negated", "affirmed") and 0 <= first - max(rule.words) - 1 <= 2
    return rule.payload.side == "before" and rule.payload.means == "negated" and 0 <= rule.first - last <= 3


def _parted(tokens: Sequence[Token], low: int, high: int) -> bool:
    """Whether somebody else or a full stop stands between a topic and its word of worry."""
    return any(token.norm in (".", ";", "?") for token in tokens[low:high])


def _grouped(hits: Sequence[Hit[Cue]], needs: NeedsFramework) -> list[NeedWords]:
    """Overlapping words are one mention: cues before topics, more words before fewer."""

    def rank(hit: Hit[Cue]) -> tuple[int, int, int]:
        return (_RANKS[hit.payload.kind], -len(hit.words), hit.first)

    found: list[NeedWords] = []
    left = sorted(hits, key=rank)
    while left:
        best = left[0]
        same = [hit for hit in left if hit.words & best.words]
        kinds = {best.payload.need.id: best}
        for hit in same:
            if hit.payload.kind == best.payload.kind and not hit.words < best.words:
                kinds.setdefault(hit.payload.need.id, hit)
        for hit in [*kinds.values()]:
            other = hit.payload.need.counterpart
            if other is not None:
                kinds.setdefault(other, hit)
        found.append(
            NeedWords(
                words=best.words,
                kinds=tuple(kind for kind in (needs.kind(identifier) for identifier in kinds) if kind is not None),
                spans=tuple((min(hit.words), max(hit.words) + 1) for hit in kinds.values()),
                topic=best.payload.kind in ("topic", "settled"),
                sign=best.payload.kind == "sign",
                settled=best.payload.kind == "settled",
            )
        )
        left = [hit for hit in left if not hit.words & best.words]
    return sorted(found, key=lambda mention: (mention.first, mention.last))
