"""印发审核 in the browser, and what 查阅 reads: what is issued, item by item, and nothing else."""

import pytest
from django.urls import reverse
from lxml import html

from tasks import clock
from tasks.enums import Outcome, PeriodState, ViewerScope
from tasks.issuing.sign_off_actions import OUTDATED, OWN_WITHOUT_REMARK
from tasks.models import Government, ProgressEntry, Publication, SignOff
from tests.acts import demand_sign_off, issue, judge
from tests.cast import PeriodFactory
from tests.pages import found, rows, said, tally, words
from tests.reports.pages.issuing.test_publishing import fetched, file_of, form, ready  # noqa: F401  a fixture

PAGE = reverse("issue_page")


def ask(client, cast):
    """Asks after having seen what is open."""
    return client.post(reverse("sign_off_ask", args=[cast.period.pk]), {"is_confirmed": "on"}, follow=True)


def decide(client, cast, decision: str, **other):
    seen = SignOff.objects.first()
    given = {"decision": decision, "seen": seen.pk if seen else "", "reason": ""} | other
    return client.post(reverse("sign_off_decide", args=[cast.period.pk]), given, follow=True)


@pytest.fixture
def demanded(ready):  # noqa: F811
    demand_sign_off(ready)
    return ready


def test_the_office_asks_the_head_approves_and_only_then_there_is_a_form_to_issue(demanded, sign_in):
    office, head = sign_in(demanded.office), sign_in(demanded.office_head)
    page = office.get(PAGE)
    assert found(page, "h2")[:2] == ["印发审核 尚未提请", "方案通知"]
    assert found(page, "button") == ["提请印发"]
    page = ask(office, demanded)
    assert said(page) == ["已提请审核2024年一季度报告，督查办负责人会收到通知。"]
    assert (found(page, "h2")[0], found(page, "button")) == ("印发审核 待审核", ["撤回提请"])
    assert found(head.get(PAGE), "button") == ["审核通过", "退回"]
    page = decide(head, demanded, "approve")
    assert said(page) == ["2024年一季度报告已审核通过，督查办可以印发。"]
    assert found(office.get(PAGE), "h2")[:3] == ["印发审核 审核通过", "印发", "方案通知"]
    answer = office.post(reverse("issue_report", args=[demanded.period.pk]), form(), follow=True)
    assert said(answer) == ["《一季度推进情况的报告》已印发（第 1 版）。"]


def test_what_is_open_is_said_in_numbers_before_the_head_is_asked(demanded, sign_in):
    ProgressEntry.objects.filter(pk=demanded.other_entry.pk).update(judgement=None)
    answer = sign_in(demanded.office).post(reverse("sign_off_ask", args=[demanded.period.pk]))
    assert found(answer, "h1") == ["提请审核2024年一季度报告？"]
    assert "1 未研判" in tally(answer)
    assert ["未研判 1 项，不列入附件", ""] in rows(answer)
    assert not SignOff.objects.exists()


def test_a_return_says_why_and_is_asked_anew(demanded, sign_in):
    office, head = sign_in(demanded.office), sign_in(demanded.office_head)
    ask(office, demanded)
    assert said(decide(head, demanded, "return")) == ["退回的，请写明意见，提请人将看到。"]
    assert said(decide(head, demanded, "")) == ["请选择审核通过或退回。"]
    decide(head, demanded, "return", reason="请核对学位数。")
    page = office.get(PAGE)
    assert (found(page, "h2")[0], found(page, "button")) == ("印发审核 已退回", ["提请印发"])
    assert "审核意见 请核对学位数。" in found(page, "p.why")


def test_who_asks_again_is_told_beforehand_that_nothing_has_changed_since_the_return(demanded, sign_in):
    office, head = sign_in(demanded.office), sign_in(demanded.office_head)
    told = "退回后没有改动 现在的内容与退回时相同。仍可照此提请，督查办负责人将看到同样的内容。"
    assert told not in found(office.get(PAGE), "p.why")
    ask(office, demanded)
    decide(head, demanded, "return", reason="请核对学位数。")
    assert found(office.get(PAGE), "p.why") == ["审核意见 请核对学位数。", told]
    judge(demanded.key_entry, demanded.office, Outcome.LAGGING, "用地未落实")
    assert found(office.get(PAGE), "p.why") == ["审核意见 请核对学位数。"]


def test_asking_again_unchanged_is_not_forbidden(demanded, sign_in):
    office, head = sign_in(demanded.office), sign_in(demanded.office_head)
    ask(office, demanded)
    decide(head, demanded, "return", reason="请核对学位数。")
    assert said(ask(office, demanded)) == ["已提请审核2024年一季度报告，督查办负责人会收到通知。"]


