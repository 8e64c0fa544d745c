"""A person teaches a table in the preview, and the next paper with the same header is read so by itself."""

import dataclasses

import pytest
from django.urls import reverse

from tasks.models import Event, PaperForm, ProgressEntry
from tests.pages import found, options, rows, said
from tests.tasks.importing.odd_papers import ODD_PAPERS, OddPaper, write_workbook
from tests.tasks.pages.importing.test_imports import PREVIEW, upload

TEACH, FORMS, KEEP = reverse("import_teaching"), reverse("paper_form_list"), reverse("paper_form_keep")
COLUMNS = {
    "column-0": "number",
    "column-1": "text",
    "column-2": "lead",
    "column-3": "cooperate",
    "column-4": "progress",
}
HEADER = {"table": "1.1", "header_first": "2", "header_last": "2"}
READ = [["Sheet1!A3", "1", "建成体育公园1个"], ["Sheet1!A4", "2", "新建充电桩500个"]]


def odd(title: str = "示范区人民政府2023年上半年重点工作进展情况") -> bytes:
    paper = ODD_PAPERS["号、做什么、谁牵头、干得怎样"]
    return write_workbook(
        dataclasses.replace(paper, sheets={"Sheet1": [[title], *paper.sheets["Sheet1"][1:]]})
    ).getvalue()


def token(client) -> str:
    return client.get(PREVIEW).context["page"].form["token"].value()


def teach(client, **given):
    return client.post(TEACH, {"token": token(client), **given}, follow=True)


@pytest.fixture
def client(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, odd(), "月报.xlsx")
    return client


def test_the_paper_stands_there_with_a_menu_on_each_column(client):
    answer = client.get(PREVIEW)
    guesses = [options(answer, f"column-{at}")[0] for at in range(5)]
    assert guesses == ["数（随事项保留）（系统所读）", *["不导入（系统所读）"] * 4]
    assert options(answer, "column-0")[1:3] == ["序号", "任务内容"]
    assert "做什么" in found(answer, "div.clamp")
    assert found(answer, "button") == ["重新读取"]


def test_the_rows_follow_what_was_taught_and_are_imported(client):
    answer = teach(client, **HEADER, **COLUMNS)
    assert [row[:3] for row in rows(answer)] == READ
    client.post(PREVIEW, {"token": token(client), "create_units": "on"})
    entries = ProgressEntry.objects.filter(period__plan__year=2023).order_by("number")
    assert [entry.text for entry in entries] == ["主体完工。", "已建成410个。"]


