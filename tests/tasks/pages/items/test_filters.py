"""What a list may be narrowed by, for whom, and in which order its rows stand."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import BadRequest
from django.test import RequestFactory

from tasks.enums import EntryState, Outcome, ResponsibilityRole, Standing
from tasks.models import Unit
from tasks.pages.items.filters import build_entry_filter, select_filtered_entries
from tests.cast import EntryFactory, TaskFactory, UnitFactory, judge, name_units


def asked(user, query: str = ""):
    request = RequestFactory().get(f"/tasks/?{query}")
    request.user, request.session = user, SessionStore()
    return request


def texts(user, query: str = "") -> list[str]:
    return [entry.edition.text for entry in select_filtered_entries(asked(user, query))]


GROWTH, SCHOOL_PLACES = "地区生产总值增长6%以上", "新增普惠性学位3000个"
SCHOOLS, PARKING = "建成小学两所，投用中学一所", "新增公共停车位7000个"


def test_rows_stand_as_the_documents_print_them(cast):
    assert texts(cast.office) == [GROWTH, SCHOOL_PLACES, SCHOOLS, PARKING]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=key", [SCHOOLS, PARKING]),
        ("section={section}", [SCHOOLS, PARKING]),
        ("lead={other}", [PARKING]),
        ("unit={cooperating}", [GROWTH, SCHOOL_PLACES, SCHOOLS]),
        ("leader={leader}", [GROWTH, SCHOOL_PLACES, SCHOOLS]),
        ("state=accepted", [PARKING]),
        ("outcome=lagging", [PARKING]),
        ("outcome=none", [GROWTH, SCHOOL_PLACES, SCHOOLS]),
        ("text=停车", [PARKING]),
        ("text=学位扩容", [SCHOOL_PLACES]),
        ("text=已建成一千个", [PARKING]),
        ("kind=key&text=小学", [SCHOOLS]),
        ("kind=&text=&state=", [GROWTH, SCHOOL_PLACES, SCHOOLS, PARKING]),
    ],
)
def test_each_filter_keeps_what_it_says(cast, query, expected):
    judge(cast.other_entry, Outcome.LAGGING, "进度慢")
    cast.other_entry.state, cast.other_entry.text = EntryState.ACCEPTED, "已建成一千个。"
    cast.other_entry.save()
    keys = {
        "section": cast.section.pk,
        "other": cast.other_unit.pk,
        "cooperating": cast.cooperating_unit.pk,
        "leader": cast.official.pk,
    }
    assert texts(cast.office, query.format(**keys)) == expected


def test_a_unit_is_found_through_the_group_that_is_named(cast):
    town = UnitFactory(government=cast.government, name="甲镇")
    towns = Unit.objects.create(government=cast.government, name="各镇街", is_group=True)
    towns.members.add(town)
    task = TaskFactory(plan=cast.plan, number=9, edition__text="整治农房", edition__lead=[town])
    EntryFactory(task=task, period=cast.period)
    name_units(cast.other_key.current, ResponsibilityRole.COOPERATE, [towns])
    assert texts(cast.office, f"unit={town.pk}") == [PARKING, "整治农房"]


def test_a_person_is_offered_only_what_stands_in_rows_he_sees(cast):
    chosen = build_entry_filter(asked(cast.other_clerk))
    offered = {name: [str(label) for _, label in chosen.form.fields[name].choices] for name in ("section", "lead")}
    assert offered == {"section": ["任务板块", "推动教育强区建设"], "lead": ["牵头单位", "区城市管理局"]}


def test_a_parameter_that_means_nothing_is_refused_by_name(cast):
    with pytest.raises(BadRequest, match="不认识的筛选条件：colour、tone。"):
        select_filtered_entries(asked(cast.office, "kind=key&colour=red&tone=low"))


def test_a_value_that_is_not_offered_is_refused_by_its_label(cast):
    with pytest.raises(BadRequest, match="筛选条件不在可选范围内：牵头单位。"):
        select_filtered_entries(asked(cast.clerk, f"lead={cast.other_unit.pk}"))


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("number", [GROWTH, SCHOOL_PLACES, SCHOOLS, PARKING]),
        ("-number", [PARKING, SCHOOLS, SCHOOL_PLACES, GROWTH]),
        ("lead", [PARKING, GROWTH, SCHOOL_PLACES, SCHOOLS]),
        ("-lead", [GROWTH, SCHOOL_PLACES, SCHOOLS, PARKING]),
        ("leader", [GROWTH, SCHOOL_PLACES, SCHOOLS, PARKING]),
        ("outcome", [SCHOOL_PLACES, GROWTH, PARKING, SCHOOLS]),
        ("-state", [SCHOOLS, GROWTH, SCHOOL_PLACES, PARKING]),
    ],
)
def test_equals_stay_in_printed_order_whatever_the_rows_are_sorted_by(cast, sort, expected):
    judge(cast.livelihood_entry, Outcome.LAGGING, "进度慢")
    judge(cast.key_entry, Outcome.ON_TRACK)
    cast.key_entry.state = EntryState.SUBMITTED
    cast.key_entry.save()
    assert texts(cast.office, f"sort={sort}") == expected


def test_a_leader_sees_what_is_behind_first(cast):
    judge(cast.key_entry, Outcome.LAGGING, "进度慢")
    judge(cast.target_entry, Outcome.ON_TRACK)
    assert texts(cast.leader) == [SCHOOLS, SCHOOL_PLACES, GROWTH]
    assert texts(cast.leader, "sort=number") == [GROWTH, SCHOOL_PLACES, SCHOOLS]


def test_nobody_but_the_office_sorts_by_the_suggestion(cast):
    cast.key_entry.standing = Standing.LAGGING
    cast.key_entry.save()
    with pytest.raises(BadRequest, match="筛选条件不在可选范围内：排序。"):
        select_filtered_entries(asked(cast.clerk, "sort=standing"))
    assert len(texts(cast.office, "sort=-standing")) == 4
