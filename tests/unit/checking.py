"""Findings of small texts, read, extracted and checked like any document: what the tests of checks stand on."""

from __future__ import annotations

from functools import cache

from pipeline.config import load_settings
from pipeline.read.source import source_of_bytes
from pipeline.records.finding import CheckCount, Finding
from pipeline.run.assemble import Tools, extract, load_tools, understand

HEAD = "# Early Help report\n\nReport of the Director, 12 December 2023\n\n## Performance\n\n"
CASE_HEAD = "# Early Help closure summary\n\nFamily: Holt\n\n12 December 2023\n\n"


@cache
def tools() -> Tools:
    """The language model and the vocabularies, loaded once."""
    return load_tools(load_settings())


def check_text(text: str, *, path: str = "paper.md") -> tuple[list[Finding], list[CheckCount]]:
    """The findings of a text and how often each check tested something."""
    source = source_of_bytes(text.encode("utf-8"), path=path)
    document = understand(source, settings=tools().settings, vocabulary=tools().vocabulary)
    extraction = extract(document, tools=tools())
    return list(extraction.findings), list(extraction.checks)
