"""Does this installation work? Each part is tried for real, on words of our own, and what is missing comes with its remedy."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import requires
from pathlib import Path
from typing import Literal

from ..config import Settings
from ..errors import GoldenThreadError
from .assemble import extract, load_tools, load_vocabulary, understand
from .manifest import installed

State = Literal["ok", "missing", "broken"]
_OLDEST = (3, 11)
_SENTENCE = "1.1 In March 2023 there were 412 open Early Help plans, up from 388 in March 2022.\n"
_TORCH_FIRST = "Install the CPU build of torch first, then: pip install 'goldenthread[embeddings]'."


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis:
    """One part: `ok`; `missing`, which everything else works without; or `broken`, with what to do."""

    part: str
    state: State
    said: str
    remedy: str | None = None


def diagnose(settings: Settings) -> list[Diagnosis]:
    """Try every part. Takes some seconds, as models are loaded; writes nothing but a temporary file. Never raises."""
    parts: list[tuple[str, Callable[[Settings], Diagnosis]]] = [
        ("Python", _python),
        ("packages", _packages),
        ("vocabularies", _vocabularies),
        ("language model", _language_model),
        ("embeddings", _embeddings),
        ("scanned pages", _ocr),
        ("old Office files", _office),
        ("writing", _writing),
    ]
    found = []
    for part, check in parts:
        try:
            found.append(check(settings))
        except GoldenThreadError as error:
            found.append(Diagnosis(part=part, state="broken", said=error.what, remedy=error.remedy))
        except (ImportError, OSError) as error:
            remedy = "Install Golden Thread again."
            found.append(Diagnosis(part=part, state="broken", said=f"{type(error).__name__}: {error}", remedy=remedy))
    return found


def _python(_: Settings) -> Diagnosis:
    said = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST:
        return Diagnosis(part="Python", state="broken", said=said, remedy="Install Python 3.11 or newer.")
    return Diagnosis(part="Python", state="ok", said=said)


def _packages(_: Settings) -> Diagnosis:
    """What the distribution requires is installed, in the versions that were tried."""
    from packaging.requirements import Requirement

    wrong = []
    for line in requires("goldenthread") or ():
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        version = installed(wanted.name)
        if version is None or not wanted.specifier.contains(version, prereleases=True):
            wrong.append(f"{wanted.name} {version or 'not installed'} (wanted {wanted.specifier})")
    if wrong:
        return Diagnosis(
            part="packages", state="broken", said=", ".join(wrong), remedy="pip install --upgrade goldenthread"
        )
    return Diagnosis(part="packages", state="ok", said="all in the versions that were tried")


def _vocabularies(settings: Settings) -> Diagnosis:
    vocabulary = load_vocabulary(settings)
    vocabulary.check()
    framework = vocabulary.needs
    said = f"{framework.name} {framework.version}; practice standards: {settings.vocabulary.practice}"
    return Diagnosis(part="vocabularies", state="ok", said=said)


def _language_model(settings: Settings) -> Diagnosis:
    """A sentence is read from its bytes to its figure and back to its words."""
    from ..read.source import source_of_bytes

    tools = load_tools(settings)
    source = source_of_bytes(_SENTENCE.encode(), path="sentence.txt")
    document = understand(source, settings=settings, vocabulary=tools.vocabulary)
    values = [figure.value for figure in extract(document, tools=tools).figures]
    if values != [412, 388]:
        remedy = "Install the packages in the versions that pyproject.toml pins."
        return Diagnosis(part="language model", state="broken", said=f"misread a sentence: {values}", remedy=remedy)
    return Diagnosis(part="language model", state="ok", said=f"{settings.nlp.model}, and a sentence read with it")


def _embeddings(settings: Settings) -> Diagnosis:
    from ..cluster.features import load_engine

    if installed("sentence-transformers") is None and not settings.cluster.model:
        said = "not installed: clusters of needs go by words alone"
        return Diagnosis(part="embeddings", state="missing", said=said, remedy=_TORCH_FIRST)
    engine = load_engine(settings.cluster)
    engine.embed(["no bedtime routine"])
    return Diagnosis(part="embeddings", state="ok", said=f"{engine.id}, its weights as on the card")


def _ocr(settings: Settings) -> Diagnosis:
    from ..read.ocr_engine import HOW_TO_INSTALL, find_engines

    engines = find_engines(settings.read.ocr)
    if not engines:
        said = "no engine: pages without a text layer are not read"
        return Diagnosis(part="scanned pages", state="missing", said=said, remedy=HOW_TO_INSTALL)
    said = ", then ".join(f"{engine.name} {engine.version}" for engine in engines)
    return Diagnosis(part="scanned pages", state="ok", said=said)


def _office(_: Settings) -> Diagnosis:
    from ..read.office import find_soffice

    command = find_soffice()
    if command is None:
        said = "no LibreOffice: .doc, .rtf, .odt, .ppt, .xls and .ods are not read"
        remedy = "Install LibreOffice, or save such files as .docx, .xlsx or PDF."
        return Diagnosis(part="old Office files", state="missing", said=said, remedy=remedy)
    return Diagnosis(part="old Office files", state="ok", said=Path(command).name)


def _writing(_: Settings) -> Diagnosis:
    from ..export.files import atomic_write

    with tempfile.TemporaryDirectory() as folder:
        with atomic_write(Path(folder) / "tried") as stream:
            stream.write(b"tried")
        mode = (Path(folder) / "tried").stat().st_mode & 0o077
    if mode and sys.platform != "win32":
        remedy = "Choose a folder on a file system that keeps permissions."
        return Diagnosis(part="writing", state="broken", said="files can be read by others", remedy=remedy)
    return Diagnosis(part="writing", state="ok", said="whole files, for their owner alone")
