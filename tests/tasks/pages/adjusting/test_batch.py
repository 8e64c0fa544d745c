"""批量调整: one amendment of the ticked items, shown item by item before it is made."""

import pytest
from django.urls import reverse
from lxml import html

from tasks.enums import PeriodState
from tasks.models import Event, PlanChange
from tests.cast import EntryFactory, OfficialFactory, TaskFactory, UnitFactory
from tests.pages import errors, found, options, rows, said
from tests.tasks.adjusting.changing import amend, entry_of, leads_of, say, set_state

PAGE = reverse("tasks_adjust")
BASIS = {"since": "1", "basis": "示府办〔2024〕6号", "decided_on": "2024-04-02", "reason": "分工调整"}


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


@pytest.fixture
def other(cast):
    return OfficialFactory(government=cast.government, name="李平")


def sent_picks(answer) -> list[str]:
    return html.fromstring(answer.content.decode()).xpath("//input[@name='pick']/@value")


def mark(answer) -> str:
    return "".join(html.fromstring(answer.content.decode()).xpath("//button[@name='confirmed']/@value"))


def look(client, what: str, *entries, **given):
    """Opens the page with the ticked entries and asks what the amendment would change."""
    opened = client.get(PAGE, {"what": what, "entry": [entry.pk for entry in entries]})
    return client.post(f"{PAGE}?what={what}", {"pick": sent_picks(opened)} | BASIS | given)


def confirm(client, what: str, preview, **given):
    form = {"pick": sent_picks(preview), "confirmed": mark(preview)} | BASIS | given
    return client.post(f"{PAGE}?what={what}", form, follow=True)


def leaders(*entries) -> list[list[str]]:
    for entry in entries:
        entry.refresh_from_db()
    return [[one.official.name for one in entry.edition.leaderships.order_by("position")] for entry in entries]


def test_the_list_lets_the_office_tick_and_nobody_else(cast, office, sign_in):
    set_state(cast.period, PeriodState.ISSUED)
    page = office.get(reverse("task_list")).content.decode()
    assert f'name="pick" value="{cast.key_entry.pk}:0:0"' in page
    assert f'href="{PAGE}?entry={cast.key_entry.pk}&amp;what=leader&amp;next=/tasks/"' in page
    assert "data-pick" not in sign_in(cast.leader).get(reverse("task_list")).content.decode()


def test_the_page_shows_what_holds_now_and_offers_what_may_be_replaced(cast, office, other):
    OfficialFactory(government=cast.government, name="离任者", is_active=False)
    entries = {"entry": [cast.key_entry.pk, cast.other_entry.pk]}
    answer = office.get(PAGE, entries)
    assert found(answer, "h1") == ["调整 2 项的责任区领导"]
    assert [row[2] for row in rows(answer)] == ["王明", "（未列）"]
    assert options(answer, "way") == ["（请选择）", "接替王明（1 项）", "增加一位，现任不变", "改由其一人负责"]
    assert options(answer, "official") == ["（请选择）", "李平", "王明"]
    answer = office.get(PAGE, entries | {"what": "unit"})
    assert [row[2] for row in rows(answer)] == ["牵头：区教委 配合：区财政局", "牵头：区城市管理局"]
    assert options(answer, "former") == ["（请选择）", "区财政局（1 项）", "区教委（1 项）", "区城市管理局（1 项）"]
    assert options(answer, "role") == ["牵头单位", "配合单位"]


def test_nothing_is_changed_before_the_preview_is_confirmed(cast, office, other):
    given = {"way": cast.official.pk, "official": other.pk}
    preview = look(office, "leader", cast.key_entry, cast.other_entry, **given)
    assert found(preview, "p.why") == ["请核对：将调整 1 项，1 项不调整 重点工作任务第2项：没有变化，无需调整。"]
    assert [row[2] for row in rows(preview)] == ["责任区领导 王明 、 李平", "不调整：没有变化，无需调整。"]
    assert (leaders(cast.key_entry), PlanChange.objects.count()) == ([["王明"]], 0)
    answer = confirm(office, "leader", preview, **given)
    assert said(answer) == ["已调整责任区领导 1 项。", "1 项未办理（重点工作任务第2项）：没有变化，无需调整。"]
    assert leaders(cast.key_entry, cast.other_entry) == [["李平"], []]
    assert [one.basis for one in PlanChange.objects.all()] == ["示府办〔2024〕6号"]


def test_whoever_comes_from_the_list_goes_back_to_it_as_it_was(cast, office, other):
    before, given = "/tasks/?kind=key", {"way": "alone", "official": other.pk}
    opened = office.get(PAGE, {"what": "leader", "entry": cast.key_entry.pk, "next": before})
    assert html.fromstring(opened.content.decode()).xpath("//main//input[@name='next']/@value")[-1] == before
    preview = office.post(f"{PAGE}?what=leader", {"pick": sent_picks(opened), "next": before} | BASIS | given)
    assert confirm(office, "leader", preview, next=before, **given).redirect_chain == [(before, 302)]
    assert leaders(cast.key_entry) == [["李平"]]


