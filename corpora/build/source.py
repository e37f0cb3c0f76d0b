"""Read a source file: its front matter, checked key by key, and its body."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from .blocks import Block
from .parse import BodyError, parse_body

GENRES = ("committee_report", "minutes", "closure_summary", "assessment", "plan", "review", "guidance", "other")
FORMATS = ("docx", "pdf", "html", "txt")
FENCE = "+++"

_CHOICES: Mapping[str, tuple[Any, ...]] = {
    "font": ("sans", "serif"),
    "tables": ("ruled", "open", "banded"),
    "columns": (1, 2),
    "form": ("table", "lines", "stacked", "grid"),
    "numbering": ("typed", "automatic"),
    "navigation": (True, False),
    "letterhead": (True, False),
}
_REQUIRED = ("id", "title", "authority", "genre", "format", "exercises")


class SourceError(Exception):
    """A source that cannot be rendered; the message says which file, which line and what to change."""


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a document looks. A format takes no notice of the options that mean nothing to it."""

    font: str = "sans"
    header: str = ""
    footer: str = ""
    tables: str = "ruled"
    columns: int = 1
    navigation: bool = False
    form: str = "table"
    numbering: str = "typed"
    letterhead: bool = False


@dataclass(frozen=True, kw_only=True)
class Source:
    """One document as written, before it is given a file format."""

    set: str
    id: str
    title: str
    authority: str
    genre: str
    format: str
    date: dt.date | None
    exercises: tuple[str, ...]
    style: Style = field(default_factory=Style)
    blocks: tuple[Block, ...]

    @property
    def filename(self) -> str:
        """The rendered file's path below `corpora/`: "demo/thornmere-2023-scrutiny.docx"."""
        return f"{self.set}/{self.id}.{self.format}"


def load_sources(folder: Path, sets: tuple[str, ...] = ()) -> Iterator[Source | SourceError]:
    """Every source under `folder/<set>/`, in order of path; one that cannot be read comes out as its error.

    Without `sets`, all of them. Raises SourceError where a named set does not exist.
    """
    present = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    for name in sets:
        if name not in present:
            raise SourceError(f"no set {name!r} under {folder.name}/; there are: {', '.join(present) or 'none'}")
    for name in present:
        if sets and name not in sets:
            continue
        for path in sorted((folder / name).glob("*.md")):
            if path.name == "README.md":
                continue
            try:
                yield load_source(path)
            except SourceError as error:
                yield error


def load_source(path: Path) -> Source:
    """The document in the file `path`; its set is the name of the folder it lies in."""
    source = parse_source(path.read_text(encoding="utf-8"), set_name=path.parent.name, name=path.name)
    if source.id != path.stem:
        raise SourceError(f"{path.name}: id is {source.id!r}; call the file {source.id}.md or change the id")
    return source


def parse_source(text: str, *, set_name: str, name: str = "source") -> Source:
    """The document in `text`. Raises SourceError, naming `name`, at the first thing that cannot be rendered."""
    lines = text.splitlines()
    fences = [number for number, line in enumerate(lines) if line.strip() == FENCE]
    if len(fences) < 2 or fences[0] != 0:
        raise SourceError(f"{name}: front matter must open on the first line with {FENCE} and close with {FENCE}")
    try:
        front = tomllib.loads("\n".join(lines[1 : fences[1]]))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{name}: front matter is not TOML: {error}") from error
    style = _read_style(front.pop("style", {}), name)
    known = _read_front(front, name)
    try:
        blocks = parse_body("\n".join(lines[fences[1] + 1 :]), first_line=fences[1] + 2)
    except BodyError as error:
        raise SourceError(f"{name}, {error}") from error
    if not blocks:
        raise SourceError(f"{name}: the body is empty")
    return Source(set=set_name, style=style, blocks=blocks, **known)


def _read_front(front: dict[str, Any], name: str) -> dict[str, Any]:
    """The document's own keys; `exercises` may be a line or a list of lines."""
    for key in _REQUIRED:
        if not front.get(key):
            raise SourceError(f"{name}: front matter lacks {key!r}")
    unknown = sorted(set(front) - {*_REQUIRED, "date"})
    if unknown:
        raise SourceError(f"{name}: unknown front matter {unknown}; allowed are {[*_REQUIRED, 'date', 'style']}")
    for key, allowed in (("genre", GENRES), ("format", FORMATS)):
        if front[key] not in allowed:
            raise SourceError(f"{name}: {key} is {front[key]!r}; choose from {list(allowed)}")
    date = front.get("date")
    if date is not None and type(date) is not dt.date:
        raise SourceError(f"{name}: date is {date!r}; write a day without quotes, as in 2023-11-14")
    exercises = front["exercises"]
    lines = (exercises,) if isinstance(exercises, str) else tuple(exercises)
    return {**front, "date": date, "exercises": lines}


def _read_style(style: dict[str, Any], name: str) -> Style:
    """The `[style]` table; a key or a value nobody draws is refused."""
    known = {item.name for item in fields(Style)}
    unknown = sorted(set(style) - known)
    if unknown:
        raise SourceError(f"{name}: unknown style {unknown}; allowed are {sorted(known)}")
    for key, allowed in _CHOICES.items():
        if key in style and style[key] not in allowed:
            raise SourceError(f"{name}: style {key} is {style[key]!r}; choose from {list(allowed)}")
    return Style(**style)
