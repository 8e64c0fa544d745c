"""事项类别: a government's kinds are added, renamed, ordered and deleted, each act with its row, never half."""

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EventKind, Outcome, OutcomeStage, TaskKind
from tasks.enums.outcome_words import LAMPS, STANDARD, Vocabulary
from tasks.models import Event, Government, ItemKind, Task
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.organisation.item_kind_actions import (
    MOST_KINDS,
    apply_kinds,
    edit_item_kind,
    move_item_kind,
    remove_item_kind,
    set_recovery,
)
from tasks.organisation.item_kinds import build_kind_state, find_item_kind, index_government_words
from tasks.permissions import Refused
from tests.cast import GovernmentFactory, TaskFactory
from tests.tasks.organisation.own_kinds import add_lamps

PLAIN = [("预期目标", "target"), ("民生实事", "livelihood"), ("重点工作任务", "key")]
PARTY = {
    "name": "党建重点",
    "nature": "key",
    "outcomes": [
        {"word": "绿灯", "meaning": "on_track"},
        {"word": "红灯", "meaning": "lagging", "colour": "late"},
        {"word": "办结", "meaning": "reached"},
        {"word": "未办结", "meaning": "not_reached"},
    ],
}


def kinds(government: Government) -> list[tuple[str, str]]:
    """Name and key of each kind, in order."""
    return [(kind.name, kind.key) for kind in government.item_kinds.order_by("place")]


def edit(
    cast, kind: ItemKind, *, name: str = "党建", short_name: str = "", vocabulary=LAMPS, seen="", by=None
) -> ItemKind:
    seen = seen or compute_fingerprint(build_kind_state(kind))
    return edit_item_kind(
        kind=kind, name=name, short_name=short_name, vocabulary=vocabulary, seen=seen, by=by or cast.office
    )


def test_a_government_begins_with_one_kind_of_each_nature(db):
    government = GovernmentFactory()
    assert kinds(government) == PLAIN
    assert [kind.vocabulary for kind in government.item_kinds.all()] == [STANDARD] * 3


def test_the_nature_of_an_item_is_that_of_its_kind(cast):
    task = TaskFactory(plan=cast.plan, item_kind=add_lamps(cast), number=1)
    assert (Task.objects.get(pk=task.pk).kind, str(task)) == (TaskKind.KEY, "党建重点第1项")
    assert Task.objects.filter(kind=TaskKind.KEY, item_kind__name="党建重点").count() == 1


def test_a_new_kind_stands_last_and_leaves_a_row(cast):
    kind = add_lamps(cast, short_name="党建")
    assert kinds(cast.government) == [*PLAIN, ("党建重点", "key-2")]
    event = Event.objects.get(kind=EventKind.ITEM_KIND_ADDED)
    assert (event.subject, event.actor_name, event.after["名称"]) == ("党建重点", "陈红", "党建重点")
    assert (kind.label, kind.nature, kind.vocabulary) == ("党建", TaskKind.KEY, LAMPS)
    assert find_item_kind(Government.objects.get(pk=cast.government.pk), "key-2") == kind


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("", "请填写名称。"),
        ("民生实事", "已有事项类别“民生实事”，不能重名。"),
        ("长" * 31, "名称至多 30 字。"),
        ("党\u200b建", "名称中有看不见的字符，请重新输入。"),
    ],
)
def test_a_name_is_needed_once_and_short(cast, name, refusal):
    with pytest.raises(ValidationError) as refused:
        add_lamps(cast, name)
    assert refused.value.message_dict == {"name": [refusal]}
    assert kinds(cast.government) == PLAIN


def test_there_are_not_more_kinds_than_a_page_shows(cast):
    for number in range(MOST_KINDS - 3):
        add_lamps(cast, f"类别{number}")
    with pytest.raises(Refused, match="事项类别至多 20 个，请先删除不用的。"):
        add_lamps(cast, "再一个")


def test_a_kind_is_renamed_everywhere_and_the_row_says_from_what(cast):
    kind = edit(cast, add_lamps(cast), name="机关党建", short_name="党建")
    assert kinds(cast.government)[3] == ("机关党建", "key-2")
    event = Event.objects.get(kind=EventKind.ITEM_KIND_SAVED)
    assert (event.before, event.after) == ({"名称": "党建重点", "简称": ""}, {"名称": "机关党建", "简称": "党建"})
    assert str(TaskFactory(plan=cast.plan, item_kind=kind, number=4)) == "党建第4项"


def test_who_was_slower_does_not_overwrite(cast):
    kind = add_lamps(cast)
    seen = compute_fingerprint(build_kind_state(kind))
    edit(cast, kind, name="机关党建")
    with pytest.raises(ChangedMeanwhile, match=r"其他人已经保存过.*名称：机关党建"):
        edit(cast, kind, name="党务", seen=seen, by=cast.second_office)
    assert kinds(cast.government)[3] == ("机关党建", "key-2")


def test_unfit_words_are_not_saved(cast):
    kind = add_lamps(cast)
    with pytest.raises(ValidationError) as refused:
        edit(cast, kind, vocabulary=Vocabulary(LAMPS.words[:2]))
    assert refused.value.message_dict == {
        "words": ["年中至少要有一个表示正常或完成的用词，和一个表示落后或未完成的用词。"]
    }
    assert ItemKind.objects.get(pk=kind.pk).vocabulary == LAMPS


