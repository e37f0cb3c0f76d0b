"""The review's goals, measured: the first page, the next item, the weight of a page, and eight reviewers at once.

`python -m tests.benchmark.review_bench` makes a run of 1,000 documents, serves it, and prints what it measured. With `--write` it
replaces the section "Review" of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from pipeline.review.store import EventStore
from tests.browser.review_run import make_run

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "benchmarks.md"
DOCUMENTS, REVIEWERS, DECISIONS = 1000, 8, 1000
HEADING = "## Review"
# Milliseconds until another row's heading stands on the page and was drawn.
_WATCH = """() => { const begun = performance.now(), old = document.querySelector('.panel h1');
return { done: new Promise(tell => { const see = () => { const now = document.querySelector('.panel h1');
if (now && now !== old) requestAnimationFrame(() => tell(performance.now() - begun)); else requestAnimationFrame(see); };
see(); }) }; }"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--decisions", type=int, default=DECISIONS, help="of each of the eight reviewers")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = many_documents(make_run(Path(place)), REVIEWERS * asked.decisions + 64)
        lines = [*serving(folder), *_browser(folder), *_concurrency(folder, asked.decisions)]
    text = "\n".join([_about(), "", "| what | measured | goal |", "| --- | --- | --- |", *lines, ""])
    print(text)
    if asked.write:
        page = PAGE.read_text("utf-8")
        head, _, rest = page.partition(f"{HEADING}\n")
        after = re.search(r"^## ", rest, re.MULTILINE)
        PAGE.write_text(f"{head.rstrip()}\n\n{HEADING}\n\n{text}{rest[after.start() :] if after else ''}", "utf-8")


