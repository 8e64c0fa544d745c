"""首页 as one next step: what the office, a unit and those without items do first, in each situation of the quarter."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tasks import clock
from tasks.checking.finding_actions import set_finding_aside
from tasks.checking.findings import describe_finding, list_findings
from tasks.enums import Outcome, PeriodState, TimedJob
from tasks.models import JobWorker, Period, ProgressEntry, TimedRun, User
from tasks.reminding.manual_actions import remind
from tests.cast import PeriodFactory, judge
from tests.pages import found, next_step, three
from tests.reports.half_year import TODAY, make_half_year
from tests.tasks.models.jobs import job

BOARD, DESK = reverse("board"), reverse("desk")


@pytest.fixture
def half_year(cast, settings) -> Period:
    settings.DUBAN_TODAY = TODAY
    return make_half_year(cast)


def step_of(cast, sign_in, who: str = "office") -> tuple[str, str, str]:
    return next_step(sign_in(cast.person(who)).get(BOARD))


def chase(cast, half_year) -> None:
    owed = half_year.entries.filter(state__in=["blank", "draft", "confirming"])
    remind(period=half_year, entries=owed, line="", to=["clerk", "unit_head"], again="", by=cast.office)


def accept_all(half_year) -> None:
    half_year.entries.update(state="accepted", text="已完成一半。", standing="normal")


def judge_all(half_year) -> None:
    for entry in half_year.entries.filter(judgement=None):
        judge(entry, Outcome.ON_TRACK)


def set_all_aside(cast, half_year) -> None:
    for finding in list_findings(half_year):
        what = describe_finding(finding)
        set_finding_aside(period=half_year, key=finding.key, reason="已核对。", by=cast.office, what=what)


def move_to(half_year, state: PeriodState) -> None:
    Period.objects.filter(pk=half_year.pk).update(state=state)


def test_first_of_all_the_office_asks_for_what_is_overdue(cast, half_year, sign_in):
    page = sign_in(cast.office).get(BOARD)
    assert next_step(page) == (
        "催办 3 项逾期未报",
        "2 个牵头单位，最久逾期 1 个工作日：未填报 1 项，草稿 1 项，待单位审核 1 项。还没有催办过。",
        "催办 2 个单位",
    )
    assert found(page, "ol.steps") == [
        "✓ 开启 6月21日 2 催报 3 项逾期 3 审核 1 项待审 4 研判 2 项预警 5 校核 5 项未报未判 6 印发 未印发"
    ]


def test_the_button_shows_who_would_be_told_before_anything_is_sent(cast, half_year, sign_in):
    client = sign_in(cast.office)
    sent = client.get(BOARD).context["page"].steps.next
    data: dict[str, list[str]] = {}
    for name, value in sent.sent:
        data.setdefault(name, []).append(value)
    assert found(client.post(sent.url, data), "h1") == ["将催办 3 项，通知 3 人"]


def test_what_was_asked_for_lately_is_not_asked_for_again(cast, half_year, sign_in):
    chase(cast, half_year)
    assert step_of(cast, sign_in) == (
        "审核 1 项报送",
        "最早一项（区教委）已等 1 个工作日；其中预警滞后 1 项。",
        "审核 1 项",
    )


def test_then_it_judges_what_is_accepted_the_warned_first(cast, half_year, sign_in):
    chase(cast, half_year)
    half_year.entries.filter(state="submitted").update(state="accepted")
    assert step_of(cast, sign_in) == (
        "研判 1 项预警",
        "■ 滞后 1 项，▲ 关注 0 项；本期共 5 项未研判。",
        "研判 1 项",
    )


def test_where_only_units_can_go_on_it_is_told_for_whom_it_waits(cast, half_year, sign_in):
    chase(cast, half_year)
    entry = half_year.entries.get(state="submitted")
    half_year.entries.filter(pk=entry.pk).update(state="accepted")
    judge(ProgressEntry.objects.get(pk=entry.pk), Outcome.LAGGING, "学位未开工")
    assert step_of(cast, sign_in) == (
        "等 2 个单位报送 4 项",
        "7月5日截止，逾期的近日已催办；退回未重报 1 项，未报送 3 项。报来的已审核、研判。",
        "看 4 项名单",
    )


def test_once_all_is_filed_it_judges_mends_closes_and_issues(cast, half_year, sign_in):
    accept_all(half_year)
    assert step_of(cast, sign_in)[::2] == ("研判 5 项", "研判 5 项")
    judge_all(half_year)
    key = half_year.entries.get(task=cast.key)
    half_year.entries.filter(pk=key.pk).update(text="", published_text="")
    title, why, act = step_of(cast, sign_in)
    assert (title.startswith("改正 "), "处" in why, act.startswith("校核 ")) == (True, True, True)
    set_all_aside(cast, half_year)
    assert step_of(cast, sign_in)[::2] == ("截止上半年填报", "去截止填报")
    move_to(half_year, PeriodState.CLOSED)
    assert step_of(cast, sign_in)[::2] == ("印发2024年上半年报告", "去印发")
    move_to(half_year, PeriodState.ISSUED)
    assert step_of(cast, sign_in)[0] == "2024年上半年已印发"
    PeriodFactory(plan=cast.plan, number=3, opens_on=TODAY, due_on=TODAY, state=PeriodState.PLANNED)
    assert step_of(cast, sign_in) == (
        "开启前三季度填报",
        "上半年已印发；前三季度填报计划7月8日开启。",
        "去开启",
    )


def test_nothing_of_an_issued_period_is_left_to_act_on(cast, half_year, sign_in):
    move_to(half_year, PeriodState.ISSUED)
    page = sign_in(cast.office).get(BOARD)
    assert three(page) == ["1 滞后 其中两期以上 0 项", "0 正常 含已完成", "5 未研判 不列入附件"]
    assert [word for word in ("逾期未报", "待审核", "必须改正") if word in " ".join(found(page, "p.also"))] == []
    assert found(page, "ol.steps") == [
        "✓ 开启 6月21日 2 催报 3 项未报送，1 项退回未重报 3 审核 1 项未审核 4 研判 5 项未判 ✓ 校核 随印发定稿 ✓ 印发 已印发"
    ]


def test_a_sign_off_waits_first_of_all_for_the_head_of_the_office(cast, half_year, sign_in):
    cast.government.requires_sign_off = True
    cast.government.save()
    half_year.sign_offs.create(
        fingerprint="x", asked_at=datetime(2024, 7, 5, 2, tzinfo=UTC), asked_by=cast.office, data={}
    )
    assert step_of(cast, sign_in, "office_head") == ("1 份印发待您审核", "2024年上半年，陈红 7月5日提请。", "去审核")
    assert step_of(cast, sign_in)[2] == "催办 2 个单位"


@pytest.mark.parametrize(
    ("who", "step"),
    [
        ("clerk", ("报送 2 项", "先改退回的 1 项")),
        ("other_clerk", ("报送 1 项", "去填第一项")),
        ("unit_head", ("审核 1 项填报", "审核第一项")),
        ("cooperating_clerk", ("没有要办的事", "")),
    ],
)
def test_a_unit_is_led_to_the_first_of_its_entries(cast, half_year, sign_in, who, step):
    assert step_of(cast, sign_in, who)[::2] == step


@pytest.mark.parametrize("who", ["clerk", "unit_head", "office", "office_head", "leader", "head"])
def test_a_home_has_one_dark_button_at_most(cast, half_year, sign_in, who):
    page = sign_in(cast.person(who)).get(BOARD)
    dark = [one for one in found(page, "a.btn") if one] and page.content.decode().count('class="btn big"')
    assert dark <= 1


class TestTheOtherPeriod:
    """After a new period opens, homes stay where work is left, until the new one is due."""

    @pytest.fixture
    def nine_months(self, cast, half_year, settings) -> Period:
        settings.DUBAN_TODAY = TODAY.replace(month=9, day=25)
        move_to(half_year, PeriodState.CLOSED)
        return PeriodFactory(plan=cast.plan, number=3, opens_on=TODAY, due_on=TODAY.replace(month=10, day=8))

    def shown(self, page) -> tuple[str, str]:
        said = found(page, "div.other-period")
        return page.context["page"].period.label, said[0] if said else ""

    def test_the_office_stays_with_the_report_that_is_not_issued(self, cast, nine_months, sign_in):
        client = sign_in(cast.office)
        assert self.shown(client.get(BOARD)) == (
            "上半年",
            "2024年前三季度已开启；2024年上半年还有：1 项待审核，1 项退回未重报，5 项未研判，报告尚未印发。"
            "办完前首页停在上半年。 转到前三季度",
        )
        client.post(reverse("switch_period"), {"period": nine_months.pk, "next": BOARD})
        assert self.shown(client.get(BOARD)) == (
            "前三季度",
            "2024年上半年还有：1 项待审核，1 项退回未重报，5 项未研判，报告尚未印发。 转到上半年",
        )

    def test_once_it_is_issued_the_new_period_is_shown(self, cast, half_year, nine_months, sign_in):
        move_to(half_year, PeriodState.ISSUED)
        assert self.shown(sign_in(cast.office).get(BOARD)) == ("前三季度", "")

    def test_from_an_issued_period_a_button_leads_to_the_new_one(self, cast, half_year, nine_months, sign_in):
        move_to(half_year, PeriodState.ISSUED)
        client = sign_in(cast.office)
        client.post(reverse("switch_period"), {"period": half_year.pk, "next": BOARD})
        assert self.shown(client.get(BOARD)) == ("上半年", "2024年前三季度已开启。 转到前三季度")

    @pytest.mark.parametrize("who", ["leader", "head"])
    def test_who_reads_results_stays_with_them_until_the_new_period_is_due(
        self, cast, half_year, nine_months, sign_in, settings, who
    ):
        move_to(half_year, PeriodState.ISSUED)
        client = sign_in(cast.person(who))
        assert self.shown(client.get(BOARD)) == (
            "上半年",
            "2024年前三季度已开启；10月8日前首页停在上半年。 转到前三季度",
        )
        settings.DUBAN_TODAY = TODAY.replace(month=10, day=9)
        assert self.shown(client.get(BOARD)) == ("前三季度", "")

    def test_once_the_new_period_is_due_its_own_work_presses(self, cast, nine_months, sign_in, settings):
        settings.DUBAN_TODAY = TODAY.replace(month=10, day=9)
        assert self.shown(sign_in(cast.office).get(BOARD))[0] == "前三季度"

    def test_a_unit_stays_while_it_still_has_to_file_there(self, cast, half_year, nine_months, sign_in):
        assert self.shown(sign_in(cast.clerk).get(BOARD)) == ("前三季度", "")
        half_year.entries.filter(task=cast.key).update(due_on=TODAY.replace(month=9, day=30))
        period, said = self.shown(sign_in(cast.clerk).get(BOARD))
        assert (period, said.split("。")[0]) == ("上半年", "2024年前三季度已开启；2024年上半年还有：1 项待报送")


@pytest.mark.parametrize(
    ("who", "step"),
    [
        ("administrator", ("12 人从未登录", "核对 12 个账号")),
        ("auditor", ("看今日 0 条留痕", "看留痕")),
        ("viewer", ("还没有印发的报告", "")),
        ("security", ("没有待确认的账号变更", "")),
    ],
)
def test_who_reads_no_items_is_told_what_waits_too(cast, sign_in, settings, who, step):
    settings.DUBAN_TODAY = TODAY
    client = sign_in(cast.person(who))
    assert client.get(reverse("home")).url == DESK
    page = client.get(DESK)
    assert (next_step(page)[0], next_step(page)[2]) == step


def test_the_administrator_is_told_first_that_jobs_wait_and_no_worker_does_them(cast, sign_in):
    job(cast)
    page = sign_in(cast.administrator).get(DESK)
    assert next_step(page) == ("后台进程没有运行", "有 1 项后台任务在等待，启动后自动办理。", "看怎么处理")
    JobWorker.objects.create(name="甲机", begun_at=clock.get_real_moment(), seen_at=clock.get_real_moment())
    assert next_step(sign_in(cast.administrator).get(DESK))[0] != "后台进程没有运行"


def test_the_administrator_is_told_of_a_timed_command_that_failed(cast, sign_in):
    now = clock.get_real_moment()
    TimedRun.objects.create(job=TimedJob.BACKUP, begun_at=now, ended_at=now, error="磁盘已满")
    page = sign_in(cast.administrator).get(DESK)
    assert next_step(page) == ("1 项定时任务没有成功", f"{TimedJob.BACKUP.label}。", "看怎么处理")


def test_before_the_first_issue_a_viewer_reads_what_was_issued_on_paper(cast, sign_in):
    imported = PeriodFactory(plan=cast.plan, number=2, state=PeriodState.ISSUED)
    page = sign_in(cast.viewer).get(DESK)
    assert (next_step(page)[0], next_step(page)[2]) == ("2024年上半年推进情况", "阅读")
    assert reverse("imported_report", args=[imported.pk]) in page.content.decode()


def test_who_may_read_all_has_the_board_and_no_desk(cast, half_year, sign_in):
    cast.government.viewer_scope = "all"
    cast.government.save()
    client = sign_in(User.objects.get(pk=cast.viewer.pk))
    assert (client.get(reverse("home")).url, client.get(DESK).status_code) == (BOARD, 403)