def test_what_items_have_stays_and_says_what_uses_it(cast):
    kind = cast.key.item_kind
    with pytest.raises(Refused, match="“重点工作任务”2024 年有 2 项，不能删除；可以改名。"):
        remove_item_kind(kind=kind, by=cast.office)
    assert kinds(cast.government) == PLAIN


def test_an_unused_kind_is_deleted_and_a_second_deletion_says_so(cast):
    kind = add_lamps(cast)
    remove_item_kind(kind=ItemKind.objects.get(pk=kind.pk), by=cast.administrator)
    assert kinds(cast.government) == PLAIN
    assert Event.objects.filter(kind=EventKind.ITEM_KIND_REMOVED).get().subject == "党建重点"
    with pytest.raises(Refused, match="“党建重点”刚刚已被删除。"):
        remove_item_kind(kind=kind, by=cast.office)


def test_the_last_kind_stays(cast):
    government = GovernmentFactory()
    cast.office.government = government
    cast.office.save()
    *others, last = government.item_kinds.all()
    for kind in others:
        remove_item_kind(kind=kind, by=cast.office)
    with pytest.raises(Refused, match="至少要留一个事项类别。"):
        remove_item_kind(kind=last, by=cast.office)


def test_kinds_move_by_one_place_and_not_beyond_the_ends(cast):
    first, second, _ = cast.government.item_kinds.order_by("place")
    move_item_kind(kind=second, is_up=True, by=cast.office)
    assert kinds(cast.government) == [PLAIN[1], PLAIN[0], PLAIN[2]]
    move_item_kind(kind=second, is_up=True, by=cast.office)
    move_item_kind(kind=first, is_up=False, by=cast.office)
    assert kinds(cast.government) == [PLAIN[1], PLAIN[2], PLAIN[0]]
    assert Event.objects.filter(kind=EventKind.ITEM_KINDS_ORDERED).count() == 2


def test_the_rule_of_recovery_is_set_once_with_its_row(cast):
    for _ in range(2):
        set_recovery(government=cast.government, is_stepwise=True, by=cast.office)
    assert Government.objects.get(pk=cast.government.pk).recovers_stepwise
    assert Event.objects.get(kind=EventKind.GOVERNMENT_SET).after == {"落后整改后先转关注": "是"}


@pytest.mark.parametrize("who", ["clerk", "leader", "auditor", "stranger", "outside_administrator"])
def test_nobody_else_changes_the_kinds(cast, who):
    by, kind = cast.person(who), cast.key.item_kind
    for act in (
        lambda: add_lamps(cast, by=by),
        lambda: edit(cast, kind, by=by),
        lambda: remove_item_kind(kind=kind, by=by),
        lambda: move_item_kind(kind=kind, is_up=True, by=by),
        lambda: set_recovery(government=cast.government, is_stepwise=True, by=by),
        lambda: apply_kinds(government=cast.government, kinds=[PARTY], by=by),
    ):
        with pytest.raises(Refused):
            act()
    assert kinds(cast.government) == PLAIN


def test_a_ready_set_takes_the_place_of_unused_kinds(db):
    government = GovernmentFactory()
    made = apply_kinds(
        government=government, kinds=[PARTY, {"name": "民生实事", "nature": "livelihood", "outcomes": []}], by=None
    )
    assert kinds(government) == [("党建重点", "key"), ("民生实事", "livelihood")]
    assert [one.word for one in made[0].vocabulary.list_words(OutcomeStage.YEAR)] == ["绿灯", "红灯", "办结"]
    assert made[1].vocabulary == STANDARD
    again = apply_kinds(
        government=government, kinds=[PARTY, {"name": "民生实事", "nature": "livelihood", "outcomes": []}], by=None
    )
    assert (again, Event.objects.filter(kind=EventKind.ITEM_KIND_SAVED).count()) == (made, 1)


def test_a_ready_set_keeps_what_items_have(cast):
    apply_kinds(government=cast.government, kinds=[PARTY], by=cast.administrator)
    assert kinds(cast.government) == [("党建重点", "key-2"), *PLAIN]
    assert (
        index_government_words(Government.objects.get(pk=cast.government.pk))[Outcome.ON_TRACK].label
        == "绿灯／正常推进"
    )


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ([], "事项类别应有 1 至 20 个。"),
        ([PARTY, PARTY], "事项类别“党建重点”重复。"),
        ([PARTY | {"name": " "}], "第 1 个事项类别：请填写名称。"),
        ([PARTY | {"nature": "party"}], "事项类别“党建重点”的性质不明。"),
        ([PARTY | {"outcomes": PARTY["outcomes"][:1]}], "事项类别“党建重点”：年中至少要有一个表示正常或完成的用词"),
        ([PARTY | {"name": "预期目标"}], "已有性质不同的事项类别“预期目标”（2024 年有 1 项），请先改名。"),
    ],
)
def test_a_ready_set_that_is_not_whole_changes_nothing(cast, given, refusal):
    with pytest.raises(Refused, match=refusal):
        apply_kinds(government=cast.government, kinds=given, by=cast.administrator)
    assert kinds(cast.government) == PLAIN
