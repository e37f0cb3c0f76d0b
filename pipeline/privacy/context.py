"""What the words around a name say of it: a relative, a professional, an age, something only people do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..text.phrases import tokenize
from ..vocab import Vocabulary
from .labelled import Role

_AGE = re.compile(
    r"^\s?(?:\(\s*(?:aged?\s*)?\d{1,3}\s*(?:(?:yrs?|years?|months?|mths?|wks?|weeks?|m|y|yo)\b[^)\n]{0,12})?[),;]|,?\s(?:aged?)\s\d|,\s\d{1,2}(?=,|\s?(?:and\b|months|years|yrs|$|\n)))",
    re.IGNORECASE,
)
_BORN = re.compile(r"^[\s,(]{0,3}(?:born\b|d\.?\s?o\.?\s?b\b|date of birth)", re.IGNORECASE)
_SPEECH = re.compile(r"^\s?(?:\([^)\n]{1,20}\))?\s?[:,]\s?[\"“‘']|^\t[\"“‘']")
_APPOSITION = re.compile(r"^\s?[,(–-]\s?(?:the |our |my |his |her |their |a )?((?:[\w'’/&.-]+\s?){1,5})")
_CALLED = re.compile(r"\b(?:called|named|known as|name is|name was|nickname|aka|a\.k\.a\.)\s[\"“‘']?$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^['’]s?\s((?:[\w-]+\s?){1,3})")
_NEXT_TWO = re.compile(r"^\s([\w'’]+)(?:\s([\w'’]+))?")
_ADVERBS = frozenset(
    {
        "also",
        "still",
        "then",
        "now",
        "really",
        "just",
        "always",
        "never",
        "often",
        "only",
        "sometimes",
        "recently",
        "has",
        "had",
    }
    | {"have", "is", "was"}
)
_FRIEND = re.compile(
    r"\b(?:friend|friends|mate|boyfriend|girlfriend|partner|ex|ex-partner|twin|twins|baby|babies|boy|girl|son|daughter|child|pupil|"
    r"young person|man|woman|lad|neighbour|cousin|landlord|volunteer|worker)s?\s$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:signed|signature|sincerely|faithfully|regards|cheers|thanks|wishes|dear|hi|hello)\b[\s:,.by]{0,6}$",
    re.IGNORECASE,
)
_LOOK_BACK, _LOOK_AHEAD = 60, 70  # characters
_BODIES = frozenset({"school", "team", "service", "nursery", "police", "staff"})
# Words of professions that are as often something else: "school lead", "head of the queue".
_WEAK = _BODIES | {
    "lead",
    "key",
    "social",
    "head",
    "link",
    "duty",
    "attendance",
    "pastoral",
    "deputy",
    "allocated",
    "clerk",
    "tac",
}
_DATE_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|since|by|until|till|from|of|to|last|next|early|late|mid|this|every|during|before|after|end|start|and|on))[\s(–/-]*$",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|since|by|until|till|last|next|early|late|mid|this|every|during))[\s–/-]*$",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(r"^\s?(?:['’]?\d|half|term|holiday|to\b|and\b|until\b|[–/-]|$|[.,;)])")


@dataclass(frozen=True, slots=True)
class Context:
    """What is said around a name. `role` is None where nothing says it; `human` where only a person can be meant."""

    role: Role | None
    human: bool
    basis: str


class ContextReader:
    """Reads the words around names; built once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._kinship = vocabulary.people.kinship
        self._professionals = vocabulary.people.professionals - _WEAK
        self._bracketed = vocabulary.people.professionals - _BODIES
        self._human = vocabulary.personal.sets["human_verbs"]
        self._belongings = vocabulary.personal.sets["belongings"]
        self._verbs = vocabulary.personal.sets["verbs"]

    def read(self, text: str, start: int, end: int) -> Context:
        """What stands before ``start`` and after ``end`` on the same line and in the same cell."""
        before = re.split(r"[\n\t]", text[max(0, start - _LOOK_BACK) : start])[-1]
        after = text[end : end + _LOOK_AHEAD]
        role, basis = self._kin(before, after)
        if role is None:
            role, basis = self._profession(before, after)
        if role is not None:
            return Context(role, True, basis)
        for pattern, words in (
            (_BORN, "a date of birth follows"),
            (_AGE, "an age follows"),
            (_SPEECH, "words of theirs follow"),
        ):
            if pattern.match(after):
                return Context("child" if pattern is _BORN else None, True, words)
        for pattern, words in (
            (_CALLED, "a word for being called"),
            (_FRIEND, "a word for a person stands before"),
            (_SIGNED, "a letter's opening or close"),
        ):
            if pattern.search(text[max(0, start - 24) : start] if pattern is _SIGNED else before):
                return Context(None, True, words)
        if any(word in self._human for word in _next_words(after)):
            return Context(None, True, "does what people do")
        owned = _POSSESSIVE.match(after)
        if owned and any(word in self._belongings for word in owned.group(1).lower().split()[:2]):
            return Context(None, True, "has what people have")
        return Context(None, False, "")

    def row_role(self, text: str, start: int, end: int) -> Role | None:
        """What another cell of the row says: a household's table has Mother or Sister under Relationship."""
        row = text[text.rfind("\n", 0, start) + 1 : start], text[end : end + 200].split("\n", 1)[0]
        for cell in re.split(r"[\t|]", " | ".join(row)):
            tokens = tokenize(cell.strip())
            found = self._kinship.find(tokens) if 0 < len(tokens) <= 4 else []
            hits = [hit for hit in found if hit.payload.role != "family"]
            if hits:
                return _family(hits[0].payload.role)
        return None

    def acts(self, text: str, end: int) -> bool:
        """Whether a verb or a possessive follows, as it follows names: "Will said", "Grace's mood"; not "Will need"."""
        after = text[end : end + _LOOK_AHEAD]
        return bool(re.match(r"['’]s?\b", after)) or any(word in self._verbs for word in _next_words(after))

    def is_date(self, text: str, start: int, end: int, *, surely: bool = False) -> bool:
        """Whether a word that names a month stands as months do: "since April", "3rd May", "June 2023".

        `surely`: only where nothing else can be meant.
        """
        before, after = text[max(0, start - 12) : start], text[end : end + 12]
        if surely:
            return bool(_MONTH_BEFORE.search(before) or re.match(r"^\s?['’]?\d", after))
        return bool(_DATE_BEFORE.search(before) or _DATE_AFTER.match(after))

    def _kin(self, before: str, after: str) -> tuple[Role | None, str]:
        tokens = tokenize(before)[-7:]
        while tokens and tokens[-1].norm in (
            "is",
            "called",
            ",",
            ":",
            "(",
            "name",
            "named",
            "=",
            "-",
            "–",
            "who",
            "was",
        ):
            tokens.pop()
        # "Mum's sister Gemma": the last word of kinship counts, not whose it is.
        if tokens and tokens[-1].kind == "word":
            hits = [
                hit for hit in self._kinship.find(tokens) if hit.last == len(tokens) and hit.payload.role != "family"
            ]
            if hits:
                best = max(hits, key=lambda hit: hit.last - hit.first)
                role = _family(best.payload.role)
                # "Mum's sister Gemma" is no sister of the child.
                owned = best.first > 1 and tokens[best.first - 1].kind == "possessive"
                of_adult = owned and self._kinship.find([tokens[best.first - 2]])
                return "relative" if of_adult else role, "a word of kinship stands before"
        beside = re.match(
            r"^\s?[(,]\s?(?![^(\n]{1,24}\()(?:the |his |her |their |child's |children's )?([^)\n\t,.;]{1,40})", after
        )
        if beside:
            words = tokenize(beside.group(1))[:4]
            hits = [hit for hit in self._kinship.find(words) if hit.first <= 2 and hit.payload.role != "family"]
            if hits and not any(
                word.norm in self._verbs or word.norm in ("and", "with", "for") for word in words[: hits[0].last + 1]
            ):
                return _family(hits[-1].payload.role), "a word of kinship follows"
        relative = re.match(
            r"^['’]s?\s(?:own |birth |step ?|new |ex[- ]|older |younger |big |little |late )?([\w-]+)", after
        )
        if relative and self._kinship.find(tokenize(relative.group(1))):
            return "person", "a relative of theirs is named"
        return None, ""

    def _profession(self, before: str, after: str) -> tuple[Role | None, str]:
        last = re.search(r"([\w'’-]+)(?:,| is| was|:)?\s$", before)
        if last and last.group(1).lower() in self._professionals:
            return "worker", "a word of a profession stands before"
        beside = _APPOSITION.match(after)
        if beside and not (after.lstrip()[:1] == "," and before.rstrip().endswith(",")):
            words = [word.lower().strip(".,)") for word in beside.group(1).split()]
            cut = next(
                (at for at, word in enumerate(words) if word in self._verbs or word in ("who", "and", "with")),
                len(words),
            )
            if any(word in self._bracketed for word in words[:cut]):
                return "worker", "a word of a profession follows"
        return None, ""


def _next_words(after: str) -> tuple[str, ...]:
    """The next word in lower case, and the one after it where the first is an adverb or an auxiliary."""
    match = _NEXT_TWO.match(after)
    if match is None:
        return ()
    one, two = match.group(1).lower().replace("’", "'"), (match.group(2) or "").lower()
    return (one, two) if one in _ADVERBS else (one,)


def _family(role: str) -> Role:
    return {
        "mother": "parent",
        "father": "parent",
        "parent": "parent",
        "sibling": "child",
        "child": "child",
        "children": "child",
    }.get(role, "relative")  # type: ignore[return-value]
