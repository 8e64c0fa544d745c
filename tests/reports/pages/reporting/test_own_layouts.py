"""本级版式 on its pages: copied, changed in a form, tried on a report, kept as versions, taken back, brought and exported."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from reports.layouts.composing import compose_layout_text
from reports.layouts.layout import FOLDER, load_layouts, parse_layout
from reports.layouts.own_layouts import load_own_layouts
from tasks.issuing.report_actions import save_template
from tasks.models import LayoutVersion, OfficeLayout
from tasks.periods import FIRST_PLAN_YEAR, LAST_PLAN_YEAR
from tests.pages import errors, found, said

TEXT = (FOLDER / "progress.toml").read_text(encoding="utf-8").replace("通用进展报告样式", "季报")
LIST = reverse("layout_list")


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


@pytest.fixture
def row(office) -> OfficeLayout:
    office.post(reverse("layout_copy", args=["progress"]))
    return OfficeLayout.objects.get()


def edit(row: OfficeLayout) -> str:
    return reverse("layout_edit", args=[row.pk])


def filled(client, row: OfficeLayout) -> dict:
    """The form as the page shows it."""
    form = html.fromstring(client.get(edit(row)).content.decode()).get_element_by_id("layout")
    form.action = ""
    data: dict = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return data


def send(client, row: OfficeLayout, do: str = "save", **changed):
    return client.post(edit(row), filled(client, row) | {"do": do} | changed)


def shown(answer, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in html.fromstring(answer.content.decode()).xpath(path)]


def stored(row: OfficeLayout):
    return load_own_layouts(row.government_id)[row.key]


def test_a_copy_is_the_same_layout_and_used_by_no_period(office, row):
    layout, source = stored(row), load_layouts()["progress"]
    assert layout.attachments == source.attachments
    assert (layout.name, layout.narrative, layout.default_for, layout.general_for) == (
        "通用进展报告样式（本级）",
        "progress",
        frozenset(),
        frozenset(),
    )
    office.post(reverse("layout_copy", args=["progress"]))
    assert OfficeLayout.objects.order_by("pk").last().name == "通用进展报告样式（本级2）"


def test_the_form_sent_as_it_stands_changes_nothing(office, row):
    send(office, row)
    assert (LayoutVersion.objects.count(), OfficeLayout.objects.get().version) == (1, 1)


def test_a_change_is_kept_as_the_next_version_and_holds_at_once(office, row):
    changed = {
        "name": "季报",
        "default_for": ["2024-Q1"],
        "a0-title": "共{count}项目标",
        "a0-c1-label": "目标",
        "a0-c1-width": "99.5",
        "a0-c2-drop": "on",
        "a0-c3-order": "0",
        "a0-word-lagging": "未达到",
        "a1-drop": "on",
        "a2-order": "9",
    }
    answer = office.post(edit(row), filled(office, row) | {"do": "save"} | changed, follow=True)
    assert said(answer) == ["“季报”已保存，现为第 2 版。"]
    layout = stored(row)
    first = layout.attachments[0]
    assert [(column.field, column.label) for column in first.columns[:3]] == [
        ("lead_units", "牵头单位"),
        ("number", "序号"),
        ("text", "目标"),
    ]
    assert (first.title, first.columns[2].width, first.words["lagging"]) == ("共{count}项目标", 99.5, "未达到")
    assert [len(each.outcomes) for each in layout.attachments] == [0, 4, 2]
    page = office.get("/export/?of=2024-Q1").context["page"]
    assert (page.layout.name, page.attachments.sheets[0].title) == ("季报", "共1项目标")


def test_a_header_without_words_spans_from_the_left(office, row):
    send(office, row, **{"a0-c1-label": ""})
    columns = stored(row).attachments[0].columns
    assert [(column.label, column.spans) for column in columns[:3]] == [("序号", 2), ("", 1), ("责任区领导", 1)]


def test_a_column_and_a_table_are_added(office, row):
    answer = send(office, row, do="add")
    assert (answer.status_code, len(answer.context["page"].draft.attachments)) == (200, 5)
    data = filled(office, row) | {"a0-c8-field": "due", "a0-c8-label": "时限", "a0-c8-width": "50"}
    data |= {"attachments": "5", "a4-title": "全部", "a4-kinds": ["key"], "a4-columns": "1", "do": "save"}
    office.post(edit(row), data | {"a4-c0-field": "text", "a4-c0-label": "任务", "a4-c0-width": "10"})
    layout = stored(row)
    assert layout.attachments[0].columns[-1].label == "时限"
    assert [column.field for column in layout.attachments[4].columns] == ["text"]


def test_a_preview_shows_the_report_in_the_new_way_and_keeps_nothing(office, row):
    answer = send(office, row, do="preview", of="2024-Q1", **{"a0-title": "共{count}项目标"})
    assert shown(answer, "//*[@id='tried']//h3")[0] == "附件1 共1项目标"
    assert LayoutVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": " "}, ["名称不能为空"]),
        ({"manner": "明年"}, [f"自哪一年起 应为 {FIRST_PLAN_YEAR} 至 {LAST_PLAN_YEAR} 的整数"]),
        ({"a0-title": "{甲}"}, ["第1张表标题 中不认识 {甲}，可用：year、period、months、count、order"]),
        ({"a0-title": ""}, ["第1张表缺少 标题"]),
        ({"a0-kinds": []}, ["第1张表类别 不能为空"]),
        ({"a0-c1-width": "宽"}, ["第1张表第2栏宽度 应为大于 0 的数"]),
        ({"a0-c1-width": "nan"}, ["第1张表第2栏宽度 应为大于 0 的数"]),
        ({"a0-c0-label": ""}, ["第1张表第1栏缺少 表头"]),
        ({"name": "通用全年报告样式"}, ["“通用全年报告样式”是自带版式的名称，请换一个名称。"]),
        ({"attachments": "0"}, ["附表 不能为空"]),
    ],
)
def test_a_mistake_is_told_in_the_words_of_the_form_and_nothing_kept(office, row, changed, why):
    answer = send(office, row, **changed)
    assert (answer.status_code, shown(answer, "//*[@id='mistakes']//p")) == (422, why)
    assert LayoutVersion.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"attachments": "99", "a0-columns": "9999"}, {"default_for": ["x", "2024-XX"]}])
def test_a_form_that_nobody_filled_is_no_failure(office, row, sent):
    assert office.post(edit(row), {"do": "save", "name": "甲"} | sent).status_code == 422


def test_a_colleague_s_version_is_not_overwritten_unseen(office, row, cast, sign_in):
    data = filled(office, row)
    send(sign_in(cast.second_office), row, name="同事的")
    answer = office.post(edit(row), data | {"name": "我的", "do": "save"})
    assert answer.status_code == 409
    assert shown(answer, "//main//*[@role='alert']/b") == ["另一位同事刚刚保存了这个版式，您的修改没有覆盖它"]
    office.post(edit(row), data | {"name": "我的", "do": "save", "seen": str(answer.context["page"].seen)})
    assert (OfficeLayout.objects.get().name, LayoutVersion.objects.count()) == ("我的", 3)


def test_a_version_is_taken_back_as_a_new_one(office, row):
    send(office, row, **{"a0-title": "改过的标题"})
    address = reverse("layout_history", args=[row.pk])
    changes = [each.changes for each in office.get(address).context["page"].versions]
    assert changes == [
        ["删去：第1张表，标题：{count}项经济社会发展预期目标任务{months}进展情况表", "写入：第1张表，标题：改过的标题"],
        [],
    ]
    answer = office.post(address, {"version": "1", "seen": "2"}, follow=True)
    assert said(answer) == ["已恢复第 1 版，现为第 3 版。"]
    assert [(each.number, each.note) for each in LayoutVersion.objects.all()] == [
        (3, "恢复第 1 版"),
        (2, ""),
        (1, "复制自通用进展报告样式"),
    ]
    assert said(office.post(address, {"version": "2", "seen": "1"}, follow=True)) == [
        "另一位同事刚刚保存了这个版式，您的修改没有覆盖它。"
    ]


def test_a_file_goes_out_and_comes_into_another_government(office, row, cast, sign_in):
    send(office, row, name="季报")
    file = b"".join(office.get(reverse("layout_text", args=[row.pk, 2])).streaming_content)
    brought = SimpleUploadedFile("季报.toml", file)
    answer = sign_in(cast.stranger).post(LIST, {"file": brought, "do": "keep"}, follow=True)
    assert said(answer) == ["已存为本级版式“季报”。"]
    copy = OfficeLayout.objects.get(government=cast.stranger.government)
    assert parse_layout("x", compose_layout_text(stored(copy))) == parse_layout("x", file.decode())


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"text": TEXT.replace("manner = 2022", "manner = ")}, "不是有效的 TOML 文件：第 3 行第 10 列附近有误"),
        ({"text": TEXT.replace("width = 38", "wide = 38", 1)}, "attachments 第1项 columns 第1项 缺少 width"),
        ({"text": ""}, "缺少 name"),
        ({"text": "字" * 100_001}, "版式文件不应超过 100000 字。"),
    ],
)
def test_a_text_with_mistakes_is_not_kept(office, sent, why):
    answer = office.post(LIST, sent | {"do": "keep"})
    assert answer.status_code == 422
    assert why in errors(answer)[0]
    assert not OfficeLayout.objects.exists()


def test_a_file_that_is_no_text_is_told(office):
    answer = office.post(LIST, {"file": SimpleUploadedFile("a.toml", b"\xff\xfe\x00"), "do": "keep"})
    assert errors(answer) == ["不是版式文件：应为 UTF-8 编码的文本，从“导出”得到的文件可以直接使用。"]


def test_a_retired_layout_is_offered_no_more_until_it_is_reinstated(office, row):
    address = reverse("layout_switch", args=[row.pk])
    office.post(address, {"do": "retire"})
    names = [layout.name for layout in office.get("/export/?of=2024-Q1").context["page"].layouts]
    assert row.name not in names
    assert said(office.post(address, {"do": "reinstate"}, follow=True)) == [f"“{row.name}”已恢复使用。"]
    names = [layout.name for layout in office.get("/export/?of=2024-Q1").context["page"].layouts]
    assert row.name in names


def test_a_copy_is_printed_with_the_office_s_own_template_of_its_source(office, row, cast):
    text = "【标题】{{ 年度 }}年{{ 期 }}督查专报"
    save_template(government=cast.government, layout="progress", text=text, seen="", by=cast.office)
    answer = office.get(f"/report/?of=2024-Q1&layout={row.key}")
    assert found(answer, "article")[0].startswith("2024年一季度督查专报")


def test_the_list_of_items_keeps_its_own_layout(office):
    assert office.post(reverse("layout_copy", args=["ledger"])).status_code == 404
