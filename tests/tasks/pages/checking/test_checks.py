"""校核 as a page."""

import pytest
from lxml import html

from tasks import clock
from tasks.checking import checks
from tasks.checking.finding_actions import set_finding_aside
from tasks.checking.gather import build_checked_document
from tasks.enums import EntryState, PeriodState
from tasks.models import FindingDecision, Period, ProgressEntry
from tests.cast import EntryFactory, TaskFactory
from tests.pages import errors, found, options, rows, said

PAGE = "/checks/"


@pytest.fixture
def slip(cast):
    """The key item reports with a doubled word; its finding."""
    filed = {"state": EntryState.ACCEPTED, "submitted_by": cast.clerk, "submitted_at": clock.now()}
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(text="正在拟定拟定建设方案。", **filed)
    return finding_of(cast, "doubled")


def finding_of(cast, code: str):
    period = Period.objects.select_related("plan").get(pk=cast.period.pk)
    return next(one for one in checks.check_document(build_checked_document(period)) if one.code == code)


def problems(answer) -> list[str]:
    """The second cell of each row: rule, family and message."""
    return [cells[1] for cells in rows(answer) if len(cells) == 4]


def test_findings_stand_by_weight_with_their_place_and_the_page_that_mends_them(cast, sign_in, slip):
    answer = sign_in(cast.office).get(PAGE)
    row = next(cells for cells in rows(answer) if len(cells) == 4 and "“拟定”重复" in cells[1])
    assert row[0].startswith("重点工作任务第 1 项 建成小学两所，投用中学一所")
    page = answer.content.decode()
    assert "正在<mark>拟定拟定</mark>建设方案。" in page
    assert "修改报告用语" in row[3]
    assert [weight.split()[0] for weight in found(answer, "tr.sec")] == ["请核对"]


def open_mending(office, **query):
    """The page that 校核 offers for the wording, as its link opens it."""
    (link,) = [
        one.get("href")
        for one in html.fromstring(office.get(PAGE, query).content.decode()).xpath("//a")
        if "修改报告用语" in one.text_content()
    ]
    return link, office.get(link)


def test_what_mends_a_wording_stands_open_with_the_words_marked_and_leads_back(cast, sign_in, slip):
    office = sign_in(cast.office)
    link, page = open_mending(office, family="wording")
    assert page.context["page"].shows_wording
    assert "正在<mark>拟定拟定</mark>建设方案。" in page.content.decode()
    assert found(page, "div.why") == ["校核：重复 “拟定”重复。 正在 拟定拟定 建设方案。"]
    sent = {"do": "reword", "text": "正在拟定建设方案。", "seen": page.context["page"].wording_form["seen"].value()}
    answer = office.post(link, sent, follow=True)
    assert answer.redirect_chain == [("/checks/?family=wording", 302)]
    assert (said(answer), problems(answer)) == (["报告用语已保存；单位填报原文不变。"], [])


def test_a_number_that_is_changed_is_asked_about_where_the_wording_stands(cast, sign_in, slip):
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(text="正在拟定拟定方案，建成托位436个。")
    office = sign_in(cast.office)
    link, page = open_mending(office, family="wording")
    sent = {
        "do": "reword",
        "text": "正在拟定方案，建成托位473个。",
        "seen": page.context["page"].wording_form["seen"].value(),
    }
    refused = office.post(link, sent)
    assert (refused.status_code, ProgressEntry.objects.get(pk=cast.key_entry.pk).published_text) == (422, "")
    assert "改动了单位所报的数：“建成托位”单位报送436个，这里写473个。" in " ".join(errors(refused))
    assert "校核：重复" in " ".join(found(refused, "div.why"))
    office.post(link, sent | {"why": "已核实。"})
    assert ProgressEntry.objects.get(pk=cast.key_entry.pk).published_text == sent["text"]


def test_the_filter_shows_one_weight_family_or_unit(cast, sign_in, slip):
    office = sign_in(cast.office)
    assert problems(office.get(PAGE, {"family": "wording"})) == ["重复 文字 “拟定”重复。"]
    assert problems(office.get(PAGE, {"severity": "look"})) == ["重复 文字 “拟定”重复。"]
    assert problems(office.get(PAGE, {"family": "wording", "unit": "区城市管理局"})) == []
    assert options(office.get(PAGE), "unit") == ["全部牵头单位", "区城市管理局", "区教委"]


