"""The workbook of a 名册: what is stored comes back unchanged, and the template shows the way without being imported."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.organisation.roster_workbook import build_roster_export, build_roster_template
from tasks.enums import EventKind, Role, RosterState
from tasks.importing.raw import Unreadable
from tasks.importing.roster import read_roster
from tasks.models import Event
from tasks.organisation.organisation_actions import add_alias
from tasks.organisation.roster.comparing import compare_roster
from tasks.organisation.roster.register import Register
from tests.cast import OfficialFactory, UnitFactory, UserFactory


def test_the_export_comes_back_without_a_change(cast):
    group = UnitFactory(government=cast.government, name="各委局", is_group=True)
    group.members.set([cast.lead_unit, cast.other_unit])
    add_alias(unit=cast.lead_unit, name="教委", by=cast.administrator)
    add_alias(unit=cast.lead_unit, name="=教育", by=cast.administrator)
    OfficialFactory(government=cast.government, name="钱进", rank=3, is_active=False)
    UserFactory(government=cast.government, role=Role.CLERK, unit=cast.lead_unit, telephone="02367891", is_active=False)
    file, count = build_roster_export(Register(cast.government))
    changes = compare_roster(
        Register(cast.government), read_roster(BytesIO(file.content), file.name), by=cast.administrator
    )
    assert changes.counts == {RosterState.SAME: count}
    assert file.name == "示范区人民政府名册.xlsx"


def test_the_template_offers_choices_and_its_examples_are_not_imported():
    file = build_roster_template()
    book = load_workbook(BytesIO(file.content))
    assert book.sheetnames == ["单位", "领导", "账号", "填写说明"]
    assert [cell.value for cell in book["账号"][1]] == [
        "用户名*", "姓名*", "角色*", "所在单位", "对应区领导", "联系电话", "电子邮箱", "状态",
    ]  # fmt: skip
    offered = {str(each.sqref): each.formula1 for each in book["账号"].data_validations.dataValidation}
    roles = ",".join(role.label for role in Role)
    assert offered == {
        "C2:C2001": f'"{roles}"',
        "D2:D2001": "'单位'!$A$2:$A$2001",
        "E2:E2001": "'领导'!$A$2:$A$2001",
        "H2:H2001": '"在用,停用"',
    }
    with pytest.raises(Unreadable, match="没有读到要导入的行。"):
        read_roster(BytesIO(file.content), file.name)


def test_the_export_leaves_a_trace_and_holds_no_password(cast, sign_in):
    answer = sign_in(cast.administrator).get(reverse("roster_export"))
    content = b"".join(answer.streaming_content)
    words = {cell.value for sheet in load_workbook(BytesIO(content)) for row in sheet for cell in row}
    assert cast.clerk.username in words
    assert not {user.password for user in cast.government.users.all()} & words
    (event,) = Event.objects.filter(kind=EventKind.ROSTER_EXPORTED)
    assert event.after == {"文件": ["示范区人民政府名册.xlsx"], "行数": 4 + cast.government.users.count()}


def test_the_workbook_is_read_as_often_for_many_accounts_as_for_one(cast, count_queries):
    UserFactory.create_batch(3, government=cast.government, role=Role.CLERK, unit=cast.lead_unit)
    with count_queries(6):
        build_roster_export(Register(cast.government))
