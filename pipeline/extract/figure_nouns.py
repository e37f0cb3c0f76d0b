"""Which noun a number counts, found from the number's place in the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.numbers import NumberMention
from .figure_sentence import ParsedSentence

if TYPE_CHECKING:
    from spacy.tokens import Token

CHANGE_NOUNS = frozenset((
    "increase", "rise", "reduction", "decrease", "fall", "drop", "growth", "improvement", "change", "decline",
    "uplift", "deterioration", "cut",
))  # fmt: skip
# Nouns that only say that there is a number; what it is a number of stands after "of" or was said before.
EMPTY_NOUNS = frozenset((
    "total", "number", "average", "rate", "mean", "sum", "figure", "maximum", "minimum", "majority", "proportion",
    "percentage", "share", "count", "median", "level", "amount", "result", "ambition", "target", "aim", "goal",
    "limit", "standard", "forecast", "baseline", "remainder", "rest", "estimate", "equivalent", "score", "combined",
    "value", "peak", "ceiling", "time",
))  # fmt: skip
PRONOUNS = frozenset((
    "we", "it", "they", "this", "that", "these", "those", "which", "who", "whom", "there", "i", "he", "she", "you",
    "one", "all", "none", "each", "both", "them", "us", "some", "many", "most", "others",
))  # fmt: skip
NOUN = ("NOUN", "PROPN")
_MODIFIER = ("nummod", "quantmod", "amod", "compound", "nmod", "det", "advmod", "npadvmod", "predet")


class CountedNoun:
    """Finds the noun of one number."""

    def __init__(self, sentence: ParsedSentence, number: NumberMention) -> None:
        self.s, self.number = sentence, number

    def counted(self, root: Token) -> tuple[Token | None, str, Token]:
        """The noun counted, the rule that found it, and the token whose place in the clause is the number's."""
        noun, rule = self._nearest_noun(root)
        place = noun if noun is not None and rule == "counted noun" else root
        seen = 0
        while noun is not None and seen < 4:
            seen += 1
            lemma = noun.lemma_.lower()
            if lemma in CHANGE_NOUNS:
                inner = self.complement(noun, ("in", "of", "to"))
                place, noun, rule = (noun, inner, "noun after in") if rule == "counted noun" else (place, inner, rule)
            elif lemma in EMPTY_NOUNS:
                noun = self.complement(noun, ("of", "for"))
            elif noun.lower_ in PRONOUNS or noun.pos_ == "PRON":
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
                (found for t in own if (found := self.complement(t, ("of", "among", "amongst"))) is not None), None
            )
            if inner is None and number.kind == "percent":
                inner = self.complement(root, ("for",))
                inner = None if inner is not None and inner.pos_ == "PROPN" else inner
            if inner is not None:
                return inner, "noun after of"
            if number.kind == "percentage_points":
                return None, "no noun"
            if root.dep_ in _MODIFIER and self._is_noun_after(root.head, root):
                return self._head_noun(root.head), "counted noun"
            following = self._next_noun() if number.form in ("in", "fraction") else None
            return (following, "counted noun") if following is not None else (None, "no noun")
        if number.form == "of" and (following := self._next_noun()) is not None:
            return following, "counted noun"
        if root.dep_ in _MODIFIER and self._is_noun_after(root.head, root):
            return self._head_noun(root.head), "counted noun"
        bracketed = self._before_bracket()
        if bracketed is not None:
            return bracketed, "noun before bracket"
        following = self._next_noun()
        if following is not None and following.i - root.i <= 6:
            return following, "counted noun"
        inner = self.complement(root, ("of",))
        return (inner, "noun after of") if inner is not None else (None, "no noun")

    def _is_noun_after(self, noun: Token, root: Token) -> bool:
        return noun.pos_ in NOUN and noun.i > root.i and noun.i not in self.s.number_tokens

    def _before_bracket(self) -> Token | None:
        """ "a small minority of children (two)" -> children."""
        inside = [t for t in self.s.doc if t.idx + len(t) <= self.number.start]
        closed = self.s.doc.text[self.number.end : self.number.end + 1] == ")"
        if not closed or len(inside) < 2 or inside[-1].text != "(":
            return None
        noun = inside[-2]
        return noun if noun.pos_ in NOUN and noun.i not in self.s.number_tokens else None

    def _head_noun(self, noun: Token) -> Token:
        """The head of a compound: "Early | Help Plans"."""
        while noun.dep_ in ("compound", "nmod", "poss") and noun.head.i > noun.i and noun.head.pos_ in NOUN:
            noun = noun.head
        while noun.i + 1 < len(self.s.doc):
            following = self.s.doc[noun.i + 1]
            capitals = following.text[:1].isupper() and noun.text[:1].isupper()
            compound = following.tag_ == "NNS" and noun.tag_ == "NN"
            named = following.pos_ in NOUN and (capitals or compound)
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
            if token.pos_ in NOUN and not (
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

    def complement(self, token: Token, prepositions: tuple[str, ...]) -> Token | None:
        """ "81% of assessments" -> assessments; "two thirds of the 604 parents" -> parents."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in prepositions and child.i > token.i:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        if inner.i in self.s.number_tokens:
                            return self.complement(inner, prepositions)
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
                        later.pos_ in NOUN
                        and later.dep_ in ("pobj", "nsubj", "nsubjpass", "conj")
                        and later.i not in self.s.period_tokens
                    ):
                        return later if later.lemma_.lower() not in EMPTY_NOUNS else None
        return None

    def holder(self, root: Token) -> Token | None:
        """ "a recent investment of £1.9m", "a wait of five weeks": the noun that has the amount."""
        if self.number.kind not in ("currency", "duration", "percent"):
            return None
        top = root
        if self.number.kind == "duration":
            unit = next((t for t in self.s.doc if t.idx >= self.number.end and t.pos_ == "NOUN"), None)
            top = unit if unit is not None and unit.idx < self.number.tail else root
        if top.dep_ != "pobj" or top.head.lower_ != "of" or top.head.head.pos_ not in NOUN:
            return None
        noun = top.head.head
        empty = noun.lemma_.lower() in EMPTY_NOUNS | CHANGE_NOUNS
        return None if empty or noun.i in self.s.number_tokens | self.s.masked else noun