def test_what_is_missing_stands_as_one_group_with_one_act(cast, sign_in, slip):
    office = sign_in(cast.office)
    page = office.get(PAGE)
    missing = [one.partition(" 逐处列出")[0] for one in found(page, "section.outstanding")]
    assert missing == [
        "没有填报 3 项 区城市管理局、区教委。 催办 2 个单位",
        "没有研判 1 项 已报送而没有研判的：1 项重点工作任务；还没有报送的不计在内。 去研判",
    ]
    (group, _) = page.context["page"].outstanding
    data: dict[str, list[str]] = {}
    for name, value in group.sent:
        data.setdefault(name, []).append(value)
    assert found(office.post(group.url, data), "h1") == ["将催办 3 项，通知 3 人"]


def test_what_is_not_judged_adds_up_over_the_kinds(cast, sign_in, slip):
    ProgressEntry.objects.filter(period=cast.period).update(state=EntryState.ACCEPTED, text="已完成选址。")
    (group,) = sign_in(cast.office).get(PAGE).context["page"].outstanding
    assert (group.count, group.told.partition("。")[0]) == (
        4,
        "已报送而没有研判的：2 项重点工作任务、1 项预期目标、1 项民生实事；还没有报送的不计在内",
    )


def test_what_nobody_can_file_any_more_has_no_act(cast, sign_in, slip):
    Period.objects.filter(pk=cast.period.pk).update(state=PeriodState.CLOSED)
    said = found(sign_in(cast.office).get(PAGE), "section.outstanding")[0]
    assert said.startswith("没有填报 3 项 填报已截止，按空白印发或按单位单独开放补报。 逐处列出")


def test_a_filter_of_nonsense_shows_everything(cast, sign_in, slip):
    office = sign_in(cast.office)
    assert problems(office.get(PAGE, {"family": "nonsense"})) == problems(office.get(PAGE))


def test_set_aside_a_finding_moves_below_with_who_and_why_and_comes_back(cast, sign_in, slip):
    office = sign_in(cast.office)
    given = {"key": slip.key, "reason": "原文如此", "kept": "family=wording"}
    answer = office.post("/checks/set-aside/", given, follow=True)
    assert answer.redirect_chain == [("/checks/?family=wording", 302)]
    assert said(answer) == ["“重复”已注明不处理。"]
    (row,) = [cells for cells in rows(answer) if len(cells) == 4]
    assert row[2].startswith("原文如此 陈红 · 2")
    answer = office.post("/checks/take-back/", {"key": slip.key, "kept": "family=wording"}, follow=True)
    assert (said(answer), problems(answer)) == (["“重复”已恢复。"], ["重复 文字 “拟定”重复。"])


def test_without_a_reason_the_page_says_so_beside_the_field(cast, sign_in, slip):
    answer = sign_in(cast.office).post("/checks/set-aside/", {"key": slip.key, "reason": " "})
    assert (answer.status_code, errors(answer)) == (422, ["■ 请写明不处理的理由。"])
    assert not FindingDecision.objects.exists()


def test_a_decision_outlives_what_does_not_touch_its_words(cast, sign_in, slip):
    set_finding_aside(period=cast.period, key=slip.key, reason="原文如此", by=cast.office)
    cast.key_entry.refresh_from_db()
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(number=9)
    assert problems(sign_in(cast.office).get(PAGE, {"severity": "look"})) == ["重复 “拟定”重复。"]
    assert FindingDecision.objects.filter(key=finding_of(cast, "doubled").key).exists()


def test_a_finding_mended_meanwhile_is_told(cast, sign_in, slip):
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(text="正在拟定建设方案。")
    answer = sign_in(cast.office).post("/checks/set-aside/", {"key": slip.key, "reason": "原文如此"}, follow=True)
    assert said(answer) == ["这一问题已不存在，可能已经改正。"]


def test_an_issued_period_is_shown_without_forms(cast, sign_in, slip):
    Period.objects.filter(pk=cast.period.pk).update(state=PeriodState.ISSUED)
    page = sign_in(cast.office).get(PAGE).content.decode()
    assert "注明不处理</button>" not in page
    answer = sign_in(cast.office).post("/checks/set-aside/", {"key": slip.key, "reason": "原文如此"}, follow=True)
    assert said(answer) == ["2024年一季度已印发，不能再改动。"]


def test_another_government_sees_none_of_it(cast, sign_in, slip):
    assert "拟定" not in sign_in(cast.stranger).get(PAGE).content.decode()


def test_the_page_asks_as_often_for_one_item_as_for_many(cast, sign_in, slip, django_assert_max_num_queries):
    office = sign_in(cast.office)
    office.get(PAGE)
    with django_assert_max_num_queries(18) as few:
        office.get(PAGE)
    for number in range(3, 9):
        EntryFactory(task=TaskFactory(plan=cast.plan, number=number), period=cast.period, text="已开工")
    with django_assert_max_num_queries(18) as many:
        office.get(PAGE)
    assert len(few) == len(many)
