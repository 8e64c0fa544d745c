"""Creates what the last hour of a deadline needs: one government, 134 units, 200 clerks, an item for each to file."""

import json
import sys
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402  the models exist only now
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.crowd import create_plan  # noqa: E402
from tasks.enums import (  # noqa: E402
    Comparison,
    EntryState,
    IndicatorKind,
    IndicatorState,
    PeriodState,
    Role,
    TaskKind,
)
from tasks.models import (  # noqa: E402
    EntryRevision,
    Government,
    Indicator,
    Official,
    ProgressEntry,
    Task,
    Unit,
    User,
)

UNITS, CLERKS, OFFICIALS, YEAR = 134, 200, 10, 2024
#: each unit leads two items, so that two clerks of one unit file different ones
ITEMS = {TaskKind.TARGET: 18, TaskKind.LIVELIHOOD: 30, TaskKind.KEY: 2 * UNITS - 48}
#: of every clerk; a password of a made database that is gone after the run
PASSWORD = "Ban-Li-2024-07"


@dataclass(frozen=True)
class FilingClerk:
    """A clerk and the entry that he is to file, by their username and key."""

    username: str
    entry: int
    figure: int

    def to_json(self) -> dict:
        return asdict(self)


@transaction.atomic
def create_deadline() -> list[FilingClerk]:
    """Creates the rows, and returns every clerk with his entry, still blank."""
    government = Government.objects.create(name="样板市样板区人民政府")
    units = Unit.objects.bulk_create(Unit(government=government, name=f"区第{n}局") for n in range(1, UNITS + 1))
    officials = Official.objects.bulk_create(
        Official(government=government, name=f"区长{n}") for n in range(1, OFFICIALS + 1)
    )
    create_plan(government, YEAR, units, officials, ITEMS)
    indicators = create_indicators(government)
    entries = ProgressEntry.objects.filter(period__plan__government=government, period__state=PeriodState.OPEN)
    entries.update(state=EntryState.BLANK, text="", return_reason="")
    clerks = create_clerks(government, units)
    return [
        FilingClerk(clerk.username, entry.pk, indicators[entry.task_id])
        for clerk, entry in zip(clerks, entries.order_by("task_id"), strict=False)
    ]


def create_indicators(government: Government) -> dict[int, int]:
    """Creates a confirmed indicator of each item; returns its key by that of the item."""
    made = Indicator.objects.bulk_create(
        Indicator(
            task=task,
            position=1,
            measure="新建公共停车位",
            comparison=Comparison.AT_LEAST,
            value=Decimal(task.number * 10),
            unit="个",
            kind=IndicatorKind.CUMULATIVE,
            state=IndicatorState.CONFIRMED,
        )
        for task in Task.objects.filter(plan__government=government)
    )
    return {each.task_id: each.pk for each in made}


def create_clerks(government: Government, units: list[Unit]) -> list[User]:
    """Creates the clerks, of the units in turn; one hash serves all, since each costs a second and is checked the same."""
    common = {"government": government, "password": make_password(PASSWORD), "must_change_password": False}
    return User.objects.bulk_create(
        User(username=f"clerk{n}", name="填报员", role=Role.CLERK, unit=units[n % UNITS], **common)
        for n in range(CLERKS)
    )


def find_lost(acknowledged: list[dict]) -> list[dict]:
    """Finds the acknowledged saves that no revision holds, and entries acknowledged as filed that are not."""
    kept = set(EntryRevision.objects.values_list("entry", "text"))
    filed = set(ProgressEntry.objects.filter(state=EntryState.SUBMITTED).values_list("pk", flat=True))
    return [
        save
        for save in acknowledged
        if (save["entry"], save["text"]) not in kept or (save["state"] == "filed" and save["entry"] not in filed)
    ]


def build_plan() -> dict:
    """Prepares the database, and returns what the scenario has to know."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    clerks = [clerk.to_json() for clerk in create_deadline()]
    # a business date is for demonstrations alone
    Government.objects.update(is_demonstration=True)
    return {"clerks": clerks, "password": PASSWORD, "sign_in": reverse("sign_in")}


def main(act: str, *arguments: str) -> None:
    answer = build_plan() if act == "create" else {"lost": find_lost(json.loads(Path(*arguments).read_text()))}
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
