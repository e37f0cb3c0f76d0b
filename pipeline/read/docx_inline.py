"""The words of one Word paragraph as they are shown: fields by their result, tick boxes, chosen values, tracked changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .docx_story import Reference, Story
from .docx_styles import Style, run_switch
from .docx_symbols import is_symbol_font, symbol
from .docx_xml import child, children, descendants, get, get_plain, is_on, name, whole
from .lines import raise_digits, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

TICKED: Final = "☒"
UNTICKED: Final = "☐"
_CONTAINERS: Final = frozenset((
    "w:hyperlink", "w:smartTag", "w:customXml", "w:ins", "w:moveTo", "w:dir", "w:bdo", "w:fldSimple", "w:sdtContent",
    "w:rubyBase", "w:ruby", "m:oMath", "m:oMathPara",
))  # fmt: skip
_TEXTS: Final = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": ""}
_LARGE: Final = 50 * 360_000**2  # 50 square centimetres in English Metric Units: larger than a logo
_FAR: Final = 10**9
_PROMPTS: Final = ("click", "choose", "enter", "select", "tap", "pick", "type ", "insert", "[")


@dataclass(kw_only=True)
class Inline:
    """`text` may hold tabs and line breaks. `boxes` are text boxes (`w:txbxContent`) anchored in the paragraph.

    `pictures` are descriptions of pictures, `charts` the relationship ids of charts and diagrams.
    """

    text: str = ""
    bold: bool = False
    boxes: list[_Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)


class InlineReader:
    """Reads one paragraph."""

    def __init__(self, story: Story, style: Style) -> None:
        self._story = story
        self._style = style
        self._parts: list[str] = []
        self._suppressed: list[str] = []
        self._has_bold = False
        self._has_plain = False
        self._raised = False
        self._found = Inline()

    def read(self, paragraph: _Element) -> Inline:
        """The inline content of a `w:p`."""
        self._read_children(paragraph)
        fields = self._story.fields
        if fields and fields[-1]:
            # A field that was never closed must not swallow the paragraph: its code stands in other elements.
            self._parts.extend(self._suppressed)
            while fields and fields[-1]:
                fields.pop()
        self._found.text = "".join(self._parts)
        self._found.bold = self._has_bold and not self._has_plain
        return self._found

    def _read_children(self, element: _Element) -> None:
        for below in element:
            kind = name(below)
            if kind == "w:r":
                self._read_run(below)
            elif kind in _CONTAINERS:
                self._story.tally["tracked_insertions"] += kind in ("w:ins", "w:moveTo")
                self._read_children(below)
            elif kind == "w:sdt":
                self._read_control(below)
            elif kind in ("w:del", "w:moveFrom"):
                self._story.tally["tracked_deletions"] += 1
            elif kind == "mc:AlternateContent":
                if (choice := chosen_content(below)) is not None:
                    self._read_children(choice)
            elif kind == "m:t":
                self._add(below.text or "", bold=False)
            elif kind.startswith("m:"):
                self._read_children(below)

    def _read_run(self, run: _Element) -> None:
        properties = child(run, "w:rPr")
        run_style = self._story.styles.get(get(child(properties, "w:rStyle"), "w:val"))
        if run_switch(properties, "w:vanish", run_style.hidden, self._style.hidden):
            self._story.tally["hidden_text"] += 1
            for below in children(run, "w:fldChar"):  # field marks count even where they are hidden
                self._read_field(below)
            return
        struck = run_switch(properties, "w:strike", run_style.struck, self._style.struck)
        if struck or is_on(child(properties, "w:dstrike")):
            self._set_aside_struck(run)
            return
        self._raised = get(child(properties, "w:vertAlign"), "w:val") == "superscript"
        bold = run_switch(properties, "w:b", run_style.bold, self._style.bold)
        fonts = child(properties, "w:rFonts")
        font = get(fonts, "w:ascii") or get(fonts, "w:hAnsi")
        for below in run:
            self._read_run_part(below, bold=bold, font=font)

    def _set_aside_struck(self, run: _Element) -> None:
        """ "Yes / No, delete as appropriate": what is struck through is no longer said."""
        words = "".join(text.text or "" for text in children(run, "w:t"))
        if words.strip():
            self._story.tally["struck_text"] += 1
            self._story.set_aside.append(words)
        for below in children(run, "w:fldChar"):
            self._read_field(below)

    def _read_run_part(self, part: _Element, *, bold: bool, font: str | None) -> None:
        kind = name(part)
        if kind == "w:t":
            text = (part.text or "").replace("\n", " ")
            if is_symbol_font(font):
                text = "".join(letter if letter.isspace() else symbol(font, ord(letter)) for letter in text)
            self._add(raise_digits(text) if self._raised else text, bold=bold)
        elif kind in _TEXTS:
            self._add(_TEXTS[kind], bold=bold)
        elif kind == "w:br":
            self._add("\n", bold=bold)
        elif kind == "w:sym":
            code = get(part, "w:char") or ""
            self._add(symbol(get(part, "w:font"), int(code, 16)) if _is_hex(code) else "", bold=bold)
        elif kind == "w:fldChar":
            self._read_field(part)
        elif kind in ("w:footnoteReference", "w:endnoteReference"):
            custom = is_on_attribute(get(part, "w:customMarkFollows"))
            self._story.references.append(Reference(kind=kind[2:-9], id=get(part, "w:id") or "", has_number=not custom))
        elif kind in ("w:drawing", "w:pict", "w:object"):
            self._read_drawing(part)
        elif kind == "mc:AlternateContent":
            choice = chosen_content(part)
            for below in choice if choice is not None else ():
                self._read_run_part(below, bold=bold, font=font)
        elif kind == "w:ruby":
            self._read_children(part)

    def _add(self, text: str, *, bold: bool) -> None:
        fields = self._story.fields
        if any(fields):
            self._suppressed.append(text)
            return
        self._parts.append(text)
        if text.strip():
            self._has_bold |= bold
            self._has_plain |= not bold

    def _read_field(self, mark: _Element) -> None:
        fields = self._story.fields
        kind = get(mark, "w:fldCharType")
        if kind == "begin":
            data = child(mark, "w:ffData")
            if (box := child(data, "w:checkBox")) is not None:
                checked = child(box, "w:checked")
                self._add(
                    TICKED if is_on(checked if checked is not None else child(box, "w:default")) else UNTICKED,
                    bold=False,
                )
            elif (drop := child(data, "w:ddList")) is not None:
                entries = [get(entry, "w:val") or "" for entry in children(drop, "w:listEntry")]
                picked = child(drop, "w:result")
                at = whole(get(picked if picked is not None else child(drop, "w:default"), "w:val"))
                self._add(entries[at] if 0 <= at < len(entries) else "", bold=False)
            fields.append(True)
        elif kind == "separate" and fields:
            fields[-1] = False
        elif kind == "end" and fields:
            fields.pop()

    def _read_control(self, control: _Element) -> None:
        """A content control: a tick box by its state, else what is filled in; a prompt is set aside."""
        properties = child(control, "w:sdtPr")
        content = child(control, "w:sdtContent")
        box = child(properties, "w14:checkbox")
        if box is not None:
            self._add(TICKED if is_on(child(box, "w14:checked")) else UNTICKED, bold=False)
            return
        if content is None:
            return
        if is_prompt(control):
            self._story.set_aside.append(_all_text(content))
            return
        self._read_children(content)

    def _read_drawing(self, drawing: _Element) -> None:
        """Text boxes, charts, pictures' descriptions; a picture of an embedded file is not its words."""
        found = self._found
        if name(drawing) == "w:object":
            self._story.tally["embedded_object"] += sum(1 for _ in descendants(drawing, "o:OLEObject"))
            self._story.tally["form_control"] += sum(1 for _ in descendants(drawing, "w:control"))
        stack = [drawing]
        is_large = True
        while stack:
            element = stack.pop()
            kind = name(element)
            if kind == "w:txbxContent":
                found.boxes.append(element)
                continue
            if kind == "mc:AlternateContent":
                choice = chosen_content(element)
                stack.extend([] if choice is None else [choice])
                continue
            if kind == "c:chart":
                found.charts.append(get(element, "r:id") or "")
            elif kind == "dgm:relIds":
                found.charts.append(get(element, "r:dm") or "")
            elif kind == "wp:extent":
                is_large = (
                    whole(get_plain(element, "cx"), limit=_FAR) * whole(get_plain(element, "cy"), limit=_FAR) > _LARGE
                )
            elif kind in ("pic:pic", "v:imagedata"):
                self._story.tally["pictures"] += is_large
            elif kind == "wp:docPr":
                found.pictures.append(squeeze(get_plain(element, "descr")))
            elif kind == "v:textpath":
                self._story.set_aside.append(get_plain(element, "string"))
            stack.extend(reversed(element))


def chosen_content(element: _Element) -> _Element | None:
    """The one alternative of `mc:AlternateContent` to read: the first choice with content, else the fallback."""
    options = [below for below in element if name(below) in ("mc:Choice", "mc:Fallback")]
    return next((option for option in options if len(option)), None)


def is_prompt(control: _Element) -> bool:
    """Whether a content control still shows its template's own prompt ("Click or tap here to enter text.")."""
    shows = child(control, "w:sdtPr", "w:showingPlcHdr")
    content = child(control, "w:sdtContent")
    if not is_on(shows) or content is None:
        return False
    styles = [(get(style, "w:val") or "").lower() for style in descendants(content, "w:rStyle")]
    return any("placeholder" in style for style in styles) or _all_text(content).lower().startswith(_PROMPTS)


def is_on_attribute(value: str | None) -> bool:
    """A switch written as an attribute."""
    return (value or "").lower() in ("1", "true", "on")


def _all_text(element: _Element) -> str:
    return squeeze(" ".join(text.text or "" for text in descendants(element, "w:t")))


def _is_hex(code: str) -> bool:
    return 0 < len(code) <= 6 and all(letter in "0123456789abcdefABCDEF" for letter in code)
