"""The door of the review: tokens, cookies, hosts, origins, and the headers that no answer goes without."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

pytest.importorskip("starlette", reason="the extra `review` is not installed")

from pipeline.export import export
from pipeline.export.options import ExportOptions
from pipeline.review.app.desk import Desk
from pipeline.review.app.guard import MOST_BYTES, Doors
from pipeline.review.app.sessions import Sessions
from pipeline.review.app.site import make_site
from pipeline.review.store import EventStore, StoreError
from pipeline.run.review import open_material

from .sample_run import sample_run

HOST = "127.0.0.1:50505"
OWN = {"host": HOST, "origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}


@dataclass
class Browser:
    """Asks the app as a browser would. `headers` of a request replace those of the app's own pages."""

    site: Any
    desk: Desk
    cookie: str = ""
    answers: list[tuple[int, dict[str, str], str]] = field(default_factory=list)

    def ask(
        self, method: str, path: str, *, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        sent = (OWN if method == "POST" else {"host": HOST}) if headers is None else headers
        if self.cookie:
            sent = sent | {"cookie": self.cookie}
        body = urlencode(form or {}).encode()
        return asyncio.run(self._ask(method, path, sent, body))

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], str]:
        way, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": way,
            "raw_path": way.encode(), "query_string": query.encode(), "root_path": "", "scheme": "http",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 50505),
        }  # fmt: skip
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        await self.site(scope, receive, send)
        start = next(message for message in messages if message["type"] == "http.response.start")
        found = {name.decode(): value.decode() for name, value in start["headers"]}
        text = b"".join(message.get("body", b"") for message in messages).decode("utf-8", "replace")
        return start["status"], found, text

    def open(self) -> None:
        """Open the session with the launch link."""
        _, headers, _ = self.ask("GET", f"/start?token={self.desk.sessions.launch_token('R. Okafor')}")
        self.cookie = headers["set-cookie"].split(";")[0]

    @property
    def csrf(self) -> str:
        session = self.desk.sessions.find(self.cookie.partition("=")[2])
        assert session is not None
        return session.csrf


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    export(sample_run(), tmp_path, options=ExportOptions(formats=()))
    store = EventStore(tmp_path)
    desk = Desk(open_material(tmp_path), store, Sessions(), shared=False)
    yield Browser(make_site(desk, Doors(hosts=frozenset({HOST})), cookie="gt"), desk)
    desk.images.close()
    store.close()


@pytest.fixture
def item(browser: Browser) -> str:
    return f"/item/figures/{next(iter(browser.desk.material.entries('figures')))}"


def test_without_the_link_nothing_is_shown(browser: Browser, item: str) -> None:
    for path in ("/", "/rows/figures", item, "/trail", "/keys", "/picture/doc_aaaaaaaaaaaa/1"):
        assert browser.ask("GET", path)[0] == 401
    assert browser.ask("POST", "/undo")[0] == 401


def test_the_link_opens_once(browser: Browser) -> None:
    token = browser.desk.sessions.launch_token("R. Okafor")
    status, headers, _ = browser.ask("GET", f"/start?token={token}")
    assert (status, headers["location"]) == (303, "/")
    assert "HttpOnly" in headers["set-cookie"] and "samesite=strict" in headers["set-cookie"].lower()
    assert browser.ask("GET", f"/start?token={token}")[0] == 401
    assert browser.ask("GET", "/start?token=")[0] == 401


def test_a_session_ends_when_nobody_is_there(tmp_path: Path) -> None:
    sessions = Sessions(idle_seconds=-1)
    assert sessions.find(sessions.open("R. Okafor", "auditor").key) is None


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OWN, 303),
        ({"host": HOST, "sec-fetch-site": "same-origin"}, 303),
        ({"host": HOST, "origin": f"http://{HOST}"}, 303),
        ({"host": HOST}, 403),
        (OWN | {"origin": "http://elsewhere.example"}, 403),
        (OWN | {"origin": "null"}, 403),
        (OWN | {"origin": "http://127.0.0.1:1"}, 403),
        (OWN | {"sec-fetch-site": "cross-site"}, 403),
        (OWN | {"sec-fetch-site": "same-site"}, 403),
        (OWN | {"host": "elsewhere.example"}, 400),
        (OWN | {"host": "127.0.0.1:1"}, 400),
        (OWN | {"host": ""}, 400),
    ],
)
def test_only_the_apps_own_pages_write(browser: Browser, item: str, headers: dict[str, str], status: int) -> None:
    browser.open()
    form = {"csrf": browser.csrf, "action": "accept", "version": "0"}
    assert browser.ask("POST", item, form=form, headers=headers)[0] == status
    assert len(list(browser.desk.store.events())) == (status == 303)


