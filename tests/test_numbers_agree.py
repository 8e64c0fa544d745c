"""One number has one value: the pages of everybody are opened over one rich half-year, and compared by what they count."""

import re
from collections import Counter

import pytest
from django.urls import reverse
from lxml import html

from tasks.enums import EndingKind, PeriodState
from tasks.models import Ending, Period, ProgressEntry
from tests.acts import issue
from tests.cast import Cast, EntryFactory, TaskFactory
from tests.pages import also, found, rows, three, words
from tests.reports.half_year import TODAY, make_half_year

BOARD = reverse("board")
UNITS = ("clerk", "other_clerk", "cooperating_clerk")


@pytest.fixture
def half_year(cast, settings) -> Period:
    """Blank, draft, confirming, submitted, returned, accepted and judged; one with a later day, one stopped."""
    settings.DUBAN_TODAY = TODAY
    period = make_half_year(cast)
    later, stopped = (
        TaskFactory(plan=cast.plan, number=number, edition__lead=[cast.other_unit]) for number in (60, 61)
    )
    EntryFactory(task=later, period=period, due_on=TODAY.replace(day=20))
    EntryFactory(task=stopped, period=period)
    made = {
        "on": TODAY,
        "basis": "区政府常务会议",
        "made_at": cast.key_entry.judgement.judged_at,
        "made_by": cast.office,
    }
    Ending.objects.create(task=stopped, kind=EndingKind.CANCELLED, since=2, **made)
    return period


class Pages:
    """What the pages of a period say."""

    def __init__(self, cast: Cast, period: Period, sign_in):
        self.office = sign_in(cast.office)
        self.units = [sign_in(cast.person(who)) for who in UNITS]
        self.period = period

    def get(self, name: str, client=None, **query):
        return (client or self.office).get(reverse(name), {"of": self.period.key} | query)

    def read_board(self, label: str, client=None) -> int | None:
        """The number of a home; None where it shows none."""
        page = self.get("board", client)
        said = [
            (re.match(rf"(\d+) {label}", one) or re.fullmatch(rf"{label} (\d+)", one))
            for one in three(page) + also(page)
        ]
        return next((int(match[1]) for match in said if match), None)

    def sum_units(self, label: str) -> int:
        return sum(self.read_board(label, client) or 0 for client in self.units)

    def read_tab(self, name: str, label: str, **query) -> int:
        (tabs,) = [one for one in found(self.get(name, **query), "nav.tabs") if label in one]
        return int(re.search(rf"{label} (\d+)", tabs)[1])

    def count_items(self, **query) -> int:
        return self.get("task_list", **query).context["page"].table.paginator.count

    def read_row(self, place: int) -> int:
        """A column of the page 填报期."""
        (row,) = [cells for cells in rows(self.get("period_list")) if cells[0].startswith(self.period.label)]
        return int(row[place])

    def read_sentence(self, name: str, pattern: str) -> int:
        (main,) = html.fromstring(self.get(name).content.decode()).xpath("//main")
        match = re.search(pattern, words(main))
        return int(match[1]) if match else 0

    def sum_sentences(self, name: str, pattern: str) -> int:
        (main,) = html.fromstring(self.get(name).content.decode()).xpath("//main")
        return sum(map(int, re.findall(pattern, words(main))))

    def read_year(self, label: str) -> int:
        total = rows(self.office.get(reverse("year_page")))[0]
        return int(re.search(rf"{label} (\d+)", total[self.period.number])[1])


def compare(numbers: dict[str, list[int | None]]) -> None:
    assert {label: found for label, found in numbers.items() if len(set(found)) > 1} == {}


