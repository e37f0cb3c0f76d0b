"""How a statement about a need is meant, on four axes in the manner of ConText: existence, time, certainty, course.

The words and their reach are data (vocab/assertion.toml); this file only lays them over the words of a need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..records.need import Assertion, NeedStatus
from ..text.dates import MONTHS, find_dates
from ..text.phrases import Hit, Token
from ..vocab import Vocabulary
from ..vocab.assertion import AssertionRule, Meaning

_LONG_AGO = timedelta(days=365)
_DASHES = frozenset("-–—")
_AFTER_DENIAL = frozenset(
    {
        "by", "at", "in", "on", "and", "now", "this", "here", "for", "to", "during", "since", "or", "any",
        "currently", "yet", "when", "as", "so", "but", "today", "again", "from", "either", "with", "after", "before",
        "asked", "last", "next", "earlier", "ago", "recently", "within", "over", "through", "via", "out", "up", "off",
        "down", "completely", "fully", "entirely", "well", "already", "long", "until", "till", "although", "though",
        "then", "of",
    }
)  # fmt: skip
_NOT = frozenset({"not", "never", "no", "nothing", "hardly"})
_PAST_TENSE = frozenset(
    {"had", "was", "were", "used", "did", "broke", "took", "drank", "lost", "hurt", "got", "saw", "went", "spent"}
)
_AUXILIARIES = frozenset(
    {"been", "be", "being", "yet", "fully", "completely", "really", "quite", "ever", "to", "got", "all", "actually"}
)
_QUESTION_OPENERS = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "can",
        "could",
        "would",
        "should",
        "any",
        "will",
    }
)
_INSTRUCTIONS = frozenset({"consider", "describe", "include", "prompt", "prompts"})
_ADDITIVE = frozenset({",", "and", "or", "&"})
_CLOSERS = frozenset(".!")
_LABEL = 5  # words of a label before a dash
_PREDICATES = frozenset({"is", "was", "has", "had", "are", "were", "have", "does", "did", "can", "will"})
_REACH = 14  # words


@dataclass(frozen=True, kw_only=True, slots=True)
class Clauses:
    """For each token the number of its clause and of its segment: "but" and ";" part segments, commas only clauses."""

    clause: tuple[int, ...]
    segment: tuple[int, ...]

    def bounds(self, index: int) -> tuple[int, int]:
        """First token and end of the clause that holds the token."""
        number = self.clause[index]
        return self.clause.index(number), len(self.clause) - self.clause[::-1].index(number)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The four axes, the status they amount to (None: nothing is stated), and the words that led there."""

    assertion: Assertion
    status: NeedStatus | None
    meanings: frozenset[Meaning]
    because: tuple[str, ...]


def tag_times(text: str, tokens: Sequence[Token], reference: date | None) -> list[Token]:
    """The tokens with `longago` on dates over a year before `reference`, `year` and `date` on dates, and tags on percentages.

    Percentages under 90 and under 50 are tagged `under90` and `under50`; every number is tagged `number`.
    """
    tags: dict[int, set[str]] = {}
    for index, token in enumerate(tokens):
        if token.kind == "number":
            tags.setdefault(index, set()).update(_number_tags(token.text, tokens, index))
        elif token.norm in _NUMBER_WORDS:
            tags.setdefault(index, set()).add("number")
        elif token.norm in MONTHS and token.text[:1].isupper():
            tags.setdefault(index, set()).add("date")
    start, end = (tokens[0].start, tokens[-1].end) if tokens else (0, 0)
    for mention in find_dates(text[start:end]):
        if mention.year is None:
            continue
        last = date(mention.year, mention.month, mention.day or 28)
        for index, token in enumerate(tokens):
            if start + mention.start <= token.start < start + mention.end:
                tags.setdefault(index, set()).update(("year", "date"))
                if reference and last < reference - _LONG_AGO:
                    tags[index].add("longago")
    for index, token in enumerate(tokens):
        year = int(token.text) if token.kind == "number" and token.text.isdigit() and len(token.text) == 4 else 0
        if 1960 <= year <= 2069:
            tags.setdefault(index, set()).add("year")
            if reference and year < reference.year - 1 and "year" in tags[index]:
                tags[index].add("longago")
    return [replace(token, tags=token.tags | tags[i]) if i in tags else token for i, token in enumerate(tokens)]


def part_clauses(tokens: Sequence[Token], *, vocabulary: Vocabulary) -> Clauses:
    """The clauses of a sentence. Notes are terse: a comma before a subject, a verb or "no" begins a clause."""
    ends = {hit.first for hit in vocabulary.assertion.ends.find(tokens)}
    openers = frozenset(vocabulary.assertion.openers)
    clause = segment = 0
    clauses, segments = [], []
    for index, token in enumerate(tokens):
        if (
            index in ends
            or token.norm == ";"
            or (token.norm in _DASHES and _is_dash(tokens, index) and not _is_label_dash(tokens, index))
            or (token.norm in _CLOSERS and not _is_abbreviation(tokens, index))
        ):
            clause, segment = clause + 1, segment + 1
        elif token.norm in _ADDITIVE and index + 1 < len(tokens):
            following = tokens[index + 1]
            if following.norm in ("and", "or") and token.norm == ",":
                following = tokens[min(index + 2, len(tokens) - 1)]
            named = "person" in following.tags or (
                token.norm == "and" and following.text[:1].isupper() and not following.text.isupper()
            )
            if (
                following.norm.partition("'")[0] in openers
                or following.norm in openers
                or (named and token.norm != "or")
            ):
                clause += 1
        clauses.append(clause)
        segments.append(segment)
    return Clauses(clause=tuple(clauses), segment=tuple(segments))


