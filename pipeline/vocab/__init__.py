"""What a domain expert would change: needs, closure reasons, units, headings, practice standards. Data, not code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..errors import ConfigurationError
from .agencies import Agencies, load_agencies
from .assertion import AssertionVocabulary, load_assertion
from .case_dates import CaseDates, load_case_dates
from .case_fields import CaseFields, load_case_fields
from .closure_reasons import ClosureReasons, load_closure_reasons
from .figure_confidence import FigureConfidence, load_figure_confidence
from .genres import Genres, load_genres
from .headings import Headings, load_headings
from .measures import Measures, load_measures
from .needs import NeedsFramework, load_needs
from .outcomes import Outcomes, load_outcomes
from .people import FirstNames, PeopleWords, load_first_names, load_people
from .personal import Names, OrdinaryWords, PersonalWords, load_names, load_ordinary_words, load_personal
from .practice import Practice, load_practice, practice_names
from .units import Units, load_units
from .zones import Zones, load_zones


@dataclass(frozen=True)
class Vocabulary:
    """All vocabularies of a run. Each is loaded, checked and kept when it is first asked for.

    `needs_file` is the path of another needs framework or empty; `practice_name` a name in vocab/practice or a path.
    """

    needs_file: str = ""
    practice_name: str = "default"

    @cached_property
    def headings(self) -> Headings:
        """Labels of form fields and sections."""
        return load_headings()

    @cached_property
    def genres(self) -> Genres:
        """Cues of genres."""
        return load_genres()

    @cached_property
    def measures(self) -> Measures:
        """Measures, roles, change, dimensions."""
        return load_measures()

    @cached_property
    def units(self) -> Units:
        """What is counted or measured."""
        return load_units()

    @cached_property
    def needs(self) -> NeedsFramework:
        """The needs framework in use: its `name` and `version` go into run.json."""
        return load_needs(self.needs_file)

    @cached_property
    def assertion(self) -> AssertionVocabulary:
        """Words of denial, history, doubt and course."""
        return load_assertion()

    @cached_property
    def people(self) -> PeopleWords:
        """Words for the people of a family."""
        return load_people()

    @cached_property
    def first_names(self) -> FirstNames:
        """First names and the sex they are mostly given to."""
        return load_first_names()

    @cached_property
    def personal(self) -> PersonalWords:
        """Words around personal data."""
        return load_personal()

    @cached_property
    def names(self) -> Names:
        """More first names, and surnames."""
        return load_names()

    @cached_property
    def ordinary_words(self) -> OrdinaryWords:
        """Words that no capital letter makes a name of."""
        return load_ordinary_words()

    @cached_property
    def zones(self) -> Zones:
        """Where in a case paper a statement stands."""
        return load_zones()

    @cached_property
    def case_dates(self) -> CaseDates:
        """What a date of a case is the date of."""
        return load_case_dates()

    @cached_property
    def case_fields(self) -> CaseFields:
        """What the boxes of a case paper ask for."""
        return load_case_fields()

    @cached_property
    def outcomes(self) -> Outcomes:
        """How change is told."""
        return load_outcomes()

    @cached_property
    def closure_reasons(self) -> ClosureReasons:
        """Why cases close."""
        return load_closure_reasons()

    @cached_property
    def agencies(self) -> Agencies:
        """Services and speakers."""
        return load_agencies()

    @cached_property
    def figure_confidence(self) -> FigureConfidence:
        """What a figure's confidence was worth on the gold."""
        return load_figure_confidence()

    @cached_property
    def practice(self) -> Practice:
        """The authority's limits."""
        return load_practice(self.practice_name)

    def practice_names(self) -> tuple[str, ...]:
        """The practice standards that come with the package."""
        return practice_names()

    def check(self) -> None:
        """Load and validate every vocabulary and all practice standards. Raises ConfigurationError at the first fault."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                _compile(getattr(self, name))
        for name in self.practice_names():
            load_practice(name)


def _compile(vocabulary: object) -> None:
    """Build what a vocabulary makes of its words, so that a bad phrase is found now and not in the middle of a run."""
    for name, value in vars(type(vocabulary)).items():
        if isinstance(value, cached_property):
            try:
                getattr(vocabulary, name)
            except ValueError as error:
                where = f"{type(vocabulary).__name__}.{name}"
                raise ConfigurationError(f"A phrase is not well formed ({error})", where=where) from error
