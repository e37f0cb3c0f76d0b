"""A case audit as it stands: the sample, each auditor's answers, the moderated result, actions, and how far auditors agree.

All of it are events of the trail. Auditors are blind: what others answered is shown to a moderator once two have finished a case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, Literal

from ..vocab.audit_form import AuditForm, Question
from .agreement import cohen_kappa, fleiss_kappa, interval, krippendorff_alpha, percent_agreement
from .events import Draft
from .fields import FieldError
from .sampling import draw_sample
from .state import State

TABLE: Final = "audit"
SAMPLE: Final = "sample"
STRATA: Final = {
    "": "nothing (simple random)",
    "genre": "kind of paper",
    "organisation": "authority",
    "reason": "reason for closure",
    "step": "step",
}
Answer = Literal["yes", "no", "not_applicable"]
ANSWERS: Final[Mapping[str, str]] = {"yes": "Yes", "no": "No", "not_applicable": "Not applicable"}
_MOST_CASES: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """What the case row says to a question, with its words."""

    answer: str
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """Agreement on one question, on the grade, or of one pair. `cases` were answered by two auditors or more."""

    what: str
    cases: int
    percent: float | None
    alpha: float | None
    alpha_interval: tuple[float, float] | None
    kappa: float | None
    kappa_interval: tuple[float, float] | None
    kappa_name: str


def draw(state: State, cases: Mapping[str, str], *, size: int, seed: int, by: str, who: str) -> Draft:
    """A sample of cases; `cases` tells the stratum of each. The seed and what was drawn from are recorded. Raises FieldError."""
    if by not in STRATA:
        raise FieldError("by", "There is no such way to divide the cases", "Choose one of the list.")
    if not 1 <= size <= _MOST_CASES:
        raise FieldError("size", "The sample has no size", f"Enter a number from 1 to {_MOST_CASES}.")
    if not cases:
        raise FieldError("size", "The run holds no case papers", "Make a run over case papers.")
    chosen = draw_sample(cases, size=size, seed=seed)
    after = {"cases": chosen, "size": size, "seed": seed, "by": by, "of": len(cases)}
    return Draft(
        who=who, action="sample", table=TABLE, item=SAMPLE, expected=state.item(TABLE, SAMPLE).version, after=after
    )


def sample(state: State) -> dict[str, Any]:
    """The sample as last drawn; without cases where none was."""
    latest = state.item(TABLE, SAMPLE).latest
    return dict(latest.after or {}) if latest else {"cases": []}


def suggestions(form: AuditForm, case: Mapping[str, Any]) -> dict[str, Suggestion]:
    """What the case row suggests, by question. Nothing is suggested where the row does not know."""
    found = {}
    for question in form.questions.values():
        suggestion = _from_field(question, case) if question.field else _from_dates(question, case)
        if suggestion is not None:
            found[question.id] = suggestion
    return found


def _from_field(question: Question, case: Mapping[str, Any]) -> Suggestion | None:
    presence = (case.get("completeness") or {}).get(question.field)
    answers = {"present": "yes", "absent": "no", "not_applicable": "not_applicable"}
    evidence = (case.get("completeness_evidence") or {}).get(question.field) or {}
    return Suggestion(answer=answers[presence], quote=evidence.get("quote", "")) if presence in answers else None


def _from_dates(question: Question, case: Mapping[str, Any]) -> Suggestion | None:
    if not question.breach:
        return None
    timeliness = case.get("timeliness") or {}
    for breach in timeliness.get("breaches") or ():
        if breach["kind"] == question.breach:
            quotes = [item["quote"] for item in breach.get("evidence") or ()]
            days = f"{breach['days']} days, limit {breach['limit']}" if breach["days"] is not None else ""
            return Suggestion(answer="no", quote="; ".join(filter(None, (days, *quotes))))
    known = {
        "assessment_late": timeliness.get("working_days") is not None,
        "review_gap": bool(timeliness.get("review_dates")),
    }
    return Suggestion(answer="yes", quote="") if known.get(question.breach) else None


def answer(
    state: State,
    form: AuditForm,
    case: Mapping[str, Any],
    entries: Mapping[str, str],
    *,
    who: str,
    moderated: bool = False,
) -> Draft:
    """An auditor's answers to every question asked of the paper, with a grade and its reason; or the moderated ones.

    Raises FieldError for what is missing.
    """
    questions = [question for section in form.asked_of(case["genre"]) for question in section.question]
    answers = {question.id: entries.get(f"answer.{question.id}", "") for question in questions}
    for question in questions:
        if answers[question.id] not in ANSWERS:
            raise FieldError(
                f"answer.{question.id}", f"“{question.text}” has no answer", "Choose yes, no or not applicable."
            )
    grade, why = entries.get("grade", ""), entries.get("why", "").strip()
    if grade not in {item.id for item in form.grade}:
        raise FieldError("grade", "There is no grade", "Choose a grade.")
    if not why:
        raise FieldError("why", "The grade has no reason", "Write why, in a sentence or two.")
    notes = {item.id: note for item in questions if (note := entries.get(f"note.{item.id}", "").strip())}
    item = moderated_item(case["id"]) if moderated else answer_item(case["id"], who)
    standing = state.item(TABLE, item)
    return Draft(
        who=who, action="moderate" if moderated else "answer", table=TABLE, item=item, expected=standing.version,
        document=case["document"], before=standing.latest.after if standing.latest else None, why=why,
        after={"form": f"{form.name} {form.version}", "answers": answers, "notes": notes, "grade": grade},
    )  # fmt: skip


def act(state: State, case: Mapping[str, Any], entries: Mapping[str, str], *, who: str) -> Draft:
    """An action with its owner and date, added to those of the case. Raises FieldError."""
    action = {name: entries.get(name, "").strip() for name in ("what", "owner", "due")}
    for name, label in (("what", "what is to be done"), ("owner", "who does it"), ("due", "by when")):
        if not action[name]:
            raise FieldError(name, "The action is not whole", f"Enter {label}.")
    standing = state.item(TABLE, f"{case['id']}:actions")
    before = dict(standing.latest.after or {}) if standing.latest else {"actions": []}
    return Draft(
        who=who, action="action", table=TABLE, item=f"{case['id']}:actions", expected=standing.version,
        document=case["document"], before=before, after={"actions": [*before["actions"], action]},
    )  # fmt: skip


def answer_item(case: str, who: str) -> str:
    """The item under which an auditor's answers stand."""
    return f"{case}:by:{who}"