def find_rules(tokens: Sequence[Token], *, vocabulary: Vocabulary) -> list[Hit[AssertionRule]]:
    """The rules whose words stand in the sentence; words inside longer ones do not count ("not" in "not only")."""
    hits = [hit for hit in vocabulary.assertion.rules.find(tokens) if not _is_broken(hit, tokens)]
    return [hit for hit in hits if not any(_swallows(other, hit) for other in hits)]


def _is_broken(hit: Hit[AssertionRule], tokens: Sequence[Token]) -> bool:
    """Whether a denial stands in a gap of a rule's words, or before words of relief: "has not recovered", "not up to date"."""
    gap = set(range(hit.first, hit.last)) - hit.words
    if hit.payload.means in ("negated", "resolved", "improving"):
        before = hit.first - 1
        while before > 0 and tokens[before].norm in _AUXILIARIES:
            before -= 1  # "have not yet been cleared"
        gap.add(max(before, 0))
    if any(tokens[i].norm in _NOT for i in range(hit.first, hit.last) if i in hit.words):
        gap = set()
    return any(tokens[i].norm in _NOT or tokens[i].norm.endswith("n't") for i in gap)


def _swallows(longer: Hit[AssertionRule], hit: Hit[AssertionRule]) -> bool:
    """Whether a rule's words are part of a longer one that means something else; a date stays a date ("until 2019")."""
    return (
        hit.words < longer.words
        and longer.payload.means != hit.payload.means
        and not (hit.payload.means == "historical" and longer.payload.means == "resolved")
    )


def read_assertion(
    words: frozenset[int], rules: Sequence[Hit[AssertionRule]], clauses: Clauses, tokens: Sequence[Token],
    *, others: Sequence[frozenset[int]], lasting: bool, past: bool,
) -> Reading:  # fmt: skip
    """What the rules say of the need whose words are those tokens.

    `others` are the words of the other needs of the sentence, which stand between a rule and this need or draw it to
    themselves; `past` where the place itself speaks of the past (a box "History").
    """
    first, last = min(words), max(words) + 1
    meanings: set[Meaning] = {"historical"} if past else set()
    if _asks(tokens):
        meanings.add("hypothetical")
    because = []
    for hit in rules:
        if _is_within(hit, words) or clauses.segment[min(hit.words)] != clauses.segment[max(hit.words)]:
            continue
        if not _reaches(hit, first, last, clauses, others, tokens):
            continue
        if hit.payload.means == "negated" and _spent(hit, first, others, tokens):
            continue
        if lasting and hit.payload.means == "historical" and any("longago" in tokens[i].tags for i in hit.words):
            continue  # "diagnosed in 2019", "his dad died in 2020"
        meanings.add(hit.payload.means)
        if hit.payload.means == "resolved" and _was(tokens, clauses, first, hit.words):
            meanings.add("historical")  # "had PND with Ruby, recovered"
        because.append(" ".join(tokens[i].text for i in sorted(hit.words)))
    return _read(frozenset(meanings), tuple(because))


def _is_within(hit: Hit[AssertionRule], words: frozenset[int]) -> bool:
    """Whether the rule's words are those of the need: the denial in "no bedtime routine", but not "a previous stroke"."""
    if hit.payload.means == "historical":
        return len(hit.words) > 1 and hit.words <= words
    return min(hit.words) in words


def _asks(tokens: Sequence[Token]) -> bool:
    """Whether the sentence is a question: "Is there any violence at home?" states nothing."""
    if not tokens:
        return False
    if tokens[0].norm in _INSTRUCTIONS:
        return True  # "Consider conflict, routines, housing."
    starts = {0, *(i + 1 for i, token in enumerate(tokens[:-1]) if token.norm == ":")}
    return tokens[-1].norm == "?" and any(tokens[i].norm in _QUESTION_OPENERS for i in starts)


def _spent(hit: Hit[AssertionRule], first: int, others: Sequence[frozenset[int]], tokens: Sequence[Token]) -> bool:
    """Whether a denial is part of another need before this one, and no "or" carries it on: "No routine, tablet till 11"."""
    for other in others:
        if min(hit.words) in other and max(other) < first:
            return not any(token.norm in ("or", "nor") for token in tokens[max(other) + 1 : first])
    return False


def _was(tokens: Sequence[Token], clauses: Clauses, first: int, words: frozenset[int]) -> bool:
    """Whether the need itself is told in the past tense, apart from the words that end it."""
    number = clauses.clause[first]
    return any(
        token.norm in _PAST_TENSE and clauses.clause[i] == number and i not in words and i <= first
        for i, token in enumerate(tokens)
    )


