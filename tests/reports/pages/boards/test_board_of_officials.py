"""首页 of the head of government and of leaders: the same state of the same items, and what waits in other periods."""

from django.urls import reverse

from tasks.models import Leadership, ProgressEntry
from tests.acts import deputise
from tests.cast import EntryFactory, TaskFactory
from tests.pages import found, rows
from tests.reports.half_year import TODAY
from tests.reports.pages.boards.test_board import BOARD, OVERDUE, half_year, numbers, rows_behind  # noqa: F401  a fixture


def test_a_leader_reads_for_which_items_the_head_finds_him_behind(cast, half_year, sign_in):  # noqa: F811
    """An item that nobody has judged, and of which 上期 was not behind."""
    ProgressEntry.objects.filter(period=cast.period, task=cast.livelihood).update(judgement=None)
    signal = OVERDUE | {"message": "增速慢于时间进度。"}
    half_year.entries.filter(task=cast.livelihood).update(signals=[signal])
    assert ["王明（副区长）", "", "2", "0", "1", "+1"] in rows(sign_in(cast.head).get(BOARD))
    page = sign_in(cast.leader).get(BOARD)
    behind = [one for one in found(page, "article.lag") if one.startswith(("推进滞后", "预警滞后"))]
    assert (len(behind), behind[-1]) == (2, "预警滞后 民生实事第 1 项 学位扩容 区教委 预警依据 增速慢于时间进度。")


def test_a_deputy_finds_the_name_of_whom_he_acts_for_at_the_warned_items_too(cast, half_year, sign_in):  # noqa: F811
    ProgressEntry.objects.filter(period=cast.period, task=cast.livelihood).update(judgement=None)
    page = sign_in(deputise(cast, last=TODAY)).get(BOARD)
    [warned] = [one for one in found(page, "article.lag") if one.startswith("预警滞后")]
    assert warned.startswith("预警滞后 代 王明 民生实事第 1 项 学位扩容")
    listed = [one for one in found(page, "li") if "第 1 项" in one]
    assert {one.split(" ")[0] for one in listed} == {"代"}


def test_coordination_that_waits_in_another_period_is_counted_with_what_waits(cast, half_year, sign_in):  # noqa: F811
    asked = ProgressEntry.objects.filter(period=cast.period, task=cast.other_key)
    asked.update(needs_coordination=True, coordination="请协调资金。", state="accepted")
    address = f"{reverse('task_list')}?coordination=waiting&of=2024-Q1"
    for who in ("head", "office"):
        client = sign_in(cast.person(who))
        assert (1, address) in numbers(client)
        assert "2024年一季度协调待答复" in client.get(BOARD).content.decode()
        assert rows_behind(client, address) == 1


def test_where_no_leaders_are_recorded_the_board_says_so(cast, half_year, sign_in):  # noqa: F811
    Leadership.objects.all().delete()
    page = sign_in(cast.head).get(BOARD)
    assert any(said.startswith("2024年上半年的事项没有登记责任区领导。") for said in found(page, "p.soft"))


def test_the_head_s_lists_say_how_many_do_not_stand_on_them(cast, half_year, sign_in):  # noqa: F811
    for number in range(5):
        task = TaskFactory(plan=cast.plan, number=60 + number, edition__lead=[cast.other_unit])
        EntryFactory(task=task, period=half_year, state="submitted", standing="lagging")
    assert found(sign_in(cast.head).get(BOARD), "p.help") == ["查看全部 7 项"]
