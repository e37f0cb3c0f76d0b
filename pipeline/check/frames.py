"""Changes as they are told: from what to what, which way, by how much.

"Open plans rose from 388 to 412, an increase of 24 (6.2%)" is one frame: old 388, new 412, upwards, amounts 24 and 6.2%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..records.figure import Figure
from .catalogue import Subject
from .statements import Statement, pattern
from .wording import BETTER, DOWN, UP, WORSE

_DIR = rf"(?P<d>{UP}|{DOWN}|{BETTER}|{WORSE})"
_NOUN = (
    r"(?P<d>increase|rise|growth|uplift|jump|gain|improvement|fall|drop|reduction|decrease|decline|dip|deterioration"
    r"|saving|cut)"
)
# A few words of the same thought, without another figure.
_GAP = r"(?:(?!\band\b|\bbut\b|\bwhile\b)[^⟦⟧.;:]){0,60}?"
_AMOUNT = (
    r"(?:about |around |nearly |almost |over |some |just (?:over|under) |more than )?<n>(?:,? or <m>|,? \((?:or "
    r"|about |an? )?<k>[^⟦⟧.;]{0,15}\))?"
)
_VERB_FROM_TO = pattern(
    rf"\b{_DIR}\b(?:(?:[^⟦⟧.;]{{0,40}}? by)? {_AMOUNT})?[^⟦⟧.;:]{{0,90}}? from (?:the )?<o>[^⟦⟧.;]{{0,90}}? to "
    rf"(?:the )?<y>"
)
_FROM_TO_AMOUNT = pattern(
    rf"\bfrom (?:the )?<o>[^⟦⟧.;]{{0,80}}? to (?:the )?<y>[^⟦⟧.;]{{0,80}}?[,(–-] ?(?:which (?:is|was) |this is "
    rf"|that is |up by |down by )?(?:an? )?(?:[a-z]+ )?{_NOUN} of {_AMOUNT}"
)
_UP_FROM = pattern(
    rf"<y>[^⟦⟧.;]{{0,90}}?[\s,(–-](?:which (?:is|was) |that is )?(?:an? )?(?P<d>up|down|higher|lower|rising"
    rf"|falling|increasing|increased|decreased|reduced|rise|increase|fall|drop|decrease|reduction)"
    rf"(?: of)?(?: by)?(?: {_AMOUNT})?[^⟦⟧.;:,]{{0,40}}? (?:from|on|against|compared (?:to|with)) (?:the |a "
    rf"figure of )?<o>"
)
_MORE_THAN = pattern(
    rf"<y>[^⟦⟧.;]{{0,90}}?[\s,(–-](?:which (?:is|was) |that is )?{_AMOUNT} "
    r"(?:(?!for\b|in\b|by\b|at\b|to\b|of\b|and\b)[a-z]+ )?(?P<d>more|fewer|less"
    rf"|higher|lower|up|down|above|below) (?:than|from|on) (?:the |a |in )?{_GAP}<o>"
)
_COMPARED_AMOUNT = pattern(
    rf"<y>[^⟦⟧.;]{{0,110}}?\b(?:compared (?:to|with)|against|from) "
    rf"[^⟦⟧.;]{{0,40}}?<o>[^⟦⟧.;]{{0,80}}?[,:(–-] ?(?:which (?:is|was) |this is |that is )?(?:an? )?(?:[a-z]+ "
    rf")?{_NOUN} of {_AMOUNT}"
)
_NOUN_FROM_TO_IS = pattern(
    rf"\b{_NOUN}\b[^⟦⟧.;]{{0,60}}?,? from (?:the )?<o>[^⟦⟧.;]{{0,60}}? to (?:the )?<y>[^⟦⟧.;]{{0,20}}?,? (?:was|is|amounts to"
    rf"|comes to|equals) {_AMOUNT}"
)
_AMOUNT_FROM_TO = pattern(
    rf"\b{_NOUN}[^⟦⟧.;]{{0,60}}? (?:of|was|is) {_AMOUNT}[^⟦⟧.;]{{0,60}}?[ (]from (?:the )?<o>[^⟦⟧.;]{{0,80}}? to "
    rf"(?:the )?<y>"
)
_AT_START_AT_END = pattern(
    r"\b(?:at (?:the )?)?(?:start|beginning|referral|first|baseline)\b[^⟦⟧.;]{0,50}?<o>[^⟦⟧.;]{0,60}?\b(?:end|close|closure|review"
    r"|finish|last)\b[^⟦⟧.;]{0,30}?<y>(?:[^⟦⟧.;]{0,40}?, so (?:[a-z]+ ){0,4}(?P<d>rose|fell|increased|decreased|dropped"
    r"|improved|worsened)\b)?"
)
_MORE_COLON = pattern(
    r"\b(?P<d>more|fewer|less|higher|lower) [^⟦⟧.;:]{3,90}? than (?:a |one |the )?(?:year|month|quarter|last"
    r"|previous|same|before)[^⟦⟧.;:]{0,40}[:,] ?(?:at |with )?<y>[^⟦⟧.;]{0,80}?(?:against|compared (?:to|with)|from|and) <o>"
)
_AMOUNT_ON = pattern(
    rf"<y>[^⟦⟧.;]{{0,90}}?[,(–-] ?(?:which (?:is|was) |this is |that is )?(?:an? )?(?:[a-z]+ )?{_NOUN} "
    rf"of {_AMOUNT}[^⟦⟧.;]{{0,30}}? (?:on|from|against|compared (?:to|with)|over) (?:the )?[^⟦⟧.;]{{0,30}}?<o>"
)
_DIR_TO_FROM = pattern(
    rf"\b{_DIR} (?:slightly |sharply |again |further |back )?(?:by {_AMOUNT}(?: [a-z]+){{0,3}} )?"
    rf"to (?:about )?<y>{_GAP}\b(?:from|compared (?:to"
    rf"|with)|against|having been) (?:the )?{_GAP}<o>"
)
_FROM_DIR_TO = pattern(rf"\bfrom (?:[a-z]+ ){{0,4}}?<o>{_GAP}\b{_DIR}{_GAP} to (?:about )?<y>")
_DIR_TO_WAS = pattern(
    rf"\b{_DIR}{_GAP},? to (?:about )?<y>{_GAP}(?: from (?:the )?|\((?:from |was |in )?[^⟦⟧)]{{0,20}}?)<o>"
)
_BRACKETED = pattern(rf"<y>{_GAP}\((?:which is |that is )?(?P<d>up|down) (?:from |on )(?:the )?{_GAP}<o>")
_START_END = pattern(
    r"<o> (?:at|in|on) (?:the )?(?:start|beginning|referral|first|outset)\b[^⟦⟧.;]{0,40}?<y> (?:at|by|on"
    r"|in)? ?(?:the )?(?:end|close|closure|review|last|now)\b"
)
_COLON = pattern(rf"\b{_DIR}[^⟦⟧.;:]{{0,30}}: <y>{_GAP}(?:against|compared (?:to|with)|from) <o>")
_DIR_ON = pattern(
    rf"\b(?P<d>up|down|higher|lower) (?:on|than) (?:the )?(?:last|previous|same|a)\b{_GAP}(?: at|,|:) "
    rf"<y>{_GAP}\b(?:against|compared (?:to|with)|from) <o>"
)
_PLAIN_PAIR = pattern(r"<y>[^⟦⟧.;]{0,90}?\b(?:compared (?:to|with)|against|up from|down from) [^⟦⟧.;]{0,40}?<o>")
_PLAIN_FROM_TO = pattern(r"\bfrom (?:the )?<o>[^⟦⟧.;]{0,90}? to (?:the )?<y>")
_NEXT_AMOUNT = pattern(
    rf"^\W*(?:this|that|it|the|which)\b(?: (?:is|was|represents|means|amounts to|equates to))?(?: an?)?(?: "
    rf"[a-z]+)? {_NOUN} (?:of|was|is) {_AMOUNT}"
)
_FORMS = (
    _AMOUNT_ON, _NOUN_FROM_TO_IS, _FROM_TO_AMOUNT, _COMPARED_AMOUNT, _AMOUNT_FROM_TO, _VERB_FROM_TO, _DIR_TO_FROM, _FROM_DIR_TO,
    _DIR_TO_WAS, _COLON, _BRACKETED, _DIR_ON, _MORE_THAN, _UP_FROM, _MORE_COLON,
)  # fmt: skip
_UPWARD = re.compile(rf"^(?:{UP}|more|above|growth|uplift|jump|gain)$", re.IGNORECASE)
_DOWNWARD = re.compile(rf"^(?:{DOWN}|fewer|less|below|fall|drop|decline|dip|saving|cut)$", re.IGNORECASE)
_GOOD = re.compile(rf"^(?:{BETTER}|improvement)$", re.IGNORECASE)
_BAD = re.compile(rf"^(?:{WORSE}|deterioration)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One change. `way` is 1 up, -1 down, 0 where the words give none; `quality` 1 better, -1 worse, 0 unsaid."""

    statement: Statement
    old: Figure
    new: Figure
    word: str
    way: int
    quality: int
    amounts: tuple[Figure, ...]