def test_while_it_is_open_every_page_has_the_same_numbers(cast, half_year, sign_in):
    pages = Pages(cast, half_year, sign_in)
    states = Counter(ProgressEntry.objects.filter(period=half_year).values_list("state", flat=True))
    filed = states["submitted"] + states["accepted"]
    compare(
        {
            "待审核": [
                1,
                pages.read_board("待审核"),
                pages.read_tab("review_queue", "待审核"),
                pages.count_items(state="submitted"),
            ],
            "逾期未报": [
                3,
                pages.read_board("逾期未报"),
                pages.read_tab("remind_page", "逾期未报"),
                pages.count_items(overdue="yes"),
            ],
            "预警待研判": [
                2,
                pages.read_board("预警待研判"),
                pages.read_tab("judging_queue", "预警待研判", summary=1),
            ],
            "两期以上滞后": [
                1,
                pages.read_board("两期以上滞后"),
                pages.read_tab("judging_queue", "两期以上滞后", summary=1),
            ],
            "校核必须改正": [
                pages.read_board("校核必须改正"),
                pages.read_tab("check_list", "必须改正"),
            ],
            "未研判": [
                6,
                pages.read_tab("judging_queue", "未研判", summary=1),
                pages.count_items(outcome="none"),
                pages.read_board("校核必须改正"),
                pages.read_sentence("board", r"(\d+) 项未报未判"),
                pages.sum_sentences("check_list", r"没有(?:填报|研判) (\d+) 项"),
                pages.read_sentence("report_page", r"印发前还有 (\d+) 处待处理"),
                pages.read_sentence("issue_page", r"(\d+) 必须改正"),
            ],
            "已报送": [
                2,
                filed,
                pages.sum_units("已报送"),
                pages.read_row(5),
                pages.read_year("已报送"),
                pages.count_items(filed="yes"),
            ],
            "已退回": [1, pages.sum_units("已退回"), pages.read_tab("review_queue", "已退回")],
            "未报送": [4, pages.read_tab("review_queue", "未报送"), pages.read_row(4) - filed - states["returned"]],
            "待报送": [5, pages.read_sentence("remind_page", r"全部 (\d+)"), pages.count_items(filed="no")],
        }
    )


def test_once_it_is_closed_nothing_is_called_overdue_that_nobody_can_file(cast, half_year, sign_in):
    Period.objects.filter(pk=half_year.pk).update(state=PeriodState.CLOSED)
    pages = Pages(cast, half_year, sign_in)
    compare(
        {
            "逾期未报": [
                0,
                pages.read_board("逾期未报"),
                pages.read_tab("remind_page", "逾期未报"),
                pages.count_items(overdue="yes"),
            ],
            "待报送": [1, pages.read_sentence("remind_page", r"全部 (\d+)")],
            "校核必须改正": [
                pages.read_board("校核必须改正"),
                pages.read_tab("check_list", "必须改正"),
                pages.read_sentence("issue_page", r"校核中必须改正的问题 (\d+) 处"),
            ],
            "未研判": [
                6,
                pages.read_tab("judging_queue", "未研判", summary=1),
                pages.read_sentence("issue_page", r"未研判 (\d+) 项"),
            ],
            "待审核": [1, pages.read_board("待审核"), pages.read_tab("review_queue", "待审核")],
            "未报送": [4, pages.read_tab("review_queue", "未报送"), pages.count_items(filed="no") - 1],
        }
    )


def test_after_the_issue_no_home_asks_for_what_nobody_can_do(cast, half_year, sign_in):
    Period.objects.filter(pk=half_year.pk).update(state=PeriodState.CLOSED)
    half_year.refresh_from_db()
    issue(half_year, cast.office)
    pages = Pages(cast, half_year, sign_in)
    gone = ("逾期未报", "待审核", "预警待研判", "校核必须改正", "逾期未完成", "两期以上滞后")
    assert {label: pages.read_board(label) for label in gone} == dict.fromkeys(gone)
    compare(
        {
            "逾期未报": [0, pages.read_tab("remind_page", "逾期未报"), pages.count_items(overdue="yes")],
            "滞后": [1, pages.read_board("滞后"), pages.count_items(outcome="behind"), pages.read_row(8)],
            "未研判": [6, pages.read_board("未研判"), pages.count_items(outcome="none")],
            "已报送": [2, pages.read_row(5), pages.read_year("已报送"), pages.sum_units("已报送")],
        }
    )
