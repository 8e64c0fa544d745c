"""A bureau by months with lamps, a company and a school from September: each from nothing to its first printed report."""

import re
from dataclasses import dataclass
from datetime import date

import pytest

from reports.issuing.issue import build_period_report
from reports.scoring.scope import ScorecardScope
from tasks.enums import DocumentLevel, Outcome, Role
from tasks.filing.period_actions import create_periods, open_period
from tasks.importing.import_actions import import_document
from tasks.judging.offered_words import list_offered_words
from tasks.models import Government, Task, Unit
from tasks.organisation.ready_sets import load_ready_sets
from tasks.starting.setup_actions import ChosenSet, FirstAdministrator, start_from_server
from tasks.terms import OUR_WORDS, read_terms, say, speak
from tests.acts import accept, judge, submit
from tests.cast import UserFactory
from tests.tasks.importing.papers import docx, understood

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Place:
    """
    Attributes:
        opened: the number of the period that is filed first, which is ``label``.
        words: in which its items are judged in the year.
        title: of the report, without the name of the place.
        year: as its scorecard calls the whole of it.
    """

    key: str
    name: str
    opened: int
    label: str
    due: date
    kinds: list[str]
    words: list[str]
    title: str
    year: str


PLACES = [
    Place(
        "bureau", "示范市教育局", 2, "2025年1—2月", date(2025, 3, 5), ["重点工作"], ["绿灯", "黄灯", "红灯", "完成"],
        "关于2025年重点工作1-2月推进情况的报告", "2025年度",
    ),
    Place(
        "company", "示范水务集团有限公司", 1, "2025年1月", date(2025, 2, 5), ["经营指标", "重点工作"], ["正常", "滞后", "完成"],
        "关于2025年重点工作1月推进情况的报告", "2025年度",
    ),
    Place("school", "示范中学教育集团", 1, "2025学年9—12月", date(2026, 1, 5), ["年度重点", "师生实事"], ["正常", "滞后", "完成"],
        "关于2025学年重点工作9-12月推进情况的报告", "2025学年",
    ),
]  # fmt: skip


@pytest.fixture(params=PLACES, ids=lambda place: place.key)
def place(request) -> Place:
    return request.param


@pytest.fixture
def government(place, settings) -> Government:
    settings.DUBAN_TODAY = date(2025, 2, 20)
    keeper = FirstAdministrator("guanli", "吴敏", "启用-2026-口令")
    office = load_ready_sets()[place.key].office_name
    names = {"name": place.name, "short_name": place.name[2:6], "office_name": office}
    made = start_from_server(values=names, administrator=keeper, another=False, chosen=ChosenSet(place.key), by=None)
    return made[0].home


@pytest.fixture
def spoken(government):
    """What is written in the test is written in the words of the place."""
    with speak(lambda: read_terms(government.office_name, government.terms)):
        yield read_terms(government.office_name, government.terms)


def bring_plan(place: Place, government: Government, spoken):
    """Its own paper: the heads of the table are its own words."""
    head = ["序号", "工作任务", spoken.leader, spoken.lead_unit, spoken.cooperating_unit]
    title = f"{place.name}2025年{place.kinds[-1]}分解表"
    rows = [["1", "建成实验室4个", "陈英", "一部", "二部"], ["2", "完成章程修订", "陈英", "二部", ""]]
    document = understood(docx(f"{place.name}关于印发2025年重点工作分工的通知", title, [head, *rows]), "分工.docx")
    return import_document(document=document, government_name=place.name, by=None, commit=True, create_units=True)


def test_who_stands_above_the_leaders_and_what_a_place_decides_are_called_like_the_place(place, spoken):
    words = {"bureau": ("局主要领导", "局级"), "company": ("集团主要领导", "集团级"), "school": ("校主要领导", "校级")}
    assert (say(Role.HEAD.label), say(DocumentLevel.DISTRICT.label)) == words[place.key]


def test_a_place_goes_its_whole_first_round_in_its_own_words(place, government, spoken):
    changes = bring_plan(place, government, spoken)
    assert (changes.errors, changes.committed) == ([], True)
    first, _second = Task.objects.order_by("number")
    assert [str(first), first.edition.text, [str(each.unit) for each in first.edition.leading]] == [
        f"{place.kinds[-1]}第1项",
        "建成实验室4个",
        ["一部"],
    ]
    assert [kind.name for kind in government.kinds] == place.kinds
    create_periods(plan=first.plan, by=None)
    period = first.plan.periods.get(number=place.opened)
    assert (str(period), period.due_on) == (place.label, place.due)
    open_period(period=period, by=None)
    office = UserFactory(government=government, role=Role.OFFICE, name="陈红")
    clerk = UserFactory(government=government, role=Role.CLERK, unit=Unit.objects.get(name="一部"))
    entry = period.entries.get(task=first)
    submit(entry, clerk, "建成实验室1个。", problem="设备未到货。", next_step="下月到货。")
    accept(entry, office)
    assert [word.label for word in list_offered_words(entry)] == place.words
    judgement = judge(entry, office, Outcome.LAGGING, "设备未到货。下一步，下月到货。")
    assert str(judgement) == next(word for word in place.words if word in ("红灯", "滞后"))
    report = build_period_report(period, date(2025, 3, 6))
    text = "\n".join(each.line for each in report.paragraphs)
    heads = [str(cell) for sheet in report.attachments.sheets for row in sheet.rows for cell in row]
    assert text.split("\n")[0].endswith(place.title)
    assert ScorecardScope(first.plan).label == place.year
    assert re.findall("政府|区级|每季度", text) == []
    assert "设备未到货。" in text + "".join(heads)
    assert OUR_WORDS.findall(text + "".join(sheet.title for sheet in report.attachments.sheets)) == []
