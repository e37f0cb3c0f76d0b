"""What a count or share is part of: "43% of the 604 parents", "of these, 29 once had help", "a sample of 30 found that 27 ...".

Words tell most wholes. Where a count has its share in brackets, arithmetic tells the rest: 33 (58%) is of the 57 said before.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .figure_antecedents import Antecedents
from .figure_draft import FigureDraft
from .figure_meaning import Description
from .figure_passages import Passage
from .figure_samples import opens_sample, sample_of

_OF_THESE = re.compile(
    r"(?:Of|Among|Out\s+of)\s+(?:these|those|them)(?:\s+(?P<what>[a-z]+(?:\s[a-z]+)?))?,", re.IGNORECASE
)
_OF_WHICH = re.compile(
    r"(?:[,;(–—]\s*(?:and\s+)?(?:of|out\s+of|among|amongst)\s+(?:which|whom|these|those|them)|\s(?:including|among\s+them))\b[^.;]*$",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"(?:^|[,;.:(–—]\s*|\bthat\s+)(?:of|out\s+of|among|amongst)\s+(?:the\s+|those\s+|these\s+|our\s+|all\s+|every\s+|its\s+|their\s+)*$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|whom|which)\b")
_OF_THE_NAMED = re.compile(
    r"(?:Of|Among)\s+(?:the|these|those|our)\s+(?P<what>[a-z][a-z’'-]*(?:\s[a-z][a-z’'-]*){0,3}),\s"
)
_OF_THE_NOUN = re.compile(r"\s+of\s+(?:the|these|those)\s+(?P<noun>[a-z]+)\b(?!\s+(?:of|in)\b)")
_FINITE = re.compile(r"\b(?:were|was|are|is|had|have|has)\b")
_HEDGE = r"(?:about\s+|around\s+|nearly\s+|almost\s+|just\s+(?:over|under)\s+|some\s+|roughly\s+)?"
_BRACKET = re.compile(rf"(?:\s+[\w’'-]+){{0,4}}\s*\(\s*{_HEDGE}$")
_AGAIN = re.compile(
    rf"[^.;]{{0,80}}?,?\s+(?:or|which\s+is|which\s+was|i\.e\.|that\s+is|equal\s+to|equivalent\s+to|representing|making|"
    rf"a\s+(?:response|return|rate|share|success|completion)\s+(?:rate\s+)?of|an?\s+\w+\s+rate\s+of)\s+{_HEDGE}$",
    re.IGNORECASE,
)
_OF_TARGET = re.compile(
    r"\s+of\s+(?:the|its|that|our|this)\s+(?:\w+\s+)?(?:target|goal|ambition|plan)\b", re.IGNORECASE
)
_OWN_OF = re.compile(r"\s+of\s+(?!(?:them|these|those)\b)", re.IGNORECASE)
_SERIES = re.compile(r"[^.;]*(?:,|\band)\s[^.;]*$")
_FEWEST = 10  # a smaller whole is not taken from arithmetic alone


def is_denominator(passage: Passage, index: int, description: Description) -> bool:
    """ "5 nights out of 7": the 7 counts nothing by itself."""
    number = passage.numbers[index]
    if index == 0 or number.kind is not None:
        return False
    between = passage.text[passage.numbers[index - 1].end : number.start]
    bare = description.unit is None or not re.match(r"\s+[a-z]", passage.text[number.end : number.end + 3])
    return bare and bool(re.search(r"^(?:\s+\w+){0,3}\s+out of\s+(?:a possible\s+|the\s+)?$", between))


def set_denominators(
    passage: Passage,
    drafts: dict[int, FigureDraft],
    descriptions: list[Description],
    moving: set[int],
    antecedents: Antecedents,
) -> None:
    """Write the whole into every count and share that the words, or its own share in brackets, say to be a part."""
    reading = _Wholes(passage, drafts, descriptions, antecedents)
    for index, draft in drafts.items():
        if draft.denominator is None and index not in moving and draft.unit_kind in ("count", "percent"):
            draft.denominator = reading.of(index)
    reading.by_shares(moving)
    for index, draft in drafts.items():
        if draft.denominator is None and index not in moving and draft.unit_kind in ("count", "percent"):
            draft.denominator = reading.of_earlier(index)
    reading.by_shares(moving)
    antecedents.sample = opens_sample(passage) or antecedents.sample


class _Wholes:
    def __init__(
        self,
        passage: Passage,
        drafts: dict[int, FigureDraft],
        descriptions: list[Description],
        antecedents: Antecedents,
    ) -> None:
        self.passage, self.text, self.numbers = passage, passage.text, passage.numbers
        self.drafts, self.descriptions, self.antecedents = drafts, descriptions, antecedents
        self.listed: dict[int, Decimal] = {}

    def of(self, index: int) -> Decimal | None:
        """The whole of one number by the words about it."""
        number = self.numbers[index]
        whole = self._beside(index) or self._of_target(index) or self._them_here(index)
        if whole is None and number.form in ("digits", "words"):
            whole = self._these(index) or self._which(index) or self._fronted(index)
        if whole is None and number.form in ("digits", "words") and number.kind is None:
            whole = self._listed(index) or self._of_the_same(index)
        return self._series(index) if whole is None and number.kind == "percent" else whole

    def _listed(self, index: int) -> Decimal | None:
        """ "It accepted 148 of the 163, returned 11 and declined 4": the whole of the first for those that go on with it."""
        first = self.numbers[index - 1] if index else None
        if first is None or not self._bare(index):
            return None
        whole = first.denominator if first.form == "of" else self.listed.get(index - 1)
        between = self.text[first.tail : self.numbers[index].start]
        goes_on = re.fullmatch(r"[^.;]{0,40}(?:,|\band)\s+(?:[a-z]+ed\s+)?", between) is not None
        if whole is None or not goes_on or whole < self.numbers[index].value:
            return None
        self.listed[index] = whole
        return whole

    def _of_the_same(self, index: int) -> Decimal | None:
        """ "Of the partner assessments, 318 came from schools": the last count of partner assessments."""
        match = _OF_THE_NAMED.match(self.text)
        if match is None or self.numbers[index].start < match.end() or not self._bare(index):
            return None
        words = {word.rstrip("s") for word in match["what"].lower().split()}
        for known in reversed(self.antecedents.near(self.passage)):
            said = {word.rstrip("s") for word in re.findall(r"[a-z-]+", f"{known.measure} {known.unit}".lower())}
            if known.unit_kind == "count" and words <= said and self._fits(index, known.value):
                return known.value
        return None

    def of_earlier(self, index: int) -> Decimal | None:
        """The whole that stands in an earlier sentence, where neither words nor a share in brackets settle it here."""
        number = self.numbers[index]
        if number.form not in ("digits", "words") or number.kind is not None:
            return None
        sampled = sample_of(
            self.passage, index, bare=self._bare(index), noun=self._noun(index), earlier=self.antecedents.sample
        )
        return self._them(index) or self._named(index) or sampled

    def _beside(self, index: int) -> Decimal | None:
        """ "43% of the 604 parents", "nine of December's 31 late reviews", "18 weeks out of 52"."""
        number = self.numbers[index]
        if index + 1 >= len(self.numbers):
            return None
        other = self.numbers[index + 1]
        larger = number.kind == "percent" or other.value >= number.value
        between = self.text[number.tail : other.start]
        return other.value if other.kind is None and larger and _out_of(between, number.kind == "percent") else None

    def _of_target(self, index: int) -> Decimal | None:
        """ "93% of the target": the target that was said before."""
        number = self.numbers[index]
        if number.kind != "percent" or not _OF_TARGET.match(self.text, number.end):
            return None
        here = [d for i, d in self.drafts.items() if i < index]
        known = [
            d for d in (*self.antecedents.near(self.passage), *here) if d.role == "target" and d.unit_kind == "count"
        ]
        return known[-1].value if known else None

    def _these(self, index: int) -> Decimal | None:
        """ "Of these, 29 once had help": what was counted before."""
        of_these = _OF_THESE.match(self.text)
        if of_these is None or self.numbers[index].start < of_these.end() or not self._bare(index):
            return None
        counted = self.antecedents.counted_before(self.passage, (of_these["what"] or "").strip())
        return counted.value if counted is not None and self._fits(index, counted.value) else None

    def _which(self, index: int) -> Decimal | None:
        """ "742 referrals, of which 519 ...", "96 young people, including 14 in care"."""
        number = self.numbers[index]
        match = _OF_WHICH.search(self.text[: number.start])
        if match is None or not (self._bare(index) or number.kind == "percent"):
            return None
        earlier = [n for n in self.numbers[:index] if n.kind is None and n.end <= match.start() + 1]
        return earlier[-1].value if earlier and self._fits(index, earlier[-1].value) else None

    def _them_here(self, index: int) -> Decimal | None:
        """ "58 volunteers, 44 of whom are active", "four of them vacant": the last count of the sentence that can hold it."""
        number = self.numbers[index]
        if not _OF_THEM.match(self.text, number.end):
            return None
        return next(
            (n.value for n in reversed(self.numbers[:index]) if n.kind is None and n.value >= number.value), None
        )

    def _them(self, index: int) -> Decimal | None:
        """ "Twenty-two of them": the last count of the sentence before."""
        number = self.numbers[index]
        if not _OF_THEM.match(self.text, number.end):
            return None
        known = self.antecedents.of(self.passage, "counted") if index == 0 else None
        return known.value if known is not None and known.unit_kind == "count" and known.value >= number.value else None

    def _fronted(self, index: int) -> Decimal | None:
        """ "Of the 118 children in care for long, 79 have ... and 12 ...": the whole of all that follow."""
        if not self._bare(index) and self.numbers[index].kind != "percent":
            return None
        for earlier in range(index - 1, -1, -1):
            whole = self.numbers[earlier]
            if whole.kind is not None or not _FRONTED.search(self.text[max(0, whole.start - 24) : whole.start]):
                continue
            between = self.text[whole.end : self.numbers[earlier + 1].start]
            begins = earlier + 1 < index or "," in between or _FINITE.search(between) is None
            if (
                begins
                and ". " not in self.text[whole.end : self.numbers[index].start]
                and self._fits(index, whole.value)
            ):
                return whole.value
        return None

    def _named(self, index: int) -> Decimal | None:
        """ "Forty of the families": the last count of families."""
        match = _OF_THE_NOUN.match(self.text, self.numbers[index].end)
        if match is None:
            return None
        here = [d for i, d in self.drafts.items() if i < index]
        known = [
            d
            for d in (*self.antecedents.near(self.passage), *here)
            if d.unit_kind == "count"
            and d.role == "reported"
            and (d.unit or "").lower().split()[-1:] == [match["noun"].lower()]
        ]
        return known[-1].value if known and self._fits(index, known[-1].value) else None

    def _series(self, index: int) -> Decimal | None:
        """ "37% of the 940 plans closed, housing in 21% and debt in 9%": the same whole for what leaves it out."""
        number = self.numbers[index]
        if _OWN_OF.match(self.text, number.end):
            return None
        before = [i for i in self.drafts if i < index and self.numbers[i].kind == "percent"]
        first = self.drafts[before[-1]] if before else None
        if first is None or first.denominator is None or first.role != "reported":
            return None
        between = self.text[self.numbers[before[-1]].end : number.start]
        return (
            first.denominator
            if _SERIES.fullmatch(between) and not re.search(r"\b(?:than|from|against)\b", between)
            else None
        )

    def by_shares(self, moving: set[int]) -> None:
        """ "33 of the families (58%)", "61 of our 78 schools, which is 78 per cent": a count and its share have one whole."""
        for index, share in self.drafts.items():
            part = self.drafts.get(index - 1)
            if part is None or share.unit_kind != "percent" or part.unit_kind != "count" or {index, index - 1} & moving:
                continue
            number = self.numbers[index]
            between = self.text[self.numbers[index - 1].tail : number.start]
            bracket = _BRACKET.fullmatch(between) is not None
            if not bracket and (not _AGAIN.fullmatch(between) or _OWN_OF.match(self.text, number.end)):
                continue
            if part.denominator is None and share.denominator is None:
                part.denominator = self._by_arithmetic(index - 1, share.value)
            if share.denominator is None and part.denominator is not None:
                agrees = _agrees(part.value, part.denominator, share.value)
                share.denominator = part.denominator if bracket or agrees else None
            part.denominator = part.denominator if part.denominator is not None else share.denominator

    def _by_arithmetic(self, index: int, share: Decimal) -> Decimal | None:
        here = [n.value for n in self.numbers[:index] if n.kind is None]
        before = [d.value for d in self.antecedents.near(self.passage) if d.unit_kind == "count"]
        part = self.drafts[index].value
        return next(
            (n for n in reversed([*before, *here]) if n >= _FEWEST and n > part and _agrees(part, n, share)), None
        )

    def _noun(self, index: int) -> str:
        return (self.descriptions[index].unit or "").lower().split(" ")[-1]

    def _bare(self, index: int) -> bool:
        """Whether the number names no noun of its own, or it takes its noun from the front of the sentence."""
        described = self.descriptions[index]
        if re.match(r"\s+(?:\w+ly\s+)?[a-z]+ed\s+(?!by\b)", self.text[self.numbers[index].end :]):
            return True  # "nine needed work": a verb that a parser may take for an adjective
        return (
            described.unit is None
            or described.elliptical
            or described.rule in ("fronted of", "gapped", "subject", "no noun")
        )

    def _fits(self, index: int, whole: Decimal) -> bool:
        return self.numbers[index].kind == "percent" or whole >= self.numbers[index].value


def _agrees(part: Decimal, whole: Decimal, share: Decimal) -> bool:
    """Whether the share is that of the part in the whole, to the places it is printed with."""
    exponent = share.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return whole > 0 and abs(part * 100 / whole - share) <= Decimal("0.51") / 10**places


def _out_of(between: str, percent: bool) -> bool:
    article = r"(?:the\s+|these\s+|those\s+|all\s+|our\s+|a\s+total\s+of\s+)*"
    if re.search(rf"\bout of\s+{article}$", between):
        return True
    if percent:
        return re.fullmatch(rf"\s+of\s+{article}", between) is not None
    return re.fullmatch(r"\s+of\s+(?:the\s+)?(?:\w+['’]s|their|our|its)\s+", between) is not None
