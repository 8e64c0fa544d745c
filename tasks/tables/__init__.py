"""The columns of every list."""

from .entries import EntryTable
from .events import EventTable
from .organisation import OfficialTable, UnitTable, UserTable

__all__ = ["EntryTable", "EventTable", "OfficialTable", "UnitTable", "UserTable"]
