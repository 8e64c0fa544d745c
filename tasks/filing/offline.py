"""离线填报表: what of a workbook is filled in without a network, and the keys that lead each row back to its entry.

A key names the entry, the revision that was taken out and, as short hashes, what stood in each cell; so what came
back can be told apart: untouched, changed by the unit, changed by somebody else meanwhile. It is signed, so that no
row can be turned to another item.
"""

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal

from django.core import signing

from tasks.models import Indicator, ProgressEntry, Reading
from tasks.models.entry_fields import FIELDS, format_entry_fields

#: head of the column that is filled in for an indicator; those of an entry are called as their fields
FIGURE = "本期完成值"
KEY = "编号（请勿改动）"
#: stands behind the head of a column that may be filled in
OPEN_MARK = "*"
SALT = "offline workbook"
#: what no cell can hold, and how Excel and WPS write a carriage return that they do not know
UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x000D_")


class Forged(Exception):
    """A key that was not made here, or was changed."""


@dataclass(frozen=True)
class OfflineKey:
    """
    Attributes:
        entry: id of the entry.
        revision: the one that was taken out.
        indicator: id of the indicator whose value the row asks for; None for the row of the entry itself.
        contents: field → short hash of what stood in its cell; an indicator's row has ``value`` alone.
    """

    entry: int
    revision: int
    indicator: int | None
    contents: dict[str, str]

    @property
    def signed(self) -> str:
        parts = [self.entry, self.revision, self.indicator, self.contents]
        return signing.Signer(salt=SALT).sign_object(parts)


def parse_offline_key(text: str) -> OfflineKey:
    """
    Raises:
        Forged: nothing that ``Key.signed`` has written.
    """
    try:
        return OfflineKey(*signing.Signer(salt=SALT).unsign_object(text))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Forged from error


def format_entry_cells(entry: ProgressEntry) -> dict[str, str]:
    """What stands in the cells of an entry: field → text."""
    return format_entry_fields(entry, FIELDS)


def format_figure_cell(reading: Reading | None) -> str:
    """What stands in the cell of an indicator; empty where nothing was reported."""
    return "" if reading is None or reading.value is None else format_figure(reading.value)


def format_figure(value: Decimal) -> str:
    return f"{value.normalize():f}"


def build_entry_key(entry: ProgressEntry) -> OfflineKey:
    return OfflineKey(
        entry.pk,
        entry.revision,
        None,
        {name: hash_cell(text) for name, text in format_entry_cells(entry).items()},
    )


def build_figure_key(entry: ProgressEntry, indicator: Indicator, reading: Reading | None) -> OfflineKey:
    return OfflineKey(
        entry.pk, entry.revision, indicator.pk, {"value": hash_cell(format_figure_cell(reading))}
    )


def hash_cell(text: str) -> str:
    """A hash of a text as it comes back from any program: line ends and space at the ends do not count."""
    return hashlib.sha256(normalise_cell(text).encode()).hexdigest()[:12]


def normalise_cell(text: str) -> str:
    """The text of a cell without what programs add to it when they save."""
    lines = re.split(r"\r\n?|\n", UNKEPT.sub("", text))
    return "\n".join(line.rstrip() for line in lines).strip("\n")
