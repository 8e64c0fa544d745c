"""What the database finds is what the properties say, on any row."""

from tasks.models import ProgressEntry
from tasks.workdays import Workdays
from tests.histories import TODAY, live, over_histories


@over_histories
def test_the_database_finds_the_entries_of_which_the_property_holds(cast, history):
    entries = [entry for entry in live(cast, history) if entry]
    rows = ProgressEntry.objects.filter(period__plan=cast.plan)
    facts = {
        "handed over": (rows.handed_over(), lambda entry: entry.is_handed_over),
        "owed": (rows.owed(), lambda entry: entry.is_owed),
        "overdue": (rows.overdue(TODAY, Workdays()), lambda entry: entry.is_overdue(TODAY)),
        "standing behind": (rows.standing_behind(), lambda entry: entry.stood_behind),
        "filed by": (
            rows.filed_by([cast.lead_unit]),
            lambda entry: entry.edition.filing_unit == cast.lead_unit,
        ),
        "by another": (
            rows.filed_by([cast.other_unit]),
            lambda entry: entry.edition.filing_unit == cast.other_unit,
        ),
    }
    for name, (found, holds) in facts.items():
        assert set(found) == set(filter(holds, entries)), name


def test_the_database_finds_what_has_a_signal_and_not_what_quotes_its_code(cast):
    """On both databases, whatever the words that a signal quotes."""
    quoting = {"code": "no_entry", "message": '"code": "overdue"', "quote": "overdue"}
    told = {
        cast.target_entry: [{"severity": "high", "code": "overdue", "message": "时限已过"}],
        cast.livelihood_entry: [quoting],
        cast.key_entry: [quoting, {"code": "overdue"}],
        cast.other_entry: [{"code": "overdue_too"}],
    }
    for entry, signals in told.items():
        entry.signals = signals
        entry.save()
    found = set(ProgressEntry.objects.signalled("overdue"))
    assert found == {entry for entry in told if entry.has_signal("overdue")} == {cast.target_entry, cast.key_entry}
