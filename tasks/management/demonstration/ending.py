"""Simulates 销号 and 暂缓: one item is done in May, one is suspended by a meeting. Both are invented."""

from datetime import date

from tasks.ending.ending_actions import end_item
from tasks.ending.endings import EndingWish
from tasks.enums import EndingKind, TaskKind
from tasks.models import Plan, User

#: number of an item of the plan → how it ends
DONE = (
    93,
    EndingWish(
        EndingKind.DONE,
        date(2024, 5, 20),
        "区农业农村委验收意见（2024年5月20日）",
        words="龙泉村、新发村乡村会客厅已于5月20日通过验收，全部建成开放。",
        reason="督查办5月21日实地核实，验收意见和现场照片存督查办。",
    ),
)
SUSPENDED = (
    36,
    EndingWish(
        EndingKind.SUSPENDED,
        date(2024, 5, 28),
        "区政府专题会议（2024年第5次）",
        reason="项目选址与物流城规划调整有关，规划批复后再启动。",
    ),
)


def end_early(plan: Plan, office: User, ended: tuple[int, EndingWish]) -> None:
    number, wish = ended
    end_item(task=plan.tasks.get(kind=TaskKind.KEY, number=number), wish=wish, by=office)
