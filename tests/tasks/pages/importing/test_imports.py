"""Importing from the page: the file is looked at, and the same file is applied on yes."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.importing.waiting import FOLDER
from tasks.models import Event, Period, Plan, Task, Unit
from tasks.pages.frame.context import SESSION_KEY
from tests.pages import errors, found, rows, said
from tests.tasks.importing.papers import docx

UPLOAD, PREVIEW = reverse("import_document"), reverse("import_preview")
HEADER = ["序号", "工作任务", "责任领导", "牵头单位", "配合单位"]
SCHOOLS = ["1", "新建小学两所", "王明", "区教委", "区财政局"]
PARKING = ["2", "新增公共停车位7000个", "王明", "区停车办", ""]


def paper(rows: list[list], year: int = 2025, government: str = "示范区") -> bytes:
    """A year's breakdown as an office prints it."""
    title = f"{government}人民政府办公室关于印发{year}年区政府工作报告目标任务的通知"
    return docx(title, f"附件1\n{year}年重点工作任务分解表", [HEADER, *rows]).getvalue()


def upload(client, content: bytes, name: str = "方案.docx", **more):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **more}, follow=True)


def yes(client, **more):
    """What the page's own button sends, with ``more``."""
    token = client.get(PREVIEW).context["page"].form["token"].value()
    return client.post(PREVIEW, {"token": token, **more}, follow=True)


def waiting() -> int:
    return len(default_storage.listdir(FOLDER)[1]) if default_storage.exists(FOLDER) else 0


def test_a_preview_tells_what_was_read_and_writes_nothing(cast, sign_in):
    answer = upload(sign_in(cast.office), paper([SCHOOLS, PARKING]))
    assert answer.redirect_chain == [(PREVIEW, 302)]
    assert found(answer, "dl.facts") == [
        "文件 方案.docx 文号 （未读到） 成文日期 （未读到） 辖区政府 示范区人民政府 年度 2025 类型 年度方案 "
        "人大会议 （未读到） 审议会议 （未读到） 主送 （未读到）"
    ]
    assert found(answer, "div.tally") == ["2 读出事项 2 新增"]
    assert found(answer, "div.unknown") == ["区停车办"]
    assert [row[1:7] for row in rows(answer)] == [
        ["1", "新建小学两所", "区教委 配合 1 家", "", "", "新增"],
        ["2", "新增公共停车位7000个", "区停车办", "", "", "新增"],
    ]
    assert (Plan.objects.filter(year=2025).count(), Event.objects.count(), waiting()) == (0, 0, 1)


def test_units_that_nobody_knows_are_made_only_when_ticked(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS, PARKING]))
    assert errors(yes(client)) == [
        "文件点名的单位有的尚未登记。确认无误请勾选新建；如是已有单位的其他写法，请系统管理员先添加别名。"
    ]
    assert not Unit.objects.filter(name="区停车办").exists()
    answer = yes(client, create_units="on")
    assert (answer.redirect_chain, said(answer)) == (
        [(reverse("period_list"), 302)],
        ["已导入“方案.docx”，共 2 项。", "有 2 项可能接续上年的事项，可在“方案”页点“接续对照表”逐项确认。"],
    )
    assert [task.current.text for task in Task.objects.filter(plan__year=2025).order_by("number")] == [
        "新建小学两所",
        "新增公共停车位7000个",
    ]
    assert (Unit.objects.filter(name="区停车办").count(), waiting()) == (1, 0)


def test_yes_applies_the_file_that_was_looked_at_and_no_later_one(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS]))
    token = client.get(PREVIEW).context["page"].form["token"].value()
    upload(client, paper([["1", "新建中学一所", "王明", "区教委", ""]]))
    answer = client.post(PREVIEW, {"token": token})
    assert said(answer) == ["您在另一个窗口上传了新的文件，这里显示的是新文件的预览，请重新核对。"]
    assert (Plan.objects.filter(year=2025).count(), waiting()) == (0, 1)


def test_a_file_waits_for_its_own_person_alone(cast, sign_in):
    upload(sign_in(cast.office), paper([SCHOOLS]))
    other = sign_in(cast.second_office)
    answer = other.get(PREVIEW, follow=True)
    assert (answer.redirect_chain, said(answer)) == ([(UPLOAD, 302)], ["没有等待确认的文件，请重新上传。"])


