"""留言: who is told of a word, whom it names, who may withdraw it, and that it changes nothing of the entry."""

from datetime import timedelta
from functools import partial

import pytest

from tasks import clock
from tasks.commenting.comment_actions import ALREADY_READ, TOO_LATE, add_comment, mark_thread_read, withdraw_comment
from tasks.enums import ReminderKind, Role
from tasks.models import Comment, Event, Notice, Reminder
from tasks.models.comment import LONGEST_COMMENT
from tasks.permissions import Refused
from tasks.undoing.undoable_events import describe_built_on
from tests.acts import accept, kinds_of_events, submit
from tests.cast import UserFactory, make_cast
from tests.together import answers_at_one_moment

ASKED = "外资口径是否一致？"


def say(cast, text: str = ASKED, by=None) -> Comment:
    return add_comment(entry=cast.key_entry, text=text, by=by or cast.office)


def told(kind: ReminderKind = ReminderKind.COMMENT) -> set[str]:
    """The names of who was told."""
    return set(Reminder.objects.filter(kind=kind).values_list("recipient__name", flat=True))


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("office", {"李静", "周强"}),
        ("clerk", {"陈红", "何伟", "林涛"}),
        ("cooperating_clerk", {"李静", "周强", "陈红", "何伟", "林涛"}),
        ("leader", {"李静", "周强", "陈红", "何伟", "林涛"}),
    ],
)
def test_the_other_side_is_told_at_once(cast, who, names):
    say(cast, by=cast.person(who))
    assert told() == names


def test_the_notice_says_where_and_by_whom_and_leaves_the_words_to_the_thread(cast):
    say(cast)
    notice = Notice.objects.get(recipient=cast.clerk)
    assert (notice.subject, notice.body, notice.sent_by) == (
        "留言：2024年一季度 重点工作任务第1项",
        "2024年一季度 重点工作任务第1项 建成小学两所，投用中学一所。督查办陈红留言，请查看。",
        cast.office,
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@区财政局请说明拨付情况。", {"李静", "周强", "孙丽"}),
        ("请@王明 批示；@孙丽，也请看一下", {"李静", "周强", "王明", "孙丽"}),
        ("＠督查办 周五前补附件", {"李静", "周强", "何伟", "林涛"}),
        ("发至 a@b.cn 即可", {"李静", "周强"}),
    ],
)
def test_whom_the_text_names_is_told_too(cast, text, names):
    say(cast, text)
    assert told() == names


def test_a_name_that_is_nobodys_of_the_item_is_refused_with_those_that_are(cast):
    with pytest.raises(Refused) as refusal:
        say(cast, "@赵磊 请看")
    assert str(refusal.value) == (
        "没有找到“@赵磊”，留言没有发出。该事项可以 @ 的有：陈红、何伟、林涛、李静、周强、孙丽、王明、督查办、区教委、区财政局。"
    )
    assert (Comment.objects.count(), Notice.objects.count()) == (0, 0)


def test_of_two_people_of_one_name_each_is_named_with_his_unit(cast):
    UserFactory(government=cast.government, role=Role.CLERK, unit=cast.cooperating_unit, name="李静")
    with pytest.raises(Refused):
        say(cast, "@李静 请看")
    comment = say(cast, "@区财政局李静 请看")
    assert [person.place for person in comment.named_people.all()] == ["区财政局"]


@pytest.mark.parametrize(
    ("text", "why"),
    [(" \n", "请写明要说的话。"), ("字" * 501, "留言至多 500 字，现有 501 字，请精简。")],
)
def test_nothing_and_too_much_are_refused(cast, text, why):
    with pytest.raises(Refused, match=why):
        say(cast, text)
    assert len(say(cast, "字" * LONGEST_COMMENT).text) == LONGEST_COMMENT


@pytest.mark.parametrize("who", ["other_clerk", "administrator", "viewer", "head", "stranger"])
def test_who_has_nothing_to_do_with_the_item_writes_nothing(cast, who):
    with pytest.raises(Refused):
        say(cast, by=cast.person(who))
    assert Comment.objects.count() == 0


def test_the_same_word_sent_twice_is_kept_once(cast):
    assert say(cast).pk == say(cast).pk
    assert kinds_of_events() == ["comment_added"]


def test_a_word_is_an_event_of_its_own_and_the_entry_counts_as_untouched(cast):
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    accepted = Event.objects.latest("pk")
    say(cast, "@孙丽 请看")
    event = Event.objects.latest("pk")
    assert (event.kind, event.subject, event.period, event.after) == (
        "comment_added",
        "重点工作任务第1项 建成小学两所，投用中学一所",
        "2024年一季度",
        {"留言": "@孙丽 请看", "提到": "孙丽"},
    )
    assert describe_built_on(accepted) == ""


def test_an_unread_word_is_withdrawn_and_counts_as_read(cast):
    comment = say(cast)
    withdraw_comment(comment=comment, by=cast.office)
    comment.refresh_from_db()
    assert (comment.is_withdrawn, Notice.objects.filter(read_at=None).count()) == (True, 0)
    assert kinds_of_events() == ["comment_added", "comment_withdrawn"]


def read_it(cast, comment):
    mark_thread_read(entry=cast.key_entry, newest=comment.pk, by=cast.clerk)


def wait_long(cast, comment):
    Comment.objects.update(written_at=clock.now() - timedelta(minutes=11))


@pytest.mark.parametrize(
    ("before", "who", "why"),
    [
        (read_it, "office", ALREADY_READ),
        (wait_long, "office", TOO_LATE),
        (lambda cast, comment: withdraw_comment(comment=comment, by=cast.office), "office", "这条留言已经撤回。"),
        (lambda cast, comment: None, "second_office", "只能撤回自己的留言。"),
    ],
)
def test_what_was_read_is_old_or_is_somebody_elses_is_not_withdrawn(cast, before, who, why):
    comment = say(cast)
    before(cast, comment)
    with pytest.raises(Refused, match=why):
        withdraw_comment(comment=comment, by=cast.person(who))


def test_a_thread_is_read_up_to_what_was_shown_and_by_answering(cast):
    first, second = say(cast), say(cast, "另请补附件。")
    assert mark_thread_read(entry=cast.key_entry, newest=first.pk, by=cast.clerk) == 1
    unread = Notice.objects.filter(recipient=cast.clerk, read_at=None)
    assert unread.get().reminders.get().key == f"comment:{second.pk}"
    say(cast, "一致。", by=cast.clerk)
    assert unread.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_words_at_one_moment_are_both_kept_and_a_double_click_once():
    cast = make_cast()
    answers_at_one_moment(
        partial(say, cast, "一致。", cast.clerk), partial(say, cast, "一致。", cast.clerk), partial(say, cast)
    )
    # the office's word may come between the two alike
    assert sorted(set(Comment.objects.values_list("text", flat=True))) == sorted(["一致。", ASKED])


@pytest.mark.django_db(transaction=True)
def test_a_word_is_either_read_or_withdrawn_first_and_never_both_refused():
    cast = make_cast()
    comment = say(cast)
    answers = answers_at_one_moment(
        partial(withdraw_comment, comment=comment, by=cast.office),
        partial(mark_thread_read, entry=cast.key_entry, newest=comment.pk, by=cast.clerk),
    )
    comment.refresh_from_db()
    assert comment.is_withdrawn == (not isinstance(answers[0], Refused))
