"""Model cards: which files a packaged model consists of, where it comes from, and whether the files at hand are those.

A card is `models/<name>/model.toml`, at the top of the repository and inside an installed package. Models come from a
registry where anyone can publish under a look-alike name, so a model whose files differ from its card is refused.
"""

from __future__ import annotations

import hashlib
import tomllib
from importlib import resources
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import ConfigurationError, InternalError

_PACKAGE: Final = __package__.rpartition(".")[0]
_CHUNK: Final = 1 << 20


class ModelCard(BaseModel):
    """What a model is. `files` maps paths inside the model's folder to sha256 sums; `weights` is the one that holds them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    package: str
    version: str
    licence: str
    source: str
    task: str
    used_for: str
    scores: dict[str, float]
    limits: tuple[str, ...]
    weights: str
    files: dict[str, str] = Field(min_length=1)


def load_card(name: str) -> ModelCard:
    """The card of the model `name`. Raises InternalError where it is missing or not well formed."""
    try:
        text = _cards().joinpath(name, "model.toml").read_text("utf-8")
        card = ModelCard.model_validate(tomllib.loads(text))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise InternalError("The card of a model cannot be read", where=f"models/{name}/model.toml") from error
    if card.weights not in card.files:
        raise InternalError("The card of a model does not list its weights", where=f"models/{name}/model.toml")
    return card


def check_model(card: ModelCard, folder: Path) -> None:
    """Raise ConfigurationError unless `folder` holds every file of the card, unchanged."""
    for path, expected in sorted(card.files.items()):
        try:
            found = sha256_of(folder / path)
        except OSError:
            found = None
        if found != expected:
            raise ConfigurationError(
                "A file of the model is missing" if found is None else "A file of the model is not the one on its card",
                where=f"{card.name}: {path}",
                remedy=f"Install {card.package} {card.version} again, or name a model of your own in the configuration.",
            )


def sha256_of(file: Path) -> str:
    """The sha256 of a file's bytes. Raises OSError."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()


def _cards() -> resources.abc.Traversable:
    installed = resources.files(_PACKAGE).joinpath("models")
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "models"
