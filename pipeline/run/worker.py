"""What runs in a worker process: take a job from the pipe, process it, send the result, until the pipe closes."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from multiprocessing.connection import Connection

from ..config import Settings
from ..errors import GoldenThreadError
from ..read.progress import listening
from ..records.codec import to_row
from .job import Job, Result, failed_row, fault, process


def serve(pipe: Connection, settings_json: str) -> None:
    """Process jobs until the parent closes the pipe. Nothing a document holds is printed: stdout and stderr are shut."""
    from .assemble import load_tools

    settings = Settings.model_validate_json(settings_json)
    if hasattr(os, "setsid"):
        os.setsid()  # leads a group of its own, so that what a parser starts ends with it
    _limit(settings)
    _silence()
    try:
        tools = load_tools(settings)
    except GoldenThreadError as error:
        _send(pipe, {"fatal": error.message})
        return
    while True:
        try:
            job = Job(**json.loads(pipe.recv_bytes()))
        except (EOFError, OSError, KeyboardInterrupt):
            return
        started = partial(_send, pipe, {"started": job.path})
        started()  # loading the models does not count against the document
        spent = False
        try:
            with listening(started):  # nor do steps that are limited by themselves: a scanned page, a conversion
                result = process(job, tools=tools)
        except MemoryError:
            result, spent = _over_limit(job, "Reading needs more memory than run.memory_megabytes allows"), True
        _send(pipe, {"result": to_row(result), "spent": spent})
        if spent:
            return


def _over_limit(job: Job, what: str) -> Result:
    return Result(row=failed_row(job.path, fault("limit_exceeded", what, job.path)))


def _send(pipe: Connection, answer: object) -> None:
    pipe.send_bytes(json.dumps(answer).encode("utf-8", "surrogatepass"))


def _limit(settings: Settings) -> None:
    """Memory and core dumps, where the system can limit them (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    size = settings.run.memory_megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno() if sys.stdout else 1)
    os.dup2(nowhere, sys.stderr.fileno() if sys.stderr else 2)
