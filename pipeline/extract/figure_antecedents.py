"""Earlier figures of a document, for the sentences that lean on them."""

from __future__ import annotations

from decimal import Decimal

from ..records.figure import Period
from .figure_draft import FigureDraft
from .figure_passages import Passage
from .figure_samples import Sample

_SAME_PAGE = 3_000  # characters back that "of the 342" may reach
_RECENT = 200  # days before the paper's date that "now" may be
NEXT_SENTENCE = 400  # characters back that "it was" may reach


class Antecedents:
    """What a reader remembers of earlier figures, for the sentences that leave out what they count."""

    def __init__(self, in_tables: list[FigureDraft]) -> None:
        self.in_tables = in_tables
        self._by_block: dict[int, list[FigureDraft]] = {}
        self.recent: dict[str, FigureDraft] = {}
        self.sample: Sample | None = None
        self.snapshot: Period | None = None  # the last day up to the paper's own on which figures were counted

    def remember(self, passage: Passage, draft: FigureDraft) -> None:
        """Add a figure that is done."""
        self._by_block.setdefault(passage.block.id, []).append(draft)
        if draft.role not in ("standard", "baseline"):
            self.recent[pool_of(draft)] = draft

    def note_day(self, passage: Passage) -> None:
        """Remember the day on which a passage's figures stood."""
        reference = passage.context.reference
        for mention in passage.periods if passage.numbers else ():
            day = mention.period.start
            counted = mention.grain == "day" and mention.relation in ("at", "during") and day == mention.period.end
            if counted and day is not None and reference is not None and 0 <= (reference - day).days <= _RECENT:
                self.snapshot = mention.period

    def of(self, passage: Passage, pool: str) -> FigureDraft | None:
        """The last figure of the paragraph, else of the lead-in, else of the text, that could be gone on with."""
        lead = passage.lead_in
        for block in (passage.block, lead.block if lead is not None else None):
            earlier = [
                draft
                for draft in (self._by_block.get(block.id, []) if block is not None else [])
                if pool_of(draft) == pool and draft.role != "standard"
            ]
            if earlier:
                return earlier[-1]
        return self.recent.get(pool)

    def last(self, passage: Passage) -> FigureDraft | None:
        """The last figure of the sentences before this one in its paragraph."""
        earlier = [draft for draft in self._by_block.get(passage.block.id, []) if draft.end <= passage.start]
        return earlier[-1] if earlier else None

    def counted_before(self, passage: Passage, what: str) -> FigureDraft | None:
        """The count that "of these (children)" goes back to: the last of that noun, else the largest of the sentence before."""
        drafts = [d for block in self._by_block.values() for d in block]
        near = [d for d in drafts if d.unit_kind == "count" and 0 < passage.start - d.end < NEXT_SENTENCE]
        named = [d for d in near if what and (d.unit or "").lower().endswith(what.lower())]
        if named:
            return named[-1]
        last = [d for d in near if d.evidence == near[-1].evidence]
        return max(last, key=lambda d: d.value) if last and (not what or not named) else None

    def near(self, passage: Passage) -> list[FigureDraft]:
        """The figures a little way back, in order."""
        drafts = [d for block in self._by_block.values() for d in block]
        return sorted((d for d in drafts if 0 < passage.start - d.end < _SAME_PAGE // 2), key=lambda d: d.start)

    def of_value(self, passage: Passage, value: Decimal) -> FigureDraft | None:
        """The last figure of this value a little way back: "41 of the 342"."""
        drafts = [d for block in self._by_block.values() for d in block]
        near = [d for d in drafts if d.value == value and 0 < passage.start - d.end < _SAME_PAGE]
        return near[-1] if near else None

    def lead(self, passage: Passage) -> FigureDraft | None:
        """The last count or share of the sentence that announces a list."""
        lead = passage.lead_in
        if lead is None:
            return None
        drafts = self._by_block.get(lead.block.id, [])
        return next((d for d in reversed(drafts) if d.end <= lead.end and d.unit_kind in ("count", "percent")), None)


def pool_of(draft: FigureDraft) -> str:
    """Kinds that can stand for one another: a share goes on with the count it is a share of."""
    return {"currency": "money", "duration": "time", "rate": "rate"}.get(draft.unit_kind, "counted")
