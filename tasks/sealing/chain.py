"""What a seal is computed from. Pure: whoever has an export of events and seals can compute it anywhere."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

#: what stands before the first seal
BEGINNING = "0" * 64


def compute_content(row: Mapping[str, Any]) -> str:
    """Computes the digest of what an event says, in hexadecimal digits.

    Empty values are left out, so a column that a later release adds changes no digest of before.

    Args:
        row: column → value, as the database returns it.
    """
    said = {name: value for name, value in row.items() if value not in (None, "", {}, [])}
    # ASCII and sorted keys: the same bytes wherever and whenever they are written
    written = json.dumps(said, sort_keys=True, separators=(",", ":"), default=write_moment)
    return sha256(written.encode("ascii")).hexdigest()


def compute_digest(previous: str, position: int, event_id: int, content: str, sealed_at: datetime) -> str:
    """Computes the digest of a seal, in hexadecimal digits.

    Args:
        previous: the digest of the seal before it; ``BEGINNING`` for the first one.
        content: as ``compute_content`` returns it.
        sealed_at: timezone-aware.
    """
    chained = "\n".join((previous, str(position), str(event_id), content, write_moment(sealed_at)))
    return sha256(chained.encode("ascii")).hexdigest()


def write_moment(moment: datetime) -> str:
    """Formats a moment to the microsecond in UTC, whatever zone the database returned it in."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
