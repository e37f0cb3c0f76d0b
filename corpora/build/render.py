"""A source -> the bytes of its file."""

from __future__ import annotations

from .source import Source


def render_source(source: Source) -> bytes:
    """The finished file, in the format the source names; equal bytes on every call.

    Raises ValueError where a PDF would need a character that none of its typefaces has.
    """
    if source.format == "docx":
        from .docx_document import render_docx

        return render_docx(source)
    if source.format == "pdf":
        from .pdf_document import render_pdf

        return render_pdf(source)
    if source.format == "html":
        from .html_document import render_html

        return render_html(source).encode("utf-8")
    from .txt_document import render_txt

    return render_txt(source).encode("utf-8")
