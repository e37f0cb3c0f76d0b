"""The body of a source -> blocks. The dialect is described in `corpora/README.md`."""

from __future__ import annotations

import re

from .blocks import Block, Columns, Field, Form, Heading, Item, PageBreak, Paragraph, Quote, Section, Table
from .inline import parse_inline

PAGE_BREAK = "---page---"

_HEADING = re.compile(r"(?P<hashes>#{1,4}) +(?P<text>\S.*)")
_HEADING_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*\.?) +(?=[A-Z])(?P<text>.+)")
# "4.1 The service" opens a numbered paragraph; "4.1 per cent of families" does not.
_ITEM = re.compile(
    r"(?P<indent> *)(?P<marker>-|•|\d{1,3}(?:\.\d{1,3})+\.?(?=\s+[^a-z\s])|\d{1,3}[.)]|\((?:[a-z]{1,4}|\d{1,2})\)"
    r"|[a-z][.)])\s+(?P<text>\S.*)"
)
_FIRST_MARKERS = ("1.", "1)", "(1)", "(a)", "(i)", "a)", "a.")
_LABELLED = re.compile(r"\*\*[^*]+:\*\*|\*\*[^*]+\*\*:")
_FIELD = re.compile(r"(?P<label>\S[^\n]*?)\s*::(?:\s+(?P<value>.*))?")
_SEPARATOR = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_FORBIDDEN = (
    # "<insert name>" in an unfilled template is text.
    (
        re.compile(r"</?(?:[abipu]|br|div|em|h[1-6r]|img|li|[ou]l|span|strong|su[bp]|t[dhr]|table)(?:\s[^>]*)?/?>"),
        "HTML",
    ),
    (re.compile(r"!\[[^\]]*\]\("), "images"),
    (re.compile(r"(?<!!)\[[^\]]*\]\(\S+\)"), "links"),
    (re.compile(r"```"), "code blocks"),
)


class BodyError(Exception):
    """A line outside the dialect; the message gives its number."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")


def parse_body(body: str, *, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of `body`, in order. Raises BodyError, counting lines from `first_line`."""
    return tuple(_Reader(body, first_line).read())


