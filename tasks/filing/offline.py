"""离线填报表: formats the cells of the workbook, and signs the keys that lead each row back to its entry.

A key holds the entry, its revision when the workbook was made, and a short hash of each cell. With it a returned cell
is recognized as unchanged, changed by the unit, or changed by somebody else meanwhile. The signature prevents that a
row is moved to another item.
"""

import hashlib
import re
from dataclasses import dataclass

from django.core import signing

from tasks.decimals import format_decimal
from tasks.models import Government, Indicator, ProgressEntry, Reading
from tasks.models.entry_fields import FIELDS, EntryField, format_entry_fields

#: head of the column for an indicator's value; the columns of an entry have the labels of its fields
FIGURE = "本期完成值"
KEY = "编号（请勿改动）"
#: follows the head of a column that may be filled in
OPEN_MARK = "*"
SALT = "offline workbook"
#: characters that a cell cannot hold, and the text that Excel and WPS write for a carriage return
UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x000D_")


class Forged(Exception):
    """A key was not signed here, or was changed."""


@dataclass(frozen=True)
class OfflineKey:
    """The key of a row.

    Attributes:
        entry: id of the entry.
        revision: of the entry when the workbook was made.
        indicator: id of the indicator of the row; None for the row of the entry itself.
        contents: field → short hash of its cell; an indicator's row has only ``value``.
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
        Forged: the text is not an ``OfflineKey.signed``.
    """
    try:
        return OfflineKey(*signing.Signer(salt=SALT).unsign_object(text))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Forged from error


def format_entry_cells(entry: ProgressEntry) -> dict[str, str]:
    """Returns field → text of the cells of an entry."""
    return format_entry_fields(entry, FIELDS)


def format_figure_cell(reading: Reading | None) -> str:
    """Returns the text of an indicator's cell; "" where nothing was reported."""
    return "" if reading is None or reading.value is None else format_decimal(reading.value)


def list_asked_fields(government: Government) -> list[EntryField]:
    """Lists the fields that the workbook of a government's units has a column for."""
    return [field for field in FIELDS if field.is_asked_by(government)]


def build_entry_key(entry: ProgressEntry) -> OfflineKey:
    """Builds the key of an entry's row; fetch many entries with ``period__plan__government``."""
    cells = format_entry_cells(entry)
    asked = list_asked_fields(entry.period.plan.government)
    return OfflineKey(entry.pk, entry.revision, None, {field.name: hash_cell(cells[field.name]) for field in asked})


def build_figure_key(entry: ProgressEntry, indicator: Indicator, reading: Reading | None) -> OfflineKey:
    return OfflineKey(entry.pk, entry.revision, indicator.pk, {"value": hash_cell(format_figure_cell(reading))})


def hash_cell(text: str) -> str:
    """Returns a short hash of ``normalise_cell``, which is the same whatever program saved the workbook."""
    return hashlib.sha256(normalise_cell(text).encode()).hexdigest()[:12]


def normalise_cell(text: str) -> str:
    """Returns the text of a cell with uniform line ends, without spaces at line ends and characters that programs
    add when they save."""
    lines = re.split(r"\r\n?|\n", UNKEPT.sub("", text))
    return "\n".join(line.rstrip() for line in lines).strip("\n")


@dataclass(frozen=True)
class OfflineCell:
    """A cell of a returned workbook.

    Attributes:
        address: where it is, as people say it: F7.
        text: what it says; a number without its format.
        fault: why the text cannot be relied upon; "" where it can.
    """

    address: str
    text: str
    fault: str = ""
