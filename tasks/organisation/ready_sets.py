"""样板: what a kind of place usually calls things, how its year runs and which kinds of items it has.

Each is a file of ``sets/``. What a file leaves out stays as a district has it.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tasks.terms import TERMS

FOLDER = Path(__file__).parent / "sets"
#: what an installation is that nobody has asked
USUAL = "district"


@dataclass(frozen=True)
class ReadySet:
    """A set.

    Attributes:
        key: the name of its file.
        says: what it stands for, in a sentence.
        office_name: who supervises.
        terms: key → word of ``tasks.terms``.
        rhythm: ``first_month``, ``end_months`` and ``labels`` of the periods of a year.
        kinds: each with ``name``, ``nature`` and ``outcomes`` of ``word``, ``meaning`` and ``colour``; empty: the usual ones.
    """

    key: str
    order: int
    name: str
    says: str
    office_name: str
    terms: dict[str, str]
    rhythm: dict[str, Any]
    kinds: list[dict[str, Any]]

    @property
    def told(self) -> str:
        """Its words one after another: 局领导、办公室、牵头科室、配合科室."""
        wanted = {term.key: term.default for term in TERMS} | self.terms
        return "、".join([wanted["leader"], self.office_name, wanted["lead_unit"], wanted["cooperating_unit"]])


@cache
def load_ready_sets() -> dict[str, ReadySet]:
    """Loads the sets by their key, in their order."""
    found = (_read_set(path) for path in FOLDER.glob("*.toml"))
    return {each.key: each for each in sorted(found, key=lambda each: each.order)}


def _read_set(path: Path) -> ReadySet:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return ReadySet(path.stem, **{"kinds": []} | content)
