"""Stores an uploaded file until the person confirms the import; each person has one, and a later upload replaces it."""

import secrets

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tasks.models import User

FOLDER = "imports"


class Gone(Exception):
    """The file is not stored any more: it was imported or replaced."""


def store_waiting_file(content: bytes, *, by: User) -> str:
    """Stores the bytes of a file.

    Returns:
        The token that opens it, for the same person only.
    """
    remove_waiting_file(by=by)
    token = secrets.token_hex(16)
    default_storage.save(build_waiting_path(token, by), ContentFile(content))
    return token


def open_waiting_file(token: str, *, by: User) -> File:
    """Opens a stored file.

    Raises:
        Gone: this person has no file with that token.
    """
    if not token.isalnum() or not default_storage.exists(build_waiting_path(token, by)):
        raise Gone
    return default_storage.open(build_waiting_path(token, by))


def remove_waiting_file(*, by: User, token: str = "") -> None:
    """Removes the stored file of a person, with what is kept beside it.

    Args:
        token: of the file; "" for whichever waits.
    """
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        if name.startswith(f"{by.pk}-{token}"):
            default_storage.delete(f"{FOLDER}/{name}")


def build_waiting_path(token: str, by: User) -> str:
    return f"{FOLDER}/{by.pk}-{token}"
