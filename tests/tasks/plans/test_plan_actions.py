"""Tests who saves the facts of a plan, what is refused and what the audit log keeps."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EventKind
from tasks.models import Event
from tasks.models.changes import ChangedMeanwhile, build_field_state, compute_fingerprint
from tasks.permissions import Refused
from tasks.plans.plan_actions import PLAN_FACTS, save_plan_facts

GIVEN = {
    "document_number": "示府办〔2024〕6号",
    "congress": "区第十九届人民代表大会第四次会议",
    "approving_meeting": "区政府第57次常务会议",
    "approved_on": date(2024, 1, 30),
    "recipients": "各镇人民政府，区级各部门：",
}


def save(cast, *, by=None, seen=None, **values):
    cast.plan.refresh_from_db()
    mark = compute_fingerprint(build_field_state(cast.plan, PLAN_FACTS)) if seen is None else seen
    return save_plan_facts(plan=cast.plan, values=GIVEN | values, seen=mark, by=by or cast.office)


def test_the_facts_are_kept_without_space_and_colon_and_leave_their_trace(cast):
    plan = save(cast, congress="区第十九届人民代表大会　第四次会议 ")
    assert [getattr(plan, name) for name in PLAN_FACTS] == [
        "示府办〔2024〕6号",
        "区第十九届人民代表大会第四次会议",
        "区政府第57次常务会议",
        date(2024, 1, 30),
        "各镇人民政府，区级各部门",
    ]
    event = Event.objects.get(kind=EventKind.PLAN_FACTS_SAVED)
    assert (event.actor_name, event.subject, event.before["人大会议"], event.after) == (
        cast.office.name,
        "2024年",
        "",
        {
            "文号": "示府办〔2024〕6号",
            "人大会议": "区第十九届人民代表大会第四次会议",
            "审议会议": "区政府第57次常务会议",
            "审议日期": "2024-01-30",
            "主送": "各镇人民政府，区级各部门",
        },
    )


def test_a_save_that_changes_nothing_leaves_no_trace(cast):
    save(cast)
    save(cast)
    assert Event.objects.filter(kind=EventKind.PLAN_FACTS_SAVED).count() == 1


def test_what_a_colleague_saved_meanwhile_is_not_overwritten(cast):
    opened = compute_fingerprint(build_field_state(cast.plan, PLAN_FACTS))
    save(cast, by=cast.second_office)
    with pytest.raises(ChangedMeanwhile, match="审议会议：区政府第57次常务会议"):
        save(cast, seen=opened, approving_meeting="区政府第58次常务会议")


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "administrator", "auditor", "stranger"])
def test_the_office_of_the_own_government_alone_may(cast, who):
    with pytest.raises(Refused):
        save(cast, by=cast.person(who))
    assert not Event.objects.filter(kind=EventKind.PLAN_FACTS_SAVED).exists()


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        (
            {"congress": "区第××届人民代表大会第××次会议"},
            {"congress": ["还有没填的空位（如××）。暂时不知道的请留空，通知中就不写这一句。"]},
        ),
        ({"approving_meeting": ""}, {"approving_meeting": ["填了审议日期，请写明是哪次会议。"]}),
        ({"approved_on": date(2124, 1, 30)}, {"approved_on": ["审议日期不能晚于今天。"]}),
    ],
)
def test_what_cannot_be_true_is_refused(cast, values, refusal):
    with pytest.raises(ValidationError) as refused:
        save(cast, **values)
    assert refused.value.message_dict == refusal