def _read(meanings: frozenset[Meaning], because: tuple[str, ...]) -> Reading:
    negated = "negated" in meanings and "affirmed" not in meanings
    past = "historical" in meanings and "current" not in meanings
    over = "resolved" in meanings and "current" not in meanings and "affirmed" not in meanings
    assertion = Assertion(
        existence="negated" if negated else "affirmed",
        time="historical" if past or (over and not negated) else "current",
        certainty="hypothetical" if "hypothetical" in meanings else "suspected" if "suspected" in meanings else "stated",
        course=(
            "resolved" if over
            else "worsening" if "worsening" in meanings
            else "improving" if "improving" in meanings and "unchanged" not in meanings and "affirmed" not in meanings
            else "unchanged"
        ),
    )  # fmt: skip
    status: NeedStatus | None
    if "hypothetical" in meanings:
        status = None
    elif negated and past and over:
        status = "historical"  # "historic violence, not a worry now"
    elif negated:
        status = "negated"
    elif over and ("before_plan" in meanings or not past):
        status = "resolved"
    elif past:
        status = "historical"
    elif "suspected" in meanings:
        status = "suspected"
    else:
        status = "current"
    return Reading(assertion=assertion, status=status, meanings=meanings, because=because)


def _reaches(
    hit: Hit[AssertionRule],
    first: int,
    last: int,
    clauses: Clauses,
    others: Sequence[frozenset[int]],
    tokens: Sequence[Token],
) -> bool:
    """Whether the need at tokens `first` up to `last` lies in the reach of the rule."""
    rule = hit.payload
    head, tail = min(hit.words), max(hit.words)
    if rule.side == "both" or first <= head < last:
        after = head >= first
    else:
        after = rule.side == "before"
        if after and head < last:
            return False
        if not after and tail >= first:  # "not known to YOT" shares its words with the need
            tail = head
            if head >= first:
                return False
    near, far = (last - 1, head) if after else (tail, first)
    if rule.reach == "whole":
        return True
    if after and rule.side == "before" and rule.means in ("negated", "resolved") and _has_object(tokens, tail):
        return False
    if clauses.segment[near] != clauses.segment[min(far, len(tokens) - 1)]:
        return False
    if rule.reach == "phrase":
        between = range(tail + 1, first) if not after else range(last, head)
        same = clauses.clause[near] == clauses.clause[far]
        listed = any(
            tokens[i].norm in ("or", "nor") and clauses.clause[i] == clauses.clause[near]
            for i in range(tail, len(tokens))
        )  # "did not have fever, chills or pain"
        ends = ("(", ")") if listed else (",", "(", ")")
        return same and far - near <= _REACH and not any(tokens[i].norm in ends for i in between)
    if rule.reach == "clause":
        return clauses.clause[near] == clauses.clause[far] and far - near <= _REACH
    if after and rule.side == "before":
        # "no concerns about drink" speaks of the drink, not of what came before.
        own = clauses.clause[head]
        return not any(min(other) > tail and clauses.clause[min(other)] == own for other in others)
    return True


def _has_object(tokens: Sequence[Token], tail: int) -> bool:
    """Whether words of denial go on to what they deny: "not seen a dentist" denies no decay."""
    if tokens[tail].norm in _AFTER_DENIAL:
        return False  # "sorted by school"
    following = tokens[tail + 1] if tail + 1 < len(tokens) else None
    return following is not None and following.kind == "word" and following.norm not in _AFTER_DENIAL


def _is_label_dash(tokens: Sequence[Token], index: int) -> bool:
    """Whether the dash stands after a label: "DA - none disclosed", "Substance misuse - nil"."""
    start = max((i + 1 for i in range(index) if tokens[i].norm in _CLOSERS), default=0)
    label = tokens[start:index]
    if len(label) > _LABEL or any(token.norm in _PREDICATES or "person" in token.tags for token in label):
        return False
    return all(token.kind != "mark" or token.norm in ("/", "&", "-") for token in label)


def _is_abbreviation(tokens: Sequence[Token], index: int) -> bool:
    """Whether the full stop belongs to single letters and the sentence goes on: "p.r.n. pain", "e.g. debt"."""
    if index == 0 or index + 1 >= len(tokens) or len(tokens[index - 1].text) > 1 or tokens[index - 1].kind != "word":
        return False
    following = tokens[index + 1]
    return following.start == tokens[index].end or following.text[:1].islower()


def _is_dash(tokens: Sequence[Token], index: int) -> bool:
    if index == 0 or index + 1 >= len(tokens):
        return False
    return tokens[index - 1].end < tokens[index].start and tokens[index].end < tokens[index + 1].start


_NUMBER_WORDS = frozenset(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
)


def _number_tags(word: str, tokens: Sequence[Token], index: int) -> set[str]:
    tags = {"number"}
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    if word.endswith("%") or following in ("%", "percent") or (following == "per" and index + 2 < len(tokens)):
        value = float(word.rstrip("%").replace(",", ""))
        tags.add("percent")
        if value < 90:
            tags.add("under90")
        if value < 50:
            tags.add("under50")
    return tags
