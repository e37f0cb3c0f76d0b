"""Word documents: forms, reports and letters with all that Word can put into them."""

from __future__ import annotations

import io

import docx
import pytest

from pipeline.errors import DocumentError

from .docx_cases import cell, docx_bytes, paragraph, read_body, run, table
from .read_cases import furniture, outline, read_bytes, rows

_BOX = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr><w:sdtContent>'
    + run("☐")
    + "</w:sdtContent></w:sdt>"
)
_LEGACY = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData></w:fldChar>'
    "</w:r>"
    '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def _field(code: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (_BOX.format(1) + run(" Yes ") + _BOX.format(0) + run(" No"), "☒ Yes ☐ No"),
        (_LEGACY.format("<w:checked/>") + run(" Yes ") + _LEGACY.format("") + run(" No"), "☒ Yes ☐ No"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run(" Yes"), "☒ Yes"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>' + run(" No"), "☐ No"),
        (run("¨", '<w:rFonts w:ascii="Wingdings"/>') + run(" Not shared"), "☐ Not shared"),
        (run("x ") + '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>' + run(" 20"), "x ≤ 20"),
        (run("Closed by ") + _field("AUTHOR", "A. Finch"), "Closed by A. Finch"),
        (run("See ") + f'<w:fldSimple w:instr="REF x">{run("3.2")}</w:fldSimple>', "See 3.2"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Level 2"/>'
            '<w:listEntry w:val="Level 3"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "Level 3",
        ),
        (run("Kept ") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("to the end."), "Kept to the end."),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("IF ") + _field("MERGEFIELD", "1") + run(" = 1")
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Shown.") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "Shown.",
        ),
        (f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{run('Needs met')}</w:sdtContent></w:sdt>", "Needs met"),
        (f'<w:hyperlink r:id="x">{run("the plan")}</w:hyperlink>', "the plan"),
        (
            run("had ") + f"<w:ins>{run('four')}</w:ins><w:del><w:r><w:delText>three</w:delText></w:r></w:del>" + run(" needs"),
            "had four needs",
        ),
        (run("seen") + run("not seen", "<w:vanish/>") + run(" here"), "seen here"),
        (run("Yes / ") + run("No", "<w:strike/>"), "Yes /"),
        (run("43%") + run("1", '<w:vertAlign w:val="superscript"/>'), "43%¹"),
        (run("14") + run("th", '<w:vertAlign w:val="superscript"/>') + run(" May"), "14th May"),
        (
            "<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>ordi</w:t><w:softHyphen/><w:t>nated</w:t><w:tab/><w:t>work</w:t></w:r>",
            "co-ordinated work",
        ),
        (f"<w:smartTag>{run('Hill Top')}</w:smartTag><m:x xmlns:m='urn:other'/>", "Hill Top"),
    ],
)  # fmt: skip
def test_what_a_paragraph_shows(inside: str, shown: str) -> None:
    assert outline(read_body(f"<w:p>{inside}</w:p>")) == [("paragraph", shown)]


def test_prompts_are_no_values() -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("Click or tap here to enter text.", '<w:rStyle w:val="PlaceholderText"/>')
        + "</w:sdtContent></w:sdt>"
    )
    document = read_body(
        table(cell("Child's voice") + f"<w:tc><w:p>{prompt}</w:p></w:tc>", cell("Consent") + cell("Yes"))
    )
    assert rows(document) == [["Child's voice", ""], ["Consent", "Yes"]]
    assert furniture(document) == ["Click or tap here to enter text."]


def test_notes_say_what_was_left_out() -> None:
    document = read_body(
        f"<w:p>{run('a')}<w:del><w:r><w:delText>b</w:delText></w:r></w:del>{run('c', '<w:vanish/>')}"
        f"{run('d', '<w:strike/>')}</w:p>"
        "<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>"
    )
    assert [note.code for note in document.notes] == [
        "tracked_deletions",
        "hidden_text",
        "struck_text",
        "embedded_object",
    ]
    assert document.partial


def test_a_paragraph_whose_mark_is_deleted_runs_on() -> None:
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('The plan ')}</w:p><w:p>{run('was closed.')}</w:p>"
    assert outline(read_body(body)) == [("paragraph", "The plan was closed.")]


_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1a"><w:name w:val="Council heading"/><w:basedOn w:val="H1"/><w:pPr>'
    '<w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Report paragraph"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
)


