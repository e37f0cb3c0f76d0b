"""The app: addresses, sessions and forms. `make_site` is its door."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from ...errors import GoldenThreadError
from . import actions, audit_pages, views
from .desk import FOLDER, Answer, Asked, Desk, go
from .guard import App, Doors, Guard
from .sessions import Session

STATIC: Final = {
    "review.css": "text/css",
    "review.js": "text/javascript",
    "htmx-4.0.1.min.js": "text/javascript",
}
_RELOAD: Final = {"HX-Refresh": "true"}  # the page's script then shows the whole answer
_STATIC_HEADERS: Final = {"Cache-Control": "public, max-age=3600"}  # holds no word of a case
Endpoint = Callable[[Request], Awaitable[Response]]


def make_site(desk: Desk, doors: Doors, *, cookie: str) -> App:
    """The app for one run. `cookie` is the name of its session cookie: ports of one host share their cookies."""

    def page(path: str, answer: Answer) -> Route:
        return Route(path, _endpoint(desk, cookie, answer), methods=["GET"])

    def form(path: str, answer: Answer) -> Route:
        return Route(path, _endpoint(desk, cookie, answer), methods=["POST"])

    routes = [
        Route("/start", _start(desk, cookie)),
        Route("/static/{name}", _static),
        page("/", views.documents),
        page("/rows/{table}", views.rows),
        page("/item/{table}/{item}", views.item),
        form("/item/{table}/{item}", actions.decide),
        form("/undo", actions.undo),
        page("/document/{document}", views.document),
        form("/document/{document}", actions.add),
        page("/picture/{document}/{page:int}", views.picture),
        page("/trail", views.trail),
        page("/audit", audit_pages.overview),
        form("/audit", audit_pages.draw),
        page("/audit/agreement", audit_pages.agreement),
        page("/audit/case/{case}", audit_pages.case),
        form("/audit/case/{case}", audit_pages.answer),
        page("/audit/case/{case}/moderate", audit_pages.moderate),
        form("/audit/case/{case}/moderate", audit_pages.keep_moderated),
        form("/audit/case/{case}/actions", audit_pages.act),
        page("/keys", views.keys),
        form("/keys", actions.keep_keys),
    ]
    return Guard(Starlette(routes=routes), doors)


def _endpoint(desk: Desk, cookie: str, answer: Answer) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        session = desk.sessions.find(request.cookies.get(cookie))
        if session is None:
            return _shut()
        form: dict[str, str] = {}
        if request.method == "POST":
            body = (await request.body()).decode("utf-8", "replace")
            form = {name: text.replace("\r\n", "\n") for name, text in parse_qsl(body, keep_blank_values=True)}
            if not _may(session, form):
                return PlainTextResponse(
                    "The form is out of date. Go back, reload the page and try again.", status_code=403, headers=_RELOAD
                )
        asked = Asked(request, session, form, request.path_params, request.query_params)
        try:
            return await run_in_threadpool(answer, desk, asked)
        except GoldenThreadError as error:  # its message is made for people and holds no words of a case
            return await run_in_threadpool(desk.trouble, asked, error)

    return endpoint


def _may(session: Session, form: dict[str, str]) -> bool:
    import hmac

    return session.role != "reader" and hmac.compare_digest(form.get("csrf", "").encode(), session.csrf.encode())


def _start(desk: Desk, cookie: str) -> Endpoint:
    async def start(request: Request) -> Response:
        session = desk.sessions.redeem(request.query_params.get("token", ""))
        if session is None:
            return _shut()
        answer = go("/")
        answer.set_cookie(cookie, session.key, httponly=True, samesite="strict", path="/")
        return answer

    return start


def _shut() -> Response:
    return PlainTextResponse(
        "This review is not open in this browser. Its link opens it once: start `goldenthread review` again for a new one.",
        status_code=401,
        headers=_RELOAD,
    )


async def _static(request: Request) -> Response:
    name: Any = request.path_params["name"]
    if name not in STATIC:
        return PlainTextResponse("Not found.", status_code=404)
    return FileResponse(FOLDER / "static" / name, media_type=STATIC[name], headers=_STATIC_HEADERS)
