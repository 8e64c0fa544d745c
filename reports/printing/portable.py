"""Converts Word files to PDF with LibreOffice if it is installed."""

import hashlib
import zipfile
from io import BytesIO

from reports.printing.delivery import OfficeFile
from tasks.converting.libreoffice import Broken, Busy, TooSlow, convert_with_libreoffice, find_libreoffice

#: seconds, with the wait for another conversion: a report of two hundred items takes some ten
PATIENCE = 120
MISSING = "本机没有安装 LibreOffice，不能生成 PDF，请改用 Word 文档。"


class PdfConversionError(Exception):
    """A file could not be converted to PDF; the message is in Chinese."""


def convert_to_pdf(file: OfficeFile, patience: int = PATIENCE) -> OfficeFile:
    """Converts a Word document to PDF.

    Args:
        patience: seconds.

    Raises:
        PdfConversionError: LibreOffice is missing, failed, or is not done in time.
        OSError: the document could not be written where temporary files lie.
    """
    program = find_libreoffice()
    if program is None:
        raise PdfConversionError(MISSING)
    try:
        content = convert_with_libreoffice(program, file.content, ("docx", "pdf"), patience=patience)
    except Busy as error:
        raise PdfConversionError(f"等了 {patience} 秒仍在转换别的文件，请稍后再试。") from error
    except TooSlow as error:
        raise PdfConversionError(
            f"LibreOffice 在 {patience} 秒内没有生成 PDF，已中止。请稍后再试，或改用 Word 文档。"
        ) from error
    except Broken as error:
        raise PdfConversionError("LibreOffice 没有生成 PDF，请改用 Word 文档。") from error
    return OfficeFile(f"{file.name.removesuffix('.docx')}.pdf", content)


def compute_document_digest(document: bytes) -> str:
    """Computes a digest of what a Word document holds, without the time at which it was packed."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(BytesIO(document)) as archive:
        for name in sorted(archive.namelist()):
            content = archive.read(name)
            digest.update(f"{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()