def frames(subject: Subject) -> Iterator[Frame]:
    """Every change in prose whose two ends are printed, each pair once; an amount may stand in the next sentence."""
    for statement in subject.statements:
        if len(statement.figures) < 2:
            continue
        found = list(_frames_of(statement))
        plain = [
            frame
            for form in (_PLAIN_PAIR, _PLAIN_FROM_TO, _START_END, _AT_START_AT_END)
            for frame in _match(statement, form)
        ]
        pairs = {(frame.old.id, frame.new.id) for frame in found}
        found.extend(frame for frame in plain if (frame.old.id, frame.new.id) not in pairs)
        previous = subject.before(statement, 1)
        found.extend(_then_and_now(statement, previous[-1] if previous else None))
        following = next(iter(subject.after(statement, 1)), None)
        if following is not None and len(found) == 1 and not found[0].amounts:
            found = [_with_next(found[0], following)]
        yield from found


_THEN_AND_NOW = pattern(
    r"^\W*(?:it|this|that|they|the (?:rate|figure|number|total)) (?:was|were|stood at) <o>[^⟦⟧.;]{0,40}?,? and "
    r"(?:is|are|now|has|stands?)(?: now| been)?(?: at)? <y>"
)
_ONLY_WAY = re.compile(rf"\b(?:{UP}|{DOWN})\b", re.IGNORECASE)


