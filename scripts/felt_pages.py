"""What is looked at: the pages of each role in the demonstration, with what each must reach."""

from dataclasses import dataclass

#: width and height of a window in CSS pixels: a new desk, an old one, a phone
DESK, OLD_DESK, PHONE = (1440, 900), (1366, 768), (390, 844)
WINDOWS = (DESK, OLD_DESK, PHONE)


@dataclass(frozen=True)
class FeltPage:
    """A page that somebody opens.

    Attributes:
        person: the name on the sign-in page of the demonstration.
        address: where the page is; a selector after ``>`` names the link of that page that is followed.
        work: what of the page is the work, of which the upper edge counts; None where the page is no list.
        work_on_phone: the same on a telephone, where it is something else.
        rows: how many of them a desk shows whole at least, and an old desk.
        top: how many pixels of an upright desk may stand above the work.
        top_on_phone: the same on a phone; None where it does not matter.
        fill: the share of its cell that the text of a row fills at least, 0 to 1.
        tallest: how many pixels the page may have on a phone.
    """

    name: str
    person: str
    address: str
    work: str | None = None
    work_on_phone: str | None = None
    rows: tuple[int, int] = (0, 0)
    top: int = 180
    top_on_phone: int | None = None
    fill: float = 0
    tallest: int | None = None

    def find_work(self, window: tuple[int, int]) -> str | None:
        """Returns the selector of the work in a window."""
        return (self.work_on_phone if window == PHONE else None) or self.work


ROWS = "main table > tbody > tr:not(.sec)"
PAGES = (
    FeltPage("首页·督查办", "陈红", "/"),
    FeltPage("首页·填报员", "李静", "/"),
    FeltPage("首页·单位审核人", "周强", "/"),
    FeltPage("首页·区领导", "凌健", "/"),
    FeltPage("首页·政府主要领导", "高明", "/"),
    FeltPage("事项", "陈红", "/tasks/", ROWS, rows=(14, 11), fill=0.9),
    FeltPage("事项·区领导", "凌健", "/tasks/", ROWS, rows=(14, 11), fill=0.9, tallest=4_500),
    FeltPage("填报审核", "陈红", "/review/", ROWS, rows=(9, 6)),
    FeltPage("研判一览", "陈红", "/judging/?summary=1&show=all", ROWS, rows=(9, 6), fill=0.9),
    # a telephone folds the queue and shows the item that is to be judged
    FeltPage("研判", "陈红", "/judging/", ".queue > a", ".tri > .read .title", rows=(9, 7)),
    FeltPage("催办", "陈红", "/reminders/", ROWS),
    FeltPage("校核", "陈红", "/checks/", ROWS),
    FeltPage("报告", "陈红", "/report/"),
    FeltPage("印发", "陈红", "/issue/"),
    FeltPage("全年", "陈红", "/year/", ROWS),
    FeltPage("考核", "陈红", "/scorecard/", ROWS),
    FeltPage("查找", "陈红", "/search/"),
    FeltPage("通知", "李静", "/notices/"),
    FeltPage("我的任务", "李静", "/mine/", ROWS, rows=(9, 6), tallest=4_500),
    FeltPage("填报", "李静", "/mine/ > .bar .acts a[href*='/entries/']", "#id_text", top=180, top_on_phone=400),
    FeltPage(
        "配合填报", "李静", "/mine/?pile=asked > main table a[href*='/entries/']", "#note textarea", top_on_phone=400
    ),
    FeltPage("单位", "吴敏", "/units/", ROWS),
    FeltPage("用户", "吴敏", "/users/", ROWS),
    FeltPage("留痕", "郑洁", "/events/", ROWS),
)

#: what every page keeps, by the name of its measure
HEADER_ON_PHONE = 56
PLACES_AT_MOST = 7
PLACES_ON_PHONE = 5
TARGET = 44
#: what may stand in Latin letters: names of formats, keys and institutions
SHORT_WORDS = {"Word", "Excel", "docx", "xlsx", "Ctrl", "Enter", "RCEP", "Esc"}
