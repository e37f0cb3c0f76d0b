"""Safe reading of zipped XML packages (DOCX, XLSX): every limit counted on the bytes that really come out."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from ..errors import DocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element

# Far above any honest document (a 1,000-picture report has some 1,100 parts).
_MAX_PARTS: Final = 20_000
_MAX_DEPTH: Final = 400
# What zipfile raises for archives that are broken in one way or another.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
_CHUNK: Final = 1 << 20
_AGAIN: Final = "Open it in the program that made it, save it again, and run again."
_PACKAGE_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, kw_only=True, slots=True)
class Relationship:
    """One arrow from a part: `kind` is the last word of its type ("footnotes"), `target` a part name or an address."""

    kind: str
    target: str
    external: bool


@dataclass(kw_only=True)
class ZippedParts:
    """The parts of a package. Names as stored, without a leading slash; looked up whatever their case."""

    path: str
    max_inflated_bytes: int
    _archive: zipfile.ZipFile
    _infos: dict[str, zipfile.ZipInfo]
    _inflated: int = field(default=0)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    def names(self) -> list[str]:
        """All part names, sorted."""
        return sorted(info.filename for info in self._infos.values())

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises DocumentError: malformed, encrypted or limit_exceeded."""
        info = self._infos.get(name.lower())
        if info is None:
            raise self._malformed("A part is missing", name)
        chunks: list[bytes] = []
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    self._inflated += len(chunk)
                    if self._inflated > self.max_inflated_bytes:
                        raise DocumentError(
                            "limit_exceeded", f"The file inflates to more than {self.max_inflated_bytes} bytes",
                            where=self.path, remedy="Raise read.max_inflated_bytes if you trust the file.",
                        )  # fmt: skip
                    chunks.append(chunk)
        except _BROKEN as error:
            raise self._malformed("A part cannot be unpacked", name) from error
        return b"".join(chunks)

    def xml(self, name: str) -> _Element:
        """The root element of an XML part."""
        return parse_xml(self.read(name), where=f"{self.path}, {name}")

    def stream(self, name: str, wanted: tuple[str, ...]) -> Iterator[_Element]:
        """The elements of those local names, one by one; each is emptied before the next, so a part of any size fits."""
        from lxml import etree

        where = f"{self.path}, {name}"
        data = self.read(name)
        _refuse_dtd(data, where)
        events: Any = etree.iterparse(
            io.BytesIO(data), events=("end",), tag=[f"{{*}}{tag}" for tag in wanted], resolve_entities=False,
            no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            for _, element in events:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise DocumentError("malformed", "Broken XML", where=where, remedy=_AGAIN) from error

    def relationships(self, name: str = "") -> dict[str, Relationship]:
        """The relationships of a part, or of the package for "", by id. None declared: an empty dictionary."""
        folder, base = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{base}.rels")
        if part not in self:
            return {}
        found: dict[str, Relationship] = {}
        for element in self.xml(part).iter(f"{{{_PACKAGE_RELATIONSHIPS}}}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            found[element.get("Id", "")] = Relationship(kind=kind, target=target, external=external)
        return found

    def _malformed(self, what: str, name: str) -> DocumentError:
        return DocumentError("malformed", what, where=f"{self.path}, {name}", remedy=_AGAIN)


def open_zipped(data: bytes, *, path: str, max_inflated_bytes: int) -> ZippedParts:
    """The package in `data`.

    Raises DocumentError: `malformed` for a broken or deceitful archive (overlapping or duplicate parts, names that
    climb out), `encrypted`, `limit_exceeded` for too many parts.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise DocumentError(
            "malformed", "The file is broken or was cut short", where=path,
            remedy="Copy it again from where it came, or open it and save it again.",
        ) from error  # fmt: skip
    infos: dict[str, zipfile.ZipInfo] = {}
    entries = archive.infolist()
    if len(entries) > _MAX_PARTS:
        raise DocumentError(
            "limit_exceeded", f"More than {_MAX_PARTS} parts", where=path, remedy="Save the document again."
        )
    end = 0
    for info in sorted(entries, key=lambda info: info.header_offset):
        name = info.filename
        if info.header_offset < end:
            raise DocumentError("malformed", "Parts of the file overlap", where=path, remedy=_AGAIN)
        end = info.header_offset + 30 + info.compress_size
        if info.flag_bits & 1:
            raise DocumentError(
                "encrypted", "The file is protected by a password", where=path,
                remedy="Open it, remove the password, save it, and run again.",
            )  # fmt: skip
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DocumentError(
                "malformed", "A part is packed in a way no Office program uses", where=path, remedy=_AGAIN
            )
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise DocumentError("malformed", "A part has a name that leads out of the file", where=path, remedy=_AGAIN)
        if name.lower() in infos:
            raise DocumentError("malformed", "Two parts of the file have one name", where=path, remedy=_AGAIN)
        infos[name.lower()] = info
    return ZippedParts(path=path, max_inflated_bytes=max_inflated_bytes, _archive=archive, _infos=infos)


def parse_xml(data: bytes, *, where: str) -> _Element:
    """The root of XML from an untrusted file: no DTD, no entities, no network, no more than 400 levels.

    Raises DocumentError: `malformed` for broken XML or XML with a DTD, `limit_exceeded` for deeper nesting.
    """
    from lxml import etree

    _refuse_dtd(data, where)
    parser: Any = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("malformed", "Broken XML", where=where, remedy=_AGAIN) from error
    if _is_deeper(root, _MAX_DEPTH):
        raise DocumentError("limit_exceeded", f"XML nested deeper than {_MAX_DEPTH} levels", where=where, remedy=_AGAIN)
    return root


def _refuse_dtd(data: bytes, where: str) -> None:
    """Entities in attributes are expanded whatever the parser is told, so a DTD is refused before parsing.

    UTF-16 shows its markup once the zeros are gone; what then does not begin with "<" is in an encoding that no Office
    program writes.
    """
    plain = data.replace(b"\x00", b"") if b"\x00" in data[:4] else data
    if b"<!DOCTYPE" in plain or not plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        raise DocumentError("malformed", "Not the XML that an Office program writes", where=where, remedy=_AGAIN)


def _is_deeper(root: _Element, limit: int) -> bool:
    """Whether any element stands deeper than `limit`, found level by level without recursion."""
    level: list[_Element] = [root]
    for _ in range(limit):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True