def _then_and_now(statement: Statement, previous: Statement | None) -> Iterator[Frame]:
    """ "Staff turnover is falling. It was 14% last year and is 11% this year."""
    match = _THEN_AND_NOW.match(statement.skeleton)
    if match is None or previous is None or previous.figures:
        return
    words = _ONLY_WAY.findall(previous.text)
    old, new = statement.token(match, "o"), statement.token(match, "y")
    if len(words) == 1 and old is not None and new is not None and _same_kind(old, new):
        yield Frame(statement=statement, old=old, new=new, word=words[0], way=_way(words[0], []), quality=0, amounts=())


def _frames_of(statement: Statement) -> Iterator[Frame]:
    seen: set[tuple[str, str]] = set()
    for form in _FORMS:
        for frame in _match(statement, form):
            key = (frame.old.id, frame.new.id)
            if key not in seen and (key[1], key[0]) not in seen:
                seen.add(key)
                yield frame


def _match(statement: Statement, form: re.Pattern[str]) -> Iterator[Frame]:
    skeletons = dict.fromkeys((statement.skeleton, statement.unbracketed))
    for match in (match for skeleton in skeletons for match in form.finditer(skeleton)):
        groups = match.groupdict()
        old, new = statement.token(match, "o"), statement.token(match, "y")
        amounts = [statement.token(match, name) for name in ("n", "m", "k") if groups.get(name) is not None]
        if old is None or new is None or not _same_kind(old, new):
            continue
        if any(f.role == "target" for f in (old, new)) or (
            old.qualifier is not None and old.qualifier == new.qualifier
        ):
            continue
        word = _nearest_word(statement, match)
        if word is None:
            continue
        if form in _NEED_TIME and not _TIME_WORD.search(_from_new_to_after_old(statement, new, old)):
            continue
        yield Frame(
            statement=statement,
            old=old,
            new=new,
            word=word,
            way=_way(word, amounts),
            quality=1 if _GOOD.match(word) else -1 if _BAD.match(word) else 0,
            amounts=tuple(figure for figure in amounts if figure is not None),
        )


