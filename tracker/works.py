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
        says: what one does there, in a sentence; the search box finds the page by it, 设置 prints it.
        group: of a setting: under which heading it stands.
        anchor: the part of the page that is meant; "" for all of it.
    """

    label: str
    name: str
    permission: Permission
    beneath: str = ""
    says: str = ""
    group: str = ""
    anchor: str = ""


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


REQUESTS = PlaceInWork(
    "申请", "request_list", Permission.SEE_REQUESTS, says="延期、调整、移交和暂缓的申请，办到哪一步。"
)
OBJECTIONS = PlaceInWork(
    "复核", "objection_list", Permission.SEE_OBJECTIONS, says=say_later("单位对{terms.judging}结论的异议和答复。")
)
PERIODS = PlaceInWork(
    "填报期", "period_list", Permission.MANAGE_PERIODS, says="开启、截止、重新开启一期填报，定截止日期。"
)

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
            PlaceInWork(
                "我的任务", "my_tasks", Permission.EDIT_ENTRY, beneath="entries/", says="填报、报送、撤回本单位的任务。"
            ),
            PlaceInWork("签收", "receipt_page", Permission.SIGN_RECEIPTS, says="签收任务，写责任人和联系电话。"),
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
            PlaceInWork(
                "导入",
                "import_document",
                Permission.IMPORT_DOCUMENTS,
                says="上传方案、报告、计划报告和更正文件的原件，撤销导入，来文格式。",
            ),
            PlaceInWork("催办", "remind_page", Permission.SEND_REMINDERS, says="提醒没有报的单位，出催办函。"),
            PlaceInWork("填报审核", "review_queue", Permission.REVIEW_ENTRY, says="逐项或成批审核通过、退回。"),
            PlaceInWork(
                "签收",
                "receipt_overview",
                Permission.MANAGE_RECEIPTS,
                beneath="receipts/",
                says="开启签收，催没有签收的单位，下载责任清单。",
            ),
            REQUESTS,
        ),
        needs=Permission.REVIEW_ENTRY,
        when="本期",
        opens="review_queue",
        counts="to_review",
    ),
    Work(
        say_later("{terms.judging}"),
        (
            PlaceInWork(
                say_later("{terms.judging}"),
                "judging_queue",
                Permission.JUDGE_ENTRY,
                says="逐项定结论、写理由，看依据。",
            ),
            OBJECTIONS,
        ),
        needs=Permission.JUDGE_ENTRY,
        when="本期",
        counts="warned",
    ),
    Work(
        "报告",
        (
            PlaceInWork("校核", "check_list", Permission.CHECK_REPORT, says="印发前查数据和文字的差错。"),
            PlaceInWork("报告", "report_page", Permission.WRITE_REPORT, says="看、改报告正文，修改模板，对比汇总。"),
            PlaceInWork(
                "印发",
                "issue_page",
                Permission.SEE_ISSUES,
                beneath="publications/",
                says="已印发的报告和通知，更正版。",
            ),
            PlaceInWork("导出附表", "export_page", Permission.EXPORT, says="按条件下载附表和事项明细。"),
        ),
        when="本期",
        opens="report_page",
    ),
    Work(
        "事项",
        (
            PlaceInWork("事项", "task_list", Permission.SEE_TASKS, says="全部事项：筛选、列、视图、成批调整。"),
            PlaceInWork("全年", "year_page", Permission.SEE_TASKS, says="各单位全年各期推进得怎样。"),
            PlaceInWork(
                "历年",
                "measure_list",
                Permission.SEE_ALL_TASKS,
                beneath="measures/",
                says="同一指标历年的目标、完成和位次。",
            ),
            PlaceInWork(
                "方案",
                "plan_page",
                Permission.IMPORT_DOCUMENTS,
                beneath="continuations/",
                says="年度方案的来源文件、印发通知的文号和审议情况。",
            ),
            PlaceInWork(
                "指标",
                "indicator_queue",
                Permission.MANAGE_INDICATORS,
                says="核定任务文字里读出的指标：目标、单位、口径。",
            ),
            PlaceInWork(
                "完成时限", "deadlines_page", Permission.MANAGE_INDICATORS, says="核定各项的完成时限，设节点。"
            ),
            REQUESTS,
            OBJECTIONS,
        ),
        when="全年",
    ),
    Work(
        "考核",
        (
            PlaceInWork("考核", "scorecard_page", Permission.SEE_SCORECARD, says="各单位得多少分、怎样算出。"),
            PlaceInWork("减负", "burden_page", Permission.SEND_REMINDERS, says="各单位填了多少项、收到多少次提醒。"),
        ),
        when="全年",
    ),
    Work(
        "单位和领导",
        (
            PlaceInWork("单位", "unit_list", Permission.MANAGE_ORGANISATION, says="登记单位、简称和别名，停用、更名。"),
            PlaceInWork("单位分组", "group_page", Permission.MANAGE_GROUPS),
            PlaceInWork(
                say_later("{terms.leader}"),
                "official_list",
                Permission.MANAGE_ORGANISATION,
                says="登记领导的姓名、职务、排序和代理。",
            ),
            PlaceInWork("名册", "roster_page", Permission.MANAGE_ORGANISATION, says="用表格成批登记单位、领导和账号。"),
            PlaceInWork("机构调整", "succession_page", Permission.MANAGE_SUCCESSION),
        ),
        needs=Permission.MANAGE_ORGANISATION,
    ),
    Work(
        "用户",
        (
            PlaceInWork("用户", "user_list", Permission.MANAGE_USERS, says="账号、角色、重置密码、解锁。"),
            PlaceInWork("账号确认", "prepared_list", Permission.SEE_PREPARED, says="确认或退回账号和权限的变更。"),
            PlaceInWork("账号盘点", "account_inventory", Permission.MANAGE_USERS, says="没有人用的账号，成批停用。"),
        ),
    ),
    Work("填报期", (PERIODS,)),
    Work("留痕", (PlaceInWork("留痕", "event_list", Permission.READ_EVENTS, says="谁在什么时候办了什么，导出。"),)),
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
    PlaceInWork(
        "接续对照表",
        "continuation_list",
        Permission.IMPORT_DOCUMENTS,
        says="逐项确认今年的事项接续往年的哪一项：延续、结转未完、拆分、并入。",
    ),
    PlaceInWork(
        "结转",
        "carry_over_list",
        Permission.IMPORT_DOCUMENTS,
        says="往年未完成的事项今年的去向：接续到哪一项，或者不再安排。",
    ),
    PlaceInWork(
        "计划报告",
        "plan_page",
        Permission.IMPORT_DOCUMENTS,
        says="计划执行情况报告：与方案比对，上年完成数，正文和名词解释。",
        anchor="reports",
    ),
    PlaceInWork(
        "专栏项目",
        "plan_page",
        Permission.IMPORT_DOCUMENTS,
        says=say_later("计划报告专栏中的项目：{terms.lead_unit}、对应事项，专栏项目表。"),
        anchor="reports",
    ),
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
