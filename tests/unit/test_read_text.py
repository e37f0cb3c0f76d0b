"""Plain text and Markdown as people paste them."""

from __future__ import annotations

import pytest

from pipeline.errors import DocumentError

from .read_cases import furniture, outline, read_bytes, read_words, rows, spans


@pytest.mark.parametrize(
    ("line", "kind", "text", "number", "words"),
    [
        ("- Brief partners and train staff", "list_item", "• Brief partners and train staff", None, "Brief partners"),
        ("·       a 3% increase in plans", "list_item", "• a 3% increase in plans", None, "a 3%"),
        ("o\u00a0\u00a0\u00a0 weekly visits", "list_item", "• weekly visits", None, "weekly"),
        ("§  the plan", "list_item", "• the plan", None, "the plan"),
        ("o Weekly visits", "list_item", "• Weekly visits", None, "Weekly"),
        ("4.1 The service opened in May.", "paragraph", "4.1 The service opened in May.", "4.1", "The service"),
        ("8.10\u00a0\u00a0\u00a0 Referral rates rose.", "paragraph", "8.10 Referral rates rose.", "8.10", "Referral"),
        ("- 3.2 There are three teams.", "paragraph", "3.2 There are three teams.", "3.2", "There"),
        ("(a) to note the report", "list_item", "(a) to note the report", "a", "to note"),
        ("iv) to write to schools", "list_item", "iv) to write to schools", "iv", "to write"),
        ("4.1 weeks was the average wait.", "paragraph", "4.1 weeks was the average wait.", None, "4.1 weeks"),
        ("12.05.23 Visit to the home.", "paragraph", "12.05.23 Visit to the home.", None, "12.05.23"),
        ("A. Shah chaired the meeting.", "paragraph", "A. Shah chaired the meeting.", None, "A. Shah"),
        ("7755 contacts were made.", "paragraph", "7755 contacts were made.", None, "7755"),
        ("-5% is the change on last year.", "paragraph", "-5% is the change on last year.", None, "-5%"),
        ("5 * 3 = 15 and a_b_c stay", "paragraph", "5 * 3 = 15 and a_b_c stay", None, "5"),
        ("14<sup>th</sup> March, R&amp;D \\* note", "paragraph", "14th March, R&D * note", None, "14th"),
        ("See [the plan](https://council.example/p).", "paragraph", "See the plan.", None, "See"),
        ("## **Finance** ##", "heading", "Finance", None, "Finance"),
        ("*** end of record ***", "paragraph", "end of record", None, "end"),
    ],
)
def test_lines(line: str, kind: str, text: str, number: str | None, words: str) -> None:
    document = read_words(f"The paper before.\n\n{line}\n\nThe paper after.\n")
    block = document.blocks[1]
    assert (block.kind, document.text[block.start : block.end], block.number) == (kind, text, number)
    assert document.text[block.content : block.end].startswith(words)


def test_paragraph_numbers_run_through_lists_that_start_again() -> None:
    document = read_words(
        "## Purpose\n\n1. To report on the year.\n\n## Plans\n\n2. The vision has these parts:\n\n"
        "1. Culture\n2. Capacity\n3. Information\n\n3. **Capacity**\n\nWe will recruit.\n\n- 4. Demand rose in all areas.\n"
    )
    numbered = [(block.kind, block.number) for block in document.blocks if block.number]
    assert numbered == [
        ("paragraph", "1"), ("paragraph", "2"), ("list_item", "1"), ("list_item", "2"), ("list_item", "3"),
        ("heading", "3"), ("paragraph", "4"),
    ]  # fmt: skip


def test_wrapped_lines_are_joined_and_lines_as_paragraphs_are_not() -> None:
    wrapped = read_words(
        "Members noted that almost half of referrals came from schools and that the\n"
        "number of open plans had risen since the spring. A further report on this was\n"
        "asked for.\n\n- support with routines, home conditions, behaviour, relationships and other\n"
        "  matters that a family raises\n"
    )
    assert [kind for kind, _ in outline(wrapped)] == ["paragraph", "list_item"]
    assert outline(wrapped)[0][1].endswith("since the spring. A further report on this was asked for.")
    unwrapped = read_words(
        "Early Help closure\nThis form should be completed when the plan ends.\nIt is kept on file.\n"
    )
    assert [text for _, text in outline(unwrapped)] == [
        "Early Help closure", "This form should be completed when the plan ends.", "It is kept on file.",
    ]  # fmt: skip


def test_a_sentence_cut_by_a_page_is_joined() -> None:
    document = read_words(
        "- Members take note of the help delivered across the partnership over the last twelve\n\nmonths.\n"
    )
    assert outline(document) == [
        ("list_item", "• Members take note of the help delivered across the partnership over the last twelve months.")
    ]


def test_pasted_page_numbers_and_running_headers_are_furniture() -> None:
    document = read_words(
        "Harrow Hill MBC\n\n1. Demand rose over the year and the partnership's help was given to families across the\n\n"
        "Page 1 of 2\n\nHarrow Hill MBC\n\nborough, close to where they live.\n\n289\n\nPage 2 of 2\n"
    )
    assert [text for _, text in outline(document)] == [
        "1. Demand rose over the year and the partnership's help was given to families across the borough, close to where "
        "they live.",
        "289",
    ]
    assert furniture(document) == ["Harrow Hill MBC", "Page 1 of 2", "Harrow Hill MBC", "Page 2 of 2"]


def test_unmarked_list_lines_are_not_joined() -> None:
    document = read_words("The closure should record:\nthe presenting needs at the time of the referral\nthe impact\n")
    assert len(outline(document)) == 3


