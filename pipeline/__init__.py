"""Golden Thread: council documents to tables an auditor can trust.

    import pipeline as gt

    document = gt.open_document("report.pdf")
    for figure in gt.extract_document(document).figures:
        print(figure.value, figure.unit, figure.measure, figure.evidence.quote)

What is listed in `__all__` is the public interface; see docs/api.md. It is loaded when first used: `import pipeline` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Document",
    "Extraction",
    "__version__",
    "extract_document",
    "load_rows",
    "load_settings",
    "open_document",
    "run_folder",
    "to_frame",
]

if TYPE_CHECKING:
    from .api import (
        Document,
        Extraction,
        extract_document,
        load_rows,
        load_settings,
        open_document,
        run_folder,
        to_frame,
    )


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(".api", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
