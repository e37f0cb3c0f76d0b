"""The form of a case audit: sections, questions and grades. Authorities can bring their own file."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import get_args

from pydantic import model_validator

from ..records.case import COMPLETENESS_FIELDS, BreachKind
from ..records.document import CASE_GENRES
from .load import Entry, load_toml


class Question(Entry):
    """A question that is answered yes, no or not applicable. `field` and `breach` say what suggests an answer."""

    id: str
    text: str
    help: str = ""
    field: str = ""
    breach: str = ""
    genres: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> Question:
        if self.field and self.field not in COMPLETENESS_FIELDS:
            raise ValueError(f"{self.id}: no field {self.field} in a case row")
        if self.breach and self.breach not in get_args(BreachKind):
            raise ValueError(f"{self.id}: no breach {self.breach} in a case row")
        if wrong := set(self.genres) - set(CASE_GENRES):
            raise ValueError(f"{self.id}: no genre {', '.join(sorted(wrong))} of case papers")
        return self


class Section(Entry):
    """Questions that belong together."""

    title: str
    question: tuple[Question, ...]


class Grade(Entry):
    """A grade, the best first."""

    id: str
    name: str
    help: str = ""


class AuditForm(Entry):
    """The whole form."""

    name: str
    version: str
    grade: tuple[Grade, ...]
    section: tuple[Section, ...]

    @model_validator(mode="after")
    def _once(self) -> AuditForm:
        ids = [question.id for section in self.section for question in section.question]
        if len(set(ids)) != len(ids) or len({grade.id for grade in self.grade}) != len(self.grade):
            raise ValueError("an id stands twice")
        if not ids or len(self.grade) < 2:
            raise ValueError("a form needs a question and two grades")
        return self

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its id."""
        return {question.id: question for section in self.section for question in section.question}

    def asked_of(self, genre: str) -> list[Section]:
        """The sections with the questions that are asked of that kind of paper."""
        sections = []
        for section in self.section:
            questions = tuple(item for item in section.question if not item.genres or genre in item.genres)
            if questions:
                sections.append(Section(title=section.title, question=questions))
        return sections


def load_audit_form(file: Path | None = None) -> AuditForm:
    """The built-in form, or that of a file. Raises ConfigurationError with the key at fault."""
    return load_toml(AuditForm, "audit_form.toml", override=file)
