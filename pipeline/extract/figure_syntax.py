"""What a number in a sentence is a number of, read from the dependency parse.

`describe` gives the unit (the noun that is counted) and the measure: that noun with its modifiers and the predicate it stands
in, in words of the sentence. "The front door recorded 6,412 contacts" -> contacts recorded by the front door.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..text.numbers import NumberMention
from ..text.period_mentions import PeriodMention
from ..vocab.units import Units

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST = 14  # words of a measure
_LIGHT = {
    "be",
    "have",
    "see",
    "include",
    "remain",
    "total",
    "equal",
    "represent",
    "show",
    "stand",
    "become",
    "reach",
    "comprise",
    "contain",
    "exceed",
    "continue",
    "say",
    "tell",
    "hope",
    "note",
    "report",
    "state",
    "hear",
    "add",
    "confirm",
    "advise",
    "explain",
    "find",
    "mean",
    "consist",
    "number",
    "'s",
    "’s",
}
_MOVING = {
    "rise",
    "fall",
    "increase",
    "decrease",
    "grow",
    "drop",
    "decline",
    "improve",
    "reduce",
    "go",
    "climb",
    "dip",
    "slip",
    "cut",
    "double",
    "halve",
    "move",
}
_PRONOUNS = {
    "we",
    "it",
    "they",
    "this",
    "that",
    "these",
    "those",
    "which",
    "who",
    "there",
    "i",
    "he",
    "she",
    "you",
    "one",
    "all",
    "none",
    "each",
    "both",
}
_QUANTITY_NOUNS = {
    "total",
    "number",
    "average",
    "rate",
    "mean",
    "sum",
    "figure",
    "maximum",
    "minimum",
    "majority",
    "proportion",
    "percentage",
    "share",
    "sample",
    "count",
    "median",
    "level",
    "amount",
    "quarter",
    "third",
}
_DROP_LEFT = {"det", "predet", "poss", "nummod", "quantmod", "cc", "punct", "preconj"}
_DROP_WORDS = {
    "the",
    "a",
    "an",
    "our",
    "its",
    "their",
    "his",
    "her",
    "my",
    "your",
    "these",
    "those",
    "this",
    "that",
    "just",
    "only",
    "nearly",
    "around",
    "about",
    "approximately",
    "some",
    "almost",
    "over",
    "under",
    "roughly",
    "further",
    "additional",
    "also",
    "now",
    "currently",
    "however",
    "therefore",
    "already",
    "still",
    "importantly",
    "overall",
    "all",
    "every",
    "each",
    "another",
    "respectively",
    "total",
    "up",
    "down",
}
_RIGHT = {"prep", "acl", "relcl", "amod", "advmod", "acomp"}
_PREDICATE = {
    "prep",
    "agent",
    "dobj",
    "acomp",
    "attr",
    "oprd",
    "xcomp",
    "prt",
    "dative",
    "advmod",
    "nsubj",
    "nsubjpass",
    "npadvmod",
    "neg",
    "pobj",
    "pcomp",
}
_RATE_NOUNS = {"%", "cent", "percent", "pct", "points", "point", "percentage", "ppts", "ppt", "pp"}


@dataclass(slots=True)
class Description:
    """Unit and measure of a number. `unit` is None where the sentence leaves it out ("of these 475 were ...")."""

    unit: str | None
    measure: str | None
    rule: str
    subject: str | None = None  # the words of the subject, which may be a breakdown
    verb: str | None = None  # lemma of the verb
    tense: str | None = None  # past, present, future, modal, perfect
    elliptical: bool = False


class ParsedSentence:
    """A sentence with its parse and the tokens that belong to numbers and periods."""

    def __init__(self, doc: Doc, numbers: list[NumberMention], periods: list[PeriodMention], units: Units) -> None:
        self.doc = doc
        self.numbers = numbers
        self.units = units
        self.number_tokens = {token.i for number in numbers for token in self._tokens(number.start, number.end)} | {
            token.i for number in numbers if number.echo for token in self._tokens(*number.echo)
        }
        self.period_tokens = {token.i for period in periods for token in self._tokens(period.start, period.end)}
        self.change_tokens: set[int] = set()

    def mask_change(self, start: int, end: int) -> None:
        """Keep words of change ("up from", "a rise of") out of every measure."""
        self.change_tokens |= {token.i for token in self._tokens(start, end)}

    def _tokens(self, start: int, end: int) -> list[Token]:
        return [token for token in self.doc if token.idx < end and token.idx + len(token) > start]

    def root_of(self, number: NumberMention) -> Token | None:
        """The token of the number that hangs on the rest of the sentence."""
        tokens = self._tokens(number.start, number.end)
        inside = {token.i for token in tokens}
        for token in tokens:
            if token.head.i not in inside or token.head is token:
                return token
        return tokens[0] if tokens else None

    def describe(self, number: NumberMention) -> Description:
        """What the number is a number of."""
        root = self.root_of(number)
        if root is None:
            return Description(None, None, "none")
        noun, rule = self._counted(number, root)
        place = noun if noun is not None and rule == "counted noun" else root
        if noun is not None and noun.lemma_.lower() in _QUANTITY_NOUNS and rule == "counted noun":
            inner = self._of_noun(noun)
            noun = inner or noun
        verb = self._verb(place)
        tense = tense_of(verb) if verb is not None else None
        subject = self._subject(verb) if verb is not None else None
        if noun is None and number.kind in (
            "percent",
            "percentage_points",
            "currency",
            "ratio",
            "duration",
            "rate",
            None,
        ):
            if (
                place.dep_
                in (
                    "attr",
                    "acomp",
                    "dobj",
                    "pobj",
                    "npadvmod",
                    "oprd",
                    "appos",
                    "conj",
                    "ROOT",
                    "advmod",
                    "dep",
                    "nummod",
                    "quantmod",
                )
                and subject is not None
                and subject.i not in self.number_tokens
            ):
                return self._of_subject(number, root, verb, subject, tense)
        measure = self._measure(noun, place, verb, subject, number)
        unit = self._unit(noun) if noun is not None else None
        return Description(
            unit,
            measure,
            rule,
            subject=self._text(self._phrase(subject)) if subject is not None else None,
            verb=verb.lemma_ if verb is not None else None,
            tense=tense,
            elliptical=noun is None,
        )

    # --- the noun ---------------------------------------------------------------------------------------------------

    def _counted(self, number: NumberMention, root: Token) -> tuple[Token | None, str]:
        if number.kind in ("percent", "ratio", "percentage_points") or number.form in ("fraction", "in"):
            inner = self._of_noun(root)
            if inner is not None:
                return inner, "noun after of"
            following = self._next_noun(number)
            if (
                following is not None
                and number.form in ("in", "fraction")
                and following.head.i in (root.i, *[t.i for t in root.ancestors])
            ):
                return following, "counted noun"
            if (
                root.dep_ in ("nummod", "nmod", "compound", "amod")
                and root.head.pos_ in ("NOUN", "PROPN")
                and root.head.i > root.i
            ):
                return root.head, "counted noun"
            return None, "no noun"
        if number.kind in ("currency",):
            return None, "currency"
        if number.kind == "duration":
            return None, "duration"
        if number.form == "of":
            following = self._next_noun(number)
            if following is not None:
                return following, "counted noun"
        if (
            root.dep_ in ("nummod", "quantmod", "amod", "compound", "nmod", "det", "advmod", "npadvmod")
            and root.head.pos_ in ("NOUN", "PROPN", "ADJ")
            and root.head.i > root.i
        ):
            head = root.head
            if head.pos_ == "ADJ" and not (head.dep_ in ("nsubj", "dobj", "pobj", "attr")):
                following = self._next_noun(number)
                return (following, "counted noun") if following is not None else (None, "no noun")
            return self._head_noun(head), "counted noun"
        following = self._next_noun(number)
        if (
            following is not None
            and following.i - root.i <= 5
            and all(
                self.doc[i].pos_ in ("ADJ", "NOUN", "PROPN", "VERB", "PART", "NUM", "PUNCT", "ADV")
                for i in range(root.i + 1, following.i)
            )
        ):
            return following, "counted noun"
        inner = self._of_noun(root)
        return (inner, "noun after of") if inner is not None else (None, "no noun")

    def _head_noun(self, noun: Token) -> Token:
        """The head of a compound that the parser split: "Early | Help Plans"."""
        while noun.dep_ in ("compound", "nmod") and noun.head.i > noun.i and noun.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head
        return noun

    def _next_noun(self, number: NumberMention) -> Token | None:
        """The head of the noun phrase that begins right after the number."""
        tokens = [token for token in self.doc if token.idx >= number.end][:8]
        found: Token | None = None
        for token in tokens:
            if token.i in self.number_tokens or token.i in self.period_tokens:
                break
            if token.pos_ in ("NOUN", "PROPN") or (
                token.pos_ == "VERB" and token.dep_ in ("compound", "amod") and found is None
            ):
                if token.pos_ != "VERB":
                    found = token
            elif token.text in ("'s", "’s", "-", "/", "’", "'") or (
                token.pos_ in ("ADJ", "PART", "VERB", "ADV")
                and found is None
                and token.dep_ not in ("ROOT", "relcl", "aux")
            ):
                continue
            elif token.lower_ in ("of", "the", "these", "those", "our", "all", "and", "or") and found is None:
                continue
            else:
                break
        return found

    def _of_noun(self, token: Token) -> Token | None:
        """ "81% of assessments" -> assessments; "two thirds of the 604 parents" -> parents."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "among", "amongst") and child.i > token.i:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        if inner.i in self.number_tokens:
                            return self._of_noun(inner)
                        if inner.i in self.period_tokens:
                            return None
                        return inner
        return None

    def _unit(self, noun: Token) -> str:
        """The noun with what belongs to its name: "Early Help Plans", "full-time equivalent posts"."""
        first = noun
        for token in reversed(list(self.doc[: noun.i])):
            if token.i in self.number_tokens or token.i in self.period_tokens:
                break
            names = (
                token.pos_ in ("NOUN", "PROPN")
                or (token.text[:1].isupper() and token.pos_ in ("ADJ", "VERB", "NUM"))
                or token.text in ("-", "'s", "’s")
                or token.lower_ in ("full", "time", "equivalent", "working", "young", "different", "whole")
            )
            if not names or token.dep_ in ("nsubj", "pobj", "dobj", "ROOT") or not self._in_phrase(token, noun):
                break
            first = token
        return self.doc[first.i : noun.i + 1].text.strip(" -'’")

    def _in_phrase(self, token: Token, noun: Token) -> bool:
        return token.head.i <= noun.i and (noun in token.ancestors or token.head is noun)

    # --- the measure ------------------------------------------------------------------------------------------------

    def _verb(self, token: Token) -> Token | None:
        """The verb whose predicate the number stands in."""
        current = token
        for _ in range(12):
            if (
                current.pos_ in ("VERB", "AUX")
                and current.i not in self.number_tokens
                and current.dep_ not in ("amod", "aux", "auxpass")
            ):
                return current
            if current.head is current:
                return None
            current = current.head
        return None

    def _subject(self, verb: Token) -> Token | None:
        for candidate in (
            verb,
            *[v for v in (verb.head,) if verb.dep_ in ("conj", "xcomp", "advcl", "acl") and v.pos_ in ("VERB", "AUX")],
        ):
            for child in candidate.children:
                if child.dep_ in ("nsubj", "nsubjpass", "csubj") and child.i not in self.period_tokens:
                    return child
            if candidate.dep_ == "acl" and candidate.head.pos_ in ("NOUN", "PROPN"):
                return candidate.head
        return None

    def _of_subject(
        self, number: NumberMention, root: Token, verb: Token | None, subject: Token, tense: str | None
    ) -> Description:
        """ "Persistent absence was 24.6%": the subject is what is measured."""
        words = self._phrase(subject, wide=True)
        if subject.lower_ in _PRONOUNS:
            return Description(
                None,
                self._rest(verb, number),
                "pronoun",
                verb=verb.lemma_ if verb else None,
                tense=tense,
                elliptical=True,
            )
        tokens = list(words)
        if verb is not None and verb.lemma_.lower() not in _LIGHT | _MOVING and verb.pos_ != "AUX":
            tokens += self._predicate_tokens(verb, number, skip={subject.i})
        unit = self._subject_unit(subject)
        return Description(
            unit,
            self._text(tokens),
            "subject",
            subject=self._text(words),
            verb=verb.lemma_ if verb else None,
            tense=tense,
        )

    def _subject_unit(self, subject: Token) -> str | None:
        noun = subject
        if noun.lemma_.lower() in _QUANTITY_NOUNS:
            noun = self._of_noun(noun) or noun
        return self._unit(noun) if noun.lemma_.lower() not in self.units.not_units else None

    def _rest(self, verb: Token | None, number: NumberMention) -> str | None:
        if verb is None:
            return None
        tokens = [verb] if verb.lemma_.lower() not in _LIGHT | _MOVING and verb.pos_ == "VERB" else []
        return self._text(tokens + self._predicate_tokens(verb, number, skip=set())) or None

    def _measure(
        self, noun: Token | None, place: Token, verb: Token | None, subject: Token | None, number: NumberMention
    ) -> str | None:
        head = list(self._phrase(noun)) if noun is not None else []
        above = self._outer_noun(place, verb)
        if above is not None and above is not noun:
            outer = self._phrase(above, without=noun)
            if above.lemma_.lower() in _QUANTITY_NOUNS:
                head = [*outer, *head]
            else:
                head = [*outer, *[t for t in head if t not in outer]]
        if verb is None:
            return self._text(head) or None
        content = verb.lemma_.lower() not in _LIGHT | _MOVING and verb.pos_ == "VERB"
        is_subject = subject is not None and (
            subject.i == place.i or (noun is not None and subject.i == noun.i) or subject in (place.head, above)
        )
        used = {token.i for token in head} | {place.i}
        if is_subject or (subject is None and verb.dep_ in ("acl", "relcl")):
            tail = ([verb] if content else []) + self._predicate_tokens(verb, number, skip=used)
            return self._text([*head, *sorted(set(tail), key=lambda t: t.i)]) or None
        tail = self._predicate_tokens(verb, number, skip=used)
        agent: list[Token] = []
        if subject is not None and subject.lower_ not in _PRONOUNS and subject.i not in self.number_tokens:
            agent = [t for t in self._phrase(subject, wide=True) if t.i not in used]
        if place.dep_ in ("pobj",) or (noun is not None and noun.dep_ == "pobj" and not head):
            body = sorted(
                {*agent, *([verb] if content else []), *[t for t in tail if t not in agent]}, key=lambda t: t.i
            )
            return self._text([*head, *body]) or None
        parts = [self._text(head)]
        if content:
            parts.append(verb.text.lower())
        if agent and content:
            parts.append("by " + self._text(agent))
        elif agent and not head:
            parts.append(self._text(agent))
        rest = [t for t in tail if t not in agent]
        if rest:
            parts.append(self._text(rest))
        return _shorten(" ".join(part for part in parts if part)) or None

    def _outer_noun(self, place: Token, verb: Token | None) -> Token | None:
        """ "an average case load of 20 families" -> case load."""
        if (
            place.dep_ == "pobj"
            and place.head.dep_ == "prep"
            and place.head.lower_ in ("of", "for", "at", "by", "to")
            and place.head.head.pos_ in ("NOUN", "PROPN")
        ):
            outer = place.head.head
            if outer.i not in self.number_tokens and outer.i not in self.change_tokens:
                return outer
        if (
            place.dep_ in ("nmod", "nummod", "compound", "amod", "npadvmod")
            and place.head.pos_ in ("NOUN", "PROPN")
            and place.head.i > place.i
        ):
            return place.head
        return None

    def _predicate_tokens(self, verb: Token, number: NumberMention, *, skip: set[int]) -> list[Token]:
        tokens: list[Token] = []
        for child in verb.children:
            if child.i in skip or child.dep_ not in _PREDICATE or child.dep_ in ("nsubj", "nsubjpass"):
                continue
            if child.dep_ in ("advmod", "npadvmod") and (
                child.lower_ in _DROP_WORDS or child.tag_ in ("WRB",) or len(list(child.subtree)) > 3
            ):
                continue
            branch = list(child.subtree)
            if any(token.i in skip for token in branch) and child.dep_ != "prep":
                continue
            kept = self._clean_branch(branch, number)
            if any(self.doc[i].i in {t.i for t in branch} for i in self._own(number)) and child.dep_ not in (
                "prep",
                "agent",
            ):
                continue
            tokens += [token for token in kept if token.i not in skip]
        return tokens

    def _own(self, number: NumberMention) -> list[int]:
        return [token.i for token in self._tokens(number.start, number.end)]

    def _clean_branch(self, branch: list[Token], number: NumberMention) -> list[Token]:
        """The words of a branch up to the first that belongs to a period, another number, a change or a new clause."""
        kept: list[Token] = []
        own = set(self._own(number))
        for token in branch:
            if token.i in own:
                continue
            if token.i in self.change_tokens:
                break
            if token.i in self.period_tokens:
                continue
            if token.i in self.number_tokens and not self._is_inner_duration(token):
                break
            if token.text in (";", ":", "(", ")", "–", "—", "[", "]") or (token.text == "," and len(kept) > 2):
                break
            if token.dep_ in ("advcl", "parataxis", "ccomp") and token.tag_ != "VB" and kept and token.pos_ == "VERB":
                break
            kept.append(token)
        while kept and (
            kept[-1].pos_ in ("ADP", "DET", "CCONJ", "PUNCT", "SCONJ", "AUX")
            or kept[-1].dep_ in ("prep", "cc", "mark")
            or kept[-1].lower_ in ("to", "from", "by", "and", "of", "than", "with")
        ):
            kept.pop()
        return kept

    def _is_inner_duration(self, token: Token) -> bool:
        return any(n.kind == "duration" and n.start <= token.idx < n.end for n in self.numbers)

    def _phrase(self, noun: Token | None, *, wide: bool = False, without: Token | None = None) -> list[Token]:
        """The noun with its modifiers, without determiners, numbers and periods."""
        if noun is None:
            return []
        skipped = {token.i for token in without.subtree} if without is not None else set()
        left: list[Token] = []
        for token in self.doc[noun.left_edge.i : noun.i]:
            if token.i in self.number_tokens or token.i in self.period_tokens or token.i in skipped:
                left = []
                continue
            left.append(token)
        while left and (
            left[0].dep_ in _DROP_LEFT
            or left[0].lower_ in _DROP_WORDS
            or left[0].pos_ in ("ADP", "PUNCT", "CCONJ", "ADV", "DET")
        ):
            left.pop(0)
        phrase = [*left, noun]
        for child in noun.rights:
            if child.dep_ not in _RIGHT and not (wide and child.dep_ in ("prep", "acl", "relcl", "appos", "xcomp")):
                if child.dep_ in ("cc", "conj") and not self._has_number(child) and len(list(child.subtree)) <= 4:
                    phrase += [t for t in child.subtree if t.i not in skipped]
                continue
            branch = [t for t in child.subtree if t.i not in skipped]
            if len(branch) > 12 and child.dep_ == "relcl":
                branch = branch[:10]
            kept = self._clean_branch(branch, _NO_NUMBER)
            phrase += kept
        return [t for t in phrase if t.i not in skipped]

    def _has_number(self, token: Token) -> bool:
        return any(t.i in self.number_tokens for t in token.subtree)

    def _text(self, tokens: Iterable[Token]) -> str:
        pieces: list[str] = []
        last: Token | None = None
        for token in tokens:
            if last is not None and token.i == last.i:
                continue
            if token.dep_ in ("aux", "auxpass") and token.lemma_.lower() in ("be", "have", "do"):
                last = token
                continue
            if pieces and last is not None and token.i == last.i + 1 and not last.whitespace_:
                pieces[-1] += token.text
            else:
                pieces.append(token.text)
            last = token
        return _shorten(" ".join(pieces))


_NO_NUMBER = NumberMention(start=-1, end=-1, tail=-1, value=__import__("decimal").Decimal(0), form="digits")


def _shorten(text: str) -> str:
    words = text.split()
    text = " ".join(words[:_LONGEST]).strip(" ,;:.()[]'\"“”‘")
    text = re.sub(r"\s+([,;.])", r"\1", text)
    return re.sub(r"(?:\s(?:of|and|or|in|to|by|the|a|for|with|from|than|at|on|as|were|was|is|are))+$", "", text)


def tense_of(verb: Token) -> str:
    """past, perfect, present, future or modal, of the verb or of its auxiliaries."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    lemmas = {token.lower_ for token in auxiliaries}
    if lemmas & {"will", "shall", "'ll"}:
        return "future"
    if lemmas & {"should", "must", "would", "could", "may", "might", "can"}:
        return "modal"
    if lemmas & {"had", "was", "were", "did"}:
        return "past"
    if lemmas & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not lemmas & {"is", "are"}):
        return "past"
    return "present"
