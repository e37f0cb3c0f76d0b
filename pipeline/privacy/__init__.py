"""Personal data: found, replaced by pseudonyms, looked for in what was written; and small counts suppressed."""

from __future__ import annotations

from .detect import PUBLIC_GENRES
from .edition import Edition
from .leaks import Chunk, Leak, LeakScanner, printed_dates
from .pseudonyms import SHORTEST_KEY, Pseudonyms
from .rows import rewrite_run
from .scrub import Matcher, Secret
from .shared import shared_tables
from .suppress import Sum, attack, suppress

__all__ = [
    "PUBLIC_GENRES",
    "SHORTEST_KEY",
    "Chunk",
    "Edition",
    "Leak",
    "LeakScanner",
    "Matcher",
    "Pseudonyms",
    "Secret",
    "Sum",
    "attack",
    "printed_dates",
    "rewrite_run",
    "shared_tables",
    "suppress",
]
