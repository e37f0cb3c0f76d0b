"""What can only be told from the whole document: headings, lists, numbered paragraphs, notes, captions, page breaks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from .pdf_continued import join_continued
from .pdf_headings import BodyStyle, body_style, mark_headings
from .pdf_lines import is_contents_entry
from .pdf_markers import Marker, find_marker
from .pdf_model import Grid, Item, Passage

_CAPTION = re.compile(
    r"^(?:figure|fig\.?|table|chart|graph|diagram|map|exhibit|image|plate)\s?(?:[A-Z]\d*|\d+(?:[.\-]\d+)*|[ivx]+)\b(?!\s(?:shows|sets|below|above|is|are|gives|and|in)\b)",
    re.IGNORECASE,
)
_TERMINAL = re.compile(r"[.!?:;]['\"’”)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_WINDOW = 60  # markers looked back on for the one that comes before in a sequence


def finish(items: Sequence[Item]) -> list[Item]:
    """The items with their kinds decided and paragraphs joined over page breaks. Items are changed in place."""
    items = join_continued(items)
    passages = [item for item in items if isinstance(item, Passage)]
    body = body_style(passages)
    _mark_contents(items)
    _mark_captions(items, body)
    _mark_footnotes(passages, body)
    mark_headings(passages, body)
    joined = _join_over_pages(items)
    _mark_lists([item for item in joined if isinstance(item, Passage)])
    for item in joined:
        if isinstance(item, Passage) and item.kind is None:
            item.kind = "paragraph"
    return joined


def _mark_contents(items: Sequence[Item]) -> None:
    """Tables of contents: three titles or more, one after the other, with page numbers that never fall."""
    run: list[Passage] = []
    for item in [*items, None]:
        if isinstance(item, Passage) and item.kind is None and is_contents_entry(item.lines[-1]):
            number = int(item.lines[-1].words[-1].text)
            if not run or int(run[-1].lines[-1].words[-1].text) <= number:
                run.append(item)
                continue
        if len(run) >= 3:
            for entry in run:
                entry.kind, entry.contents = "paragraph", True
        run = []


def _mark_captions(items: Sequence[Item], body: BodyStyle) -> None:
    for index, item in enumerate(items):
        if not isinstance(item, Passage) or item.kind is not None:
            continue
        text = " ".join(line.text for line in item.lines)
        if not _CAPTION.match(text) or len(text.split()) > 45:
            continue
        beside = items[max(index - 1, 0) : index + 2]
        by_table = any(isinstance(other, Grid) for other in beside)
        if by_table or item.lines[0].bold or item.lines[0].size < 0.97 * body.size or not _TERMINAL.search(text):
            item.kind = "caption"


def _mark_footnotes(passages: Sequence[Passage], body: BodyStyle) -> None:
    """Small print that opens with a raised figure, and the small print under it."""
    page_of_note = 0
    for passage in passages:
        if passage.kind not in (None, "list_item") or not passage.lines:
            continue
        first = passage.lines[0]
        marker = find_marker(first)
        small = first.size <= 0.93 * body.size
        if marker is not None and marker.kind == "note" and first.size <= 1.02 * body.size:
            passage.kind = "footnote"
            page_of_note = passage.page
        elif small and page_of_note == passage.page and passage.kind is None and marker is None:
            passage.kind = "footnote"


def _join_over_pages(items: Sequence[Item]) -> list[Item]:
    """Paragraphs and list items that run on over a page or column break as one."""
    joined: list[Item] = []
    open_one: Passage | None = None
    for item in items:
        if isinstance(item, Grid) or item.kind in ("heading", "caption"):
            open_one = None
        elif item.kind not in ("footnote", "chart"):
            if open_one is not None and _runs_on(open_one, item):
                open_one.lines.extend(item.lines)
                continue
            open_one = item
        joined.append(item)
    return joined


def _runs_on(one: Passage, two: Passage) -> bool:
    last, first = one.lines[-1], two.lines[0]
    if (last.page, one.column) == (first.page, two.column) or one.contents or two.contents:
        return False
    if one.tagged and two.tagged and not (last.page < first.page and first.text[:1].islower()):
        return False
    if not (last.page <= first.page <= last.page + 1) or two.kind not in (None, one.kind):
        return False
    if abs(last.size - first.size) > 0.6 or last.bold != first.bold:
        return False
    if _TERMINAL.search(last.text) or find_marker(first) is not None:
        return False
    width_left = last.right - last.x1
    return first.text[:1].islower() or (width_left < 0.25 * max(last.right - last.x0, 1.0) and len(last.text) > 25)


def _mark_lists(passages: Sequence[Passage]) -> None:
    """Numbered paragraphs and list items, by their markers, the sequences these form, and their indent."""
    markers = [_marker(passage) for passage in passages]
    runs = _sequences(passages, markers)
    for index, (passage, marker) in enumerate(zip(passages, markers, strict=True)):
        if marker is None or passage.kind not in (None, "list_item") or passage.contents:
            continue
        run = runs.get(index)
        passage.numbered = run is not None
        if marker.kind in ("bullet", "dash") or run == "list":
            passage.kind = "list_item"
        elif run == "paragraphs":
            passage.kind = "paragraph"
    _set_list_levels(passages)


def _marker(passage: Passage) -> Marker | None:
    return find_marker(passage.lines[0]) if passage.lines else None


def _sequences(passages: Sequence[Passage], markers: Sequence[Marker | None]) -> dict[int, str]:
    """For each numbered passage that is one of a sequence, whether it numbers "paragraphs" or a "list"."""
    chains: list[list[int]] = []
    open_chains: list[list[int]] = []
    for index, marker in enumerate(markers):
        if marker is None or marker.kind in ("bullet", "dash", "note") or passages[index].contents:
            continue
        chain = next((chain for chain in reversed(open_chains) if _follows(passages, markers, chain[-1], index)), None)
        if chain is None:
            chain = []
            chains.append(chain)
            open_chains.append(chain)
            del open_chains[:-_WINDOW]
        else:
            open_chains.remove(chain)
            open_chains.append(chain)
        chain.append(index)
    found: dict[int, str] = {}
    for chain in chains:
        kind = _chain_kind(passages, markers, chain)
        if kind is not None:
            found.update(dict.fromkeys(chain, kind))
    return found


def _follows(passages: Sequence[Passage], markers: Sequence[Marker | None], before: int, index: int) -> bool:
    one, two = markers[before], markers[index]
    if one is None or two is None or one.form != two.form:
        return False
    if one.kind == "decimal" and two.kind == "decimal":
        return _next_decimal(one.number or "", two.number or "")
    kinds = {one.kind, two.kind}
    if one.kind != two.kind and not kinds <= {"letter", "roman"}:
        return False
    line_one, line_two = passages[before].lines[0], passages[index].lines[0]
    elsewhere = passages[before].column != passages[index].column or line_one.page % 2 != line_two.page % 2
    aligned = abs(line_one.x0 - line_one.left - line_two.x0 + line_two.left) < 1.2 * line_two.size or elsewhere
    return two.order == one.order + 1 and aligned


def _next_decimal(one: str, two: str) -> bool:
    """Whether "3.9" may follow "3.8", or "4.1", "3.8.1" or "3.10" it."""
    a, b = [int(part) for part in one.split(".")], [int(part) for part in two.split(".")]
    if len(b) > len(a):
        return b[: len(a)] == a and all(part == 1 for part in b[len(a) :])
    a = a[: len(b)]
    if a[:-1] == b[:-1]:
        return b[-1] == a[-1] + 1
    return a[0] + 1 == b[0] and all(part == 1 for part in b[1:])


def _chain_kind(passages: Sequence[Passage], markers: Sequence[Marker | None], chain: Sequence[int]) -> str | None:
    first = markers[chain[0]]
    if first is None:
        return None
    if first.kind == "decimal":
        return "paragraphs" if len(chain) > 1 or first.wide or passages[chain[0]].tagged else None
    if len(chain) == 1:
        alone = passages[chain[0]].kind == "list_item" or (first.order == 1 and first.wide)
        return "list" if alone or (first.wide and first.form not in ("#", "#.A")) else None
    if first.kind != "number":
        return "list"
    between = [passages[index] for one, two in itertools.pairwise(chain) for index in range(one + 1, two)]
    parted = sum(1 for passage in between if passage.kind == "heading")
    return "paragraphs" if parted >= 1 and len(chain) >= 5 else "list"


def _set_list_levels(passages: Sequence[Passage]) -> None:
    """Levels of list items by the indent of their markers within one list."""
    stack: list[float] = []
    for passage in passages:
        line = passage.lines[0]
        indent = line.x0 - line.left
        if passage.kind != "list_item":
            if passage.kind in ("heading", "paragraph") and not (stack and indent > stack[0] + 4):
                stack = []
            continue
        slack = 0.7 * line.size
        while stack and indent < stack[-1] - slack:
            stack.pop()
        if not stack or indent > stack[-1] + slack:
            stack.append(indent)
        if not passage.tagged or passage.level is None:
            passage.level = len(stack)
        else:
            passage.level = max(passage.level, len(stack))
