"""Which documents are about one case: the same reference, or the same child where no reference speaks against it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Traits:
    """What tells the case of a document: its references, and the full names in lower case of the children named in it."""

    document: str
    references: tuple[str, ...]
    children: tuple[str, ...]


def group_documents(traits: Sequence[Traits]) -> dict[str, str]:
    """The key of the case of each document: its least reference, or else the least id of its documents.

    Documents that share a reference are one case. A document without a reference joins the case of a child of that full
    name; two that have different references stay apart, for children may share a name.
    """
    leader: dict[str, str] = {item.document: item.document for item in traits}

    def find(document: str) -> str:
        while leader[document] != document:
            document = leader[document]
        return document

    def join(one: str, other: str) -> None:
        one, other = find(one), find(other)
        leader[max(one, other)] = min(one, other)

    by_reference: dict[Hashable, str] = {}
    for item in traits:
        for reference in item.references:
            join(item.document, by_reference.setdefault(reference, item.document))
    with_reference = _first_of({item.document: item.children for item in traits if item.references})
    for item in traits:
        if not item.references:
            for child in item.children:
                join(item.document, with_reference.setdefault(child, item.document))
    references: dict[str, list[str]] = {}
    for item in traits:
        references.setdefault(find(item.document), []).extend(item.references)
    return {item.document: min(references[find(item.document)], default=find(item.document)) for item in traits}


def _first_of(children: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for document in sorted(children):
        for child in children[document]:
            found.setdefault(child, document)
    return found
