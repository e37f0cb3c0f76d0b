"""What people do: decide, take back, add, choose keys. Each answers with the next page, or with the same page and why not."""

from __future__ import annotations

import json
from dataclasses import replace

from starlette.responses import Response

from .. import decisions
from ..events import Draft
from ..evidence import find_words
from ..fields import TABLES, FieldError
from ..queue import Filter
from ..state import ItemState
from ..store import ConflictError
from . import views
from .desk import KEYS, KEYS_COOKIE, Asked, Desk, go, item_address, number_in, valid_key
from .sessions import tidy_name

_KEYS_SECONDS = 365 * 24 * 3600


def decide(desk: Desk, asked: Asked) -> Response:
    """Keep the decision on a row and show the next row that waits for one."""
    table, key = asked.part("table"), asked.part("item")
    if table not in TABLES:
        return desk.missing(asked, "There is no such list.")
    desk.state.refresh()
    state = desk.state.item(table, key)
    row = desk.material.row(table, key) or state.added
    if row is None:
        return desk.missing(asked, "The run holds no such row.")
    entries = {name: text for name, text in asked.form.items() if name in TABLES[table].by_name}
    try:
        draft = _draft(asked, table, row, state, entries)
        desk.store.append(draft)
    except FieldError as error:
        return views.item(
            desk, asked, status=422, errors=[error], entries=entries, why=asked.form.get("why", ""),
            opened=asked.form.get("action", ""),
        )  # fmt: skip
    except ConflictError as conflict:
        return views.item(
            desk, asked, status=409, conflict=conflict.events, entries=entries, why=asked.form.get("why", ""),
            opened=asked.form.get("action", ""),
        )  # fmt: skip
    wanted = Filter.of(asked.query)
    following = desk.queue(table).following(key, wanted)
    if following is None:
        return go(f"/rows/{table}{wanted.address(done=f'{table}:{key}')}")
    address = item_address(table, following.id, wanted.address(done=f"{table}:{key}"))
    if "hx-request" not in asked.request.headers:
        return go(address)
    # The script of the page takes the next row at once, which saves the way there and back.
    query = {**asked.query, "done": f"{table}:{key}"}
    answer = views.item(desk, replace(asked, parts={"table": table, "item": following.id}, query=query))
    answer.headers["HX-Push-Url"] = address
    return answer


def _draft(asked: Asked, table: str, row: dict[str, object], state: ItemState, entries: dict[str, str]) -> Draft:
    who, why = asked.session.who, asked.form.get("why", "")
    expected = number_in(asked.form.get("version"), 0)
    action = asked.form.get("action", "")
    if action == "accept":
        return decisions.accept(table, row, who=who, expected=expected, why=why)
    if action == "reject":
        return decisions.reject(table, row, who=who, expected=expected, why=why)
    if action == "correct":
        return decisions.correct(table, row, state, entries, who=who, expected=expected, why=why)
    raise FieldError("", "Nothing was chosen", "Accept, correct or reject the row.")


def undo(desk: Desk, asked: Asked) -> Response:
    """Take back one's own latest decision and show its row again."""
    desk.state.refresh()
    last = desk.state.last_decision(asked.session.who)
    if last is None:
        back = asked.form.get("back", "")
        return go(back if back.startswith("/item/") else "/")
    expected = desk.state.item(last.table, last.item).version
    desk.store.append(decisions.undo(last, who=asked.session.who, expected=expected))
    if last.action == "add":
        return go(f"/document/{last.document}?done={last.table}:{last.item}")
    return go(item_address(last.table, last.item, f"?done={last.table}:{last.item}"))


def add(desk: Desk, asked: Asked) -> Response:
    """Add a row that was missed, from words of a document."""
    key, table = asked.part("document"), asked.query.get("add", "")
    document = desk.material.document(key)
    if document is None or table not in TABLES or not TABLES[table].addable:
        return desk.missing(asked, "Nothing can be added here.")
    quote, near = asked.form.get("quote", ""), asked.form.get("near", "")
    entries = {name: text for name, text in asked.form.items() if name in TABLES[table].by_name and text.strip()}
    try:
        place = find_words(document, quote, number_in(near, 0))
        if place is None:
            raise FieldError(
                "quote",
                "These words do not stand in the document",
                "Select them, or copy them exactly as they are printed.",
            )
        start, end = place
        draft = decisions.add(
            table, document, start=start, end=end, entries=entries, who=asked.session.who, why=asked.form.get("why", "")
        )
        desk.state.refresh()
        standing = desk.state.item(table, draft.item)
        if standing.latest is not None:
            raise FieldError("quote", "The same row was added already", "Look at it in the list.")
        desk.store.append(replace(draft, expected=standing.version))
    except (FieldError, ConflictError) as error:
        return views.document(
            desk,
            asked,
            status=422,
            errors=[error],
            entries=entries,
            quote=quote,
            near=near,
            why=asked.form.get("why", ""),
        )
    return go(item_address(table, draft.item, f"?document={key}&done={table}:{draft.item}"))


def keep_keys(desk: Desk, asked: Asked) -> Response:
    """Keep the keys in this browser, and the name that signs decisions."""
    chosen = {name: asked.form.get(name, "").strip().lower() for name in KEYS}
    if asked.form.get("off"):
        chosen = dict.fromkeys(KEYS, "")
    used = [key for key in chosen.values() if key]
    errors = [
        FieldError(
            name, f"The key for “{KEYS[name][1]}” cannot be used", "Enter one letter or digit that no other action has."
        )
        for name, key in chosen.items()
        if not valid_key(key) or used.count(key) > 1
    ]
    name = tidy_name(asked.form.get("who", asked.session.who))
    if not name:
        errors.append(FieldError("who", "There is no name", "Enter the name that signs your decisions."))
    if errors:
        return views.keys(desk, asked, errors=errors)
    if not desk.shared:
        asked.session.who = name
    answer = go("/keys?saved=1")
    answer.set_cookie(KEYS_COOKIE, json.dumps(chosen), max_age=_KEYS_SECONDS, httponly=True, samesite="strict")
    return answer
