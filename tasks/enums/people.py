"""Enums of people and units."""

from tasks.enums.choice import Choice


class Role(Choice):
    """The role of a user; ``tasks.permissions`` says what each may do."""

    CLERK = "clerk", "填报员"
    UNIT_HEAD = "unit_head", "单位审核人"
    OFFICE = "office", "{terms.office}"
    LEADER = "leader", "{terms.leader}"
    ADMINISTRATOR = "administrator", "系统管理员"
    AUDITOR = "auditor", "审计员"
    HEAD = "head", "{terms.principal}"
    OFFICE_HEAD = "office_head", "{terms.office}负责人"
    VIEWER = "viewer", "查阅"
    SECURITY = "security", "安全管理员"


#: the roles that do the work of 督查办
OF_THE_OFFICE = (Role.OFFICE, Role.OFFICE_HEAD)


#: the roles that answer 协调事项 where the account names an official
OF_OFFICIALS = (Role.LEADER, Role.HEAD)


#: 三员: who keeps the accounts, who confirms what is prepared, who watches both
ADMINISTRATORS = (Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR)

#: the roles that read or decide beyond one unit, or keep the accounts of others
WITH_POWERS = (*ADMINISTRATORS, *OF_THE_OFFICE, *OF_OFFICIALS)


class PreparedKind(Choice):
    """What 系统管理员 has prepared under 三员分立."""

    ACCOUNT_ADDED = "account_added", "新增账号"
    ACCOUNT_CHANGED = "account_changed", "修改账号"
    PASSWORD_RESET = "password_reset", "重置密码"
    SEPARATION_ENDED = "separation_ended", "停用三员分立"


class PreparedState(Choice):
    """Where a prepared change stands."""

    WAITING = "waiting", "待确认", "watch"
    CONFIRMED = "confirmed", "已确认", "ok"
    RETURNED = "returned", "已退回", "late"
    WITHDRAWN = "withdrawn", "已撤回", "none"


class ViewerScope(Choice):
    """What the role 查阅 may read in a government."""

    ISSUED = "issued", "只看已印发的报告"
    ALL = "all", "可看全部（同{terms.principal}）"


class SignInRoad(Choice):
    """How a person proved who he is at sign-in."""

    LOCAL_PASSWORD = "local_password", "本系统密码"
    DIRECTORY = "directory", "单位目录服务"
    IDENTITY_PLATFORM = "identity_platform", "统一身份认证"
    DEMONSTRATION = "demonstration", "演示入口"


class SuccessionKind(Choice):
    """机构调整: how a unit became another."""

    RENAMED = "renamed", "更名"
    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"


class RosterPart(Choice):
    """A part of the 名册: each is a sheet of its workbook."""

    UNITS = "units", "单位"
    OFFICIALS = "officials", "领导"
    ACCOUNTS = "accounts", "账号"


class RosterState(Choice):
    """What a row of a 名册 would do."""

    WRONG = "wrong", "有误", "late"
    NEW = "new", "新增", "ok"
    CHANGED = "changed", "变更", "watch"
    SAME = "same", "不变", "none"


class FirstPasswordWay(Choice):
    """How a new person gets his first password."""

    PRINTED = "printed", "打印密码条"
    MAILED = "mailed", "发激活邮件；没有填邮箱的仍打印密码条"
