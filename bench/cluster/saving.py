"""Many saves by several people at once, of which every acknowledged one has to be found afterwards."""

import secrets
import threading
import time
from dataclasses import dataclass, field

import requests

from bench.cluster.databases import Database
from bench.cluster.product import Person


@dataclass
class Tally:
    """What came of the saves.

    Attributes:
        name: stands in each text, so that no earlier save is taken for one of these.
        acknowledged: entry and text of each save that the server said it had kept.
        moments: when each was acknowledged, in seconds of the monotonic clock.
        refused: how often an answer was an error or none at all; the person tried again.
    """

    name: str = field(default_factory=lambda: secrets.token_hex(4))
    acknowledged: set[tuple[int, str]] = field(default_factory=set)
    moments: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    refused: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, entry: int, text: str, took: float) -> None:
        with self.lock:
            self.acknowledged.add((entry, text))
            self.moments.append(time.monotonic())
            self.times.append(took)

    def note_refusal(self) -> None:
        with self.lock:
            self.refused += 1

    @property
    def longest_gap(self) -> float:
        """The longest time without any acknowledged save, in seconds."""
        return max(later - earlier for earlier, later in zip(self.moments, self.moments[1:], strict=False))

    @property
    def median(self) -> float:
        """Of the time that a save took, in milliseconds."""
        return sorted(self.times)[len(self.times) // 2] * 1000


def save_often(people: list[Person], count: int, patience: float = 540) -> tuple[Tally, list[threading.Thread]]:
    """Lets people save ``count`` times in all, each one after the other; returns at once.

    Args:
        patience: seconds after which a person gives up.
    """
    tally = Tally()
    end = time.monotonic() + patience
    each = count // len(people)
    threads = [threading.Thread(target=save_all, args=(person, each, tally, end)) for person in people]
    for thread in threads:
        thread.start()
    return tally, threads


def save_all(person: Person, count: int, tally: Tally, end: float) -> None:
    for n in range(count):
        text = f"{tally.name}第{n + 1}次保存，{person.username}。"
        while time.monotonic() < end and not try_save(person, text, tally):
            time.sleep(0.2)


def try_save(person: Person, text: str, tally: Tally) -> bool:
    """Saves once; after a refusal looks at the entry anew, as a person would."""
    began = time.monotonic()
    try:
        if person.save(text):
            tally.note(person.entry, text, time.monotonic() - began)
            return True
        tally.note_refusal()
        person.open_entry()
    except requests.RequestException:
        tally.note_refusal()
    return False


def count_lost(tally: Tally, database: Database) -> int:
    """Returns how many acknowledged saves the database does not hold as a revision."""
    return len(tally.acknowledged - set(database.ask("SELECT entry_id, text FROM tasks_entryrevision")))
