"""A unit asks its leader for coordination; he is notified once, and his answer reaches unit and office."""

from datetime import date

import pytest

from tasks.enums import EntryState, ReminderKind
from tasks.filing import entry_actions
from tasks.filing.coordination import compute_coordination_state, read_coordination
from tasks.filing.coordination_actions import answer_coordination
from tasks.filing.entry_guard import Conflict
from tasks.models import CoordinationReply, Event, Leadership, Notice, Reminder, User
from tasks.permissions import Refused
from tests.acts import deputise, give_back, kinds_of_events, newest, save, submit
from tests.cast import make_cast
from tests.together import refusals_at_one_moment

ASK = "请协调解决二标段用地。"
ANSWER = "已请区规划自然资源局4月底前批复。"


def ask(cast, words: str = ASK):
    return submit(cast.key_entry, cast.clerk, needs_coordination=True, coordination=words)


def answer(cast, text: str = ANSWER, by=None, revision: int | None = None) -> CoordinationReply:
    read = newest(cast.key_entry) if revision is None else revision
    return answer_coordination(entry=cast.key_entry, text=text, revision=read, by=by or cast.leader)


def subjects(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("subject", flat=True))


def test_the_leader_is_told_when_the_entry_reaches_the_office(cast):
    ask(cast)
    assert kinds_of_events() == ["entry_submitted"]
    notice = Notice.objects.get(recipient=cast.leader)
    assert (notice.subject, notice.body, notice.sent_by) == (
        "提请协调：2024年一季度 重点工作任务第1项",
        f"2024年一季度 重点工作任务第1项 建成小学两所，投用中学一所。区教委提请协调：{ASK}",
        cast.clerk,
    )
    assert Reminder.objects.get().kind == ReminderKind.COORDINATION


def test_where_the_head_reads_first_the_leader_is_told_by_his_passing_it_on(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    entry = ask(cast)
    assert (entry.state, subjects(cast.leader)) == (EntryState.CONFIRMING, [])
    entry_actions.confirm(entry=entry, revision=newest(entry), by=cast.unit_head)
    assert subjects(cast.leader) == ["提请协调：2024年一季度 重点工作任务第1项"]
    assert kinds_of_events() == ["entry_submitted", "entry_confirmed"]


def test_the_same_words_are_told_once_and_other_words_again(cast):
    ask(cast)
    give_back(cast.key_entry, cast.office)
    ask(cast)
    assert len(subjects(cast.leader)) == 1
    give_back(cast.key_entry, cast.office)
    ask(cast, "请协调资金。")
    assert len(subjects(cast.leader)) == 2


def test_nothing_is_told_where_nothing_is_asked(cast):
    submit(cast.key_entry, cast.clerk)
    ask_of_nobody = submit(cast.other_entry, cast.other_clerk, needs_coordination=True, coordination="请协调。")
    assert (ask_of_nobody.state, Notice.objects.count()) == (EntryState.SUBMITTED, 0)


def test_an_answer_is_kept_with_what_was_asked_and_told_to_unit_and_office(cast):
    ask(cast)
    reply = answer(cast, f" {ANSWER}\n")
    assert (reply.official, reply.asked, reply.text, reply.answered_by) == (
        cast.official,
        ASK,
        ANSWER,
        cast.leader,
    )
    people = (cast.clerk, cast.unit_head, cast.office, cast.second_office, cast.office_head)
    assert [subjects(user) for user in people] == [["区领导答复：2024年一季度 重点工作任务第1项"]] * 5
    assert [subjects(user) for user in (cast.cooperating_clerk, cast.other_clerk, cast.stranger)] == [[]] * 3
    event = Event.objects.first()
    assert (event.kind, event.before, event.after) == (
        "entry_coordinated",
        {"协调事项": ASK},
        {"答复": ANSWER},
    )
    assert kinds_of_events() == ["entry_submitted", "entry_coordinated"]


def test_a_further_answer_is_a_further_row_but_the_same_one_is_not(cast):
    ask(cast)
    first = answer(cast)
    assert answer(cast) == first
    answer(cast, "批复已下达。")
    assert [reply.text for reply in cast.key_entry.replies.all()] == [ANSWER, "批复已下达。"]
    assert kinds_of_events() == ["entry_submitted", "entry_coordinated", "entry_coordinated"]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("clerk", "您的角色“填报员”不能进行此项操作。"),
        ("office", "您的角色“督查办”不能进行此项操作。"),
    ],
)
def test_only_a_leader_answers(cast, who, why):
    ask(cast)
    with pytest.raises(Refused, match=why):
        answer(cast, by=getattr(cast, who))


