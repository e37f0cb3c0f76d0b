"""Who is at the browser: a launch token that opens one session, and the cookie that keeps it."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Final, Literal

Role = Literal["auditor", "moderator", "reader"]
IDLE_SECONDS: Final = 8 * 3600  # a session ends after so long without a request
LONGEST_NAME: Final = 80


@dataclass(slots=True)
class Session:
    """One browser. `csrf` stands in every form; `who` signs every decision."""

    key: str
    who: str
    role: Role
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    seen: float = field(default_factory=time.monotonic)


class Sessions:
    """The sessions of one server. They live in memory and end with it."""

    def __init__(self, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._token: tuple[str, str] | None = None
        self._idle = idle_seconds

    def launch_token(self, who: str) -> str:
        """A token that opens one session for that person, once."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._token = (token, who)
        return token

    def redeem(self, token: str) -> Session | None:
        """The session that a launch token opens; None for a wrong or used one."""
        with self._lock:
            if self._token is None or not hmac.compare_digest(self._token[0].encode(), token.encode()):
                return None
            who = self._token[1]
            self._token = None
        return self.open(who, "moderator")

    def open(self, who: str, role: Role) -> Session:
        """A new session."""
        session = Session(secrets.token_urlsafe(32), who, role)
        with self._lock:
            self._sessions[session.key] = session
        return session

    def find(self, key: str | None) -> Session | None:
        """The session of a cookie, if it has not ended."""
        now = time.monotonic()
        with self._lock:
            session = self._sessions.get(key or "")
            if session is None:
                return None
            if now - session.seen > self._idle:
                del self._sessions[session.key]
                return None
            session.seen = now
            return session

    def close(self, session: Session) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(session.key, None)


def tidy_name(name: str) -> str:
    """A reviewer's name as it signs decisions: one line, without the white space around it."""
    return " ".join(name.split())[:LONGEST_NAME]
