"""The works that the head of every page offers, in the order of the year, and the places of each.

A person meets at most seven works; the places of one work are the tabs of its pages. A place stands in the first work of
the list that has it and that the person may open, so one list serves all roles.
"""

from dataclasses import dataclass

from tasks.permissions import Permission
from tasks.terms.later import say_later


@dataclass(frozen=True)
class PlaceInWork:
    """A page of a work.

    Attributes:
        name: of its URL.
        beneath: the beginning of other addresses that belong to the place, without the leading slash.
        says, group: of a setting: what it decides, in a sentence, and under which heading it stands.
    """

    label: str
    name: str
    permission: Permission
    beneath: str = ""
    says: str = ""
    group: str = ""


@dataclass(frozen=True)
class Work:
    """What a person comes to do.

    Attributes:
        needs: the permission of the role whose work it is; None: of everybody who may open one of its places.
        when: 本期 or 全年; "" for neither.
        opens: the URL name of the place that the work opens with, where it is not the first.
        counts: the attribute of the period that tells what waits (``list_begun_periods``); "" for none.
    """

    label: str
    places: tuple[PlaceInWork, ...]
    needs: Permission | None = None
    when: str = ""
    opens: str = ""
    counts: str = ""


REQUESTS = PlaceInWork("申请", "request_list", Permission.SEE_REQUESTS)
OBJECTIONS = PlaceInWork("复核", "objection_list", Permission.SEE_OBJECTIONS)
PERIODS = PlaceInWork("填报期", "period_list", Permission.MANAGE_PERIODS)

#: what the pages of 设置 are grouped under
RULES, TEXTS, BASICS, SYSTEM = "规则", "文稿", "日历和单位", "本系统"

