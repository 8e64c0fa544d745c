"""首页: what each role reads there, and that every number leads to just the rows it counts."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from tasks import clock
from tasks.enums import Outcome, PeriodState, ReceiptState
from tasks.models import Edition, Ending, Indicator, Plan, ProgressEntry, Reading, Receipt
from tests.acts import deputise, judge
from tests.cast import EntryFactory, TaskFactory
from tests.pages import also, errors, found, next_step, rows, said, three, words
from tests.reports.half_year import ASK, TODAY, make_half_year

BOARD = reverse("board")
#: address → how many rows its page shows
ROWS = {
    reverse("task_list"): lambda page: page.context["page"].table.paginator.count,
    reverse("my_tasks"): lambda page: sum(len(rows) for _, rows in page.context["page"].piles),
    reverse("review_queue"): lambda page: len(page.context["page"].rows),
    reverse("judging_queue"): lambda page: len(page.context["page"].rows),
    reverse("check_list"): lambda page: page.context["page"].live_count,
    reverse("objection_list"): lambda page: len(page.context["waiting"]),
    BOARD: lambda page: len(page.context["page"].waiting),
    reverse("request_list"): lambda page: len(page.context["waiting"]),
    reverse("receipt_page"): lambda page: len(page.context["page"].items),
    reverse("receipt_overview"): lambda page: len(page.context["page"].returned),
}


OVERDUE = {"code": "overdue", "severity": "high", "message": "时限已过", "arithmetic": "", "quote": "", "spans": []}


@pytest.fixture
def half_year(cast, settings):
    settings.DUBAN_TODAY = TODAY
    return make_half_year(cast)


def numbers(client, address: str = BOARD) -> list[tuple[int, str]]:
    """Every number of a page that leads to rows, with its address."""
    page = html.fromstring(client.get(address).content.decode())
    links = page.xpath("//main//a[@data-number]")
    # a label may hold a number too, which stands outside of the bold one
    counts = [words(next(iter(link.xpath(".//b")), link)) for link in links]
    return [(int(re.search(r"\d+", count)[0]), link.get("href")) for count, link in zip(counts, links, strict=True)]


def rows_behind(client, address: str) -> int:
    return ROWS[address.partition("?")[0]](client.get(address))


def sentence(answer) -> list[str]:
    """The line under the title, as it is read."""
    page = html.fromstring(answer.content.decode())
    return [" ".join("".join(line.itertext()).split()) for line in page.xpath("//main//p[@class='lead']")]


def ask_to_sign(cast) -> None:
    """The office asks all units to sign; 区教委 returns one item as not its own."""
    Plan.objects.filter(pk=cast.plan.pk).update(receipts_due_on=TODAY)
    Receipt.objects.create(
        task=cast.key,
        unit=cast.lead_unit,
        state=ReceiptState.DISPUTED,
        reason="不属本单位。",
        made_at=clock.now(),
        made_by=cast.clerk,
    )


@pytest.mark.parametrize(
    ("who", "how_many"),
    [
        ("clerk", 7),
        ("unit_head", 7),
        ("other_clerk", 5),
        ("cooperating_clerk", 2),
        ("office", 25),
        ("leader", 8),
        ("head", 13),
        ("office_head", 25),
    ],
)
@pytest.mark.parametrize("named", ["", "?of=2024-H1"])
def test_every_number_leads_to_its_rows(cast, half_year, sign_in, who, how_many, named):
    half_year.entries.filter(task__in=[cast.key, cast.livelihood]).update(signals=[OVERDUE])
    ask_to_sign(cast)
    client = sign_in(cast.person(who))
    given = numbers(client, BOARD + named)
    assert {address: number for number, address in given} == {
        address: rows_behind(client, address) for _, address in given
    }
    assert len(given) == how_many


def test_a_clerk_sees_what_is_due_and_why_it_came_back(cast, half_year, sign_in):
    page = sign_in(cast.clerk).get(BOARD)
    assert sentence(page) == [
        "2 项待报送（其中 1 项退回待改），7月5日截止，已逾期 1 个工作日，请尽快报送。另有 1 项待单位审核人审核。"
    ]
    assert three(page) == ["1 已退回", "1 待填报", "2 已报送 其中已研判 1"]
    assert also(page) == ["待单位审核 1"]
    assert next_step(page)[::2] == ("报送 2 项", "先改退回的 1 项")
    assert rows(page) == [
        [
            "1",
            "重点工作任务 · 推动教育强区建设 建成小学两所，投用中学一所 退回意见 请写明建成面积。",
            "7月5日",
            "已退回",
            "一季度：推进滞后 上半年：已退回 前三季度：未开启 全年：未开启",
            "修改 重点工作任务第1项",
        ],
        [
            "3",
            "重点工作任务 第3件要事",
            "7月5日",
            "草稿",
            "一季度：未列入 上半年：未报送 前三季度：未开启 全年：未开启",
            "填报 重点工作任务第3项",
        ],
    ]


def test_the_unit_sees_how_it_stood_and_what_lags_now(cast, half_year, sign_in):
    page = sign_in(cast.clerk).get(BOARD)
    assert found(page, "h2") == [
        "报送 2 项",
        "要办的事项",
        "提请区领导协调",
        "本期研判为滞后",
        "上期结论 · 2024年一季度",
        "只配合的事项",
    ]
    assert found(page, "div.tally") == ["1 正常推进 2 推进滞后"]
    assert found(page, "p.why") == ["退回意见 请写明建成面积。", "增速低于目标", "学位未开工", "用地未落实"]


def test_what_does_not_fit_a_unit_s_board_is_counted(cast, half_year, sign_in):
    for number in range(10, 20):
        task = TaskFactory(plan=cast.plan, number=number, edition__lead=[cast.lead_unit])
        EntryFactory(task=task, period=half_year)
    page = sign_in(cast.clerk).get(BOARD)
    assert (len(rows(page)), found(page, "p.help")) == (8, ["还有 4 项，见 我的任务 。"])


def test_a_unit_in_its_first_period_has_no_earlier_result(cast, sign_in):
    page = sign_in(cast.clerk).get(BOARD)
    assert "这是本单位的第一个填报期。" in " ".join(found(page, "p.soft"))
    assert "这是本年第一期。" in " ".join(found(sign_in(cast.leader).get(BOARD), "p.soft"))


def test_a_unit_that_led_nothing_before_is_told_so(cast, half_year, sign_in):
    page = sign_in(cast.cooperating_clerk).get(BOARD)
    assert "本单位上期没有牵头的事项。" in found(page, "p.soft")


def test_the_head_reads_first_what_waits_for_him(cast, half_year, sign_in):
    page = sign_in(cast.unit_head).get(BOARD)
    assert three(page) == ["1 已退回", "1 待填报", "2 已报送 其中已研判 1"]
    assert also(page) == ["待我审核 1"]
    assert next_step(page)[::2] == ("审核 1 项填报", "审核第一项")
    assert [row[-1] for row in rows(page)] == [
        "审核 重点工作任务第4项",
        "修改 重点工作任务第1项",
        "填报 重点工作任务第3项",
    ]


def test_items_where_a_unit_only_cooperates_stand_apart(cast, half_year, sign_in):
    page = sign_in(cast.cooperating_clerk).get(BOARD)
    assert sentence(page) == ["本期没有由本单位报送的事项。"]
    assert found(page, "li") == [
        "已通过 推进滞后 预期目标第 1 项 地区生产总值增长6%以上 区教委",
        "待审核 民生实事第 1 项 学位扩容 区教委",
        "已退回 重点工作任务第 1 项 建成小学两所，投用中学一所 区教委",
    ]


def test_an_entry_with_a_later_day_of_its_own_is_due_on_that_day(cast, half_year, sign_in):
    own = half_year.entries.filter(edition__text__in=["第3件要事", "建成小学两所，投用中学一所"])
    own.update(due_on=TODAY.replace(day=12))
    half_year.state = PeriodState.CLOSED
    half_year.save()
    assert sentence(sign_in(cast.clerk).get(BOARD)) == [
        "2 项待报送（其中 1 项退回待改），7月12日截止，还剩 4 个工作日。另有1 项未报送（其中 1 项待单位审核），如需补报请联系督查办。"
    ]


def test_what_was_opened_for_one_item_alone_stands_before_what_is_missed(cast, half_year, sign_in):
    half_year.entries.filter(task=cast.key).update(due_on=TODAY)
    half_year.state = PeriodState.CLOSED
    half_year.save()
    page = sign_in(cast.clerk).get(BOARD)
    assert sentence(page) == [
        "1 项待报送（其中 1 项退回待改），7月8日截止，今日截止。"
        "另有2 项未报送（其中 1 项待单位审核），如需补报请联系督查办。"
    ]
    assert [row[-1] for row in rows(page)] == ["修改 重点工作任务第1项", "查看 重点工作任务第3项"]


def test_after_everything_is_filed_the_unit_is_told_so(cast, half_year, sign_in):
    half_year.entries.filter(state__in=["returned", "draft"]).update(state="accepted")
    assert sentence(sign_in(cast.clerk).get(BOARD)) == ["本单位应报的 5 项都已填好，1 项待单位审核人审核。"]
    half_year.entries.filter(state="confirming").update(state="submitted")
    assert sentence(sign_in(cast.clerk).get(BOARD)) == ["本单位应报的 5 项已全部报送。"]


def test_after_the_close_the_unit_is_told_whom_to_ask(cast, half_year, sign_in):
    half_year.state = PeriodState.CLOSED
    half_year.save()
    page = sign_in(cast.clerk).get(BOARD)
    assert sentence(page) == ["填报已截止，3 项未报送（其中 1 项待单位审核），如需补报请联系督查办。"]
    assert [row[-1] for row in rows(page)] == ["查看 重点工作任务第1项", "查看 重点工作任务第3项"]


def test_the_office_sees_what_waits_for_it(cast, half_year, sign_in):
    page = sign_in(cast.office).get(BOARD)
    assert three(page) == [
        "3 逾期未报 占 6 项的 50%",
        "1 待审核 最早一项已等 1 个工作日",
        "2 预警待研判 ■ 滞后 1 ▲ 关注 1",
    ]
    assert also(page) == ["两期以上滞后 1", "校核必须改正 5", "7月5日以来新报送 1", "协调待答复 1"]


def test_the_office_sees_the_stages_of_each_unit_the_latest_first(cast, half_year, sign_in):
    listed = rows(sign_in(cast.office).get(BOARD))
    assert [row for row in listed if len(row) == 11] == [
        ["区教委", "2", "1", "", "1", "1", "1", "1", "", "1", "5"],
        ["区城市管理局", "1", "1", "1", "", "", "", "", "", "", "1"],
    ]


def test_the_office_reads_what_lags_again_what_is_new_and_what_leaders_are_asked(cast, half_year, sign_in):
    assert found(sign_in(cast.office).get(BOARD), "li")[6:] == [
        "7月7日 10:00 区教委 学位扩容",
        "预警滞后 连续 2 期 民生实事第 1 项 学位扩容 区教委 "
        "一季度：推进滞后 上半年：预警滞后 前三季度：未开启 全年：未开启",
        *("一季度：推进滞后", "上半年：预警滞后", "前三季度：未开启", "全年：未开启"),
        f"民生实事第 1 项 学位扩容 ▲ {ASK} 王明",
    ]


def test_a_leader_reads_why_an_item_that_nobody_judged_yet_is_behind_now(cast, half_year, sign_in):
    lasting = OVERDUE | {"code": "repeated", "message": "连续 2 期落后"}
    half_year.entries.filter(task=cast.livelihood).update(signals=[lasting, OVERDUE], problem="场地未交付。")
    assert found(sign_in(cast.leader).get(BOARD), "article.lag")[0].partition("前三季度：未开启 全年：未开启 ")[2] == (
        "本期预警依据 时限已过 上期滞后原因 学位未开工 下一步措施 8月底前开工。 存在问题 场地未交付。"
    )


def test_a_next_step_that_the_reason_tells_is_not_told_twice(cast, half_year, sign_in):
    entry = half_year.entries.get(task=cast.target)
    judge(entry, cast.office, Outcome.LAGGING, f"增速低于目标。下一步，{entry.next_step}")
    lag = next(one for one in found(sign_in(cast.leader).get(BOARD), "article.lag") if "预期目标第 1 项" in one)
    assert lag.endswith(f"滞后原因 增速低于目标。下一步，{entry.next_step}")


def test_a_leader_reads_what_lags_with_reason_and_next_step(cast, half_year, sign_in):
    page = sign_in(cast.leader).get(BOARD)
    assert three(page) == ["2 滞后 其中预警、未研判 1 项", "1 待您答复", "3 负责事项"]
    assert also(page) == ["推进滞后 1", "未研判，未预警滞后 1"]
    assert next_step(page) == (
        "1 项研判为滞后，1 项预警滞后、尚未研判，1 项等您答复",
        "1 个单位提请协调。",
        "答复 1 项",
    )
    assert found(page, "article.lag") == [
        "预警滞后 上期滞后，本期未研判 民生实事第 1 项 学位扩容 区教委 一季度：推进滞后 上半年：预警滞后 前三季度：未开启 全年：未开启 "
        "上期滞后原因 学位未开工 下一步措施 8月底前开工。",
        "推进滞后 新增滞后 预期目标第 1 项 地区生产总值增长6%以上 区教委 一季度：正常推进 上半年：推进滞后 前三季度：未开启 全年：未开启 "
        "滞后原因 增速低于目标 下一步措施 下半年加快。",
        "上期滞后，本期未研判 重点工作任务第 1 项 建成小学两所，投用中学一所 区教委 一季度：推进滞后 上半年：已退回 前三季度：未开启 全年：未开启 "
        "上期滞后原因 用地未落实 "
        "下一步措施 （单位未写）",
    ]
    assert [one for one in found(page, "h3") if one.endswith(" 项")] == [
        "新增滞后 1 项",
        "连续滞后 0 项",
        "已经赶上 0 项",
        "上期滞后，本期未研判 2 项",
    ]


def test_a_leader_does_not_read_a_unit_s_draft(cast, half_year, sign_in):
    half_year.entries.filter(task=cast.key).update(state="draft", next_step="内部措施。")
    page = sign_in(cast.leader).get(BOARD).content.decode()
    assert ("内部措施。" in page, "单位尚未报送本期进展。" in page) == (False, True)


@pytest.mark.parametrize("who", ["clerk", "unit_head", "cooperating_clerk"])
def test_no_unit_reads_the_machines_warning(cast, half_year, sign_in, who):
    page = sign_in(cast.person(who)).get(BOARD).content.decode()
    assert [word for word in ("预警", "关注", "逾期未完成") if word in page] == []


def test_a_leader_answers_on_his_board_and_everybody_reads_it_on_theirs(cast, half_year, sign_in):
    entry, client = half_year.entries.get(task=cast.livelihood), sign_in(cast.leader)
    given = {"text": "已请规划部门批复。", "revision": entry.revision, "from": "board"}
    answer = client.post(reverse("coordination_answer", args=[entry.pk]), given)
    assert answer.url == BOARD
    page = client.get(BOARD)
    assert said(page) == ["“民生实事第1项”的协调事项已答复，单位和督查办会收到通知。"]
    for who in ("leader", "clerk", "office"):
        notes = found(sign_in(cast.person(who)).get(BOARD), "section.asked")
        assert [note.partition(" 补充")[0] for note in notes] == [
            f"提请协调 已答复 {ASK} 王明（副区长）答复 已请规划部门批复。 2024年7月8日"
        ]


def test_what_was_asked_in_an_earlier_period_is_not_forgotten(cast, half_year, sign_in):
    asked = ProgressEntry.objects.filter(period=cast.period, task__in=[cast.key, cast.other_key])
    asked.update(needs_coordination=True, coordination="请协调资金。", state="accepted")
    client = sign_in(cast.leader)
    assert "一季度还有 1 项未答复。" in found(client.get(BOARD), "p")
    given = [(number, address) for number, address in numbers(client) if address.startswith(BOARD)]
    assert given == [(1, f"{BOARD}?of=2024-Q1")]
    assert rows_behind(client, given[0][1]) == 1


def test_a_leader_finds_what_lagged_in_the_period_before_alone_in_a_fold_of_its_own(cast, half_year, sign_in):
    page = sign_in(cast.leader).get(BOARD)
    board = page.context["page"]
    assert found(page, "summary")[0] == "上期滞后、本期尚未研判也未预警的 1 项，不计入滞后数"
    assert len(board.counted_lags) + len(board.warned) == board.behind.count


def test_an_empty_answer_is_asked_for_at_its_field_and_comes_back_to_the_board(cast, half_year, sign_in):
    entry, client = half_year.entries.get(task=cast.livelihood), sign_in(cast.leader)
    answer = client.post(reverse("coordination_answer", args=[entry.pk]), {"text": "", "from": "board"})
    assert (answer.status_code, len(errors(answer))) == (422, 1)
    page = answer.content.decode()
    assert (page.count(" autofocus"), page.count('name="from" value="board"')) == (1, 1)


def test_an_answer_that_was_refused_stands_open_with_its_text(cast, half_year, sign_in):
    entry = half_year.entries.get(task=cast.livelihood)
    answer = sign_in(cast.leader).post(
        reverse("coordination_answer", args=[entry.pk]), {"text": "同意。", "revision": 0, "from": "board"}
    )
    # the empty one is for a word to the unit
    assert (answer.status_code, found(answer, "textarea"), len(errors(answer))) == (409, ["同意。", ""], 1)


def test_the_head_of_government_reads_where_the_year_stands(cast, half_year, sign_in):
    page = sign_in(cast.head).get(BOARD)
    assert found(page, "p.sub") == ["填报中 · 时间进度 50% · 6 项"]
    assert three(page) == ["2 滞后 其中预警、未研判 1 项", "1 比上期变差", "0 逾期未完成"]
    assert next_step(page) == ("2 项滞后", "比上期变差 1 项，逾期未完成 0 项。", "看 2 项滞后")
    assert [row for row in rows(page) if len(row) == 3] == [
        ["已完成", "0", "0%"],
        ["正常", "0", "0%"],
        ["滞后", "1", "17%"],
        ["预警滞后，未研判", "1", "17%"],
        ["未研判，未预警滞后", "4", "67%"],
    ]
    assert found(page, "h2") == [
        "2 项滞后",
        "滞后事项 · 2 项，其中比上期变差 1 项",
        "全年进展，对照时间进度 50%",
        "等待决定",
        "本期进程",
        "各区领导预警，对比上期滞后",
        "各单位预警，对比上期滞后",
        "完成时限",
        "主要指标",
    ]
    assert found(page, "div.tally") == ["1 协调待答复 0 申请待办理 0 复核待决定"]
    assert found(page, "li") == [
        "推进滞后 变差 预期目标第 1 项 地区生产总值增长6%以上 区教委",
        "预警滞后 民生实事第 1 项 学位扩容 区教委",
        "没有逾期未完成的事项。",
        "没有30天内到期的事项。",
    ]


def test_the_head_of_government_reads_the_targets_against_their_figures(cast, half_year, sign_in):
    growth = Indicator.objects.create(
        task=cast.target, position=1, measure="地区生产总值", comparison=">=", value=6, unit="%", kind="growth"
    )
    Reading.objects.create(entry=half_year.entries.get(task=cast.target), indicator=growth, value=Decimal("5.2"))
    page = sign_in(cast.head).get(BOARD)
    assert rows(page)[-1] == ["地区生产总值", "", "5.2% 目标 6%", "差 0.8"]
    (said,) = html.fromstring(page.content.decode()).xpath("//td[@class='word']/span/@title")
    assert said == "5.2%，目标 6%，相差 0.8 个百分点"


def test_the_head_of_government_reads_what_is_due_and_what_is_past(cast, half_year, sign_in):
    for task, day in ((cast.key, TODAY.replace(day=20)), (cast.livelihood, TODAY.replace(month=6, day=30))):
        Edition.objects.filter(task=task).update(due_on=day, due_state="confirmed")
    half_year.entries.filter(task=cast.livelihood).update(signals=[OVERDUE])
    page = sign_in(cast.head).get(BOARD)
    assert (three(page)[2], also(page)) == ("1 逾期未完成", ["30天内到期 1"])
    assert found(page, "li")[-2:] == [
        "6月30日 民生实事第 1 项 学位扩容",
        "7月20日 重点工作任务第 1 项 建成小学两所，投用中学一所",
    ]
    ended = {"since": 5, "on": TODAY, "basis": "区政府常务会议", "made_at": clock.now(), "made_by": cast.office}
    Ending.objects.create(task=cast.key, kind="suspended", **ended)
    assert also(sign_in(cast.head).get(BOARD)) == []


def test_the_head_of_government_who_is_an_official_finds_his_own_items(cast, half_year, sign_in):
    cast.head.official = cast.official
    cast.head.save()
    client = sign_in(cast.head)
    assert found(client.get(BOARD), "div.tally")[0].endswith("3 由您负责")
    assert (3, f"{reverse('task_list')}?mine=yes") in numbers(client)


def test_a_deputy_reads_for_whom_he_acts_and_answers_in_his_name(cast, half_year, sign_in):
    deputy = deputise(cast, last=TODAY)
    page = sign_in(deputy).get(BOARD)
    assert found(page, "p.why")[0] == (
        "代 王明（副区长） 4月1日至7月8日由您代理， 以下含其负责的事项，协调事项可代为答复。"
    )
    assert found(page, "article.lag")[0].startswith("预警滞后 上期滞后，本期未研判 代 王明 民生实事第 1 项 学位扩容")
    assert "代王明 答复" in found(page, "summary")
    entry = half_year.entries.get(task=cast.livelihood)
    given = {"text": "已请规划部门批复。", "revision": entry.revision, "from": "board"}
    sign_in(deputy).post(reverse("coordination_answer", args=[entry.pk]), given)
    (note,) = found(sign_in(cast.clerk).get(BOARD), "section.asked")
    assert "刘芳（副区长）代王明答复 已请规划部门批复。" in note


@pytest.mark.parametrize(("who", "number"), [("clerk", "逾期未完成 1")])
def test_units_read_what_is_past_its_confirmed_day(cast, half_year, sign_in, who, number):
    half_year.entries.filter(task=cast.key).update(signals=[OVERDUE])
    client = sign_in(cast.person(who))
    assert number not in also(client.get(BOARD))
    Edition.objects.filter(task=cast.key).update(due_on=TODAY, due_state="confirmed")
    assert number in also(client.get(BOARD))
    ((count, address),) = [one for one in numbers(client) if "unfinished=yes" in one[1]]
    assert count == rows_behind(client, address) == 1


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("clerk", "还没有填报期。督查办导入年度方案、开启填报后，这里显示本期进度、待办和研判结论。"),
        (
            "office",
            "还没有填报期。督查办导入年度方案、开启填报后，这里显示本期进度、待办和研判结论。 还缺什么，见 启用清单 。",
        ),
        ("leader", "还没有填报期。督查办导入年度方案、开启填报后，这里显示本期进度、待办和研判结论。"),
        ("head", "还没有填报期。督查办导入年度方案、开启填报后，这里显示本期进度、待办和研判结论。"),
    ],
)
def test_without_a_period_the_board_says_who_makes_one(cast, sign_in, who, sentence):
    ProgressEntry.objects.filter(period=cast.period).delete()
    cast.period.delete()
    assert found(sign_in(cast.person(who)).get(BOARD), "p.empty") == [sentence]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (
            "office",
            "2024年一季度还没有事项。在“填报期”开启填报，或导入本期报告后，这里显示各单位进度、待办和研判情况。",
        ),
        (
            "leader",
            "2024年一季度没有由您负责的事项。督查办在方案中列明责任区领导后，事项会列在这里。",
        ),
        (
            "head",
            "2024年一季度还没有事项。督查办开启填报或导入本期报告后，这里显示全区进展、滞后和待决定的事项。",
        ),
    ],
)
def test_without_items_the_board_says_what_will_stand_there(cast, sign_in, who, sentence):
    ProgressEntry.objects.filter(period=cast.period).delete()
    assert found(sign_in(cast.person(who)).get(BOARD), "p.empty") == [sentence]


@pytest.mark.parametrize(
    ("who", "queries"), [("clerk", 12), ("unit_head", 12), ("office", 30), ("leader", 13), ("head", 14)]
)
def test_a_board_takes_as_many_queries_for_three_rows_as_for_one(cast, half_year, sign_in, reads_in, who, queries):
    def add():
        number = ProgressEntry.objects.count() + 10
        task = TaskFactory(
            plan=cast.plan,
            number=number,
            edition__text=f"第{number}件事",
            edition__lead=[cast.lead_unit],
            edition__leaders=[cast.official],
        )
        entry = EntryFactory(task=task, period=half_year, state="submitted")
        ProgressEntry.objects.filter(pk=entry.pk).update(needs_coordination=True, coordination=ASK)

    reads_in(queries, sign_in(cast.person(who)), BOARD, add)
