"""名册: what a row would do, or why it cannot be imported."""

import pytest

from tasks.enums import Role, RosterState
from tasks.models import UnitAlias
from tasks.organisation.organisation_actions import add_alias, remove_padding
from tasks.organisation.roster.columns import ROSTER_COLUMNS
from tasks.organisation.roster.register import Register
from tests.cast import OfficialFactory, UnitFactory, UserFactory
from tests.tasks.organisation.rosters import compare, told

CLERK = ["zhouli", "周莉", "填报员", "区教委"]


def test_what_is_not_stored_is_new_and_the_file_may_name_it_at_once(cast):
    changes = compare(
        cast.administrator,
        units=[["区审计局", "审计局"], ["各委局", "", "单位组", "区审计局；区教委"]],
        officials=[["赵敏", "副区长", "４"]],
        accounts=[["zhouli", "周莉", "填报员", "审计局"], ["zhaomin", "赵敏", "区领导", "", "赵敏"]],
    )
    assert told(changes) == ["区审计局 新增", "各委局 新增", "赵敏 新增", "zhouli 周莉 新增", "zhaomin 赵敏 新增"]
    assert [change.cells["unit"] for change in changes.newcomers] == ["区审计局", ""]
    assert changes.rows[2].cells["rank"] == "4"
    assert changes.count_first_passwords(is_mailed=False) == 2


def test_a_unit_is_found_by_an_alias_and_keeps_its_name(cast):
    add_alias(unit=cast.other_unit, name="区城管局", by=cast.administrator)
    changes = compare(cast.administrator, units=[["区城管局", "", "", "", "是"]])
    assert told(changes) == ["区城市管理局 变更 报送前单位审核：否→是"]
    assert changes.rows[0].notes == ("“区城管局”是“区城市管理局”的别名，单位名称不变",)
    assert changes.rows[0].cells["aliases"] == "区城管局"


def test_an_account_is_found_in_upper_or_lower_case_and_full_width(cast):
    changes = compare(
        cast.administrator,
        accounts=[["ＪＩＡＯＷＥＩ　", "李　静", "填报员", " 区教委 ", "", "１３８１２３４５６７８"]],
    )
    assert told(changes) == ["jiaowei 李静 变更 联系电话：→13812345678"]


def test_an_empty_cell_leaves_what_is_stored_and_a_word_empties_it(cast):
    cast.clerk.telephone, cast.clerk.email = "6620", "lijing@example.org"
    cast.clerk.save()
    assert told(compare(cast.administrator, accounts=[["jiaowei", "李静"]])) == ["jiaowei 李静 不变"]
    cleared = compare(cast.administrator, accounts=[["jiaowei", "", "", "", "", "清空", "清空"]])
    assert told(cleared) == ["jiaowei 李静 变更 联系电话：6620→ 电子邮箱：lijing@example.org→"]
    assert told(compare(cast.administrator, accounts=[["jiaowei", "清空"]])) == ["jiaowei 李静 有误 “姓名”不能清空"]


