"""示范区 in July 2024: a first quarter in which three of four items lagged, and a half-year in all its stages."""

from datetime import UTC, date, datetime

from tasks.enums import EntryState, Outcome, PeriodState, Standing
from tasks.models import Period, ProgressEntry
from tests.cast import Cast, EntryFactory, PeriodFactory, TaskFactory, judge

#: the half-year is due on a Friday; three days later is the Monday after
TODAY = date(2024, 7, 8)
ASK = "请协调二标段用地。"


def first_quarter(cast: Cast) -> None:
    """Judged and closed: the target on track, the three others lagging."""
    judge(cast.target_entry, Outcome.ON_TRACK)
    judge(cast.livelihood_entry, Outcome.LAGGING, "学位未开工")
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    judge(cast.other_entry, Outcome.LAGGING, "选址未落实")
    cast.period.state = PeriodState.CLOSED
    cast.period.save()


def filed(entry: ProgressEntry, cast: Cast, day: int) -> dict:
    """What a filed entry carries."""
    moment = datetime(2024, 7, day, 2, tzinfo=UTC)
    by = {"submitted_by": cast.clerk, "saved_by": cast.clerk}
    return {"text": "已完成一半。", "submitted_at": moment, "saved_at": moment, **by, "revision": 1}


def put(entry: ProgressEntry, **values) -> ProgressEntry:
    """The entry as if people had brought it so far."""
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()
    return entry


def make_half_year(cast: Cast) -> Period:
    """Open, and due since three days.

    区教委 leads a target judged lagging, a livelihood project filed, warned of, that asks for coordination, a key task
    returned, a draft and one that waits for its head; 区城市管理局 has a blank one, to be looked at.
    """
    first_quarter(cast)
    period = PeriodFactory(plan=cast.plan, number=2, opens_on=date(2024, 6, 21), due_on=date(2024, 7, 5))
    target, livelihood, key, other = (
        EntryFactory(task=task, period=period) for task in (cast.target, cast.livelihood, cast.key, cast.other_key)
    )
    put(target, state=EntryState.ACCEPTED, **filed(target, cast, 3), next_step="下半年加快。")
    judge(target, Outcome.LAGGING, "增速低于目标")
    asks = {"needs_coordination": True, "coordination": ASK, "next_step": "8月底前开工。"}
    put(
        livelihood,
        state=EntryState.SUBMITTED,
        **filed(livelihood, cast, 7),
        **asks,
        standing=Standing.LAGGING,
    )
    put(key, state=EntryState.RETURNED, **filed(key, cast, 2), return_reason="请写明建成面积。")
    put(other, standing=Standing.WATCH)
    for number, state in ((3, EntryState.DRAFT), (4, EntryState.CONFIRMING)):
        task = TaskFactory(
            plan=cast.plan,
            number=number,
            edition__text=f"第{number}件要事",
            edition__lead=[cast.lead_unit],
            edition__cooperate=[cast.other_unit],
        )
        EntryFactory(task=task, period=period, state=state, text="正在起草。")
    return period
