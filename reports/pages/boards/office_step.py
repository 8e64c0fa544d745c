"""首页 of the office: what it does next, in the order of the quarter."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reports.figures import QuarterWork
from reports.pages.boards.next_step import NextStep, QuarterStep, StepMark, choose_next_step
from reports.pages.boards.views.board.links import Links
from tasks import clock
from tasks.checking.checks import Finding, FindingSeverity, count_findings
from tasks.enums import UNFILED, EntryState, PeriodState, Standing
from tasks.issuing.sign_offs import select_open_sign_offs, select_returned_sign_offs
from tasks.models import Period, ProgressEntry, User
from tasks.pages.issuing.addresses import build_sign_off_url
from tasks.pages.reminding.remind_page import list_filing_units
from tasks.periods import format_month_day
from tasks.permissions import Permission, can
from tasks.reminding.history import ReminderHistory, index_reminders_by_entry
from tasks.reminding.manual import USUAL
from tasks.reminding.recipients import RecipientDirectory
from tasks.reminding.rules import ReminderRules
from tasks.terms import terms


@dataclass(frozen=True)
class OfficeSteps:
    """The steps of a period for the office.

    Attributes:
        entries: all of the period.
        findings: of 校核, without those set aside.
    """

    user: User
    period: Period
    links: Links
    entries: list[ProgressEntry]
    work: QuarterWork
    findings: list[Finding]

    @cached_property
    def next(self) -> NextStep:
        return choose_next_step(self._iterate_candidates())

    @property
    def marks(self) -> list[StepMark]:
        """The six steps, each with how it stands; of an issued period, how it was left."""
        if self.period.state == PeriodState.ISSUED:
            return self._list_issued_marks()
        work, links = self.work, self.links
        is_filed = not work.owed
        judging = f"{len(work.warned)} 项预警" if work.warned else f"{len(work.unjudged)} 项未判"
        steps = (
            (QuarterStep.OPENING, format_month_day(self.period.opens_on), links.build_url("period_list"), True),
            (QuarterStep.CHASING, self._chasing_told, links.build_url("remind_page"), is_filed),
            (
                QuarterStep.REVIEW,
                f"{len(work.to_review)} 项待审" if work.to_review else "没有待审",
                links.build_url("review_queue", tab="waiting"),
                is_filed and not work.to_review,
            ),
            (
                QuarterStep.JUDGING,
                judging if work.unjudged else "已判完",
                links.build_url("judging_queue", summary=1),
                not work.unjudged,
            ),
            (
                QuarterStep.CHECKING,
                self._checking_told,
                links.build_url("check_list"),
                not (work.unjudged or self.mistakes),
            ),
            (QuarterStep.ISSUE, "未印发", links.build_url("issue_page"), False),
        )
        return [StepMark(*each, is_now=each[0] == self.next.step) for each in steps]

    def _list_issued_marks(self) -> list[StepMark]:
        links = self.links
        unfiled = sum(entry.state in UNFILED for entry in self.entries)
        returned = sum(entry.state == EntryState.RETURNED for entry in self.entries)
        waiting = sum(entry.state == EntryState.SUBMITTED for entry in self.entries)
        unjudged = sum(entry.judgement_id is None for entry in self.entries)
        owed = [f"{unfiled} 项未报送"] * bool(unfiled) + [f"{returned} 项退回未重报"] * bool(returned)
        steps = (
            (QuarterStep.OPENING, format_month_day(self.period.opens_on), links.build_url("period_list"), True),
            (QuarterStep.CHASING, "，".join(owed) or "已报齐", links.build_task_list_url(), not owed),
            (
                QuarterStep.REVIEW,
                f"{waiting} 项未审核" if waiting else "已审完",
                links.build_url("review_queue", tab="waiting"),
                not waiting,
            ),
            (
                QuarterStep.JUDGING,
                f"{unjudged} 项未判" if unjudged else "已判完",
                links.build_url("judging_queue", summary=1),
                not unjudged,
            ),
            (QuarterStep.CHECKING, "随印发定稿", links.build_url("check_list"), True),
            (QuarterStep.ISSUE, "已印发", links.build_url("issue_page"), True),
        )
        return [StepMark(*each) for each in steps]

    @cached_property
    def mistakes(self) -> list[Finding]:
        """What is wrong on paper and must be corrected, without what is merely still to be filed or judged."""
        return [one for one in self.findings if one.severity == FindingSeverity.MUST and not one.is_outstanding]

    @property
    def _checking_told(self) -> str:
        """Counts what is wrong on paper apart from the items that are outstanding: 校核 counts both as 必须改正."""
        must = [finding for finding in self.findings if finding.severity == FindingSeverity.MUST]
        outstanding = count_findings(must) - len(self.mistakes)
        looks = sum(finding.severity == FindingSeverity.LOOK for finding in self.findings)
        told = [
            *[f"{len(self.mistakes)} 处差错"] * bool(self.mistakes),
            *[f"{looks} 处请核对"] * bool(looks and not self.mistakes),
            *[f"{outstanding} 项未报未判"] * bool(outstanding),
        ]
        return "，".join(told) or "没有差错"

    @property
    def _chasing_told(self) -> str:
        work = self.work
        if work.overdue:
            return f"{len(work.overdue)} 项逾期"
        if work.owed:
            return f"{len(work.owed)} 项待报送"
        unfiled = sum(entry.state in UNFILED for entry in self.entries)
        return f"{unfiled} 项未报送" if unfiled else "已报齐"

    def _iterate_candidates(self) -> Iterator[NextStep | None]:
        yield self._find_sign_off()
        yield self._find_chase()
        yield self._find_review()
        yield self._find_judging()
        yield self._find_waiting()
        yield self._find_check()
        yield self._find_issue()
        yield self._find_opening()

    def _find_sign_off(self) -> NextStep | None:
        """The sign-off that waits for this person, or that was returned to the office."""
        if not self.period.plan.government.requires_sign_off:
            return None
        decides = can(self.user, Permission.DECIDE_SIGN_OFF)
        waiting = list(select_open_sign_offs(self.user)) if decides else []
        returned = [] if waiting else list(select_returned_sign_offs(self.user))
        for found, title, act in ((waiting, "印发待您审核", "去审核"), (returned, "印发审核退回", "按意见修改")):
            if found:
                what, asked = found[0].period or found[0].plan, found[0].asked_by.name
                day = format_month_day(clock.convert_to_local(found[0].asked_at).date())
                why = f"{what}，{asked} {day}提请。"
                return NextStep(f"{len(found)} 份{title}", why, act, build_sign_off_url(found[0]), QuarterStep.ISSUE)
        return None

    @cached_property
    def _reminders(self) -> dict[int, ReminderHistory]:
        return index_reminders_by_entry(self.work.overdue) if self.work.overdue else {}

    def _list_unasked(self) -> list[ProgressEntry]:
        """Lists the overdue entries of units that can be told and were not told lately."""
        government = self.period.plan.government
        rules = ReminderRules.from_dict(government.reminder_rules)
        since, people = government.workdays.before(clock.today(), rules.again_after), RecipientDirectory(government)
        return [
            entry
            for entry in self.work.overdue
            if (entry.pk not in self._reminders or self._reminders[entry.pk].last <= since)
            and people.is_unit_reachable(entry.edition.filing_unit)
        ]

    def _find_chase(self) -> NextStep | None:
        unasked = self._list_unasked() if self.work.overdue else []
        if not unasked:
            return None
        units = len(list_filing_units(unasked))
        return NextStep(
            title=f"催办 {len(unasked)} 项逾期未报",
            why=self._describe_overdue(unasked, units),
            act=f"催办 {units} 个单位",
            url=self.links.build_url("remind_page", self.period),
            step=QuarterStep.CHASING,
            sent=[
                ("do", "preview"),
                *(("to", role.value) for role in USUAL),
                *(("pick", str(entry.pk)) for entry in unasked),
            ],
            more=[("先看名单", self.links.build_url("remind_page", tab="overdue"))],
        )

    def _describe_overdue(self, overdue: list[ProgressEntry], units: int) -> str:
        today = clock.today()
        late = max(entry.count_days_late(today) for entry in overdue)
        states = Counter(entry.state for entry in overdue)
        parts = "，".join(f"{state.label} {states[state]} 项" for state in UNFILED if states[state])
        since = f"最久逾期 {late} 个工作日" if late else "已过截止日"
        asked = max((one.last for one in self._reminders.values()), default=None)
        last = f"上次催办 {format_month_day(asked)}。" if asked else "还没有催办过。"
        return f"{units} 个{terms.lead_unit}，{since}：{parts}。{last}"

    def _find_review(self) -> NextStep | None:
        waiting = self.work.to_review
        if not waiting:
            return None
        oldest = min(waiting, key=lambda entry: entry.submitted_at or clock.now())
        days = self.period.plan.government.workdays.between(get_filing_day(oldest), clock.today())
        unit = oldest.edition.filing_unit
        lagging = sum(entry.standing == Standing.LAGGING for entry in waiting)
        since = f"已等 {days} 个工作日" if days > 0 else "今日报送"
        return NextStep(
            title=f"审核 {len(waiting)} 项报送",
            why=f"最早一项{f'（{unit.name}）' if unit else ''}{since}；其中预警滞后 {lagging} 项。",
            act=f"审核 {len(waiting)} 项",
            url=self.links.build_url("review_queue", tab="waiting"),
            step=QuarterStep.REVIEW,
        )

    def _find_judging(self) -> NextStep | None:
        ready, warned = self.work.to_judge, self.work.warned
        if not ready:
            return None
        warned_ready = [entry for entry in ready if entry in warned]
        lagging = sum(entry.standing == Standing.LAGGING for entry in warned_ready)
        some = warned_ready or ready
        why = f"■ 滞后 {lagging} 项，▲ 关注 {len(some) - lagging} 项；" if warned_ready else "没有系统预警；"
        return NextStep(
            title=f"{terms.judging} {len(some)} 项{'预警' if warned_ready else ''}",
            why=f"{why}本期共 {len(self.work.unjudged)} 项未{terms.judging}。",
            act=f"{terms.judging} {len(some)} 项",
            url=self.links.build_url("judging_queue", show="warned" if warned_ready else "todo"),
            step=QuarterStep.JUDGING,
        )

    def _find_waiting(self) -> NextStep | None:
        """Nothing but to wait for what units still file."""
        owed = self.work.owed
        if not owed:
            return None
        returned = sum(entry.state == EntryState.RETURNED for entry in owed)
        last_day, today = self.period.last_day, clock.today()
        left = self.period.plan.government.workdays.count_left(self.period.due_on, today)
        until = f"{format_month_day(self.period.due_on)}截止"
        days = f"{until}，还剩 {left} 个工作日" if today <= last_day else f"{until}，逾期的近日已催办"
        units = len(list_filing_units(owed))
        return NextStep(
            title=f"等 {units} 个单位报送 {len(owed)} 项",
            why=f"{days}；退回未重报 {returned} 项，未报送 {len(owed) - returned} 项。报来的已审核、{terms.judging}。",
            act=f"看 {len(owed)} 项名单",
            url=self.links.build_url("remind_page"),
            step=QuarterStep.CHASING,
        )

    def _find_check(self) -> NextStep | None:
        if not self.mistakes:
            return None
        labels = Counter(finding.label for finding in self.mistakes)
        return NextStep(
            title=f"改正 {len(self.mistakes)} 处问题",
            why="、".join(f"{label} {count} 处" for label, count in labels.most_common(3)) + "。",
            act=f"校核 {len(self.mistakes)} 处",
            url=self.links.build_url("check_list"),
            step=QuarterStep.CHECKING,
        )

    def _find_issue(self) -> NextStep | None:
        period, links = self.period, self.links
        if period.state == PeriodState.OPEN:
            why = f"各单位都已报送，审核、{terms.judging}、校核已完成；截止后即可印发。"
            return NextStep(
                f"截止{period.label}填报", why, "去截止填报", links.build_url("period_list"), QuarterStep.ISSUE
            )
        if period.state == PeriodState.ISSUED:
            return None
        waiting = period.plan.government.requires_sign_off and select_open_sign_offs(self.user).filter(period=period)
        title = f"{period}报告等待审核印发" if waiting else f"印发{period}报告"
        why = f"已提请{terms.office}负责人审核。" if waiting else f"填报已截止，审核、{terms.judging}、校核已完成。"
        return NextStep(
            title, why, "看印发审核" if waiting else "去印发", links.build_url("issue_page"), QuarterStep.ISSUE
        )

    def _find_opening(self) -> NextStep:
        """The period is issued: the next one."""
        following = self.period.plan.periods.filter(number__gt=self.period.number).order_by("number").first()
        issued = (f"看{self.period.label}印发的报告", self.links.build_url("issue_page"))
        if following is None or following.state != PeriodState.PLANNED:
            return NextStep(f"{self.period}已印发", "本期没有要办的事。", issued[0], issued[1], QuarterStep.ISSUE)
        day = format_month_day(following.opens_on)
        if following.opens_on > clock.today():
            why = f"{following.label}填报计划{day}开启。"
            return NextStep(f"{self.period}已印发", why, issued[0], issued[1], QuarterStep.ISSUE)
        why = f"{self.period.label}已印发；{following.label}填报计划{day}开启。"
        url = self.links.build_url("period_list")
        return NextStep(f"开启{following.label}填报", why, "去开启", url, QuarterStep.OPENING, more=[issued])


def get_filing_day(entry: ProgressEntry) -> date:
    """Returns the day on which the entry was filed; today for an imported one without such a day."""
    return clock.convert_to_local(entry.submitted_at).date() if entry.submitted_at else clock.today()
