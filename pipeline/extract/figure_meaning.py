"""What a number in a sentence is a number of, read from the dependency parse.

`describe` gives the unit (the noun that is counted) and the measure: that noun with its modifiers and the predicate it stands
in, in words of the sentence. "The front door recorded 6,412 contacts" -> contacts recorded by front door.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..text.numbers import NumberMention
from ..vocab.units import Units
from .figure_sentence import ParsedSentence, shorten, tense_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that add nothing to what is counted.
_LIGHT = frozenset((
    "be", "have", "see", "include", "remain", "total", "equal", "represent", "show", "stand", "become", "reach",
    "comprise", "contain", "exceed", "continue", "say", "tell", "hope", "note", "report", "state", "hear", "add",
    "confirm", "advise", "explain", "mean", "consist", "number", "'s", "’s",
))  # fmt: skip
_MOVING = frozenset((
    "rise", "fall", "increase", "decrease", "grow", "drop", "decline", "improve", "reduce", "go", "climb", "dip",
    "slip", "cut", "double", "halve", "move", "raise", "lower", "bring",
))  # fmt: skip
_CHANGE_NOUNS = frozenset((
    "increase", "rise", "reduction", "decrease", "fall", "drop", "growth", "improvement", "change", "decline",
    "uplift", "deterioration", "cut",
))  # fmt: skip
# Nouns that only say that there is a number; what it is a number of stands after "of" or was said before.
_EMPTY_NOUNS = frozenset((
    "total", "number", "average", "rate", "mean", "sum", "figure", "maximum", "minimum", "majority", "proportion",
    "percentage", "share", "count", "median", "level", "amount", "result", "ambition", "target", "aim", "goal",
    "limit", "standard", "forecast", "baseline", "remainder", "rest", "estimate", "equivalent", "score", "combined",
    "value", "peak", "ceiling",
))  # fmt: skip
_AVERAGES = frozenset(("average", "mean", "median", "maximum", "minimum", "peak"))
# Papers that state a figure and are not what it measures.
_SOURCES = frozenset((
    "scorecard", "report", "table", "system", "data", "survey", "audit", "dashboard", "chart", "return", "record",
    "analysis", "census", "review",
))  # fmt: skip
_PRONOUNS = frozenset((
    "we", "it", "they", "this", "that", "these", "those", "which", "who", "whom", "there", "i", "he", "she", "you",
    "one", "all", "none", "each", "both", "them", "us", "some", "many", "most", "others",
))  # fmt: skip
_NOUN = ("NOUN", "PROPN")
_MODIFIER = ("nummod", "quantmod", "amod", "compound", "nmod", "det", "advmod", "npadvmod", "predet")


@dataclass(slots=True)
class Description:
    """Unit and measure of a number. `elliptical`: the sentence leaves out what is counted ("of these 475 were ...")."""

    unit: str | None
    measure: str | None
    rule: str
    subject: str | None = None
    verb: str | None = None  # lemma
    verb_text: str | None = None
    tense: str | None = None  # past, perfect, present, future, modal: of the main clause
    elliptical: bool = False


def describe(sentence: ParsedSentence, number: NumberMention, units: Units) -> Description:
    """What the number is a number of."""
    return _Reading(sentence, number, units).describe()


class _Reading:
    def __init__(self, sentence: ParsedSentence, number: NumberMention, units: Units) -> None:
        self.s, self.number, self.units = sentence, number, units

    def describe(self) -> Description:
        root = self.s.root_of(self.number)
        if root is None:
            return Description(None, None, "none", elliptical=True)
        gapped = self._gapped(root)
        if gapped is not None:
            return Description(None, gapped, "gapped", tense="past", elliptical=True)
        noun, rule, place = self._counted(root)
        verb = self._verb(place)
        tense = _main_tense(verb) if verb is not None else None
        subject = self._subject(verb) if verb is not None else None
        said: dict[str, str | None] = {
            "subject": self.s.text(self.s.phrase(subject)) if subject is not None else None,
            "verb": verb.lemma_ if verb is not None else None,
            "verb_text": verb.text.lower() if verb is not None else None,
            "tense": tense,
        }
        if noun is None:
            described = self._by_subject(root, place, verb, subject)
            if described is not None:
                unit, measure, empty = described
                return Description(unit, measure, "subject", elliptical=empty, **said)
        measure = self._measure(noun, place, verb, subject)
        unit = self.s.unit(noun) if noun is not None else None
        return Description(unit, measure, rule, elliptical=noun is None, **said)

    def _gapped(self, root: Token) -> str | None:
        """ "475 were co-ordinated by the service, and 171 by schools": the second takes the first one's verb."""
        if (
            self.number.kind not in (None, "percent")
            or root.dep_ not in ("conj", "appos", "dep")
            or root.head.i >= root.i
        ):
            return None
        own = [
            c
            for c in root.children
            if c.dep_ in ("agent", "prep")
            and c.i > root.i
            and c.lower_ in ("by", "from", "to", "through", "via", "with")
        ]
        if not own or any(t.pos_ in _NOUN for t in self.s.doc[root.i + 1 : own[0].i]):
            return None
        verb = self._verb(root.head)
        words = self.s.cleaned(list(own[0].subtree), self.number)
        return self.s.text([*([verb] if verb is not None and _says_something(verb) else []), *words]) or None

    # --- the noun -----------------------------------------------------------------------------------------------------

    def _counted(self, root: Token) -> tuple[Token | None, str, Token]:
        """The noun counted, the rule that found it, and the token whose place in the clause is the number's."""
        noun, rule = self._nearest_noun(root)
        place = noun if noun is not None and rule == "counted noun" else root
        seen = 0
        while noun is not None and seen < 4:
            seen += 1
            lemma = noun.lemma_.lower()
            if lemma in _CHANGE_NOUNS:
                inner = self._complement(noun, ("in", "of", "to"))
                place, noun, rule = (noun, inner, "noun after in") if rule == "counted noun" else (place, inner, rule)
            elif lemma in _EMPTY_NOUNS:
                noun = self._complement(noun, ("of", "for"))
            elif noun.lower_ in _PRONOUNS or noun.pos_ == "PRON":
                noun = None
            else:
                break
        if noun is None:
            noun = self._fronted()
            rule = "fronted of" if noun is not None else rule if rule in ("currency", "duration") else "no noun"
        return noun, rule, place

    def _nearest_noun(self, root: Token) -> tuple[Token | None, str]:
        number = self.number
        if number.kind in ("currency", "duration"):
            return None, number.kind
        if number.kind in ("percent", "ratio", "percentage_points") or number.form == "in":
            own = [
                root,
                *self.s.tokens(number.start, number.end),
                *(self.s.tokens(*number.echo) if number.echo else []),
            ]
            inner = next(
                (found for t in own if (found := self._complement(t, ("of", "among", "amongst"))) is not None), None
            )
            if inner is None and number.kind == "percent":
                inner = self._complement(root, ("for",))
                inner = None if inner is not None and inner.pos_ == "PROPN" else inner
            if inner is not None:
                return inner, "noun after of"
            if number.kind == "percentage_points":
                return None, "no noun"
            if root.dep_ in _MODIFIER and root.head.pos_ in _NOUN and root.head.i > root.i:
                return self._head_noun(root.head), "counted noun"
            following = self._next_noun() if number.form in ("in", "fraction") else None
            return (following, "counted noun") if following is not None else (None, "no noun")
        if number.form == "of" and (following := self._next_noun()) is not None:
            return following, "counted noun"
        if root.dep_ in _MODIFIER and root.head.pos_ in _NOUN and root.head.i > root.i:
            return self._head_noun(root.head), "counted noun"
        following = self._next_noun()
        if following is not None and following.i - root.i <= 6:
            return following, "counted noun"
        inner = self._complement(root, ("of",))
        return (inner, "noun after of") if inner is not None else (None, "no noun")

    def _head_noun(self, noun: Token) -> Token:
        """The head of a compound: "Early | Help Plans"."""
        while noun.dep_ in ("compound", "nmod", "poss") and noun.head.i > noun.i and noun.head.pos_ in _NOUN:
            noun = noun.head
        while noun.i + 1 < len(self.s.doc):
            following = self.s.doc[noun.i + 1]
            named = (
                following.pos_ in _NOUN
                and following.text[:1].isupper() == noun.text[:1].isupper()
                and following.text[:1].isupper()
            )
            if not named or following.i in self.s.number_tokens or following.i in self.s.period_tokens:
                break
            noun = following
        return noun

    def _next_noun(self) -> Token | None:
        """The head of the noun phrase that begins right after the number."""
        found: Token | None = None
        for token in [t for t in self.s.doc if t.idx >= self.number.end][:9]:
            if token.i in self.s.number_tokens or token.i in self.s.period_tokens or token.i in self.s.masked:
                break
            if token.pos_ in _NOUN and not (
                found is not None and token.dep_ in ("nsubj", "dobj", "npadvmod") and found.dep_ != "compound"
            ):
                found = token
            elif (
                token.text in ("'s", "’s", "-", "/", "’", "'")
                or (
                    found is None
                    and (token.pos_ in ("ADJ", "PART", "ADV") or token.tag_ in ("VBN", "VBG"))
                    and token.dep_ not in ("ROOT", "relcl", "aux", "acomp")
                )
                or (found is None and token.lower_ in ("of", "the", "these", "those", "our", "all"))
            ):
                continue
            else:
                break
        return found

    def _complement(self, token: Token, prepositions: tuple[str, ...]) -> Token | None:
        """ "81% of assessments" -> assessments; "two thirds of the 604 parents" -> parents."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in prepositions and child.i > token.i:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        if inner.i in self.s.number_tokens:
                            return self._complement(inner, prepositions)
                        if inner.i in self.s.period_tokens or inner.i in self.s.masked:
                            return None
                        return inner
        return None

    def _fronted(self) -> Token | None:
        """ "Of the families whose plans closed, 6% had come back" -> families."""
        for token in self.s.doc:
            if token.idx >= self.number.start:
                return None
            starts = token.i == 0 or self.s.doc[token.i - 1].text in (",", ";", ":", "(")
            if starts and token.lower_ in ("of", "among", "amongst", "out"):
                for later in self.s.doc[token.i + 1 :]:
                    if (
                        later.idx >= self.number.start
                        or later.text in (",", ";")
                        or later.tag_ in ("VBD", "VBZ", "VBP")
                    ):
                        break
                    if (
                        later.pos_ in _NOUN
                        and later.dep_ in ("pobj", "nsubj", "nsubjpass", "conj")
                        and later.i not in self.s.period_tokens
                    ):
                        return later if later.lemma_.lower() not in _EMPTY_NOUNS else None
        return None

    # --- the clause ---------------------------------------------------------------------------------------------------

    def _verb(self, token: Token) -> Token | None:
        """The verb whose predicate the number stands in."""
        current = token
        for _ in range(12):
            if (
                current.pos_ in ("VERB", "AUX")
                and current.i not in self.s.number_tokens
                and current.dep_ not in ("amod", "aux", "auxpass")
            ):
                return current
            if current.head == current:
                return None
            current = current.head
        return None

    def _subject(self, verb: Token) -> Token | None:
        lenders = [verb]
        if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
            lenders.append(verb.head)
        for lender in lenders:
            subjects = [
                c
                for c in lender.children
                if c.dep_ in ("nsubj", "nsubjpass", "csubj") and c.i not in self.s.period_tokens
            ]
            relative = any(child.tag_ in ("WP", "WDT") for child in subjects)
            if (lender.dep_ == "acl" or (lender.dep_ == "relcl" and relative)) and lender.head.pos_ in _NOUN:
                return lender.head
            if subjects:
                return subjects[0]
        return None

    def _by_subject(
        self, root: Token, place: Token, verb: Token | None, subject: Token | None
    ) -> tuple[str | None, str | None, bool] | None:
        """ "Persistent absence was 24.6%", "has cut the wait from 18 weeks": unit, measure, and whether they are empty."""
        if verb is None:
            return None
        moved = next(
            (
                c
                for c in verb.children
                if c.dep_ == "dobj" and c.i not in self.s.number_tokens and c.i not in self.s.masked
            ),
            None,
        )
        if moved is not None and verb.lemma_.lower() in _MOVING and root.dep_ != "dobj":
            subject = moved
        if subject is None or subject.i in self.s.number_tokens or subject == place:
            return None
        content = _says_something(verb)
        words = self.s.phrase(subject, wide=True)
        predicate = self.s.predicate(verb, self.number, skip={subject.i, root.i, *(t.i for t in subject.subtree)})
        stated_by = subject.lemma_.lower() in _SOURCES and verb.lemma_.lower() in (
            "give",
            "show",
            "say",
            "report",
            "state",
            "record",
            "put",
            "indicate",
            "suggest",
        )
        if subject.lower_ in _PRONOUNS or subject.pos_ in ("PRON", "VERB", "AUX", "ADP") or stated_by:
            rest = self.s.text(([verb] if content else []) + (predicate if content else []))
            return None, rest or None, True
        noun = subject
        empty = subject.lemma_.lower() in _EMPTY_NOUNS | _CHANGE_NOUNS
        if empty:
            prepositions = ("of", "for", "in") if subject.lemma_.lower() in _CHANGE_NOUNS else ("of", "for")
            noun = self._complement(subject, prepositions) or subject
            empty = noun == subject or noun.lower_ in _PRONOUNS
        tokens = list(words)
        if content:
            tokens = sorted({*words, verb, *predicate}, key=lambda t: t.i)
        unit = self.s.unit(noun) if not empty else None
        return unit, self.s.text(tokens) or None, empty

    def _measure(self, noun: Token | None, place: Token, verb: Token | None, subject: Token | None) -> str | None:
        """The noun phrase, the noun it hangs on, and the predicate."""
        head = self.s.phrase(noun)
        outer = self._outer_noun(place)
        if outer is not None and outer != noun:
            held = {t.i for t in head}
            around = [t for t in self.s.phrase(outer, without=noun) if t.i not in held]
            head = [*around, *head]
        if verb is None:
            return self.s.text(head) or None
        content = _says_something(verb)
        used = {t.i for t in head} | {place.i} | ({noun.i} if noun is not None else set())
        predicate = [t for t in self.s.predicate(verb, self.number, skip=used) if t.i not in used]
        if noun is None and verb.lemma_.lower() == "have" and place.dep_ == "nsubj":
            content = True  # "1,240 had a baby"
        says = {*([verb] if content else []), *predicate}
        subject_is_ours = subject is not None and (
            subject.i in used or subject in (place.head, outer) or place in subject.subtree
        )
        if subject_is_ours or subject is None:
            return self.s.text([*head, *sorted(says, key=lambda t: t.i)]) or None
        agent: list[Token] = []
        if (
            subject.lower_ not in _PRONOUNS
            and subject.i not in self.s.number_tokens
            and subject.pos_ not in ("PRON", "DET")
        ):
            agent = [t for t in self.s.phrase(subject, wide=True) if t.i not in used]
        if place.dep_ == "pobj":
            body = sorted({*agent, *says}, key=lambda t: t.i)
            return self.s.text([*head, *body]) or None
        parts = [self.s.text(head), verb.text.lower() if content else ""]
        if agent and (content or not head):
            parts.append(("by " if content else "") + self.s.text(agent))
        rest = [t for t in sorted(predicate, key=lambda t: t.i) if t not in agent]
        return shorten(" ".join(p for p in (*parts, self.s.text(rest)) if p)) or None

    def _outer_noun(self, place: Token) -> Token | None:
        """ "an average case load of 20 families" -> case load."""
        if (
            place.dep_ == "pobj"
            and place.head.dep_ == "prep"
            and place.head.lower_ in ("of", "for", "at", "by", "with")
            and place.head.head.pos_ in _NOUN
        ):
            outer = place.head.head
            says = outer.lemma_.lower() not in _EMPTY_NOUNS or outer.lemma_.lower() in _AVERAGES
            if says and outer.i not in self.s.number_tokens and outer.i not in self.s.masked:
                return outer
        if place.dep_ in ("nmod", "nummod", "compound", "amod") and place.head.pos_ in _NOUN and place.head.i > place.i:
            return place.head
        return None


def _says_something(verb: Token) -> bool:
    """Whether a verb adds to what is counted; "is made up of" and "rose" do not."""
    particle = any(child.dep_ == "prt" for child in verb.children)
    return (
        verb.pos_ == "VERB"
        and verb.lemma_.lower() not in _LIGHT | _MOVING
        and not (verb.lemma_.lower() == "make" and particle)
    )


def _main_tense(verb: Token) -> str:
    """The tense of the main clause: "waits" in "were used by people, many of whom wait" is past."""
    current = verb
    for _ in range(6):
        if current.dep_ in ("relcl", "acl", "advcl", "xcomp", "pcomp") and current.head != current:
            current = current.head
            while current.pos_ not in ("VERB", "AUX") and current.head != current:
                current = current.head
        elif (
            current.dep_ in ("ccomp",)
            and current.head.pos_ in ("VERB", "AUX")
            and tense_of(current) == "present"
            and current.tag_ not in ("VBZ", "VBP")
        ):
            current = current.head
        else:
            break
    return tense_of(current if current.pos_ in ("VERB", "AUX") else verb)
