"""来源文件: what is known of a list is saved, and items that were taken for the same are parted."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import DocumentLevel, EventKind
from tasks.models import Event, PlanDocument, Task
from tasks.models.changes import ChangedMeanwhile, build_field_state, compute_fingerprint
from tasks.permissions import Refused
from tasks.plans.document_actions import DOCUMENT_FACTS, link_tasks, save_document_facts, unlink_tasks
from tests.acts import kinds_of_events
from tests.cast import TaskFactory

GIVEN = {
    "title": "2024年市级民生实事",
    "document_number": "市府办〔2024〕2号",
    "issued_on": date(2024, 1, 10),
    "level": DocumentLevel.MUNICIPAL,
    "decided_by": "市政府第3次常务会议",
}


@pytest.fixture
def document(cast) -> PlanDocument:
    return PlanDocument.objects.create(plan=cast.plan, title="民生实事")


def save(document, by, **values):
    seen = compute_fingerprint(build_field_state(document, DOCUMENT_FACTS))
    return save_document_facts(document=document, values=GIVEN | values, seen=seen, by=by)


def test_the_facts_are_saved_with_one_audit_row(cast, document):
    saved = save(document, cast.office)
    assert {name: getattr(saved, name) for name in DOCUMENT_FACTS} == GIVEN
    event = Event.objects.get()
    assert (event.kind, event.before["级别"], event.after["级别"]) == (EventKind.PLAN_DOCUMENT_SAVED, "区级", "市级")


def test_what_a_colleague_saved_meanwhile_is_not_overwritten(cast, document):
    seen = compute_fingerprint(build_field_state(document, DOCUMENT_FACTS))
    save(document, cast.second_office)
    with pytest.raises(ChangedMeanwhile, match="其他人已经保存过"):
        save_document_facts(document=document, values=GIVEN | {"title": "另一个"}, seen=seen, by=cast.office)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": " "}, {"title": ["请写明文件的标题。"]}),
        ({"issued_on": date(2999, 1, 1)}, {"issued_on": ["印发日期不能晚于今天。"]}),
        ({"issued_on": date(1, 1, 1)}, {"issued_on": ["印发日期应在2022年以后。"]}),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(cast, document, values, said):
    with pytest.raises(ValidationError) as refusal:
        save(document, cast.office, **values)
    assert (refusal.value.message_dict, kinds_of_events()) == (said, [])


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "stranger"])
def test_nobody_but_the_own_office_may(cast, document, who):
    with pytest.raises(Refused):
        save(document, cast.person(who))
    with pytest.raises(Refused):
        unlink_tasks(task=cast.key, other=cast.other_key, by=cast.person(who))


def link(task: Task, other: Task) -> None:
    task.same_as = other
    task.save()


@pytest.mark.parametrize("turned", [False, True])
def test_two_linked_items_are_parted_from_either_side(cast, turned):
    link(cast.livelihood, cast.key)
    pair = (cast.key, cast.livelihood) if turned else (cast.livelihood, cast.key)
    unlink_tasks(task=pair[0], other=pair[1], by=cast.office)
    assert not Task.objects.filter(same_as__isnull=False).exists()
    assert Event.objects.get().before == {"同一事项": "重点工作任务第1项，《2024年目标任务分解方案》"}


def test_of_three_only_one_leaves(cast):
    third = TaskFactory(plan=cast.plan, number=7)
    link(cast.livelihood, cast.key)
    link(third, cast.key)
    unlink_tasks(task=cast.livelihood, other=third, by=cast.office)
    assert list(Task.objects.filter(same_as=cast.key)) == [third]


def test_items_that_are_not_linked_any_more_are_said_so(cast):
    with pytest.raises(Refused, match="这两个事项没有关联，可能同事刚刚已解除；没有再办理。"):
        unlink_tasks(task=cast.key, other=cast.livelihood, by=cast.office)


def test_items_that_were_parted_can_be_linked_again(cast):
    link(cast.livelihood, cast.key)
    unlink_tasks(task=cast.livelihood, other=cast.key, by=cast.office)
    link_tasks(task=cast.key, other=cast.livelihood, by=cast.office)
    first, later = sorted((cast.key.pk, cast.livelihood.pk))
    assert Task.objects.get(pk=later).same_as_id == first
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.after) == (
        EventKind.TASK_LINKED,
        {"同一事项": "民生实事第1项，《2024年目标任务分解方案》"},
    )


def test_linking_joins_both_groups_whole(cast):
    third = TaskFactory(plan=cast.plan, number=7)
    link(cast.other_key, cast.key)
    link(third, cast.livelihood)
    link_tasks(task=third, other=cast.other_key, by=cast.office)
    root = min(cast.key.pk, cast.livelihood.pk)
    assert {task.same_as_id or task.pk for task in Task.objects.filter(plan=cast.plan).exclude(pk=cast.target.pk)} == {
        root
    }


def test_an_item_is_linked_once_and_never_with_itself(cast):
    link(cast.livelihood, cast.key)
    with pytest.raises(Refused, match="这两个事项已经关联，可能同事刚刚已办理；没有再办理。"):
        link_tasks(task=cast.livelihood, other=cast.key, by=cast.office)
    with pytest.raises(Refused, match="只能与同一年的另一个事项关联。"):
        link_tasks(task=cast.key, other=cast.key, by=cast.office)
    with pytest.raises(Refused):
        link_tasks(task=cast.key, other=cast.other_key, by=cast.clerk)
