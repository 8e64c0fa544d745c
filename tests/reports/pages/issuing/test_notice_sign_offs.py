"""印发审核 of a plan's notice in the browser."""

import pytest
from django.urls import reverse

from tasks.models import Notice, Plan, SignOff
from tests.acts import demand_sign_off
from tests.pages import found, said
from tests.reports.pages.issuing.test_plan_notice import fill, page, send
from tests.tasks.adjusting.changing import amend, say


@pytest.fixture
def demanded(cast):
    fill(cast, issued_on="2024-02-01")
    demand_sign_off(cast)
    return cast


def ask(client, cast):
    return client.post(reverse("notice_sign_off_ask", args=[cast.plan.pk]), follow=True)


def decide(client, cast, decision: str, **other):
    given = {"decision": decision, "seen": SignOff.objects.first().pk, "reason": ""} | other
    return client.post(reverse("notice_sign_off_decide", args=[cast.plan.pk]), given, follow=True)


def test_the_office_asks_the_head_approves_and_only_then_there_is_a_form_to_issue(demanded, sign_in):
    office, head = sign_in(demanded.office), sign_in(demanded.office_head)
    shown = office.get(page(demanded.plan))
    assert (found(shown, "h2"), found(shown, "button")) == (["印发审核 尚未提请", "校核"], ["提请印发"])
    shown = ask(office, demanded)
    assert said(shown) == ["已提请审核2024年方案通知，督查办负责人会收到通知。"]
    assert (found(shown, "h2")[0], found(shown, "button")) == ("印发审核 待审核", ["撤回提请"])
    assert found(head.get(page(demanded.plan)), "button") == ["审核通过", "退回"]
    shown = decide(head, demanded, "approve")
    assert said(shown) == ["2024年方案通知已审核通过，督查办可以印发。"]
    answer = send(office, demanded.plan)
    assert said(answer)[0].endswith("已印发（第 1 版）。")


def test_the_notice_board_and_inbox_lead_to_the_page_of_the_notice(demanded, sign_in):
    ask(sign_in(demanded.office), demanded)
    head = sign_in(demanded.office_head)
    board = head.get(reverse("board")).content.decode()
    assert f'href="{page(demanded.plan)}"' in board
    notice = Notice.objects.get(recipient=demanded.office_head)
    to = notice.reminders.get().pk
    answer = head.post(reverse("notice_page", args=[notice.pk]), {"to": to})
    assert answer.url == page(demanded.plan)
    assert "2024年方案通知，陈红" in " ".join(found(sign_in(demanded.head).get(reverse("issue_page")), "p.why"))
    assert "2024年方案通知已于 4月2日 提请印发" in " ".join(
        found(sign_in(demanded.head).get(reverse("board")), "p.soft")
    )


def test_a_changed_notice_has_to_be_asked_for_anew(demanded, sign_in):
    office, head = sign_in(demanded.office), sign_in(demanded.office_head)
    ask(office, demanded)
    decide(head, demanded, "approve")
    Plan.objects.filter(pk=demanded.plan.pk).update(recipients="各街道办事处", issued_on="2024-04-02")
    amend(demanded, say("建成小学三所，投用中学一所"))
    shown = office.get(page(demanded.plan))
    assert (found(shown, "h2")[0], found(shown, "button")) == ("印发审核 内容已变，须重新提请", ["提请印发"])
    assert any("重点工作任务第1项" in line for line in found(shown, "li"))


def test_a_return_says_why(demanded, sign_in):
    office, head = sign_in(demanded.office), sign_in(demanded.office_head)
    ask(office, demanded)
    decide(head, demanded, "return", reason="请核对主送。")
    shown = office.get(page(demanded.plan))
    assert (found(shown, "h2")[0], found(shown, "p.why")[0]) == ("印发审核 已退回", "审核意见 请核对主送。")
