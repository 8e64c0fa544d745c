"""Simulates the year's 民生实事, which come in weeks after the plan as a list of their own. The document is invented."""

from tasks.importing.choices import ImportChoices
from tasks.importing.import_actions import import_document
from tasks.management.demonstration.cast import LATER_LIST
from tasks.management.demonstration.documents import read_fixture
from tasks.management.demonstration.stage import SECOND, get_or_add_clerk
from tasks.models import Plan, PlanDocument, User


def bring_later_list(plan: Plan, office: User) -> PlanDocument:
    """Imports the list from the half-year on; items that ask for the same as one of the plan are linked with it.

    Raises:
        ValueError: the document cannot be imported.
    """
    choices = ImportChoices(since=SECOND)
    changes = import_document(document=read_fixture(LATER_LIST), by=office, commit=True, choices=choices)
    if changes.errors:
        raise ValueError("\n".join([LATER_LIST, *changes.errors]))
    document = plan.documents.get()
    for task in document.tasks.select_related("current", "item_kind"):
        get_or_add_clerk(task.edition)
    return document
