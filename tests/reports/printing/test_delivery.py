"""Files, their names, and how they come into a folder."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from reports.printing.delivery import (
    OfficeFile,
    format_file_name,
    save_file,
    write_one_file,
    write_separate_files,
    write_zip,
)
from reports.printing.sheet import Column, Sheet

SHEETS = tuple(
    Sheet(f"附件{order}", f"{title}情况表", (Column("序号", 1.0),), ((1,),))
    for order, title in enumerate(("预期目标", "推进滞后1项"), start=1)
)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_each_attachment_becomes_a_file_named_by_label_and_title(form):
    assert [file.name for file in write_separate_files(SHEETS, form)] == [
        f"附件1 预期目标情况表.{form}",
        f"附件2 推进滞后1项情况表.{form}",
    ]


def test_a_zip_holds_the_files_under_their_chinese_names():
    archive = write_zip(write_separate_files(SHEETS, "xlsx"), "2021年上半年附件")
    assert archive.name == "2021年上半年附件.zip"
    with zipfile.ZipFile(BytesIO(archive.content)) as opened:
        assert opened.namelist() == ["附件1 预期目标情况表.xlsx", "附件2 推进滞后1项情况表.xlsx"]


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("2021年上半年附件", "2021年上半年附件.xlsx"),
        ("甲/乙\\丙:丁*?\n戊", "甲／乙＼丙：丁＊？ 戊.xlsx"),
        ("", "附件.xlsx"),
        ("..", "附件.xlsx"),
        ("长" * 100, "长" * 66 + ".xlsx"),
    ],
)
def test_a_name_holds_nothing_that_a_file_system_refuses(stem, name):
    assert format_file_name(stem, "xlsx") == name


def test_a_file_replaces_an_older_one_whole_and_leaves_nothing_beside_it(tmp_path):
    folder = tmp_path / "新" / "文件夹"
    save_file(OfficeFile("附件.xlsx", b"old"), folder)
    path = save_file(OfficeFile("附件.xlsx", b"new"), folder)
    assert path == folder / "附件.xlsx"
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {"附件.xlsx": b"new"}


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path):
    (tmp_path / "附件.xlsx").mkdir()
    with pytest.raises(IsADirectoryError):
        save_file(OfficeFile("附件.xlsx", b"new"), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["附件.xlsx"]


def test_the_same_sheets_give_one_file_with_all_of_them():
    file = write_one_file(SHEETS, "2021年上半年附件", "xlsx")
    assert (file.name, Path(file.name).suffix, file.content[:2]) == ("2021年上半年附件.xlsx", ".xlsx", b"PK")
