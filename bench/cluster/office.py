"""``python -m bench.cluster.office``: fills the database of ``DATABASE_URL`` with a government of 100 units and 150 items,
and prints who may sign in and which entry he may write, as JSON."""

import json
import secrets
import sys

import django
from django.core.management import call_command

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402  models need Django set up

from bench.crowd import OFFICIALS, UNITS, create_people, create_plan  # noqa: E402
from tasks.enums import EntryState, Role  # noqa: E402
from tasks.models import Government, Official, ProgressEntry, Unit, User  # noqa: E402

YEAR = 2024
CLERKS = 9


def fill() -> None:
    # a business date goes only with a demonstration
    government = Government.objects.create(name="第1区人民政府", is_demonstration=True)
    units = Unit.objects.bulk_create(Unit(government=government, name=f"区第{n}局") for n in range(1, UNITS + 1))
    officials = Official.objects.bulk_create(
        Official(government=government, name=f"区长{n}") for n in range(1, OFFICIALS + 1)
    )
    create_people(government, units, officials)
    create_plan(government, YEAR, units, officials)


def list_clerks() -> list[dict]:
    """Returns clerks of different units, each with a blank entry of the open period that his unit files."""
    entries = ProgressEntry.objects.filter(period__number=2, state=EntryState.BLANK).order_by("pk")
    by_unit = {entry.edition.filing_unit: entry.pk for entry in entries.select_related("edition")}
    chosen = list(by_unit.items())[:CLERKS]
    clerks = {user.unit_id: user.username for user in User.objects.filter(role=Role.CLERK)}
    return [{"username": clerks[unit.pk], "entry": entry} for unit, entry in chosen]


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    fill()
    password = secrets.token_urlsafe(12)
    User.objects.update(password=make_password(password))
    office = User.objects.get(role=Role.OFFICE)
    json.dump({"password": password, "office": office.username, "clerks": list_clerks()}, sys.stdout)


if __name__ == "__main__":
    main()
