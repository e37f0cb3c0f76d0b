"""Printed numbers: which of them number the document's paragraphs, and which the items of a list.

Council papers number their paragraphs ("1." to "56.", or "3.1", "3.2"), and the tables and lists beneath are cited by that
number. A list starts at 1 again and its items stand together.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .pieces import Flow, Piece

# A converter may drop a few numbers of a sequence; "31" missing between 30 and 32 does not end it.
_MAX_GAP: Final = 3
# Items this long on average (characters) are paragraphs even where nothing stands between them.
LONG_ITEM: Final = 160


@dataclass(kw_only=True)
class _Numbered:
    """A piece with a number, its place in the flow, and how many pieces stand before it that are no list item."""

    index: int
    piece: Piece
    number: str


def settle_numbers(flow: Flow) -> Flow:
    """The flow with `kind` set for every numbered piece, and numbers taken away that are quantities, dates or names."""
    numbered = [
        _Numbered(index=index, piece=item, number=item.number)
        for index, item in enumerate(flow)
        if isinstance(item, Piece)
        and item.number is not None
        and not item.listed
        and item.kind in ("paragraph", "list_item", "heading")
    ]
    _drop_doubtful(numbered)
    for entry in numbered:
        if entry.piece.number is None:
            continue
        if "." in entry.number:
            _make_paragraph(entry.piece)
        elif not entry.number.isdigit():
            _make_item(entry.piece)
    kept = [entry for entry in numbered if entry.piece.number is not None]
    has_dotted = sum("." in entry.number for entry in kept) > 2
    _settle_plain(flow, [entry for entry in kept if entry.number.isdigit()], has_dotted=has_dotted)
    for entry, after in pairwise(kept):
        if entry.number.isdigit() and after.number.startswith(f"{entry.number}."):
            _make_paragraph(entry.piece)  # "3." over "3.1"
    return flow


def _drop_doubtful(numbered: list[_Numbered]) -> None:
    """ "4.1 weeks" keeps its number only where 4.2, 4.0 or 4 is printed as well; "A. Shah" only next to a B."""
    present = {entry.number for entry in numbered}
    for entry in numbered:
        if entry.piece.doubtful and not _neighbours(entry.number) & present:
            entry.piece.number, entry.piece.content = None, 0


def _neighbours(number: str) -> set[str]:
    if number.isalpha():
        code = ord(number[0])
        return {chr(code - 1), chr(code + 1)}
    head, _, last = number.rpartition(".")
    return {f"{head}.{int(last) - 1}", f"{head}.{int(last) + 1}"}


def _settle_plain(flow: Flow, entries: list[_Numbered], *, has_dotted: bool) -> None:
    """Follow the sequence that runs through the document; what restarts inside it is a list.

    Where paragraphs are numbered "3.1", plain numbers that stand together are a list however long its items are.
    """
    main: list[_Numbered] = []
    nested_next, nested_index = 0, -2
    for entry in entries:
        number = int(entry.number)
        expected = int(main[-1].number) + 1 if main else number
        goes_on = number == nested_next and _adjacent(flow, nested_index, entry.index)
        if not goes_on and expected <= number <= expected + _MAX_GAP:
            main.append(entry)
            nested_next = 0
            continue
        nested_next, nested_index = number + 1, entry.index
        _make_item(entry.piece)
    for run in _runs(main):
        is_list = all(entry.piece.kind != "heading" for entry in run) and all(
            _adjacent(flow, low.index, high.index) for low, high in pairwise(run)
        )
        is_short = has_dotted or sum(len(entry.piece.text) for entry in run) < LONG_ITEM * len(run)
        for entry in run:
            (_make_item if is_list and is_short else _make_paragraph)(entry.piece)


def _runs(main: list[_Numbered]) -> list[list[_Numbered]]:
    """The sequence, parted where another of Word's automatic lists goes on: "1., 2." and then "3." of a list of its own.

    Numbers that are typed, or of lists of one item, stay with those before them.
    """
    series = [entry.piece.series for entry in main]
    runs: list[list[_Numbered]] = []
    for entry in main:
        own = entry.piece.series
        if runs and own != runs[-1][-1].piece.series and own is not None and min(series.count(own), len(runs[-1])) > 1:
            runs.append([entry])
        elif runs:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _adjacent(flow: Flow, low: int, high: int) -> bool:
    """Whether only bullets and lettered items stand between two places."""
    return low >= 0 and all(isinstance(item, Piece) and item.kind == "list_item" for item in flow[low + 1 : high])


def _make_item(piece: Piece) -> None:
    if piece.kind != "heading":
        piece.kind = "list_item"


def _make_paragraph(piece: Piece) -> None:
    if piece.kind != "heading":
        piece.kind, piece.level = "paragraph", None
