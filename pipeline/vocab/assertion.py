"""Words that change the meaning of a statement about a need: denial, history, doubt, course."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from ..text.phrases import PhraseBook, Token, tokenize
from .load import Entry, load_toml

_DATED = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\d|[A-Z][a-z]{2})|\b(?:by|on) [A-Z][a-z]+day\b")
_ELSEWHERE = re.compile(
    r"(?:please )?(?:see|refer to|as per|as in) (?:\w+ ){0,3}(?:notes?|plan|above|below|file|minutes|records?|form|report"
    r"|assessment|reviews?|letter|system|attached|chronology|summary)"
)
_QUESTION_WORDS = frozenset(
    {
        "who", "what", "how", "when", "where", "why", "which", "has", "have", "is", "are", "did", "does", "do", "was",
        "were", "any", "note", "detail", "complete", "include",
    }
)  # fmt: skip

Meaning = Literal[
    "negated",
    "historical",
    "resolved",
    "suspected",
    "hypothetical",
    "affirmed",
    "current",
    "before_plan",
    "unchanged",
    "improving",
    "worsening",
]


class AssertionRule(Entry):
    """Words, what they mean for a need, on which side of them it stands, and how far they reach."""

    means: Meaning
    side: Literal["after", "before", "both"]
    reach: Literal["phrase", "clause", "sentence", "whole"]
    words: tuple[str, ...]


class ConcernWords(Entry):
    """Words beside which a topic states a need, or is said not to be one."""

    after: tuple[str, ...]
    before: tuple[str, ...]
    fine: tuple[str, ...]


class NothingWords(Entry):
    """`nil` says that there is nothing; `void` fills a box without saying anything; `prompts` begin a template's own words,
    `placeholders` stand in them."""

    nil: tuple[str, ...]
    void: tuple[str, ...]
    prompts: tuple[str, ...]
    placeholders: tuple[str, ...]


class AssertionVocabulary(Entry):
    """All rules. `breaks` end every reach but the whole sentence; `openers` begin a clause after a comma or "and".

    `echoes` deny what the statement before said: "Both deny this."
    """

    name: str
    version: str
    breaks: tuple[str, ...]
    openers: tuple[str, ...]
    rule: tuple[AssertionRule, ...]
    echoes: tuple[str, ...]
    concern: ConcernWords
    nothing: NothingWords

    @cached_property
    def rules(self) -> PhraseBook[AssertionRule]:
        """All rules by their words."""
        return PhraseBook((word, rule) for rule in self.rule for word in rule.words)

    def is_echo(self, tokens: Sequence[Token]) -> bool:
        """Whether the words deny what was said before them."""
        return bool(self._echoes.find(tokens))

    @cached_property
    def _echoes(self) -> PhraseBook[None]:
        return PhraseBook((word, None) for word in self.echoes)

    @cached_property
    def ends(self) -> PhraseBook[None]:
        """Words that end a reach."""
        return PhraseBook((word, None) for word in self.breaks)

    @cached_property
    def concerns(self) -> PhraseBook[Literal["after", "before", "fine"]]:
        """Words of worry and of relief, by the side on which their topic stands (`fine` stands after its topic)."""
        sides: list[tuple[str, Literal["after", "before", "fine"]]] = [
            *((word, "after") for word in self.concern.after),
            *((word, "before") for word in self.concern.before),
            *((word, "fine") for word in self.concern.fine),
        ]
        return PhraseBook(sides)

    def is_void(self, value: str) -> bool:
        """Whether a box's entry says nothing: empty, "N/A", "see plan", "N/A, in school when I called"."""
        words = " ".join(value.lower().split()).strip(" .:;,-–—")
        if not words or words in self._void or _ELSEWHERE.fullmatch(words):
            return True
        head = words.split(",")[0].split(".")[0].split(" - ")[0].strip()
        return head in self._void and len(words.split()) <= 12

    def is_nil(self, value: str) -> bool:
        """Whether an entry says that there is nothing: "None", "None, asked.", "No concerns"."""
        tokens = tokenize(value)
        if not tokens or len(tokens) > 10:
            return False
        return any(
            hit.first == 0 and (hit.last == len(tokens) or tokens[hit.last].kind == "mark")
            for hit in self._nil.find(tokens)
        )

    def is_prompt(self, value: str) -> bool:
        """Whether an entry is the template's own words: questions and instructions, nothing answered."""
        words = " ".join(value.split())
        lower = words.lower()
        if lower.startswith(("e.g", "eg.", "eg ", "i.e", "for example")) or any(
            placeholder in lower for placeholder in self.nothing.placeholders
        ):
            return True
        if words[:1] in "([<" and words[-1:] in ")]>" and len(words) > 2:
            words = words[1:-1]
        pieces = [piece for piece in re.split(r"(?<=[.?!])\s+", words) if piece]
        return bool(pieces) and all(self._prompts(piece) for piece in pieces)

    def _prompts(self, sentence: str) -> bool:
        """ "What does the child say?" and "Use their own words." prompt; "Has settled well." does not."""
        if _DATED.search(sentence):
            return False  # "Write care plan with school on 05-Jun-2024" is an action
        lower = sentence.lower().lstrip("(\u2022- ")
        first = [
            word for word in self.nothing.prompts if lower.startswith(word) and not lower[len(word) :][:1].isalpha()
        ]
        if not first:
            return False
        return sentence.rstrip(" )").endswith("?") or max(first, key=len) not in _QUESTION_WORDS

    @cached_property
    def _void(self) -> frozenset[str]:
        return frozenset(word.strip(" .:;,-–—") for word in self.nothing.void)

    @cached_property
    def _nil(self) -> PhraseBook[None]:
        return PhraseBook((word, None) for word in self.nothing.nil)


def load_assertion() -> AssertionVocabulary:
    """The assertion vocabulary of the package. Raises ConfigurationError."""
    return load_toml(AssertionVocabulary, "assertion.toml")
