"""Services and speakers of case papers."""

from __future__ import annotations

from functools import cached_property

from ..text.phrases import PhraseBook
from .load import Entry, load_toml


class Speaker(Entry):
    """A body or person whose words are reported, and what `raised_by` calls them."""

    name: str
    words: tuple[str, ...]


class Agencies(Entry):
    """Services, words for help given, speakers. `name` and `version` go into run.json."""

    name: str
    version: str
    kinds: tuple[str, ...]
    service: tuple[str, ...]
    ending: tuple[str, ...]
    help: tuple[str, ...]
    refused: tuple[str, ...]
    speaker: tuple[Speaker, ...]
    says: tuple[str, ...]

    @cached_property
    def services(self) -> PhraseBook[str]:
        """Services by name; the payload is the phrase."""
        return PhraseBook((word, word) for word in self.service)

    @cached_property
    def helps(self) -> PhraseBook[None]:
        """Words for help given."""
        return PhraseBook((word, None) for word in self.help)

    @cached_property
    def refusals(self) -> PhraseBook[None]:
        """Words by which help was not taken up."""
        return PhraseBook((word, None) for word in self.refused)

    @cached_property
    def speakers(self) -> PhraseBook[str]:
        """Speakers by what raised_by calls them."""
        return PhraseBook((word, speaker.name) for speaker in self.speaker for word in speaker.words)

    @cached_property
    def saying(self) -> PhraseBook[None]:
        """Verbs of saying."""
        return PhraseBook((word, None) for word in self.says)


def load_agencies() -> Agencies:
    """The agencies vocabulary of the package. Raises ConfigurationError."""
    return load_toml(Agencies, "agencies.toml")
