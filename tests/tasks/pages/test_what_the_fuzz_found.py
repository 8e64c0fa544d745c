"""Requests that a fuzz (``make fuzz``) found to fail, each the simplest of its kind."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from openpyxl.styles import Font

from tasks.importing.opening import open_safe_file
from tasks.importing.raw import Unreadable
from tasks.importing.roster import read_roster
from tasks.importing.xlsx import read_xlsx
from tasks.secrecy.file_texts import read_office_text
from tests.pages import errors
from tests.test_every_address import PARTS, evidence_of

#: no database holds it; Python reads no number of so many digits
TOO_LARGE, TOO_LONG = "9" * 19, "9" * 5000


@pytest.mark.parametrize("key", [TOO_LARGE, TOO_LONG, "-1", "²"])
def test_a_member_that_no_unit_can_be_is_refused(cast, sign_in, key):
    sent = {"name": "各镇街", "is_group": "on", "members": [cast.other_unit.pk, key]}
    answer = sign_in(cast.administrator).post(reverse("unit_add"), sent)
    said = errors(answer)
    assert (answer.status_code, len(said), said[0].startswith("选择一个有效的选项")) == (200, 1, True)


@pytest.mark.parametrize("name", ["published_file", "scorecard_unit", "task_page", "review_entry"])
def test_an_address_of_a_row_that_no_database_holds_is_not_found(cast, sign_in, name):
    address = reverse(name, kwargs=PARTS[name](cast) | {"pk": int(TOO_LARGE)})
    assert sign_in(cast.office).get(address).status_code == 404


@pytest.mark.parametrize("key", [TOO_LARGE, TOO_LONG, "一"])
@pytest.mark.parametrize("name", ["endings_page", "tasks_adjust"])
def test_an_item_that_no_row_can_be_is_told(cast, sign_in, name, key):
    assert sign_in(cast.office).get(reverse(name), {"entry": key}).status_code == 400


@pytest.mark.parametrize("key", [TOO_LARGE, TOO_LONG, "²", "x"])
def test_an_exclusion_of_no_entry_opens_the_page_without_its_form(cast, sign_in, key):
    address = reverse("scorecard_unit", args=[cast.lead_unit.pk])
    assert sign_in(cast.office).get(address, {"exclude": key}).status_code == 200


def test_a_button_that_removes_no_file_removes_none(cast, sign_in):
    evidence = evidence_of(cast)
    cast.key_entry.state = "draft"
    cast.key_entry.save()
    sent = {"base_revision": 0, "text": "进展", "remove": ["督办", ""]}
    answer = sign_in(cast.clerk).post(reverse("entry_page", args=[cast.key_entry.pk]), sent)
    assert (answer.status_code, cast.key_entry.evidence.get()) == (302, evidence)


def test_a_workbook_whose_text_cannot_be_unpacked_has_none():
    """Its directory is whole, so that the fault shows only where a part is read."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "<t>督办</t>" * 200)
    spoilt = bytearray(packed.getvalue())
    start = len("xl/sharedStrings.xml") + 30
    spoilt[start : start + 8] = b"\xff" * 8
    assert read_office_text(BytesIO(spoilt)) == ""


@pytest.mark.parametrize(
    ("text", "place"),
    [("name", "末尾不完整"), ("a = 1\nb = = 2", "第 2 行第 5 列附近有误")],
)
def test_a_layout_that_is_no_toml_is_told_in_chinese(cast, sign_in, text, place):
    answer = sign_in(cast.office).post(reverse("layout_list"), {"text": text})
    assert f"不是有效的 TOML 文件：{place}，请核对等号、引号和括号。" in answer.content.decode()


def build_workbook() -> bytes:
    book = Workbook()
    book.active["A1"] = "建成小学两所"
    book.active["A1"].font = Font(bold=True)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_cell_of_a_font_that_the_workbook_does_not_hold_is_damage():
    whole, stripped = BytesIO(build_workbook()), BytesIO()
    with ZipFile(whole) as source, ZipFile(stripped, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            one_font = re.sub(rb"(<fonts.*?</font>).*</fonts>", rb"\1</fonts>", content, flags=re.DOTALL)
            target.writestr(name, one_font)
    with pytest.raises(Unreadable, match=r"“表\.xlsx”已损坏，Excel 内容读不出来"):
        read_xlsx(stripped.getvalue(), "表.xlsx")


def test_a_directory_that_points_before_the_file_is_damage():
    """Where bytes behind the first ones are gone, every part would begin before the file."""
    with pytest.raises(Unreadable, match=r"“表\.xlsx”已损坏"):
        open_safe_file(BytesIO(b"PK\x03\x04" + build_workbook()[200:]), "表.xlsx")


def rewrite_workbook(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Returns the workbook with one of its parts changed."""
    stream = BytesIO()
    with ZipFile(BytesIO(build_workbook())) as source, ZipFile(stream, "w") as target:
        for each in source.namelist():
            content = source.read(each)
            target.writestr(each, change(content) if each == name else content)
    return stream.getvalue()


def test_a_part_that_no_reader_opens_is_checked_for_damage_too():
    with_picture = BytesIO(build_workbook())
    with ZipFile(with_picture, "a") as archive:
        archive.writestr("docProps/thumbnail.jpeg", "督办".encode().join([b"\xff\xd8"] * 900))
    content = bytearray(with_picture.getvalue())
    content[content.index("督办".encode()) + 1] ^= 1
    with pytest.raises(Unreadable, match=r"“表\.xlsx”已损坏：docProps/thumbnail\.jpeg 的内容校验不符"):
        open_safe_file(BytesIO(bytes(content)), "表.xlsx")


def test_an_encoding_that_nobody_knows_is_damage():
    declared = b'<?xml version="1.0" encoding="UTF-w"?>'
    spoilt = rewrite_workbook("[Content_Types].xml", lambda part: declared + part.partition(b"?>")[2].lstrip())
    with pytest.raises(Unreadable, match=r"“表\.xlsx”已损坏：\[Content_Types\]\.xml 不是完整的 XML"):
        open_safe_file(BytesIO(spoilt), "表.xlsx")


def test_a_cell_in_row_0_of_a_register_is_left_out():
    spoilt = rewrite_workbook("xl/worksheets/sheet1.xml", lambda part: part.replace(b'r="A1"', b'r="A0"'))
    with pytest.raises(Unreadable, match="没有找到名册"):
        read_roster(BytesIO(spoilt), "名册.xlsx")


@pytest.mark.django_db
@pytest.mark.parametrize("sender", ["http://[::1", "//[", "http://]"])
@pytest.mark.parametrize("header", ["Origin", "Referer"])
def test_a_form_from_what_is_no_address_is_asked_to_sign_in(client, header, sender):
    answer = client.post(reverse("sign_out"), {"text": "已完成 三处"}, headers={header: sender})
    assert answer.status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("sender", ["http://[::1", "//["])
def test_an_expired_form_from_what_is_no_address_gives_back_nothing(sender):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("sign_in"), {"text": "已完成 三处"}, headers={"Referer": sender})
    assert (answer.status_code, "已完成 三处" in answer.content.decode()) == (403, False)
