"""Which part of a web page is the paper itself: the rest is navigation, cookie banners, breadcrumbs and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .html_tree import Element

_NAVIGATION_TAGS: Final = frozenset(("nav", "footer", "menu"))
_NAVIGATION_ROLES: Final = frozenset((
    "navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "alertdialog", "dialog",
    "tablist",
))  # fmt: skip
# Words in an element's id and classes that say what it is for.
_NAVIGATION_WORDS: Final = frozenset((
    "nav", "navbar", "navigation", "subnav", "sidenav", "topnav", "leftnav", "menu", "submenu", "megamenu",
    "breadcrumb", "breadcrumbs", "crumb", "crumbs", "cookie", "cookies", "cookiebanner", "footer", "sidebar",
    "skip", "skiplink", "skiplinks", "share", "sharing", "social", "socialmedia", "pagination", "pager",
    "toolbar", "search", "searchbox", "login", "signin", "signup", "newsletter", "subscribe", "backtotop",
    "sitemap", "quicklinks", "toplinks", "masthead", "related", "sharedaddy", "addtoany",
))  # fmt: skip
_SHARING_WORDS: Final = frozenset(
    ("share", "sharing", "social", "breadcrumb", "breadcrumbs", "skip", "pager", "pagination")
)
_CONTENT_WORDS: Final = frozenset((
    "content", "contents", "maincontent", "main", "pagecontent", "bodycontent", "mgcontent", "modgov",
    "article", "post", "entry", "pagebody",
))  # fmt: skip
_ANSWER_WORDS: Final = frozenset(("feedback", "respond", "useful"))
_FILLED: Final = ("value", "checked")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_\-:]+")
# An element that is called navigation but holds more of the page's words than this is the page.
_MAX_SHARE: Final = 0.35
_MIN_MAIN: Final = 80


def find_furniture(body: Element) -> set[int]:
    """The ids (`id()`) of elements whose words are not part of the paper. The rest of the body is the paper."""
    sizes = _sizes(body)
    total = max(sizes[id(body)][0], 1)
    furniture = {
        id(element)
        for element in body.walk()
        if element is not body and sizes[id(element)][0] <= _MAX_SHARE * total and _is_navigation(element)
    }
    main = _declared_main(body, sizes, furniture)
    if main is not None:
        kept = {id(element) for element in main.walk()}
        kept |= _path_to(body, main)
        title = _title_outside(body, kept, furniture)
        furniture |= {id(element) for element in body.walk() if id(element) not in kept and id(element) not in title}
    return furniture | _link_lists(body, sizes, furniture, declared=main is not None)


def _sizes(body: Element) -> dict[int, tuple[int, int, int]]:
    """For each element: characters of text, characters of it inside links, and links."""
    sizes: dict[int, tuple[int, int, int]] = {}
    for element in reversed(list(body.walk())):
        text = links = anchors = 0
        for child in element.children:
            if isinstance(child, str):
                text += len(child.strip())
            else:
                below = sizes[id(child)]
                text, links, anchors = text + below[0], links + below[1], anchors + below[2]
        if element.tag == "a":
            links, anchors = text, 1
        sizes[id(element)] = (text, links, anchors)
    return sizes


def _is_navigation(element: Element) -> bool:
    if element.tag in _NAVIGATION_TAGS or element.get("role").lower() in _NAVIGATION_ROLES:
        return True
    if element.tag in ("header", "aside"):
        return not any(below.tag in ("h1", "table") for below in element.walk())
    if element.tag == "p":
        return bool(_words(element) & _SHARING_WORDS)
    if element.tag in ("a", "h1", "h2", "table", "th", "tr", "li", "span", "label", "input", "form"):
        return False
    if _words(element) & {"action", "actions"}:
        return all(isinstance(child, Element) or not child.strip() for child in element.children) and all(
            below.tag in ("a", "button", "span", "ul", "li") for child in element.elements() for below in child.walk()
        )  # "Change" beside an answer
    if _words(element) & _ANSWER_WORDS and _asks_its_reader(element):
        return True
    return bool(_words(element) & _NAVIGATION_WORDS) and not any(
        below.tag in ("h1", "main", "article") for below in element.walk()
    )


def _asks_its_reader(element: Element) -> bool:
    """ "Is this page useful?", "Leave a reply": buttons, and nothing entered, which "Family feedback" of a form would have."""
    below = list(element.walk())
    filled = any(
        (item.tag == "textarea" and item.text()) or (item.get("type") != "hidden" and any(map(item.get, _FILLED)))
        for item in below
        if item.tag in ("input", "textarea")
    )
    return any(item.tag == "button" for item in below) and not filled


def _words(element: Element) -> set[str]:
    names = f"{element.get('id')} {element.get('class')}"
    return {part.lower() for part in _CAMEL.split(names) if part}


def _declared_main(body: Element, sizes: dict[int, tuple[int, int, int]], furniture: set[int]) -> Element | None:
    """The element the page itself calls its main content, or that is called so by its id or class."""
    found: list[list[Element]] = [[], [], []]
    for element in _outside(body, furniture):
        if element.tag == "main" or element.get("role").lower() == "main":
            found[0].append(element)
        elif element.tag == "article":
            found[1].append(element)
        elif element.tag in ("div", "section", "td") and _names(element) & _CONTENT_WORDS:
            found[2].append(element)
    total = sizes[id(body)][0]
    for candidates, least in zip(found, (0.15, 0.4, 0.4), strict=True):
        best = max(candidates, key=lambda element: sizes[id(element)][0], default=None)
        if best is not None and sizes[id(best)][0] >= max(_MIN_MAIN, least * total):
            return best
    return None


def _names(element: Element) -> set[str]:
    """Ids and classes whole, without their hyphens: "main-content" is "maincontent"."""
    return {re.sub(r"[-_]", "", name).lower() for name in f"{element.get('id')} {element.get('class')}".split()}


def _outside(body: Element, furniture: set[int]) -> Iterator[Element]:
    stack = [body]
    while stack:
        element = stack.pop()
        if id(element) in furniture:
            continue
        yield element
        stack.extend(reversed(element.elements()))


def _path_to(body: Element, target: Element) -> set[int]:
    """The ids of the elements that hold `target`."""
    parents: dict[int, Element] = {id(child): element for element in body.walk() for child in element.elements()}
    path: set[int] = set()
    element: Element | None = target
    while element is not None:
        path.add(id(element))
        element = parents.get(id(element))
    return path


def _title_outside(body: Element, kept: set[int], furniture: set[int]) -> set[int]:
    """The page's only first-level heading, where it stands above the main content, with the elements that hold it."""
    headings = [element for element in _outside(body, furniture) if element.tag == "h1"]
    if len(headings) != 1 or id(headings[0]) in kept:
        return set()
    return _path_to(body, headings[0]) | {id(element) for element in headings[0].walk()}


def _link_lists(
    body: Element, sizes: dict[int, tuple[int, int, int]], furniture: set[int], *, declared: bool
) -> set[int]:
    """Lists and boxes that are nothing but links: menus that no tag or class calls so.

    Within a declared main content only lists of links into the same page are set aside.
    """
    found: set[int] = set()
    total = max(sizes[id(body)][0], 1)
    for element in _outside(body, furniture):
        if element.tag not in ("ul", "ol", "div", "section", "td", "table", "p"):
            continue
        text, links, anchors = sizes[id(element)]
        if anchors < 3 or links < 0.8 * text or text > 60 * anchors or text > 0.5 * total:
            continue
        inside = all(below.get("href").startswith("#") for below in element.walk() if below.tag == "a")
        if inside or not declared:
            found.add(id(element))
    return found
