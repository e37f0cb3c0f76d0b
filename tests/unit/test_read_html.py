"""Web pages as council sites and committee systems make them."""

from __future__ import annotations

import pytest

from pipeline.errors import DocumentError
from pipeline.read.html_lists import list_markers
from pipeline.read.html_tree import parse_page

from .read_cases import furniture, outline, read_bytes, read_words, rows, spans

_SITE = """<!DOCTYPE html><html><head><title>Agenda item - Early Help</title>
<style>.off, #gone {display: none} @media print {.x {display: none}} .on {display:none} .on {display:block}</style></head><body>
<a class="skip-link" href="#c">Skip to main content</a>
<div id="cookie-banner"><p>We use cookies.</p><button>Accept</button></div>
<header role="banner"><p>Harrow Hill Council</p><ul><li><a href="/">Home</a></li><li><a href="/m">Meetings</a></li></ul></header>
<ol class="breadcrumbs"><li><a href="/">Home</a></li><li>Agenda item</li></ol>
<div id="page-content">
<h1>Agenda item</h1><h2>Early Help</h2>
<p>The Board heard that 43%&nbsp;of <strong>plans</strong> were<br>closed with needs met, and that 312 families
had been helped.</p>
<p class="x">Printed in part.</p><p class="on">Shown after all.</p>
<p class="off">by class</p><p id="gone">by id</p><p hidden>by attribute</p><p style="visibility:hidden">by style</p>
<script>var a = 1;</script><template><p>template</p></template>
<p class="sr-only">for screen readers</p>
</div>
<footer><p>Privacy notice</p></footer></body></html>"""


def test_the_paper_is_told_from_the_site_around_it() -> None:
    document = read_words(_SITE, "item.html")
    assert [text for _, text in outline(document)] == [
        "Agenda item",
        "Early Help",
        "The Board heard that 43% of plans were closed with needs met, and that 312 families had been helped.",
        "Printed in part.",
        "Shown after all.",
    ]
    assert document.title == "Agenda item - Early Help"
    words = " ".join(furniture(document))
    for part in (
        "Skip to main",
        "We use cookies",
        "Harrow Hill Council",
        "Meetings",
        "Privacy notice",
        "for screen readers",
    ):
        assert part in words
    for part in ("by class", "by id", "by attribute", "by style", "var a", "template"):
        assert part not in document.text


def test_menus_without_a_name_are_furniture_but_lists_of_findings_are_not() -> None:
    document = read_words(
        "<html><body><div><a href=/a>A to Z</a> "
        "<a href=/b>Pay for it</a> <a href=/c>Report it</a></div>"
        "<div><h1>Early Help</h1><p>Families are offered help as soon as problems emerge, close to where they live.</p>"
        "<ul><li><a href=/x>Parenting</a> courses ran in five hubs all year round</li><li>Attendance rose</li></ul></div>",
        "page.htm",
    )
    assert outline(document)[0] == ("heading", "Early Help")
    assert ("list_item", "• Parenting courses ran in five hubs all year round") in outline(document)
    assert furniture(document) == ["A to Z Pay for it Report it"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ul><li>a<li>b</ul>", ["• ", "• "]),
        ("<ol><li>a<li>b</ol>", ["1. ", "2. "]),
        ("<ol start=4><li>a<li value=9>b<li>c</ol>", ["4. ", "9. ", "10. "]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z. ", "aa. "]),
        ("<ol type=I><li>a<li>b<li>c<li>d</ol>", ["I. ", "II. ", "III. ", "IV. "]),
        ("<ol reversed><li>a<li>b</ol>", ["2. ", "1. "]),
        ("<ol style='list-style-type: lower-roman'><li>a<li>b</ol>", ["i. ", "ii. "]),
        ("<ol style='list-style: none'><li>(a) a</ol>", [""]),
        ("<ol type=disc><li>a</ol>", ["• "]),
        ("<ol start=x><li>a</ol>", ["1. "]),
    ],
)
def test_list_markers(markup: str, expected: list[str]) -> None:
    assert list_markers(parse_page(markup).body.elements()[0]) == expected


def test_nested_lists_keep_levels_and_numbers() -> None:
    document = read_words(
        "<p>That the Committee:</p><ol start=3><li>notes the report"
        "<ol type=a><li>in full</li><li>in part<p>and asks why</p></li></ol></li>"
        "<li>agrees</li></ol>",
        "a.html",
    )
    items = [(block.level, block.number, document.text[block.content : block.end]) for block in document.blocks[1:]]
    assert items == [
        (1, "3", "notes the report"),
        (2, "a", "in full"),
        (2, "b", "in part"),
        (None, None, "and asks why"),
        (1, "4", "agrees"),
    ]


def test_table_grid() -> None:
    document = read_words(
        "<table><caption>Plans by team</caption>"
        "<thead><tr><th rowspan=2>Team<th colspan=2>2023</tr><tr><th>Open<th>Closed</tr></thead>"
        "<tfoot><tr><td><b>Total</b><td>9<td>11</tr></tfoot>"
        "<tbody><tr><th scope=row>North<td>4<td>5</tr>"
        "<tr><td rowspan=0>South<td colspan=2>11<br>in all</tr></tbody></table>",
        "a.html",
    )
    assert rows(document) == [
        ["Team", "2023"], ["Open", "Closed"], ["North", "4", "5"], ["South", "11 in all"], ["Total", "9", "11"],
    ]  # fmt: skip
    assert spans(document) == {"Team": (2, 1), "2023": (1, 2), "11 in all": (1, 2)}
    table = document.tables[0]
    assert table.caption is not None
    assert [cell.declared_header for cell in table.cells if cell.row < 3] == [True] * 5 + [False, False]


