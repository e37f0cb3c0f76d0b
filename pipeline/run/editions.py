"""Where a run is written and what is done to it first: as it is, or as an edition to hand on.

An edition to hand on is written beside its folder, searched for what it must not hold, and only then put in its place. What
was read stays in memory until its pseudonyms are settled: nothing of it is ever written.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..config import Settings
from ..errors import GoldenThreadError, UsageError
from ..export.documents import load_document, store_document
from ..records.codec import dump_line, from_row, to_row
from ..records.document import Document
from ..records.run import Run
from .assemble import load_vocabulary
from .discover import Input
from .embeddings import EmbeddingMemory
from .fingerprint import fingerprints
from .job import Result
from .journal import Journal
from .keys import fresh_key, read_key

if TYPE_CHECKING:
    from ..privacy import Edition

PERSONAL_DATA = "personal_data.jsonl"
# What run.json says of any run, whoever is in it.
_SAID_ANYWAY = (
    "tool",
    "python",
    "system",
    "packages",
    "vocabulary",
    "labels",
    "checks",
    "privacy",
    "shared_tables",
    "options",
)
Join = Callable[[Sequence[Result]], Run]


class LeakError(GoldenThreadError):
    """Something that was to be replaced stands in what was written. Nothing of it is kept."""

    exit_code = 5


class OpenEdition:
    """The run as it is. With `privacy.personal_data` it also says what personal data were found."""

    shows_pages = True  # images of pages beside the words

    def __init__(self, out: Path, *, settings: Settings, retry: bool) -> None:
        from ..export.files import make_folder, remove_file

        self.folder = make_folder(out)
        self._settings = settings
        self._store = _Store() if settings.privacy.personal_data else None
        self._journal = Journal(out, prints=fingerprints(settings), keep_failures=not retry)
        self._journal.open()
        self._earlier = self._journal.written_before()
        self.memory = EmbeddingMemory(out)
        for name in ("run.json", PERSONAL_DATA):
            remove_file(out / name)

    def recall(self, item: Input) -> Result | None:
        """What is known of a file already."""
        result = self._journal.known(item)
        if result is not None and result.extraction is not None and self._store is not None:
            self._store.keep(load_document(self.folder, result.row.id))
        return result

    def understood(self, item: Input) -> str | None:
        """The stored document of a file of which only the rows are to be made anew."""
        return self._journal.understood(item)

    def begin(self, path: str) -> None:
        """Write ahead that a document is about to be read."""
        self._journal.begin(path)

    def keep(self, result: Result) -> None:
        """Take what became of a document."""
        if result.document is not None:
            store_document(result.document, self.folder)
            if self._store is not None:
                self._store.keep(result.document)
        self._journal.keep(result)

    def prepare(self, results: Sequence[Result], *, join: Join) -> Run:
        """The run to write. What personal data were found is written here."""
        from ..export.jsonl import write_rows

        run = join(results)
        if self._store is not None:
            edition = _edition(self._store, settings=self._settings, key=fresh_key())
            rows = (row for item in run.documents if not item.duplicate_of for row in edition.personal_data(item.id))
            write_rows(self.folder / PERSONAL_DATA, rows)
        self._journal.tidy()
        self.memory.save()
        return run

    def shown_inputs(self, paths: Sequence[Path]) -> list[str]:
        """The paths given, as run.json tells them."""
        return [str(path) for path in paths]

    def finish(self, run: Run, written: Sequence[Path]) -> None:
        """Remove what an earlier run wrote here and this one did not: a stale workbook is worse than none."""
        from ..export.files import remove_file

        for name in sorted(self._earlier - {file.as_posix() for file in written} - {PERSONAL_DATA}):
            if not name.startswith("documents/"):
                remove_file(self.folder / name)
        self._journal.close()

    def abandon(self) -> None:
        """After a failure: what was read stays and is not read again; that the run is not whole shows as run.json is missing."""
        self._journal.close()


class PrivateEdition:
    """A pseudonymised edition, one with counts in place of case papers, or both."""

    shows_pages = False  # an image shows whatever stands on the page
    memory = None  # nothing is kept of the words that it was made from

    def __init__(self, out: Path, *, settings: Settings, key_file: Path | None) -> None:
        from ..export.files import make_folder

        if settings.privacy.personal_data:
            raise UsageError(
                "An edition to hand on cannot list personal data",
                where="--personal-data",
                remedy="Make two runs, into two folders.",
            )
        if out.is_dir() and any(out.iterdir()):
            raise UsageError(
                "The output folder is not empty", where=str(out), remedy="An edition to hand on needs a new folder."
            )
        self._out = out
        self._settings = settings
        self._key = read_key(key_file, outside=out)[0] if key_file is not None else fresh_key()
        self._store = _Store()
        self._edition: Edition | None = None
        # A folder that a broken run left behind was never checked.
        self.folder = out.parent / f".{out.name}.unchecked"
        shutil.rmtree(self.folder, ignore_errors=True)
        make_folder(self.folder)

    def recall(self, item: Input) -> Result | None:
        """Nothing: an edition to hand on keeps no record of what it was made from."""

    def understood(self, item: Input) -> str | None:
        """Nothing, for the same reason."""

    def begin(self, path: str) -> None:
        """Nothing is written ahead, for the same reason."""

    def keep(self, result: Result) -> None:
        """Take what became of a document."""
        if result.document is not None:
            self._store.keep(result.document)

    def prepare(self, results: Sequence[Result], *, join: Join) -> Run:
        """The run to write: without case papers where counts take their place, and with pseudonyms."""
        privacy = self._settings.privacy
        edition = self._edition = _edition(self._store, settings=self._settings, key=self._key)
        facts: dict[str, Any] = {
            "pseudonymised": privacy.pseudonymise,
            "suppressed_below": privacy.suppress_below or None,
        }
        if privacy.suppress_below:
            shared = self._shared(join(results))
            results = [result for result in results if _is_public(result)]
            run = join(results)
            run = replace(run, manifest=run.manifest | {"privacy": facts, "shared_tables": shared})
        else:
            run = join(results)
            run = replace(run, manifest=run.manifest | {"privacy": facts})
        kept = {row.id for row in run.documents}
        return self._pseudonymised(run, edition, kept) if privacy.pseudonymise else self._as_it_is(run, kept)

    def shown_inputs(self, paths: Sequence[Path]) -> list[str]:
        """Paths may name people: only how many were given is told."""
        return [f"(not told) x {len(paths)}"]

    def finish(self, run: Run, written: Sequence[Path]) -> None:
        """Search the files for what must not be in them, then put the folder in its place.

        Raises LeakError, with every file removed, if anything is found.
        """
        leaks = self._leaks(run)
        if leaks:
            self.abandon()
            places = ", ".join(f"{count} x {kind} in {file}" for file, kind, count in leaks[:8])
            raise LeakError(
                "What was to be replaced was found in the files written, which were removed",
                where=places,
                remedy="Nothing was kept. Please report this, without the documents.",
            )
        if self._out.is_dir():
            self._out.rmdir()
        self.folder.rename(self._out)
        self.folder = self._out

    def abandon(self) -> None:
        """After a failure: nothing unchecked stays."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _shared(self, run: Run) -> list[Any]:
        from ..privacy import shared_tables

        labels = run.manifest.get("labels", {})
        tables = shared_tables(run, threshold=self._settings.privacy.suppress_below, labels=labels)
        return [to_row(table) for table in tables]

    def _as_it_is(self, run: Run, kept: set[str]) -> Run:
        for key in self._store:
            if key in kept:
                store_document(self._store.load(key), self.folder)
        return run

    def _pseudonymised(self, run: Run, edition: Edition, kept: set[str]) -> Run:
        from ..export.documents import store_document
        from ..privacy import Matcher, rewrite_run

        names = Matcher(secret for secrets in edition.secrets().values() for secret in secrets)
        made = rewrite_run(run, rewriter=edition.rewriter(), pseudonyms=edition.pseudonyms, names=names)
        rows = {row.id: row for row in made.documents}
        rewriter = edition.rewriter()
        for key in self._store:
            if key in kept:
                row = rows[edition.pseudonyms.identifier(key)]
                document = rewriter.document(self._store.load(key), path=row.path, sha256=row.sha256 or "")
                store_document(document, self.folder)
        return made

    def _leaks(self, run: Run) -> list[tuple[str, str, int]]:
        from ..privacy import Chunk, LeakScanner, printed_dates

        assert self._edition is not None
        secrets = self._edition.secrets()
        innocent: list[tuple[str | None, str]] = list(self._edition.texts())
        if not self._settings.privacy.pseudonymise:
            # Papers that are public stay as they are; of case papers nothing may be seen.
            public = {self._edition.pseudonyms.identifier(row.id) for row in run.documents}
            innocent = [
                (None, self._store.load(row.id).text) for row in run.documents if not row.duplicate_of and row.words
            ]
            secrets = {key: items for key, items in secrets.items() if key not in public}
        innocent += [(None, text) for text in self._printed_anyway(run)]
        # Rewritten rows hold no date of birth of their own case; a date in them may be one of another case.
        rows: tuple[Any, ...] = (*run.cases, *run.outcomes, *run.decisions, *run.figures)
        innocent += [(row.document, " | ".join(printed_dates(row))) for row in rows]
        scanner = LeakScanner(secrets, innocent=innocent)
        found = scanner.scan(Chunk(*item) for item in self._written())
        return sorted((leak.file, leak.kind, count) for leak, count in found.items())

    def _written(self) -> Iterator[tuple[str, str, str | None]]:
        from ..export.contents import written_texts

        yield from written_texts(self.folder)

    def _printed_anyway(self, run: Run) -> Iterator[str]:
        """What the deliverables of a run without a row print."""
        import tempfile

        from ..export import export
        from ..export.contents import written_texts

        said = {key: run.manifest[key] for key in _SAID_ANYWAY if key in run.manifest}
        empty = Run(
            documents=(), figures=(), decisions=(), needs=(), interventions=(), outcomes=(), cases=(), links=(), findings=(),
            clusters=(), series=(), manifest=said,
        )  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            export(empty, Path(folder), options=self._settings.export)
            for _, text, _ in written_texts(Path(folder)):
                yield text


