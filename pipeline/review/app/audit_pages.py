"""The case audit in the browser: draw a sample, answer blind, compare, moderate, and say what is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from starlette.responses import Response

from .. import audit
from ..evidence import places, shown_blocks
from ..fields import FieldError, field_value
from ..store import ConflictError
from .desk import Asked, Desk, go

_MOST_BLOCKS: Final = 600  # of a case paper beside its form
_AUDITORS: Final = 2  # who must have finished before a case is moderated


def overview(desk: Desk, asked: Asked, *, status: int = 200, errors: Sequence[FieldError] = ()) -> Response:
    """The sample, how far it is, and the form that draws one."""
    desk.state.refresh()
    drawn = audit.sample(desk.state)
    rows = []
    for key in drawn["cases"]:
        given = audit.answers_of(desk.state, key)
        row = desk.material.row("cases", key)
        rows.append(
            {
                "id": key,
                "row": row,
                "mine": asked.session.who in given,
                "finished": len(given),
                "moderated": audit.moderated(desk.state, key),
                "actions": audit.actions_of(desk.state, key),
            }
        )
    rows.sort(key=lambda item: desk.material.path(item["row"]["document"]) if item["row"] else "")
    return desk.page(
        asked, "audit.html", status=status, errors=list(errors), drawn=drawn, rows=rows, strata=audit.STRATA,
        population=len(desk.material.entries("cases")), grades={item.id: item.name for item in desk.form.grade},
        worst=desk.form.grade[-1].id, needed=_AUDITORS,
    )  # fmt: skip


def draw(desk: Desk, asked: Asked) -> Response:
    """Draw a sample and record how."""
    if asked.session.role == "auditor":
        return desk.missing(asked, "Only a moderator draws the sample.")
    desk.state.refresh()
    by = asked.form.get("by", "")
    numbers = {name: asked.form.get(name, "").strip() for name in ("size", "seed")}
    try:
        for name, text in numbers.items():
            if not text.isdecimal() or len(text) > 9:
                raise FieldError(name, f"The {name} is no whole number", "Enter digits, for example 12.")
        draft = audit.draw(
            desk.state,
            _strata(desk, by),
            size=int(numbers["size"]),
            seed=int(numbers["seed"]),
            by=by,
            who=asked.session.who,
        )
        desk.store.append(draft)
    except (FieldError, ConflictError) as error:
        problem = error if isinstance(error, FieldError) else FieldError("size", error.what, error.remedy or "")
        return overview(desk, asked, status=422, errors=[problem])
    return go("/audit")


def _strata(desk: Desk, by: str) -> dict[str, str]:
    """The stratum of every case paper."""
    found = {}
    for key, entry in desk.material.entries("cases").items():
        if by == "organisation":
            found[key] = str(desk.material.documents.get(entry.document, {}).get("organisation") or "")
        else:
            found[key] = str(field_value(desk.material.row("cases", key) or {}, by) or "") if by else ""
    return found


def case(desk: Desk, asked: Asked, *, status: int = 200, errors: Sequence[FieldError] = (), **entries: str) -> Response:
    """One auditor's form beside the paper. Nothing of what others answered is on it."""
    desk.state.refresh()
    key = asked.part("case")
    row = _sampled(desk, key)
    if row is None:
        return desk.missing(asked, "This case is not in the sample.")
    mine = audit.answers_of(desk.state, key).get(asked.session.who)
    return desk.page(
        asked, "audit_case.html", status=status, errors=list(errors), row=row, entry=desk.material.entries("cases")[key],
        sections=desk.form.asked_of(row["genre"]), grades=desk.form.grade, suggested=audit.suggestions(desk.form, row),
        entries=entries or _entries(mine), mine=mine, answers=audit.ANSWERS, others=(), target=f"/audit/case/{key}", moderating=False,
        actions=(), **_paper(desk, row),
    )  # fmt: skip


def answer(desk: Desk, asked: Asked) -> Response:
    """Keep an auditor's answers."""
    desk.state.refresh()
    row = _sampled(desk, asked.part("case"))
    if row is None:
        return desk.missing(asked, "This case is not in the sample.")
    try:
        desk.store.append(audit.answer(desk.state, desk.form, row, asked.form, who=asked.session.who))
    except FieldError as error:
        return case(desk, asked, status=422, errors=[error], **asked.form)
    except ConflictError:
        return case(desk, asked, status=409, errors=[_changed("why")], **asked.form)
    return go("/audit")


