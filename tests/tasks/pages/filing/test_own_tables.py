"""A unit brings its own filled table: rows find its own items, what is unsure the person chooses, and drafts come of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.enums import EntryState
from tests.pages import errors, said
from tests.tasks.importing.papers import docx, xlsx

UPLOAD, PREVIEW = reverse("offline_upload"), reverse("offline_preview")
HEADS = ["序号", "工作任务", "责任单位", "进展情况", "存在问题"]


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


def bring(client, *rows: list, name: str = "本局台账.xlsx", heads=HEADS):
    table = [heads, *rows]
    file = docx("区教委2024年一季度工作台账", table) if name.endswith("docx") else xlsx({"台账": table})
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, file.getvalue())}, follow=True)


def shown(response) -> dict[str, list[tuple]]:
    """State → place and item, or place and reason, of each row of the preview."""
    return {
        state.label: [(row.place, f"{row.entry.task}" if row.entry else row.why[0]) for row in rows]
        for state, rows in response.context["groups"]
    }


@pytest.mark.parametrize("name", ["本局台账.xlsx", "本局台账.docx"])
def test_rows_find_the_unit_s_own_items_and_become_drafts(cast, clerk, name):
    page = bring(
        clerk,
        ["1", cast.livelihood_entry.edition.text, "区教委", "新增五百个。", ""],
        ["2", cast.key_entry.edition.text, "区教委", "建成一所。", "用地未批。"],
        name=name,
    )
    assert [row.entry for row in page.context["writable"]] == [cast.livelihood_entry, cast.key_entry]
    seen = [f"{each.pk}:0" for each in (cast.key_entry, cast.livelihood_entry)]
    clerk.post(PREVIEW, {"token": page.context["token"], "seen": seen})
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.text, cast.key_entry.problem) == (
        EntryState.DRAFT,
        "建成一所。",
        "用地未批。",
    )


def test_an_unsure_row_is_chosen_by_the_person_and_may_be_taken_back(cast, clerk):
    page = bring(clerk, ["31", "学校的事", "区教委", "建成一所。", ""])
    (row,) = [row for _, rows in page.context["groups"] for row in rows]
    assert row.why == ["“学校的事”：本期没有对应的本单位牵头事项，请核对。"]
    assert cast.key_entry in row.candidates
    sent = {"token": page.context["token"], "choose": "keep", f"item-{row.place}": cast.key_entry.pk}
    page = clerk.post(PREVIEW, sent, follow=True)
    assert [row.entry for row in page.context["writable"]] == [cast.key_entry]
    page = clerk.post(PREVIEW, {"token": page.context["token"], "choose": "clear"}, follow=True)
    assert page.context["writable"] == []


def test_an_item_of_another_unit_can_neither_be_found_nor_chosen(cast, clerk):
    page = bring(clerk, ["1", cast.other_entry.edition.text, "区民政局", "建成一处。", ""])
    (row,) = [row for _, rows in page.context["groups"] for row in rows]
    assert row.entry is None
    sent = {"token": page.context["token"], "choose": "keep", f"item-{row.place}": cast.other_entry.pk}
    page = clerk.post(PREVIEW, sent, follow=True)
    assert page.context["writable"] == []


def test_what_the_reader_leaves_out_is_said(cast, clerk):
    page = bring(
        clerk,
        ["1", cast.key_entry.edition.text, "张三", "建成一所。", "3"],
        heads=["序号", "工作任务", "填报人", "进展情况", "已建数量"],
    )
    notes = "".join(page.context["notes"])
    assert ("填报人" in notes, "表中的数字列没有带入" in notes) == (True, True)
    assert all(note in page.content.decode() for note in page.context["notes"])


@pytest.mark.parametrize("rows", [[["甲", "乙"], ["丙", "丁"]], [["序号", "工作任务"], ["1", "修路"]]])
def test_a_table_without_progress_is_refused_with_what_it_needs(clerk, rows):
    page = bring(clerk, *rows[1:], heads=rows[0])
    assert "没有找到可以填报的行：表中要有任务（事项）和进展情况两列。" in errors(page)[0]


def test_a_table_of_another_period_is_named(cast, clerk):
    rows = [HEADS, ["1", cast.key_entry.edition.text, "区教委", "建成一所。", ""]]
    file = docx("2024年上半年重点工作推进情况", rows)
    page = clerk.post(UPLOAD, {"file": SimpleUploadedFile("台账.docx", file.getvalue())}, follow=True)
    assert page.context["notes"][0] == "文件写的是上半年，现在填的是一季度，请核对是不是本期的表。"
    assert said(page) == []


@pytest.mark.parametrize("count", [2, 9])
def test_the_number_of_queries_does_not_grow_with_the_rows(cast, clerk, count_queries, count):
    bring(clerk, *([str(n), f"别处的事{n}", "区教委", "在办。", ""] for n in range(count)))
    with count_queries(11):
        clerk.get(PREVIEW)
