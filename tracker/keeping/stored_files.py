"""The files that rows refer to: evidence, what was issued, and whatever a later model stores."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField, Model


@dataclass(frozen=True)
class StoredFile:
    """A file as its row describes it.

    Attributes:
        name: path below the folder of uploaded files.
        size: in bytes.
        sha256: in hexadecimal digits.
    """

    name: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.name

    def find_defect(self) -> str:
        """Says in Chinese what is wrong with the file on the disk; an empty text if nothing is."""
        try:
            with self.path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return "文件不存在"
        except OSError as error:
            return f"文件读不出来（{error.strerror}）"
        return "" if found == self.sha256 else "内容与校验值不符"


def list_models_with_files() -> Iterator[tuple[type[Model], str]]:
    """Yields each model that stores a file, with the name of that field; each has ``size`` and ``sha256`` beside it."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                yield model, field.name


def list_stored_files() -> list[StoredFile]:
    """Returns each file that a row refers to, once, by name."""
    rows = {
        row
        for model, field in list_models_with_files()
        for row in model._default_manager.values_list(field, "size", "sha256")
    }
    return [StoredFile(*row) for row in sorted(rows)]


def list_unreferenced_files(known: list[StoredFile]) -> list[str]:
    """Returns the names of files in the folders of stored files that are not among ``known``.

    Uploaded documents that wait for their import lie in a folder of their own and are not looked at.
    """
    names = {file.name for file in known}
    root = Path(settings.MEDIA_ROOT)
    found = (
        path for folder in ("evidence", "published", "made") for path in (root / folder).rglob("*") if path.is_file()
    )
    return sorted(name for path in found if (name := path.relative_to(root).as_posix()) not in names)
