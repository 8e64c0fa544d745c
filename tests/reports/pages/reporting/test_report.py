"""报告: the text on the page, its paragraphs reworded in place, what happens when the data change underneath."""

from io import BytesIO
from itertools import count
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import html

from tasks.clock import now
from tasks.enums import EventKind, Outcome
from tasks.models import Event, NarrativeTemplate, ReportParagraph
from tests.cast import EntryFactory, TaskFactory, UserFactory, judge
from tests.pages import NO_WORKER, errors, found, said, words

PAGE, POST = "/report/?of=2024-Q1", "/report/paragraph/?of=2024-Q1"


def filed(cast) -> None:
    """Both key tasks filed and judged, one of them lagging."""
    for entry, text, outcome, reason in (
        (cast.key_entry, "两所小学已开工。", Outcome.ON_TRACK, ""),
        (cast.other_entry, "建成停车位301个。", Outcome.LAGGING, "选址未落实"),
    ):
        entry.text, entry.state = text, "accepted"
        entry.save()
        judge(entry, outcome, reason)


def lines(answer) -> list[str]:
    """The paragraphs on the paper, closed ones only."""
    page = html.fromstring(answer.content.decode())
    return [words(node) for node in page.xpath("//article/div/p")]


def reword(client, key: str, wording: str, seen: str, **given):
    return client.post(POST, {"key": key, "wording": wording, "seen": seen} | given)


def text_of(client, key: str) -> str:
    """The field of the paragraph opened for editing."""
    page = html.fromstring(client.get(f"{PAGE}&edit={quote(key)}").content.decode())
    return page.xpath("//textarea[@name='wording']")[0].text.lstrip("\n")


@pytest.fixture
def office(cast, sign_in):
    filed(cast)
    return sign_in(cast.office)


def test_the_page_shows_the_report_as_it_will_be_printed(office, cast):
    assert lines(office.get(PAGE)) == [
        "示范区人民政府督查办 关于2024年区政府工作报告重点任务 一季度推进情况的报告",
        "区政府：",
        "根据区政府工作安排，区政府督查办对2024年政府工作报告重点工作任务一季度推进情况进行跟踪督办，有关情况报告如下。",
        "一、2项重点工作任务进展情况",
        "2项重点工作任务中，1项任务正常推进（详见附件4），1项任务推进较为滞后（详见附件3）。推进较为滞后的1项任务是：",
        "1. 新增公共停车位7000个。建成停车位301个。选址未落实。（牵头单位：区城市管理局）",
        "附件：1. 1项经济社会发展预期目标任务1-3月进展情况表",
        "2. 1项重点民生实事任务1-3月进展情况表",
        "3. 推进滞后的1项重点工作任务1-3月进展情况表",
        "4. 正常推进的1项重点工作任务1-3月进展情况表",
        "示范区人民政府督查办",
        "2024年4月2日",
    ]


def test_a_reworded_paragraph_stands_on_the_page_and_in_the_file(office):
    before = text_of(office, "开头")
    answer = reword(office, "开头", "按照工作安排，现报告如下。", before, place="p3")
    assert answer.url == "/report/?of=2024-Q1#p3"
    answer = office.get(PAGE)
    assert lines(answer)[2] == "按照工作安排，现报告如下。"
    assert "已改写" in found(answer, "div.own")[0]
    file = b"".join(office.get("/report/2024/Q1/docx/").streaming_content)
    assert "按照工作安排，现报告如下。" in [each.text for each in Document(BytesIO(file)).paragraphs]


def test_a_wording_survives_new_figures_and_is_marked(office, cast):
    key, seen = "重点", text_of(office, "重点")
    reword(office, key, "两项任务，一项滞后。", seen)
    judge(cast.key_entry, Outcome.LAGGING, "师资未到位")
    answer = office.get(PAGE)
    assert lines(answer)[4] == "两项任务，一项滞后。"
    own = found(answer, "div.own")[0]
    assert "数据已变化" in own
    assert seen in own
    assert "2项重点工作任务中，2项任务推进较为滞后（详见附件3）" in own


def test_restored_it_is_generated_again(office):
    seen = text_of(office, "开头")
    reword(office, "开头", "甲。", seen)
    answer = office.post(POST, {"key": "开头", "do": "restore"}, follow=True)
    assert (said(answer), lines(answer)[2]) == (["已恢复为生成稿。"], seen)
    assert ReportParagraph.objects.count() == 0


def test_an_emptied_paragraph_is_left_out_and_can_be_brought_back(office):
    reword(office, "重点标题", "", text_of(office, "重点标题"))
    answer = office.get(PAGE)
    assert lines(answer)[3] == "（已删去：2项重点工作任务进展情况）"
    assert "恢复为生成稿" in found(answer, "div.own")[0]


