"""Results as Markdown: one table a group of documents, best values bold, and where peers are better said in words."""

from __future__ import annotations

import datetime
import os
import platform
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .parsers import PARSERS
from .records import Share

OURS = "Golden Thread"
# Key, heading, and whether less is better.
_MEASURES = (
    ("kept", "words kept", False),
    ("kept90", "files with 90% kept", False),
    ("order", "reading order", False),
    ("extra", "words twice", True),
    ("leak", "furniture in text", True),
    ("paragraphs", "paragraphs whole", False),
    ("headings", "headings F1", False),
    ("items", "list items F1", False),
    ("numbers", "printed numbers", False),
    ("adjacency", "cells F1", False),
    ("triples", "numbers with both labels F1", False),
    ("fields", "form answers", False),
    ("ticks", "tick boxes", False),
)
_CLEARLY = 0.005
_CHEAPER = 1.25  # times
_TITLES = {  # in the order of the page
    "corpora PDF": "Corpora PDF",
    "adverse PDF": "PDF of hard layouts, generated",
    "corpora DOCX": "Corpora DOCX",
    "adverse DOCX": "DOCX with what Word hides, generated",
    "corpora HTML": "Corpora HTML",
    "corpora TXT": "Corpora TXT",
    "long": "A long report, generated",
    "real PDF": "Real public PDF",
    "untagged PDF": "Real public PDF, tags taken out",
}
_MEANING = """
- **words kept**: of the words printed, those read, in the text or set aside. **files with 90% kept**: of the files.
- **reading order**: of the words that occur once, those on the longest run in the right order (columns read across: about 0.5).
- **words twice**: words read more often than printed. **furniture in text**: of the words of running headers, footers,
  watermarks and navigation, those left in the body. For both, less is better.
- **paragraphs whole**: paragraphs and list items that are exactly one paragraph of the reading.
- **headings F1**, **list items F1**: nine letters in ten must agree. A numbered paragraph may be called an item or not.
- **printed numbers**: of "4.1", "(a)" and the like, automatic ones too, those that stand before their words in the text.
- **cells F1**: neighbouring cells, as ICDAR 2013 counts them. **numbers with both labels F1**: cells that are a figure and
  nothing else, with the row's label and all header cells above. Golden Thread is held to the headers it found itself; a peer
  that marks none, or knows a single header row because Markdown has no more, is given the true number of header rows. Boxes of a
  form are left out of both.
- **form answers**: a question with the whole of its answer. **tick boxes**: ticked or not, before the right word.
- **CPU s**: a page, of a PDF; a file, of the others; loading the program not counted. Golden Thread's includes finding headings,
  headers of tables, form fields and kind of document. **MB**: peak of the process over the whole group, loading counted. **KB
  a page**: of the long report, what the peak is above the loaded program.
- A dash: the parser does not offer it.
"""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One parser on one group. `seconds` of CPU a page; `loaded` and `peak` in MB; `shares` by document and measure."""

    parser: str
    version: str
    group: str
    documents: int = 0
    pages: int = 0
    shares: dict[str, dict[str, Share]] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    seconds: float | None = None
    loaded: float | None = None
    peak: float | None = None

    def total(self, measure: str) -> float | None:
        """Over all documents of the group."""
        share = Share(0, 0)
        for shares in self.shares.values():
            share = share.plus(shares.get(measure, Share(0, 0)))
        return share.value


def write_report(results: list[Result], *, missing: Iterable[str]) -> str:
    """The whole page."""
    groups = [group for group in _TITLES if any(result.group == group for result in results)]
    licences = {parser.name: parser.licence for parser in PARSERS}
    versions = sorted({f"{result.parser} {result.version} ({licences[result.parser]})" for result in results})
    parts = [
        "# Benchmarks: reading\n",
        f"Measured on {datetime.date.today():%d %B %Y}: {_machine()}.\n",
        f"{', '.join(versions)}." + "".join(f" {name} is not installed and was left out." for name in missing) + "\n",
        "Repeat with `make bench-read`: it installs the peers, reads everything afresh and writes this page. The documents are "
        "`corpora/`, judged by their sources; others generated for the run, of layouts that `corpora/` does not have; and, where "
        "a folder `../shared/real` exists, public PDFs: as they are for words and speed, and with their tags taken out, judged "
        "by those tags, which leave out some headings that are printed as such. No model, no OCR.\n",
        _verdict(results),
        *(_group(group, [result for result in results if result.group == group]) for group in groups),
        f"## What the columns say\n{_MEANING}",
    ]
    return "\n".join(parts)


def print_worst(results: list[Result], count: int) -> None:
    """Golden Thread's worst documents a measure, to look at."""
    for key, title, less in _MEASURES:
        found = []
        for result in results:
            for name, shares in result.shares.items() if result.parser == OURS else ():
                if name.startswith("unseen"):
                    continue
                value = shares[key].value if key in shares else None
                if value is not None and value != (0 if less else 1):
                    line = f"{value:.3f} {result.group}: {name} (of {shares[key].whole:.0f})"
                    found.append((-value if less else value, line))
        print(f"\n{title}")
        print("\n".join(f"  {line}" for _, line in sorted(found)[:count]))