def moderate(
    desk: Desk, asked: Asked, *, status: int = 200, errors: Sequence[FieldError] = (), **entries: str
) -> Response:
    """What the auditors answered, side by side, with the result that is to stand and what is to be done."""
    desk.state.refresh()
    key = asked.part("case")
    row = _sampled(desk, key)
    if row is None:
        return desk.missing(asked, "This case is not in the sample.")
    given = audit.answers_of(desk.state, key)
    if asked.session.role == "auditor" or len(given) < _AUDITORS:
        return desk.missing(asked, "Answers are shown to a moderator, once two auditors have finished the case.")
    result = audit.moderated(desk.state, key)
    return desk.page(
        asked, "audit_case.html", status=status, errors=list(errors), row=row, entry=desk.material.entries("cases")[key],
        sections=desk.form.asked_of(row["genre"]), grades=desk.form.grade, suggested=audit.suggestions(desk.form, row),
        entries=entries or _entries(result) or _agreed(list(given.values())), mine=result, answers=audit.ANSWERS,
        others=list(given.items()), target=f"/audit/case/{key}/moderate", moderating=True, actions=audit.actions_of(desk.state, key),
        **_paper(desk, row),
    )  # fmt: skip


def keep_moderated(desk: Desk, asked: Asked) -> Response:
    """Keep the moderated result."""
    desk.state.refresh()
    row = _sampled(desk, asked.part("case"))
    if row is None or asked.session.role == "auditor" or len(audit.answers_of(desk.state, row["id"])) < _AUDITORS:
        return moderate(desk, asked)
    try:
        desk.store.append(audit.answer(desk.state, desk.form, row, asked.form, who=asked.session.who, moderated=True))
    except FieldError as error:
        return moderate(desk, asked, status=422, errors=[error], **asked.form)
    except ConflictError:
        return moderate(desk, asked, status=409, errors=[_changed("why")], **asked.form)
    return go("/audit")


def act(desk: Desk, asked: Asked) -> Response:
    """Keep an action about a case."""
    desk.state.refresh()
    row = _sampled(desk, asked.part("case"))
    if row is None or asked.session.role == "auditor":
        return moderate(desk, asked)
    try:
        desk.store.append(audit.act(desk.state, row, asked.form, who=asked.session.who))
    except FieldError as error:
        return moderate(desk, asked, status=422, errors=[error], **asked.form)
    except ConflictError:
        return moderate(desk, asked, status=409, errors=[_changed("what")], **asked.form)
    return go(f"/audit/case/{row['id']}/moderate")


def agreement(desk: Desk, asked: Asked) -> Response:
    """How far the auditors agree."""
    desk.state.refresh()
    cases = [key for key in audit.sample(desk.state)["cases"] if len(audit.answers_of(desk.state, key)) >= _AUDITORS]
    if asked.session.role == "auditor":
        return desk.missing(asked, "Agreement is shown to a moderator.")
    return desk.page(
        asked, "audit_agreement.html", rows=audit.agreement(desk.state, desk.form, cases), cases=len(cases)
    )


def _sampled(desk: Desk, key: str) -> dict[str, Any] | None:
    """The case row as extracted and decided, if it is in the sample."""
    if key not in audit.sample(desk.state)["cases"]:
        return None
    return desk.state.item("cases", key).row(desk.material.row("cases", key))


def _paper(desk: Desk, row: dict[str, Any]) -> dict[str, Any]:
    document = desk.material.document(row["document"])
    if document is None:
        return {"blocks": (), "left_out": 0}
    blocks = [block for block in document.blocks if block.kind != "furniture"]
    marks = places(row, row["document"])
    return {
        "blocks": shown_blocks(document, blocks[:_MOST_BLOCKS], marks),
        "left_out": max(0, len(blocks) - _MOST_BLOCKS),
    }


def _entries(kept: dict[str, Any] | None) -> dict[str, str]:
    """Answers that were kept, as the entries of the form."""
    if kept is None:
        return {}
    answers = {f"answer.{name}": value for name, value in kept["answers"].items()}
    notes = {f"note.{name}": value for name, value in kept["notes"].items()}
    return answers | notes | {"grade": kept["grade"], "why": kept["why"]}


def _agreed(given: Sequence[dict[str, Any]]) -> dict[str, str]:
    """What all auditors answered alike; the rest is for the moderator."""
    first = given[0]
    entries = {
        f"answer.{name}": value
        for name, value in first["answers"].items()
        if all(other["answers"].get(name) == value for other in given)
    }
    if all(other["grade"] == first["grade"] for other in given):
        entries["grade"] = first["grade"]
    return entries


def _changed(field: str) -> FieldError:
    return FieldError(field, "This was changed meanwhile", "Look at it again, then keep yours if you still want to.")
