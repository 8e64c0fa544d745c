"""完成时限: read when wordings come in, confirmed by a person, asked anew when the words name another day."""

from datetime import date

import pytest

from tasks.assessing.standing_actions import assess_period
from tasks.enums import DeadlineState, EntryState, EventKind, PeriodState, RequestKind, Standing
from tasks.importing.import_actions import import_document
from tasks.models import Edition, Event, Plan, ProgressEntry, User
from tasks.permissions import Refused
from tasks.plans.deadline_actions import propose_deadlines, settle_deadlines
from tasks.plans.edition_actions import reword_editions
from tasks.requesting.request_actions import decide_request
from tests.acts import ask, submit
from tests.cast import EntryFactory, PeriodFactory, TaskFactory, UserFactory
from tests.tasks.importing.papers import docx, understood

PROPOSED, CONFIRMED = DeadlineState.PROPOSED, DeadlineState.CONFIRMED
JUNE, JULY, SEPTEMBER = date(2024, 6, 30), date(2024, 7, 31), date(2024, 9, 30)
WORDING = "6月底前建成区托育服务中心"
ROWS = [
    ["1", WORDING, "", "区教委"],
    ["2", "新建口袋公园5个", "9月底", "区住建局"],
    ["3", "扎实推进平安建设", "长期坚持", "区公安分局"],
    ["4", "三季度开工建设城西消防站", "", "区应急局"],
]


def bring_in(*rows: list[str]) -> Plan:
    """The plan of 2024, as its Word document prints it."""
    header = ["序号", "工作任务", "完成时限", "牵头单位"]
    titles = ["南山区人民政府办公室关于印发2024年重点工作分工的通知", "2024年2月6日", "附件1", "重点工作任务分解表"]
    document = understood(docx(*titles, [header, *rows]), "方案.docx")
    assert import_document(document=document, by=None, commit=True, create_units=True).errors == []
    return Plan.objects.get(year=2024)


def bring_in_again(*rows: list[str]) -> None:
    """The report of the half-year, which prints the items again."""
    header = ["序号", "工作任务", "完成时限", "牵头单位", "进展情况"]
    titles = ["南山区人民政府关于2024年上半年重点工作推进情况的报告", "附件1", "重点工作任务表"]
    document = understood(docx(*titles, [header, *([*row, "正在推进。"] for row in rows)]), "报告.docx")
    assert import_document(document=document, by=None, commit=True, create_units=True).errors == []


def office_of(plan: Plan) -> User:
    return UserFactory(government=plan.government)


def held(plan: Plan) -> list[tuple[date | None, str]]:
    """Day and state of each item's newest wording, in their order."""
    return [(one.current.due_on, one.current.due_state) for one in plan.tasks.order_by("number")]


def key_of(plan: Plan, number: int) -> int:
    return plan.tasks.get(number=number).pk


@pytest.mark.django_db
def test_an_import_reads_the_deadlines_of_cells_and_wordings():
    plan = bring_in(*ROWS)
    assert held(plan) == [(JUNE, PROPOSED), (SEPTEMBER, PROPOSED), (None, ""), (SEPTEMBER, PROPOSED)]
    assert propose_deadlines(plan=plan, by=office_of(plan)) == 0


@pytest.mark.django_db
def test_a_confirmation_outlives_a_second_import_of_the_same_deadline():
    plan = bring_in(*ROWS)
    settle_deadlines(plan=plan, days={key_of(plan, 1): JULY, key_of(plan, 2): None}, by=office_of(plan))
    bring_in_again(["1", WORDING + "。", "", "区教委"], *ROWS[1:])
    assert held(plan)[:2] == [(JULY, CONFIRMED), (None, CONFIRMED)]


@pytest.mark.django_db
def test_a_person_is_asked_anew_when_the_words_name_another_day():
    plan = bring_in(*ROWS)
    settle_deadlines(plan=plan, days={key_of(plan, 1): JUNE, key_of(plan, 2): SEPTEMBER}, by=office_of(plan))
    bring_in_again(
        ["1", "7月底前建成区托育服务中心", "", "区教委"], ["2", "新建口袋公园5个", "长期坚持", "区住建局"], *ROWS[2:]
    )
    assert held(plan)[:2] == [(JULY, PROPOSED), (None, "")]
    assert list(Edition.objects.filter(task__number=1).values_list("since", "due_on", "due_state")) == [
        (0, JUNE, CONFIRMED),
        (2, JULY, PROPOSED),
    ]


def write(cast, text: str, due: str = "") -> None:
    """The key item says something else from the first period on."""
    edition = cast.key.current
    edition.text, edition.due = text, due
    edition.save()


def settle(cast, day: date | None, by: User | None = None) -> int:
    return settle_deadlines(plan=cast.plan, days={cast.key.pk: day}, by=by or cast.office)


def deadline(cast) -> tuple[date | None, str]:
    cast.key.refresh_from_db()
    return cast.key.edition.due_on, cast.key.edition.due_state


def test_what_nobody_has_read_is_read_once_with_one_event(cast):
    write(cast, WORDING)
    assert [propose_deadlines(plan=cast.plan, by=cast.office) for _ in range(2)] == [1, 0]
    event = Event.objects.get(kind=EventKind.DEADLINES_PROPOSED)
    assert (deadline(cast), event.actor_name, event.after) == ((JUNE, PROPOSED), cast.office.name, {"识别时限": 1})


