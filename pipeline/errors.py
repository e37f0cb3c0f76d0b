"""The errors a user can meet. Each says what happened, where, and what to do next.

An exception means that a job could not be done. That a *document* is wrong is a Finding, and that we are unsure is a
note: neither is ever raised.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

# How the reading of one document can end. The list is closed: whatever happens to a file, it ends as one of these.
DocumentStatus = Literal[
    "done",  # all of it was read
    "partial",  # some pages, parts or stages were not; the row says which
    "empty",  # no bytes, or no words
    "encrypted",  # needs a password
    "unsupported",  # not a kind of file we read, or a helper program is missing
    "malformed",  # broken, cut short, or not what its name says
    "limit_exceeded",  # larger or deeper than the limits allow
    "timed_out",  # took longer than the limits allow
    "crashed",  # the parser ended its process
    "failed",  # any other error
]
DOCUMENT_STATUSES: Final = get_args(DocumentStatus)


class GoldenThreadError(Exception):
    """Base of all errors that are shown to a user.

    `what` names the fault, `where` the file, page, key or option, `remedy` the next step. `exit_code` is the exit code of
    the command that ends with it. No message may carry text of a case.
    """

    exit_code: int = 5

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """One sentence for people: "No such file: reports. Check the path."."""
        head = f"{self.what}: {self.where}." if self.where else f"{self.what}."
        return f"{head} {self.remedy}" if self.remedy else head


class UsageError(GoldenThreadError):
    """The command line, a path or an option is wrong."""

    exit_code = 2


class ConfigurationError(GoldenThreadError):
    """A configuration, vocabulary or practice file is wrong."""

    exit_code = 2


class NothingToReadError(GoldenThreadError):
    """The paths given hold no file that could be read."""

    exit_code = 4


class InternalError(GoldenThreadError):
    """Our fault: an invariant does not hold."""

    exit_code = 5


class DocumentError(GoldenThreadError):
    """One document could not be read. Becomes its row in documents.jsonl; never stops a run."""

    exit_code = 3

    def __init__(
        self, status: DocumentStatus, what: str, *, where: str | None = None, remedy: str | None = None
    ) -> None:
        self.status: DocumentStatus = status
        super().__init__(what, where=where, remedy=remedy)
