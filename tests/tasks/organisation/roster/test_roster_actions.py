"""名册: imported whole or not at all, once and again, by two at one moment; nothing in clear is kept."""

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EventKind, Role
from tasks.models import Event, Government, Official, Unit, User
from tasks.models.changes import ChangedMeanwhile
from tasks.organisation.organisation_actions import add_alias
from tasks.organisation.roster.comparing import compare_roster
from tasks.organisation.roster.register import Register
from tasks.organisation.roster.roster_actions import import_roster
from tasks.permissions import Refused
from tests.cast import UserFactory
from tests.tasks.organisation.rosters import bring_in, compare, passwords, read, told
from tests.together import answers_at_one_moment

ROSTER = {
    "units": [["各委局", "各部门", "单位组", "区审计局；区教委"], ["区审计局", "审计局、区审计", "", "", "是"]],
    "officials": [["赵敏", "副区长", "4"]],
    "accounts": [
        ["zhouli", "周莉", "填报员", "审计局", "", "023-67891234", "zhouli@example.org"],
        ["zhaomin", "赵敏", "区领导", "", "赵敏"],
    ],
}


def state_of(government: Government) -> tuple:
    """Everything that a 名册 may write, and the audit log."""
    units = [
        (unit.name, unit.is_group, sorted(map(str, unit.aliases.all())), sorted(map(str, unit.members.all())))
        for unit in government.units.all()
    ]
    accounts = list(government.users.values_list("username", "name", "role", "telephone", "is_active", "password"))
    return units, list(government.officials.values_list("name", "title", "rank")), accounts, Event.objects.count()


def test_units_leaders_and_accounts_are_stored_as_the_rows_say(cast):
    outcome = bring_in(cast.administrator, **ROSTER)
    group, unit = (cast.government.units.get(name=name) for name in ("各委局", "区审计局"))
    assert (group.is_group, sorted(map(str, group.members.all()))) == (True, ["区审计局", "区教委"])
    assert (unit.needs_confirmation, sorted(map(str, unit.aliases.all()))) == (True, ["区审计", "审计局"])
    official = Official.objects.get(name="赵敏")
    assert (official.title, official.rank) == ("副区长", 4)
    clerk, leader = User.objects.get(username="zhouli"), User.objects.get(username="zhaomin")
    assert (clerk.role, clerk.unit, clerk.telephone, clerk.email) == (
        Role.CLERK,
        unit,
        "023-67891234",
        "zhouli@example.org",
    )
    assert (leader.role, leader.unit, leader.official) == (Role.LEADER, None, official)
    assert {issued.user for issued in outcome.issued} == {clerk, leader}
    assert clerk.must_change_password


def test_the_same_rows_again_change_nothing_and_say_so(cast):
    bring_in(cast.administrator, **ROSTER)
    before = state_of(cast.government)
    assert [line.split()[-1] for line in told(compare(cast.administrator, **ROSTER))] == ["不变"] * 5
    with pytest.raises(Refused, match="名册与现有的完全一致，没有要写入的内容。"):
        bring_in(cast.administrator, **ROSTER)
    assert state_of(cast.government) == before


def test_one_wrong_row_keeps_all_rows_out(cast):
    before = state_of(cast.government)
    wrong = ROSTER | {"accounts": [*ROSTER["accounts"], ["wrong", "错", "填报员"]]}
    with pytest.raises(ValidationError, match="还有 1 行有误，没有导入任何一行。请在文件中改正后重新上传。"):
        bring_in(cast.administrator, **wrong)
    assert state_of(cast.government) == before


def test_what_a_single_save_would_refuse_is_told_with_its_row_and_nothing_is_stored(cast):
    """A member of a group cannot become a group: only the action of one unit knows."""
    bring_in(cast.administrator, **ROSTER)
    before = state_of(cast.government)
    rows = {"units": [["区水务局"], ["区审计局", "", "单位组"]]}
    with pytest.raises(ValidationError) as refusal:
        bring_in(cast.administrator, **rows)
    assert refusal.value.messages == ["“单位”第 3 行：该单位已是其他单位组的成员，不能再设为单位组。没有导入任何一行。"]
    assert state_of(cast.government) == before


def test_somebody_elses_change_since_the_preview_is_not_overwritten(cast):
    reading = read(units=[["区教委", "", "", "", "是"]])
    seen = compare_roster(Register(cast.government), reading, by=cast.administrator).compute_fingerprint()
    add_alias(unit=cast.lead_unit, name="教育委", by=cast.administrator)
    with pytest.raises(ChangedMeanwhile, match="您核对之后，其他人改动过单位、领导或账号，没有导入任何一行。"):
        import_roster(
            government=cast.government, reading=reading, seen=seen, passwords=[], is_mailed=False, by=cast.administrator
        )
    assert not Unit.objects.get(pk=cast.lead_unit.pk).needs_confirmation


def test_an_alias_that_moves_is_free_before_it_is_given(cast):
    add_alias(unit=cast.other_unit, name="区城管局", by=cast.administrator)
    bring_in(cast.administrator, units=[["区财政局", "区城管局"], ["区城市管理局", "清空"]])
    assert [str(alias.unit) for alias in cast.government.aliases.filter(name="区城管局")] == ["区财政局"]


def test_every_row_leaves_its_trace_and_the_import_one_of_its_own_without_a_password(cast):
    bring_in(cast.administrator, **ROSTER)
    events = list(Event.objects.order_by("pk"))
    assert [event.kind for event in events] == [
        *[EventKind.UNIT_SAVED] * 2,
        *[EventKind.ALIAS_SAVED] * 3,
        EventKind.OFFICIAL_SAVED,
        *[EventKind.USER_SAVED] * 2,
        EventKind.ROSTER_IMPORTED,
    ]
    assert events[-1].after == {"单位新增": 2, "领导新增": 1, "账号新增": 2}
    assert "clear-" not in str([event.after for event in events])


def test_people_with_an_address_get_no_password_where_links_go_out(cast):
    outcome = bring_in(cast.administrator, is_mailed=True, **ROSTER)
    assert ([user.username for user in outcome.invited], [each.user.username for each in outcome.issued]) == (
        ["zhouli"],
        ["zhaomin"],
    )
    assert not User.objects.get(username="zhouli").has_usable_password()


@pytest.mark.parametrize("who", ["office", "clerk", "auditor", "outside_administrator"])
def test_only_the_administrator_of_the_government_imports(cast, who):
    person = getattr(cast, who)
    with pytest.raises(Refused, match=f"您的角色“{person.role.label}”不能进行此项操作。"):
        import_roster(
            government=cast.government,
            reading=read(units=[["区审计局"]]),
            seen="",
            passwords=[],
            is_mailed=False,
            by=person,
        )
    assert not Unit.objects.filter(name="区审计局").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_at_one_moment_one_imports(cast):
    other = UserFactory(government=cast.government, role=Role.ADMINISTRATOR)
    reading = read(**ROSTER)

    def act(by: User):
        seen = compare_roster(Register(cast.government), reading, by=cast.administrator).compute_fingerprint()

        def run():
            try:
                return import_roster(
                    government=cast.government,
                    reading=reading,
                    seen=seen,
                    passwords=passwords(2),
                    is_mailed=False,
                    by=by,
                )
            except ChangedMeanwhile as refusal:
                return refusal

        return run

    answers = answers_at_one_moment(act(cast.administrator), act(other))
    assert sorted(type(answer).__name__ for answer in answers) == ["ChangedMeanwhile", "RosterOutcome"]
    assert User.objects.filter(username="zhouli").count() == 1