def test_a_wording_whose_paragraph_is_gone_is_shown_apart(office, cast):
    key = f"滞后{cast.other_key.pk}"
    reword(office, key, "停车位进度滞后。", text_of(office, key))
    judge(cast.other_entry, Outcome.ON_TRACK)
    answer = office.get(PAGE)
    assert "停车位进度滞后。" not in " ".join(lines(answer))
    assert found(answer, "div.left-over") == ["停车位进度滞后。 删除这段改写"]


def test_a_colleagues_newer_wording_is_not_overwritten(office, cast, sign_in):
    seen = text_of(office, "开头")
    reword(sign_in(cast.second_office), "开头", "同事的。", seen)
    answer = reword(office, "开头", "我的。", seen)
    assert (answer.status_code, errors(answer)) == (
        422,
        ["■ 另一位同事刚刚修改了这一段，您的修改没有覆盖它。"],
    )
    page = html.fromstring(answer.content.decode())
    assert page.xpath("//textarea[@name='wording']")[0].text.strip() == "我的。"
    assert found(answer, "p.theirs") == ["同事的。"]
    # sent again with the newer one in view, it is kept
    again = page.xpath("//input[@name='seen']")[0].get("value")
    assert reword(office, "开头", "我的。", again).status_code == 302


def test_a_paragraph_that_is_generated_no_more_is_refused(office):
    answer = office.post(POST, {"key": "没有", "wording": "甲", "seen": ""}, follow=True)
    assert said(answer) == ["生成稿中已没有这一段，数据可能刚刚变化，请重新核对。"]


def test_what_stands_in_the_way_of_signing_is_in_view(office):
    answer = office.get(PAGE)
    assert found(answer, "p.why") == [
        NO_WORKER,
        "有2项尚未审核通过，按现有内容列入。",
    ]
    assert "处待处理" in found(answer, "aside")[0]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("docx", "示范区人民政府督查办关于2024年区政府工作报告重点任务一季度推进情况的报告.docx"),
        ("xlsx", "2024年一季度附件.xlsx"),
        ("zip", "示范区人民政府督查办关于2024年区政府工作报告重点任务一季度推进情况的报告.zip"),
    ],
)
def test_a_file_is_taken_out_and_leaves_its_trace(office, form, name):
    answer = office.get(f"/report/2024/Q1/{form}/")
    content = b"".join(answer.streaming_content)
    assert quote(name) in answer["Content-Disposition"]
    assert content[:2] == b"PK"
    if form == "zip":
        assert len(ZipFile(BytesIO(content)).namelist()) == 2
    event = Event.objects.get(kind=EventKind.EXPORTED)
    assert (event.after, event.period) == ({"文件": [name], "行数": 4}, "一季度")


@pytest.mark.parametrize("address", ["/report/2024/H1/docx/", "/report/2023/Q1/docx/", "/report/2024/Q1/odt/"])
def test_a_file_of_nothing_is_not_found(office, address):
    assert office.get(address).status_code == 404


def test_the_notice_of_the_plan_is_a_report_too(office):
    title, *_ = lines(office.get("/report/?of=2024-PLAN"))
    assert title == "示范区人民政府办公室 关于印发2024年区政府工作报告 目标任务的通知"


def test_another_layout_gives_the_report_in_its_manner(office):
    assert lines(office.get(f"{PAGE}&layout=half_year_2021"))[0].startswith("示范区人民政府办公室 关于2024年")
    assert office.get(f"{PAGE}&layout=nothing").status_code == 400


def test_without_a_plan_the_page_says_what_will_appear(db, sign_in):
    answer = sign_in(UserFactory()).get("/report/")
    assert found(answer, "p.empty") == ["还没有年度方案。导入方案或报告后，这里可以生成各期的报告。"]


def test_a_template_with_a_mistake_is_told_instead_of_the_report(office, cast):
    NarrativeTemplate.objects.create(
        government=cast.government, layout="progress", text="没有层级", saved_at=now(), saved_by=cast.office
    )
    answer = office.get(PAGE)
    (why,) = found(answer, "p.why")
    assert why.startswith("模板有误，不能生成正文：“没有层级”前应写明段落的层级")
    assert found(answer, "p.acts") == ["修改模板"]


def test_findings_beyond_the_first_are_counted(office, cast):
    for number in range(10, 20):
        task = TaskFactory(plan=cast.plan, number=number, edition__lead=[cast.lead_unit])
        judge(EntryFactory(task=task, period=cast.period, state="accepted"), Outcome.LAGGING)
    shown = found(office.get(PAGE), "aside")[0]
    assert "处必须改正的，见校核。" in shown


def test_the_page_takes_the_same_queries_with_more_items(office, cast, reads_in):
    numbers = count(10)

    def add_row():
        task = TaskFactory(plan=cast.plan, number=next(numbers), edition__lead=[cast.lead_unit])
        entry = EntryFactory(task=task, period=cast.period, text="未动工。", state="accepted")
        judge(entry, Outcome.LAGGING, "选址未落实")

    reads_in(23, office, PAGE, add_row)