def test_a_person_confirms_corrects_and_says_that_there_is_none(cast):
    write(cast, WORDING)
    propose_deadlines(plan=cast.plan, by=cast.office)
    told = []
    for day in (JUNE, JULY, None):
        assert settle(cast, day) == 1
        told.append(deadline(cast))
    assert told == [(JUNE, CONFIRMED), (JULY, CONFIRMED), (None, CONFIRMED)]
    assert propose_deadlines(plan=cast.plan, by=cast.office) == 0
    events = Event.objects.filter(kind=EventKind.DEADLINES_DECIDED).order_by("pk")
    item = "重点工作任务第1项"
    assert [(event.before, event.after) for event in events] == [
        ({item: "2024-06-30（待确认）"}, {item: "2024-06-30（已确认）"}),
        ({item: "2024-06-30（已确认）"}, {item: "2024-07-31（已确认）"}),
        ({item: "2024-07-31（已确认）"}, {item: "无（已确认）"}),
    ]


def test_a_decision_that_changes_nothing_leaves_no_event(cast):
    settle(cast, JUNE)
    assert settle(cast, JUNE) == 0
    assert Event.objects.filter(kind=EventKind.DEADLINES_DECIDED).count() == 1


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "auditor", "stranger", "outside_administrator"])
def test_others_confirm_and_read_nothing(cast, who):
    write(cast, WORDING)
    with pytest.raises(Refused, match="完成时限由督查办核定。"):
        settle(cast, JUNE, by=cast.person(who))
    with pytest.raises(Refused, match="完成时限由督查办核定。"):
        propose_deadlines(plan=cast.plan, by=cast.person(who))
    assert (deadline(cast), Event.objects.count()) == ((None, ""), 0)


def test_an_item_of_another_plan_is_left_alone(cast):
    assert settle_deadlines(plan=cast.plan, days={cast.foreign_task.pk: JUNE}, by=cast.office) == 0
    cast.foreign_task.refresh_from_db()
    assert cast.foreign_task.edition.due_state == ""


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2035, 1, 1)])
def test_a_day_far_from_the_plan_s_year_is_refused(cast, day):
    with pytest.raises(Refused, match="完成时限应在2024年至2034年之间。"):
        settle(cast, day)
    assert deadline(cast) == (None, "")


def test_the_standings_are_asked_again(cast, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    entry = cast.key_entry
    entry.text, entry.state = "两所小学正在装修。", EntryState.SUBMITTED
    entry.save()
    assess_period(period=cast.period, on=date(2024, 4, 8), by=None)
    before = ProgressEntry.objects.get(pk=entry.pk).standing
    settle(cast, date(2024, 3, 31))
    after = ProgressEntry.objects.get(pk=entry.pk)
    assert (before, after.standing, after.signals[0]["code"]) == (Standing.NORMAL, Standing.LAGGING, "overdue")


def test_an_issued_period_keeps_its_standing_and_its_edition(cast):
    later = PeriodFactory(plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5))
    reword_editions(cast.plan, [cast.key.pk], since=2, change=lambda content: content)
    new = Edition.objects.create(task=cast.key, since=2, text="建成小学三所")
    cast.key.current = new
    cast.key.save()
    EntryFactory(task=cast.key, period=later, edition=new)
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    before = ProgressEntry.objects.filter(period=cast.period).order_by("pk").values()
    stored = list(before)
    settle(cast, JUNE)
    states = cast.key.editions.order_by("since").values_list("since", "due_on", "due_state")
    assert list(states) == [(0, None, ""), (2, JUNE, CONFIRMED)]
    assert list(before.all()) == stored


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"due": "国庆假期过后", "due_on": "2024-10-15"}, (date(2024, 10, 15), CONFIRMED)),
        ({"due": "2024年9月底前", "due_on": ""}, (SEPTEMBER, PROPOSED)),
        ({"due": "另行确定", "due_on": ""}, (None, CONFIRMED)),
    ],
)
def test_a_granted_postponement_counts_from_its_own_day(cast, wanted, expected):
    write(cast, WORDING)
    propose_deadlines(plan=cast.plan, by=cast.office)
    request = ask(cast, RequestKind.EXTEND_DUE, wanted)
    decide_request(request=request, granted=True, decision="", basis="", by=cast.office)
    assert deadline(cast) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7月底前建成区托育服务中心", (JULY, PROPOSED)), ("6月底前建成区托育服务中心两个", (JUNE, CONFIRMED))],
)
def test_an_adjusted_wording_is_asked_anew_only_if_it_names_another_day(cast, text, expected):
    write(cast, WORDING)
    settle(cast, JUNE)
    request = ask(cast, RequestKind.ADJUST_TEXT, {"text": text})
    decide_request(request=request, granted=True, decision="", basis="", by=cast.office)
    assert deadline(cast) == expected


def test_many_items_take_no_more_queries_than_one(cast, count_queries):
    days = {TaskFactory(plan=cast.plan, edition__text=f"6月底前办好第{n}件事").pk: JUNE for n in range(3)}
    for given in (dict([days.popitem()]), days):
        with count_queries(11):
            settle_deadlines(plan=cast.plan, days=given, by=cast.office)


@pytest.mark.django_db
def test_a_deadline_that_is_read_is_told_to_the_rules_at_once(cast, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    Edition.objects.filter(pk=cast.key.current_id).update(text="3月底前建成小学两所", due_on=None, due_state="")
    submit(cast.key_entry, cast.clerk, "正在施工。")
    assert not ProgressEntry.objects.get(pk=cast.key_entry.pk).has_signal("overdue")
    propose_deadlines(plan=cast.plan, by=cast.office)
    entry = ProgressEntry.objects.get(pk=cast.key_entry.pk)
    assert (entry.has_signal("overdue"), entry.standing) == (True, Standing.LAGGING)