def test_an_approval_lapses_with_the_reason_on_the_page(demanded, sign_in):
    office, head = sign_in(demanded.office), sign_in(demanded.office_head)
    ask(office, demanded)
    decide(head, demanded, "approve")
    judge(demanded.key_entry, demanded.office, Outcome.LAGGING, "用地未落实")
    page = office.get(PAGE)
    assert found(page, "h2")[:2] == ["印发审核 内容已变，须重新提请", "方案通知"]
    assert "提请之后内容已变，原来的审核不再有效，请重新提请。" in found(page, "p")
    assert [one for one in found(page, "li") if not one.startswith("正文")] == [
        "重点工作任务第1项 建成小学两所，投用中学一所 结论、研判理由",
        "2024年方案的印发通知 未印发",
    ]
    answer = office.post(reverse("issue_report", args=[demanded.period.pk]), form())
    assert answer.status_code == 409
    assert Publication.objects.count() == 0


def test_an_opinion_that_could_not_be_saved_is_not_lost(demanded, sign_in):
    office, head = sign_in(demanded.office), sign_in(demanded.office_head)
    ask(office, demanded)
    answer = decide(head, demanded, "return", reason="请核对。", seen=10**30)
    assert said(answer) == ["页面已过时：这一次提请已被新的提请代替，或已经印发。请刷新后再办理。 您写的意见：请核对。"]


def test_the_head_of_government_reads_that_it_waits(demanded, sign_in):
    ask(sign_in(demanded.office), demanded)
    told = " ".join(found(sign_in(demanded.head).get(PAGE), "p.why"))
    assert told.startswith("印发审核 · 待审核 2024年一季度报告，陈红 2024年4月2日")
    assert found(sign_in(demanded.viewer).get(PAGE), "p.why") == []
    page = sign_in(demanded.head).get(reverse("board"))
    assert "印发" not in found(page, "div.tally")[0]
    assert "2024年一季度报告已于 4月2日 提请印发，正由督查办负责人审核。" in found(page, "p.soft")


def test_who_decides_reads_title_and_numbers_and_is_not_told_to_wait(demanded, sign_in):
    judge(demanded.key_entry, demanded.office, Outcome.LAGGING, "用地未落实")
    ask(sign_in(demanded.office), demanded)
    waiting = "已提请印发审核，督查办负责人审核通过后才能印发。"
    page = sign_in(demanded.office_head).get(PAGE)
    lines = found(page, "p")
    assert "示范区人民政府督查办关于2024年区政府工作报告重点任务一季度推进情况的报告" in lines
    assert "共 4 项： 推进滞后 1 项 正常推进 3 项" in [
        line.replace("\u3000", " ").replace("  ", " ").strip() for line in lines
    ]
    assert waiting not in lines
    assert waiting in found(sign_in(demanded.office).get(PAGE), "p")


def test_the_form_of_the_issue_begins_with_who_approved_and_when(demanded, sign_in):
    office = sign_in(demanded.office)
    ask(office, demanded)
    decide(sign_in(demanded.office_head), demanded, "approve")
    first = office.get(PAGE).context["page"].form
    given = {name: first[name].value() for name in ("approved_by_name", "approved_by_title", "approved_on")}
    assert given == {
        "approved_by_name": demanded.office_head.name,
        "approved_by_title": "督查办负责人",
        "approved_on": clock.today(),
    }


def test_after_the_decision_the_head_stays_at_that_report(demanded, sign_in):
    PeriodFactory(plan=demanded.plan, number=2, state=PeriodState.OPEN)
    ask(sign_in(demanded.office), demanded)
    answer = sign_in(demanded.office_head).post(
        reverse("sign_off_decide", args=[demanded.period.pk]), {"decision": "approve", "seen": SignOff.objects.get().pk}
    )
    assert answer.url == f"{PAGE}?of=2024-Q1"


def test_who_asked_takes_it_back_before_it_is_decided(demanded, sign_in):
    office, take_back = sign_in(demanded.office), reverse("sign_off_take_back", args=[demanded.period.pk])
    assert said(office.post(take_back, {"seen": 1}, follow=True)) == [OUTDATED]
    ask(office, demanded)
    seen = {"seen": SignOff.objects.get().pk}
    head = sign_in(demanded.office_head)
    assert "撤回提请" not in found(head.get(PAGE), "button")
    assert said(head.post(take_back, seen, follow=True)) == ["这一次由陈红提请，只有提请人可以撤回。"]
    page = office.post(take_back, seen, follow=True)
    assert said(page) == ["已撤回2024年一季度报告的提请，改好后可以重新提请。"]
    assert (found(page, "h2")[0], found(page, "button")) == ("印发审核 已撤回", ["提请印发"])
    assert found(head.get(PAGE), "button") == ["提请印发"]
    assert said(decide(head, demanded, "approve"))[0].startswith("陈红已于 4月2日")


