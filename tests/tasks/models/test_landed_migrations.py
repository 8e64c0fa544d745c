"""A migration that an installation may have run is never edited, renamed or removed."""

from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "tasks/migrations"
LANDED = Path(__file__).with_name("landed_migrations.txt")


def test_every_migration_is_what_it_was_when_it_landed():
    """A new one adds its line: ``cd tasks/migrations; sha256sum NAME``. A line that stands here does not change."""
    landed = [line.split() for line in LANDED.read_text().splitlines()]
    present = [[sha256(path.read_bytes()).hexdigest(), path.name] for path in sorted(FOLDER.glob("0*.py"))]
    assert present == landed
