"""A web page as a small tree of elements, without what a browser does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .lines import squeeze

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Browsers stop nesting at 512; pages made by people stay below 60.
_MAX_DEPTH: Final = 200
_NEVER_SHOWN: Final = frozenset((
    "script", "style", "template", "noscript", "head", "meta", "link", "base", "iframe", "object", "embed",
    "video", "audio", "canvas", "map", "datalist", "param",
))  # fmt: skip
# Classes by which frameworks hide elements, from everybody or from everybody but screen readers.
_HIDING_CLASSES: Final = frozenset((
    "hidden", "hide", "d-none", "is-hidden", "display-none", "sr-only", "visually-hidden", "visuallyhidden",
    "govuk-visually-hidden", "screen-reader-text", "screen-reader-only", "screenreader", "offscreen",
    "off-screen", "element-invisible", "nhsuk-u-visually-hidden", "show-for-sr", "u-visually-hidden",
))  # fmt: skip
# Also words set off the screen or in no size, as pages hide what only screen readers or search engines are to see.
_HIDING_STYLE: Final = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])|"
    r"(?:left|top|text-indent)\s*:\s*-\d{3,5}(?:px|em|rem|pt)|clip\s*:\s*rect\(\s*[01](?:px)?[\s,])"
)
_MAX_SELECTORS: Final = 500
_SHOWING_STYLE: Final = re.compile(r"(?:display\s*:\s*(?!none)\w|visibility\s*:\s*visible)")
_CLOSING: Final = frozenset(("div", "section", "nav", "aside", "ul", "ol", "p", "header", "footer", "form"))
_SIMPLE_SELECTOR: Final = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?$", re.IGNORECASE)
_CSS_COMMENT: Final = re.compile(r"/\*.{0,10000}?\*/", re.DOTALL)
# Elements that close only where the page closes them; the parser's time grows with the square of their nesting.
_NESTING: Final = re.compile(
    r"<(/?)(?:div|span|section|table|font|b|i|u|em|strong|a|ul|ol|blockquote|center|form)\b", re.IGNORECASE
)
_MAX_OPEN: Final = 10_000


@dataclass(slots=True)
class Element:
    """A tag in lower case, its attributes (a bare attribute is ""), and its children in order, text as strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The attribute's value, "" if it is missing."""
        return self.attributes.get(name, "")

    def has_class(self, name: str) -> bool:
        """Whether `name` is one of its classes."""
        return name in self.get("class").split()

    def elements(self) -> list[Element]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in the order of the page."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.elements()))

    def text(self) -> str:
        """All text below it on one line."""
        return squeeze(" ".join(self.strings()))

    def strings(self) -> Iterator[str]:
        """The texts below it in order, as they stand in the page."""
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                yield item
            else:
                stack.extend(reversed(item.children))


@dataclass(frozen=True, kw_only=True)
class Page:
    """The body of a page as shown, its title, and the words it hides by a class (kept as furniture)."""

    body: Element
    title: str
    hidden: list[str]


def parse_page(text: str) -> Page:
    """The tree of a page. Any text is a page; tags are mended as browsers mend them.

    Raises RecursionError for elements nested by the ten thousand.
    """
    from selectolax.lexbor import LexborHTMLParser

    if _is_bottomless(text):
        raise RecursionError
    parser = LexborHTMLParser(text)
    title_node = parser.css_first("title")
    title = squeeze(title_node.text()) if title_node is not None else ""
    style = "\n".join(node.text() for node in parser.css("style"))
    body = Element("body")
    hidden: list[str] = []
    root = parser.body
    if root is not None:
        simple, complicated = _hiding_selectors(style)
        marked = {node.mem_id for selector in complicated for node in _select(parser, selector)}
        opened = {str(node.attributes.get("aria-controls") or "") for node in parser.css("[aria-controls]")}
        _copy(root, body, simple, marked, opened, hidden)
    return Page(body=body, title=title, hidden=hidden)


