"""The door of the app: who may talk to it, and what no answer goes without. Every request passes here first.

Hosts are compared with a fixed list, so that a page elsewhere cannot reach the app under a name of its own (DNS rebinding). Writes
must come from the app's own pages: Origin and Sec-Fetch-Site say so, and the form carries a token of its session (CSRF).
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.exceptions import HTTPException

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES: Final = 2_000_000  # of a request's body
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_SAFE: Final = ("GET", "HEAD")


@dataclass(frozen=True, kw_only=True, slots=True)
class Doors:
    """The names under which the app may be called, with ports ("127.0.0.1:53124"), and its scheme."""

    hosts: frozenset[str]
    scheme: str = "http"

    @property
    def origins(self) -> frozenset[str]:
        """Where forms may come from."""
        return frozenset(f"{self.scheme}://{host}" for host in self.hosts)


class Guard:
    """Refuses what does not come from the app's own pages, and adds the headers. Faults are told without their words."""

    def __init__(self, app: App, doors: Doors) -> None:
        self._app = app
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        begun = False

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = [*message.get("headers", ()), *HEADERS]
                if not any(name == b"cache-control" for name, _ in headers):
                    headers.append((b"cache-control", b"no-store"))
                message["headers"] = headers
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await _plain(with_headers, *refusal)
            return
        try:
            await self._app(scope, _limited(receive), with_headers)
        except Exception as error:
            # The message of an unforeseen error may hold words of a case: only its kind and place are told.
            frame = traceback.extract_tb(error.__traceback__)[-1]
            print(
                f"goldenthread: {type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}", file=sys.stderr
            )
            if not begun:
                await _plain(with_headers, 500, "Something went wrong here. Nothing was kept; go back and try again.")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get("host", "") not in self._doors.hosts:
            return 400, "This address is not served here."
        if scope["method"] in _SAFE:
            return None
        if scope["method"] != "POST":
            return 405, "Not allowed."
        origin = headers.get("origin")
        if origin is not None and origin not in self._doors.origins:
            return 403, "The form did not come from this page."
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return 403, "The form did not come from this page."
        if origin is None and "sec-fetch-site" not in headers:
            return 403, "The form does not say where it came from."
        return None


def _limited(receive: Receive) -> Receive:
    taken = 0

    async def limited() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise HTTPException(413, "The form is too long.")
        return message

    return limited


async def _plain(send: Send, status: int, text: str) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": text.encode()})