AnyEdition = OpenEdition | PrivateEdition


def open_edition(out: Path, *, settings: Settings, key_file: Path | None, retry: bool) -> AnyEdition:
    """The edition that the settings ask for. Raises UsageError where the options do not go together."""
    private = settings.privacy.pseudonymise or settings.privacy.suppress_below
    if key_file is not None and not settings.privacy.pseudonymise:
        raise UsageError("A key without pseudonyms", where="--key", remedy="Add --pseudonymise.")
    if private:
        return PrivateEdition(out, settings=settings, key_file=key_file)
    return OpenEdition(out, settings=settings, retry=retry)


class _Store:
    """Documents in memory, packed: about a tenth of their size."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def keep(self, document: Document) -> None:
        self._packed[document.id] = zlib.compress(dump_line(document).encode("utf-8", "surrogatepass"))

    def __iter__(self) -> Iterator[str]:
        """Ids in order: what is made of them does not depend on which was read first."""
        return iter(sorted(self._packed))

    def load(self, key: str) -> Document:
        import json

        return from_row(Document, json.loads(zlib.decompress(self._packed[key]).decode("utf-8", "surrogatepass")))


def _edition(store: _Store, *, settings: Settings, key: bytes) -> Edition:
    from ..privacy import Edition, Pseudonyms

    edition = Edition(vocabulary=load_vocabulary(settings), pseudonyms=Pseudonyms(key))
    for document in store:
        edition.survey(store.load(document))
    edition.settle(store.load)
    return edition


def _is_public(result: Result) -> bool:
    from ..privacy import PUBLIC_GENRES

    return result.row.genre in PUBLIC_GENRES
