"""What a number in a sentence is a number of, read from the dependency parse.

`describe` gives the unit (the noun that is counted) and the measure: that noun with its modifiers and the predicate it stands
in, in words of the sentence. "The front door recorded 6,412 contacts" -> contacts recorded by front door.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..text.numbers import NumberMention
from ..vocab.units import Units
from .figure_nouns import CHANGE_NOUNS, EMPTY_NOUNS, NOUN, PRONOUNS, CountedNoun
from .figure_sentence import ParsedSentence, shorten, tense_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that add nothing to what is counted.
_LIGHT = frozenset((
    "be", "have", "see", "include", "remain", "total", "equal", "represent", "show", "stand", "become", "reach",
    "comprise", "contain", "exceed", "continue", "say", "tell", "hope", "note", "report", "state", "hear", "add",
    "confirm", "advise", "explain", "mean", "consist", "number", "account", "'s",
    "’s",
))  # fmt: skip
_MOVING = frozenset((
    "rise", "fall", "increase", "decrease", "grow", "drop", "decline", "improve", "reduce", "go", "climb", "dip",
    "slip", "cut", "double", "halve", "move", "raise", "lower", "bring",
))  # fmt: skip
_STATING = frozenset(("give", "show", "say", "report", "state", "record", "put", "indicate", "suggest"))
_PERSONS = frozenset((
    "children", "families", "people", "parents", "pupils", "workers", "staff", "carers", "mothers", "fathers", "leavers",
    "officers", "members", "young", "mums", "dads", "practitioners", "students", "residents", "women", "men", "adults",
    "girls", "boys", "babies", "practitioners", "councillors", "volunteers", "households", "respondents", "siblings",
))  # fmt: skip
_AVERAGES = frozenset(("average", "mean", "median", "maximum", "minimum", "peak"))
# Papers that state a figure and are not what it measures.
_SOURCES = frozenset((
    "scorecard", "report", "table", "system", "data", "survey", "audit", "dashboard", "chart", "return", "record",
    "analysis", "census", "review",
))  # fmt: skip


@dataclass(slots=True)
class Description:
    """Unit and measure of a number. `elliptical`: the sentence leaves out what is counted ("of these 475 were ...")."""

    unit: str | None
    measure: str | None
    rule: str
    subject: str | None = None
    subject_head: str | None = None  # its lemma
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
        self.nouns = CountedNoun(sentence, number)

    def describe(self) -> Description:
        root = self.s.root_of(self.number)
        if root is None:
            return Description(None, None, "none", elliptical=True)
        gapped = self._gapped(root)
        if gapped is not None:
            return Description(None, gapped, "gapped", tense="past", elliptical=True)
        noun, rule, place = self.nouns.counted(root)
        verb = self._verb(place)
        tense = _main_tense(verb) if verb is not None else None
        subject = self._subject(verb) if verb is not None else None
        said: dict[str, str | None] = {
            "subject": self.s.text(self.s.phrase(subject)) if subject is not None else None,
            "subject_head": subject.lemma_.lower() if subject is not None else None,
            "verb": verb.lemma_ if verb is not None else None,
            "verb_text": verb.text.lower() if verb is not None else None,
            "tense": tense,
        }
        objective = (
            root.dep_ == "dobj" and self.number.kind in (None, "percent") and verb is not None and _says_something(verb)
        )
        if noun is None and not objective:
            described = self._by_subject(root, place, verb, subject)
            if described is not None:
                unit, measure, empty = described
                return Description(unit, measure, "subject", elliptical=empty, **said)
        measure = self._measure(noun, rule, place, verb, subject)
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
        if not own or any(t.pos_ in NOUN for t in self.s.doc[root.i + 1 : own[0].i]):
            return None
        verb = self._verb(root.head)
        words = self.s.cleaned(list(own[0].subtree), self.number)
        return self.s.text([*([verb] if verb is not None and _says_something(verb) else []), *words]) or None

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
            if (lender.dep_ == "acl" or (lender.dep_ == "relcl" and relative)) and lender.head.pos_ in NOUN:
                return lender.head
            if subjects:
                return subjects[0]
        return None

    def _by_subject(
        self, root: Token, place: Token, verb: Token | None, subject: Token | None
    ) -> tuple[str | None, str | None, bool] | None:
        """ "Persistent absence was 24.6%", "has cut the wait from 18 weeks": unit, measure, and whether they are empty."""
        if verb is None:
            held = self.nouns.holder(root)
            return (
                None
                if held is None
                else (self.s.unit(held), self.s.text(self.s.phrase(held, wide=True)) or None, False)
            )
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
        held = self.nouns.holder(root)
        if held is not None:
            return self.s.unit(held), self.s.text(self.s.phrase(held, wide=True)) or None, False
        if subject is None or subject.i in self.s.number_tokens or subject == place:
            return None
        content = _says_something(verb)
        words = self.s.phrase(subject, wide=True)
        predicate = self.s.predicate(verb, self.number, skip={subject.i, root.i, *(t.i for t in subject.subtree)})
        noun_like = subject.tag_ == "VBG" and subject.dep_ in ("nsubj", "csubj")  # "breastfeeding stood at 68.4%"
        stated_by = subject.lemma_.lower() in _SOURCES and verb.lemma_.lower() in _STATING
        if (
            subject.lower_ in PRONOUNS
            or (subject.pos_ in ("PRON", "VERB", "AUX", "ADP") and not noun_like)
            or stated_by
        ):
            rest = self.s.text(([verb] if content else []) + (predicate if content else []))
            return None, rest or None, True
        noun = subject
        empty = subject.lemma_.lower() in EMPTY_NOUNS | CHANGE_NOUNS
        if empty:
            prepositions = ("of", "for", "in") if subject.lemma_.lower() in CHANGE_NOUNS else ("of", "for")
            noun = self.nouns.complement(subject, prepositions) or subject
            empty = noun == subject or noun.lower_ in PRONOUNS
        tokens = list(words)
        if moved is not None and subject == moved:
            tokens = sorted(
                {*words, *self.s.predicate(verb, self.number, skip={root.i, *(t.i for t in moved.subtree)})},
                key=lambda t: t.i,
            )
        if content:
            tokens = sorted({*words, verb, *predicate}, key=lambda t: t.i)
        unit = self.s.unit(noun) if not empty and noun.tag_ != "NNP" else None
        return unit, self.s.text(tokens) or None, empty

    def _measure(
        self, noun: Token | None, rule: str, place: Token, verb: Token | None, subject: Token | None
    ) -> str | None:
        """The noun phrase, the noun it hangs on, and the predicate, as one phrase in the order English has for it."""
        head = self._head(noun, rule, place)
        if verb is None:
            return self.s.text(head) or None
        states = (
            verb.lemma_.lower() in _STATING | {"put", "see", "find"}
            and noun is not None
            and place.dep_ in ("dobj", "pobj")
        )
        states = (
            states and subject is not None and subject.lemma_.lower() in _SOURCES | {"which", "that", "member", "board"}
        )
        content = (_says_something(verb) and not states) or (
            noun is not None and place.dep_ == "dobj" and verb.lemma_.lower() in ("reach", "bring")
        )
        used = {t.i for t in head} | {place.i} | ({noun.i} if noun is not None else set())
        predicate = [t for t in self.s.predicate(verb, self.number, skip=used) if t.i not in used]
        if noun is None and verb.lemma_.lower() == "have" and place.dep_ == "nsubj":
            content = True  # "1,240 had a baby"
        says = sorted({*([verb] if content else []), *predicate}, key=lambda t: t.i)
        ours = subject is None or subject.i in used or subject in (place.head, self._outer_noun(place))
        if ours or place in subject.subtree or rule == "fronted of":  # type: ignore[union-attr]
            return self._as_subject(head, verb, says)
        assert subject is not None
        named = subject.lower_ not in PRONOUNS and subject.pos_ not in ("PRON", "DET")
        if verb.lemma_ == "be" and place.dep_ == "attr" and noun is not None and named:
            measured = self.s.text(self.s.phrase(subject, wide=True))  # "the caseload was 14 families"
            return shorten(f"{measured} {self.s.text(head)}")
        agent = self._agent(subject, used) if named and subject.i not in self.s.number_tokens else []
        if place.dep_ == "pobj" and not states:
            return self._in_which(head, place, verb, agent, says)
        rest = [t for t in says if t not in agent and t != verb]
        parts = [self.s.text(head), verb.text.lower() if content else ""]
        holds = verb.lemma_.lower() in ("have", "see") and place.dep_ == "dobj" and not content
        if agent and (content or holds or not head) and not states:
            parts.append(("by " if content else "of " if holds and head else "") + self.s.text(agent))
        return shorten(" ".join(p for p in (*parts, self.s.text(rest)) if p)) or None

    def _head(self, noun: Token | None, rule: str, place: Token) -> list[Token]:
        """The noun phrase with the noun it hangs on: "average case load of | families"."""
        head = self.s.phrase(noun, bare=rule == "fronted of")
        outer = self._outer_noun(place)
        if outer is None or outer == noun:
            return head
        held = {t.i for t in head}
        return [*(t for t in self.s.phrase(outer, without=noun) if t.i not in held), *head]

    def _as_subject(self, head: list[Token], verb: Token, says: list[Token]) -> str | None:
        """ "parents who said that ...", "assessments finished within 20 working days"."""
        words, predicate = self.s.text(head), self.s.text(says)
        helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
        active = (
            verb in says
            and verb.tag_ in ("VBD", "VBP", "VBZ", "VBN")
            and not any(c.dep_ == "auxpass" for c in verb.children)
        )
        if words and predicate and active and verb.dep_ not in ("acl", "relcl", "amod") and verb.i > head[-1].i:
            link = "who" if head[0].lower_ in _PERSONS or any(t.lower_ in _PERSONS for t in head[:4]) else "that"
            perfect = next((h for h in helpers if h in ("have", "has", "had")), "")
            predicate = " ".join(p for p in (link, perfect, predicate) if p)
        return shorten(f"{words} {predicate}") or None

    def _agent(self, subject: Token, used: set[int]) -> list[Token]:
        phrase = [t for t in self.s.phrase(subject, wide=True) if t.i not in used]
        first = subject.left_edge
        keep = first.text in ("the", "our", "its", "their", "a", "an", "all") and first not in phrase and phrase
        return [first, *phrase] if keep and phrase[0].i == first.i + 1 else phrase

    def _in_which(
        self, head: list[Token], place: Token, verb: Token, agent: list[Token], says: list[Token]
    ) -> str | None:
        """ "Consent was recorded in 95% of files" -> files in which consent was recorded."""
        body = sorted({*agent, *says}, key=lambda t: t.i)
        if not body or not head:
            return self.s.text([*head, *body]) or None
        place_word = place.head.lower_ if place.head.dep_ in ("prep", "agent") and place.head.head == verb else ""
        linked = place_word in ("in", "by", "for", "with", "to", "at", "on", "from") and agent and verb in body
        if linked:
            body = sorted(
                {*body, *(c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg"))}, key=lambda t: t.i
            )
        said = self.s.text(body, auxiliaries=True)
        if linked:
            which = "whom" if head[-1].lower_ in _PERSONS or head[0].lower_ in _PERSONS else "which"
            said = f"{place_word} {which} {said[:1].lower() + said[1:] if not agent[0].text.isupper() else said}"
        return shorten(f"{self.s.text(head)} {said}")

    def _outer_noun(self, place: Token) -> Token | None:
        """ "an average case load of 20 families" -> case load."""
        if (
            place.dep_ == "pobj"
            and place.head.dep_ == "prep"
            and place.head.lower_ in ("of", "for", "at", "by", "with")
            and place.head.head.pos_ in NOUN
        ):
            outer = place.head.head
            says = outer.lemma_.lower() not in EMPTY_NOUNS or outer.lemma_.lower() in _AVERAGES
            says = says and not any(
                child.i in self.s.number_tokens for child in outer.children
            )  # "18 officers for 43 schools"
            if says and outer.i not in self.s.number_tokens and outer.i not in self.s.masked:
                return outer
        if place.dep_ in ("nmod", "nummod", "compound", "amod") and place.head.pos_ in NOUN and place.head.i > place.i:
            return place.head
        return None


def _says_something(verb: Token) -> bool:
    """Whether a verb adds to what is counted; "is made up of" and "rose" do not."""
    particle = any(child.dep_ == "prt" for child in verb.children)
    return (
        verb.pos_ == "VERB"
        and verb.lemma_.lower() not in _LIGHT | _MOVING
        and not (verb.lemma_.lower() in ("come", "go") and any(c.lower_ in ("up", "down") for c in verb.children))
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
