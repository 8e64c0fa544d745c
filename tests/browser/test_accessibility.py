"""Every page, in a real browser and at both widths, held against axe-core: names, contrast, headings, table headers.

The pages are those of ``tests.test_every_address`` that answer a request with a page, each as the first role that
may open it sees it, in a quarter in which something of everything has happened.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tasks.enums import Outcome
from tests.acts import accept, give_back, judge, save, submit
from tests.browser.conftest import NARROW, WIDE
from tests.cast import Cast, make_cast
from tests.test_every_address import ANSWERS, PARTS, WHO

pytestmark = pytest.mark.django_db(transaction=True)
#: a file, not a page
FILES = {
    "help_picture",
    "alive",
    "ready",
    "comment_names",
    "evidence_file",
    "evidence_view",
    "published_file",
    "export_list",
    "job_state",
    "layout_text",
    "notices_unread",
    "report_file",
    "receipt_list_file",
    "project_list_file",
    "continuation_list_file",
    "measure_file",
    "measure_list_file",
    "export_attachments",
    "scorecard_file",
    "scorecard_unit_file",
    "offline_workbook",
    "roster_template",
    "roster_export",
}
#: its address needs an issue, after which nobody files
OF_THE_ISSUE = {"publication_page"}
AXE = Axe()
#: what is right need not be told
FAULTS_ALONE = {"resultTypes": ["violations"]}


def seen_by(name: str) -> str | None:
    """The first role, in the order of the columns, that GET answers with a page; None when there is none."""
    answers = ANSWERS[name][0]
    return WHO[answers.index("2")] if "2" in answers and name not in FILES else None


PAGES = {name: who for name in ANSWERS if (who := seen_by(name))}


def liven(cast) -> None:
    """一季度 with a returned, a lagging, a drafted and an accepted item."""
    submit(cast.target_entry, cast.clerk, "一季度，地区生产总值增长5.1%。", problem="投资不足。")
    accept(cast.target_entry, cast.office)
    judge(cast.target_entry, cast.office, Outcome.LAGGING, "增速低于目标0.9个百分点。")
    submit(cast.livelihood_entry, cast.clerk, "新增普惠性学位一批。")
    give_back(cast.livelihood_entry, cast.office)
    submit(cast.key_entry, cast.clerk, "①小学主体完工。", needs_coordination=True, coordination="请协调用地。")
    save(cast.other_entry, cast.other_clerk, "新增停车位800个。")


def faults(page) -> list[str]:
    """What axe-core finds, a line each: the rule, what it says, the element."""
    found = AXE.run(page, options=FAULTS_ALONE).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def found_on(page, go) -> dict[int, list[str]]:
    """What is found at both widths, each on the page as ``go`` has just opened it."""
    found = {}
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        go()
        found[width] = faults(page)
    return found


def make_lively() -> Cast:
    cast = make_cast()
    liven(cast)
    return cast


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_and_worked_by_everybody(transactional_db, keep_once, browse, name):
    # what the address speaks of comes first: some of it can only be asked before the item is filed
    cast = keep_once(make_cast if name in PARTS else make_lively).lay_down()
    address = reverse(name, kwargs=PARTS[name](cast) if name in PARTS else {})
    if name in PARTS and name not in OF_THE_ISSUE:
        liven(cast)
    page = browse(cast.person(PAGES[name]) if PAGES[name] != "anonymous" else None)
    assert found_on(page, lambda: page.goto(address)) == {WIDE: [], NARROW: []}


def ask_for_confirmation(page) -> None:
    """Ticks the first two of the summary and judges them behind."""
    page.goto("/judging/?summary=1&show=todo")
    for box in page.locator("[data-pick]").all()[:2]:
        box.check()
    page.get_by_label("理由").fill("未按时报送。")
    page.get_by_role("button", name="推进滞后").click()
    page.get_by_role("heading", name="研判 2 项为“推进滞后”？").wait_for()


#: pages of the office that an address alone does not open
FURTHER = {
    "the list of what waits": lambda page, cast: page.goto("/review/?tab=waiting"),
    "the summary of 研判": lambda page, cast: page.goto("/judging/?summary=1&show=all"),
    "the decision on many shown once more": lambda page, cast: ask_for_confirmation(page),
    "the plan's words of ticked items": lambda page, cast: page.goto(f"/tasks/adjust/?entry={cast.key_entry.pk}"),
}


@pytest.mark.parametrize("name", FURTHER)
def test_a_page_behind_a_list_can_be_read_and_worked_by_everybody(transactional_db, keep_once, browse, name):
    cast = keep_once(make_lively).lay_down()
    page = browse(cast.office)
    assert found_on(page, lambda: FURTHER[name](page, cast)) == {WIDE: [], NARROW: []}
