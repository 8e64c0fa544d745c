"""学样板 on its page: a table is brought, corrected, tried and used; every export of the attachment is that file."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from reports.layouts.own_layouts import load_own_layouts
from tasks.enums import Outcome
from tasks.models import LayoutVersion, OfficeLayout, TableSample
from tests.cast import judge
from tests.pages import errors, said
from tests.reports.pages.reporting.test_own_layouts import filled
from tests.reports.sampling.samples import document, workbook


@pytest.fixture
def office(cast, sign_in):
    judge(cast.key_entry, Outcome.ON_TRACK)
    judge(cast.other_entry, Outcome.ON_TRACK)
    return sign_in(cast.office)


@pytest.fixture
def row(office) -> OfficeLayout:
    office.post(reverse("layout_copy", args=["progress"]))
    return OfficeLayout.objects.get()


def address(row: OfficeLayout, order: int = 4) -> str:
    return reverse("layout_sample", args=[row.pk, order])


def bring(client, row: OfficeLayout, content: bytes, name: str = "去年.xlsx", order: int = 4):
    return client.post(address(row, order), {"do": "bring", "file": SimpleUploadedFile(name, content)}, follow=True)


#: what the form sends of the workbook as it is proposed
SENT = {
    "table": "0",
    "shown": "0",
    "header": "4",
    "first": "5",
    "last": "8",
    **{f"c{at}": field for at, field in enumerate(("number", "section", "text", "lead_units", "progress", ""))},
    "merge": "on",
    "title": "on",
    "of": "2024-Q1",
}


def send(client, row: OfficeLayout, do: str = "save", order: int = 4, **changed):
    sample = TableSample.objects.order_by("pk").last()
    data = SENT | {"sample": sample.pk, "seen": OfficeLayout.objects.get(pk=row.pk).version, "do": do} | changed
    return client.post(address(row, order), data, follow=True)


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def exported(client, row: OfficeLayout, form: str = "xlsx") -> dict[str, bytes]:
    content = content_of(client.get(f"/export/2024/Q1/{form}/?layout={row.key}"))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_table_is_brought_and_its_columns_are_proposed(office, row):
    page = bring(office, row, workbook()).context["page"]
    assert [(column.name, column.chosen) for column in page.columns] == [
        (name, field) for name, field in SENT.items() if name.startswith("c")
    ]
    assert (page.head_row, page.body_rows, [each.role for each in page.rows[3:9]]) == (
        4,
        (5, 8),
        ["head", "body", "body", "body", "body", ""],
    )
    assert LayoutVersion.objects.count() == 1


def test_a_sample_in_use_makes_a_version_and_every_export_of_the_attachment(office, row):
    bring(office, row, workbook())
    assert said(send(office, row)) == ["“通用进展报告样式（本级）”第 4 张表今后填入样板“去年.xlsx”，现为第 2 版。"]
    attachment = load_own_layouts(row.government_id)[row.key].attachments[3]
    assert [column.label for column in attachment.columns] == [
        "序号",
        "任务板块",
        "任务内容",
        "牵头单位",
        "{year}年{months}进展情况",
    ]
    files = exported(office, row)
    name = next(name for name in files if "正常推进" in name)
    sheet = load_workbook(BytesIO(files[name])).active
    assert (sheet["A1"].value, sheet["E3"].value) == (
        "正常推进的2项重点工作任务1-3月进展情况表",
        "2024年1-3月进展情况",
    )
    assert ([sheet.cell(at, 1).value for at in (5, 6, 7)], sheet["C5"].font.name) == ([1, 2, "填表人："], "楷体")


def test_the_other_kind_of_file_is_printed_as_usual(office, row):
    bring(office, row, workbook())
    send(office, row)
    answer = office.get(f"/export/2024/Q1/docx/?layout={row.key}")
    labels = [cell.text for cell in Document(BytesIO(content_of(answer))).tables[-1].rows[0].cells]
    assert labels == ["序号", "任务板块", "任务内容", "牵头单位", "2024年1-3月进展情况"]


def test_a_word_sample_goes_beside_the_report(office, row):
    bring(office, row, document(), "去年.docx")
    send(office, row, header="1", first="2", last="3", merge="", c1="text", c2="lead_units", c3="progress", c4="")
    content = content_of(office.get(f"/report/2024/Q1/zip/?layout={row.key}"))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        name = next(name for name in archive.namelist() if "正常推进" in name)
        table = Document(BytesIO(archive.read(name))).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["序号", "1", "2", "填表说明：按月更新。"]


def test_a_trial_hands_out_the_filled_file_and_keeps_nothing(office, row):
    bring(office, row, workbook())
    sheet = load_workbook(BytesIO(content_of(send(office, row, do="try", c5="judgement")))).active
    assert sheet["F5"].value == "正常推进"
    assert (LayoutVersion.objects.count(), TableSample.objects.get().is_used) == (1, False)


def test_a_corrected_reading_is_shown_and_kept(office, row):
    bring(office, row, workbook())
    page = send(office, row, do="read", c4="", last="6").context["page"]
    assert ([column.chosen for column in page.columns][3:], page.body_rows) == (["lead_units", "", ""], (5, 6))
    send(office, row, c4="", last="6")
    assert TableSample.objects.get().reading["body"] == [4, 5]


def test_a_sample_that_is_read_otherwise_later_leaves_the_former_version_as_it_was(office, row):
    bring(office, row, workbook())
    send(office, row)
    first = TableSample.objects.get()
    send(office, row, c4="")
    assert [sample.pk for sample in TableSample.objects.order_by("pk")] == [first.pk, first.pk + 1]
    assert TableSample.objects.get(pk=first.pk).reading == first.reading
    office.post(reverse("layout_history", args=[row.pk]), {"version": "2", "seen": "3"})
    assert load_own_layouts(row.government_id)[row.key].attachments[3].sample == first.pk


def test_it_is_used_no_more_when_the_form_says_so(office, row):
    bring(office, row, workbook())
    send(office, row)
    page = office.get(reverse("layout_edit", args=[row.pk])).context["page"]
    assert page.draft.attachments[3].sample_name == "去年.xlsx"
    office.post(reverse("layout_edit", args=[row.pk]), filled(office, row) | {"do": "save", "a3-unsample": "on"})
    assert load_own_layouts(row.government_id)[row.key].attachments[3].sample == 0


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"last": "99"}, "表头行、空白行应依次在 1 至 10 行之间，空白行在表头下面。"),
        ({"first": "4"}, "表头行、空白行应依次在 1 至 10 行之间，空白行在表头下面。"),
        ({"header": "头"}, "表头行、空白行应依次在 1 至 10 行之间，空白行在表头下面。"),
        ({f"c{at}": "" for at in range(6)}, "请至少指明一列的内容。"),
        ({"c5": "text"}, "有两列都选了“任务内容”，一种内容只能填一列。"),
    ],
)
def test_a_reading_that_cannot_be_meant_is_told_and_nothing_kept(office, row, changed, why):
    bring(office, row, workbook())
    answer = send(office, row, **changed)
    assert (answer.status_code, errors(answer)[0]) == (422, why)
    assert LayoutVersion.objects.count() == 1


def test_what_is_no_table_is_refused(office, row):
    assert errors(bring(office, row, b"%PDF-1.4", "去年.pdf")) == [
        "文件“去年.pdf”是 PDF，不能导入；请导入 Word（.docx）或 Excel（.xlsx）原件。"
    ]
    assert errors(office.post(address(row), {"do": "bring"})) == ["请选择要作样板的文件。"]


def test_a_file_that_is_not_used_gives_way_to_the_next(office, row):
    bring(office, row, workbook())
    bring(office, row, workbook(2))
    assert TableSample.objects.count() == 1


def test_a_version_saved_meanwhile_is_not_overwritten(office, row):
    bring(office, row, workbook())
    answer = send(office, row, seen="9")
    assert errors(answer) == ["另一位同事刚刚保存了这个版式，您的修改没有覆盖它。"]
    assert (LayoutVersion.objects.count(), TableSample.objects.get().is_used) == (1, False)


def test_another_government_s_sample_is_not_reached(office, row, cast, sign_in):
    bring(office, row, workbook())
    send(office, row)
    theirs = sign_in(cast.stranger)
    theirs.post(reverse("layout_copy", args=["progress"]))
    other = OfficeLayout.objects.get(government=cast.stranger.government)
    answer = theirs.get(f"{address(other)}?sample={TableSample.objects.get().pk}")
    assert answer.context["page"].sample is None
    text = LayoutVersion.objects.get(layout=row, number=2).text.replace("（本级）", "他区")
    answer = theirs.post(reverse("layout_list"), {"text": text, "do": "keep"})
    assert errors(answer) == ["本级没有版式中所说的样板，请先上传样板，或去掉这一项。"]


def test_the_exchanged_file_names_no_sample(office, row):
    bring(office, row, workbook())
    send(office, row)
    assert b"sample" not in content_of(office.get(reverse("layout_text", args=[row.pk, 2])))


@pytest.mark.parametrize("order", [0, 5, 99])
def test_a_table_that_the_layout_does_not_have_is_not_found(office, row, order):
    assert office.get(address(row, order)).status_code == 404


def test_the_workbooks_of_a_report_go_out_together(office, row):
    bring(office, row, workbook())
    send(office, row)
    with zipfile.ZipFile(BytesIO(content_of(office.get(f"/report/2024/Q1/xlsx/?layout={row.key}")))) as archive:
        assert sorted(name.partition(" ")[0] for name in archive.namelist()) == ["2024年一季度附件.xlsx", "附件3"]
