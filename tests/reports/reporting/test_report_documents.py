"""The proof: of the three published reports, imported, the generated one tells every count and every lagging item,
and its Word file gives every cell of the tables back. What it is held against is read from the published file.
"""

import re
import zipfile
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from lxml import etree

from reports.printing.paragraphs import Level
from reports.reporting.attachments import Occasion
from reports.reporting.report import build_report, write_report_files
from tasks.models import Plan
from tests.reports.printed import PrintedTable, W, read, text_of
from tests.reports.reporting.test_four_documents import (
    DOCUMENTS,
    FULL_YEAR_2022,
    HALF_YEAR_2021,
    HALF_YEAR_2022,
    PLAN_2024,
    Published,
    assert_same,
    bring_in,
)

pytestmark = pytest.mark.django_db

#: an item of the lagging list: 3. 新增1000户…, not 3. 正常推进131项…情况表
ITEM = re.compile(r"(\d+)\.\s*(?!\d)(.+)")
FIGURE = re.compile(r"\d+(?:\.\d+)?%?")
#: years and periods are words, not findings
PERIODS = re.compile(r"\d{4}年|\d{4}政府|1-6月")

#: figures of the published lagging items that stand in the text alone and in no table, item by item: a month
#: (已于1月确定编制单位) and a number of projects (计划实施4项)
NOT_IN_THE_TABLES = {
    HALF_YEAR_2021: [set(), set(), set(), set(), {"1"}, {"4"}],
    HALF_YEAR_2022: [set()] * 7,
    FULL_YEAR_2022: [set()] * 11,
}
#: figures of the other published paragraphs that do not come back: 进出口 is 9.7% in the table and 10% in the text,
#: the date lost its 年 and 月; 15 and 116 are what the text claims of tables with 11 and 115 rows
NOT_TRUE = {
    HALF_YEAR_2021: set(),
    HALF_YEAR_2022: {"10%", "2022726"},
    FULL_YEAR_2022: {"15", "116"},
}
COUNTS = {
    HALF_YEAR_2021: [
        "一、10项经济社会发展预期目标情况",
        "二、10项区级重点民生实事任务进展情况",
        "三、137项重点工作任务进展情况",
        "重点工作任务中，131项任务正常推进，6项任务滞后。",
    ],
    HALF_YEAR_2022: [
        "一、10项经济社会发展预期目标情况",
        "二、131项重点工作任务进展情况",
        "131项重点工作任务中，124项任务正常推进（详见附件3），7项任务推进较为滞后（详见附件2）。"
        "推进较为滞后的7项任务分别是：",
    ],
    FULL_YEAR_2022: [
        "一、131项重点工作任务完成情况",
        "131项重点工作任务中，完成既定目标任务115项（详见附件2），未完成既定目标任务11项（详见附件1），"
        "尚未研判5项。未完成的任务具体情况如下。",
    ],
}

each_report = pytest.mark.parametrize(
    "document", [HALF_YEAR_2021, HALF_YEAR_2022, FULL_YEAR_2022], ids=lambda each: each.name
)


def published_text(document: Published) -> list[str]:
    """The paragraphs before the first attachment's own label."""
    with zipfile.ZipFile(DOCUMENTS / f"{document.name}.docx") as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    texts = [text_of(element) for element in body if element.tag == f"{W}p"]
    return texts[: texts.index("附件1")]


def bring_in_all(document: Published) -> list[PrintedTable]:
    """The document, and the half-year before the full year; returns what the document prints."""
    before = (HALF_YEAR_2022,) if document is FULL_YEAR_2022 else ()
    return bring_in(*before, document, form="docx")[-1]


def generated(document: Published):
    plan = Plan.objects.select_related("government").get(year=document.year)
    return build_report(plan, Occasion(document.year, document.period), on=date(2022, 7, 26))


def items_in(texts: list[str]) -> list[str]:
    found = [ITEM.fullmatch(text) for text in texts]
    return [match[2] for match in found if match and not match[2].endswith("情况表")]


def figures(text: str) -> set[str]:
    return set(FIGURE.findall(PERIODS.sub("", text)))


@each_report
def test_every_lagging_item_is_told_with_every_figure(document):
    bring_in_all(document)
    published = items_in(published_text(document))
    ours = [each.text for each in generated(document).paragraphs if each.level == Level.ITEM]
    missing = [figures(theirs) - figures(own) for theirs, own in zip(published, ours, strict=True)]
    assert missing == NOT_IN_THE_TABLES[document]


@each_report
def test_every_other_figure_comes_back_but_those_that_the_tables_refute(document):
    bring_in_all(document)
    texts = published_text(document)
    items = items_in(texts)
    others = " ".join(text for text in texts if not any(text.endswith(item) for item in items))
    own = " ".join(each.line for each in generated(document).paragraphs)
    assert figures(others) - figures(own) == NOT_TRUE[document]


@each_report
def test_the_counts_are_those_of_the_tables(document):
    bring_in_all(document)
    said = [each.line for each in generated(document).paragraphs]
    assert [text for text in said if text in COUNTS[document]] == COUNTS[document]


@each_report
def test_lagging_items_name_their_lead_units(document):
    bring_in_all(document)
    ours = [each.text for each in generated(document).paragraphs if each.level == Level.ITEM]
    assert [text for text in ours if not re.search(r"（(?:牵头|责任)单位：.+）$", text)] == []


@pytest.mark.parametrize(
    "document", [HALF_YEAR_2021, HALF_YEAR_2022, FULL_YEAR_2022, PLAN_2024], ids=lambda each: each.name
)
def test_the_word_file_gives_every_cell_of_the_tables_back(document, tmp_path):
    published = bring_in_all(document)
    file = write_report_files(generated(document))[0]
    path = tmp_path / file.name
    path.write_bytes(file.content)
    assert_same(read(path), published, document.rows)


@each_report
def test_the_list_of_attachments_is_that_of_their_titles(document):
    bring_in_all(document)
    report = generated(document)
    listed = [each.text for each in report.paragraphs if each.level == Level.ATTACHMENT]
    assert listed == [sheet.title for sheet in report.attachments.sheets]


def test_the_command_prints_the_paths_of_what_it_wrote(tmp_path, monkeypatch):
    bring_in(HALF_YEAR_2021, form="docx")
    monkeypatch.setenv("PATH", "")
    out, err = StringIO(), StringIO()
    call_command("export_report", year=2021, period="H1", out=tmp_path / "报告", stdout=out, stderr=err)
    title = "重庆市沙坪坝区人民政府办公室关于2021年区政府工作报告重点任务上半年推进情况的报告"
    paths = [Path(line) for line in out.getvalue().splitlines()]
    assert [path.name for path in paths] == [f"{title}.docx", "2021年上半年附件.xlsx", f"{title}.zip"]
    assert [path.parent for path in paths] == [tmp_path / "报告"] * 3
    assert sorted(zipfile.ZipFile(paths[2]).namelist()) == sorted([f"{title}.docx", "2021年上半年附件.xlsx"])
    assert err.getvalue() == "本机没有安装 LibreOffice，没有生成 PDF。\n"
