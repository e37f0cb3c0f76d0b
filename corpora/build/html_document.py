"""A source -> a web page: bare, or inside the navigation of a council's committee site."""

from __future__ import annotations

import datetime as dt
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from .blocks import Block, Columns, Field, Form, Heading, Inline, Item, PageBreak, Paragraph, Quote, Section, plain
from .blocks import Table as PipeTable
from .layout import accent_of, alignments, grid_rows, header_cells, is_total, label_with_colon
from .source import Source

_TEMPLATES = Path(__file__).parent / "templates"
_BULLETS = "bullets"


def render_html(source: Source) -> str:
    """The page as text; line ends are line feeds."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    council = source.authority
    return environment.get_template("site.html" if source.style.navigation else "plain.html").render(
        title=source.title,
        council=council,
        domain=_domain(council),
        accent=f"#{accent_of(council)}",
        serif=source.style.font == "serif",
        tables=source.style.tables,
        header=source.style.header,
        date=_long_date(source.date),
        year=source.date.year if source.date else "",
        body=Markup("\n".join(_render_blocks(source))),
    )


def _domain(council: str) -> str:
    """An address that can never exist: "Thornmere Council" -> "thornmere.example"."""
    return "".join(letter for letter in council.split()[0].lower() if letter.isalnum()) + ".example"


def _long_date(date: dt.date | None) -> str:
    return f"{date:%A}, {date.day} {date:%B %Y}" if date else ""


def _render_blocks(source: Source) -> list[str]:
    """The blocks as HTML; neighbouring list items are gathered into one list."""
    parts: list[str] = []
    open_lists: list[str] = []

    def close_lists(depth: int = 0) -> None:
        while len(open_lists) > depth:
            parts.append("</li></ul>" if open_lists.pop() == _BULLETS else "</li></ol>")

    for block in source.blocks:
        if isinstance(block, Item) and (block.is_bullet or _is_automatic(block, source)):
            kind = _BULLETS if block.is_bullet else "numbers"
            depth = min(block.level, len(open_lists))
            close_lists(depth + 1)
            if len(open_lists) == depth + 1 and open_lists[depth] != kind:
                close_lists(depth)
            if len(open_lists) == depth + 1:
                parts.append("</li>")
            else:
                open_lists.append(kind)
                parts.append("<ul>" if block.is_bullet else f'<ol start="{block.marker.rstrip(".)")}">')
            parts.append(f"<li>{_inline(block.content)}")
        else:
            close_lists()
            parts.append(_block(block, source))
    close_lists()
    return parts


def _is_automatic(item: Item, source: Source) -> bool:
    return source.style.numbering == "automatic" and item.marker.rstrip(".").isdigit()


def _block(block: Block, source: Source) -> str:
    match block:
        case Heading():
            number = f"{block.number} " if block.number else ""
            return f"<h{block.level}>{escape(number)}{_inline(block.content)}</h{block.level}>"
        case Paragraph():
            return f"<p>{_inline(block.content)}</p>"
        case Item():
            indent = f' style="margin-left: {1.5 * block.level}em"' if block.level else ""
            return f'<p class="numbered"{indent}><span class="number">{escape(block.marker)}</span> {_inline(block.content)}</p>'
        case Quote():
            return f"<blockquote><p>{_inline(block.content)}</p></blockquote>"
        case PipeTable():
            return _table(block)
        case Columns():
            return _columns(block)
        case Form():
            return _form(block, source.style.form)
        case PageBreak():
            return "<hr>"


def _inline(content: Inline) -> str:
    parts = []
    for run in content:
        text = escape(run.text, quote=False).replace("\n", "<br>\n")
        if run.italic:
            text = f"<em>{text}</em>"
        if run.bold:
            text = f"<strong>{text}</strong>"
        parts.append(text)
    return "".join(parts)


def _table(table: PipeTable) -> str:
    lines = ['<table class="data">']
    if table.caption:
        lines.append(f"<caption>{escape(table.caption, quote=False)}</caption>")
    aligned = alignments(table)
    if table.header:
        lines.append("<thead>")
        cells = header_cells(table)
        for number in range(len(table.header)):
            row = [
                f'<th scope="{"colgroup" if cell.column_span > 1 else "col"}"{_spans(cell.row_span, cell.column_span)}'
                f"{_side('center' if cell.column_span > 1 else aligned[cell.column])}>{_inline(cell.content)}</th>"
                for cell in cells
                if cell.row == number
            ]
            lines.append(f"<tr>{''.join(row)}</tr>")
        lines.append("</thead>")
    lines.append("<tbody>")
    for texts in table.rows:
        cells_html = []
        for column, content in enumerate(texts):
            tag = 'th scope="row"' if column == 0 and table.header and plain(content) else "td"
            cells_html.append(f"<{tag}{_side(aligned[column])}>{_inline(content)}</{tag.split()[0]}>")
        lines.append(f"<tr{' class=total' if is_total(texts) else ''}>{''.join(cells_html)}</tr>")
    return "\n".join([*lines, "</tbody>", "</table>"])


def _side(side: str) -> str:
    return "" if side == "left" else f' class="{side}"'


def _spans(rows: int, columns: int) -> str:
    return (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")


def _columns(block: Columns) -> str:
    head = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in block.header)
    rows = ["<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in block.rows]
    return "\n".join(['<table class="grid">', f"<thead><tr>{head}</tr></thead>", "<tbody>", *rows, "</tbody></table>"])


def _form(form: Form, layout: str) -> str:
    if layout == "lines":
        return "\n".join(
            f"<h3>{escape(entry.title)}</h3>"
            if isinstance(entry, Section)
            else f"<p><strong>{escape(label_with_colon(entry.label))}</strong> {_answer(entry, '</p><p>')}</p>"
            for entry in form.entries
        )
    if layout == "stacked":
        return (
            '<div class="form">\n'
            + "\n".join(
                f"<h3>{escape(entry.title)}</h3>"
                if isinstance(entry, Section)
                else f'<div class="label">{escape(entry.label)}</div>\n<div class="answer">{_answer(entry)}</div>'
                for entry in form.entries
            )
            + "\n</div>"
        )
    rows = _grid(form) if layout == "grid" else [_two_columns(entry) for entry in form.entries]
    return "\n".join(['<table class="form">', "<tbody>", *rows, "</tbody>", "</table>"])


def _two_columns(entry: Field | Section) -> str:
    if isinstance(entry, Section):
        return f'<tr><th colspan="2" class="section">{escape(entry.title)}</th></tr>'
    return f'<tr><th scope="row">{escape(entry.label)}</th><td>{_answer(entry)}</td></tr>'


def _grid(form: Form) -> list[str]:
    rows = []
    for row in grid_rows(form):
        if row.section:
            rows.append(f'<tr><th colspan="4" class="section">{escape(row.section.title)}</th></tr>')
        elif row.wide:
            rows.append(f'<tr><th colspan="4">{escape(row.wide.label)}</th></tr>')
            rows.append(f'<tr><td colspan="4">{_answer(row.wide)}</td></tr>')
        else:
            span = ' colspan="3"' if len(row.pair) == 1 else ""
            cells = [f"<th>{escape(field.label)}</th><td{span}>{_answer(field)}</td>" for field in row.pair]
            rows.append(f"<tr>{''.join(cells)}</tr>")
    return rows


def _answer(field: Field, between: str = "<br>\n") -> str:
    return between.join(_inline(content) for content in field.paragraphs) or "&nbsp;"