@pytest.mark.parametrize("csrf", ["", "wrong", "é"])
def test_a_form_needs_the_token_of_its_session(browser: Browser, item: str, csrf: str) -> None:
    browser.open()
    assert browser.ask("POST", item, form={"csrf": csrf, "action": "accept", "version": "0"})[0] == 403
    assert list(browser.desk.store.events()) == []


def test_other_methods_and_endless_forms_are_refused(browser: Browser, item: str) -> None:
    browser.open()
    assert browser.ask("PUT", item)[0] == 405
    assert browser.ask("POST", item, form={"why": "x" * MOST_BYTES})[0] == 413


def test_every_answer_carries_the_policy(browser: Browser, item: str) -> None:
    refused = browser.ask("GET", "/")
    browser.open()
    answers = [
        refused,
        *(browser.ask("GET", path) for path in ("/", item, "/nothing", "/item/figures/none", "/rows/none")),
    ]
    assert [status for status, _, _ in answers] == [401, 200, 200, 404, 404, 404]
    for _, headers, _ in answers:
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["..%2Fdesk.py", "../desk.py", "htmx-LICENSE.txt", "/etc/passwd"])
def test_only_known_files_are_served(browser: Browser, name: str) -> None:
    assert browser.ask("GET", f"/static/{name}")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/item/nothing/fig_1", "/item/figures/%00", "/item/figures/..", "/document/..%2F..%2Frun", "/picture/..%2Fx/1",
        "/rows/figures?part=99999999999999&status=x&order=y", "/rows/figures?part=-1", "/picture/doc_aaaaaaaaaaaa/99999999",
        "/?search=%ff&genre=%00", "/trail?part=abc", "/document/doc_aaaaaaaaaaaa?add=links",
    ],
)  # fmt: skip
def test_no_address_ends_in_a_fault(browser: Browser, path: str) -> None:
    browser.open()
    assert browser.ask("GET", path)[0] in (200, 404)


@pytest.mark.parametrize("entry", ["why", "value", "measure"])
def test_what_is_typed_comes_back_escaped(browser: Browser, item: str, entry: str) -> None:
    browser.open()
    form = {"csrf": browser.csrf, "action": "correct", "version": "0", "value": "none", entry: "<b>&\"'"}
    status, _, text = browser.ask("POST", item, form=form)
    assert status == 422
    assert "<b>" not in text and "&lt;b&gt;" in text


def test_a_fault_is_told_without_words_of_a_case(
    browser: Browser, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.open()

    def broken(*_: object) -> None:
        raise RuntimeError("Elsie was hitting her brother")

    monkeypatch.setattr(browser.desk.state, "refresh", broken)
    status, _, text = browser.ask("GET", "/")
    said = capsys.readouterr()
    assert status == 500
    assert "Elsie" not in text + said.out + said.err
    assert "RuntimeError" in said.err


def test_what_cannot_be_kept_is_told_with_what_to_do(
    browser: Browser, item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.open()

    def full(*_: object) -> None:
        raise StoreError("The decision was not kept (disk full)", remedy="Make space, then decide again.")

    monkeypatch.setattr(browser.desk.store, "append", full)
    status, _, text = browser.ask("POST", item, form={"csrf": browser.csrf, "action": "accept", "version": "0"})
    assert status == 500
    assert "was not kept (disk full). Make space, then decide again." in text


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 5000])
def test_a_form_without_a_version_is_of_no_version(browser: Browser, item: str, version: str) -> None:
    browser.open()
    form = {"csrf": browser.csrf, "action": "accept", "version": version}
    assert [browser.ask("POST", item, form=form)[0] for _ in range(2)] == [303, 409]


def test_undo_without_a_decision_goes_home(browser: Browser) -> None:
    browser.open()
    status, headers, _ = browser.ask("POST", "/undo", form={"csrf": browser.csrf, "back": "//elsewhere.example"})
    assert (status, headers["location"]) == (303, "/")


def test_a_decision_on_a_row_read_otherwise_since_is_shown_as_such(browser: Browser, item: str) -> None:
    browser.open()
    key = item.rpartition("/")[2]
    form = {"csrf": browser.csrf, "action": "accept", "version": "0"}
    assert browser.ask("POST", item, form=form)[0] == 303
    assert "read differently" not in browser.ask("GET", item)[2]
    file = browser.desk.material.folder / "figures.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    changed = [row | {"measure": "quite another"} if row["id"] == key else row for row in rows]
    file.write_text("".join(json.dumps(row) + "\n" for row in changed), "utf-8")
    desk = Desk(open_material(browser.desk.material.folder), browser.desk.store, browser.desk.sessions, shared=False)
    again = replace(browser, site=make_site(desk, Doors(hosts=frozenset({HOST})), cookie="gt"), desk=desk)
    assert "read differently" in again.ask("GET", item)[2]
