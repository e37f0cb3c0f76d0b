"""The structure tree of a tagged PDF: what the file itself says is a heading, a list, a table.

Read with pikepdf, because PDFium gives the tree page by page and tears apart a table that runs over two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_MAX_NODES = 400_000
_MAX_DEPTH = 60
_MAX_SPAN = 200  # rows or columns a cell may claim to span

# Types of PDF 2.0 and of common producers in terms of PDF 1.7.
_SYNONYMS = {
    "Title": "H1",
    "FENote": "Note",
    "Footnote": "Note",
    "Endnote": "Note",
    "DocumentFragment": "Part",
    "Aside": "Div",
    "Sub": "Span",
    "Textbox": "Sect",
    "TextBox": "Sect",
    "InlineShape": "Figure",
    "Chart": "Figure",
    "Diagram": "Figure",
    "Header": "Artifact",
    "Footer": "Artifact",
}

MarkedContent = tuple[int, int]  # page from 1, marked-content id


@dataclass(slots=True)
class Tag:
    """An element. `kids` are elements and marked content in reading order."""

    type: str
    kids: list[Tag | MarkedContent] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1
    scope: str | None = None  # of a header cell: Row, Column or Both
    numbering: str | None = None  # of a list


def read_tags(pdf: Any) -> Tag | None:
    """The root of the structure tree of an open pikepdf document; None if it has none or it cannot be walked."""
    import pikepdf

    try:
        root = pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, pikepdf.Dictionary) or "/K" not in root:
            return None
        pages: dict[tuple[int, int], int] = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        tree = _Walker(root, pages).walk()
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError, KeyError):
        return None
    return tree if tree.kids else None


class _Walker:
    def __init__(self, root: Any, pages: dict[tuple[int, int], int]) -> None:
        self._root = root
        self._pages = pages
        self._roles = {str(key)[1:]: str(value)[1:] for key, value in (root.get("/RoleMap") or {}).items()}
        self._seen: set[tuple[int, int]] = set()
        self._count = 0

    def walk(self) -> Tag:
        tree = Tag("Document")
        self._add_kids(tree, self._root.get("/K"), None, 0)
        return tree

    def _add_kids(self, parent: Tag, kids: Any, page: int | None, depth: int) -> None:
        import pikepdf

        if kids is None or depth > _MAX_DEPTH:
            return
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self._count += 1
            if self._count > _MAX_NODES:
                return
            if isinstance(kid, int):
                if page is not None:
                    parent.kids.append((page, int(kid)))
            elif isinstance(kid, pikepdf.Dictionary):
                self._add_dictionary(parent, kid, page, depth)

    def _add_dictionary(self, parent: Tag, kid: Any, page: int | None, depth: int) -> None:
        own = kid.get("/Pg")
        here = self._pages.get(own.objgen, page) if own is not None else page
        kind = str(kid.get("/Type", ""))
        if kind == "/MCR":
            # Content of a form XObject (/Stm) has ids of its own, which PDFium does not tell apart from the page's.
            if "/MCID" in kid and "/Stm" not in kid and here is not None:
                parent.kids.append((here, int(kid["/MCID"])))
            return
        if kind == "/OBJR" or "/S" not in kid:
            return
        if kid.objgen != (0, 0):
            if kid.objgen in self._seen:
                return
            self._seen.add(kid.objgen)
        tag = Tag(self._role(str(kid["/S"])[1:]))
        _read_attributes(tag, kid.get("/A"))
        parent.kids.append(tag)
        self._add_kids(tag, kid.get("/K"), here, depth + 1)

    def _role(self, name: str) -> str:
        if name in _SYNONYMS:
            return _SYNONYMS[name]
        for _ in range(8):
            if name not in self._roles or self._roles[name] == name:
                break
            name = self._roles[name]
        return _SYNONYMS.get(name, name)


def _read_attributes(tag: Tag, attributes: Any) -> None:
    import pikepdf

    if attributes is None:
        return
    for entry in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if not isinstance(entry, pikepdf.Dictionary):
            continue
        tag.row_span = _span(entry.get("/RowSpan"), tag.row_span)
        tag.column_span = _span(entry.get("/ColSpan"), tag.column_span)
        if "/Scope" in entry:
            tag.scope = str(entry["/Scope"])[1:]
        if "/ListNumbering" in entry:
            tag.numbering = str(entry["/ListNumbering"])[1:]


def _span(value: Any, default: int) -> int:
    if value is None:
        return default
    try:
        return min(max(int(value), 1), _MAX_SPAN)
    except (TypeError, ValueError):
        return default