def test_bold_lines_are_headings_but_signatures_are_not() -> None:
    document = read_words(
        "# Report\n\n**OUR VISION**  \nWorking together.\n\n**Ada Finch**  \n**Director**\n\nContact: A. Finch\n"
    )
    assert [kind for kind, _ in outline(document)] == [
        "heading",
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
        "paragraph",
    ]
    assert document.blocks[1].level == 2


def test_tab_table_keeps_both_header_rows_and_their_spans() -> None:
    document = read_words(
        "Family Centre\tClosed\t\tOpen\t\tTotal\n\tCount\tPercentage\tCount\tPercentage\t\n"
        "Harrow Hill\t202\t90.99%\t20\t9.01%\t222\n<b>Total</b>\t<b>202</b>\t<b>90.99%</b>\t<b>20</b>\t<b>9.01%</b>\t<b>222</b>\n"
    )
    assert spans(document) == {"Family Centre": (2, 1), "Closed": (1, 2), "Open": (1, 2), "Total": (2, 1)} | {}
    assert rows(document)[1:3] == [
        ["Count", "Percentage", "Count", "Percentage"],
        ["Harrow Hill", "202", "90.99%", "20", "9.01%", "222"],
    ]
    assert [cell.bold for cell in document.tables[0].cells if cell.row == 3] == [True] * 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contacts\t2021\nTeam\tTotal\nNorth\t15\n", [["Contacts", "2021"], ["Team", "Total"], ["North", "15"]]),
        ("Name:\t\tPat Reed\nSchool:\tHill Top\n", [["Name:", "Pat Reed"], ["School:", "Hill Top"]]),
        (
            "Needs\tSleep.\nMoney worries, and no carpets.\nVoice\t\n",
            [["Needs", "Sleep. Money worries, and no carpets."], ["Voice", ""]],
        ),
        ("| Team | Open |\n|---|---:|\n| North | 4 |\n", [["Team", "Open"], ["North", "4"]]),
        ("Team | Open\n---|---\nNorth | 4\n", [["Team", "Open"], ["North", "4"]]),
        ("+-----+---+\n| a b | 1 |\n+=====+===+\n| c   | 2 |\n+-----+---+\n", [["a b", "1"], ["c", "2"]]),
        (
            "Team        Q1    Q2\nNorth      120   134\nSouth       98    91\n",
            [["Team", "Q1", "Q2"], ["North", "120", "134"], ["South", "98", "91"]],
        ),
        ("x\ty\n\nz\tw\n\nu\tv\n", [["x", "y"], ["z", "w"], ["u", "v"]]),
    ],
)
def test_tables(text: str, expected: list[list[str]]) -> None:
    document = read_words(text)
    assert rows(document) == expected
    assert len(document.tables) == 1


def test_what_converters_leave_in_markdown() -> None:
    document = read_words(
        "{3}--------\n\nPlans fell[^1] by the 14^th^ of May.\n\n<table><tr><th>Team</th><th>Open</th></tr>\n"
        "<tr><td>North</td><td>12<br>plans</td></tr></table>\n\n"
        "Team      Open  Closed\n-------  -----  ------\nNorth       12      14\nSouth        9      11\n"
        "East         4       1\n\n"
        "[^1]: Source: case system.\n",
        "report.md",
    )
    assert [text for kind, text in outline(document) if kind != "table"] == [
        "Plans fell¹ by the 14th of May.",
        "1 Source: case system.",
    ]
    assert rows(document, 0) == [["Team", "Open"], ["North", "12 plans"]]
    assert rows(document, 1)[0] == ["Team", "Open", "Closed"]
    assert [cell.declared_header for cell in document.tables[1].cells][:4] == [True, True, True, None]


def test_the_second_paragraph_of_a_cell_is_marked() -> None:
    document = read_words("Needs\tSleep is poor.\nthere is debt too\nVoice\tNone\n")
    cell = document.tables[0].cells[1]
    assert [document.text[offset : cell.end] for offset in cell.breaks] == ["there is debt too"]


def test_numbers_and_bullets_with_tabs_are_no_tables() -> None:
    document = read_words("4.1\tThe service grew.\n4.2\tIt grew again.\n\n•\tOne\n•\tTwo\n")
    assert not document.tables
    assert [kind for kind, _ in outline(document)] == ["paragraph", "paragraph", "list_item", "list_item"]


def test_caption_above_a_table() -> None:
    document = read_words("Table 1: Contacts by team\n\nTeam\tAll\nNorth\t5\n")
    caption = document.tables[0].caption
    assert caption is not None
    assert document.text[caption.start : caption.end] == "Table 1: Contacts by team"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "The family’s grant was £1,200 – “a help”.\r\nIt ended.\r\n"
    document = read_bytes(text.encode(encoding), "note.txt")
    assert [line for _, line in outline(document)] == ["The family’s grant was £1,200 – “a help”.", "It ended."]
    assert not document.notes


def test_mixed_encoding_is_mended_and_told() -> None:
    data = "Café, £5, naïve, “yes” and “no”. ".encode() + b"Cost \xa39."
    document = read_bytes(data, "note.txt")
    assert document.text.endswith("Cost £9.")
    assert [note.code for note in document.notes] == ["mixed_encoding"]


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"---\n\n***\n", b"\xef\xbb\xbf"])
def test_no_words(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "note.txt")
    assert caught.value.status == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "**a " * 20_000,
        "[" * 50_000,
        "| a\n" * 5_000,
        "`" * 50_000,
        "> " * 5_000 + "x",
        "# a" + " " * 50_000 + "b",
        "-" * 9 + " " * 50_000 + "x",
        "a\tb\n" * 5_000,
    ],
)
def test_hostile_text_ends(text: str) -> None:
    read_words(text + "\nend")
