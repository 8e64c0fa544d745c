"""Whose a document is that a person brings for his own government."""

from tasks.importing.document import ImportedDocument
from tasks.models import Government
from tasks.terms import terms


def claim_document(document: ImportedDocument, government: Government) -> None:
    """Takes the document for the government's own where it names none, or names it in another way; a warning says so.

    A bureau, a company or a school imports the papers of the government above it, which name that one.
    """
    named = document.government
    if named is None:
        document.government = government.name
    elif named != government.name and is_claimable(named, government):
        document.warnings.append(
            f"文件写的是“{named}”，按本{terms.place}“{government}”导入，请核对是不是本单位的文件。"
        )
        document.government = government.name


def is_claimable(named: str, government: Government) -> bool:
    """Returns whether the named organ may be the government: none of the installation, and no government of elsewhere."""
    if Government.objects.filter(name=named).exists():
        return False
    is_no_government = not government.name.endswith("人民政府")
    return is_no_government or government.name.endswith(named) or named.endswith(government.name)