def _select(parser: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """The elements a selector of the page's own style sheet means; none where it is no selector."""
    from selectolax.lexbor import SelectolaxError

    try:
        return parser.css(selector)
    except SelectolaxError:
        return []


def _copy(
    root: LexborNode, body: Element, hiding: set[str], marked: set[int], opened: set[str], hidden: list[str]
) -> None:
    """Copy what is shown, without recursion; what is nested deeper than the limit becomes its ancestor's child.

    `marked` are elements that the style sheet hides by where they stand. What is hidden from screen readers alone is shown,
    but a whole block that is so is a closed menu or window, kept as furniture; panels that a button on the page opens (their
    ids are in `opened`) are part of the paper.
    """
    stack: list[tuple[LexborNode, Element, int]] = [(root, body, 0)]
    while stack:
        node, parent, depth = stack.pop()
        if node.next is not None and node is not root:
            stack.append((node.next, parent, depth))
        tag = node.tag or ""
        if tag == "-text":
            parent.children.append(node.text_content or "")
            continue
        if node is root:
            element = parent
        else:
            if not tag or tag.startswith("-") or tag == "!doctype" or tag in _NEVER_SHOWN:
                continue
            attributes = {name: value or "" for name, value in node.attributes.items()}
            element = Element(tag, attributes)
            if _is_hidden(element, hiding) or (marked and node.mem_id in marked):
                continue
            is_closed = (
                element.get("aria-hidden").lower() == "true"
                and tag in _CLOSING
                and element.get("id") not in opened
                and element.get("role").lower() not in ("tabpanel", "region")
            )
            if (is_closed or _HIDING_CLASSES & set(element.get("class").split())) and tag not in (
                "caption",
                "th",
                "legend",
            ):
                hidden.append(squeeze(node.text(separator=" ")))
                continue
            parent.children.append(element)
        if node.first_child is not None:
            below = element if depth < _MAX_DEPTH else parent
            stack.append((node.first_child, below, depth + 1))


def _is_hidden(element: Element, hiding: set[str]) -> bool:
    attributes = element.attributes
    if "hidden" in attributes or (element.tag == "dialog" and "open" not in attributes):
        return True
    if element.tag == "input" and element.get("type").lower() == "hidden":
        return True
    style = element.get("style").lower()
    if style and _HIDING_STYLE.search(style):
        return True
    if not hiding:
        return False
    names = {element.tag, f"#{element.get('id')}", f"{element.tag}#{element.get('id')}"}
    for name in element.get("class").split():
        names |= {f".{name}", f"{element.tag}.{name}"}
    return bool(names & hiding) and not _SHOWING_STYLE.search(style)


def _hiding_selectors(style: str) -> tuple[set[str], list[str]]:
    """Selectors that the page's own style sheet hides on a screen, the last rule wins: simple ones (tag, .class, #id), others.

    Of the others, those of states (":hover") are left out.
    """
    hiding: set[str] = set()
    complicated: dict[str, None] = {}
    depth = 0  # of at-rules: what is hidden in print or on a small screen is shown to most
    for chunk in _CSS_COMMENT.sub("", style.lower()).split("}"):
        head, brace, declarations = chunk.rpartition("{")
        depth = max(depth + chunk.count("{") - 1, 0)
        if depth or not brace or "{" in head:
            continue
        for selector in head.split(","):
            name = selector.strip()
            if not name or ":" in name or name == "*":
                continue
            if not _SIMPLE_SELECTOR.match(name):
                if _HIDING_STYLE.search(declarations) and len(complicated) < _MAX_SELECTORS:
                    complicated[name] = None
                elif _SHOWING_STYLE.search(declarations):
                    complicated.pop(name, None)
                continue
            if _HIDING_STYLE.search(declarations):
                hiding.add(name)
            elif _SHOWING_STYLE.search(declarations):
                hiding.discard(name)
    return hiding, list(complicated)


def _is_bottomless(text: str) -> bool:
    depth = 0
    for match in _NESTING.finditer(text):
        depth += -1 if match[1] else 1
        if depth > _MAX_OPEN:
            return True
        depth = max(depth, 0)
    return False