def _level(at: int, style: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + _level(0, "decimal", "%1.", more='<w:pStyle w:val="H1"/>')
    + _level(1, "decimal", "%1.%2", more='<w:pStyle w:val="Para"/>')
    + _level(2, "lowerLetter", "(%3)")
    + _level(3, "lowerRoman", "%4)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + _level(0, "bullet", "\uf0b7")
    + _level(1, "upperLetter", "%2.", 26)
    + _level(2, "decimal", "%2.%3", more="<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + _level(0, "upperRoman", "Part %1")
    + _level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')
    + "</w:abstractNum>"
    + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        for key, abstract, override in (
            (1, 0, ""), (2, 1, ""), (3, 2, ""),
            (4, 0, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="8"/></w:lvlOverride>'),
        )
    )
)  # fmt: skip


def _numbers(*paragraphs: str) -> list[tuple[str | None, str]]:
    document = read_body("".join(paragraphs), styles=_STYLES, numbering=_NUMBERING)
    return [(block.number, document.text[block.start : block.end]) for block in document.blocks]


def test_automatic_numbers_are_rendered_as_printed() -> None:
    assert _numbers(
        paragraph("Purpose", style="H1"),
        paragraph("The report.", style="Para"),
        paragraph("in full", numbering=("1", 2)),
        paragraph("in part", numbering=("1", 2)),
        paragraph("now", numbering=("1", 3)),
        paragraph("Its scope.", style="Para"),
        paragraph("anew", numbering=("1", 2)),
        paragraph("Background", style="H1"),
        paragraph("It began.", style="Para"),
        paragraph("It goes on.", numbering=("4", 1)),
        paragraph("And on.", style="Para"),
        paragraph("Plain", numbering=("0", 0)),
        paragraph("Council", style="H1a"),
    ) == [
        ("1", "1. Purpose"), ("1.1", "1.1 The report."), ("a", "(a) in full"), ("b", "(b) in part"), ("i", "i) now"),
        ("1.2", "1.2 Its scope."), ("a", "(a) anew"), ("2", "2. Background"), ("2.1", "2.1 It began."),
        ("2.8", "2.8 It goes on."), ("2.9", "2.9 And on."), (None, "Plain"), ("3", "3. Council"),
    ]  # fmt: skip


def test_bullets_letters_and_numbers_that_never_restart() -> None:
    assert _numbers(
        paragraph("one", numbering=("2", 0)),
        paragraph("two", numbering=("2", 1)),
        paragraph("three", numbering=("2", 1)),
        paragraph("four", numbering=("2", 2)),
        paragraph("The first part", numbering=("3", 0)),
        paragraph("five", numbering=("3", 1)),
        paragraph("The second part", numbering=("3", 0)),
        paragraph("six", numbering=("3", 1)),
    ) == [
        (None, "• one"), ("Z", "Z. two"), ("AA", "AA. three"), ("27.1", "27.1 four"), ("Part I", "Part I The first part"),
        ("1", "1. five"), ("Part II", "Part II The second part"), ("2", "2. six"),
    ]  # fmt: skip


def test_a_number_implied_by_its_first_item_is_used_up() -> None:
    assert _numbers(
        paragraph("An early point.", style="Para"),
        paragraph("Background", style="H1"),
        paragraph("A point.", style="Para"),
    ) == [("1.1", "1.1 An early point."), ("2", "2. Background"), ("2.1", "2.1 A point.")]


def test_a_style_takes_the_level_of_the_style_it_is_based_on() -> None:
    styles = _STYLES + (
        '<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Deep"/><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="Deeper"><w:name w:val="Deeper"/><w:basedOn w:val="Deep"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="9">'
        + _level(0, "decimal", "%1.")
        + _level(1, "decimal", "%1.%2", more='<w:pStyle w:val="Deep"/>')
        + '</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
    )
    document = read_body(
        paragraph("One", style="Deep") + paragraph("Two", style="Deeper"), styles=styles, numbering=numbering
    )
    assert [block.number for block in document.blocks] == ["1.1", "1.2"]


def test_a_drop_cap_belongs_to_its_word() -> None:
    cap = f"<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr>{run('T')}</w:p>"
    assert outline(read_body(cap + paragraph("he service grew."))) == [("paragraph", "The service grew.")]


def test_words_struck_through_by_their_style_are_set_aside() -> None:
    styles = '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    document = read_body(
        f"<w:p>{run('Yes', '<w:rStyle w:val=~Gone~/>'.replace('~', chr(34)))}{run(' No')}</w:p>", styles=styles
    )
    assert outline(document) == [("paragraph", "No")]
    assert furniture(document) == ["Yes"]


def test_text_boxes_count_on_their_own() -> None:
    box = f"<w:txbxContent>{paragraph('In the box', style='H1')}</w:txbxContent>"
    anchor = f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
    assert _numbers(paragraph("One", style="H1"), anchor, paragraph("Two", style="H1")) == [
        ("1", "1. One"), ("1", "1. In the box"), ("2", "2. Two"),
    ]  # fmt: skip


def test_headings_quotes_and_contents() -> None:
    document = read_body(
        paragraph("Purpose 3", style="TOC1")
        + paragraph("Purpose", style="H1")
        + paragraph("It was good.", style="Q")
        + paragraph("Council", style="H1a")
        + paragraph("Text", style="Loop"),
        styles=_STYLES,
    )
    assert [(block.kind, block.level) for block in document.blocks[:4]] == [
        ("heading", 1), ("quote", None), ("heading", 3), ("paragraph", None),
    ]  # fmt: skip
    assert furniture(document) == ["Purpose 3"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('12 families waited.')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('Anchor.')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert outline(read_body(body)) == [("paragraph", "Anchor."), ("paragraph", "12 families waited.")]


def test_notes_comments_headers_and_footers() -> None:
    document = read_body(
        f'<w:p>{run("Plans fell")}<w:r><w:footnoteReference w:id="2"/></w:r>'
        f'{run(" by 43%.")}<w:r><w:endnoteReference w:id="5"/></w:r></w:p>',
        footnotes=f'<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{run("Since April.")}</w:p></w:footnote>',
        endnotes=f'<w:endnote w:id="5"><w:p>{run("DfE 2023.")}</w:p></w:endnote>',
        comments=f'<w:comment w:id="1"><w:p>{run("Check this.")}</w:p></w:comment>',
        header1=f"<w:p>{run('OFFICIAL')}</w:p>",
        footer1=f"<w:p>{run('Page ')}{_field('PAGE', '1')}</w:p>",
    )
    assert outline(document) == [
        ("paragraph", "Plans fell by 43%."),
        ("footnote", "1 Since April."),
        ("footnote", "i DfE 2023."),
        ("comment", "Check this."),
    ]
    assert furniture(document) == ["OFFICIAL", "Page 1"]


def test_chart_data() -> None:
    points = '<c:pt idx="0"><c:v>{}</c:v></c:pt><c:pt idx="1"><c:v>{}</c:v></c:pt>'
    chart = (
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Plans closed</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        "<c:plotArea><c:barChart>"
        "<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>2023</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache>{points.format('North', 'South')}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache><c:formatCode>0%</c:formatCode>"
        f"{points.format('0.43', '0.5')}</c:numCache></c:numRef></c:val>"
        "</c:ser></c:barChart></c:plotArea></c:chart>"
    )
    body = '<w:p><w:r><w:drawing><c:chart r:id="chart1"/></w:drawing></w:r></w:p>'
    document = read_body(body, chart1=chart)
    assert rows(document) == [["", "2023"], ["North", "43%"], ["South", "50%"]]
    assert document.tables[0].origin == "chart"
    assert outline(document)[0] == ("caption", "Plans closed")


def test_strict_namespaces() -> None:
    document = read_body(paragraph("Purpose", style="H1"), strict=True, styles=_STYLES, numbering=_NUMBERING)
    assert outline(document) == [("heading", "1. Purpose")]


def test_parts_in_another_format() -> None:
    document = read_body('<w:altChunk r:id="chunk"/>', chunk="<html><body><p>Pasted page.</p></body></html>")
    assert outline(document) == [("paragraph", "Pasted page.")]
    assert read_body(f'<w:altChunk r:id="none"/>{paragraph("Words.")}').partial


def test_a_document_of_python_docx() -> None:
    made = docx.Document()
    made.add_heading("Closure", 0)
    made.add_paragraph("Family moved.", style="List Number")
    made.add_paragraph("Consent ended.", style="List Number")
    buffer = io.BytesIO()
    made.save(buffer)
    document = read_bytes(buffer.getvalue(), "closure.docx")
    assert outline(document) == [
        ("heading", "Closure"),
        ("list_item", "1. Family moved."),
        ("list_item", "2. Consent ended."),
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", "empty"),
        ("<w:p/>", "empty"),
        ("<w:p><w:ins>" * 450 + "</w:ins></w:p>" * 450, "limit_exceeded"),
    ],
)
def test_how_reading_ends(body: str, status: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_body(body)
    assert caught.value.status == status


def test_cut_in_half() -> None:
    data = docx_bytes(paragraph("x" * 9000), parts={})
    with pytest.raises(DocumentError) as caught:
        read_bytes(data[: len(data) // 2], "form.docx")
    assert caught.value.status == "malformed"


def test_words_in_what_we_do_not_know_are_told_of() -> None:
    known = paragraph("The board noted the report and asked for more.")
    odd = "<x:frame xmlns:x='urn:other'>" + paragraph("Six further words that nobody would have read.") + "</x:frame>"
    assert not read_body(known).notes
    document = read_body(known + odd)
    assert [note.code for note in document.notes] == ["words_lost"]
    assert document.notes[0].message.startswith("8 of 17 stored words")
    assert document.partial