_OTHER_THOUGHT = re.compile(r"\b(?:although|though|while|whereas|but)\b", re.IGNORECASE)


def _nearest_word(statement: Statement, match: re.Match[str]) -> str | None:
    """The form's word of direction, or the last one before the numbers: "waits fell and satisfaction rose, from 81% to 88%".

    None where another thought begins between the word and its numbers; empty for a form without a word.
    """
    groups = match.groupdict()
    if groups.get("d") is None:
        return ""
    ends = [
        match.start(name) for name in ("o", "y") if groups.get(name) is not None and match.start(name) > match.end("d")
    ]
    between = match.string[match.end("d") : min(ends)] if len(ends) == 2 else ""
    later = list(_ONLY_WAY.finditer(between))
    after = between[later[-1].end() :] if later else between
    if _OTHER_THOUGHT.search(after):
        return None
    return later[-1].group(0) if later else match["d"]


def _same_kind(old: Figure, new: Figure) -> bool:
    """Whether two figures can be compared; the second of "9.4 days against 8.7" may lack its unit."""
    if old.unit_kind == new.unit_kind:
        same_scale = old.denominator == new.denominator or (
            old.unit_kind == "ratio" and None in (old.denominator, new.denominator)
        )
        return same_scale and (old.unit_kind != "duration" or old.unit == new.unit)
    return (
        new.unit_kind == "duration"
        and old.unit_kind in ("ratio", "count")
        and old.denominator is None
        and old.value < new.value * 3
    )


# Forms whose second number may be that of another place; with a word of time it is that of another time.
_NEED_TIME = (_DIR_TO_FROM, _COLON)
_TIME_WORD = re.compile(
    r"\b(?:last|previous|prior|before|ago|earlier|year|month|quarter|term|week|spring|summer|autumn|winter"
    r"|20\d\d|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b",
    re.IGNORECASE,
)


def _from_new_to_after_old(statement: Statement, new: Figure, old: Figure) -> str:
    start, end = min(new.end, old.end) - statement.start, max(new.end, old.end) - statement.start
    return statement.text[start : end + 50]


def _way(word: str, amounts: list[Figure | None]) -> int:
    return 1 if _UPWARD.match(word) else -1 if _DOWNWARD.match(word) else 0


def _with_next(frame: Frame, following: Statement) -> Frame:
    """The frame with the amount that the next sentence gives: "The increase of £120,000 pays for ..."."""
    match = _NEXT_AMOUNT.match(following.skeleton)
    if match is None:
        return frame
    amounts = [figure for name in ("n", "m", "k") if (figure := following.token(match, name)) is not None]
    word = match["d"]
    return Frame(
        statement=frame.statement,
        old=frame.old,
        new=frame.new,
        word=frame.word or word,
        way=frame.way or _way(word, []),
        quality=frame.quality,
        amounts=tuple(amounts),
    )