def test_a_leader_comes_beside_or_instead_of_all(cast, office, other):
    for way, after in (("also", ["王明", "李平"]), ("alone", ["李平"])):
        given = {"way": way, "official": other.pk}
        confirm(office, "leader", look(office, "leader", cast.key_entry, **given), **given)
        assert leaders(cast.key_entry) == [after]


def test_another_unit_leads_many_items_at_once(cast, office):
    unit = UnitFactory(government=cast.government, name="区体育局")
    given = {"former": cast.lead_unit.pk, "role": "lead", "unit": unit.pk}
    entries = (cast.key_entry, cast.target_entry, cast.livelihood_entry)
    answer = confirm(office, "unit", look(office, "unit", *entries, **given), **given)
    assert said(answer) == ["已调整单位 3 项。"]
    assert [leads_of(entry_of(entry.task, cast.period)) for entry in entries] == [["区体育局"]] * 3
    assert Event.objects.filter(kind="task_corrected").count() == 3


def test_a_deadline_and_a_section_are_set_for_many_items(cast, office):
    entries = (cast.key_entry, cast.other_entry)
    given = {"due": "2024年9月底前", "due_on": "2024-09-30"}
    confirm(office, "due", look(office, "due", *entries, **given), **given)
    confirm(office, "section", look(office, "section", *entries, section="城市更新"), section="城市更新")
    editions = [entry_of(entry.task, cast.period).edition for entry in entries]
    assert [(one.due, f"{one.due_on}", one.due_state, one.section.name) for one in editions] == [
        ("2024年9月底前", "2024-09-30", "confirmed", "城市更新")
    ] * 2


def test_what_was_changed_after_the_preview_is_shown_anew(cast, office, other):
    given = {"way": "alone", "official": other.pk}
    preview = look(office, "leader", cast.key_entry, **given)
    answer = confirm(office, "leader", preview, **given | {"reason": "另一个理由"})
    assert (found(answer, "p.why"), PlanChange.objects.count()) == (["请核对：将调整 1 项"], 0)
    assert said(confirm(office, "leader", answer, **given | {"reason": "另一个理由"})) == ["已调整责任区领导 1 项。"]


def test_what_a_colleague_changed_meanwhile_is_named_and_the_rest_is_done(cast, office, other):
    given = {"way": "alone", "official": other.pk}
    preview = look(office, "leader", cast.key_entry, cast.other_entry, **given)
    amend(cast, say("建成小学三所"), by=cast.second_office)
    assert said(confirm(office, "leader", preview, **given)) == [
        "已调整责任区领导 1 项。",
        "1 项未办理（重点工作任务第1项）：其他人刚刚调整了该事项，请核对后再办理。",
    ]


def test_what_is_missing_is_said_beside_its_field_and_the_items_stay(cast, office):
    nothing = dict.fromkeys(("way", "official", "basis", "decided_on", "reason"), "")
    answer = look(office, "leader", cast.key_entry, **nothing)
    assert (answer.status_code, errors(answer)) == (
        422,
        ["请选择调整方式。", "请选择区领导。", "请写明依据的文号或会议。", "请填写日期。", "请写明调整理由。"],
    )
    assert len(rows(answer)) == 1


@pytest.mark.parametrize("name", ["稿", "1e3", "-1", "9" * 30])
def test_an_address_that_no_list_makes_is_refused(office, name):
    answer = office.get(PAGE, {"entry": name})
    assert (answer.status_code, found(answer, "p")[0]) == (400, "网址中的事项无法识别，请回到事项列表重新勾选。")


def test_items_of_two_years_are_not_changed_together(cast, office):
    last = EntryFactory(
        task=TaskFactory(plan__government=cast.government, plan__year=2023, number=1),
    )
    answer = office.get(PAGE, {"entry": [cast.key_entry.pk, last.pk]})
    assert (answer.status_code, found(answer, "p")[0]) == (
        400,
        "只能同时调整同一年度方案的事项，请回到事项列表重新勾选。",
    )


def test_items_and_leaders_of_another_government_are_not_to_be_had(cast, office):
    stranger = OfficialFactory(government=cast.stranger.government)
    given = {"way": "alone", "official": stranger.pk}
    assert errors(look(office, "leader", cast.key_entry, **given)) == ["该领导已不在任，请重新选择。"]
    assert office.get(PAGE, {"entry": cast.foreign_entry.pk}).status_code == 404


def test_nothing_ticked_leads_back_to_the_list(office):
    assert said(office.get(PAGE, follow=True)) == ["请先勾选要调整的事项。"]


def test_a_preview_asks_as_much_for_many_items_as_for_two(cast, office, count_queries):
    unit = UnitFactory(government=cast.government, name="区体育局")
    given = {"former": cast.lead_unit.pk, "role": "lead", "unit": unit.pk}
    made = [TaskFactory(plan=cast.plan, edition__lead=[cast.lead_unit]) for _ in range(5)]
    more = [EntryFactory(task=task, period=cast.period) for task in made]
    for entries in ((cast.key_entry, cast.target_entry), (cast.key_entry, cast.target_entry, *more)):
        opened = office.get(PAGE, {"what": "unit", "entry": [entry.pk for entry in entries]})
        with count_queries(15):
            answer = office.post(f"{PAGE}?what=unit", {"pick": sent_picks(opened)} | BASIS | given)
        assert len(rows(answer)) == len(entries)
