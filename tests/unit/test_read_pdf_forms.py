"""Form fields of a PDF and notes pinned to its pages."""

from __future__ import annotations

import io
from typing import Any

from .pdf_cases import draw, lines, read, texts


def _form(canvas: Any) -> None:
    form = canvas.acroForm
    lines(canvas, 60, 760, "Name of child:")
    form.textfield(name="child", x=160, y=750, width=200, height=20, value="Aisha Rowntree")
    lines(canvas, 60, 720, "Reason for closure")
    form.textfield(
        name="reason", x=60, y=640, width=400, height=70, fieldFlags="multiline",
        value="Needs met. The family asked to step down to school, who will review the plan at Easter with the nurse.",
    )  # fmt: skip
    lines(canvas, 60, 600, "Consent given")
    form.checkbox(name="consent", x=160, y=595, size=16, checked=True)
    lines(canvas, 200, 600, "Child seen alone")
    form.checkbox(name="seen", x=300, y=595, size=16, checked=False)
    lines(canvas, 60, 560, "Step:")
    form.choice(
        name="step", x=160, y=550, width=120, height=20, value="Step down", options=["None", "Step down", "Step up"]
    )


def test_values_stand_beside_their_labels() -> None:
    found = texts(read(draw(_form)), "paragraph")
    assert "Name of child: Aisha Rowntree" in found
    assert (
        "Needs met. The family asked to step down to school, who will review the plan at Easter with the nurse."
        in found
    )
    assert "Consent given ☒ Child seen alone ☐" in found
    assert "Step: Step down" in found


def test_a_value_has_the_box_of_its_field() -> None:
    document = read(draw(_form))
    at = document.text.index("Aisha")
    (line,) = [line for line in document.lines if line.start <= at < line.end]
    left, top, right, bottom = line.bbox
    assert left < 62 and 160 < right <= 362 and 70 < top < bottom < 100


def test_notes_are_kept_apart() -> None:
    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(draw(lambda canvas: lines(canvas, 60, 760, "The family moved in May.")))) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[400, 700, 420, 720],
            Contents="Check the date with the worker",
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(buffer)
    document = read(buffer.getvalue())
    assert texts(document, "comment") == ["Check the date with the worker"]
    assert texts(document, "paragraph") == ["The family moved in May."]
