"""The documents read: those of `corpora/`, generated ones, and real public ones where a folder of them is at hand."""

from __future__ import annotations

import os
from pathlib import Path

from corpora.build import Source, SourceError, load_sources

from .adverse_docx import adverse_docxs
from .adverse_pdf import adverse_pdfs, long_report
from .records import Case, Truth
from .tag_truth import truth_of_tags, without_tags
from .truth import truth_of_source

_REPOSITORY = Path(__file__).resolve().parents[2]
UNSEEN = "unseen"
_GROUPS = {"pdf": "corpora PDF", "docx": "corpora DOCX", "html": "corpora HTML", "txt": "corpora TXT"}


def all_cases(folder: Path) -> list[Case]:
    """Every document; generated ones are written into `folder`."""
    return [
        *corpora_cases(), *adverse_pdfs(folder), *adverse_docxs(folder), long_report(folder), *real_cases(),
        *untagged_cases(folder),
    ]  # fmt: skip


def corpora_cases() -> list[Case]:
    """Each rendered document of `corpora/`, with its source as the truth; those of unseen sets go without their names."""
    cases = []
    for number, source in enumerate(load_sources(_REPOSITORY / "corpora" / "sources")):
        if isinstance(source, SourceError):
            raise source
        path = _REPOSITORY / "corpora" / source.filename
        pages = _pdf_pages(path) if source.format == "pdf" else 1
        truth = truth_of_source(source, pages=pages, navigation=_navigation(source))
        name = f"{UNSEEN} {number}" if source.set.endswith("-test") else source.id
        cases.append(Case(name=name, group=_GROUPS[source.format], path=path, truth=truth, pages=pages))
    return cases


def real_cases() -> list[Case]:
    """Public PDFs in `real/` of the folder that GOLDENTHREAD_SHARED names or that stands beside the repository."""
    return [
        Case(name=f"real {number}", group="real PDF", path=path, pages=_pdf_pages(path))
        for number, path in enumerate(_real_files())
    ]


def untagged_cases(folder: Path) -> list[Case]:
    """The same with their tags taken out, written into `folder`; the tags are the truth. For those that tag all text."""
    cases = []
    for number, path in enumerate(_real_files()):
        truth = truth_of_tags(path)
        if truth is not None:
            copy = folder / f"untagged-{number}.pdf"
            without_tags(path, copy)
            name = f"untagged {number}"
            cases.append(Case(name=name, group="untagged PDF", path=copy, truth=truth, pages=_pdf_pages(path)))
    return cases


def _real_files() -> list[Path]:
    folder = Path(os.environ.get("GOLDENTHREAD_SHARED", _REPOSITORY.parent / "shared")) / "real"
    return sorted(folder.glob("*.pdf"))


def _navigation(source: Source) -> str:
    """What a committee site prints around the document: the page rendered without its body."""
    if source.format != "html" or not source.style.navigation:
        return ""
    from dataclasses import replace

    from corpora.build.html_document import render_html

    from .markup import html_reading

    return html_reading(render_html(replace(source, blocks=()))).body or ""


def _pdf_pages(path: Path) -> int:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    pages = len(pdf)
    pdf.close()
    return pages


def truth_of(case: Case) -> Truth:
    """The truth of a case that has one."""
    if case.truth is None:
        raise ValueError(f"{case.name} has no truth")
    return case.truth
