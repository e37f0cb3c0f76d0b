"""What the words of a change amount to: what is hoped for is set aside, troubles are denied, lessened or still there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..records.outcome import OutcomeStatus
from ..text.phrases import Hit, Token
from ..vocab import Vocabulary
from ..vocab.outcomes import SignalName

_NEGATORS = frozenset(
    {
        "no", "not", "never", "none", "nobody", "nothing", "without", "zero", "nowt", "neither", "nor", "free",
        "isn't", "isnt", "aren't", "arent", "wasn't", "wasnt", "weren't", "hasn't", "hasnt", "haven't", "havent", "hadn't",
        "doesn't", "doesnt", "don't", "dont", "didn't", "didnt", "nil", "cannot", "can't", "cant", "won't", "wont",
    }
)  # fmt: skip
_REACH = 6  # words from a denial to the trouble it denies
_BREAKS = frozenset({";", ".", "but", "although", "though", "however", "while", "whereas", "except"})
_COMMA_BREAKS = frozenset({",", "and", "so", "then", "-", "–", "—"})
# Words that begin a clause of its own after a comma or "and".
_SUBJECTS = frozenset(
    {
        "he", "she", "they", "it", "we", "i", "mum", "dad", "there", "this", "that", "the", "his", "her", "their", "both",
        "nobody", "no", "not", "has", "have", "is", "are", "still", "now", "will", "school", "says", "who", "which",
    }
)  # fmt: skip
_PARENTS = frozenset({"mum", "dad", "her", "his", "their"})
_PRESENT = frozenset(
    {
        "is", "are", "has", "have", "now", "can", "does", "do", "been", "gets", "goes", "says", "say", "today", "am", "he's",
        "she's", "they're", "it's", "keeps", "uses", "sleeps", "attends", "knows", "makes", "takes", "manages", "tells",
        "comes", "plays", "works", "lives", "asks", "likes", "eats", "reads", "since",
    }
)  # fmt: skip
_REPORTED = frozenset({"told", "disclosed", "found", "reported", "alleged", "said", "know", "assessed", '"', "“"})
_SHORTEST = 4  # words from which a sentence without any word of change tells a state of things


@dataclass(frozen=True, kw_only=True, slots=True)
class Signals:
    """What the words of a sentence say. `named` are statuses that words of change name, by first token and number of words;
    `troubles` those that follow from a trouble that is denied, lessened or there. `stated`: a state of things now is told;
    `only_directions`: nothing but "up" or "down" is; `aside`: all that is told is hoped, planned, or was before."""

    named: tuple[tuple[int, int, OutcomeStatus], ...]
    troubles: tuple[tuple[int, int, OutcomeStatus], ...]
    hedged: bool
    praised: bool
    blamed: bool
    relapsed: bool
    only_directions: bool
    aside: bool
    stated: bool

    @property
    def said(self) -> frozenset[OutcomeStatus]:
        """The statuses that words of change name."""
        return frozenset(status for _, _, status in self.named)

    def status(self, *, told: bool) -> OutcomeStatus | None:
        """The status of the sentence. What is said not to have changed counts before what grew better; what grew better
        "but still" is partly met. Troubles count only where changes are told."""
        order = sorted((*self.named, *(self.troubles if told else ())))
        said = {status for _, _, status in order}
        if "unknown" in said and (order[-1][2] == "unknown" or not said & {"not_met", "partly_met"}):
            return "unknown"
        if "not_met" in said and said & {"met", "partly_met"}:
            last_good = max(first for first, _, status in order if status in ("met", "partly_met"))
            worse = any(status == "not_met" and first > last_good and words >= 2 for first, words, status in self.named)
            return "not_met" if worse and (self.relapsed or self.blamed) else "partly_met"
        if "not_met" in said:
            return "not_met"
        if "unknown" in said:
            return "unknown"
        if "partly_met" in said and "met" in said:
            firm = max(words for _, words, status in order if status == "met")
            soft = max(words for _, words, status in order if status == "partly_met")
            return "met" if firm >= soft and not self.hedged else "partly_met"
        if "met" in said:
            return "partly_met" if self.hedged else "met"
        if "partly_met" in said:
            return "partly_met"
        if told and self.stated:
            return "partly_met" if self.hedged else "met"
        return None


def read_signals(tokens: Sequence[Token], *, vocabulary: Vocabulary) -> Signals:
    """What the words of a sentence say of a change, hopes and plans set aside."""
    dropped = set_aside(tokens, vocabulary=vocabulary)
    kept = [_outside(token, index in dropped) for index, token in enumerate(tokens)]
    hits = [hit for hit in vocabulary.outcomes.sentence_statuses(kept) if not hit.words & dropped]
    hits = [hit for hit in hits if not any(hit.words < other.words for other in hits)]
    direct = frozenset().union(*(hit.words for hit in hits)) if hits else frozenset[int]()
    spoken = [hit for hit in vocabulary.outcomes.signals_of(tokens) if not hit.words & dropped]
    names = {hit.payload for hit in spoken}
    directions = frozenset().union(*(hit.words for hit in spoken if hit.payload in ("upward", "downward")))
    left = [token for index, token in enumerate(tokens) if index not in dropped and token.kind == "word"]
    return Signals(
        named=tuple((hit.first, len(hit.words), hit.payload) for hit in hits),
        troubles=tuple(_troubles(kept, dropped, direct, spoken, vocabulary)),
        hedged="hedges" in names,
        praised="praise" in names,
        blamed="blame" in names,
        relapsed="relapse" in names,
        only_directions=all(hit.words & directions for hit in hits),
        aside=bool(dropped) and len(left) < _SHORTEST,
        stated=len(left) >= _SHORTEST and any(token.norm in _PRESENT for token in left) and "given" not in names,
    )


def set_aside(tokens: Sequence[Token], *, vocabulary: Vocabulary) -> frozenset[int]:
    """Tokens that tell what is hoped, planned or feared, or what was before: each up to the end of its clause."""
    spoken = vocabulary.outcomes.signals_of(tokens)
    spared = [hit for hit in spoken if hit.payload == "never_intended"]
    dropped: set[int] = set()
    for hit in spoken:
        if hit.payload not in ("intended", "was") or any(hit.words & other.words for other in spared):
            continue
        if hit.first == 0 and tokens[0].norm in ("if", "unless", "when"):
            return frozenset(range(len(tokens)))
        dropped.update(range(_clause_start(tokens, hit.first), _clause_end(tokens, hit.last)))
    return frozenset(dropped)


def _outside(token: Token, dropped: bool) -> Token:
    """A token that is set aside ends every phrase that would run across it."""
    return replace(token, norm=";", text=";", kind="mark", tags=frozenset()) if dropped else token


def _troubles(
    tokens: Sequence[Token], dropped: frozenset[int], direct: frozenset[int], spoken: Sequence[Hit[SignalName]],
    vocabulary: Vocabulary,
) -> Iterator[tuple[int, int, OutcomeStatus]]:  # fmt: skip
    """For each trouble what is said of it: denied (met), lessened (partly met), there (not met); nothing where a word of
    change in its clause speaks of it."""
    # A lasting condition ("her asthma", "his autism") is no trouble that could end.
    cues = (h for h in vocabulary.needs.book.find(tokens) if h.payload.kind == "cue" and not h.payload.need.lasting)
    hits = [*(hit.words for hit in vocabulary.outcomes.troubles(tokens)), *(hit.words for hit in cues)]
    services = {*vocabulary.agencies.kinds, "group", "club"}
    seen: set[int] = set()
    for words in sorted(hits, key=lambda words: (min(words), -max(words))):
        if words & (seen | dropped):
            continue
        seen |= words
        first, last = min(words), max(words) + 1
        if last < len(tokens) and tokens[last].norm in services:
            continue  # "young carers group"
        low, high = _clause_start(tokens, first), _clause_end(tokens, last)
        if any(low <= index < high for index in direct):
            continue
        near = {hit.payload for hit in spoken if low <= hit.first < high and not hit.words & words}
        if any(token.norm in _NEGATORS for token in tokens[max(low, first - _REACH) : first]):
            yield first, len(words), "met"
        elif "lessens" in near and "persists" not in near:
            yield first, len(words), "partly_met"
        elif "persists" in near or _is_now(tokens):
            yield first, len(words), "not_met"


def _is_now(tokens: Sequence[Token]) -> bool:
    """Whether a sentence states how things are, and is not a report of what was said or found on one day."""
    norms = {token.norm for token in tokens}
    return bool(norms & _PRESENT) and not norms & _REPORTED


def _clause_start(tokens: Sequence[Token], index: int) -> int:
    while index > 0 and not _is_break(tokens, index - 1):
        index -= 1
    return index


def _clause_end(tokens: Sequence[Token], index: int) -> int:
    while index < len(tokens) and not _is_break(tokens, index):
        index += 1
    return index


def _is_break(tokens: Sequence[Token], index: int) -> bool:
    norm = tokens[index].norm
    if norm in _BREAKS:
        return True
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    paired = norm == "and" and following in _PARENTS and index > 0 and tokens[index - 1].kind == "word"
    return norm in _COMMA_BREAKS and following in _SUBJECTS and not (paired and _is_person(tokens[index - 1]))


def _is_person(token: Token) -> bool:
    return token.norm in _PARENTS or token.text[:1].isupper()  # "Mum and Dad", "Asha and her mum"
