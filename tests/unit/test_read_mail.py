"""E-mails and Outlook messages: headers as fields, the best body, attachments as sections, limits."""

from __future__ import annotations

import email.policy
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from pipeline.errors import DocumentError
from pipeline.read import read, source_of_bytes
from pipeline.records.document import Document

from .cfb import Tree, compound
from .pdf_cases import PROSE, draw, wrapped
from .read_cases import OPTIONS, outline, read_bytes, rows


def _mail(body: str = "Dear hub,\n\nThe plan ran for 14 weeks.\n", html: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Priya Marsh <p.marsh@council.example>"
    mail["To"] = "Early Help Hub <hub@council.example>"
    mail["Date"] = "Thu, 04 May 2023 10:12:00 +0100"
    mail["Subject"] = "Closure – case 4471"
    mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def _read(mail: EmailMessage, **changes: int) -> Document:
    data = mail.as_bytes(policy=email.policy.SMTP)
    return read(source_of_bytes(data, path="letter.eml"), options=OPTIONS.model_copy(update=changes))


def _notes(document: Document) -> list[str]:
    return [note.message for note in document.notes]


def test_headers_are_a_form_and_the_subject_is_the_title() -> None:
    document = _read(_mail())
    assert document.title == "Closure – case 4471" and document.media_type == "message/rfc822"
    assert outline(document) == [
        ("form", "From: Priya Marsh <p.marsh@council.example>"),
        ("form", "Date: Thu, 04 May 2023 10:12:00 +0100"),
        ("form", "To: Early Help Hub <hub@council.example>"),
        ("form", "Subject: Closure – case 4471"),
        ("paragraph", "Dear hub,"),
        ("paragraph", "The plan ran for 14 weeks."),
    ]
    assert not document.partial and not document.notes


def test_the_html_body_is_preferred_for_its_tables() -> None:
    table = "<table><tr><th>Need</th><th>Score</th></tr><tr><td>Housing</td><td>7</td></tr></table>"
    html = f"<p>Dear hub,</p><p>The plan ran for 14 weeks.</p>{table}"
    document = _read(_mail(html=html))
    assert rows(document) == [["Need", "Score"], ["Housing", "7"]]
    assert document.text.count("14 weeks") == 1


def test_the_plain_body_is_kept_where_the_html_says_less() -> None:
    document = _read(_mail(html="<p>View in your browser</p>"))
    assert "The plan ran for 14 weeks." in document.text and "browser" not in document.text


def test_attachments_are_sections_with_pages_counted_on() -> None:
    mail = _mail()
    pdf = draw(lambda canvas: wrapped(canvas, 60, 760, PROSE, 470))
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="plan one.pdf")
    mail.add_attachment(b"Team\tOpen\nNorth\t12\n", maintype="application", subtype="octet-stream", filename="t.csv")
    mail.add_attachment(pdf, maintype="application", subtype="octet-stream", filename="../plan.pdf")
    mail.add_attachment(b"\x1f\x8b\x08words", maintype="application", subtype="gzip", filename="a.gz")
    document = _read(mail)
    headings = [
        (block.level, document.text[block.start : block.end]) for block in document.blocks if block.kind == "heading"
    ]
    assert headings == [(1, "Attachment 1: plan one.pdf"), (1, "Attachment 2: t.csv"), (1, "Attachment 3: .. plan.pdf")]
    assert [page.number for page in document.pages] == [1, 2]
    assert {block.page for block in document.blocks if "partnership" in document.text[block.start : block.end]} == {
        1,
        2,
    }
    assert {line.page for line in document.lines} == {1, 2}
    assert [block.id for block in document.blocks] == list(range(len(document.blocks)))
    for table in document.tables:
        assert document.blocks[table.block].kind == "table"
    assert document.partial
    assert _notes(document) == [
        "3 of 4 attachments are read, as sections after the e-mail.",
        "Attachment 4 is not read: A compressed file (.gz) cannot be read. Unpack it and give the files inside.",
    ]


def test_e_mails_within_e_mails() -> None:
    mail = _mail("Innermost: 12 visits.")
    for number in range(5):
        outer = _mail(f"Forwarded {number}.")
        outer.add_attachment(mail)
        mail = outer
    document = _read(mail)
    assert "Forwarded 4." in document.text and "Forwarded 1." in document.text and "12 visits" not in document.text
    assert document.partial and any("within e-mails" in message for message in _notes(document))


