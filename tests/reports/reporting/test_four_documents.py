"""The proof: each of the four real documents, imported and exported, comes back cell by cell.

What it is held against is the original file, read by ``tests.reports.printed``; the importer is not asked.
"""

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.kept import Kept, keep
from tests.reports.printed import PrintedTable, read

DOCUMENTS = Path(__file__).resolve().parents[3] / "fixtures" / "documents"


@dataclass(frozen=True)
class Published:
    name: str
    year: int
    period: str
    #: rows of each attachment, counted by hand
    rows: tuple[int, ...]


HALF_YEAR_2021 = Published("2021年上半年推进情况报告", 2021, "H1", (10, 10, 131, 6))
HALF_YEAR_2022 = Published("2022年上半年推进情况报告", 2022, "H1", (10, 7, 124))
FULL_YEAR_2022 = Published("2022年全年完成情况报告", 2022, "FY", (11, 115))
PLAN_2024 = Published("2024年目标任务分解通知", 2024, "PLAN", (8, 136))

#: what the documents in this form left in the database; tests that only take it out again import each once
KEPT: dict[tuple[tuple[Published, ...], str], Kept] = {}

GOVERNMENT = "重庆市沙坪坝区人民政府"

each_input = pytest.mark.parametrize("given", ["docx", "xlsx"])
each_output = pytest.mark.parametrize("wanted", ["docx", "xlsx"])
pytestmark = pytest.mark.django_db


def bring_in(*documents: Published, form: str) -> list[list[PrintedTable]]:
    """Imports the documents in their order, or lays down what was kept of the same import before.

    Returns for each what its file prints, with the numbers that its rows really have.
    """
    if (documents, form) not in KEPT:
        KEPT[documents, form] = keep(lambda: [imported(document, form) for document in documents])
    return KEPT[documents, form].lay_down()


def imported(document: Published, form: str) -> list[PrintedTable]:
    path = DOCUMENTS / f"{document.name}.{form}"
    call_command(
        "import_document",
        str(path),
        commit=True,
        create_units=True,
        **what_it_is(document, form),
        stdout=StringIO(),
    )
    return [as_it_should_be(printed) for printed in read(path)]


def what_it_is(document: Published, form: str) -> dict:
    """The Word files say themselves what they are; the workbooks hold the tables alone."""
    if form == "docx":
        return {}
    if document.period == "PLAN":
        return {"government": GOVERNMENT, "year": document.year, "kind": "plan"}
    return {"government": GOVERNMENT, "year": document.year, "period": document.period}


def as_it_should_be(printed: PrintedTable) -> PrintedTable:
    """Lost serial numbers restored, the count in the title the one of the rows; nothing else is touched."""
    printed.rows = [[str(number), *row[1:]] for number, row in enumerate(printed.rows, start=1)]
    if re.search(r"\d+项", printed.title):
        printed.title = re.sub(r"\d+项", f"{len(printed.rows)}项", printed.title)
    return printed


def taken_out(document: Published, form: str, folder: Path, *, separate: bool = False) -> list[PrintedTable]:
    call_command(
        "export_attachments",
        year=document.year,
        period=document.period,
        out=folder,
        format=form,
        stdout=StringIO(),
        separate=separate,
    )
    return [table for path in sorted(folder.iterdir()) for table in read(path)]


def assert_same(exported: list[PrintedTable], published: list[PrintedTable], rows: tuple[int, ...]) -> None:
    assert tuple(len(each.rows) for each in exported) == rows
    for ours, theirs in zip(exported, published, strict=True):
        assert (ours.label, ours.title, ours.header) == (theirs.label, theirs.title, theirs.header)
        for our_row, their_row in zip(ours.rows, theirs.rows, strict=True):
            assert our_row == their_row
        assert ours.merges == theirs.merges


@each_input
@each_output
@pytest.mark.parametrize("document", [HALF_YEAR_2021, HALF_YEAR_2022, PLAN_2024], ids=lambda each: each.name)
def test_a_document_comes_back_as_it_was_published(document, given, wanted, tmp_path):
    [published] = bring_in(document, form=given)
    assert_same(taken_out(document, wanted, tmp_path), published, document.rows)


@each_input
@each_output
def test_the_full_year_comes_back_and_the_half_year_stays_as_it_was(given, wanted, tmp_path):
    half, full = bring_in(HALF_YEAR_2022, FULL_YEAR_2022, form=given)
    assert_same(taken_out(FULL_YEAR_2022, wanted, tmp_path / "全年"), full, FULL_YEAR_2022.rows)
    assert_same(taken_out(HALF_YEAR_2022, wanted, tmp_path / "上半年"), half, HALF_YEAR_2022.rows)


def test_the_full_year_is_titled_by_the_rows_it_has_and_not_by_what_was_printed(tmp_path):
    bring_in(HALF_YEAR_2022, FULL_YEAR_2022, form="docx")
    exported = taken_out(FULL_YEAR_2022, "xlsx", tmp_path)
    assert [each.title for each in exported] == [
        "未达预期11项重点工作任务进展情况表",
        "达成预期目标115项重点工作任务完成情况表",
    ]


def test_separate_files_hold_the_same_tables(tmp_path):
    [published] = bring_in(HALF_YEAR_2021, form="docx")
    assert_same(taken_out(HALF_YEAR_2021, "xlsx", tmp_path, separate=True), published, HALF_YEAR_2021.rows)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "附件1 10项经济社会发展预期目标任务进展情况表.xlsx",
        "附件2 区级重点民生实事任务情况表.xlsx",
        "附件3 正常推进131项重点工作任务进展情况表.xlsx",
        "附件4 推进滞后6项重点工作任务进展情况表.xlsx",
    ]