class _Reader:
    """Reads a body from the top; `at` is the index of the next line not yet used."""

    def __init__(self, body: str, first_line: int) -> None:
        self.lines = [line.expandtabs(2).rstrip(" \t") for line in body.splitlines()]
        self.first_line = first_line
        self.at = 0
        for index, line in enumerate(self.lines):
            for pattern, what in _FORBIDDEN:
                if pattern.search(line):
                    raise BodyError(first_line + index, f"the dialect has no {what}")

    def read(self) -> list[Block]:
        blocks: list[Block] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
            elif line.strip() == PAGE_BREAK:
                self.at += 1
                blocks.append(PageBreak())
            elif line.startswith(":::"):
                blocks.append(self._fenced(line[3:].strip()))
            elif found := _HEADING.fullmatch(line):
                self.at += 1
                blocks.append(_heading(len(found["hashes"]), found["text"]))
            elif line.startswith("|") or self._is_caption(line):
                blocks.append(self._table())
            elif line.startswith(">"):
                blocks.append(self._quote())
            elif found := _ITEM.fullmatch(line):
                blocks.append(self._item(found))
            else:
                blocks.append(self._paragraph())
        return blocks

    def _is_caption(self, line: str) -> bool:
        """`Table: ...` counts as a caption when a pipe table follows, blank lines allowed between."""
        if not line.startswith("Table:"):
            return False
        rest = (following for following in self.lines[self.at + 1 :] if following.strip())
        return next(rest, "").startswith("|")

    def _paragraph(self) -> Paragraph:
        lines = [self.lines[self.at].strip()]
        self.at += 1
        while self._continues(after=None):
            lines.append(self.lines[self.at].strip())
            self.at += 1
        return Paragraph(content=parse_inline(_join(lines)))

    def _item(self, found: re.Match[str]) -> Item:
        lines = [found["text"]]
        marker = "-" if found["marker"] in ("-", "•") else found["marker"]
        self.at += 1
        while self._continues(after=marker):
            lines.append(self.lines[self.at].strip())
            self.at += 1
        return Item(marker=marker, level=len(found["indent"]) // 2, content=parse_inline(_join(lines)))

    def _continues(self, *, after: str | None) -> bool:
        """Whether the next line belongs to the paragraph (`after` None) or the item (its marker) being read."""
        if self.at >= len(self.lines):
            return False
        line = self.lines[self.at]
        if not line.strip() or line.strip() == PAGE_BREAK or line.startswith((":::", "|", ">", "#")):
            return False
        if self._is_caption(line):
            return False
        found = _ITEM.fullmatch(line)
        if not found:
            return True
        # "... on page\n12. The" runs on; a list opens only with a bullet or a first number, or inside a list.
        return after is None and found["marker"] not in ("-", "•", *_FIRST_MARKERS)

    def _quote(self) -> Quote:
        lines = []
        while self.at < len(self.lines) and self.lines[self.at].startswith(">"):
            lines.append(self.lines[self.at][1:].strip())
            self.at += 1
        return Quote(content=parse_inline(_join(lines)))

    def _table(self) -> Table:
        caption = ""
        if self.lines[self.at].startswith("Table:"):
            caption = self.lines[self.at].removeprefix("Table:").strip()
            self.at += 1
            while not self.lines[self.at].strip():
                self.at += 1
        header, rows, align = self._pipe_rows()
        return Table(
            caption=caption,
            header=tuple(tuple(parse_inline(cell) for cell in row) for row in header),
            rows=tuple(tuple(parse_inline(cell) for cell in row) for row in rows),
            align=align,
        )

    def _pipe_rows(self) -> tuple[list[list[str]], list[list[str]], tuple[str, ...]]:
        """Header rows, body rows and alignments of the pipe table that starts on the next line."""
        start = self.at
        rows: list[list[str]] = []
        header: list[list[str]] | None = None
        align: tuple[str, ...] = ()
        while self.at < len(self.lines) and self.lines[self.at].startswith("|"):
            line = self.lines[self.at]
            cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:]]
            if line.endswith("|") and not line.endswith("\\|"):
                cells.pop()
            if header is None and _SEPARATOR.fullmatch(line):
                header, rows, align = rows, [], tuple(_alignment(cell) for cell in cells)
            else:
                rows.append(cells)
            width = len(align) or len(rows[0])
            if len(cells) != width:
                raise BodyError(self.first_line + self.at, f"{len(cells)} cells in a table of {width} columns")
            self.at += 1
        if header is None:
            raise BodyError(self.first_line + start, "the table has no |---| line under its header")
        if any(len(row) != len(align) for row in header):
            raise BodyError(self.first_line + start, f"the header has not the {len(align)} columns of the |---| line")
        return header, rows, align

    def _fenced(self, kind: str) -> Form | Columns:
        opened = self.first_line + self.at
        if kind not in ("form", "columns"):
            raise BodyError(opened, f"unknown block ::: {kind}; there are ::: form and ::: columns")
        self.at += 1
        block = self._form() if kind == "form" else self._columns()
        if self.at >= len(self.lines):
            raise BodyError(opened, f"::: {kind} is never closed with :::")
        self.at += 1
        return block

    def _form(self) -> Form:
        entries: list[Field | Section] = []
        label: str | None = None
        paragraphs: list[list[str]] = []

        def finish() -> None:
            if label is not None:
                entries.append(Field(label=label, paragraphs=tuple(parse_inline(_join(p)) for p in paragraphs)))

        while self.at < len(self.lines) and self.lines[self.at].strip() != ":::":
            line = self.lines[self.at]
            if heading := _HEADING.fullmatch(line):
                finish()
                label = None
                entries.append(Section(title=heading["text"]))
            elif line.startswith(" ") and label is not None:
                paragraphs.append([re.sub(r"^ *- ", "\u2022 ", line).strip()])
            elif found := _FIELD.fullmatch(line):
                finish()
                label, value = found["label"], (found["value"] or "").strip()
                paragraphs = [[value]] if value else []
            elif line.strip():
                raise BodyError(self.first_line + self.at, "in a form, write Label:: value, or indent what follows")
            self.at += 1
        finish()
        return Form(entries=tuple(entries))

    def _columns(self) -> Columns:
        while self.at < len(self.lines) and not self.lines[self.at].strip():
            self.at += 1
        header, rows, _ = self._pipe_rows()
        if len(header) != 1:
            raise BodyError(self.first_line + self.at, "a ::: columns grid has one header row")
        while self.at < len(self.lines) and not self.lines[self.at].strip():
            self.at += 1
        if self.at < len(self.lines) and self.lines[self.at].strip() != ":::":
            raise BodyError(self.first_line + self.at, "::: columns holds one pipe table and nothing else")
        return Columns(
            header=tuple(parse_inline(cell) for cell in header[0]),
            rows=tuple(tuple(parse_inline(cell) for cell in row) for row in rows),
        )


def _heading(level: int, text: str) -> Heading:
    found = _HEADING_NUMBER.fullmatch(text)
    number, words = (found["number"], found["text"]) if found else ("", text)
    return Heading(level=level, number=number, content=parse_inline(words))


def _join(lines: list[str]) -> str:
    """Lines of one paragraph as one text: a line ending in a backslash, or one that opens with a bold label
    ("**Report of:** the Director"), keeps its line break."""
    text = lines[0]
    for line in lines[1:]:
        breaks = text.endswith("\\") or _LABELLED.match(line)
        text = text.removesuffix("\\").rstrip() + ("\n" if breaks else " ") + line
    return text.removesuffix("\\").rstrip()


def _alignment(cell: str) -> str:
    """`---:` is right, `:---:` centre, `:---` left, `---` undecided."""
    return {(False, True): "right", (True, True): "center", (True, False): "left"}.get(
        (cell.startswith(":"), cell.endswith(":")), ""
    )
