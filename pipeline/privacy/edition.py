"""The personal data of many documents, what replaces each piece of it, and the documents rewritten so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..records.document import Document, evidence_at
from ..records.ids import content_id
from ..records.personal import PersonalData
from ..vocab import Vocabulary
from .aliases import owner_of
from .detect import SHORTEST_NUMBER, CaseFile, Detector, Survey
from .mention import Kind, Mention
from .offsets import Change, Rewritten
from .pseudonyms import Pseudonyms
from .rewrite import Page, Rewriter
from .scrub import Matcher, Secret


@dataclass(frozen=True, kw_only=True)
class _Replaced:
    """One document: its personal data, the page of its new text, and what must not be seen of its case, named by kind."""

    rows: tuple[PersonalData, ...]
    page: Page
    kinds: tuple[Secret, ...]


class Edition:
    """Finds the personal data of many documents and rewrites them.

    Every document is surveyed first, so that what one says of a case helps in all of its documents; then `settle` decides
    what is replaced by what.
    """

    def __init__(self, *, vocabulary: Vocabulary, pseudonyms: Pseudonyms) -> None:
        self.pseudonyms = pseudonyms
        self._detector = Detector(vocabulary)
        self._surveys: dict[str, Survey] = {}
        self._replaced: dict[str, _Replaced] = {}

    def survey(self, document: Document) -> None:
        """Look at a document by itself. The same document may be given twice."""
        if document.id not in self._surveys:
            self._surveys[document.id] = self._detector.survey(document)

    def settle(self, load: Callable[[str], Document]) -> None:
        """Decide what is replaced in each document; `load` gives a surveyed document by its id."""
        files = self._detector.case_files(list(self._surveys.values()))
        members: dict[str, list[str]] = {}
        for key in self._surveys:
            members.setdefault(files[key].key, []).append(key)
        for documents in members.values():
            self._settle_case(files[documents[0]], [load(key) for key in documents])

    def personal_data(self, document: str) -> tuple[PersonalData, ...]:
        """The personal data of a document, in order."""
        return self._replaced[document].rows

    def secrets(self) -> dict[str, tuple[Secret, ...]]:
        """What must not be seen in the rows of each document, by its new id. A secret's `replacement` names its kind."""
        return {self.pseudonyms.identifier(key): item.kinds for key, item in self._replaced.items()}

    def texts(self) -> Iterator[tuple[str, str]]:
        """The new id and text of every document."""
        for key, item in self._replaced.items():
            yield self.pseudonyms.identifier(key), item.page.rewritten.text

    def rewriter(self) -> Rewriter:
        """Rewrites documents and rows."""
        return Rewriter({key: item.page for key, item in self._replaced.items()}, identify=self.pseudonyms.identifier)

    def _settle_case(self, case: CaseFile, documents: Sequence[Document]) -> None:
        found = [(document, self._detector.mentions(document, case)) for document in documents]
        secrets = self._secrets(case, found)
        matcher = Matcher(secret for secret, _ in secrets)
        kinds = tuple(replace(secret, replacement=kind) for secret, kind in secrets)
        births = frozenset(
            date.fromisoformat(mention.value)
            for _, mentions in found
            for mention in mentions
            if mention.kind == "date_of_birth"
        )
        for document, mentions in found:
            replaced = [(mention, self.pseudonyms.replacement(mention, case)) for mention in mentions]
            rewritten = Rewritten(document.text, (Change(m.start, m.end, words) for m, words in replaced))
            self._replaced[document.id] = _Replaced(
                rows=tuple(_row(document, mention, words) for mention, words in replaced),
                page=Page(rewritten=rewritten, matcher=matcher, births=births),
                kinds=kinds,
            )

    def _secrets(
        self, case: CaseFile, found: Sequence[tuple[Document, Sequence[Mention]]]
    ) -> list[tuple[Secret, Kind]]:
        """Every way in which the personal data of a case are written, what replaces it, and its kind."""
        values: dict[str, tuple[Secret, Kind]] = {}

        def add(text: str, mention: Mention) -> None:
            text = " ".join(text.split())
            if not (text.isdigit() and len(text) < SHORTEST_NUMBER) and text not in values:
                replacement = self.pseudonyms.replacement(mention, case)
                values[text] = (Secret(text, replacement, self._detector.is_doubtful(text)), mention.kind)

        for document, mentions in found:
            for mention in mentions:
                text = document.text[mention.start : mention.end]
                add(text, mention)
                if mention.kind == "date_of_birth":
                    born = date.fromisoformat(mention.value)
                    add(born.isoformat(), mention)
                    add(f"{born:%d/%m/%Y}", mention)
                elif mention.kind == "address" and "," in text and len(text.split(",")[0].split()) > 2:
                    add(text.split(",")[0], mention)
                elif mention.kind in ("phone", "nhs_number", "nino", "postcode"):
                    add(mention.value, mention)
        for alias in case.people.aliases():
            if not self._detector.is_doubtful(alias) and any(
                mention.kind == "person" for _, ms in found for mention in ms
            ):
                who = owner_of(alias, case.people)
                if case.people.aliases()[alias] != "nickname":
                    add(alias, Mention(kind="person", start=0, end=0, value=who, basis="", person=who))
        return [values[text] for text in sorted(values)]


def _row(document: Document, mention: Mention, replacement: str) -> PersonalData:
    return PersonalData(
        id=content_id("per", document.id, mention.start, mention.kind),
        document=document.id,
        kind=mention.kind,
        text=document.text[mention.start : mention.end],
        evidence=evidence_at(document, mention.start, mention.end),
        replacement=replacement,
    )
