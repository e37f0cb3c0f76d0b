"""A parsed sentence as figures need it: phrases of its words without numbers, periods and words of change."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..text.numbers import NumberMention
from ..text.period_mentions import PeriodMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST = 16  # words of a measure
_DROPPED_LEFT = {"det", "predet", "poss", "nummod", "quantmod", "cc", "punct", "preconj", "case"}
_DROPPED_WORDS = frozenset((
    "the", "a", "an", "our", "its", "their", "his", "her", "my", "your", "these", "those", "this", "that", "just",
    "only", "nearly", "around", "about", "approximately", "some", "almost", "over", "under", "roughly", "further",
    "additional", "also", "now", "currently", "however", "therefore", "already", "still", "importantly", "overall",
    "all", "every", "each", "another", "respectively", "total", "up", "down", "least", "most", "remaining", "other",
    "both", "together", "then", "of", "whom",
))  # fmt: skip
_ENDS = ("ADP", "DET", "CCONJ", "PUNCT", "SCONJ", "AUX")
_RIGHT = {"prep", "acl", "relcl", "amod", "advmod", "acomp"}
_PREDICATE = frozenset((
    "prep", "agent", "dobj", "acomp", "attr", "oprd", "xcomp", "prt", "dative", "advmod", "npadvmod", "neg", "pobj",
    "pcomp", "ccomp",
))  # fmt: skip
_LONG_CLAUSE = 10  # tokens of a relative clause that are kept


class ParsedSentence:
    """A sentence with its parse. Tokens of numbers, periods and (once masked) of change are left out of its phrases."""

    def __init__(self, doc: Doc, numbers: list[NumberMention], periods: list[PeriodMention]) -> None:
        self.doc = doc
        self._tokens = list(doc)
        self._starts = [token.idx for token in self._tokens]
        self.numbers = numbers
        self.number_tokens = {t.i for n in numbers for t in self.tokens(n.start, n.end)}
        self.number_tokens |= {t.i for n in numbers if n.echo for t in self.tokens(*n.echo)}
        self.period_tokens = {t.i for period in periods for t in self.tokens(period.start, period.end)}
        self.masked: set[int] = set()

    def mask(self, start: int, end: int) -> None:
        """Keep the words of ``start:end`` ("up from", "a rise of") out of every phrase."""
        self.masked |= {token.i for token in self.tokens(start, end)}

    def clause_start(self) -> int:
        """Where the sentence after a colon begins, if one stands on either side and the first has no number."""
        colon = next((t for t in self.doc if t.text == ":" and t.whitespace_), None)
        if colon is None or not self.numbers or self.numbers[0].start < colon.idx:
            return 0
        finite = [t.i for t in self.doc if t.tag_ in ("VBD", "VBZ", "VBP") and t.pos_ in ("VERB", "AUX")]
        both = any(i < colon.i for i in finite) and any(i > colon.i for i in finite)
        return colon.idx + 1 if both else 0

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that touch those characters."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [token for token in self._tokens[first:last] if token.idx + len(token) > start]

    def root_of(self, number: NumberMention) -> Token | None:
        """The token of the number that hangs on the rest of the sentence."""
        tokens = self.tokens(number.start, number.end)
        inside = {token.i for token in tokens}
        return next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0] if tokens else None)

    def phrase(
        self, noun: Token | None, *, wide: bool = False, bare: bool = False, without: Token | None = None
    ) -> list[Token]:
        """The noun with its modifiers, without determiners, numbers and periods; `wide` adds appositions, `bare` leaves
        out what follows the noun."""
        if noun is None:
            return []
        skipped = {token.i for token in without.subtree} if without is not None else set()
        phrase = [*self._left(noun, skipped), noun]
        if bare:
            return phrase
        for child in noun.rights:
            if child.i in skipped or child.i in self.masked:
                continue
            branch = [t for t in child.subtree if t.i not in skipped]
            if child.dep_ in _RIGHT or (wide and child.dep_ in ("appos", "xcomp")):
                if child.dep_ == "relcl":
                    branch = branch[:_LONG_CLAUSE]
                if child.dep_ == "prep" and child.lower_ == "of" and len(branch) > 2 and self._has_number(branch[1:3]):
                    last = max(t.i for t in branch if t.i in self.number_tokens)
                    branch = [t for t in branch if t.i > last]  # "overspends of £120,000 on family support"
                phrase += self.cleaned(branch, None)
            elif child.dep_ in ("cc", "conj") and len(branch) <= 4 and not self._has_number(branch):
                phrase += branch
            elif (
                child.dep_ == "punct"
                and child.text == ","
                and not any(t.i in self.number_tokens for t in self.doc[noun.i : child.i])
            ):
                continue
        return [t for t in phrase if t.i not in skipped]

    def _left(self, noun: Token, skipped: set[int]) -> list[Token]:
        left: list[Token] = []
        for token in self.doc[noun.left_edge.i : noun.i]:
            if (
                token.i in self.number_tokens
                or token.i in self.period_tokens
                or token.i in skipped
                or token.i in self.masked
            ):
                left = []
            else:
                left.append(token)
        while left and (
            left[0].dep_ in _DROPPED_LEFT
            or left[0].lower_ in _DROPPED_WORDS
            or left[0].pos_ in ("ADP", "PUNCT", "CCONJ", "ADV", "DET")
            or left[0].lower_ in ("'s", "’s")
        ):
            left.pop(0)
        first = left[0] if left else noun
        compound: list[Token] = []
        while first.i >= 2 and self._hyphened(first):  # "longest-serving workers", "five-year-olds"
            compound = [self.doc[first.i - 2], self.doc[first.i - 1], *compound]
            first = compound[0]
        return [*compound, *left]

    def _hyphened(self, token: Token) -> bool:
        hyphen, before = self.doc[token.i - 1], self.doc[token.i - 2]
        taken = self.number_tokens | self.period_tokens | self.masked
        tied = not hyphen.whitespace_ and not before.whitespace_
        return hyphen.text == "-" and tied and not {hyphen.i, before.i} & taken

    def _has_number(self, tokens: Iterable[Token]) -> bool:
        return any(token.i in self.number_tokens for token in tokens)

    def cleaned(self, branch: list[Token], number: NumberMention | None) -> list[Token]:
        """The words of a branch up to the first of another number, a change or a new clause; periods are passed over."""
        own = {t.i for t in self.tokens(number.start, max(number.end, number.tail))} if number is not None else set()
        kept: list[Token] = []
        for token in branch:
            if token.i in own or token.i in self.period_tokens:
                continue
            if token.lower_ == "out" and self._out_of_number(token):
                break
            if (
                token.i in self.number_tokens
                and token.dep_ == "nummod"
                and kept
                and kept[-1].lower_ in ("the", "our", "these", "its")
            ):
                continue  # "attendance at the two pupil referral units"
            if token.i in self.masked or (token.i in self.number_tokens and not self._in_duration(token)):
                break
            if token.text in (";", ":", "(", ")", "–", "—", "[", "]", '"', "“", "”") or (
                token.text == "," and len(kept) > 2
            ):
                break
            if token.dep_ in ("advcl", "parataxis") and token.tag_ != "VB" and kept and token.pos_ == "VERB":
                break
            kept.append(token)
        while kept and (
            kept[-1].pos_ in _ENDS
            or kept[-1].dep_ in ("prep", "cc", "mark", "agent")
            or kept[-1].lower_ in ("to", "from", "by", "and", "of", "than", "with", "further", "just", "only", "out")
        ):
            kept.pop()
        return kept

    def _out_of_number(self, token: Token) -> bool:
        """Whether "out" begins "out of a total of 1,824"."""
        after = self.doc[token.i + 1 : token.i + 7]
        return len(after) > 1 and after[0].lower_ == "of" and self._has_number(after)

    def _in_duration(self, token: Token) -> bool:
        return any(n.kind == "duration" and n.start <= token.idx < n.end for n in self.numbers)

    def predicate(self, verb: Token, number: NumberMention, *, skip: set[int]) -> list[Token]:
        """What a verb says beyond its subject: objects, complements and adverbials, cleaned."""
        found: list[Token] = []
        for child in verb.children:
            if child.i in skip or child.i in self.masked or child.dep_ not in _PREDICATE:
                continue
            branch = [t for t in child.subtree if t.i not in skip]
            if child.i < verb.i and child.dep_ in ("advmod", "npadvmod", "prep"):
                continue  # "Again", "In addition": said of the sentence, not of the figure
            particle = child.i == verb.i + 1 and child.lower_ in (
                "up",
                "down",
                "out",
                "off",
                "back",
                "over",
                "after",
                "in",
            )
            if (
                child.dep_ in ("advmod", "npadvmod")
                and not particle
                and (child.lower_ in _DROPPED_WORDS or child.tag_ == "WRB" or len(branch) > 3)
            ):
                continue
            if child.dep_ == "ccomp" and len(branch) > _LONG_CLAUSE:
                continue
            found += self.cleaned(branch, number)
        return found

    def unit(self, noun: Token) -> str:
        """The noun with what belongs to its name: "Early Help Plans", "full-time equivalent posts"."""
        first = noun
        for token in reversed(list(self.doc[noun.left_edge.i : noun.i])):
            if token.i in self.number_tokens or token.i in self.period_tokens or token.i in self.masked:
                break
            named = token.pos_ in ("NOUN", "PROPN") or (
                token.text[:1].isupper() and token.pos_ in ("ADJ", "VERB", "ADV") and token.lower_ not in _DROPPED_WORDS
            )
            tied = token.text in ("-", "'s", "’s", "'", "’", "&") or token.lower_ in (
                "full",
                "time",
                "equivalent",
                "working",
                "young",
                "early",
                "different",
            )
            if not (named or tied) or token.dep_ in ("nsubj", "pobj", "dobj", "ROOT", "npadvmod"):
                break
            first = token
        words = str(self.doc[first.i : noun.i + 1].text).strip(" -'’&")
        return re.sub(r"^(?:.*\b[a-z][\w-]*)?['’]s\s+(?=[a-z])", "", words)

    def text(self, tokens: Iterable[Token], *, auxiliaries: bool = False) -> str:
        """Words joined as printed where they stand together, without auxiliaries, at most a line of them."""
        pieces: list[str] = []
        last: Token | None = None
        for token in tokens:
            if (last is not None and token.i == last.i) or (
                token.i in self.number_tokens and not self._in_duration(token)
            ):
                continue
            if not auxiliaries and token.dep_ in ("aux", "auxpass") and token.lemma_.lower() in ("be", "have", "do"):
                last = token
                continue
            if pieces and last is not None and token.i == last.i + 1 and not last.whitespace_:
                pieces[-1] += token.text
            else:
                pieces.append(token.text)
            last = token
        return shorten(" ".join(pieces))


def shorten(text: str) -> str:
    """At most fourteen words, not ending in the middle of a phrase."""
    text = " ".join(text.split()[:_LONGEST]).strip(" ,;:.()[]'\"“”‘")
    text = re.sub(r"\s+([,;.])", r"\1", text)
    return re.sub(
        r"(?:,?\s(?:of|and|or|in|to|by|the|a|an|for|with|from|than|at|on|as|were|was|is|are|which|that|who))+$",
        "",
        text,
    )


def tense_of(verb: Token) -> str:
    """past, perfect, present, future or modal, of the verb or of its auxiliaries."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & {"will", "shall", "'ll", "’ll"}:
        return "future"
    if helpers & {"should", "must", "would", "could", "may", "might", "can"}:
        return "modal"
    if helpers & {"had", "was", "were", "did"}:
        return "past"
    if helpers & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not helpers & {"is", "are", "'s", "’s", "being"}):
        return "past"
    return "present"
