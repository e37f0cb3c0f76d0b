"""`goldenthread pack` and `goldenthread merge`: review together without a server."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from .app import say

NOT_ALL_MERGED = 1


def pack(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The zip file to write.")],
    sample: Annotated[bool, typer.Option("--sample", help="Only the case papers of the audit's sample.")] = False,
    originals: Annotated[
        bool, typer.Option(help="Put the documents themselves in, so that their pages can be shown.")
    ] = True,
) -> None:
    """Pack a run for an auditor on another machine: unpack it there and `goldenthread review` the folder.

    It holds the rows and the documents, so it is as personal as they are: send it as you would send them. Nobody's decisions are in it.
    """
    from ..review.store import open_store
    from ..run.packs import write_pack
    from ..run.review import open_material

    with closing(open_store(run)) as store:
        told = write_pack(
            run, out, material=open_material(run), store=store, sampled_only=sample, with_originals=originals
        )
    say(f"Packed {told['documents']} documents, {told['originals']} of them with their files, in {out}.")


def merge(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run folder that the packs were made from.")],
    packs: Annotated[
        list[Path], typer.Argument(metavar="PACK...", help="Reviewed packs: the folders, or zip files of them.")
    ],
) -> None:
    """Join the decisions of packs to those of the run. Conflicts are listed, and nothing is written over.

    Exit codes: 0 all merged or known, 1 some were not.
    """
    from ..review.merge import merge_events
    from ..review.state import State
    from ..review.store import open_store
    from ..run.packs import read_pack
    from ..run.review import open_material

    fates: Counter[str] = Counter()
    with closing(open_store(run)) as store:
        material, state = open_material(run), State(store)
        for item in [
            found
            for file in packs
            for found in merge_events(read_pack(file), material=material, store=store, state=state)
        ]:
            fates[item.fate] += 1
            if item.why:
                print(f"{item.fate}  {item.table} {item.item}, {item.who}: {item.why}")
    say(
        f"Merged the decisions on {fates['merged']} rows; {fates['known'] + fates['same']} were known or decided the same. "
        f"Not merged, and nothing overwritten: {fates['conflict']} decided otherwise here, {fates['stale']} about rows that are "
        "not as they were."
    )
    raise typer.Exit(NOT_ALL_MERGED if fates["conflict"] + fates["stale"] else 0)
