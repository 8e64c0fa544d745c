"""演示: the published documents, the accounts and a simulated year.

The four published documents, the plan of 2024 among them, are real. The list of 民生实事 of 2024, the deadlines and
milestones, titles of leaders and everything that people do in 2024 are invented, and every page says so beside the
business date.
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
