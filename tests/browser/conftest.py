"""A served review and a real Chromium; tests that need it skip where there is none."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the extra `dev` is not installed")
pytest.importorskip("uvicorn", reason="the extra `review` is not installed")

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from pipeline.review.app.desk import Desk
from pipeline.review.app.guard import Doors
from pipeline.review.app.server import LOOPBACK, listening
from pipeline.review.app.sessions import Sessions
from pipeline.review.app.site import make_site
from pipeline.review.store import EventStore
from pipeline.run.review import open_material

from .review_run import make_run

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Served:
    """A review that answers. `open_as` opens a browser's session for a person; pages of one person share it."""

    url: str
    desk: Desk
    folder: Path
    open_as: Callable[[str], Page]

    def first(self, table: str, paper: str) -> str:
        """The id of the first row of a table from that paper."""
        entries = self.desk.material.entries(table).values()
        return next(entry.id for entry in entries if self.desk.material.path(entry.document) == paper)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def made_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("review"))


@pytest.fixture
def served(made_run: Path, browser: Browser, tmp_path: Path) -> Iterator[Served]:
    """A review of a fresh copy of the run."""
    import uvicorn

    folder = tmp_path / "run"
    shutil.copytree(made_run, folder)
    store = EventStore(folder)
    sessions = Sessions()
    desk = Desk(open_material(folder), store, sessions, shared=False)
    taken = listening(LOOPBACK, 0)
    port = taken.getsockname()[1]
    doors = Doors(hosts=frozenset({f"{LOOPBACK}:{port}"}))
    config = uvicorn.Config(make_site(desk, doors, cookie="gt_session"), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    url = f"http://{LOOPBACK}:{port}"
    contexts: list[BrowserContext] = []

    def open_as(who: str) -> Page:
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{url}/start?token={sessions.launch_token(who)}")
        return page

    yield Served(url, desk, folder, open_as)
    for context in contexts:
        context.close()
    server.should_exit = True
    thread.join(10)
    taken.close()
    desk.images.close()
    store.close()


def axe(page: Page) -> list[tuple[str, list[str]]]:
    """Violations of accessibility rules on the page: rule and the elements. Run past the page's own policy, by the debugger."""
    options = json.dumps({"runOnly": RULES})
    expression = f"{AXE.read_text('utf-8')};axe.run({options}).then(r => JSON.stringify(r.violations))"
    session = page.context.new_cdp_session(page)
    answer: dict[str, Any] = session.send("Runtime.evaluate", {"expression": expression, "awaitPromise": True})
    found = json.loads(answer["result"]["value"])
    return [(item["id"], [node["html"][:200] for node in item["nodes"]]) for item in found]
