"""内部 of an issue as a whole: its files bear the mark, those outside its 知悉范围 meet nothing of it, and it stays as issued."""

import zipfile
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse

from tasks.enums import EventKind, IssueScope, ViewerScope
from tasks.issuing.internal_actions import mark_internal, unmark_internal
from tasks.issuing.publication_actions import INTERNAL_AND_PUBLIC
from tasks.models import Event, Government, Notice, Publication, PublishedFile
from tests.pages import errors, found
from tests.reports.pages.issuing.test_publishing import address, fetched, issue, ready  # noqa: F401  a fixture

#: people of the cast → which of the three kinds of issue they read
READERS = {
    "office": "usual house leaders",
    "office_head": "usual house leaders",
    "head": "usual house leaders",
    "leader": "usual house leaders",
    "clerk": "usual house",
    "unit_head": "usual house",
    "viewer": "usual",
    "auditor": "",
    "administrator": "",
}


def heads(content: bytes) -> str:
    """What stands in the heads of the pages of a Word or Excel file, and of the files in a zip."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return "".join(
            heads(packed.read(name)) if name.endswith(("docx", "xlsx")) else unescape(packed.read(name).decode())
            for name in packed.namelist()
            if name.endswith(("docx", "xlsx")) or "header" in name or "worksheets/sheet" in name
        )


@pytest.mark.parametrize("scope", IssueScope)
def test_page_files_and_notice_of_an_issue_reach_its_readers_alone(ready, sign_in, scope):  # noqa: F811
    issue(sign_in(ready.office), ready, scope=scope.value)
    file = PublishedFile.objects.first()
    answers = {}
    for who in READERS:
        client = sign_in(ready.person(who))
        answer = client.get(address(file))
        assert b"".join(answer) or answer.status_code != 200
        listed = "一季度推进情况的报告" in client.get(reverse("issue_page")).content.decode()
        page = client.get(reverse("publication_page", args=[file.publication_id]))
        answers[who] = (answer.status_code == 200, page.status_code == 200, listed)
    assert answers == {who: (scope.value in kinds.split(),) * 3 for who, kinds in READERS.items()}
    told = set(Notice.objects.values_list("recipient__role", flat=True))
    expected = {ready.person(who).role for who, kinds in READERS.items() if scope.value in kinds.split()}
    # the one who issues is not told, and 查阅 has no inbox
    assert told == expected - {ready.viewer.role}


def test_a_viewer_who_reads_all_does_not_read_an_internal_issue(ready, sign_in):  # noqa: F811
    Government.objects.filter(pk=ready.government.pk).update(viewer_scope=ViewerScope.ALL)
    issue(sign_in(ready.office), ready, scope="house")
    assert found(sign_in(ready.viewer).get(reverse("issue_page")), "td.hash") == []


@pytest.mark.parametrize(
    ("given", "is_item_internal", "marked"),
    [
        ({}, False, {"内部版": False}),
        ({"scope": "house"}, False, {"内部版": True}),
        ({"has_public_version": "on"}, True, {"内部版": True, "公开版": False}),
    ],
    ids=["nothing internal", "the whole", "one item"],
)
def test_the_files_bear_the_mark_where_the_issue_or_an_item_is_internal(
    ready,  # noqa: F811
    sign_in,
    given,
    is_item_internal,
    marked,
):
    if is_item_internal:
        mark_internal(task=ready.other_key, reason="未公开", by=ready.office)
    office = sign_in(ready.office)
    issue(office, ready, **given)
    bearing = {}
    for file in PublishedFile.objects.all():
        bearing.setdefault(file.audience.label, set()).add("内部" in heads(fetched(office, file)))
    assert bearing == {audience: {each} for audience, each in marked.items()}


def test_what_was_issued_keeps_its_mark_to_the_byte(ready, sign_in):  # noqa: F811
    mark_internal(task=ready.other_key, reason="未公开", by=ready.office)
    office = sign_in(ready.office)
    issue(office, ready)
    before = {file.pk: fetched(office, file) for file in PublishedFile.objects.all()}
    unmark_internal(task=ready.other_key, by=ready.office)
    Government.objects.update(has_watermark=True)
    assert {file.pk: fetched(office, file) for file in PublishedFile.objects.all()} == before
    assert len(before) == 3


def test_an_internal_issue_has_no_public_version(ready, sign_in):  # noqa: F811
    answer = issue(sign_in(ready.office), ready, scope="leaders", has_public_version="on")
    assert (answer.status_code, errors(answer), Publication.objects.exists()) == (422, [INTERNAL_AND_PUBLIC], False)


def test_the_trace_and_the_next_revision_name_the_scope(ready, sign_in):  # noqa: F811
    office = sign_in(ready.office)
    issue(office, ready, scope="leaders")
    assert Event.objects.get(kind=EventKind.REPORT_ISSUED).after["知悉范围"] == "内部：限督查办和领导"
    assert "内部：限督查办和领导" in " ".join(found(office.get(reverse("issue_page")), "h2.as-title"))
    assert Publication.objects.get().scope == IssueScope.LEADERS


@pytest.mark.parametrize("marks", [True, False])
def test_what_is_exported_bears_the_mark_where_it_tells_of_an_internal_item(ready, sign_in, marks):  # noqa: F811
    if marks:
        mark_internal(task=ready.other_key, reason="未公开", by=ready.office)
    office, clerk = sign_in(ready.office), sign_in(ready.other_clerk)
    files = {
        "report": office.get(reverse("report_file", args=[2024, "Q1", "docx"])),
        "tables": office.get(reverse("export_attachments", args=[2024, "Q1", "xlsx"])),
        "tables apart": office.get(reverse("export_attachments", args=[2024, "Q1", "docx-zip"])),
        "list": office.get(reverse("export_list")),
        "own list": clerk.get(reverse("export_list")),
        "who answers": office.get(reverse("receipt_list_file"), {"year": 2024}),
        "notice": office.get(reverse("report_file", args=[2024, "PLAN", "docx"])),
    }
    assert {name: "内部" in heads(b"".join(answer)) for name, answer in files.items()} == dict.fromkeys(files, marks)
