"""The command line: one file a verb. Data goes to stdout, messages to stderr, exit codes are those of `errors`."""

from __future__ import annotations

import sys

from .app import app, main
from .check import check
from .cluster import cluster
from .compare import compare
from .config import config
from .doctor import doctor
from .evaluate import evaluate
from .explain import explain
from .info import info
from .pack import merge, pack
from .read import read
from .redact import redact
from .report import report
from .retry import retry
from .review import review
from .run import run
from .schema import schema
from .series import series
from .verify import verify
from .watch import watch

app.command()(run)
app.command()(retry)
app.command()(watch)
app.command()(verify)
app.command()(report)
app.command()(series)
app.command()(compare)
app.command()(cluster)
app.command()(check)
app.command()(explain)
app.command()(read)
app.command()(redact)
app.command()(info)
app.command()(doctor)
app.command()(config)
app.command()(schema)
app.command()(evaluate)
app.command()(review)
app.command()(pack)
app.command()(merge)

__all__ = ["app", "main"]

if __name__ == "__main__":
    sys.exit(main())