def test_what_waits_and_what_came_back_stand_on_the_board_of_who_has_to_act(demanded, sign_in):
    office, head, board = sign_in(demanded.office), sign_in(demanded.office_head), reverse("board")

    def figures(client) -> dict[str, str]:
        page = html.fromstring(client.get(board).content.decode())
        (title,), links = page.xpath("//main//h2[@class='title']"), page.xpath("//main//div[@class='hero']//a/@href")
        return {words(title): links[0]} if words(title).startswith("1 份") else {}

    assert (figures(office), figures(head)) == ({}, {})
    ask(office, demanded)
    assert (figures(office), figures(head)) == ({}, {"1 份印发待您审核": f"{PAGE}?of=2024-Q1"})
    office.post(reverse("sign_off_take_back", args=[demanded.period.pk]), {"seen": SignOff.objects.get().pk})
    assert (figures(office), figures(head)) == ({}, {})
    ask(office, demanded)
    decide(head, demanded, "return", reason="请核对学位数。")
    assert figures(office) == figures(head) == {"1 份印发审核退回": f"{PAGE}?of=2024-Q1"}
    ask(office, demanded)
    assert figures(office) == {}


def test_who_decides_reads_the_report_before(demanded, sign_in):
    ask(sign_in(demanded.office), demanded)
    page = html.fromstring(sign_in(demanded.office_head).get(PAGE).content.decode())
    given = {words(link): link.get("href") for link in page.xpath("//section[@id='sign-off']//a")}
    assert given["正文"] == f"{reverse('report_page')}?of=2024-Q1"
    assert given["Word 文档"] == reverse("report_file", args=[2024, "Q1", "docx"])


def test_a_head_who_asked_himself_is_told_so_beside_the_decision(demanded, sign_in):
    client = sign_in(demanded.office_head)
    page = ask(client, demanded)
    assert any(one.startswith("由您本人提请") for one in found(page, "p.why"))
    assert said(decide(client, demanded, "approve")) == [OWN_WITHOUT_REMARK]
    page = decide(client, demanded, "approve", reason="本办只有一名负责人。")
    assert "审核通过（提请人本人审核）" in " ".join(found(page, "p.soft"))


def test_a_viewer_reads_every_item_of_an_issue_as_it_was_issued_and_nothing_unissued(ready, sign_in):  # noqa: F811
    publication = issue(ready.period, ready.office)
    ProgressEntry.objects.filter(pk=ready.key_entry.pk).update(text="印发后改的话。")
    client = sign_in(ready.viewer)
    assert client.get(reverse("home")).url == reverse("desk")
    page = client.get(reverse("publication_page", args=[publication.pk]))
    assert rows(page) == [
        ["预期目标"],
        ["1", "地区生产总值增长6%以上 责任区领导：王明", "区教委", "预期目标第1项有序推进。", "正常推进"],
        ["民生实事"],
        ["1", "学位扩容 新增普惠性学位3000个 责任区领导：王明", "区教委", "民生实事第1项有序推进。", "正常推进"],
        ["重点工作任务"],
        ["1", "建成小学两所，投用中学一所 责任区领导：王明", "区教委", "小学建成一所。", "正常推进"],
        ["2", "新增公共停车位7000个", "区城市管理局", "新增车位900个。", "正常推进"],
    ]
    assert fetched(client, file_of(publication, "docx")).startswith(b"PK")
    closed = ("task_list", "board", "year_page", "search_page", "export_page", "scorecard_page", "notice_list")
    assert {client.get(reverse(name)).status_code for name in closed} == {403}


def test_nothing_of_another_government_is_read(ready, sign_in):  # noqa: F811
    publication = issue(ready.period, ready.office)
    assert sign_in(ready.stranger).get(reverse("publication_page", args=[publication.pk])).status_code == 404


def test_a_viewer_who_may_read_all_reads_the_lists_and_the_board_of_the_head(cast, sign_in):
    Government.objects.filter(pk=cast.government.pk).update(viewer_scope=ViewerScope.ALL)
    cast.viewer.refresh_from_db()
    client = sign_in(cast.viewer)
    opened = (
        "task_list",
        "year_page",
        "search_page",
        "export_page",
        "scorecard_page",
        "request_list",
        "objection_list",
    )
    assert {client.get(reverse(name)).status_code for name in opened} == {200}
    assert client.get(reverse("home")).url == reverse("board")
    page = client.get(reverse("board"))
    assert (page.status_code, "等待决定" in found(page, "h2"), ">首页</a>" in page.content.decode()) == (
        200,
        True,
        True,
    )
    assert client.get(reverse("task_page", args=[cast.other_key.pk])).status_code == 200


def test_an_issue_of_which_no_rows_were_kept_says_so(cast, sign_in):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    publication = issue(cast.period, cast.office, data={})
    page = sign_in(cast.viewer).get(reverse("publication_page", args=[publication.pk]))
    assert found(page, "p.empty") == ["这一版没有存下逐项内容，请下载文件查看。"]
