"""Word documents that are hard to read, made on the spot: automatic numbers, text boxes, tracked changes, tick boxes, tables
in tables. Written as raw WordprocessingML, as Word writes it, into python-docx's empty document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from corpora.build.blocks import Block, Field, Form, Heading, Item, Paragraph, Run, Table, plain
from corpora.build.layout import header_cells

from .content import Words, heading, plain_table, quarter_table, topic
from .records import Case
from .truth import truth_of_blocks

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEADER, _FOOTER = "Brackwater Council: restricted", "Printed from the case system"
_LEVELS = (
    ("decimal", "%1.", "Heading1"),
    ("decimal", "%1.%2", ""),
    ("lowerLetter", "(%3)", ""),
    ("lowerRoman", "(%4)", ""),
)
_TICKS = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r>'
    "</w:sdtContent></w:sdt>",
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/></w:checkBox></w:ffData></w:fldChar>'
    "</w:r>"
    '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>',
)  # fmt: skip


def adverse_docxs(folder: Path) -> list[Case]:
    """Write them all into `folder`."""
    words = Words(5)
    return [_numbers(folder, words), _boxes(folder, words), _tables(folder, words), _tick_boxes(folder, words)]


def _numbers(folder: Path, words: Words) -> Case:
    """Numbers that Word counts: of a heading style, of its levels, restarted, and started again at 8."""
    blocks: list[Block] = []
    body: list[str] = []
    for chapter in range(5):
        blocks.append(heading(chapter, level=1))
        body.append(_paragraph(topic(chapter), style="Heading1"))
        for point in range(1, 5):
            start = 7 if chapter == 4 else 0
            blocks.append(words.item(f"{chapter + 1}.{point + start}", sentences=2))
            body.append(_paragraph(_said(blocks[-1]), number=(91 if chapter == 4 and point == 1 else 90, 1)))
            for at, mark in enumerate(("(a)", "(b)", "(i)", "(ii)") if point == 2 else ()):
                blocks.append(words.item(mark, level=1 + at // 2))
                body.append(_paragraph(_said(blocks[-1]), number=(90, 2 + at // 2)))
        blocks += [words.item("-"), words.item("-")]
        body += [_paragraph(_said(block), style="ListBullet") for block in blocks[-2:]]
    return _write(folder / "automatic-numbers.docx", blocks, body)


def _boxes(folder: Path, words: Words) -> Case:
    """Text boxes (kept twice in the file, for old and new Word), insertions, deletions, and a content control."""
    blocks: list[Block] = []
    body: list[str] = []
    for number in range(6):
        blocks += [heading(number, level=2, printed=False), words.paragraph(2), words.paragraph(1), words.paragraph(2)]
        title, anchor, boxed, changed = (_said(block) for block in blocks[-4:])
        inside = f"<w:txbxContent>{_paragraph(boxed)}</w:txbxContent>"
        drawn = (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>'
            f"<wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f"<v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        first, rest = changed.split(" ", 1)
        struck = f'<w:del w:id="1" w:author="A"><w:r><w:delText>Struck {number} out </w:delText></w:r></w:del>'
        tracked = f'{_run(first + " ")}{struck}<w:ins w:id="2" w:author="A">{_run(rest)}</w:ins>'
        held = f"<w:sdt><w:sdtContent><w:p>{tracked}</w:p></w:sdtContent></w:sdt>"
        body += [_paragraph(title, style="Heading2"), f"<w:p>{_run(anchor)}{drawn}</w:p>", held]
    return _write(folder / "text-boxes-and-changes.docx", blocks, body)


def _tables(folder: Path, words: Words) -> Case:
    """Merged header cells, a form whose answer holds a table, and a table with a row label over several rows."""
    quarters, inner = quarter_table(words, rows=12), plain_table(words, rows=5, columns=4)
    answers = (("Name of plan", "Family plan 4471"), ("What has changed", words.passage(2)))
    form = Form(entries=(*(_field(*answer) for answer in answers), _field("Figures", "")))
    blocks: list[Block] = [words.paragraph(), quarters, words.paragraph(), form, inner, words.paragraph()]
    first, second = ("".join(_cell(text) for text in answer) for answer in answers)
    nested = _cell("Figures") + f"<w:tc>{_table(inner)}<w:p/></w:tc>"
    body = [
        _paragraph(_said(blocks[0])), _table(quarters), _paragraph(_said(blocks[2])),
        _rows([first, second, nested], columns=2), _paragraph(_said(blocks[5])),
    ]  # fmt: skip
    return _write(folder / "merged-and-nested-tables.docx", blocks, body)


def _tick_boxes(folder: Path, words: Words) -> Case:
    """Tick boxes as content controls, as legacy form fields and as letters of a symbol font."""
    entries, rows = [], []
    questions = (
        "Consent given",
        "Child seen alone",
        "Plan shared",
        "Lead professional agreed",
        "Needs met",
        "Step-down offered",
    )
    for number, question in enumerate(questions):
        kind, yes = number % 3, number % 2 == 0
        entries.append(_field(question, f"{'☒' if yes else '☐'} Yes {'☐' if yes else '☒'} No"))
        answer = "".join(
            f"{_tick(kind, state)}{_run(f' {label} ')}" for label, state in (("Yes", yes), ("No", not yes))
        )
        rows.append(_cell(question) + f"<w:tc><w:p>{answer}</w:p></w:tc>")
    blocks: list[Block] = [words.paragraph(), Form(entries=tuple(entries)), words.paragraph()]
    return _write(
        folder / "tick-boxes.docx",
        blocks,
        [_paragraph(_said(blocks[0])), _rows(rows, columns=2), _paragraph(_said(blocks[2]))],
    )


def _write(path: Path, blocks: Sequence[Block], body: Sequence[str]) -> Case:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = _HEADER
    document.sections[0].footer.paragraphs[0].text = _FOOTER
    _add_numbering(document)
    end = document.element.body.sectPr
    for xml in body:
        end.addprevious(parse_xml(xml.replace(">", f" {_NAMES}>", 1)))
    document.save(str(path))
    truth = truth_of_blocks(blocks, furniture=f"{_HEADER}\n{_FOOTER}")
    return Case(name=path.stem, group="adverse DOCX", path=path, truth=truth)


def _add_numbering(document: WordDocument) -> None:
    """List 90 numbers Heading 1 and three levels under it; list 91 is the same, its second level started at 8."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'{f"""<w:pStyle w:val="{style}"/>""" if style else ""}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text, style) in enumerate(_LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {_NAMES} w:abstractNumId="90">{levels}</w:abstractNum>'))
    again = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="8"/></w:lvlOverride>'
    for key, override in ((90, ""), (91, again)):
        root.append(parse_xml(f'<w:num {_NAMES} w:numId="{key}"><w:abstractNumId w:val="90"/>{override}</w:num>'))
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {_NAMES}><w:numId w:val="90"/></w:numPr>'))


def _said(block: Block) -> str:
    if not isinstance(block, (Heading, Item, Paragraph)):
        raise ValueError(f"{type(block).__name__} is no running text")
    return plain(block.content)


def _field(label: str, value: str) -> Field:
    return Field(label=label, paragraphs=((Run(text=value),),) if value else ())


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(text: str, *, style: str = "", number: tuple[int, int] | None = None) -> str:
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        inside += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{inside}</w:pPr>{_run(text)}</w:p>"


def _tick(kind: int, ticked: bool) -> str:
    values = ((int(ticked), "☒" if ticked else "☐"), (int(ticked),), ("F0FE" if ticked else "F0A8",))
    return _TICKS[kind].format(*values[kind])


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text)}</w:tc>"


def _table(table: Table) -> str:
    """Header cells merged across by `gridSpan` and down by `vMerge`."""
    rows = []
    cells = header_cells(table)
    for number in range(len(table.header)):
        row: dict[int, str] = {}
        for cell in cells:
            if not cell.row <= number < cell.row + cell.row_span:
                continue
            merge = '<w:vMerge w:val="restart"/>' if cell.row == number else "<w:vMerge/>"
            properties = f'<w:gridSpan w:val="{cell.column_span}"/>' + (merge if cell.row_span > 1 else "")
            row[cell.column] = _cell(plain(cell.content) if cell.row == number else "", properties)
        rows.append("".join(row[column] for column in sorted(row)))
    rows += ["".join(_cell(plain(content)) for content in line) for line in table.rows]
    return _rows(rows, columns=len(table.align))


def _rows(rows: Sequence[str], *, columns: int) -> str:
    grid = '<w:gridCol w:w="1500"/>' * columns
    inside = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"
