"""Pages to look at: the documents, the lists of rows, a row beside its page, a document, the trail."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, Final

from starlette.responses import Response

from ..events import fingerprint
from ..evidence import Outline, blocks_around, outlines, padded, page_of, places, shown_blocks, table_fragment
from ..fields import TABLES, field_value
from ..queue import PAGE, Filter
from ..state import history
from .desk import Asked, Desk, number_in

BLOCKS_A_PAGE: Final = 120  # of a document as understood
EVENTS_A_PAGE: Final = 100
DOCUMENTS_A_PAGE: Final = 50
REASONS: Final = (
    "Not what it was taken for",
    "Stated twice; counted once already",
    "The words do not say this",
    "About something or somebody else",
)


def documents(desk: Desk, asked: Asked) -> Response:
    """The first page: where the review stands, and every document of the run."""
    desk.state.refresh()
    search = asked.query.get("search", "")[:200].casefold()
    genre = asked.query.get("genre", "")
    rows = [
        row
        for row in desk.material.documents.values()
        if (not genre or row["genre"] == genre)
        and (not search or search in f"{row['path']}\n{row['title'] or ''}\n{row['reference'] or ''}".casefold())
    ]
    decided: Counter[str | None] = Counter()
    progress = {}
    for table in TABLES:
        states = [state for state in desk.state.items(table).values() if state.latest is not None]
        decided.update(state.latest.document for state in states if state.latest is not None)
        added = sum(state.added is not None for state in states)
        progress[table] = (len(states), desk.material.count(table) + added)
    page = _page(asked, len(rows), DOCUMENTS_A_PAGE)
    last = desk.state.last_decision(asked.session.who)
    return desk.page(
        asked, "documents.html", rows=rows[page * DOCUMENTS_A_PAGE :][:DOCUMENTS_A_PAGE], found=len(rows), page=page,
        pages=_pages(len(rows), DOCUMENTS_A_PAGE), decided=decided, progress=progress, last=last, search=asked.query.get("search", ""),
        genre=genre, genres=sorted({row["genre"] for row in desk.material.documents.values()} - {None}),
    )  # fmt: skip


def rows(desk: Desk, asked: Asked) -> Response:
    """A list of rows."""
    table = asked.part("table")
    if table not in TABLES:
        return desk.missing(asked, "There is no such list.")
    wanted = Filter.of(asked.query)
    queue = desk.queue(table)
    chosen = queue.chosen(wanted)
    page = _page(asked, len(chosen), PAGE)
    return desk.page(
        asked, "rows.html", table=TABLES[table], queue=queue, filter=wanted, page=page, pages=_pages(len(chosen), PAGE),
        rows=chosen[page * PAGE :][:PAGE], found=len(chosen), decided=queue.decided(chosen),
        first=next((entry for entry in chosen if queue.status(entry.id) == "undecided"), None),
    )  # fmt: skip


def item(desk: Desk, asked: Asked, *, status: int = 200, **more: Any) -> Response:
    """A row beside its page, with what can be decided. `more` are the errors or the conflict of a form sent before."""
    table, key = asked.part("table"), asked.part("item")
    if table not in TABLES:
        return desk.missing(asked, "There is no such list.")
    queue = desk.queue(table)
    state = desk.state.item(table, key)
    extracted = desk.material.row(table, key)
    row = state.row(extracted)
    entry = queue.entries.get(key)
    if row is None or entry is None:
        return desk.missing(
            asked, "The run holds no such row. It may have been read again since, or the row was taken back."
        )
    wanted = Filter.of(asked.query)
    chosen = queue.chosen(wanted.but(status=""))
    before, after = queue.beside(key, wanted)
    subjects = [
        (name, found)
        for name in TABLES
        for found in desk.material.rows_of(name, row.get("subjects", ())[:40] if table == "findings" else ())
    ]
    values: dict[str, Any] = {
        "errors": [], "conflict": (), "entries": {}, "why": "", "done": _done(desk, asked),
        "opened": asked.query.get("open", ""),
    }  # fmt: skip
    return desk.page(
        asked, "item.html", status=status, table=TABLES[table], row=row, extracted=extracted, state=state, entry=entry,
        filter=wanted, before=before, after=after, subjects=subjects, reasons=REASONS, at=field_value,
        position=next((n for n, other in enumerate(chosen, start=1) if other.id == key), 0), found=len(chosen),
        decided=queue.decided(chosen), history=history(desk.state.events(), table, key),
        stale=state.latest is not None and extracted is not None and state.latest.basis != fingerprint(extracted),
        **shown_evidence(desk, asked, row, entry.document), **(values | more),
    )  # fmt: skip


def shown_evidence(desk: Desk, asked: Asked, row: dict[str, Any], key: str) -> dict[str, Any]:
    """The row's words in one of its documents, on the printed page where there is one."""
    keys = row.get("documents") or [key]
    if (wanted := asked.query.get("of", "")) in keys:
        key = wanted
    document = desk.material.document(key)
    shown: dict[str, Any] = {
        "of": key, "papers": keys, "image": None, "outlines": (), "lines": (), "blocks": (), "fragment": None,
        "page_number": None, "page_count": 0, "lost": False,
    }  # fmt: skip
    if document is None:
        return shown
    marks = places(row, key)
    shown["fragment"] = table_fragment(document, marks) if "value" in row else None
    shown["page_count"] = len(document.pages)
    pdf = document.media_type == "application/pdf" and document.pages
    if pdf and asked.query.get("view") != "text":
        number = number_in(asked.query.get("page"), page_of(document, marks) or 1)
        page = next((page for page in document.pages if page.number == number), document.pages[0])
        shown["page_number"] = page.number
        if desk.material.original(key) is not None:
            shown["image"] = page
            shown["outlines"] = _exact(desk, key, page.number, outlines(document, marks, page.number))
            shown["lines"] = [
                (line, document.text[line.start : line.end]) for line in document.lines if line.page == page.number
            ]
            return shown
        shown["lost"] = True
    shown["blocks"] = blocks_around(document, marks)
    return shown


