"""印发: files and data frozen, who approved, one of two at the same moment."""

import hashlib
from datetime import date
from functools import partial

import pytest
from django.conf import settings

from tasks.enums import Audience, EventKind, Outcome, PeriodState
from tasks.issuing import publication_actions
from tasks.models import Event, Publication, PublishedFile
from tasks.permissions import Refused
from tests.acts import judge, kinds_of_events
from tests.cast import make_cast
from tests.together import refusals_at_one_moment

WORD, SHEET = "一季度报告.docx", "一季度附件.xlsx"


def given(cast, **other) -> dict:
    """What the office gives at the first issue."""
    usual = {
        "period": cast.period,
        "files": [(WORD, b"words", Audience.INTERNAL), (SHEET, b"cells", Audience.INTERNAL)],
        "data": {"rows": [1]},
        "title": "关于一季度推进情况的报告",
        "document_number": "示府办〔2024〕5号",
        "approved_by_name": "王明",
        "approved_by_title": "副区长",
        "approved_on": date(2024, 4, 1),
        "seen": 0,
        "by": cast.office,
    }
    return usual | other


def close(cast) -> None:
    cast.period.state = PeriodState.CLOSED
    cast.period.save()


@pytest.fixture
def closed(cast):
    close(cast)
    return cast


def bytes_of(file: PublishedFile) -> bytes:
    with file.file.open("rb") as kept:
        return kept.read()


def stored() -> list[str]:
    folder = settings.MEDIA_ROOT / "published"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def refusal_of(closed, **other) -> str:
    with pytest.raises(Refused) as refusal:
        publication_actions.issue(**given(closed, **other))
    return str(refusal.value)


def test_an_issue_keeps_the_bytes_their_hashes_the_data_and_the_approval(closed):
    publication = publication_actions.issue(**given(closed))
    publication.refresh_from_db()
    assert (publication.revision, publication.data, publication.reason) == (1, {"rows": [1]}, "")
    assert (publication.approved_by_name, publication.approved_on) == ("王明", date(2024, 4, 1))
    kept = [(file.name, file.kind, file.size, file.sha256, bytes_of(file)) for file in publication.files.all()]
    assert kept == [
        (WORD, "docx", 5, hashlib.sha256(b"words").hexdigest(), b"words"),
        (SHEET, "xlsx", 5, hashlib.sha256(b"cells").hexdigest(), b"cells"),
    ]


def test_an_issued_period_is_issued_and_the_trail_says_who_approved_and_which_bytes(closed):
    publication_actions.issue(**given(closed))
    closed.period.refresh_from_db()
    event = Event.objects.get()
    assert closed.period.state == PeriodState.ISSUED
    assert (event.kind, event.actor_name, event.period) == (EventKind.REPORT_ISSUED, "陈红", "2024年一季度")
    assert event.after == {
        "状态": "已印发",
        "印发版次": 1,
        "发文字号": "示府办〔2024〕5号",
        "批准人": "副区长王明",
        "批准日期": "2024-04-01",
        "文件": [
            f"{WORD}（SHA-256 {hashlib.sha256(b'words').hexdigest()}）",
            f"{SHEET}（SHA-256 {hashlib.sha256(b'cells').hexdigest()}）",
        ],
    }


def test_a_public_version_is_one_with_a_file_for_the_public(closed):
    files = [(WORD, b"all", Audience.INTERNAL), (WORD, b"less", Audience.PUBLIC)]
    publication = publication_actions.issue(**given(closed, files=files))
    assert publication.has_public_version
    assert [(file.audience, bytes_of(file)) for file in publication.files.all()] == [
        ("internal", b"all"),
        ("public", b"less"),
    ]


def test_after_the_issue_nobody_judges(closed):
    publication_actions.issue(**given(closed))
    with pytest.raises(Refused, match="2024年一季度已印发，不能再改动"):
        judge(closed.key_entry, closed.office, Outcome.ON_TRACK)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"title": " "}, "请填写报告标题。"),
        ({"approved_by_name": ""}, "请填写批准人。"),
        ({"approved_on": date(2024, 4, 3)}, "批准日期不能晚于今天。"),
        ({"files": []}, "没有可印发的文件。"),
        ({"seen": 3}, "页面已过时，请刷新后再印发。"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(closed, other, said):
    assert refusal_of(closed, **other) == said
    assert (Publication.objects.count(), stored(), kinds_of_events()) == (0, [], [])


@pytest.mark.parametrize(
    "number",
    [
        "示府办[2024]5号",
        "示府办〔2024〕05号",
        "示府办〔2024〕第5号",
        "示府办〔20245号",
        "〔2024〕5号",
        "示府办〔24〕5号",
    ],
)
def test_a_document_number_of_another_form_is_refused(closed, number):
    assert refusal_of(closed, document_number=number) == publication_actions.NUMBER_FORM


def test_a_report_may_go_without_a_document_number(closed):
    assert publication_actions.issue(**given(closed, document_number="")).document_number == ""


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (PeriodState.PLANNED, "2024年一季度尚未开启填报。"),
        (PeriodState.OPEN, "2024年一季度填报尚未截止，请先在“填报期”中截止。"),
    ],
)
def test_a_period_is_issued_once_its_filing_has_ended(cast, state, said):
    cast.period.state = state
    cast.period.save()
    assert refusal_of(cast) == said


def test_a_period_that_came_issued_out_of_a_document_gets_its_files_once(cast):
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    assert publication_actions.issue(**given(cast)).revision == 1
    assert refusal_of(cast, seen=1) == ("2024年一季度已印发。如有差错，请先写明理由开始更正，再印发更正版。")


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "stranger"])
def test_only_the_office_of_the_government_issues(closed, who):
    person = getattr(closed, who)
    assert refusal_of(closed, by=person) == f"您的角色“{person.role_label}”不能印发该报告。"


def test_who_comes_second_is_told_who_was_first(closed):
    publication_actions.issue(**given(closed))
    said = refusal_of(closed, by=closed.second_office)
    assert said.startswith("陈红已于 4月2日")
    assert said.endswith("印发第 1 版，您的这一次没有印发，请核对。")


def test_files_of_an_issue_that_fails_do_not_stay_behind(closed):
    twice = [(WORD, b"one", Audience.INTERNAL), (WORD, b"two", Audience.INTERNAL)]
    with pytest.raises(Exception, match=r"published_name_once|publishedfile\.publication_id"):
        publication_actions.issue(**given(closed, files=twice))
    assert stored() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_issues_at_one_moment_one_is_kept_and_the_other_told():
    cast = make_cast()
    close(cast)
    people = {b"first": cast.office, b"second": cast.second_office}
    answers = refusals_at_one_moment(
        *(
            partial(
                publication_actions.issue,
                **given(cast, files=[(WORD, content, Audience.INTERNAL)], by=person),
            )
            for content, person in people.items()
        )
    )
    assert sorted("您的这一次没有印发" in answer for answer in answers) == [False, True]
    assert "" in answers
    file = PublishedFile.objects.get()
    assert people[bytes_of(file)] == file.publication.issued_by
    assert stored() == [str(file.key)]
