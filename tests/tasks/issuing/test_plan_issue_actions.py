"""印发通知: what is frozen, which revision it is, and one of two at the same moment."""

from datetime import date

import pytest

from tasks.enums import Audience, EventKind
from tasks.issuing.plan_issue_actions import issue_plan_notice
from tasks.issuing.publication_actions import NUMBER_FORM
from tasks.issuing.publications import IssueContent
from tasks.models import Event, Plan, Publication
from tasks.permissions import Refused
from tests.cast import make_cast
from tests.tasks.issuing.test_publication_actions import bytes_of, stored
from tests.together import refusals_at_one_moment

FILES = [("通知.docx", b"words", Audience.INTERNAL)]


def content(**other) -> IssueContent:
    return IssueContent(**{"files": FILES, "data": {"rows": []}, "mark": "seen", "unfilled": []} | other)


def issue(cast, *, unfilled=(), files=FILES, **other) -> Publication:
    usual = {
        "plan": cast.plan,
        "prepare": lambda plan: content(unfilled=unfilled, files=files),
        "title": "关于印发目标任务的通知",
        "approved_by_name": "王明",
        "approved_by_title": "副区长",
        "approved_on": date(2024, 2, 1),
        "seen": 0,
        "mark": "seen",
        "by": cast.office,
    }
    return issue_plan_notice(**usual | other)


def number(cast, document_number: str) -> None:
    Plan.objects.filter(pk=cast.plan.pk).update(document_number=document_number)


def test_an_issue_keeps_files_data_approval_and_the_number_of_the_plan(cast):
    number(cast, "示府办〔2024〕6号")
    publication = issue(cast)
    assert (publication.plan, publication.period, publication.revision) == (cast.plan, None, 1)
    assert (publication.document_number, publication.about) == ("示府办〔2024〕6号", "2024年方案")
    assert [bytes_of(file) for file in publication.files.all()] == [b"words"]
    assert Plan.objects.get(pk=cast.plan.pk).issued_on == date(2024, 2, 1)
    event = Event.objects.get()
    after = {key: value for key, value in event.after.items() if key != "文件"}
    assert (event.kind, event.period, event.before, after) == (
        EventKind.REPORT_ISSUED,
        "2024年方案",
        {"印发日期": ""},
        {
            "印发日期": "2024-02-01",
            "印发版次": 1,
            "发文字号": "示府办〔2024〕6号",
            "批准人": "副区长王明",
            "批准日期": "2024-02-01",
        },
    )


def test_the_content_is_built_of_the_plan_as_it_is_under_the_lock_with_the_new_date(cast):
    number(cast, "示府办〔2024〕7号")
    seen = []

    def prepare(plan: Plan) -> IssueContent:
        seen.append((plan.document_number, plan.issued_on))
        return content()

    issue(cast, prepare=prepare)
    assert seen == [("示府办〔2024〕7号", date(2024, 2, 1))]


def test_a_correction_is_the_next_revision_with_its_reason_and_changes_nothing_before(cast):
    first = issue(cast)
    second = issue(cast, seen=1, reason="附件2漏列一项", files=[("通知.docx", b"other", Audience.INTERNAL)])
    assert [(one.revision, one.reason, bytes_of(one.files.get())) for one in (first, second)] == [
        (1, "", b"words"),
        (2, "附件2漏列一项", b"other"),
    ]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"title": " "}, "请填写报告标题。"),
        ({"approved_by_name": ""}, "请填写批准人。"),
        ({"approved_on": date(2024, 4, 3)}, "批准日期不能晚于今天。"),
        ({"files": []}, "没有可印发的文件。"),
        ({"seen": 3}, "页面已过时，请刷新后再印发。"),
        ({"mark": "older"}, "您打开本页之后，通知的内容有了变化，没有印发。请核对下面的变化后再印发。"),
        (
            {"unfilled": ["还有没填的“××”（第××次）"]},
            "文件中还有没填的内容，不能印发：还有没填的“××”（第××次）",
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(cast, other, said):
    with pytest.raises(Refused) as refusal:
        issue(cast, **other)
    assert str(refusal.value) == said
    assert (Publication.objects.count(), stored(), Event.objects.count()) == (0, [], 0)
    assert Plan.objects.get(pk=cast.plan.pk).issued_on is None


def test_a_correction_needs_a_reason_and_a_wrong_number_is_mended_first(cast):
    issue(cast)
    with pytest.raises(Refused, match="更正后再次印发，须写明更正理由。"):
        issue(cast, seen=1)
    number(cast, "示府办[2024]06号")
    with pytest.raises(Refused, match="发文字号应写作") as refusal:
        issue(cast, seen=1, reason="文号有误")
    assert str(refusal.value) == NUMBER_FORM


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "administrator", "auditor", "stranger"])
def test_the_office_of_the_own_government_alone_issues(cast, who):
    person = cast.person(who)
    with pytest.raises(Refused) as refusal:
        issue(cast, by=person)
    assert str(refusal.value) == f"您的角色“{person.role.label}”不能印发该通知。"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_one_moment_one_issues_and_the_other_is_told():
    cast = make_cast()
    said = refusals_at_one_moment(lambda: issue(cast), lambda: issue(cast, by=cast.second_office))
    assert Publication.objects.count() == 1
    assert sorted(bool(each) for each in said) == [False, True]
    assert "印发第 1 版，您的这一次没有印发，请核对。" in "".join(said)
