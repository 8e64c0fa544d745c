"""导出附表 in the browser: everybody gets the rows he may see, as files with Chinese names."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import quote

import pytest
from django.urls import reverse

from tasks.enums import EntryState, Outcome
from tasks.models import Event, Judgement
from tests.cast import PEOPLE, EntryFactory, TaskFactory
from tests.reports.printed import read


@pytest.fixture
def judged(cast):
    """Both key tasks are judged: that of 区教委 on track, the other lagging."""
    for entry, outcome in ((cast.key_entry, Outcome.ON_TRACK), (cast.other_entry, Outcome.LAGGING)):
        entry.judgement = Judgement.objects.create(
            entry=entry, outcome=outcome, judged_at=datetime(2024, 4, 2, tzinfo=UTC)
        )
        entry.text, entry.state = f"{entry.task}的进展", EntryState.ACCEPTED
        entry.save()
    return cast


def address(form: str = "xlsx", code: str = "Q1", year: int = 2024) -> str:
    return reverse("export_attachments", args=(year, code, form))


def tables_of(response, tmp_path, form: str = "xlsx"):
    path = tmp_path / f"download.{form}"
    path.write_bytes(b"".join(response.streaming_content))
    return read(path)


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        (
            "office",
            [
                "1项经济社会发展预期目标任务1-3月进展情况表",
                "1项重点民生实事任务1-3月进展情况表",
                "推进滞后的1项重点工作任务1-3月进展情况表",
                "正常推进的1项重点工作任务1-3月进展情况表",
            ],
        ),
        (
            "clerk",
            [
                "1项经济社会发展预期目标任务1-3月进展情况表",
                "1项重点民生实事任务1-3月进展情况表",
                "正常推进的1项重点工作任务1-3月进展情况表",
            ],
        ),
        ("other_clerk", ["推进滞后的1项重点工作任务1-3月进展情况表"]),
    ],
)
def test_everybody_downloads_the_rows_he_may_see(judged, sign_in, tmp_path, who, titles):
    response = sign_in(judged.person(who)).get(address())
    assert [each.title for each in tables_of(response, tmp_path)] == titles


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_download_has_a_chinese_name_and_leaves_one_event(judged, sign_in, form):
    response = sign_in(judged.office).get(address(form))
    name = f"2024年一季度附件.{form}"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    (event,) = Event.objects.filter(kind="exported")
    assert (event.actor_name, event.period, event.after) == ("陈红", "一季度", {"文件": [name], "行数": 4})


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_zip_holds_one_file_for_each_attachment(judged, sign_in, form):
    response = sign_in(judged.other_clerk).get(address(f"{form}-zip"))
    with zipfile.ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.namelist() == [f"附件1 推进滞后的1项重点工作任务1-3月进展情况表.{form}"]


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_export(judged, sign_in, who):
    refused = who in ("administrator", "auditor", "security", "viewer")
    client = sign_in(judged.person(who))
    statuses = [client.get(each).status_code for each in (reverse("export_page"), address())]
    assert statuses == ([403, 403] if refused else [200, 200])


def test_nobody_exports_without_signing_in(cast, sign_in):
    response = sign_in(None).get(address())
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("sign_in"))


@pytest.mark.parametrize("path", [address(code="Q2"), address(form="pdf"), address(code="H1"), address(year=2023)])
def test_what_is_not_there_is_not_found(cast, sign_in, path):
    assert sign_in(cast.office).get(path).status_code == 404


def test_another_governments_plan_is_not_found(cast, sign_in):
    cast.plan.year = 2019
    cast.plan.save()
    assert sign_in(cast.stranger).get(address(year=2019)).status_code == 404


def test_an_unknown_layout_is_answered_in_words(cast, sign_in):
    response = sign_in(cast.office).get(address(), {"layout": "x"})
    assert response.status_code == 400
    assert "版式 x：没有这个版式" in response.text


def test_nothing_to_export_is_said_on_the_page(cast, sign_in):
    response = sign_in(cast.other_clerk).get(address(), follow=True)
    assert "2024年一季度没有可列入附件的事项。" in response.text


def test_the_page_shows_the_tables_with_their_rows_before_anything_is_made(judged, sign_in):
    response = sign_in(judged.office).get(reverse("export_page"))
    sheets = response.context["page"].attachments.sheets
    assert [(each.label, each.title, len(each.rows)) for each in sheets] == [
        ("附件1", "1项经济社会发展预期目标任务1-3月进展情况表", 1),
        ("附件2", "1项重点民生实事任务1-3月进展情况表", 1),
        ("附件3", "推进滞后的1项重点工作任务1-3月进展情况表", 1),
        ("附件4", "正常推进的1项重点工作任务1-3月进展情况表", 1),
    ]
    assert [each.label for each in response.context["page"].occasions] == ["2024年一季度", "2024年目标任务"]


def test_the_page_takes_another_period_and_layout(cast, sign_in):
    response = sign_in(cast.office).get(reverse("export_page"), {"of": "2024-PLAN", "layout": "plan"})
    assert [each.title for each in response.context["page"].attachments.sheets] == [
        "2024年经济社会发展预期目标任务分解表",
        "2024年重点民生实事任务分解表",
        "2024年重点工作任务分解表",
    ]
    assert sign_in(cast.office).get(reverse("export_page"), {"of": "1999-FY"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_row_as_for_three(cast, sign_in, count_queries, rows):
    for number in range(10, 10 + rows):
        task = TaskFactory(plan=cast.plan, number=number, edition__lead=[cast.lead_unit])
        EntryFactory(task=task, period=cast.period)
    client = sign_in(cast.office)
    with count_queries(11):
        client.get(reverse("export_page"))


def test_the_filter_of_the_list_survives_its_export(judged, sign_in, tmp_path):
    response = sign_in(judged.office).get(reverse("export_list"), {"outcome": "lagging"})
    (table,) = tables_of(response, tmp_path)
    assert table.title == "2024年一季度事项台账（共1项）"
    assert table.named_rows == [
        {
            "序号": "2",
            "类别": "重点工作任务",
            "任务板块": "推动教育强区建设",
            "任务内容": "新增公共停车位7000个",
            "牵头单位": "区城市管理局",
            "进展情况": "重点工作任务第2项的进展",
            "填报状态": "已通过",
            "研判结论": "推进滞后",
        }
    ]


def test_the_order_of_the_list_survives_its_export(judged, sign_in, tmp_path):
    response = sign_in(judged.office).get(reverse("export_list"), {"kind": "key", "sort": "-number"})
    (table,) = tables_of(response, tmp_path)
    assert [(row["序号"], row["任务内容"]) for row in table.named_rows] == [
        ("2", "新增公共停车位7000个"),
        ("1", "建成小学两所，投用中学一所"),
    ]


def test_a_list_is_exported_with_the_rows_the_person_may_see(judged, sign_in, tmp_path):
    response = sign_in(judged.other_clerk).get(reverse("export_list"))
    (table,) = tables_of(response, tmp_path)
    assert [row["任务内容"] for row in table.named_rows] == ["新增公共停车位7000个"]


def test_a_mistyped_filter_is_refused_instead_of_exporting_everything(judged, sign_in):
    response = sign_in(judged.clerk).get(reverse("export_list"), {"outcom": "lagging"})
    assert (response.status_code, "不认识的筛选条件：outcom" in response.text) == (400, True)


def test_an_empty_list_is_not_exported(judged, sign_in):
    response = sign_in(judged.clerk).get(reverse("export_list"), {"state": "returned"})
    assert (response.status_code, response.url) == (302, reverse("task_list"))