def moderated_item(case: str) -> str:
    """The item under which the moderated answers stand."""
    return f"{case}:moderated"


def answers_of(state: State, case: str) -> dict[str, dict[str, Any]]:
    """Each auditor's answers to a case, by name."""
    before = answer_item(case, "")
    return {
        item.removeprefix(before): (standing.latest.after or {}) | {"why": standing.latest.why}
        for item, standing in sorted(state.items(TABLE).items())
        if item.startswith(before) and standing.latest is not None
    }


def moderated(state: State, case: str) -> dict[str, Any] | None:
    """The moderated answers to a case."""
    latest = state.item(TABLE, moderated_item(case)).latest
    return None if latest is None else (latest.after or {}) | {"why": latest.why, "who": latest.who}


def actions_of(state: State, case: str) -> list[dict[str, str]]:
    """What is to be done about a case."""
    latest = state.item(TABLE, f"{case}:actions").latest
    return list((latest.after or {}).get("actions", ())) if latest else []


def agreement(state: State, form: AuditForm, cases: Sequence[str]) -> list[Agreement]:
    """Agreement on the grade, on each question, and of each pair of auditors over all questions."""
    given = [answers_of(state, case) for case in cases]
    people = sorted({who for answers in given for who in answers})
    if len(people) < 2:
        return []
    found = [_agreement("Grade", [[answers.get(who, {}).get("grade") for who in people] for answers in given])]
    for question in form.questions.values():
        ratings = [[answers.get(who, {}).get("answers", {}).get(question.id) for who in people] for answers in given]
        found.append(_agreement(question.text, ratings))
    for first, second in combinations(people, 2):
        ratings = [
            [answers.get(who, {}).get("answers", {}).get(question) for who in (first, second)]
            for answers in given
            for question in form.questions
        ]
        found.append(_agreement(f"{first} and {second}, all questions", ratings))
    return [item for item in found if item.cases]


def _agreement(what: str, ratings: Sequence[Sequence[str | None]]) -> Agreement:
    rated = [unit for unit in ratings if sum(rating is not None for rating in unit) > 1]
    two = bool(rated) and len(rated[0]) == 2
    kappa = cohen_kappa if two else fleiss_kappa
    return Agreement(
        what=what, cases=len(rated), percent=percent_agreement(rated), alpha=krippendorff_alpha(rated),
        alpha_interval=interval(krippendorff_alpha, rated), kappa=kappa(rated), kappa_interval=interval(kappa, rated),
        kappa_name="Cohen" if two else "Fleiss",
    )  # fmt: skip
