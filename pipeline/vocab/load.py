"""Vocabulary files: TOML validated by a schema that refuses unknown keys, so that a misspelt key is an error."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ..errors import ConfigurationError


class Entry(BaseModel):
    """Base of every vocabulary schema: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


def load_toml(schema: type[Model], name: str, *, override: Path | None = None) -> Model:
    """The vocabulary file `name` ("needs.toml", "practice/walsall.toml") of the package, or the file `override`.

    Raises ConfigurationError with the key at fault.
    """
    where = str(override) if override else f"vocab/{name}"
    try:
        text = override.read_text("utf-8") if override else _packaged(name)
        return schema.model_validate(tomllib.loads(text))
    except OSError as error:
        raise ConfigurationError(
            "The vocabulary file cannot be opened", where=where, remedy="Check the path in the configuration."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"Not valid TOML ({error})", where=where) from error
    except ValidationError as error:
        raise ConfigurationError(_first_fault(error), where=where, remedy="Correct the entry and run again.") from error


def _packaged(name: str) -> str:
    return resources.files(__package__).joinpath(*name.split("/")).read_text("utf-8")


def _first_fault(error: ValidationError) -> str:
    fault: Any = error.errors()[0]
    key = ".".join(str(part) for part in fault["loc"])
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{fault['msg']} at {key}{more}"
