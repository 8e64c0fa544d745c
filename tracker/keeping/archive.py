"""The archive of a backup: a compressed tar file, encrypted in the age format where a key is given.

Whoever has lost the product can still open it: ``age --decrypt --identity KEY FILE | tar --extract --gzip``.
"""

import gzip
import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyrage
from pyrage import x25519

from tracker.keeping.refusals import KeepingRefused

MANIFEST, DUMP, SECRET, FILES = "manifest.json", "database.dump", "secret_key", "files/"
ENCRYPTED = ".age"
#: ending of an archive that is not whole yet
UNFINISHED = ".part"
#: documents and pictures are compressed already, so more work gains nothing
COMPRESSION = 1


def generate_key() -> tuple[str, str]:
    """Returns a new pair of keys: the public one, which encrypts, and the secret one, which decrypts."""
    identity = x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def read_recipient(key: str) -> x25519.Recipient:
    """Reads a public key.

    Raises:
        KeepingRefused: it is none.
    """
    try:
        return x25519.Recipient.from_str(key)
    except pyrage.RecipientError as error:
        raise KeepingRefused("DUBAN_BACKUP_KEY 应为 age1 开头的公钥，可用 backup --new-key 生成。") from error


def create_private(path: Path) -> BinaryIO:
    """Creates a file that only its owner can read; whatever has that name is emptied."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


@contextmanager
def open_for_writing(path: Path, key: str) -> Iterator[tarfile.TarFile]:
    """Opens a new archive, encrypted for the public ``key`` unless that is empty.

    It bears its name only once it is whole and on the disk.
    """
    half = path.with_name(f"{path.name}{UNFINISHED}")
    try:
        with create_private(half) as target:
            with (
                encrypt_into(target, key) if key else pass_on(target) as stream,
                gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=COMPRESSION) as compressed,
                tarfile.open(fileobj=compressed, mode="w|") as archive,
            ):
                yield archive
            target.flush()
            os.fsync(target.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def pass_on(target: BinaryIO) -> Iterator[BinaryIO]:
    yield target


@contextmanager
def encrypt_into(target: BinaryIO, key: str) -> Iterator[BinaryIO]:
    """Gives a file to write to; what is written arrives in ``target`` encrypted, and never on the disk in clear."""
    recipients = [read_recipient(key)]
    reader, writer = os.pipe()
    with ThreadPoolExecutor(1) as pool, os.fdopen(reader, "rb") as source:
        encrypting = pool.submit(pyrage.encrypt_io, source, target, recipients)
        with os.fdopen(writer, "wb") as clear:
            yield clear
        encrypting.result()


def add_content(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Adds bytes under a name."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def add_file(archive: tarfile.TarFile, name: str, path: Path) -> None:
    """Adds a file of the disk under a name.

    Raises:
        FileNotFoundError: there is no such file.
    """
    with path.open("rb") as file:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o600
        archive.addfile(entry, file)


@contextmanager
def open_for_reading(path: Path, identity: Path | None, folder: Path) -> Iterator[tarfile.TarFile]:
    """Opens an archive; an encrypted one is first decrypted into ``folder``.

    Args:
        identity: file with the secret key; needed for an encrypted archive.
        folder: private, and removed by the caller.

    Raises:
        KeepingRefused: the key is missing or another one.
        OSError, tarfile.TarError: there is no such file, or it is no archive.
    """
    clear = path
    if path.name.endswith(ENCRYPTED):
        clear = folder / "archive"
        decrypt(path, identity, clear)
    with tarfile.open(clear, mode="r:gz") as archive:
        yield archive


def decrypt(path: Path, identity: Path | None, clear: Path) -> None:
    """Decrypts ``path`` into ``clear``.

    Raises:
        KeepingRefused: the key is missing or another one, or the file is damaged.
    """
    if identity is None:
        raise KeepingRefused("这份备份已加密。请用 --key 指明私钥文件。")
    try:
        lines = [line.strip() for line in identity.read_text().splitlines()]
        keys = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
        create_private(clear).close()
        pyrage.decrypt_file(str(path), str(clear), keys)
    except (OSError, UnicodeError, pyrage.IdentityError) as error:
        raise KeepingRefused(f"备份“{path}”或私钥文件“{identity}”读不出来。") from error
    except pyrage.DecryptError as error:
        raise KeepingRefused("解密没有成功：私钥与备份不配，或者备份已经损坏。") from error


def extract(archive: tarfile.TarFile, entry: tarfile.TarInfo, target: Path) -> str:
    """Writes a file of the archive to the disk, readable by its owner only.

    Returns:
        Its SHA-256 in hexadecimal digits.

    Raises:
        KeepingRefused: it is no ordinary file.
    """
    source = archive.extractfile(entry)
    if source is None:
        raise KeepingRefused(f"备份中的“{entry.name}”不是普通文件，备份已经损坏。")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with source, create_private(target) as file:
        shutil.copyfileobj(source, file)
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
