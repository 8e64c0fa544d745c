"""A file that is marked 内部 is not read by 查阅, whatever its government lets it read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.enums import EventKind, ViewerScope
from tasks.filing.evidence_actions import add_evidence, remove_evidence, set_evidence_internal
from tasks.models import Evidence, User
from tasks.permissions import Refused
from tasks.queries import select_visible_evidence
from tests.acts import kinds_of_events, submit
from tests.pages import found

PDF = b"%PDF-1.7\n..."


@pytest.fixture
def evidence(cast) -> Evidence:
    upload = SimpleUploadedFile("验收单.pdf", PDF)
    return add_evidence(entry=cast.key_entry, upload=upload, by=cast.clerk)


def test_a_viewer_who_reads_everything_else_does_not_read_it(cast, evidence, sign_in):
    cast.government.viewer_scope = ViewerScope.ALL
    cast.government.save()
    set_evidence_internal(evidence=evidence, is_internal=True, by=cast.clerk)
    submit(cast.key_entry, cast.clerk)
    readers = ("clerk", "office", "leader", "head", "viewer")
    read = [who for who in readers if select_visible_evidence(User.objects.get(pk=cast.person(who).pk)).exists()]
    assert read == ["clerk", "office", "leader", "head"]
    page, file = reverse("task_page", args=[cast.key.pk]), reverse("evidence_file", args=[evidence.key])
    viewer, head = sign_in(cast.viewer), sign_in(cast.head)
    assert viewer.get(file).status_code == 404
    assert ["验收单" in client.get(page).content.decode() for client in (viewer, head)] == [False, True]


def test_the_unit_marks_it_with_a_button_and_the_page_shows_the_mark(cast, evidence, sign_in):
    client = sign_in(cast.clerk)
    page = reverse("entry_page", args=[cast.key_entry.pk])
    sent = {"base_revision": 0, "text": "已开工", "internal": str(evidence.key)}
    assert "内部" in found(client.post(page, sent, follow=True), "span.st")
    assert Evidence.objects.get().is_internal
    client.post(page, {"base_revision": 1, "text": "已开工", "open": str(evidence.key)})
    assert not Evidence.objects.get().is_internal
    assert [kind for kind in kinds_of_events() if "internal" in kind] == [
        EventKind.EVIDENCE_MARKED_INTERNAL,
        EventKind.EVIDENCE_UNMARKED_INTERNAL,
    ]


@pytest.mark.parametrize("name", ["internal", "open", "remove"])
def test_a_key_that_is_none_does_nothing(cast, evidence, sign_in, name):
    answer = sign_in(cast.clerk).post(
        reverse("entry_page", args=[cast.key_entry.pk]), {"base_revision": 0, "text": "已开工", name: "x"}
    )
    assert (answer.status_code, Evidence.objects.get().is_internal) == (302, False)


def test_only_who_may_edit_the_entry_marks_and_what_is_gone_says_so(cast, evidence):
    with pytest.raises(Refused):
        set_evidence_internal(evidence=evidence, is_internal=True, by=cast.office)
    kept = Evidence.objects.get()
    remove_evidence(evidence=evidence, by=cast.clerk)
    with pytest.raises(Refused, match="刚刚已被移除"):
        set_evidence_internal(evidence=kept, is_internal=True, by=cast.clerk)