def test_only_so_many_attachments() -> None:
    mail = _mail()
    for number in range(4):
        mail.add_attachment(f"Note {number}.", filename=f"{number}.txt")
    document = _read(mail, max_attachments=2)
    assert "Note 1." in document.text and "Note 2." not in document.text and document.partial
    assert "Only 2 attachments are read; raise read.max_attachments for the others." in _notes(document)


def test_small_pictures_in_the_text_are_no_attachments() -> None:
    mail = _mail(html='<p>Dear hub,</p><p>The plan ran for 14 weeks.</p><img src="cid:logo1">')
    html = mail.get_body(("html",))
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<logo1>")
    document = _read(mail)
    assert not document.partial
    assert _notes(document) == ["Small pictures inside the text are not read (1)."]


def test_a_web_archive_has_no_headers() -> None:
    data = (
        b"From: <Saved by Blink>\r\nSubject: Family Hubs\r\nDate: Thu, 04 May 2023 10:12:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<h1>Family Hubs</h1><p>There are =\r\n12 hubs.</p>\r\n--x--\r\n"
    )
    document = read_bytes(data, "page.mht")
    assert outline(document) == [
        ("form", "Subject: Family Hubs"),
        ("heading", "Family Hubs"),
        ("paragraph", "There are 12 hubs."),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\nno boundary: 12 plans",
        b"From: =?bogus?q?x?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=nonsense\n\n12 plans \xa3",
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>12 plans",
    ],
)
def test_broken_mails_are_read_as_far_as_they_go(data: bytes) -> None:
    document = read_bytes(data, "x.eml")
    assert document.text.startswith("From: ")


def test_nesting_without_end_is_refused() -> None:
    opening = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    with pytest.raises(DocumentError) as caught:
        read_bytes(b"From: a@b.example\nMIME-Version: 1.0\n" + opening, "x.eml")
    assert caught.value.status in ("limit_exceeded", "malformed")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _message(subject: str, body: str, **more: bytes | Tree) -> dict[str, bytes | Tree]:
    return {
        "__properties_version1.0": b"\x00" * 32,
        "__substg1.0_0037001F": _wide(subject),
        "__substg1.0_1000001F": _wide(body),
        "__substg1.0_0C1A001F": _wide("Priya Marsh"),
        "__substg1.0_5D01001F": _wide("p.marsh@council.example"),
        "__substg1.0_0E04001F": _wide("Early Help Hub"),
        "__substg1.0_007D001F": _wide("Received: x\r\nDate: Thu, 04 May 2023 10:12:00 +0100\r\n"),
        **more,
    }


def test_outlook_messages() -> None:
    inner = _message("Inner", "There were 12 visits.")
    attached: Tree = {
        "__substg1.0_3707001F": _wide("notes.txt"),
        "__substg1.0_37010102": b"Seen 43 times. " * 400,
    }
    tree = _message(
        "Closure – case 4471",
        "Dear hub,\r\n\r\nThe plan ran for 14 weeks.",
        **{
            "__attach_version1.0_#00000000": attached,
            "__attach_version1.0_#00000001": {"__substg1.0_3701000D": inner},
        },
    )
    document = read_bytes(compound(tree), "letter.msg")
    assert document.media_type == "application/vnd.ms-outlook" and document.title == "Closure – case 4471"
    found = outline(document)
    assert found[:4] == [
        ("form", "From: Priya Marsh <p.marsh@council.example>"),
        ("form", "Date: Thu, 04 May 2023 10:12:00 +0100"),
        ("form", "To: Early Help Hub"),
        ("form", "Subject: Closure – case 4471"),
    ]
    assert ("paragraph", "The plan ran for 14 weeks.") in found
    assert ("heading", "Attachment 1: notes.txt") in found and document.text.count("Seen 43 times.") == 400
    assert ("heading", "Attachment 2: Inner") in found and ("paragraph", "There were 12 visits.") in found
    assert _notes(document) == ["2 of 2 attachments are read, as sections after the e-mail."]


@pytest.mark.parametrize("cut", [lambda data: data[:900], lambda data: data[:512] + b"\xff" * 4096])
def test_a_broken_outlook_message(cut: Callable[[bytes], bytes]) -> None:
    data = cut(compound(_message("Closure", "Words"))) + "__substg1.0".encode("utf-16-le")
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "letter.msg")
    assert caught.value.status in ("malformed", "empty")
