"""Reads the documents in ``fixtures/documents`` with the importer that offices use."""

from pathlib import Path

from django.conf import settings

from tasks.importing import parse_document, read_raw_document
from tasks.importing.document import ImportedDocument
from tasks.management.demonstration.cast import GOVERNMENT


def read_fixture(filename: str) -> ImportedDocument:
    """Reads and parses a document of the demonstration."""
    path = Path(settings.BASE_DIR) / "fixtures" / "documents" / filename
    return parse_document(read_raw_document(path, filename), government=GOVERNMENT)