def test_a_leader_answers_for_his_own_items(cast):
    entry = submit(cast.other_entry, cast.other_clerk, needs_coordination=True, coordination="请协调。")
    with pytest.raises(Refused, match="该事项不由您负责，不能答复。"):
        answer_coordination(entry=entry, text=ANSWER, revision=entry.revision, by=cast.leader)


def test_what_the_unit_took_back_is_not_answered(cast):
    entry_actions.withdraw(entry=ask(cast), by=cast.clerk)
    with pytest.raises(Refused, match="单位没有提请协调，或者刚刚撤回修改，暂时不能答复。"):
        answer(cast)


def test_a_request_ticked_after_the_return_is_not_asked_before_it_is_filed(cast):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office)
    save(cast.key_entry, cast.clerk, "建成一所。", needs_coordination=True, coordination=ASK)
    cast.key_entry.refresh_from_db()
    assert (read_coordination(cast.key_entry), compute_coordination_state(cast.key_entry)) == (None, None)
    with pytest.raises(Refused, match="单位没有提请协调"):
        answer(cast)


def test_a_request_does_not_change_under_the_answer(cast):
    read = ask(cast).revision
    entry_actions.withdraw(entry=cast.key_entry, by=cast.clerk)
    ask(cast, "请协调资金。")
    with pytest.raises(Conflict, match=r"区教委 李静于 4月2日 .* 保存了新内容，请核对后再办理。"):
        answer(cast, revision=read)
    assert CoordinationReply.objects.count() == 0


def test_an_answer_says_something(cast):
    ask(cast)
    with pytest.raises(Refused, match="请写明答复意见。"):
        answer(cast, " \n")


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_sent_twice_at_the_same_moment_is_kept_once():
    cast = make_cast()
    ask(cast)

    refusals = refusals_at_one_moment(lambda: answer(cast), lambda: answer(cast))
    assert refusals == ["", ""]
    assert kinds_of_events() == ["entry_submitted", "entry_coordinated"]
    assert len(subjects(cast.clerk)) == 1


def test_a_deputy_is_asked_besides_the_absent_leader_and_his_answer_says_for_whom(cast):
    deputy = deputise(cast)
    ask(cast)
    assert [len(subjects(user)) for user in (cast.leader, deputy)] == [1, 1]
    reply = answer(cast, by=deputy)
    assert (reply.official, reply.on_behalf_of) == (deputy.official, cast.official)
    assert Notice.objects.filter(recipient=cast.clerk).get().body.endswith(f"刘芳代王明答复：{ANSWER}")
    assert Event.objects.first().after == {"答复": ANSWER, "代": "王明"}


def test_a_deputy_whose_days_are_over_is_neither_asked_nor_answers(cast):
    deputy = deputise(cast, first=date(2024, 3, 1), last=date(2024, 4, 1))
    ask(cast)
    assert subjects(deputy) == []
    with pytest.raises(Refused) as refusal:
        answer(cast, by=deputy)
    assert str(refusal.value) == "该事项不由您负责，不能答复。"


def test_a_leader_who_also_deputises_answers_his_own_items_himself(cast):
    deputy = deputise(cast)
    Leadership.objects.create(edition=cast.key.current, official=deputy.official, position=2)
    ask(cast)
    assert answer(cast, by=deputy).on_behalf_of is None


def test_the_head_of_government_is_asked_and_answers_as_the_official_that_he_is(cast):
    ask(cast)
    with pytest.raises(Refused):
        answer(cast, by=cast.head)
    give_back(cast.key_entry, cast.office)
    User.objects.filter(pk=cast.head.pk).update(official=cast.official)
    cast.head.refresh_from_db()
    ask(cast, "请协调资金。")
    assert len(subjects(cast.head)) == 1
    assert answer(cast, by=User.objects.get(pk=cast.head.pk)).official == cast.official
