"""Render the sources under `corpora/sources/` into the real files under `corpora/`.

A source is one document in a small dialect: TOML front matter, a Markdown subset, and blocks for forms and
worry/strength/next-step grids (documented in `corpora/README.md`). `python -m corpora.build` writes each as the
DOCX, PDF, HTML or TXT file a council would have published, byte for byte the same every time.
"""

from .parse import parse_body
from .render import render_source
from .source import Source, SourceError, Style, load_source, load_sources, parse_source

__all__ = [
    "Source",
    "SourceError",
    "Style",
    "load_source",
    "load_sources",
    "parse_body",
    "parse_source",
    "render_source",
]
