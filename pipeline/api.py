"""The public Python interface: open a document, take out what it says, run a folder, load a run, make data frames."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .config import Settings, load_settings
from .errors import UsageError
from .records.document import Document
from .records.run import OUTPUT_TABLES, Extraction
from .run import assemble, load, runner

if TYPE_CHECKING:
    import pandas

__all__ = [
    "Document",
    "Extraction",
    "extract_document",
    "load_rows",
    "load_settings",
    "open_document",
    "run_folder",
    "to_frame",
]

AnyPath = str | PathLike[str]


def open_document(file: AnyPath, *, settings: Settings | None = None) -> Document:
    """A document as Golden Thread understands it: `text`, in which all offsets count, `blocks`, `tables`, `pages`, `genre`.

    It is read in this process, without the limits that `run` sets: open what you trust. Raises DocumentError, which says why a
    file cannot be read, and ConfigurationError.
    """
    from .read.source import open_source

    chosen = settings or load_settings()
    source = open_source(Path(file), max_bytes=chosen.read.max_bytes)
    return assemble.understand(source, settings=chosen, vocabulary=_tools(chosen.model_dump_json()).vocabulary)


def extract_document(document: Document, *, settings: Settings | None = None) -> Extraction:
    """What a document says: `figures`, `decisions`, `needs`, `interventions`, `outcomes`, `cases`, `links`, the `findings` of the
    checks, and `checks`, how often each found something to test and how often it held. Each row carries its evidence.

    The first call loads the language model, which takes a second or two. Raises ConfigurationError.
    """
    return assemble.extract(document, tools=_tools((settings or load_settings()).model_dump_json()))


def run_folder(
    paths: Sequence[AnyPath] | AnyPath, out: AnyPath, *, settings: Settings | None = None
) -> runner.RunResult:
    """Read every document under `paths` and write the run folder `out`, as `goldenthread run` does: in worker processes, with
    limits. Call it under ``if __name__ == "__main__":`` in a script, as the workers import it.

    Raises UsageError, NothingToReadError, ConfigurationError or WriteError.
    """
    given = [paths] if isinstance(paths, (str, PathLike)) else list(paths)
    return runner.run_folder([Path(path) for path in given], Path(out), settings=settings or load_settings())


def load_rows(folder: AnyPath, table: str) -> list[Any]:
    """The rows of one table of a run folder ("figures", "needs", "findings" ...) as records. Raises UsageError."""
    if table not in OUTPUT_TABLES:
        raise UsageError("No such table", where=table, remedy=f"There are: {', '.join(OUTPUT_TABLES)}.")
    return load.load_rows(Path(folder), table)


def to_frame(rows: Iterable[Any]) -> pandas.DataFrame:
    """The rows of one table as a pandas DataFrame, flat as in the CSV files: `period_start`, `locator_page`, `evidence_quote` ...

    Dates are dates; lists and maps are JSON text. Raises UsageError for no rows, as only a row says which table it is of, for
    rows of several tables, and where pandas is not installed.
    """
    from .export.flatten import columns_of, flat_rows

    try:
        import pandas
    except ImportError:
        raise UsageError("pandas is not installed", remedy="pip install pandas") from None
    records = list(rows)
    kinds = {type(row) for row in records}
    if len(kinds) != 1:
        raise UsageError("A frame is made of the rows of one table", where=f"{len(kinds)} tables given")
    (kind,) = kinds
    return pandas.DataFrame(
        flat_rows(records, kind), columns=[column.name for column in columns_of(cast("Hashable", kind))]
    )


@lru_cache(maxsize=4)
def _tools(settings_json: str) -> assemble.Tools:
    return assemble.load_tools(Settings.model_validate_json(settings_json))
