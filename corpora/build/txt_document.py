"""A source -> plain text, as somebody pastes it from a document into an e-mail or a case system."""

from __future__ import annotations

from .blocks import Block, Columns, Field, Form, Heading, Inline, Item, PageBreak, Paragraph, Quote, Section, plain
from .blocks import Table as PipeTable
from .inline import as_typed
from .layout import label_with_colon
from .source import Source


def render_txt(source: Source) -> str:
    """The document with blank lines between its parts and no line wrapped. Lines end in a line feed."""
    pages = 1 + sum(isinstance(block, PageBreak) for block in source.blocks)
    page = 1
    parts: list[str] = [source.style.header] if source.style.header else []
    previous: Block | None = None
    for block in source.blocks:
        if isinstance(block, PageBreak):
            parts.append(_footer(source, page, pages))
            parts.append(source.style.header)
            page += 1
        elif isinstance(block, Item) and isinstance(previous, Item) and not _is_paragraph_number(block.marker):
            parts[-1] += "\n" + _block(block, source)
        else:
            parts.append(_block(block, source))
        previous = block
    parts.append(_footer(source, page, pages))
    return "\n\n".join(part for part in parts if part) + "\n"


def _is_paragraph_number(marker: str) -> bool:
    """ "4.1" numbers a paragraph, with a blank line before it; "1.", "(a)" and "-" make a list."""
    return "." in marker.rstrip(".")


def _footer(source: Source, page: int, pages: int) -> str:
    return source.style.footer.replace("{pages}", str(pages)).replace("{page}", str(page))


def _block(block: Block, source: Source) -> str:
    """One block as lines."""
    match block:
        case Heading():
            return f"{block.number} {_text(block.content)}".strip()
        case Paragraph():
            return _text(block.content)
        case Item():
            return f"{'    ' * block.level}{block.marker} {_text(block.content)}"
        case Quote():
            return f"    {_text(block.content)}"
        case PipeTable():
            return _table(block.caption, block.header, block.rows, tabs=source.style.tables == "open")
        case Columns():
            return _columns(block)
        case Form():
            return _form(block, source.style.form)
        case PageBreak():
            return ""


def _text(content: Inline) -> str:
    return as_typed(plain(content))


def _table(
    caption: str, header: tuple[tuple[Inline, ...], ...], rows: tuple[tuple[Inline, ...], ...], *, tabs: bool
) -> str:
    """Cells apart by tabs, or in columns padded to one width between pipes with a rule under the header."""
    lines = [caption] if caption else []
    texts = [[_text(cell) for cell in row] for row in (*header, *rows)]
    if tabs:
        return "\n".join(lines + ["\t".join(row) for row in texts])
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]))]
    for number, row in enumerate(texts):
        lines.append("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
        if number == len(header) - 1:
            lines.append("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _columns(block: Columns) -> str:
    """A grid loses its columns when it is pasted: each column's heading, then its cells."""
    parts = []
    for column, head in enumerate(block.header):
        cells = [_text(row[column]) for row in block.rows if _text(row[column])]
        parts.append("\n".join([_text(head), *cells]))
    return "\n\n".join(parts)


def _form(form: Form, layout: str) -> str:
    """`stacked` puts the answer under its question; every other layout pastes as "Label: value"."""
    lines: list[str] = []
    for entry in form.entries:
        if isinstance(entry, Section):
            lines += ["", entry.title]
        elif layout == "stacked":
            lines += [entry.label, *_answers(entry), ""]
        elif layout in ("table", "grid"):
            lines.append("\t".join([entry.label, "\n".join(_answers(entry))]).rstrip())
        else:
            lines.append(" ".join([label_with_colon(entry.label), "\n".join(_answers(entry))]).rstrip())
    return "\n".join(lines).strip("\n")


def _answers(field: Field) -> list[str]:
    return [_text(content) for content in field.paragraphs]
