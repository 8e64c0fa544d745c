"""Many items corrected alike: each by itself, and what cannot be corrected is named."""

from functools import partial

import pytest

from tasks.adjusting.batch_amendment_actions import amend_items
from tasks.adjusting.items import Amendment
from tasks.enums import EventKind, ResponsibilityRole
from tasks.models import Event, PlanChange
from tasks.plans.edition_content import EditionContent, PrintedUnit, replace_unit_as
from tests.cast import UnitFactory
from tests.tasks.adjusting.changing import GROUNDS, ONE, amend, entry_of, leads_of, say, seen


def replace_lead(cast, former, unit) -> Amendment:
    way = {former.pk: PrintedUnit(unit.pk, unit.name)}
    return Amendment(partial(replace_unit_as, successor_of=way, role=ResponsibilityRole.LEAD))


def test_each_item_is_corrected_with_its_own_record_and_the_rest_is_named(cast):
    unit = UnitFactory(government=cast.government, name="区体育局")
    picked = [(entry, seen(entry.task)) for entry in (cast.key_entry, cast.other_entry, cast.target_entry)]
    amend(cast, say("地区生产总值增长5%以上"), task=cast.target, by=cast.second_office)
    done = amend_items(
        picked=picked, amendment=replace_lead(cast, cast.lead_unit, unit), since=ONE, grounds=GROUNDS, by=cast.office
    )
    assert done.done == [cast.key_entry]
    assert done.refused == [
        (cast.other_entry, "没有变化，无需调整。"),
        (cast.target_entry, "其他人刚刚调整了该事项，请核对后再办理。"),
    ]
    assert leads_of(entry_of(cast.key, cast.period)) == ["区体育局"]
    assert PlanChange.objects.filter(made_by=cast.office).count() == 1
    assert Event.objects.filter(kind=EventKind.TASK_CORRECTED, actor_id=cast.office.pk).count() == 1


LEAD, HELP, NEW = 1, 2, 3
CONTENT = EditionContent(
    "做一件事", lead=(PrintedUnit(LEAD, "甲"),), cooperating=(PrintedUnit(HELP, "乙"), PrintedUnit(LEAD, "甲", "、"))
)


@pytest.mark.parametrize(
    ("role", "former", "new", "lead", "cooperating"),
    [
        (ResponsibilityRole.LEAD, LEAD, NEW, ["丙"], ["乙", "甲"]),
        (ResponsibilityRole.COOPERATE, LEAD, NEW, ["甲"], ["乙", "丙"]),
        (ResponsibilityRole.COOPERATE, HELP, LEAD, ["甲"], []),
        (ResponsibilityRole.LEAD, LEAD, HELP, ["乙"], ["甲"]),
    ],
)
def test_a_unit_is_replaced_in_one_role_alone_and_never_leads_and_cooperates(role, former, new, lead, cooperating):
    name = {LEAD: "甲", HELP: "乙", NEW: "丙"}[new]
    after = replace_unit_as(CONTENT, {former: PrintedUnit(new, name)}, role)
    assert ([one.label for one in after.lead], [one.label for one in after.cooperating]) == (lead, cooperating)
    assert [one.before for one in (*after.lead[:1], *after.cooperating[:1])] == [""] * len(
        (*after.lead[:1], *after.cooperating[:1])
    )