def test_a_column_without_a_header_is_asked_for_it_and_nothing_is_lost(client):
    answer = teach(client, table="1.1", **COLUMNS)
    assert answer.status_code == 422
    assert found(answer, "p.error") == ["请写明表头在第几行；没有表头的，请勾选“没有表头”。"]
    assert answer.context["page"].teaching.form["column-1"].value() == "text"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"header_first": "99"}, "这张表没有第 99 行（第 1—4 行）。"),
        ({"header_first": "3", "header_last": "2"}, "表头的末行应在首行之后，最多 6 行。"),
        ({"header_first": "2", "header_last": "2", "body": "1"}, "数据应在表头之下。"),
        ({"header_last": "2"}, "请同时写明表头从第几行起。"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(client, given, error):
    answer = teach(client, table="1.1", **given)
    assert (answer.status_code, found(answer, "p.error")) == (422, [error])


def test_one_choice_is_taken_back(client):
    teach(client, **HEADER, **COLUMNS)
    answer = teach(client, table="1.1", undo="1.1|column:3")
    assert [one for one in found(answer, "li") if "撤销" in one] == [
        "表头是第 2 行 撤销",
        "第 1 列是序号 撤销",
        "第 2 列是任务内容 撤销",
        "第 3 列是牵头单位 撤销",
        "第 5 列是进展情况 撤销",
    ]
    assert "撤销" not in "".join(found(teach(client, clear="1"), "li"))


def test_a_form_is_kept_and_reads_the_next_paper_by_itself(client):
    teach(client, **HEADER, **COLUMNS)
    answer = client.post(KEEP, {"token": token(client), "name": "部门 月报", "table": "1.1"}, follow=True)
    assert said(answer) == ["已存为来文格式“部门 月报”，下次同样表头的文件照此读取。"]
    event = Event.objects.latest("pk")
    assert (event.kind.value, event.subject, event.after["读法"][0][:20]) == (
        "paper_form_kept", "部门 月报", "号、做什么、谁牵头、谁帮忙、干得怎样：表",
    )  # fmt: skip
    answer = upload(client, odd("示范区人民政府2023年前三季度重点工作进展情况"), "三季度.xlsx")
    assert [row[:3] for row in rows(answer)] == READ
    assert "按来文格式“部门 月报”读取" in found(answer, "span.st")
    assert rows(teach(client, form="off")) == []
    assert [row[:3] for row in rows(teach(client, form="on"))] == READ


def test_a_choice_that_a_form_made_is_changed_for_one_paper_alone(client):
    teach(client, **HEADER, **COLUMNS)
    client.post(KEEP, {"token": token(client), "name": "月报"})
    upload(client, odd(), "又一份.xlsx")
    answer = teach(client, table="1.1", undo="1.1|column:3")
    assert [row[3] for row in rows(answer)] == ["区文旅局", "区发改局"]
    assert [row[3] for row in rows(upload(client, odd(), "再一份.xlsx"))] == ["区文旅局 配合 1 家", "区发改局"]


def test_a_form_that_is_deleted_after_the_preview_changes_nothing_of_what_was_agreed_to(client):
    teach(client, **HEADER, **COLUMNS)
    client.post(KEEP, {"token": token(client), "name": "月报"})
    upload(client, odd(), "又一份.xlsx")
    PaperForm.objects.all().delete()
    client.post(PREVIEW, {"token": token(client), "create_units": "on"})
    assert ProgressEntry.objects.filter(period__plan__year=2023).count() == 2


def test_forms_are_listed_renamed_and_deleted(client):
    teach(client, **HEADER, **COLUMNS)
    client.post(KEEP, {"token": token(client), "name": "月报"})
    form = PaperForm.objects.get()
    [row] = rows(client.get(FORMS))
    assert row[1].startswith("号、做什么、谁牵头、谁帮忙、干得怎样：表头是第 1 行；“号”是序号；")
    client.post(reverse("paper_form_rename", args=[form.pk]), {"name": "部门月报"}, follow=True)
    assert PaperForm.objects.get().name == "部门月报"
    answer = client.post(reverse("paper_form_drop", args=[form.pk]), follow=True)
    assert (said(answer), rows(answer)) == (["来文格式“部门月报”已删除；已导入的内容不变。"], [])
    assert [event.kind for event in Event.objects.order_by("-pk")[:2]] == ["paper_form_dropped", "paper_form_renamed"]


def test_state_words_are_taught(cast, sign_in):
    client = sign_in(cast.office)
    paper = ODD_PAPERS["甲乙丙丁作状态"]
    title = ["示范区人民政府2023年上半年重点工作进展情况"]
    upload(
        client, write_workbook(OddPaper({"Sheet1": [title, *paper.sheets["Sheet1"][1:]]}, {}, [])).getvalue(), "评.xlsx"
    )
    answer = teach(client, table="1.1", **{"column-4": "judgement"})
    assert options(answer, "state-0")[0] == "系统读作：不作结论"
    words = {
        "word-0": "甲",
        "state-0": "reached",
        "word-1": "乙",
        "state-1": "on_track",
        "word-2": "丙",
        "state-2": "lagging",
    }
    answer = teach(client, table="1.1", **{"column-4": "judgement"}, **words)
    assert [row[7].split()[0] for row in rows(answer)[-3:]] == ["已完成", "正常推进", "推进滞后"]


def test_the_page_of_a_long_paper_shows_some_rows_and_leads_to_the_next(cast, sign_in, count_queries):
    client = sign_in(cast.office)
    paper = ODD_PAPERS["号、做什么、谁牵头、干得怎样"].sheets["Sheet1"]
    more = [[number, f"第{number}件事", "区教委", "", "在办。"] for number in range(3, 60)]
    upload(client, write_workbook(OddPaper({"Sheet1": [*paper, *more]}, {}, [])).getvalue(), "长.xlsx")
    answer = client.get(f"{PREVIEW}?table=1.1&from=20")
    assert [row.number for row in answer.context["page"].teaching.rows] == list(range(21, 41))
    assert found(answer, "p.pager") == ["第 21—40 行，共 61 行 上 20 行 下 20 行"]


@pytest.mark.parametrize("asked", ["?table=9.9", "?table=1.1&from=-3", "?table=1.1&from=99999999999", "?from=x"])
def test_a_table_that_is_not_there_shows_the_first(client, asked):
    assert client.get(f"{PREVIEW}{asked}").status_code == 200


def test_a_form_of_another_government_is_not_found(cast, client, sign_in):
    teach(client, **HEADER, **COLUMNS)
    client.post(KEEP, {"token": token(client), "name": "月报"})
    answer = sign_in(cast.stranger).get(FORMS)
    assert answer.status_code in (200, 403)
    assert "月报" not in answer.content.decode()
