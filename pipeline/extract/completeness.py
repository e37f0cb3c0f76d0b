"""Which of the fields that a case paper owes are filled, field by field, with the words that fill them.

An explicit nil ("None") is present; an empty box, "N/A", "see plan" or the template's own prompt is absent; a field that the
genre does not have is not applicable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..records.case import COMPLETENESS_FIELDS, Presence
from ..records.document import Genre, evidence_at
from ..records.need import Need
from ..records.outcome import Intervention, Outcome
from ..records.span import Evidence
from ..vocab import Vocabulary
from .closure_text import ClosingWords
from .entries import is_yes_no
from .statements import CasePaper

# What each genre owes. A plan or review is asked for the reason of its closure no more than an assessment is.
_OWED: Final[dict[Genre, frozenset[str]]] = {
    "closure_summary": frozenset(COMPLETENESS_FIELDS),
    "assessment": frozenset({"presenting_needs", "services_involved", "consent", "child_voice"}),
    "plan": frozenset({"presenting_needs", "intervention", "services_involved", "consent", "child_voice"}),
    "review": frozenset({"presenting_needs", "intervention", "impact", "services_involved", "consent", "child_voice"}),
}
_FEW_BOXES = 3  # boxes of these fields up to which a paper is a narrative
_VOICE_LABEL = re.compile(
    r"\b(?:voice|views?|wishes|said|say|says|words|think|thinks|told|what \w+ is like|like for|lived experience|day in|day$|wants?)\b",
    re.IGNORECASE,
)
_CHILD_LABEL = re.compile(r"\b(?:child\w*|young|yp|yp['’]s|pupil|son|daughter|kids?|my)\b", re.IGNORECASE)
_CONSENT_TEXT = re.compile(
    r"\b(?:consent(?:ed|s)?|gave (?:her|his|their) (?:permission|agreement)|agreed (?:on \d+ \w+ )?(?:that|to) (?:I"
    r"|we|share|the)|signed (?:again|the|to))\b",
    re.IGNORECASE,
)
# Nobody was asked, or nobody answered: the box is filled and says nothing of what they think.
_NO_VIEW = re.compile(
    r"\b(?:(?:did|could|would|has|have|was|were) ?(?:not|n['’]t)|not|never|unable to|no) (?:\w+ ){0,2}?(?:reply|replied|respon\w+"
    r"|answer\w*|obtain\w*|sought|gather\w*|collected|asked|available|recorded|returned|comment\w*|contactable|reach\w*|provided)\b",
    re.IGNORECASE,
)
_TOLD_WORDS = 5  # from which words under a person's name are what that person said
_FEW_WORDS = 14  # up to which an entry of that kind says nothing more
_VIEWS = frozenset({"family_reflection", "child_voice", "lead_professional_reflection"})
_SPEECH = (
    r"(?:told|tells|said|says|say|wants?|wanted|thinks?|feels?|felt|asked|asks|likes?|liked|chose|chooses|drew|draws|wrote"
    r"|explained|described|wishes|wished|showed|pointed)"
)
_QUOTE = re.compile(r"[\"“][^\"”]{6,}[\"”]")


def judge_completeness(
    paper: CasePaper, *, needs: Sequence[Need], interventions: Sequence[Intervention], outcomes: Sequence[Outcome],
    closing: ClosingWords, services: Sequence[str], children: Sequence[str], parents: Sequence[str], vocabulary: Vocabulary,
) -> tuple[dict[str, Presence], dict[str, Evidence]]:  # fmt: skip
    """Each field as present, absent or not applicable, and the words that fill it or the label of its empty box."""
    document = paper.document
    owed = _OWED.get(document.genre, frozenset())
    state: dict[str, Presence] = {}
    evidence: dict[str, Evidence] = {}
    boxes = _boxes(paper, children, parents)
    told: dict[str, Evidence | None] = {
        "presenting_needs": needs[0].evidence if needs else None,
        "intervention": interventions[0].evidence if interventions else None,
        "impact": outcomes[0].evidence if outcomes else None,
        "outstanding_support": closing.outstanding,
        "reason_for_closure": closing.reason,
        "services_involved": _sentence_with(paper, services),
        "consent": _consent_in_text(paper),
        "child_voice": _voice(paper, children),
        # A form that has no box for them was not asked; only a letter or a story tells them in passing.
        "family_reflection": closing.family if len(boxes) <= _FEW_BOXES else None,
        "lead_professional_reflection": closing.worker if len(boxes) <= _FEW_BOXES else None,
    }
    for name in COMPLETENESS_FIELDS:
        given = (
            name == "intervention" and document.genre == "assessment" and any(not row.planned for row in interventions)
        )
        if name not in owed and not given:
            state[name] = "not_applicable"
            continue
        filled = boxes.get(name)
        if filled is not None:
            present, proof = filled
            state[name] = "present" if present else "absent"
            evidence[name] = proof
            if present or name not in ("presenting_needs", "intervention", "consent"):
                continue
        proof_told = told[name]
        if proof_told is not None and not (filled is not None and name == "consent"):
            state[name], evidence[name] = "present", proof_told
        else:
            state.setdefault(name, "absent")
    return state, evidence


def _boxes(paper: CasePaper, children: Sequence[str], parents: Sequence[str]) -> dict[str, tuple[bool, Evidence]]:
    """What the form's boxes say: field name to filled or not, with the words or, of an empty box, its label."""
    document = paper.document
    found: dict[str, tuple[bool, Evidence]] = {}
    for field, entry in paper.fields:
        label = document.text[field.label.start : field.label.end]
        words = document.text[field.value.start : field.value.end]
        name = _field_of(label, field.name, words, children, parents)
        if name is None or field.label.end <= field.label.start:
            continue
        filled = entry.kind in ("words", "nil", "ticked") and not _says_nothing(name, words)
        if name != "consent" and entry.kind == "ticked" and entry.words is None and is_yes_no(document.text, entry):
            filled = name == "consent"
        span = entry.words if filled and entry.words is not None else field.value if filled else field.label
        proof = evidence_at(document, span.start, span.end)
        if name not in found or (filled and not found[name][0]):
            found[name] = (filled, proof)
    return found


