"""Tests that a corrected plan document does not undo, unseen, what was decided in the product during the year."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.adjusting.adjustment_actions import amend_item
from tasks.adjusting.grounds import Grounds
from tasks.adjusting.items import Amendment, PlanNames, compute_item_fingerprint
from tasks.models import Plan, Task, User
from tests.tasks.importing.lists import bring, correct, corrected, make_begun_plan, plan

MEETING = "现行表述自上半年起，依据“区政府第12次常务会议”（2023年4月12日）。"
PAPER = "现行表述自上半年起，依据“南政办发〔2023〕9号”（2023年4月20日）。"


@pytest.fixture
def begun(db) -> Plan:
    return make_begun_plan()


@pytest.fixture(autouse=True)
def _today(settings):
    settings.DUBAN_TODAY = date(2023, 5, 4)


def amend(task: Task, **values) -> None:
    """The office corrects an item in the product, from 上半年 on."""
    number = values.pop("number", None)
    amend_item(
        task=task,
        amendment=Amendment(lambda content: replace(content, **values), number=number),
        since=2,
        grounds=Grounds("区政府第12次常务会议", date(2023, 4, 12), "任务加码。"),
        seen=compute_item_fingerprint(task, PlanNames(task.plan)),
        by=User.objects.get(username="nanshan"),
    )


def told(rows) -> list[tuple[str, bool, str]]:
    changes = bring(plan(rows), commit=False)
    return [(one.key, changes.is_taken(one), one.stands_by) for one in changes.differences]


def test_a_field_corrected_in_the_product_is_not_ticked_and_says_its_basis(begun):
    amend(begun.tasks.get(number=1), text="引进项目28个")
    rows = corrected(r0c3="户  邑", r2c4="区文旅局\n区住建局")
    assert told(rows) == [("0-text", False, MEETING), ("0-leaders", True, ""), ("2-lead", True, "")]
    correct(rows)
    assert begun.tasks.get(number=1).current.text == "引进项目28个"


def test_what_a_person_ticks_is_taken_all_the_same(begun):
    amend(begun.tasks.get(number=1), text="引进项目28个")
    correct(corrected(), taken=frozenset({"0-text"}))
    assert begun.tasks.get(number=1).current.text == "引进项目20个"


def test_a_field_corrected_by_an_earlier_document_is_not_ticked_either(begun):
    correct(corrected(r0c2="引进项目25个"))
    assert told(corrected(r1c2="净增规上工业企业35家")) == [("0-text", False, PAPER), ("1-text", True, "")]


def test_a_document_that_says_the_same_as_the_correction_needs_no_tick(begun):
    amend(begun.tasks.get(number=1), text="引进项目28个")
    assert told(corrected(r0c2="引进项目28个")) == []


def test_a_place_given_in_the_product_is_not_taken_back(begun):
    amend(begun.tasks.get(number=3), number=1)
    assert told(corrected()) == [("order-key", False, MEETING.replace("表述", "次序"))]
