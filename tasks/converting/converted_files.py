"""Keeps what was converted for some days, by the content that it was made of: a preview is read many times."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

FOLDER = "converted"


def find_converted_file(content: bytes, ending: str) -> bytes | None:
    """Returns what was made of the content; None where nothing is kept."""
    try:
        return build_converted_path(content, ending).read_bytes()
    except OSError:
        return None


def keep_converted_file(content: bytes, ending: str, made: bytes) -> None:
    """Keeps what was made of the content; whoever reads at the same moment finds the whole of it or nothing."""
    path = build_converted_path(content, ending)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{secrets.token_hex(8)}")
    unfinished.write_bytes(made)
    os.replace(unfinished, path)


def build_converted_path(content: bytes, ending: str) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / f"{hashlib.sha256(content).hexdigest()}.{ending}"