def _machine() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        model = next(
            (line.split(":")[1].strip() for line in info.read_text().splitlines() if "model name" in line), model
        )
    return f"{os.cpu_count()} cores of {model}, {platform.system()}, Python {sys.version.split()[0]}"


def _group(name: str, results: list[Result]) -> str:
    """A table: parsers down, measures across; the best of each column is bold."""
    shown = [row for row in _MEASURES if any(result.total(row[0]) is not None for result in results)]
    best = {key: _best(results, key, less) for key, _, less in shown}
    one_long = all(result.documents <= 1 for result in results)
    head = ["parser", *(title for _, title, _ in shown), "CPU s", "MB", *(["KB a page"] if one_long else [])]
    lines = [
        f"## {_TITLES[name]}\n",
        f"{_size(results)}\n",
        _row(head),
        _row(["---"] * len(head)),
    ]
    for result in results:
        cells = [_shown(result.total(key), best[key]) for key, _, _ in shown]
        if result.seconds is None or result.peak is None:
            cells += ["-"] * (len(head) - len(cells) - 1)
        else:
            cells += [f"{result.seconds:.4f}", f"{result.peak:.0f}"]
            cells += [f"{(result.peak - (result.loaded or 0)) * 1024 / result.pages:.0f}"] if one_long else []
        lines.append(_row([result.parser, *cells]))
    for result in results:
        for fault, times in sorted(Counter(result.failed).items()):
            lines.append(f"\n{result.parser} failed: {fault} ({times} of {result.documents or 'all'}).")
    return "\n".join(lines) + "\n"


def _size(results: list[Result]) -> str:
    largest = max(results, key=lambda result: result.documents)
    if not largest.documents:
        return ""
    return f"{largest.documents} document{'s' * (largest.documents > 1)}, {largest.pages} pages."


def _verdict(results: list[Result]) -> str:
    """Where a peer is better, measure by measure."""
    lines = []
    for result in results:
        ours = next((r for r in results if r.parser == OURS and r.group == result.group), None)
        if ours is None or result is ours:
            continue
        for key, title, less in _MEASURES:
            mine, theirs = ours.total(key), result.total(key)
            if mine is not None and theirs is not None and (mine - theirs if less else theirs - mine) > _CLEARLY:
                lines.append(f"- {_TITLES[result.group]}: {result.parser}, {title} {theirs:.3f} against {mine:.3f}.")
    for what, cost in (("CPU", "seconds"), ("memory", "peak")):
        less_of = {
            result.parser
            for result in results
            for ours in results
            if ours.parser == OURS and ours.group == result.group
            and (theirs := getattr(result, cost)) and (mine := getattr(ours, cost)) and theirs < mine / _CHEAPER
        }  # fmt: skip
        lines.append(f"- Less {what} than Golden Thread, in one table or more: {', '.join(sorted(less_of)) or 'none'}.")
    intro = (
        f"Differences above {_CLEARLY}; in all other columns Golden Thread is level or ahead. It was developed on part of "
        "`corpora/`, the peers were not: the generated and the real documents are the fairer test.\n\n"
    )
    return f"## Where peers are better\n\n{intro}" + "\n".join(lines) + "\n"


def _best(results: list[Result], key: str, less: bool) -> float | None:
    values = [value for result in results if (value := result.total(key)) is not None]
    return (min(values) if less else max(values)) if len(values) > 1 else None


def _shown(value: float | None, best: float | None) -> str:
    if value is None:
        return "-"
    return f"**{value:.3f}**" if best is not None and f"{value:.3f}" == f"{best:.3f}" else f"{value:.3f}"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
