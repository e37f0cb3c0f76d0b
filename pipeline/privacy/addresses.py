"""Addresses: boxes that ask for one, what stands before a postcode, numbered houses in running text, and their parts again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..vocab import Vocabulary
from .labelled import Labelled
from .mention import Mention

_CAP = r"(?:St\.?|[A-Z][^\W\d_]*(?:[’'-][^\W\d_]+)*)(?!\w)"
_BLOCKS = "House|Court|Lodge|Tower|Towers|Flats|Buildings|Mansions|Hostel"
_HOUSES = "Cottage|House|Farm|Lodge|Bungalow|Barn|Mill|Villa"
_SPLIT = re.compile(r"[^,\n\t;]+")
_LONGEST = 160  # characters of an address
_STOPS = re.compile(
    r"[:.;(\n\t•\"“]|\b(?:at|is|was|to|from|in|of|now|moved|live|lives|living|home|address|which|and|with|on)\b",
    re.IGNORECASE,
)
_NO_ADDRESS = re.compile(
    r"^(?:as above|same|same as|nfa|no fixed|not known|unknown|withheld|confidential|see |n/?a\b|none|tbc|as before|yes|no\b)",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"\b(?:is|was|are|were|has|have|had|said|says|because|they|she|he|we)\b")
_TAIL = re.compile(
    r"\s*(?:\(|\b(?:since|until|till|from|same|moved|with|where|who|which|council|private|tel|telephone|phone|mob|email)\b)",
    re.IGNORECASE,
)


class AddressFinder:
    """Finds addresses; compiled once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.personal
        streets = "|".join(sorted((re.escape(word.capitalize()) for word in words.streets), key=len, reverse=True))
        dwellings = "|".join(word.capitalize() for word in words.dwellings)
        unit = rf"(?:(?:{dwellings})[ ]\w{{1,4}},?[ ])"
        schools = "|".join(sorted({word.split()[-1].capitalize() for word in words.schools}))
        street = rf"(?:{_CAP}[ ]){{1,3}}(?:{streets})\b(?![ ](?:{schools})\b)\.?"
        self._school_after = rf"(?![ ](?:{schools})\b)"
        town = rf"(?:,[ ]{_CAP}(?:[ -]{_CAP}){{0,2}}(?![\w’']))"
        # "14 Tansy Close", "Flat 3, 88 Coldwell Road, Sallow Bridge", "12b Canal Side"
        self._numbered = re.compile(
            rf"(?<![\w/£.:-]){unit}?\d{{1,4}}[ ]?[A-Za-z]?(?:[ ]?-[ ]?\d{{1,4}})?,?[ ]{street}{town}{{0,3}}"
        )
        # "7 Heron House, Mill Road", "Room 6, Marsh House, Canal Street": a unit and a named building
        self._named = re.compile(
            rf"(?<![\w/£.:-])(?:{unit}|\d{{1,4}}[A-Za-z]?[ ])(?:The[ ])?(?:{_CAP}[ ]){{1,3}}(?:{_BLOCKS}){town}{{1,3}}"
        )
        # "Rose Cottage, Back Lane": a named house and its street
        self._house = re.compile(rf"(?<![\w’'])(?:The[ ])?(?:{_CAP}[ ]){{0,2}}(?:{_HOUSES}),[ ]{street}{town}{{0,3}}")
        self._above_street = re.compile(rf"^(?:{dwellings})\b|\b(?:{_BLOCKS}|{_HOUSES})$|^\d")
        self._street = re.compile(rf"^(?:\d{{1,4}}[ ]?[A-Za-z]?[ ])?((?:{_CAP}[ ]){{1,3}}(?:{streets})\.?)$")
        self._building = re.compile(
            rf"^(?:\d{{1,4}}[A-Za-z]?[ ])?((?:The[ ])?(?:{_CAP}[ ]){{1,3}}(?:{_BLOCKS}|Cottage|Farm))$"
        )

    def find(self, text: str, labelled: Sequence[Labelled], postcodes: Sequence[Mention]) -> list[Mention]:
        """Addresses in `text`, without their postcodes."""
        found = [
            *self._in_boxes(text, labelled, postcodes),
            *self._before_postcodes(text, postcodes),
            *(
                _made(text, *match.span(), "the shape of a street address")
                for pattern in (self._numbered, self._named, self._house)
                for match in pattern.finditer(text)
            ),
        ]
        return [mention for mention in found if mention.end - mention.start > 3]

    def parts(self, addresses: Sequence[str]) -> tuple[str, ...]:
        """The streets and named houses in addresses: what tells a home by itself."""
        names: set[str] = set()
        for address in addresses:
            for piece in _SPLIT.findall(address):
                match = self._building.match(piece.strip())
                if match:
                    names.add(match.group(1).removeprefix("The ").strip())
                match = self._street.match(piece.strip())
                if match:
                    names.add(match.group(1))
                    break  # what follows the street is the town
        return tuple(sorted(names))

    def again(self, text: str, parts: Sequence[str]) -> Iterator[Mention]:
        """Streets and houses of known addresses wherever they stand: "They have been at Marsh House since August"."""
        for part in parts:
            for match in re.finditer(
                rf"(?<![\w’'])(?:\d{{1,4}}[A-Za-z]? )?{re.escape(part)}(?!\w){self._school_after}", text
            ):
                yield _made(text, *match.span(), "part of an address that is given elsewhere")

    def _in_boxes(self, text: str, labelled: Sequence[Labelled], postcodes: Sequence[Mention]) -> Iterator[Mention]:
        for item in labelled:
            words = item.label.lower().split()
            if "address" not in item.kinds and words not in (["home"], ["lives"], ["residence"]):
                continue
            if "email" in item.kinds:
                continue
            for low, high in _lines(text, item.start, item.end):
                yield from self._in_box(text, low, high, item.label, postcodes)

    def _in_box(self, text: str, low: int, high: int, label: str, postcodes: Sequence[Mention]) -> Iterator[Mention]:
        value = text[low:high].strip()
        if not value or _NO_ADDRESS.match(value) or len(value) > _LONGEST or not re.search(r"[A-Z]", value):
            return
        inside = [code for code in postcodes if low <= code.start < high]
        end = inside[0].start if inside else high
        tail = _TAIL.search(text, low, end)
        if tail and tail.start() > low:
            end = tail.start()
        piece = text[low:end]
        if not _STATEMENT.search(piece) and (inside or re.search(r"\d|,", piece) or self._street.match(piece.strip())):
            yield _made(text, low, end, f"the label {label}")

    def _before_postcodes(self, text: str, postcodes: Sequence[Mention]) -> Iterator[Mention]:
        """Pieces between commas that run up to a postcode, back to the first that is no part of an address."""
        for code in postcodes:
            floor = max(text.rfind("\n", 0, code.start), text.rfind("\t", 0, code.start), code.start - _LONGEST) + 1
            start = code.start
            stretch = text[floor:start].rstrip(" ,")
            at = len(stretch)
            numbered = False
            while at > 0:
                comma = stretch.rfind(",", 0, at)
                piece = stretch[comma + 1 : at]
                stop = max((match.end() for match in _STOPS.finditer(piece) if not _is_joiner(piece, match)), default=0)
                words = piece[stop:]
                if not words.strip() or not re.match(r"\s*(?:\d|[A-Z])", words):
                    break
                if numbered and not self._above_street.search(words.strip()):
                    break  # "Maja Hartley, 22 Old Forge Mews": who lives there
                numbered = numbered or words.strip()[:1].isdigit()
                start = floor + comma + 1 + stop
                if stop:
                    break
                at = comma
            if start < code.start:
                words = text[start : code.start].strip(" ,")
                if re.search(r"\d", words) or "," in words or self._street.match(words):
                    yield _made(text, start, code.start, "what stands before a postcode")


def _is_joiner(piece: str, match: re.Match[str]) -> bool:
    """Whether a small word stands between capitalised words of one name: "Barton in the Beans"; not "Lives in Barton"."""
    before = re.search(r"([A-Z][a-z]+) $", piece[: match.start()])
    if before is None or _STOPS.fullmatch(before.group(1)) or match.group().lower() not in ("in", "on", "of", "and"):
        return False
    return re.match(r" (?:the )?[A-Z]", piece[match.end() :]) is not None


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    for line in text[start:end].split("\n"):
        yield low, low + len(line)
        low += len(line) + 1


def _made(text: str, start: int, end: int, basis: str) -> Mention:
    while start < end and text[start] in " ,;:.-–\n\t(":
        start += 1
    while end > start and text[end - 1] in " ,;:.-–\n\t(":
        end -= 1
    return Mention(kind="address", start=start, end=end, value=" ".join(text[start:end].split()).lower(), basis=basis)
