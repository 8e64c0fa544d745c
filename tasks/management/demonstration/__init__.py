"""演示: the published documents, the accounts and a simulated year.

The documents and the plan of 2024 are real. What the units file in 2024 is invented, and every page says so beside
the business date.
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
