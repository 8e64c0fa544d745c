"""What people print, on A4 and A3, read back out of the printed file: lists and the public page across, boards, an item and the report upright."""

import re
import subprocess

import pytest
from django.urls import reverse

from tasks.enums import EntryState, IndicatorState, Outcome, PeriodState
from tasks.models import Indicator, Reading
from tests.acts import issue, submit
from tests.browser.conftest import NARROW, WIDE
from tests.cast import EntryFactory, TaskFactory, UnitFactory, judge

#: millimetres, across
PAPER = {"A4": (297, 210), "A3": (420, 297)}
#: what stands on the screen around the page, and is no use on paper
AROUND = ("退出", "改密码", "切换", "跳到正文", "筛选", "导出本表", "更多", "帮助")
#: address, who prints it, its header row on every sheet, and words of states that are shapes on the screen
PRINTED = {
    "task_list": ("office", "工作任务", ("一季度：待审核", "全年：未开启")),
    "my_tasks": ("clerk", "工作任务", ("一季度：待审核", "全年：未开启")),
    "review_queue": ("office", "本期进展", ("一季度：待审核", "全年：未开启")),
    "year_page": ("office", "牵头单位", ("滞后 1 ÷ 1 = 100%", "待研判", "未开启")),
}


def written(page, address: str, paper: str) -> bytes:
    page.goto(address)
    return page.pdf(format=paper, prefer_css_page_size=True)


def sheets(pdf: bytes) -> list[str]:
    """The text of each sheet."""
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return text.stdout.decode().removesuffix("\f").split("\f")


def size(pdf: bytes) -> tuple[int, int]:
    """Width and height of the sheets in millimetres."""
    told = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    points = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", told)
    return tuple(round(float(number) * 25.4 / 72) for number in points.groups())


def shares(pdf: bytes) -> list[float]:
    """Of each sheet, how far down its last word stands, as a share of its height."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    found = []
    for sheet in told.split("<page ")[1:]:
        height = float(re.search(r'height="([\d.]+)"', sheet)[1])
        found.append(max(map(float, re.findall(r'yMax="([\d.]+)"', sheet)), default=0) / height)
    return found


@pytest.fixture
def many(cast):
    """Thirty items that the education commission leads, each with a unit of its own; one lags, the others are filed."""
    for number in range(10, 40):
        unit = UnitFactory(government=cast.government, name=f"区第{number}局")
        task = TaskFactory(
            plan=cast.plan,
            number=number,
            edition__section=cast.section,
            edition__text=f"第{number}项，{'建成标准化厂房并投入使用，' * 4}",
            edition__lead=[cast.lead_unit, unit],
        )
        entry = EntryFactory(task=task, period=cast.period, text="已开工。" * 20, state=EntryState.SUBMITTED)
        if number == 10:
            judge(entry, Outcome.LAGGING, "用地未落实")
    return cast


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("name", PRINTED)
def test_a_list_is_printed_across_with_its_header_on_every_sheet(browse, many, name, paper):
    who, header, states = PRINTED[name]
    pdf = written(browse(many.person(who)), reverse(name), paper)
    printed, whole = sheets(pdf), "".join(sheets(pdf))
    assert size(pdf) == PAPER[paper]
    assert [header in sheet for sheet in printed] == [True] * len(printed)
    assert len(printed) > 1
    assert [word for word in AROUND if word in whole] == []
    assert [word for word in states if word not in whole] == []


def test_a_narrow_window_prints_the_same_sheets(browse, many):
    """What is for the phone is not for the paper, however wide the paper is."""
    address = reverse("year_page")
    wide, narrow = (sheets(written(browse(many.office, width), address, "A4")) for width in (WIDE, NARROW))
    assert narrow == wide


def test_no_chart_is_cut_by_the_end_of_a_sheet(browse, many):
    submit(many.key_entry, many.clerk)
    for position in range(1, 6):
        indicator = Indicator.objects.create(
            task=many.key,
            position=position,
            measure=f"新增学位之{position}",
            comparison=">=",
            value=3000,
            unit="个",
            kind="cumulative",
            state=IndicatorState.CONFIRMED,
        )
        Reading.objects.create(entry=many.key_entry, indicator=indicator, value=900)
    printed = sheets(written(browse(many.clerk), reverse("task_page", args=[many.key.pk]), "A4"))
    captions = [sheet.count("预期（虚线）与完成（实线）") for sheet in printed]
    axes = [len(re.findall(r"一季度 +上半年 +前三季度 +全年", sheet)) for sheet in printed]
    assert (sum(captions), axes) == (5, captions)


def test_the_public_page_is_printed_without_anything_around_it(browse, many, settings):
    settings.DUBAN_PUBLIC_SUMMARY = True
    many.period.state = PeriodState.CLOSED
    many.period.save()
    issue(many.period, many.office)
    pdf = written(browse(None), reverse("public_summary"), "A4")
    printed = sheets(pdf)
    assert size(pdf) == PAPER["A4"]
    assert printed[0].split()[0] == "示范区人民政府2024年一季度重点工作推进情况"
    assert "■ 推进滞后 1 项" in printed[0]
    assert "督查事项公开" not in "".join(printed)


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("who", ["office", "leader", "clerk", "head"])
def test_a_board_is_printed_upright_without_what_stands_around_it(browse, many, who, paper):
    pdf = written(browse(many.person(who)), reverse("board"), paper)
    assert size(pdf) == PAPER[paper][::-1]
    assert [word for word in AROUND if word in "".join(sheets(pdf))] == []


@pytest.mark.parametrize("who", ["office", "leader", "clerk", "head"])
def test_no_sheet_of_a_board_but_the_last_is_left_half_empty(browse, many, who):
    filled = shares(written(browse(many.person(who)), reverse("board"), "A4"))
    assert [share for share in filled[:-1] if share < 0.6] == []


def test_an_item_is_printed_upright_and_fills_its_sheets(browse, many):
    long = "已完成场地平整，正在进行主体施工，累计完成投资三百万元。\n" * 60
    submit(many.key_entry, many.clerk, text=long)
    pdf = written(browse(many.office), reverse("task_page", args=[many.key.pk]), "A4")
    assert size(pdf) == PAPER["A4"][::-1]
    assert [share for share in shares(pdf)[:-1] if share < 0.85] == []


def test_the_report_is_printed_upright_without_what_is_amiss_in_it(browse, many):
    pdf = written(browse(many.office), reverse("report_page"), "A4")
    assert size(pdf) == PAPER["A4"][::-1]
    assert [word for word in ("校核", "附件表", "逐条处理", "改写") if word in "".join(sheets(pdf))] == []
