"""A column of a vocabulary gives back its members, wherever its values are read."""

import copy

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Count
from django.db.models.functions import Concat

from tasks.enums import EntryState, Standing
from tasks.models import ProgressEntry
from tasks.models.fields import EnumField
from tests.cast import EntryFactory

STATE = ProgressEntry._meta.get_field("state")
STANDING = ProgressEntry._meta.get_field("standing")


@pytest.fixture
def entry(db) -> ProgressEntry:
    return EntryFactory(state=EntryState.SUBMITTED)


def test_an_instance_read_from_the_database_has_a_member(entry):
    assert ProgressEntry.objects.get().state is EntryState.SUBMITTED
    assert ProgressEntry.objects.get().state.label == "待审核"


def test_a_deferred_column_gives_a_member_when_it_is_fetched(entry):
    assert ProgressEntry.objects.only("number").get().state is EntryState.SUBMITTED


def test_values_and_lists_of_values_have_members(entry):
    found = ProgressEntry.objects.order_by()
    assert found.values_list("state", flat=True).get() is EntryState.SUBMITTED
    assert found.values("state").get()["state"] is EntryState.SUBMITTED
    assert found.values_list("state").annotate(rows=Count("pk")).get()[0] is EntryState.SUBMITTED


def test_a_column_reached_over_a_relation_has_a_member_or_nothing(entry):
    rows = ProgressEntry.objects.values_list("period__state", "judgement__outcome")
    assert rows.get() == (entry.period.state, None)
    assert rows.get()[0] is entry.period.state


def test_a_plain_value_becomes_the_member_when_it_is_assigned(entry):
    entry.state = "draft"
    assert entry.state is EntryState.DRAFT
    assert ProgressEntry(state="returned").state is EntryState.RETURNED


def test_a_value_outside_the_vocabulary_cannot_be_assigned(entry):
    with pytest.raises(ValueError, match="'nonsense' is not a valid EntryState"):
        entry.state = "nonsense"


def test_an_expression_is_assigned_as_it_is_and_gives_a_member_afterwards(entry):
    entry.standing = Concat(models.Value("lag"), models.Value("ging"))
    entry.save()
    entry.refresh_from_db()
    assert entry.standing is Standing.LAGGING


def test_an_empty_text_stays_empty_where_there_may_be_no_value(entry):
    assert ProgressEntry.objects.get().standing == ""
    assert STANDING.to_python("") == ""


def test_rows_are_found_by_member_by_value_and_by_a_part_of_it(entry):
    rows = ProgressEntry.objects
    found = [
        rows.filter(state=EntryState.SUBMITTED),
        rows.filter(state="submitted"),
        rows.filter(state__contains="mit"),
    ]
    assert [list(each) for each in found] == [[entry]] * 3
    assert list(rows.filter(state="nonsense")) == []


def test_what_is_stored_is_the_plain_value(entry):
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM tasks_progressentry")
        assert cursor.fetchone() == ("submitted",)


def test_a_form_field_gives_members_and_refuses_other_values():
    field = STATE.formfield()
    assert field.clean("draft") is EntryState.DRAFT
    with pytest.raises(ValidationError):
        field.clean("nonsense")


def test_a_full_check_of_a_row_refuses_a_value_outside_the_vocabulary():
    with pytest.raises(ValidationError) as refused:
        STATE.clean("nonsense", None)
    assert refused.value.code == "invalid_choice"


def test_a_copy_is_such_a_column_too():
    assert {type(each) for each in (STATE.clone(), copy.deepcopy(STATE))} == {EnumField}
    assert STATE.clone().vocabulary is EntryState


def test_migrations_keep_a_plain_column():
    assert STATE.deconstruct() == (
        "state",
        "django.db.models.CharField",
        [],
        {
            "verbose_name": "填报状态",
            "max_length": 20,
            "choices": EntryState.choices,
            "default": EntryState.BLANK,
        },
    )


def test_every_column_with_a_vocabulary_is_of_this_kind():
    fields = [field for model in apps.get_app_config("tasks").get_models() for field in model._meta.fields]
    with_choices = [field for field in fields if isinstance(field, models.CharField) and field.choices]
    assert len(with_choices) > 20
    assert [field for field in with_choices if not isinstance(field, EnumField)] == []
