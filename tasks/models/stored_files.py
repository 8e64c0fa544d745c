"""The content of file columns: whether it is there, and how it is written so that none stays behind without its row."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile

log = logging.getLogger(__name__)

#: storage and name of what the running action has written so far; None outside of one
_written: ContextVar[list[tuple[Storage, str]] | None] = ContextVar("written", default=None)


@contextmanager
def files_fall_with_rows() -> Iterator[None]:
    """Stands around the transaction of an action that stores files, and removes them if it fails.

    The database takes its rows back by itself, the disk does not. What a killed process leaves behind, ``remove_left_files``
    removes.
    """
    outer, written = _written.get(), list[tuple[Storage, str]]()
    token = _written.set(written)
    try:
        yield
    except BaseException:
        for storage, name in written:
            delete_quietly(storage, name)
        raise
    finally:
        _written.reset(token)
    if outer is not None:
        outer += written


def store_content(file: FieldFile, name: str, content: File) -> None:
    """Writes the content of a row that is not saved yet, in an action within ``files_fall_with_rows``.

    Args:
        name: not used before.

    Raises:
        OSError: the disk is full or cannot be written to; what was written of the content falls with the rest.
    """
    written = _written.get()
    if written is None:
        raise RuntimeError("an action that stores files stands within files_fall_with_rows")
    written.append((file.storage, file.field.generate_filename(file.instance, name)))
    file.save(name, content, save=False)


def delete_once_committed(file: FieldFile) -> None:
    """Deletes the content when the transaction has come to its end."""
    if file.name:
        transaction.on_commit(partial(delete_quietly, file.storage, file.name))


def delete_quietly(storage: Storage, name: str) -> None:
    """Deletes a stored file; if that fails, the log tells, and ``remove_left_files`` deletes it another day."""
    try:
        storage.delete(name)
    except OSError:
        log.exception("the stored file %s could not be deleted", name)


def is_stored(file: FieldFile) -> bool:
    """Returns whether the content of a file column exists in the storage."""
    return file.name is not None and file.storage.exists(file.name)
