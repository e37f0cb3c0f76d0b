"""The wrong person in a statement: a name that is nobody's in the paper, and a need that is someone else's everywhere else."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..records.document import CASE_GENRES
from ..records.table import cell_grid
from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import Statement

_PAPER = (
    "# Early Help closure summary\n\nChild: Noah Birkett\n\nMother: Jodie Birkett\n\nWhat has changed: Noah has "
    "a place at the club. "
    "Noah goes to school every day. {who} is sleeping seven hours most nights.\n"
)
_DRINK = (
    "# Early Help closure summary\n\nChild: Jake Pennock\n\nMother: Julie Pennock\n\nFather: Craig "
    "Pennock\n\nNeeds: Craig drinks most nights.\n\n"
    "Impact: {who}'s drinking has not changed.\n\nOutstanding: alcohol work for Craig.\n"
)
_NAME = r"[A-Z][a-zà-ÿ]{2,}(?:-[A-Z]?[a-zà-ÿ]+)?"
# A name that does or is something at the start of a statement.
_SUBJECT = re.compile(
    rf"(?:^|\bthat |\bend,? |, and |\bbecause )(?P<name>{_NAME})(?:['’]s (?:[a-z]+ ){{1,3}}|\s+)(?:is|was|has|had|now|can|still|says"
    r"|said|goes|likes|feels|continues|no longer|sleeps|attends|enjoys|gets|loves|wants|finds|talks|drew|made|told|went|came|took"
    r"|felt|did|loved|liked|wanted|enjoyed|attended|asked|showed|started|stopped)\b"
)
_INTRODUCED = (
    r"(?:mum|dad|brother|sister|friend|cousin|aunt|uncle|nan|grandad|grandma|partner|ex|neighbour|worker|nurse"
    r"|teacher|officer|dog|cat|baby|son|daughter|Mrs?|Ms|Miss|Dr|PC)"
)
_ISSUES = {
    "drinking": r"\bdrink(?:s|ing|er)?\b|\balcohol\b",
    "drug use": r"\bcannabis\b|\bweed\b|\bdrug use\b|\bketamine\b|\bheroin\b",
    "autism": r"\bautis\w+\b|\bASD\b|\bASC\b",
    "ADHD": r"\bADHD\b",
    "self-harm": r"\bself[- ]harm\w*\b",
    "epilepsy": r"\bepilep\w+\b",
    "diabetes": r"\bdiabet\w+\b",
    "soiling": r"\bsoiling\b|\bcontinence\b",
}
_NOT_A_CASE = re.compile(
    r"\b(?:also|too|both|denies|denied|never|does not|doesn't|ruled out|as well|like (?:his|her))\b", re.IGNORECASE
)
_TITLED = re.compile(r"\b(?P<title>Mr|Mrs|Ms|Miss) (?P<letter>[A-Z])\b(?![\w.'’]*[a-z])")


@check(
    "PER001",
    severity="query",
    title="A name that is nobody's in the paper",
    holds=_PAPER.format(who="Noah"),
    fails=_PAPER.format(who="Oliver"),
)
def check_unknown_names(subject: Subject) -> Iterator[Verdict]:
    """In a case paper, a first name that begins a statement about the family and stands nowhere else in the paper, while the
    children's own names do: words pasted from another family's paper.

    Silent for names with a surname, a title or a word that introduces them.
    """
    if subject.document.genre not in CASE_GENRES:
        return
    text = subject.document.text[: subject.document.body_end]
    family = _named_in_form(subject) or _family(subject)
    if len(family) < _LISTED and not any(len(re.findall(rf"\b{re.escape(name)}\b", text)) > 1 for name in family):
        return
    for statement in subject.statements:
        match = _SUBJECT.search(statement.text)
        if match is None or not _is_first_name(subject, match["name"], family):
            continue
        name = match["name"]
        count = len(re.findall(rf"\b{re.escape(name)}\b", text))
        introduced = re.search(
            rf"\b{_INTRODUCED},? \(?{re.escape(name)}\b|\b{re.escape(name)} [A-Z]\w+|\b{re.escape(name)} \(", text
        )
        if count > 1 or introduced:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: {name} is named here and nowhere else; the paper is "
            f"about {', '.join(sorted(family - {name})[:4])}. Look whether the "
            "words belong to another family.",
            statement,
        )


@check(
    "PER002",
    severity="query",
    title="A need is put down to another person than elsewhere",
    holds=_DRINK.format(who="Craig"),
    fails=_DRINK.format(who="Julie"),
)
def check_whose_need(subject: Subject) -> Iterator[Verdict]:
    """In a case paper, drinking, drug use, autism and the like that one statement gives to one member of the family and two or
    more others to another; in reports, an anonymous "Mrs D" who is "Mr D" everywhere else.

    Silent where the words say also, both, never or denied.
    """
    if subject.document.genre in CASE_GENRES:
        yield from _issues(subject)
    else:
        yield from _titles(subject)


def _family(subject: Subject) -> frozenset[str]:
    names = [name for case in subject.extraction.cases for name in case.people]
    return frozenset(part for name in names for part in name.split()[:1] if part[:1].isupper())


_LISTED = 3  # names by which a form is known to list the family
_SHORT = 14  # words of a box that holds names rather than a story


def _named_in_form(subject: Subject) -> frozenset[str]:
    """First names in the short boxes of the form and in lines such as "Child: Noah Birkett"."""
    text = subject.document.text
    boxes = [text[field.value.start : field.value.end] for field in subject.document.fields]
    boxes += [text[cell.start : cell.end] for table in subject.document.tables for cell in table.cells]
    boxes += [
        text[b.content : b.end].partition(":")[2]
        for b in subject.document.blocks
        if ":" in text[b.content : b.content + 40]
    ]
    boxes += [text[b.content : b.end] for b in subject.document.blocks if b.kind == "list_item"]
    known = _family(subject)
    return frozenset(
        name for box in boxes if len(box.split()) <= _SHORT for name in re.findall(_NAME, box) if name in known
    )


def _is_first_name(subject: Subject, name: str, family: frozenset[str]) -> bool:
    known = subject.vocabulary.first_names
    return name in family or known.gender(name) is not None


@dataclass(frozen=True, kw_only=True)
class _Mention:
    statement: Statement
    possessive: bool


def _issues(subject: Subject) -> Iterator[Verdict]:
    owners = _owners_of_tables(subject)
    family = _family(subject) | {name for _, _, name in owners.values()}
    for issue, words in _ISSUES.items():
        form = re.compile(words, re.IGNORECASE)
        found: dict[str, list[_Mention]] = defaultdict(list)
        for statement in subject.statements:
            match = form.search(statement.text)
            if match is None or _NOT_A_CASE.search(statement.text):
                continue
            owner = _owner(statement, match, family, owners)
            if owner is not None:
                possessive = (
                    re.search(rf"\b{re.escape(owner)}['’]s?\s+(?:\w+ ){{0,2}}$", statement.text[: match.start()])
                    is not None
                )
                found[owner].append(_Mention(statement=statement, possessive=possessive))
        if len(found) != 2:
            continue
        (one, ones), (other, others) = sorted(found.items(), key=lambda item: len(item[1]))
        if len(ones) != 1 or len(others) < 2 or not ones[0].possessive:
            yield HELD
            continue
        statement = ones[0].statement
        yield doubt(
            subject,
            f"{subject.where(statement)}: {issue} is put down to {one} here and to {other} in {len(others)} "
            f"other places. Look whose it is.",
            statement,
            *(mention.statement for mention in others),
        )


def _owner(
    statement: Statement, match: re.Match[str], family: frozenset[str], owners: dict[int, tuple[int, int, str]]
) -> str | None:
    """The member of the family that the words give the issue to, else the one whose block of the form they stand in."""
    before = re.split(r"[.;:]", statement.text[: match.start()])[-1]
    named = [m.group(0) for m in re.finditer(_NAME, before) if m.group(0) in family]
    if named:
        return named[-1]
    after = re.match(r"[^.;]{0,40}?\b(?:for|of|with|by) (?P<name>[A-Z]\w+)", statement.text[match.end() :])
    if after is not None and after["name"] in family:
        return after["name"]
    return next((name for start, end, name in owners.values() if start <= statement.start < end), None)


def _owners_of_tables(subject: Subject) -> dict[int, tuple[int, int, str]]:
    """Blocks of a form that name one child: start, end and the first name."""
    text = subject.document.text
    found: dict[int, tuple[int, int, str]] = {}
    for table in subject.document.tables:
        for row in cell_grid(table):
            cells = [cell for cell in dict.fromkeys(row) if cell is not None]
            for label, value in itertools.pairwise(cells):
                name = text[value.start : value.end].split()
                if text[label.start : label.end].strip(" :").lower() in _NAME_LABELS and name and name[0][:1].isupper():
                    found.setdefault(table.id, (table.start, table.end, name[0]))
    return found


_NAME_LABELS = ("name", "child", "child's name", "full name", "young person")


def _titles(subject: Subject) -> Iterator[Verdict]:
    """ "Mr D, a father" and later "Mrs D": an anonymous person has one title."""
    found: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in subject.statements:
        for match in _TITLED.finditer(statement.text):
            found[match["letter"]]["m" if match["title"] == "Mr" else "f"].append(statement)
    for letter, by_sex in sorted(found.items()):
        couple = re.search(rf"\bMr (?:and|&) (?:Mrs|Ms) {letter}\b", subject.document.text)
        if len(by_sex) < 2 or couple or min(len(statements) for statements in by_sex.values()) > 1:
            yield HELD
            continue
        first, second = sorted((statements[0] for statements in by_sex.values()), key=lambda s: s.start)
        yield doubt(
            subject,
            f"{subject.where(second)}: the person called {letter} is a man in one sentence and a woman in "
            f"another. Look who is meant.",
            second,
            first,
        )
