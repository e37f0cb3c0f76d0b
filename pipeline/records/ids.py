"""Identifiers derived from content, so that the same input gives the same ids."""

from __future__ import annotations

import hashlib


def content_id(prefix: str, *parts: object) -> str:
    """`prefix` and twelve hex digits of the sha256 of the parts, e.g. ``fig_1f0c9a3b7d21``.

    Twelve hex digits keep the chance of a clash below one in a million for 20,000 rows of one document, whose id is one
    of the parts.
    """
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}_{digest[:12]}"
