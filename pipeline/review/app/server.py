"""The server: on this machine alone, at a free port, with a link that opens it once."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ..material import Material
from ..store import EventStore
from .desk import Desk
from .guard import Doors
from .sessions import Sessions
from .site import make_site

LOOPBACK = "127.0.0.1"


def serve_review(
    material: Material,
    store: EventStore,
    *,
    who: str,
    port: int,
    form_file: Path | None,
    opened: Callable[[str], None],
) -> None:
    """Serve a run to the browser of this machine until interrupted. `opened` is told the link once the port is taken;
    `form_file` holds another form for the case audit."""
    import uvicorn

    sessions = Sessions()
    desk = Desk(material, store, sessions, shared=False, form_file=form_file)
    desk.images.warm()
    with closing(listening(LOOPBACK, port)) as taken:
        number = taken.getsockname()[1]
        doors = Doors(hosts=frozenset({f"{LOOPBACK}:{number}", f"localhost:{number}"}))
        site = make_site(desk, doors, cookie=f"gt_session_{number}")
        config = uvicorn.Config(
            site, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="off",
            timeout_keep_alive=30,
        )  # fmt: skip
        opened(f"http://{LOOPBACK}:{number}/start?token={sessions.launch_token(who)}")
        try:
            uvicorn.Server(config).run(sockets=[taken])
        finally:
            desk.images.close()


def listening(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 for any free one. Connections wait until the server takes them."""
    taken = socket.create_server((host, port), backlog=128)
    taken.set_inheritable(False)
    return taken
