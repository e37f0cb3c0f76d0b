"""The configuration: one TOML file, unknown keys refused, no hidden defaults.

`default.toml` holds every key. A user's file overrides keys of it; command-line options override both.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .check.options import CheckOptions
from .cluster.options import ClusterOptions
from .errors import ConfigurationError
from .export.options import ExportOptions
from .extract.options import ExtractOptions
from .privacy.options import PrivacyOptions
from .read.options import ReadOptions
from .segment.options import SegmentOptions


class RunOptions(BaseModel):
    """How a run uses the machine, and when it exits with 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    engine: Literal["local", "dask"]
    address: str
    workers: int = Field(ge=0)
    timeout_seconds: float = Field(gt=0)
    memory_megabytes: int = Field(gt=0)
    fail_on: Literal["error", "query", "never"]


class NlpOptions(BaseModel):
    """Which spaCy pipeline parses sentences."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str


class VocabularyOptions(BaseModel):
    """Which vocabularies are used."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    needs: str
    practice: str


class Settings(BaseModel):
    """The whole configuration. Only `run` and `cli` see it; every stage gets its own part."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run: RunOptions
    read: ReadOptions
    nlp: NlpOptions
    vocabulary: VocabularyOptions
    segment: SegmentOptions
    extract: ExtractOptions
    check: CheckOptions
    cluster: ClusterOptions
    privacy: PrivacyOptions
    export: ExportOptions


def load_settings(file: Path | None = None, *, overrides: Mapping[str, Any] | None = None) -> Settings:
    """The settings of `default.toml`, overridden by `file`, overridden by dotted keys such as ``{"run.workers": 2}``.

    Raises ConfigurationError naming the file and the key.
    """
    values = tomllib.loads(default_toml())
    where = "the built-in defaults"
    if file is not None:
        where = str(file)
        try:
            _merge(values, tomllib.loads(file.read_text("utf-8")))
        except OSError as error:
            raise ConfigurationError(
                f"The configuration cannot be opened ({error.strerror})", where=where, remedy="Check the path."
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"Not valid TOML ({error})", where=where) from error
    for key, value in (overrides or {}).items():
        section, _, name = key.partition(".")
        values.setdefault(section, {})[name] = value
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(str(part) for part in fault["loc"])
        raise ConfigurationError(
            f"{fault['msg']} at {key}", where=where, remedy="`goldenthread config --default` lists every key."
        ) from error


def default_toml() -> str:
    """The text of default.toml."""
    return resources.files(__package__).joinpath("default.toml").read_text("utf-8")


def settings_toml(settings: Settings) -> str:
    """The settings as TOML that `load_settings` reads back."""
    lines = []
    for section, values in settings.model_dump().items():
        lines.append(f"[{section}]")
        lines.extend(f"{key} = {_toml_value(value)}" for key, value in values.items())
        lines.append("")
    return "\n".join(lines)


def _merge(base: dict[str, Any], override: Mapping[str, Any]) -> None:
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            _merge(base[key], value)
        else:
            base[key] = value


def _toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml_value(item) for item in value) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    return str(value)