def test_layout_tables_are_not_tables() -> None:
    document = read_words(
        "<table><tr><td><h1>Early Help</h1><p>One paragraph.</p></td>"
        "<td><table><tr><th>Team<td>North</tr></table></td></tr></table>",
        "a.html",
    )
    assert [kind for kind, _ in outline(document)] == ["heading", "paragraph", "table"]
    assert rows(document) == [["Team", "North"]]


@pytest.mark.parametrize(
    "markup",
    [
        "<dl><dt>Consent</dt><dd><input type=checkbox checked> Yes <input type=checkbox> No</dd>"
        "<dt>Voice</dt><dd></dd></dl>",
        "<div class=form><div class=label>Consent</div><div class=answer>☒ Yes ☐ No</div>"
        "<div class=label>Voice</div><div class=answer>&nbsp;</div></div>",
        "<div><div class=row><span class=field-label>Consent</span><span class=field-value>☒ Yes ☐ No</span></div>"
        "<div class=row><span class=field-label>Voice</span><span class=field-value></span></div></div>",
    ],
)
def test_labels_and_values_keep_empty_boxes(markup: str) -> None:
    document = read_words(f"<h1>Closure</h1>{markup}", "form.html")
    assert rows(document) == [["Consent", "☒ Yes ☐ No"], ["Voice", ""]]


def test_pages_laid_out_in_tables() -> None:
    document = read_words(
        "<body><table><tr><td colspan=2><a href=/a>A-Z</a> <a href=/c>Contact</a> <a href=/j>Jobs</a></td></tr>"
        "<tr><td><ul><li><a href=1>Calendar</a><li><a href=2>Committees</a><li><a href=3>Councillors</a></ul></td><td>"
        "<h1>Agenda item</h1><p>Members heard that 43% of referrals came from schools and 18% from families.</p>"
        "<p>·<span>&nbsp;&nbsp;&nbsp; </span>the waiting list had fallen</p><p>o&nbsp;&nbsp; down from 61</p>"
        "<table><tr><td><b>Quarter</b><td><b>Contacts</b><tr><td>Q1<td>388</table></td></tr>"
        "<tr><td colspan=2 class=footer><a href=1>Privacy</a> &copy; Harrow Hill</td></tr></table></body>",
        "item.html",
    )
    assert [text for _, text in outline(document)] == [
        "Agenda item",
        "Members heard that 43% of referrals came from schools and 18% from families.",
        "• the waiting list had fallen",
        "• down from 61",
        "Quarter\tContacts\nQ1\t388",
    ]
    assert furniture(document) == ["A-Z Contact Jobs", "Calendar", "Committees", "Councillors", "Privacy © Harrow Hill"]


def test_struck_and_raised_words_and_links_beside_answers() -> None:
    document = read_words(
        "<h1>Closure</h1><p>Consent: Yes / <s>No</s>, 43%<sup>1</sup> on 4<sup>th</sup> May</p>"
        "<dl><div><dt>Child</dt><dd>Ada</dd><dd class=row__actions><a href=#>Change</a></dd></div></dl>",
        "form.html",
    )
    assert outline(document)[1:] == [("paragraph", "Consent: Yes / , 43%¹ on 4th May"), ("table", "Child\tAda")]
    assert furniture(document) == ["No", "Change"]
    assert [note.code for note in document.notes] == ["struck_text"]


def test_labels_of_inputs_and_columns_in_pre() -> None:
    document = read_words(
        "<form><label for=a>Lead</label><input id=a value='Pat Reed'><br><label for=b>Notes</label><textarea id=b></textarea>"
        "</form><pre>\nTeam    Q1   Q2\nNorth   12   14\nSouth    9   11\n</pre>",
        "form.html",
    )
    assert rows(document, 0) == [["Lead", "Pat Reed"], ["Notes", ""]]
    assert rows(document, 1) == [["Team", "Q1", "Q2"], ["North", "12", "14"], ["South", "9", "11"]]


def test_chosen_values() -> None:
    document = read_words(
        "<p>Level: <select><option>2<option selected>3</select> Worker: <input value='Ada'> <textarea>All met</textarea></p>",
        "form.html",
    )
    assert outline(document) == [("paragraph", "Level: 3 Worker: Ada All met")]


def test_declared_encoding() -> None:
    data = "<meta charset=iso-8859-1><p>Cost “£5” – caf\u00e9</p>".encode("cp1252")
    assert outline(read_bytes(data, "a.html")) == [("paragraph", "Cost “£5” – café")]


def test_no_words() -> None:
    with pytest.raises(DocumentError) as caught:
        read_words("<html><body><div id=app></div><script>load()</script></body></html>", "a.html")
    assert caught.value.status == "empty"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 3_000 + "deep",
        "<table><tr>" + "<td colspan=1000>x" * 300,
        "<table><tr><td rowspan=65534 colspan=1000>x</table>",
        "<ul><li>" * 2_000 + "x",
        "<b>" * 5_000 + "x",
        "<style>" + "a{" * 50_000 + "</style>x",
    ],
)
def test_hostile_pages_end(markup: str) -> None:
    read_words(f"<html><body>{markup}", "a.html")


def test_bottomless_page() -> None:
    with pytest.raises(DocumentError) as caught:
        read_words("<html>" + "<div>" * 100_000 + "x", "a.html")
    assert caught.value.status == "limit_exceeded"
