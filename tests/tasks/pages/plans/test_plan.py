"""方案: the page of a plan's facts."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tasks.clock import now
from tasks.models import Plan, PlanDocument, PlanReport, SourceDocument
from tests.cast import PlanFactory, UserFactory
from tests.pages import errors, found, said
from tests.tasks.outlooks.reports import plan_report_of

PAGE = "/plan/"
NO_REPORT = (
    "还没有导入计划报告。把“国民经济和社会发展计划执行情况及计划草案的报告”的原件上传到“导入”页，"
    "这里就有它的全文、专栏项目和上年完成数，并与当年方案逐个目标比对。 去导入"
)
GIVEN = {
    "document_number": "示府办〔2024〕6号",
    "congress": "区第十九届人民代表大会第四次会议",
    "approving_meeting": "区政府第57次常务会议",
    "approved_on": "2024-01-30",
    "recipients": "各镇人民政府，区级各部门：",
}


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def send(client, address=PAGE, **values):
    seen = client.get(address).context["page"].form["seen"].value()
    return client.post(address, GIVEN | {"seen": seen} | values, follow=True)


def test_the_office_fills_in_what_the_notice_prints(cast, office):
    answer = send(office)
    assert said(answer) == ["已保存2024年方案的信息，印发通知随之改变。"]
    assert Plan.objects.filter(pk=cast.plan.pk).values("congress", "recipients").get() == {
        "congress": "区第十九届人民代表大会第四次会议",
        "recipients": "各镇人民政府，区级各部门",
    }
    assert 'value="区政府第57次常务会议"' in answer.content.decode()


def test_the_page_shows_the_notice_that_came_in(cast, office):
    assert found(office.get(PAGE), "p.soft") == ["这一年的方案通知没有导入。"]
    SourceDocument.objects.create(
        plan=cast.plan,
        filename="方案.docx",
        title="关于印发方案的通知",
        narrative=["现印发给你们。"],
        imported_at=now(),
        imported_by=cast.office,
    )
    answer = office.get(PAGE)
    assert found(answer, "dd")[:3] == ["关于印发方案的通知", "方案.docx", "（未读到）"]
    assert found(answer, "div.prose") == ["现印发给你们。"]


def test_every_year_has_its_own(cast, office):
    PlanFactory(government=cast.government, year=2023)
    assert found(office.get(PAGE), "h1") == ["2024年方案"]
    answer = office.get(f"{PAGE}?year=2023")
    assert (found(answer, "h1"), found(answer, "nav.tabs")) == (["2023年方案"], ["2024年 2023年"])
    send(office, f"{PAGE}?year=2023", congress="区十九届人大三次会议")
    assert list(
        Plan.objects.filter(government=cast.government).order_by("year").values_list("congress", flat=True)
    ) == [
        "区十九届人大三次会议",
        "",
    ]
    assert office.get(f"{PAGE}?year=2020").status_code == 404


def test_a_colleagues_save_is_shown_and_not_overwritten(cast, office, sign_in):
    seen = office.get(PAGE).context["page"].form["seen"].value()
    send(sign_in(cast.second_office))
    answer = office.post(PAGE, GIVEN | {"seen": seen, "congress": "区十九届人大五次会议"})
    assert answer.status_code == 422
    [error] = errors(answer)
    assert "审议会议：区政府第57次常务会议" in error
    assert (
        send(office, seen=answer.context["page"].form["seen"].value(), congress="区十九届人大五次会议").status_code
        == 200
    )
    assert Plan.objects.get(pk=cast.plan.pk).congress == "区十九届人大五次会议"


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        (
            {"document_number": "示府办[2024]6号"},
            "发文字号应写作“示府办〔2024〕1号”：年份用六角括号，序号不编虚位，不加“第”字。",
        ),
        ({"approving_meeting": ""}, "填了审议日期，请写明是哪次会议。"),
        (
            {"congress": "区第××届人民代表大会"},
            "还有没填的空位（如××）。暂时不知道的请留空，通知中就不写这一句。",
        ),
        ({"approved_on": "去年"}, "日期应写作 2024-07-15。"),
    ],
)
def test_what_is_unfit_is_said_beside_its_field(office, values, complaint):
    answer = send(office, **values)
    assert (answer.status_code, errors(answer)) == (422, [complaint])


def test_a_number_imported_in_another_form_hinders_nothing(cast, office):
    Plan.objects.filter(pk=cast.plan.pk).update(document_number="示府办〔2024〕第6号")
    assert said(send(office, document_number="示府办〔2024〕第6号")) == ["已保存2024年方案的信息，印发通知随之改变。"]


def test_without_a_plan_the_page_leads_to_the_import(db, sign_in):
    client = sign_in(UserFactory())
    assert found(client.get(PAGE), "p.empty") == [
        "还没有年度方案。导入方案后，这里填写它的审议情况。 去导入",
        NO_REPORT,
    ]


def test_the_page_stands_behind_more(office, sign_in, cast):
    assert f'href="{PAGE}"' in office.get("/tasks/").content.decode()
    assert f'href="{PAGE}"' not in sign_in(cast.leader).get("/tasks/").content.decode()


def test_every_document_that_came_in_is_listed_and_the_notice_stands_first(cast, office):
    given = {"plan": cast.plan, "imported_by": cast.office}
    other = PlanDocument.objects.create(plan=cast.plan, title="民生实事清单", level="district")
    for day, name, more in (
        (1, "分解通知.docx", {}),
        (2, "民生实事.docx", {"document": other}),
        (3, "更正方案.xlsx", {}),
    ):
        SourceDocument.objects.create(filename=name, imported_at=datetime(2024, 2, day, 1, tzinfo=UTC), **given, **more)
    shown = office.get(PAGE).context["page"].sources
    assert [one.filename for one in shown] == ["分解通知.docx", "更正方案.xlsx", "民生实事.docx"]
    assert {"分解通知.docx", "更正方案.xlsx", "民生实事.docx"} <= set(found(office.get(PAGE), "dd"))


def test_the_plan_leads_to_continuations_carry_overs_and_reports_even_where_none_is_there(cast, office):
    answer = office.get(PAGE)
    [acts] = found(answer, "p.acts")
    assert acts == "新增事项 接续对照表 结转 计划报告 调整记录"
    assert NO_REPORT in found(answer, "p.empty")
    report = plan_report_of(cast)
    answer = office.get(PAGE)
    assert (NO_REPORT in found(answer, "p.empty"), found(answer, "p.acts")) == (
        False,
        ["新增事项 接续对照表 结转 计划报告 1 调整记录"],
    )
    for name in ("plan_report_page", "project_list"):
        assert f'href="{reverse(name, args=[report.pk])}"' in answer.content.decode()


def test_a_report_without_any_plan_is_reached(db, sign_in):
    user = UserFactory()
    report = PlanReport.objects.create(
        government=user.government, year=2024, title="计划报告", filename="报告.docx", blocks=[], imported_at=now()
    )
    assert f'href="{reverse("plan_report_page", args=[report.pk])}"' in sign_in(user).get(PAGE).content.decode()