def test_a_second_import_of_the_same_file_says_so_and_offers_no_button(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, paper([SCHOOLS]))
    yes(client)
    answer = upload(client, paper([SCHOOLS]))
    assert found(answer, "p.why") == ["与已导入的内容完全一致，无须再导入。"]
    assert "确认导入" not in found(answer, "button")


def test_another_districts_document_is_refused(cast, sign_in):
    client = sign_in(cast.office)
    answer = upload(client, paper([SCHOOLS], government="邻区"))
    assert found(answer, "p.why")[0] == "文件属于“邻区人民政府”，只能导入本辖区（示范区人民政府）的文件。"
    yes(client)
    assert Plan.objects.filter(year=2025).count() == 0


def test_a_document_that_names_no_government_is_the_persons_own(cast, sign_in):
    content = docx("2025年重点工作任务分解表", [HEADER, SCHOOLS]).getvalue()
    client = sign_in(cast.office)
    upload(client, content, kind="plan")
    yes(client)
    assert Plan.objects.get(year=2025).government == cast.government


def test_a_report_leads_on_to_the_period_it_brought(cast, sign_in):
    content = docx(
        "示范区人民政府督查办关于2023年区政府工作报告重点任务上半年推进情况的报告",
        "附件1\n2023年正常推进的重点工作任务1-6月进展情况表",
        [["序号", "工作任务", "牵头单位", "进展情况"], ["1", "新建小学两所", "区教委", "已开工一所。"]],
    ).getvalue()
    client = sign_in(cast.office)
    upload(client, content)
    answer = yes(client)
    assert client.session[SESSION_KEY] == Period.objects.get(plan__year=2023, number=2).pk
    assert rows(answer)[-1][:2] == ["1", "新建小学两所"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("空.docx", b"", "文件是空的，请重新选择。"),
        (
            "照片.docx",
            b"\x89PNG\r\n\x1a\n" + b"0" * 64,
            "文件“照片.docx”是PNG 图片，不是 Word（.docx）或 Excel（.xlsx）文件。",
        ),
        ("坏.docx", paper([SCHOOLS])[:2000], "文件“坏.docx”"),
    ],
)
def test_what_is_no_document_is_refused_beside_the_field(cast, sign_in, name, content, why):
    answer = upload(sign_in(cast.office), content, name)
    assert (len(errors(answer)), errors(answer)[0].startswith(why), waiting()) == (1, True, 0)


def test_a_file_past_the_limit_is_refused(cast, sign_in, settings):
    settings.DUBAN_UPLOAD_LIMIT = 1024 * 1024
    answer = upload(sign_in(cast.office), b"0" * (1024 * 1024 + 1))
    assert errors(answer) == ["文件超过 1 兆字节，未导入。附表一般不足 1 兆字节，请检查是否选错文件。"]


def test_without_a_file_the_field_asks_for_one(cast, sign_in):
    assert errors(sign_in(cast.office).post(UPLOAD, {"year": "九九"})) == [
        "请选择要导入的文件。",
        "输入整数。",
    ]


def test_a_table_without_a_header_we_know_cannot_be_imported(cast, sign_in):
    answer = upload(sign_in(cast.office), docx("会议纪要", [["甲", "乙"], ["一", "二"]]).getvalue())
    assert found(answer, "h2")[0] == "不能导入"
    assert "确认导入" not in found(answer, "button")


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "auditor"])
def test_nobody_but_the_office_imports(cast, sign_in, who):
    client = sign_in(cast.person(who))
    assert [client.get(UPLOAD).status_code, client.get(PREVIEW).status_code] == [403, 403]


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_file(cast, sign_in, count_queries, count):
    client = sign_in(cast.office)
    upload(client, paper([[str(n), f"完成第{n}件事", "王明", "区教委", ""] for n in range(1, count + 1)]))
    with count_queries(16):
        answer = client.get(PREVIEW)
    assert len(rows(answer)) == count


def test_what_waits_is_the_file_byte_for_byte(cast, sign_in):
    content = paper([SCHOOLS])
    upload(sign_in(cast.office), content)
    [name] = default_storage.listdir(FOLDER)[1]
    with default_storage.open(f"{FOLDER}/{name}") as file:
        assert BytesIO(file.read()).getvalue() == content


def test_a_doubtful_row_is_listed_with_the_doubt(cast, sign_in):
    answer = upload(sign_in(cast.office), paper([["1", "新建小学两所", "王明", "", "区财政局"]]))
    assert rows(answer)[0][1] == "新建小学两所"
    assert "逐行疑点（1）" in found(answer, "h2")
