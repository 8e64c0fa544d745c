"""Two people change the plan at one moment: one succeeds, the other is told, nothing is half done."""

import pytest

from tasks.models import PlanChange, ProgressEntry, Task
from tasks.models.changes import ChangedMeanwhile
from tasks.permissions import Refused
from tests.acts import submit
from tests.cast import make_cast
from tests.tasks.adjusting.changing import add, amend, entry_of, leads_of, let_lead, numbers, say, seen, undo
from tests.together import refusals_at_one_moment

pytestmark = pytest.mark.django_db(transaction=True)


def told(act):
    """The act, whose late comer is refused as by any other action."""

    def run() -> None:
        try:
            act()
        except ChangedMeanwhile as changed:
            raise Refused(changed.messages[0]) from changed

    return run


def test_of_two_officers_who_correct_an_item_one_is_shown_what_the_other_saved():
    cast = make_cast()
    shown = seen(cast.key)
    said = refusals_at_one_moment(
        told(lambda: amend(cast, say("建成小学三所"), seen=shown)),
        told(lambda: amend(cast, let_lead(cast.other_unit), seen=shown, by=cast.second_office)),
    )
    entry = entry_of(cast.key, cast.period)
    assert sorted(bool(each) for each in said) == [False, True]
    assert all("其他人已经保存过" in each for each in said if each)
    stands = (entry.edition.text, leads_of(entry))
    assert stands in (("建成小学三所", ["区教委"]), ("建成小学两所，投用中学一所", ["区城市管理局"]))
    assert PlanChange.objects.count() == 1


def test_two_officers_who_add_the_same_item_add_it_once():
    cast = make_cast()
    said = refusals_at_one_moment(lambda: add(cast), lambda: add(cast, by=cast.second_office))
    assert sorted(said) == ["", "方案中已有相同的事项（重点工作任务第3项），没有重复新增。"]
    assert list(numbers(cast).values()) == [1, 2, 3]


def test_a_unit_files_while_the_office_undoes_and_one_of_them_is_told():
    cast = make_cast()
    change = amend(cast, say("建成小学三所"))
    said = refusals_at_one_moment(lambda: undo(cast, change), lambda: submit(cast.key_entry, cast.clerk))
    change.refresh_from_db()
    assert said in (["", ""], ["2024年一季度已按调整后的内容报送，不能撤销；请再作一次更正。", ""])
    assert change.is_undone == (said == ["", ""])
    assert ProgressEntry.objects.get(pk=cast.key_entry.pk).state == "submitted"
    assert Task.objects.get(pk=cast.key.pk).current.text == (
        "建成小学两所，投用中学一所" if change.is_undone else "建成小学三所"
    )
