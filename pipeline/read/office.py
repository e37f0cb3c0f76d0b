"""Older and open Office formats, converted by LibreOffice without a window, in a folder and a profile of their own.

The file is given a neutral name. Macros, updates of links and the network are off: by the profile, by a proxy that leads
nowhere, and on Linux, where the system allows it, by a network namespace without any network.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ..errors import DocumentError
from ..records.document import Document, Note
from ..records.ids import content_id
from .kinds import DOC, FLAT_XML, ODP, ODS, ODT, PPT, PPTX, RTF, XLS, XLSB
from .options import ReadOptions
from .progress import report_progress
from .source import Source, source_of_bytes


class _Conversion(NamedTuple):
    what: str
    suffix: str
    target: str
    remedy: str


_AS_DOCX: Final = "open it in Word or LibreOffice, save it as .docx, and run again"
_AS_XLSX: Final = "open it in Excel or LibreOffice, save it as .xlsx, and run again"
_AS_PDF: Final = "save it as a PDF, and run again"
_CONVERSIONS: Final = {
    DOC: _Conversion("An old Word document (.doc)", ".doc", "docx", _AS_DOCX),
    RTF: _Conversion("A rich text file (.rtf)", ".rtf", "docx", _AS_DOCX),
    ODT: _Conversion("An OpenDocument text (.odt)", ".odt", "docx", _AS_DOCX),
    FLAT_XML: _Conversion("An Office file saved as XML", ".xml", "docx", _AS_DOCX),
    PPT: _Conversion("An old presentation (.ppt)", ".ppt", "pdf", _AS_PDF),
    PPTX: _Conversion("A presentation (.pptx)", ".pptx", "pdf", _AS_PDF),
    ODP: _Conversion("An OpenDocument presentation (.odp)", ".odp", "pdf", _AS_PDF),
    XLS: _Conversion("An old workbook (.xls)", ".xls", "xlsx", _AS_XLSX),
    XLSB: _Conversion("A binary workbook (.xlsb)", ".xlsb", "xlsx", _AS_XLSX),
    ODS: _Conversion("An OpenDocument workbook (.ods)", ".ods", "xlsx", _AS_XLSX),
}
# The third part of LibreOffice needs its own package on some systems: the name tells which is missing.
_FILTERS: Final = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf"}
_INSTALL: Final = {
    "docx": "libreoffice-writer-nogui",
    "xlsx": "libreoffice-calc-nogui",
    "pdf": "libreoffice-impress-nogui",
}
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_PREFIX: Final = "goldenthread-office-"
_STALE_SECONDS: Final = 3600  # folders that a killed process left behind
_POLL_SECONDS: Final = 0.05
_DISCARD: Final = 9  # a port on which nothing listens
_PROFILE: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>{_DISCARD}</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>{_DISCARD}</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""  # noqa: E501


def read_office(source: Source, *, media_type: str, options: ReadOptions) -> Document:
    """The document in a file that LibreOffice can convert.

    Raises DocumentError: `unsupported` without LibreOffice, `timed_out`, `limit_exceeded`, `malformed` where nothing came
    out, and what the reader of the converted file raises.
    """
    conversion = _CONVERSIONS[media_type]
    command = find_soffice()
    if command is None:
        raise DocumentError(
            "unsupported", f"{conversion.what} cannot be read without LibreOffice", where=source.path,
            remedy=f"Install LibreOffice (Debian and Ubuntu: apt install {_INSTALL[conversion.target]}), or "
            f"{conversion.remedy}.",
        )  # fmt: skip
    report_progress()
    data = _convert(source, conversion, command, options)
    report_progress()
    read = source_of_bytes(data, path=source.path)
    if conversion.target == "docx":
        from .docx import read_docx as reader
    elif conversion.target == "xlsx":
        from .xlsx import read_xlsx as reader
    else:
        from .pdf import read_pdf as reader
    document = reader(read, options=options)
    note = Note(
        code="converted", message=f"Converted by LibreOffice to {conversion.target.upper()} before it was read."
    )
    return replace(
        document,
        id=content_id("doc", source.sha256),
        sha256=source.sha256,
        size=source.size,
        media_type=media_type,
        notes=(*document.notes, note),
    )


@cache
def find_soffice() -> str | None:
    """LibreOffice's command on the PATH or where its installers put it; None without it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _convert(source: Source, conversion: _Conversion, command: str, options: ReadOptions) -> bytes:
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        out, profile = folder / "out", folder / "profile"
        out.mkdir()
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        file = folder / f"document{conversion.suffix}"
        file.write_bytes(source.data)
        arguments = [
            *_without_network(), command, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--nologo", "--nolockcheck", "--convert-to", _FILTERS[conversion.target], "--outdir", str(out), str(file),
        ]  # fmt: skip
        _run(arguments, folder, source, options)
        made = sorted(out.iterdir())
        if len(made) != 1 or made[0].stat().st_size == 0:
            raise DocumentError(
                "malformed", "LibreOffice could not open it", where=source.path,
                remedy=f"If it needs a password, save a copy without. Else {conversion.remedy}; or, if LibreOffice lacks "
                f"the part for it, install {_INSTALL[conversion.target]}.",
            )  # fmt: skip
        return made[0].read_bytes()


def _run(arguments: Sequence[str], folder: Path, source: Source, options: ReadOptions) -> None:
    """Run the converter until it ends, its time is up or its folder grows too large; then end all it started."""
    nowhere = f"http://127.0.0.1:{_DISCARD}"
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR") if key in os.environ}
    proxies = {"http_proxy": nowhere, "https_proxy": nowhere, "no_proxy": ""}
    environment = {**kept, **proxies, "HOME": str(folder), "LANG": "C.UTF-8"}
    try:
        process = subprocess.Popen(
            arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise DocumentError(
            "unsupported", f"LibreOffice cannot be started ({type(error).__name__})", where=source.path,
            remedy="Check its installation, or save the file in a newer format.",
        ) from error  # fmt: skip
    deadline = time.monotonic() + options.office_seconds
    try:
        while process.poll() is None:
            if time.monotonic() > deadline:
                raise DocumentError(
                    "timed_out", f"LibreOffice took longer than {options.office_seconds:g} seconds", where=source.path,
                    remedy="Raise read.office_seconds in the configuration, or save the file in a newer format.",
                )  # fmt: skip
            if _size(folder) > options.max_inflated_bytes:
                raise DocumentError(
                    "limit_exceeded", f"It becomes larger than {options.max_inflated_bytes} bytes", where=source.path,
                    remedy="Raise read.max_inflated_bytes in the configuration if you trust the file.",
                )  # fmt: skip
            time.sleep(_POLL_SECONDS)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process with all that it started; harmless once they have ended by themselves."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _size(folder: Path) -> int:
    """Bytes in the folder; what vanishes while it is looked at does not count."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(root) / name).stat().st_size
            except OSError:
                continue
    return total


@cache
def _without_network() -> tuple[str, ...]:
    """The command that runs another without a network, where this system has one and allows it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    arguments = (unshare, "--map-root-user", "--net")
    try:
        done = subprocess.run([*arguments, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return arguments if done.returncode == 0 else ()


def _sweep() -> None:
    """Remove folders of conversions that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue
