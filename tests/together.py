"""Several people at one moment: each act in a thread and a database connection of its own, all begun at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tasks.permissions import Refused


def answers_at_one_moment(*acts: Callable[[], object]) -> list:
    """What became of each act, in their order: what it gave back, or the refusal that it met.

    Any other error of any act is raised here, so nothing that went wrong is passed over.
    """
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            ready.wait(timeout=30)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals_at_one_moment(*acts: Callable[[], object]) -> list[str]:
    """Why each act was refused, in their order; empty where it was done."""
    return [str(each) if isinstance(each, Refused) else "" for each in answers_at_one_moment(*acts)]