def many_documents(folder: Path, figures: int) -> Path:
    """The run with its documents and figures repeated under other ids, until it has a thousand and enough of them."""
    documents = [json.loads(line) for line in (folder / "documents.jsonl").read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in (folder / "figures.jsonl").read_text("utf-8").splitlines()]
    with (folder / "documents.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(DOCUMENTS):
            row = documents[number % len(documents)]
            copy = (
                row
                if number < len(documents)
                else row | {"id": f"doc_copy{number:08}", "path": f"{number}-{row['path']}"}
            )
            stream.write(json.dumps(copy) + "\n")
    with (folder / "figures.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(max(figures, len(rows))):
            row = rows[number % len(rows)]
            stream.write(json.dumps(row if number < len(rows) else row | {"id": f"fig_copy{number:08}"}) + "\n")
    manifest = json.loads((folder / "run.json").read_text("utf-8"))
    manifest["counts"] |= {"documents": DOCUMENTS, "figures": max(figures, len(rows))}
    (folder / "run.json").write_text(json.dumps(manifest), "utf-8")
    return folder


class Server:
    """`goldenthread review` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "review", str(folder), "--no-browser", "--reviewer", "bench"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=REPOSITORY,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.link = self.process.stdout.readline().strip()
        self.address = urlsplit(self.link)
        self.cookie = self.ask("GET", f"{self.address.path}?{self.address.query}")[1].split(";")[0]

    def connection(self) -> HTTPConnection:
        connection = HTTPConnection(self.address.hostname or "", self.address.port, timeout=60)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, connection: HTTPConnection | None = None
    ) -> tuple[int, str, bytes]:
        connection = connection or self.connection()
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": getattr(self, "cookie", "")}
        connection.request(method, path, urlencode(form or {}), headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("set-cookie") or answer.getheader("location") or "", answer.read()

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def serving(folder: Path) -> list[str]:
    """From the command to the first page, and what the pages weigh."""
    server = Server(folder)
    try:
        status, _, body = server.ask("GET", "/")
        seconds = time.monotonic() - server.started
        assert status == 200
        again = time.monotonic()
        server.ask("GET", "/")
        page = time.monotonic() - again
        return [
            f"| first page of {DOCUMENTS} documents, from the command | {seconds:.2f} s | 2 s |",
            f"| the same page again | {page * 1000:.0f} ms | |",
            f"| weight of that page, without styles and scripts | {len(body) / 1000:.0f} kB | 200 kB |",
        ]
    finally:
        server.close()


def _browser(folder: Path) -> list[str]:
    """Key to the next item, and the weight of an item with its printed page, in Chromium."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM

    server = Server(folder)
    token = server.link  # used: a fresh browser takes the cookie instead
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
            context = browser.new_context(viewport={"width": 1366, "height": 900})
            name, _, value = server.cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": token.split("/start")[0]}])
            page = context.new_page()
            weight = 0

            def count(response: object) -> None:
                nonlocal weight
                if response.status == 200:  # type: ignore[attr-defined]
                    weight += len(response.body())  # type: ignore[attr-defined]

            rows = [json.loads(line) for line in (folder / "figures.jsonl").open(encoding="utf-8")]
            printed = next(row for row in rows if row["locator"]["page"])
            page.on("requestfinished", lambda request: count(request.response()))
            page.goto(f"{token.split('/start')[0]}/item/figures/{printed['id']}", wait_until="networkidle")
            whole = weight
            times = []
            for _ in range(30):
                waited = page.evaluate_handle(_WATCH)
                page.keyboard.press("a")
                times.append(waited.evaluate("watch => watch.done"))
            browser.close()
    finally:
        server.close()
    times.sort()
    return [
        f"| weight of an item with its printed page, styles and scripts | {whole / 1000:.0f} kB | 200 kB |",
        f"| key to the next item, a decision kept, median of 30 | {statistics.median(times):.0f} ms | 100 ms |",
        f"| the same, slowest but one | {times[-2]:.0f} ms | |",
    ]


def _concurrency(folder: Path, decisions: int) -> list[str]:
    """Eight reviewers who decide at once, each on rows of their own."""
    server = Server(folder)
    done = list(EventStore(folder).events())
    try:
        _, _, body = server.ask("GET", "/keys")
        found = re.search(rb'name="csrf" value="([^"]+)"', body)
        assert found is not None
        csrf = found[1].decode()
        ids = [json.loads(line)["id"] for line in (folder / "figures.jsonl").open(encoding="utf-8")]
        ids = [item for item in ids if item not in {event.item for event in done}]
        share = min(decisions, len(ids) // REVIEWERS)
        times: list[float] = []
        statuses: list[int] = []

        def review(number: int) -> None:
            connection = server.connection()
            for item in ids[number * share : (number + 1) * share]:
                begun = time.perf_counter()
                form = {"csrf": csrf, "action": "accept", "version": "0"}
                status, _, _ = server.ask("POST", f"/item/figures/{item}", form, connection)
                times.append(time.perf_counter() - begun)
                statuses.append(status)

        begun = time.monotonic()
        threads = [threading.Thread(target=review, args=(number,)) for number in range(REVIEWERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - begun
    finally:
        server.close()
    store = EventStore(folder)
    kept = len(list(store.events())) - len(done)
    times.sort()
    wrong = sum(status != 303 for status in statuses)
    return [
        f"| {REVIEWERS} reviewers with {share} decisions each: kept of {len(times)} | {kept} | all |",
        f"| the same: answers that were no success | {wrong} | 0 |",
        f"| the same: p50, p99, longest | {times[len(times) // 2] * 1000:.0f}, {times[int(len(times) * 0.99)] * 1000:.0f}, "
        f"{times[-1] * 1000:.0f} ms | p99 200 ms |",
        f"| the same: decisions a second | {len(times) / seconds:.0f} | |",
        f"| faults of the chain afterwards | {len(store.verify())} | 0 |",
    ]


def _about() -> str:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return (
        f"Measured with `python -m tests.benchmark.review_bench --write` on {os.cpu_count()} cores that were also doing other work "
        f"(load {load:.1f} at the end), Debian's Chromium, server and browser on one machine."
    )


if __name__ == "__main__":
    main()
