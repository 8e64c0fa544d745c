"""A long paper as it was read and compared, kept beside the waiting file, so that its preview need not read it again.

What is kept are objects of this very program: a seal over them refuses what somebody else has put there, and another release
of the program reads the paper anew.
"""

import gc
import hashlib
import hmac
import pickle
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.crypto import salted_hmac

from tasks.importing.changes import Changes
from tasks.importing.choices import ImportChoices
from tasks.importing.understand import UnderstoodDocument
from tasks.importing.waiting import build_waiting_path
from tasks.models import User

ENDING = ".read"
SALT = "tasks.importing.kept_readings"
SEAL_LENGTH = 32


@dataclass(frozen=True)
class KeptReading:
    """
    Attributes:
        asked: treatment and first period with which it was compared, as the person chose them.
        keys: each tells one state of what a person has said of the paper that leads to this reading.
    """

    understood: UnderstoodDocument
    changes: Changes
    asked: ImportChoices
    keys: frozenset[str]


@cache
def compute_program_digest() -> str:
    """Computes what tells this release from another one: what is kept holds objects of many rooms, periods and words among
    them."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def keep_reading(reading: KeptReading, *, token: str, by: User) -> None:
    """Keeps the reading of a waiting file, in the place of an earlier one."""
    content = pickle.dumps(reading)
    path = _build_path(token, by)
    drop_reading(token=token, by=by)
    default_storage.save(path, ContentFile(_seal(path, content) + content))


def find_reading(*, token: str, by: User) -> KeptReading | None:
    """Returns what is kept of a waiting file; None where nothing is that this program has written."""
    path = _build_path(token, by)
    if not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        seal, content = file.read(SEAL_LENGTH), file.read()
    if not hmac.compare_digest(seal, _seal(path, content)):
        return None
    return _unpack(content)


def _unpack(content: bytes) -> KeptReading:
    """Unpacks a reading. Its hundred thousand objects all live, so nothing is gained by looking for dead ones meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(content)  # noqa: S301  the seal tells that it is our own
    finally:
        if was_on:
            gc.enable()


def drop_reading(*, token: str, by: User) -> None:
    """Forgets what is kept of a waiting file."""
    default_storage.delete(_build_path(token, by))


def _seal(path: str, content: bytes) -> bytes:
    return salted_hmac(f"{SALT}:{path}:{compute_program_digest()}", content, algorithm="sha256").digest()


def _build_path(token: str, by: User) -> str:
    return build_waiting_path(token, by) + ENDING
