"""The works in the head of every page: few for each role, and every place is in one of them."""

import pytest

from tasks.enums import EntryState, PeriodState, Standing
from tasks.judging.waiting import count_waiting
from tasks.models import Period, ProgressEntry
from tests.cast import PEOPLE
from tracker.navigation import list_works
from tracker.works import WORKS

#: everybody → the works, in their order
EVERYBODYS = {
    "clerk": "首页 我的任务 报告 事项 考核",
    "office": "首页 催报审核 研判 报告 事项 考核 设置",
    "leader": "首页 报告 事项 考核",
    "administrator": "首页 单位和领导 用户 填报期 设置",
    "auditor": "首页 留痕",
    "head": "首页 报告 事项 考核",
    "office_head": "首页 催报审核 研判 报告 事项 考核 设置",
    "viewer": "首页 印发",
    "security": "首页 账号确认",
}
TABS = {
    "/reminders/sent/": "填报期 导入 催办 填报审核 签收 申请",
    "/receipts/3/decide/": "填报期 导入 催办 填报审核 签收 申请",
    "/publications/1/": "校核 报告 印发 导出附表",
    "/rules/plan/2/": "全部设置",
    "/settings/": "",
    "/search/": "",
}


def here(works):
    return next((work for work in works if work.is_here), None)


@pytest.mark.parametrize("who", EVERYBODYS)
def test_everybody_has_at_most_seven_works(cast, who):
    assert " ".join(str(work.label) for work in list_works(cast.person(who), "/", None)) == EVERYBODYS[who]


def test_every_place_is_shown_to_somebody(cast):
    shown = {place.label for who in PEOPLE for work in list_works(cast.person(who), "/", None) for place in work.places}
    assert {place.label for work in WORKS for place in work.places} - shown == set()


@pytest.mark.parametrize(("path", "tabs"), TABS.items())
def test_a_page_has_the_places_of_its_work_beside_its_title(cast, path, tabs):
    work = here(list_works(cast.office, path, None))
    assert " ".join(str(place.label) for place in work.tabs) == tabs if work else tabs == ""


def test_what_waits_in_the_period_stands_beside_its_work(cast):
    """Two wait for the review, one of them is warned of; what is issued waits for nobody."""
    for entry, standing in ((cast.target_entry, Standing.LAGGING), (cast.key_entry, Standing.NORMAL)):
        ProgressEntry.objects.filter(pk=entry.pk).update(state=EntryState.SUBMITTED, standing=standing)
    waiting = {}
    for state in (PeriodState.OPEN, PeriodState.ISSUED):
        Period.objects.filter(pk=cast.period.pk).update(state=state)
        [period] = count_waiting(Period.objects.filter(pk=cast.period.pk))
        works = {work.label: work.count for work in list_works(cast.office, "/", period)}
        waiting[state] = (works["催报审核"], works["研判"], works["报告"])
    assert waiting == {PeriodState.OPEN: (2, 1, None), PeriodState.ISSUED: (0, 0, None)}