def _exact(desk: Desk, key: str, page: int, reckoned: list[Outline]) -> list[Outline]:
    """The outlines, those of part of a line moved to where the file itself has the words."""
    file = desk.material.original(key)
    parts = [outline for outline in reckoned if outline.text]
    found = desk.images.boxes(file, page, [(part.text, part.box) for part in parts]) if file else []
    moved = {part: box for part, box in zip(parts, found, strict=False) if box is not None}
    return [replace(outline, box=padded(moved.get(outline, outline.box))) for outline in reckoned]


def document(desk: Desk, asked: Asked, *, status: int = 200, **more: Any) -> Response:
    """A document as understood, whole, in parts; with the form that adds a row."""
    key = asked.part("document")
    row, understood = desk.material.documents.get(key), desk.material.document(key)
    if row is None:
        return desk.missing(asked, "The run holds no such document.")
    blocks = [block for block in understood.blocks if block.kind != "furniture"] if understood else []
    page = _page(asked, len(blocks), BLOCKS_A_PAGE)
    some = blocks[page * BLOCKS_A_PAGE :][:BLOCKS_A_PAGE]
    table = asked.query.get("add", "")
    values: dict[str, Any] = {"errors": [], "entries": {}, "quote": "", "why": "", "near": ""}
    return desk.page(
        asked, "document.html", status=status, row=row, understood=understood is not None, page=page,
        pages=_pages(len(blocks), BLOCKS_A_PAGE), blocks=shown_blocks(understood, some, []) if understood else (),
        adding=TABLES[table] if table in TABLES and TABLES[table].addable else None, **(values | more),
    )  # fmt: skip


def trail(desk: Desk, asked: Asked) -> Response:
    """Every event, the latest first, and whether the chain holds."""
    desk.state.refresh()
    who, action = asked.query.get("who", ""), asked.query.get("action", "")
    events = [
        event
        for event in reversed(desk.state.events())
        if (not who or event.who == who) and (not action or event.action == action)
    ]
    page = _page(asked, len(events), EVENTS_A_PAGE)
    return desk.page(
        asked, "trail.html", events=events[page * EVENTS_A_PAGE :][:EVENTS_A_PAGE], found=len(events), page=page,
        pages=_pages(len(events), EVENTS_A_PAGE), faults=desk.store.verify(), head=desk.store.head(), who=who, action=action,
        people=sorted({event.who for event in desk.state.events()}), actions=sorted({event.action for event in desk.state.events()}),
    )  # fmt: skip


def picture(desk: Desk, asked: Asked) -> Response:
    """The printed page as a picture."""
    file = desk.material.original(asked.part("document"))
    made = desk.images.picture(file, int(asked.part("page"))) if file else None
    if made is None:
        return Response("There is no picture of this page.", status_code=404, media_type="text/plain")
    return Response(made, media_type="image/webp")


def keys(desk: Desk, asked: Asked, **more: Any) -> Response:
    """The keys, to change or switch off, and the reviewer's name."""
    values: dict[str, Any] = {"errors": [], "saved": "saved" in asked.query}
    return desk.page(asked, "keys.html", **(values | more))


def _done(desk: Desk, asked: Asked) -> Any:
    """The decision just made, to tell of."""
    table, _, key = asked.query.get("done", "").partition(":")
    events = history(desk.state.events(), table, key)
    if not events:
        return None
    row = desk.state.item(table, key).row(desk.material.row(table, key)) or events[-1].after or {}
    return events[-1], desk.material.headline(table, row) if row.get("id") else key


def _pages(found: int, size: int) -> int:
    return max(1, -(-found // size))


def _page(asked: Asked, found: int, size: int) -> int:
    """Which page of a list, from 0."""
    return min(max(number_in(asked.query.get("part"), 1), 1), _pages(found, size)) - 1
