"""What the demonstration consists of: the published documents, the people, and a year that is lived through.

The documents and the plan of 2024 are the district's own. What the units file in 2024 is invented for the
demonstration, and every page says so beside the business date.
"""

from .cast import ACCOUNTS, GOVERNMENT, OFFICE, OPEN_YEAR, SOURCES, Account, FixtureDocument
from .year import simulate_year

__all__ = [
    "ACCOUNTS",
    "GOVERNMENT",
    "OFFICE",
    "OPEN_YEAR",
    "SOURCES",
    "Account",
    "FixtureDocument",
    "simulate_year",
]
