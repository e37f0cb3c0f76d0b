"""What every page needs: the run, the decisions, the browser's session, and the templates that show them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ...errors import GoldenThreadError
from ...text.shown import visible, words
from ...vocab.audit_form import AuditForm, load_audit_form
from ..fields import TABLES, field_value, written
from ..material import Material
from ..queue import Queue
from ..state import State
from ..store import EventStore
from .page_images import PageImages
from .sessions import Session, Sessions

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER: Final = Path(__file__).parent
KEYS: Final[Mapping[str, tuple[str, str]]] = {
    "accept": ("a", "Accept"),
    "correct": ("c", "Correct"),
    "reject": ("r", "Reject"),
    "next": ("n", "Next"),
    "previous": ("p", "Previous"),
    "undo": ("u", "Undo my last decision"),
    "add": ("m", "Add a row that is missing"),
}
KEYS_COOKIE: Final = "gt_keys"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with its session and, of a form, its entries."""

    request: Request
    session: Session
    form: Mapping[str, str]
    parts: Mapping[str, Any]  # of the address's path
    query: Mapping[str, str]  # of the address

    def part(self, name: str) -> str:
        """A part of the address's path."""
        return str(self.parts[name])


Answer = Callable[["Desk", Asked], Response]


class Desk:
    """The run on the desk and the means to answer."""

    def __init__(
        self, material: Material, store: EventStore, sessions: Sessions, *, shared: bool, form_file: Path | None = None
    ) -> None:
        self.material = material
        self.store = store
        self.state = State(store)
        self.sessions = sessions
        self.images = PageImages()
        self.shared = shared  # several people with accounts
        self._form_file = form_file
        self._templates = _environment(material.labels)

    @cached_property
    def form(self) -> AuditForm:
        """The form of the case audit."""
        return load_audit_form(self._form_file)

    def queue(self, table: str) -> Queue:
        """The rows of a table as they stand now."""
        self.state.refresh()
        return Queue(self.material, self.state, table)

    def page(self, asked: Asked, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page made from a template."""
        keys = keys_of(asked.request)
        text = self._templates.get_template(template).render(
            desk=self,
            session=asked.session,
            keys=keys,
            key_data=json.dumps(keys),
            path=asked.request.url.path,
            **values,
        )
        return HTMLResponse(text, status_code=status)

    def missing(self, asked: Asked, what: str) -> Response:
        """A page that says that something is not in the run."""
        return self.page(asked, "missing.html", status=404, heading="That is not there", what=what)

    def trouble(self, asked: Asked, error: GoldenThreadError) -> Response:
        """A page that says what could not be done, and what to do: a full disk, a row decided on in the same moment."""
        return self.page(asked, "missing.html", status=500, heading="That could not be done", what=error.message)


def go(address: str) -> Response:
    """Send the browser to another page of the app."""
    return RedirectResponse(address, status_code=303)


def item_address(table: str, item: str, query: str = "") -> str:
    """The address of a row."""
    return f"/item/{quote(table)}/{quote(item)}{query}"


def number_in(text: str | None, default: int) -> int:
    """A number that a person or a form wrote; anything else, and what is absurdly long, is the default."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def keys_of(request: Request) -> dict[str, str]:
    """The key of each action in this browser; empty where its owner switched it off."""
    chosen = {name: key for name, (key, _) in KEYS.items()}
    try:
        kept = json.loads(request.cookies.get(KEYS_COOKIE, "{}"))
    except ValueError:
        return chosen
    if isinstance(kept, dict):
        chosen |= {name: key for name, key in kept.items() if name in KEYS and isinstance(key, str) and valid_key(key)}
    return chosen


def valid_key(key: str) -> bool:
    """A letter or digit, or nothing."""
    return key == "" or (len(key) == 1 and key.isascii() and key.isalnum())


def _environment(labels: Mapping[str, str]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, finalize=shown,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "words": lambda code: words(str(code) if code is not None else "", labels),
        "written": written,
        "at": field_value,
        "thousands": lambda number: f"{number:,}",
        "two_places": lambda number: "" if number is None else f"{number:.2f}",
    }
    environment.globals |= {"TABLES": TABLES, "KEYS": KEYS, "item_address": item_address}
    return environment
