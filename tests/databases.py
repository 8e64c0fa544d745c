"""Which database a test asks in ``make test``. Each runs once at least; twice only where the two can answer differently.

The two differ in what is written: constraints, triggers, locks, who waits for whom, what a migration rebuilds, how a
database is copied. That is asked of both. What only reads is built by Django's queries, the same on both:

- the tests of single pages run on PostgreSQL, the stricter of the two (types, GROUP BY, an order that is not named);
- the rules and reads behind them, and every address in the name of every role, run on SQLite, the default.

So each page and each room of actions is asked of both databases.
"""

from pathlib import Path

TESTS = Path(__file__).resolve().parent
SQLITE, POSTGRESQL = "sqlite", "postgresql"

#: folders and files about what the databases do themselves, or whose tests of actions bear other names; besides the
#: tests named after actions and those that commit
ON_BOTH = (
    "tasks/jobs",
    "tasks/models",
    "tasks/organisation",
    "tasks/sealing",
    "tasks/searching",
    "tasks/signing_on",
    "tasks/test_queries.py",
    "tasks/timing",
    "tracker/keeping",
    "tracker/test_settings.py",
)


def choose(path: Path, *, asks: bool, commits: bool) -> tuple[str, ...]:
    """Returns where the tests of a file run.

    Args:
        asks: whether the test asks a database at all.
        commits: whether its rows are committed, for others to see: in threads, processes, a running server.
    """
    if not asks:
        return (SQLITE,)
    place = path.relative_to(TESTS)
    if commits or "_actions" in path.stem or any(place.is_relative_to(each) for each in ON_BOTH):
        return (SQLITE, POSTGRESQL)
    return (POSTGRESQL,) if "pages" in place.parts else (SQLITE,)