def _field_of(label: str, name: str | None, value: str, children: Sequence[str], parents: Sequence[str]) -> str | None:
    """The field of completeness that a label asks for; words in quotes under a name are what that person said."""
    quoted = value.lstrip()[:1] in ('"', "“", "'", "‘")
    told = quoted or len(value.split()) >= _TOLD_WORDS  # "Mum: Donna Lamb" is no view of hers
    for people, field in ((children, "child_voice"), (parents, "family_reflection")):
        if (told and name is None and label.strip(" :") in people) or (
            quoted and any(_names(label, person) for person in people)
        ):
            return field
    return name if name in COMPLETENESS_FIELDS and "withdrawn" not in label.lower() else None


def _says_nothing(name: str, words: str) -> bool:
    """Whether a box for what somebody thinks only says that nobody asked or answered: "Dad did not reply to my letter." """
    return (
        name in _VIEWS
        and len(words.split()) <= _FEW_WORDS
        and not _QUOTE.search(words)
        and bool(_NO_VIEW.search(words))
    )


def _names(label: str, person: str) -> bool:
    """Whether a label names the person, in full or short ("Dom" for Dominik)."""
    first = re.match(r"\W*([A-Za-z'-]{3,})", label)
    return first is not None and person.lower().startswith(first.group(1).lower())


def _sentence_with(paper: CasePaper, services: Sequence[str]) -> Evidence | None:
    for service in services:
        position = paper.document.text.find(service)
        if position >= 0:
            return evidence_at(paper.document, position, position + len(service))
    return None


def _consent_in_text(paper: CasePaper) -> Evidence | None:
    for statement in paper.statements:
        if _CONSENT_TEXT.search(paper.document.text[statement.start : statement.end]):
            return evidence_at(paper.document, statement.start, statement.end)
    return None


def _voice(paper: CasePaper, children: Sequence[str]) -> Evidence | None:
    """What a child said, drew, chose or wants, quoted or reported, outside a box for it: "Evie told me ...", "He says ...".

    That the child was seen is no voice. A "he" or "she" is the child of the statements before it in the same passage.
    """
    names = sorted(_forms_of_names(paper, children))
    named = re.compile(rf"\b(?:{'|'.join(names)})\b") if names else None
    speaks = re.compile(rf"\b(?:{'|'.join(names)})(?: \w+ly| also| has| then)? {_SPEECH}\b") if names else None
    spoken = re.compile(
        rf"(?:^|\b(?:and|but|when|that) )(?:he|she|they)(?: \w+ly| also)? {_SPEECH} (?:that|me|us|it|the|to|he|she|his|her)\b",
        re.I,
    )
    passage, last_child = -1, False
    for statement in paper.statements:
        text = paper.document.text[statement.start : statement.end]
        if statement.passage != passage:
            passage, last_child = statement.passage, False
        heard = statement.zone == "voice" and _CHILD_LABEL.search(statement.label)
        in_label = named is not None and named.search(statement.label) and _VOICE_LABEL.search(statement.label)
        by_name = speaks is not None and speaks.search(text)
        quoted = named is not None and named.search(text) and _QUOTE.search(text)
        by_pronoun = last_child and spoken.search(text)
        if (heard or in_label or by_name or quoted or by_pronoun) and not _says_nothing("child_voice", text):
            return evidence_at(paper.document, statement.start, statement.end)
        if named is not None and named.search(text):
            last_child = not _ADULT.search(text[_last(named, text) :])
        elif _ADULT.search(text):
            last_child = False
    return None


_AGED = re.compile(
    r"\b([A-Z][a-zà-ÿ]{2,})(?: [A-Z][\w'’-]+){0,3},? (?:is |\()?"
    r"(?:(?:in )?[Yy]ear (?:\d{1,2}|[RN])\b|(?:aged )?(?:1[0-7]|\d)(?: (?:years|months)\b|\)|\.|,|$))"
)


def _forms_of_names(paper: CasePaper, children: Sequence[str]) -> set[str]:
    """First names of the children, of those named with their age or year at school, and short forms ("Jay" for Jaydon)."""
    body = paper.document.text[: paper.document.body_end]
    names = {child for child in children if child} | {match.group(1) for match in _AGED.finditer(body)}
    words = set(re.findall(r"\b[A-Z][a-z]{2,}\b", body))
    return {re.escape(name) for name in names | {w for w in words if any(name.startswith(w) for name in names)}}


_ADULT = re.compile(r"\b(?:[Mm]um|[Dd]ad|[Mm]other|[Ff]ather|[Nn]an|[Gg]ran\w*|(?:Mr|Mrs|Ms|Miss|Dr) [A-Z]\w+)\b")


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max(match.end() for match in pattern.finditer(text))
