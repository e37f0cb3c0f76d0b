"""`make bench-figures`: how fast figures are read from prose, and how the rules do on news. `--write` writes the page.

Speed: processor time of figure extraction over pages of prose, divided by that of spaCy's plain pipeline (the same model with every
component it ships, entities too) over the same paragraphs in the same process; the median of rounds that take turns.
News: sentences of `news.tsv`, written for this test with their numbers and units, none of it council prose. A number is right
where its value is; with unit, where its unit is the one expected, singular or plural. quantulum3 reads the same sentences.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipeline.config import default_toml
from pipeline.extract.figures import extract_figures
from pipeline.extract.options import ExtractOptions
from pipeline.read.draft import Draft
from pipeline.read.source import source_of_bytes
from pipeline.records.document import Document
from pipeline.records.figure import Figure
from pipeline.text.nlp import DEFAULT_MODEL, Nlp
from pipeline.vocab import Vocabulary

_REPOSITORY = Path(__file__).resolve().parents[2]
_PAGE = _REPOSITORY / "docs" / "benchmarks-figures.md"
_NEWS = Path(__file__).with_name("news.tsv")
_WORDS_A_PAGE = 500
_ROUNDS = 5
Found = tuple[Decimal, str]  # value, unit
_SAME = {
    "kilogram": "kg", "kilo": "kg", "kilometre": "km", "percent": "%", "per cent": "%", "percentage": "%", "dollar": "usd",
    "euro": "eur", "pound": "gbp", "pound sterling": "gbp", "degree celsius": "°c", "megawatt": "mw", "gigawatt": "gw",
    "kilometre per hour": "km/h", "kilometer per hour": "km/h", "kilometer": "km", "metre": "m", "meter": "m", "millimetre": "mm",
    "kilowatt hour": "kwh", "kilowatt-hour": "kwh", "litre": "l", "percentage point": "percentage point",
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Measure and print, or write; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks-figures.md")
    report = "\n".join(["# Figures: speed, and news", "", *_speed(), "", *_news()]) + "\n"
    if parser.parse_args(arguments).write:
        _PAGE.write_text(report, "utf-8")
    else:
        print(report)
    return 0


def _reader() -> Callable[[Document], list[Figure]]:
    vocabulary, nlp = Vocabulary(), Nlp()
    options = ExtractOptions(**tomllib.loads(default_toml())["extract"])
    return lambda document: list(extract_figures(document, vocabulary=vocabulary, nlp=nlp, options=options))


def _document(paragraphs: Iterable[str]) -> Document:
    draft = Draft()
    for paragraph in paragraphs:
        draft.add_block("paragraph", paragraph)
    return draft.build(source_of_bytes(b"bench", path="bench.txt"), media_type="text/plain")


# --- speed ------------------------------------------------------------------------------------------------------------


def _speed() -> list[str]:
    import spacy

    paragraphs = _prose()
    pages = sum(len(p.split()) for p in paragraphs) / _WORDS_A_PAGE
    read, document, plain = _reader(), _document(paragraphs), spacy.load(DEFAULT_MODEL)
    read(_document(paragraphs[:20]))  # vocabularies and model are loaded before the clock starts
    ratios, ours, theirs = [], [], []
    for _ in range(_ROUNDS):
        ours.append(_seconds(lambda: read(document)))
        theirs.append(_seconds(lambda: list(plain.pipe(paragraphs, batch_size=64))))
        ratios.append(ours[-1] / theirs[-1])
    return [
        "## Speed",
        "",
        f"{pages:.0f} pages of {_WORDS_A_PAGE} words of the corpora's prose, processor time, median of {_ROUNDS} rounds that take turns. "
        "Repeat with `make bench-figures`. Sentences that hold no number are not parsed.",
        "",
        "| | seconds a page |",
        "|---|---|",
        f"| figures, all fields | {statistics.median(ours) / pages:.4f} |",
        f"| spaCy's plain pipeline | {statistics.median(theirs) / pages:.4f} |",
        "",
        f"Ratio: {statistics.median(ratios):.2f} (goal: at most 1.5).",
    ]


def _prose() -> list[str]:
    """Paragraphs of the invented committee papers, tables, headings and front matter left out."""
    found = []
    for file in sorted((_REPOSITORY / "corpora" / "sources" / "committee-develop").glob("*.md")):
        body = file.read_text("utf-8").split("+++", 2)[-1]
        found += [
            line.strip() for line in body.splitlines() if len(line) > 60 and not re.match(r"[|#>+-]|Table:", line)
        ]
    return found


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


# --- news -------------------------------------------------------------------------------------------------------------


def _news() -> list[str]:
    cases = [(text, [_gold(item) for item in said.split(";")]) for text, said in _rows()]
    read = _reader()
    rows = [("Golden Thread", [_ours(read(_document([text]))) for text, _ in cases])]
    try:
        from quantulum3 import classifier
        from quantulum3 import parser as quantulum
    except ImportError:
        pass
    else:
        classifier.USE_CLF = (
            False  # its pickled classifier does not load under this scikit-learn; rules decide between units
        )
        rows.append(("quantulum3", [_theirs(quantulum.parse(text)) for text, _ in cases]))
    lines = [
        "## News sentences",
        "",
        f"{len(cases)} sentences with {sum(len(gold) for _, gold in cases)} numbers of every kind of "
        f"unit. Goals: value 0.85, value and unit 0.70.",
        "",
        "quantulum3 runs without its classifier, which was pickled for an older scikit-learn.",
        "",
        "| | value F1 | value and unit F1 |",
        "|---|---|---|",
    ]
    for name, found in rows:
        scores = [_f1([gold for _, gold in cases], found, unit=unit) for unit in (False, True)]
        lines.append(f"| {name} | {scores[0]:.3f} | {scores[1]:.3f} |")
    return lines


def _rows() -> list[tuple[str, str]]:
    return [(text, said) for text, said in (line.split("\t") for line in _NEWS.read_text("utf-8").splitlines())]


def _gold(item: str) -> Found:
    value, unit = item.strip().split(" ", 1)
    return Decimal(value.split("/")[0]), _unit(unit)


def _ours(figures: list[Figure]) -> list[Found]:
    marks = {"percent": "%", "percentage_points": "percentage points"}
    return [(Decimal(f.value), _unit(marks.get(f.unit_kind, f.unit or ""))) for f in figures]


def _theirs(quantities: list) -> list[Found]:
    found = []
    for quantity in quantities:
        name = "usd" if quantity.unit.name == "dollar" else quantity.unit.name
        try:
            found.append(
                (Decimal(str(round(quantity.value, 6))).normalize(), _unit("" if name == "dimensionless" else name))
            )
        except (InvalidOperation, TypeError):
            continue
    return found


def _unit(words: str) -> str:
    plain = re.sub(r"\s+(?:a|an|per|each|every)\s+\w+$", "", words.lower()).strip()
    single = re.sub(r"s$", "", plain) if len(plain) > 3 else plain
    return _SAME.get(single, _SAME.get(plain, single))


def _f1(gold: list[list[Found]], found: list[list[Found]], *, unit: bool) -> float:
    right = wanted = got = 0
    for wants, has in zip(gold, found, strict=True):
        left = list(has)
        wanted, got = wanted + len(wants), got + len(has)
        for value, name in wants:
            hit = next((item for item in left if item[0] == value and (not unit or _fits(name, item[1]))), None)
            if hit is not None:
                left.remove(hit)
                right += 1
    return 2 * right / (wanted + got)


def _fits(wanted: str, found: str) -> bool:
    """The unit, or a noun phrase that ends in it: "new homes" for homes."""
    return bool(found) and (found == wanted or found.split()[-1] == wanted.split()[-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
