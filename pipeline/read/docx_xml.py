"""Names of WordprocessingML, the same for the transitional and the strict namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_MICROSOFT: Final = "http://schemas.microsoft.com/office/"
_PREFIXES: Final = {
    _TRANSITIONAL + "wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    _TRANSITIONAL + "officeDocument/2006/relationships": "r",
    _STRICT + "officeDocument/relationships": "r",
    _TRANSITIONAL + "officeDocument/2006/math": "m",
    _STRICT + "officeDocument/math": "m",
    _TRANSITIONAL + "drawingml/2006/main": "a",
    _STRICT + "drawingml/main": "a",
    _TRANSITIONAL + "drawingml/2006/wordprocessingDrawing": "wp",
    _STRICT + "drawingml/wordprocessingDrawing": "wp",
    _TRANSITIONAL + "drawingml/2006/chart": "c",
    _STRICT + "drawingml/chart": "c",
    _TRANSITIONAL + "drawingml/2006/diagram": "dgm",
    _STRICT + "drawingml/diagram": "dgm",
    _TRANSITIONAL + "drawingml/2006/picture": "pic",
    _STRICT + "drawingml/picture": "pic",
    _TRANSITIONAL + "markup-compatibility/2006": "mc",
    _MICROSOFT + "word/2010/wordml": "w14",
    _MICROSOFT + "word/2012/wordml": "w15",
    _MICROSOFT + "word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_NAMES: dict[str, str] = {}  # qualified tag -> short name, filled as tags are met: an office has some 1,500


def name(element: _Element) -> str:
    """The short name of an element, "w:p"; the tag itself where the namespace is unknown."""
    return short_name(str(element.tag))


def short_name(tag: str) -> str:
    """ "{...wordprocessingml...}p" -> "w:p"."""
    short = _NAMES.get(tag)
    if short is None:
        namespace, _, local = tag[1:].rpartition("}")
        prefix = _PREFIXES.get(namespace)
        short = f"{prefix}:{local}" if prefix else tag
        if len(_NAMES) < 10_000:
            _NAMES[tag] = short
    return short


def get(element: _Element | None, attribute: str) -> str | None:
    """The value of an attribute by short name ("w:val"), None without the element or the attribute."""
    if element is None:
        return None
    for tag, value in element.attrib.items():
        if short_name(str(tag)) == attribute:
            return str(value)
    return None


def get_plain(element: _Element, attribute: str) -> str:
    """The value of an attribute without a namespace, "" if it is missing."""
    return str(element.get(attribute) or "")


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first element at a path of short names: `child(p, "w:pPr", "w:numPr")`."""
    for step in path:
        if element is None:
            return None
        element = next((below for below in element if name(below) == step), None)
    return element


def children(element: _Element | None, wanted: str) -> Iterator[_Element]:
    """The children of that short name."""
    if element is not None:
        for below in element:
            if name(below) == wanted:
                yield below


def descendants(element: _Element, wanted: str) -> Iterator[_Element]:
    """All elements of that short name below, in the order of the file."""
    for below in element.iter():
        if name(below) == wanted:
            yield below


def is_on(element: _Element | None, *, default: bool = False) -> bool:
    """The value of a switch such as `<w:b/>` or `<w:b w:val="0"/>`; `default` where it is missing."""
    if element is None:
        return default
    value = get(element, "w:val")
    if value is None:
        value = get(element, "w14:val")
    return value is None or value.lower() not in ("0", "false", "off", "none")


def whole(text: str | None, *, default: int = 0, limit: int = 1_000_000) -> int:
    """An attribute as a whole number between -limit and limit; `default` for what is none."""
    digits = (text or "").strip()
    if not digits.removeprefix("-").isdecimal() or len(digits) > 12:
        return default
    return max(-limit, min(int(digits), limit))
