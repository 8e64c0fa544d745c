"""The published documents, in order of import, and the accounts of the demonstration."""

from dataclasses import dataclass

from tasks.enums import Role

GOVERNMENT = "重庆市沙坪坝区人民政府"
OPEN_YEAR = 2024
#: the account of the office that acts in the simulated year
OFFICE = "ducha"
#: the head whose unit needs 单位审核, and the administrator who sets that
HEAD, KEEPER = "shenhe", "guanli"
#: the accounts that send requests and answer in the simulated year
CLERK, OTHER_CLERK, LEADER = "tianbao", "tianbao2", "lingdao"


@dataclass(frozen=True)
class FixtureDocument:
    """A file in ``fixtures/documents``; ``period`` is 1 to 4, or 0 for a plan."""

    filename: str
    year: int
    period: int


SOURCES = (
    FixtureDocument("2021年上半年推进情况报告.docx", 2021, 2),
    FixtureDocument("2022年上半年推进情况报告.docx", 2022, 2),
    FixtureDocument("2022年全年完成情况报告.docx", 2022, 4),
    FixtureDocument("2024年目标任务分解通知.docx", 2024, 0),
)
#: an invented list of the open year, which comes in during the simulated year
LATER_LIST = "2024年重点民生实事任务分解表（演示编写）.docx"


@dataclass(frozen=True)
class Account:
    """An account; ``unit`` is the name of the unit of a clerk or unit head."""

    username: str
    name: str
    role: Role
    unit: str = ""


ACCOUNTS = (
    Account(CLERK, "李静", Role.CLERK, "区住房城乡建委"),
    Account(OTHER_CLERK, "王磊", Role.CLERK, "区商务委"),
    Account(HEAD, "周强", Role.UNIT_HEAD, "区住房城乡建委"),
    Account(OFFICE, "陈红", Role.OFFICE),
    Account("ducha2", "何伟", Role.OFFICE),
    Account(LEADER, "", Role.LEADER),
    Account(KEEPER, "吴敏", Role.ADMINISTRATOR),
    Account("shenji", "郑洁", Role.AUDITOR),
    Account("quzhang", "高明", Role.HEAD),
    Account("fuzeren", "林涛", Role.OFFICE_HEAD),
    Account("renda", "许敏", Role.VIEWER),
    Account("anquan", "刘安", Role.SECURITY),
)
