"""`python -m pipeline`: the command line where console scripts are not allowed."""

from __future__ import annotations

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
