"""Rewrites a package as the parsers know it: Strict Open XML (ISO/IEC 29500) with the names of the transitional one, parts
that an old program named with backslashes with slashes."""

import re
import zipfile
from io import BytesIO

_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_YEARS = {
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"officeDocument/": b"officeDocument/2006/",
    b"drawingml/": b"drawingml/2006/",
    b"presentationml/main": b"presentationml/2006/main",
}
_NAME = re.compile(re.escape(_STRICT) + rb"(" + b"|".join(map(re.escape, _YEARS)) + rb")")


def tidy_package(content: bytes) -> bytes:
    """Returns the package with transitional names and slashes; the same bytes where it has both.

    Args:
        content: a package that the gate has let through.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {part.filename.replace("\\", "/"): archive.read(part) for part in archive.infolist()}
    is_strict = any(_STRICT in part for name, part in parts.items() if name.endswith((".rels", ".xml")))
    if not is_strict and not any("\\" in name for name in names):
        return content
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, _rename(part) if name.endswith((".rels", ".xml")) else part)
    return file.getvalue()


def _rename(part: bytes) -> bytes:
    return _NAME.sub(lambda found: _TRANSITIONAL + _YEARS[found[1]], part)
