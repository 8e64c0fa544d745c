"""What is made once and laid down for many tests is theirs alone."""

from django.db import transaction

from tasks.models import Government, ProgressEntry, Task
from tests.cast import UnitFactory, make_cast
from tests.kept import keep


def everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Government, Task, ProgressEntry)]


def test_what_was_kept_stands_nowhere_until_it_is_laid_down(db):
    keep(make_cast)
    assert everything() == [[], [], []]


def test_the_rows_that_are_laid_down_are_those_that_were_made(db):
    made = []

    def make():
        cast = make_cast()
        made.extend(everything())
        return cast

    keep(make).lay_down()
    assert everything() == made
    assert all(made)


def test_members_of_a_group_are_kept_with_it(db):
    def make():
        town = UnitFactory(name="滨江街道")
        group = UnitFactory(government=town.government, name="各镇街", is_group=True)
        group.members.set([town])
        return group

    group = keep(make).lay_down()
    assert [unit.name for unit in group.members.all()] == ["滨江街道"]


def test_each_time_rows_and_objects_are_as_they_were_made(db):
    kept_cast = keep(make_cast)
    with transaction.atomic():
        first = kept_cast.lay_down()
        first.key_entry.text = "改过"
        first.key_entry.save()
        transaction.set_rollback(True)
    second = kept_cast.lay_down()
    assert second.key_entry == first.key_entry
    assert second.key_entry.text == ProgressEntry.objects.get(pk=second.key_entry.pk).text == ""


def test_objects_point_to_one_another_as_they_were_made(cast):
    assert cast.key_entry.task.plan is cast.target_entry.task.plan is cast.plan