def test_what_is_stored_compares_as_unchanged_when_it_comes_back(cast):
    group = UnitFactory(government=cast.government, name="各镇、街道", is_group=True)
    group.members.set([cast.lead_unit, cast.other_unit])
    UnitAlias.objects.create(government=cast.government, unit=cast.lead_unit, name="教委、教育局")
    UserFactory(government=cast.government, role=Role.OFFICE, unit=cast.lead_unit, name="王 明")
    OfficialFactory(government=cast.government, is_active=False, rank=7, title="副区长")
    register = Register(cast.government)
    rows = {
        part.value: [[cells[column.name] for column in columns] for cells in register.list_cells(part)]
        for part, columns in ROSTER_COLUMNS.items()
    }
    changes = compare(cast.administrator, **rows)
    assert changes.counts == {RosterState.SAME: len(changes.rows)}
    assert len(changes.rows) == 4 + 2 + cast.government.users.count()


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ({"units": [["区" * 101]]}, f"{'区' * 20} 有误 “单位名称”至多 100 字，现有 101 字"),
        ({"units": [["区教委", "区财政局"]]}, "区教委 有误 “区财政局”已是单位“区财政局”的名称或别名，不能重复"),
        ({"units": [["区教委", "区" * 101]]}, f"区教委 有误 “别名”每个至多 100 字，“{'区' * 20}……”有 101 字"),
        ({"units": [["区审计局", "", "局"]]}, "区审计局 有误 “类型”应是单位、单位组之一，现为“局”"),
        ({"units": [["区审计局", "", "", "区教委"]]}, "区审计局 有误 “成员单位”只有单位组填写；是单位组的，“类型”填“单位组”"),
        ({"units": [["各局", "", "单位组", "区水务局"]]}, "各局 有误 “成员单位”中的“区水务局”没有登记，也不在本表中"),
        ({"units": [["各局", "", "单位组", "各局"]]}, "各局 有误 “成员单位”中的“各局”是单位组，不能作为成员"),
        ({"units": [["", "别名甲"]]}, " 有误 “单位名称”没有填写"),
        ({"officials": [["赵敏", "", "一"]]}, "赵敏 有误 “排序”应是 1 至 999 的整数，现为“一”"),
        ({"officials": [["赵敏", "", "0"]]}, "赵敏 有误 “排序”应是 1 至 999 的整数，现为“0”"),
        ({"accounts": [["zhouli", "", "填报员", "区教委"]]}, "zhouli 有误 “姓名”没有填写"),
        ({"accounts": [["zhou li", "周莉", "督查办"]]}, "zhou li 周莉 有误 “用户名”：用户名只能由汉字、字母、数字和 _ . @ + - 组成，中间不留空格"),
        ({"accounts": [["zhouli", "周莉", "皇帝"]]}, None),
        ({"accounts": [["zhouli", "周莉", "填报员"]]}, "zhouli 周莉 有误 填报员须选择所在单位"),
        ({"accounts": [["zhouli", "周莉", "区领导"]]}, "zhouli 周莉 有误 区领导账号须对应一位区领导"),
        ({"accounts": [["zhouli", "周莉", "填报员", "区水务局"]]}, "zhouli 周莉 有误 “所在单位”中的“区水务局”没有登记，也不在本名册中"),
        ({"accounts": [[*CLERK, "", "12345678901"]]}, None),
        ({"accounts": [[*CLERK, "", "", "zhouli@"]]}, "zhouli 周莉 有误 “电子邮箱”不是完整的邮箱地址"),
        ({"accounts": [["linqu", "冯刚", "督查办"]]}, "linqu 冯刚 有误 “用户名”已被使用，请换一个"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_says_where_and_why(cast, rows, line):
    (said,) = told(compare(cast.administrator, **rows))
    assert " 有误 " in said
    assert line is None or said == line


def test_a_role_and_a_number_that_are_none_say_what_may_stand_there(cast):
    changes = compare(cast.administrator, accounts=[["zhouli", "周莉", "皇帝", "", "", "12345678901"]])
    assert changes.rows[0].faults == (
        "“角色”应是填报员、单位审核人、督查办、区领导、系统管理员、审计员、政府主要领导、督查办负责人、查阅、安全管理员之一，现为“皇帝”",
        "“联系电话”“12345678901”有 11 位，不是手机号。手机号写 11 位数字，座机写区号（如 023-67891234），内网短号写 3 至 6 位数字。",
    )


def test_two_rows_of_one_unit_leader_or_account_are_pointed_out(cast):
    add_alias(unit=cast.other_unit, name="区城管局", by=cast.administrator)
    changes = compare(
        cast.administrator,
        units=[["区城市管理局"], ["区城管局"]],
        officials=[["赵敏"], ["赵　敏"]],
        accounts=[CLERK, ["ZhouLi", *CLERK[1:]]],
    )
    assert [change.faults for change in changes.rows] == [
        (),
        ("与第 2 行是同一个单位，请只留一行",),
        (),
        ("与第 2 行是同一个区领导，请只留一行",),
        (),
        ("与第 2 行是同一个账号，请只留一行",),
    ]


def test_an_alias_may_move_from_one_unit_to_another_in_one_file(cast):
    add_alias(unit=cast.other_unit, name="区城管局", by=cast.administrator)
    changes = compare(cast.administrator, units=[["区城市管理局", "清空"], ["区财政局", "区城管局"]])
    assert told(changes) == ["区城市管理局 变更 别名：区城管局→", "区财政局 变更 别名：→区城管局"]


def test_what_is_no_longer_in_use_is_kept_but_not_newly_chosen(cast):
    retired = UnitFactory(government=cast.government, name="区旅游局", is_active=False)
    gone = OfficialFactory(government=cast.government, name="钱进", is_active=False)
    UserFactory(government=cast.government, username="lvyou", name="孙某", role=Role.CLERK, unit=retired)
    changes = compare(
        cast.administrator,
        accounts=[
            ["lvyou", "孙立", "填报员", "区旅游局"],
            ["zhouli", "周莉", "填报员", "区旅游局"],
            ["qianjin", "钱进", "区领导", "", gone.name],
        ],
    )
    assert told(changes) == [
        "lvyou 孙立 变更 姓名：孙某→孙立",
        "zhouli 周莉 有误 “所在单位”中的“区旅游局”已停用",
        "qianjin 钱进 有误 “对应区领导”中的“钱进”已离任",
    ]


def test_nobody_locks_himself_out(cast):
    own = [cast.administrator.username, "", "督查办", "", "", "", "", "停用"]
    (change,) = compare(cast.administrator, accounts=[own]).rows
    assert change.faults == ("不能停用自己的账号，请由其他系统管理员办理",)


def test_a_place_that_the_role_does_not_need_is_left_out_and_said(cast):
    (change,) = compare(cast.administrator, accounts=[["zhouli", "周莉", "督查办", "区教委"]]).rows
    assert (change.state, change.cells["unit"]) == (RosterState.NEW, "")
    assert change.notes == ("督查办账号不填“所在单位”，已略去",)


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_rows(cast, count_queries, count):
    units = [[f"区第{number}局", f"第{number}局"] for number in range(count)]
    accounts = [[f"u{number}", f"张{number}", "填报员", f"第{number}局"] for number in range(count)]
    with count_queries(6):
        assert compare(cast.administrator, units=units, accounts=accounts).counts == {RosterState.NEW: 2 * count}


def test_white_space_inside_names_is_no_difference():
    assert remove_padding("陈　 英") == "陈英"


def test_every_fault_of_a_row_is_told_at_once(cast):
    changes = compare(cast.administrator, accounts=[["zhouli", "周莉", "填表员", "区教委会", "", "12"]])
    told_faults = [fault.split("，")[0].split("应是")[0] for fault in changes.rows[0].faults]
    assert told_faults == ["“角色”", "“联系电话”“12”有 2 位", "“所在单位”中的“区教委会”没有登记"]
