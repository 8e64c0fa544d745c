"""Looking at a file, and saving it: for whoever reads the entry, and as nothing but what it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.filing.evidence_actions import add_evidence
from tests.acts import submit
from tests.pages import found

PDF = b"%PDF-1.4"
PNG = b"\x89PNG\r\n\x1a\n...."
JPG = b"\xff\xd8\xff\xe0...."


def kept(cast, name="开工通知书.pdf", content=PDF):
    return add_evidence(entry=cast.key_entry, upload=SimpleUploadedFile(name, content), by=cast.clerk)


def filed(cast, *given):
    """Kept, and handed over with the entry."""
    evidence = kept(cast, *given)
    submit(cast.key_entry, cast.clerk)
    return evidence


def view(evidence) -> str:
    return reverse("evidence_view", args=[evidence.key])


def test_a_file_is_saved_under_its_own_name(cast, sign_in):
    answer = sign_in(cast.leader).get(reverse("evidence_file", args=[filed(cast).key]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%BC%80%E5%B7%A5")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("通知.pdf", PDF, "application/pdf"),
        ("现场.png", PNG, "image/png"),
        ("现场.jpeg", JPG, "image/jpeg"),
    ],
)
def test_a_picture_or_a_pdf_is_shown_and_may_do_nothing(cast, sign_in, name, content, kind):
    answer = sign_in(cast.leader).get(view(filed(cast, name, content)))
    assert b"".join(answer.streaming_content) == content
    told = ("Content-Type", "X-Content-Type-Options", "X-Frame-Options", "Cache-Control")
    assert [answer.headers[name] for name in told] == [kind, "nosniff", "SAMEORIGIN", "private, no-store"]
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    assert answer.headers["Content-Disposition"].startswith("inline; ")


def test_what_the_content_is_counts_and_not_the_name(cast, sign_in):
    """A row whose name says picture, over a file that was put there in another way."""
    evidence = kept(cast, "现场.png", PNG)
    with open(evidence.file.path, "wb") as file:
        file.write(b"<script>alert(1)</script>")
    assert sign_in(cast.clerk).get(view(evidence)).status_code == 404


def test_a_browser_that_has_it_is_asked_for_the_permission_and_sent_nothing(cast, sign_in):
    evidence = kept(cast)
    client = sign_in(cast.clerk)
    first = client.get(view(evidence))
    assert b"".join(first.streaming_content) == PDF
    etag = first.headers["ETag"]
    again = client.get(view(evidence), headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    stranger = sign_in(cast.other_clerk).get(view(evidence), headers={"If-None-Match": etag})
    assert stranger.status_code == 404


def test_a_lost_file_is_not_found(cast, sign_in):
    evidence = kept(cast)
    evidence.file.storage.delete(evidence.file.name)
    client = sign_in(cast.clerk)
    names = ("evidence_file", "evidence_view")
    assert [client.get(reverse(name, args=[evidence.key])).status_code for name in names] == [404, 404]


@pytest.mark.parametrize("page", ["entry_page", "task_page"])
def test_pages_show_pictures_small_and_open_what_a_browser_shows(cast, sign_in, page):
    picture, paper = kept(cast, "现场.png", PNG), kept(cast)
    address = cast.key_entry.pk if page == "entry_page" else cast.key.pk
    answer = sign_in(cast.clerk).get(reverse(page, args=[address]))
    assert found(answer, "ul.evidence")[0].startswith("现场.png 下载 现场.png 12 字节 · 李静 2024年4月2日")
    html = answer.content.decode()
    assert [html.count(f'src="{view(one)}"') for one in (picture, paper)] == [1, 0]
    assert [html.count(f'href="{view(one)}"') for one in (picture, paper)] == [2, 1]