WORKS = (
    Work(
        "首页",
        (
            PlaceInWork("首页", "board", Permission.SEE_BOARD),
            PlaceInWork("首页", "desk", Permission.SEE_DESK),
        ),
    ),
    Work(
        "我的任务",
        (
            PlaceInWork("我的任务", "my_tasks", Permission.EDIT_ENTRY, beneath="entries/"),
            PlaceInWork("签收", "receipt_page", Permission.SIGN_RECEIPTS),
            REQUESTS,
            OBJECTIONS,
        ),
        needs=Permission.EDIT_ENTRY,
        when="本期",
    ),
    Work(
        "催报审核",
        (
            PERIODS,
            PlaceInWork("导入", "import_document", Permission.IMPORT_DOCUMENTS),
            PlaceInWork("催办", "remind_page", Permission.SEND_REMINDERS),
            PlaceInWork("填报审核", "review_queue", Permission.REVIEW_ENTRY),
            PlaceInWork("签收", "receipt_overview", Permission.MANAGE_RECEIPTS, beneath="receipts/"),
            REQUESTS,
        ),
        needs=Permission.REVIEW_ENTRY,
        when="本期",
        opens="review_queue",
        counts="to_review",
    ),
    Work(
        say_later("{terms.judging}"),
        (PlaceInWork(say_later("{terms.judging}"), "judging_queue", Permission.JUDGE_ENTRY), OBJECTIONS),
        needs=Permission.JUDGE_ENTRY,
        when="本期",
        counts="warned",
    ),
    Work(
        "报告",
        (
            PlaceInWork("校核", "check_list", Permission.CHECK_REPORT),
            PlaceInWork("报告", "report_page", Permission.WRITE_REPORT),
            PlaceInWork("印发", "issue_page", Permission.SEE_ISSUES, beneath="publications/"),
            PlaceInWork("导出附表", "export_page", Permission.EXPORT),
        ),
        when="本期",
        opens="report_page",
    ),
    Work(
        "事项",
        (
            PlaceInWork("事项", "task_list", Permission.SEE_TASKS),
            PlaceInWork("全年", "year_page", Permission.SEE_TASKS),
            PlaceInWork("历年", "measure_list", Permission.SEE_ALL_TASKS, beneath="measures/"),
            PlaceInWork("方案", "plan_page", Permission.IMPORT_DOCUMENTS),
            PlaceInWork("指标", "indicator_queue", Permission.MANAGE_INDICATORS),
            PlaceInWork("完成时限", "deadlines_page", Permission.MANAGE_INDICATORS),
            REQUESTS,
            OBJECTIONS,
        ),
        when="全年",
    ),
    Work(
        "考核",
        (
            PlaceInWork("考核", "scorecard_page", Permission.SEE_SCORECARD),
            PlaceInWork("减负", "burden_page", Permission.SEND_REMINDERS),
        ),
        when="全年",
    ),
    Work(
        "单位和领导",
        (
            PlaceInWork("单位", "unit_list", Permission.MANAGE_ORGANISATION),
            PlaceInWork("单位分组", "group_page", Permission.MANAGE_GROUPS),
            PlaceInWork(say_later("{terms.leader}"), "official_list", Permission.MANAGE_ORGANISATION),
            PlaceInWork("名册", "roster_page", Permission.MANAGE_ORGANISATION),
            PlaceInWork("机构调整", "succession_page", Permission.MANAGE_SUCCESSION),
        ),
        needs=Permission.MANAGE_ORGANISATION,
    ),
    Work(
        "用户",
        (
            PlaceInWork("用户", "user_list", Permission.MANAGE_USERS),
            PlaceInWork("账号确认", "prepared_list", Permission.SEE_PREPARED),
            PlaceInWork("账号盘点", "account_inventory", Permission.MANAGE_USERS),
        ),
    ),
    Work("填报期", (PERIODS,)),
    Work("留痕", (PlaceInWork("留痕", "event_list", Permission.READ_EVENTS),)),
    Work(
        "设置",
        (
            PlaceInWork("全部设置", "settings_page", Permission.MANAGE_CALENDAR),
            PlaceInWork(
                "预警规则",
                "rules",
                Permission.MANAGE_RULES,
                says="填报到什么程度提示关注、什么程度提示滞后：比时间进度慢多少、连续几期没有变化、几天内到时限。",
                group=RULES,
            ),
            PlaceInWork(
                "催办规则",
                "reminder_rules",
                Permission.SEND_REMINDERS,
                says="截止前几天提醒、逾期后隔几天再提醒、通知哪些人，以及从哪些渠道发出。",
                group=RULES,
            ),
            PlaceInWork(
                "计分办法",
                "scoring_rules",
                Permission.MANAGE_SCORECARD,
                says=say_later("考核各部分占多少分、怎样从填报和{terms.judging}中算出，可先用一个单位试算。"),
                group=RULES,
            ),
            PlaceInWork(
                "版式",
                "layout_list",
                Permission.WRITE_REPORT,
                says="报告有哪些附表、每张表有哪些栏目；正文的模板在“报告”页修改。",
                group=TEXTS,
            ),
            PlaceInWork(
                "工作日历",
                "calendar_page",
                Permission.MANAGE_CALENDAR,
                says="哪些天放假、哪些天补班；还剩几个工作日、逾期几个工作日都按它计算。",
                group=BASICS,
            ),
            PlaceInWork(
                "事项类别",
                "kind_list",
                Permission.MANAGE_KINDS,
                says=say_later(
                    "事项分哪几类、各类怎样称呼和排列，{terms.judging}时用哪些词：正常、滞后，红、黄、绿灯，或自己定的。"
                ),
                group=RULES,
            ),
            PlaceInWork(
                "单位分组",
                "group_page",
                Permission.MANAGE_GROUPS,
                says="文件中的“各镇街”“各部门”指哪些单位；组内各单位都能看到该组牵头的事项。",
                group=BASICS,
            ),
            PlaceInWork(
                "机构调整",
                "succession_page",
                Permission.MANAGE_SUCCESSION,
                says=say_later("单位撤并更名、{terms.leader}接任以后，由谁接着办：从哪一期起、哪些事项。"),
                group=BASICS,
            ),
            PlaceInWork(
                say_later("{terms.place}设置"),
                "government_page",
                Permission.MANAGE_ORGANISATION,
                says=say_later("本{terms.place}的名称、印发前是否要审核、查阅人员看多少、页面是否加水印。"),
                group=SYSTEM,
            ),
            PlaceInWork(
                "用语",
                "terms_page",
                Permission.MANAGE_TERMS,
                says="本单位怎样称呼领导、单位和各个环节；页面、通知和文件都用它。",
                group=SYSTEM,
            ),
            PlaceInWork(
                "启用清单",
                "start_list",
                Permission.MANAGE_PERIODS,
                says="从空系统到首次开启填报的各步，做到哪一步。",
                group=SYSTEM,
            ),
            PlaceInWork(
                "系统状态",
                "system_status",
                Permission.SEE_STATUS,
                says="备份、定时任务、磁盘和投送是否正常，有问题的写明怎样处理。",
                group=SYSTEM,
            ),
        ),
    ),
)

#: what is done on a page that is no place: found by the search box of the head alone
ACTS = (
    PlaceInWork("新增事项", "item_add", Permission.MANAGE_PLAN),
    PlaceInWork("调整记录", "plan_changes", Permission.MANAGE_PLAN),
    PlaceInWork("催办记录", "reminder_list", Permission.SEND_REMINDERS),
    PlaceInWork(say_later("预警与{terms.judging}的符合情况"), "rules_agreement", Permission.MANAGE_RULES),
    PlaceInWork("离线填报", "offline_upload", Permission.EDIT_ENTRY),
    PlaceInWork("新增单位", "unit_add", Permission.MANAGE_ORGANISATION),
    PlaceInWork(say_later("新增{terms.leader}"), "official_add", Permission.MANAGE_ORGANISATION),
    PlaceInWork("新增用户", "user_add", Permission.MANAGE_USERS),
    PlaceInWork("核验留痕", "seal_page", Permission.READ_EVENTS),
)
