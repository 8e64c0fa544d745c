"""内部事项 in what was issued: 查阅 gets the public version of it, in every address, unless its government lets it read all."""

import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from tasks.enums import Outcome, ViewerScope
from tasks.issuing import correction_actions
from tasks.models import Government, InternalItem, Publication, PublishedFile
from tests.acts import judge
from tests.pages import found, rows
from tests.reports.pages.issuing.test_publishing import issue, ready  # noqa: F401  a fixture
from tests.test_every_address import ANSWERS, PARTS

PAGE = reverse("issue_page")
#: words of the internal item and of what was filed and judged of it
SECRET = ("停车位", "车位900", "停车用地")
#: addresses of papers that nobody can make in an issued period, and that a viewer never opens
NOT_AFTER_THE_ISSUE = ("request_page", "request_withdraw", "plan_change", "plan_change_undo")


@pytest.fixture
def issued(ready, sign_in):  # noqa: F811
    """The report is issued with a public version; one of its four items is internal, and lags."""
    judge(ready.other_entry, ready.office, Outcome.LAGGING, "停车用地未落实")
    InternalItem.objects.create(
        task=ready.other_key, reason="停车位未公开", marked_by=ready.office, marked_at="2024-04-01T00:00Z"
    )
    issue(sign_in(ready.office), ready, has_public_version="on")
    return ready


def told(content: bytes) -> str:
    """All that a page or a file says, the files in a file included."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "ignore")
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return "".join(told(packed.read(name)) for name in packed.namelist())


def secrets_in(content: bytes) -> list[str]:
    said = told(content)
    return [word for word in SECRET if word in said]


def list_addresses(cast) -> dict[str, str]:
    """Every address of the product with the parts of the cast, those of issues with what was really issued."""
    publication = Publication.objects.latest("pk")
    own = {
        "publication_page": [{"pk": publication.pk}],
        "published_file": [{"pk": file.publication_id, "key": file.key} for file in PublishedFile.objects.all()],
    }
    listed = {}
    for name in ANSWERS:
        if name in own:
            parts = own[name]
        elif name in NOT_AFTER_THE_ISSUE:
            continue
        else:
            parts = [PARTS[name](cast)] if name in PARTS else [{}]
        listed |= {f"{name} {number}": reverse(name, kwargs=each) for number, each in enumerate(parts)}
    return listed


def test_no_address_tells_a_viewer_a_word_of_an_internal_item(issued, sign_in):
    client, given = sign_in(issued.viewer), list_addresses(issued)
    answers = {name: b"".join(client.get(address)) for name, address in given.items()}
    assert {name: secrets_in(content) for name, content in answers.items() if secrets_in(content)} == {}
    assert (len(answers) > 120, "小学建成一所" in told(answers["publication_page 0"])) == (True, True)
    # the office is told them, so that the words are those of the issue
    office = sign_in(issued.office)
    page = b"".join(office.get(given["publication_page 0"]))
    assert secrets_in(page) == list(SECRET)


def test_a_viewer_is_offered_and_given_the_public_files_alone(issued, sign_in):
    client = sign_in(issued.viewer)
    assert [word.split()[-1] for word in found(client.get(PAGE), "td.state")] == ["公开版"] * 3
    answers = {}
    for file in PublishedFile.objects.all():
        answer = client.get(reverse("published_file", args=[file.publication_id, file.key]))
        answers.setdefault(file.audience.label, set()).add(answer.status_code)
        # a file is read to its end, so that it is closed
        assert b"".join(answer)
    assert answers == {"内部版": {404}, "公开版": {200}}
    page = client.get(reverse("publication_page", args=[Publication.objects.get().pk]))
    assert [row[1].split()[0] for row in rows(page) if len(row) > 1] == [
        "地区生产总值增长6%以上",
        "学位扩容",
        "建成小学两所，投用中学一所",
    ]
    assert "3 项（不含内部事项）" in found(page, "p.sub")[0]


def test_an_issue_with_internal_items_and_no_public_version_has_no_file_for_a_viewer(issued, sign_in):
    correction_actions.begin_correction(period=issued.period, reason="停车位数有误", by=issued.office)
    issue(sign_in(issued.office), issued, seen="1", reason="停车位数有误")
    page = sign_in(issued.viewer).get(PAGE)
    assert found(page, "p.soft")[1] == "本件含内部事项，没有公开版，不提供文件；“阅读”中不列内部事项。"
    # the reason of the correction may name what is internal
    assert found(page, "p.why") == []
    assert found(sign_in(issued.clerk).get(PAGE), "p.why") == ["更正理由 停车位数有误"]


def test_an_issue_without_internal_items_is_read_whole(ready, sign_in):  # noqa: F811
    issue(sign_in(ready.office), ready)
    assert [word.split()[-1] for word in found(sign_in(ready.viewer).get(PAGE), "td.state")] == ["内部版"] * 3


def test_a_viewer_whose_government_lets_it_read_all_reads_internal_items(issued, sign_in):
    Government.objects.filter(pk=issued.government.pk).update(viewer_scope=ViewerScope.ALL)
    client = sign_in(issued.viewer)
    assert len(found(client.get(PAGE), "td.hash")) == 6
    page = client.get(reverse("publication_page", args=[Publication.objects.get().pk]))
    assert "停车位" in page.content.decode()


def test_the_page_of_an_issue_counts_what_lags_first(issued, sign_in):
    page = sign_in(issued.office).get(reverse("publication_page", args=[Publication.objects.get().pk]))
    assert found(page, "nav.tabs") == ["全部 4 推进滞后 1 正常推进 3"]


@pytest.mark.parametrize(("who", "reads"), [("viewer", False), ("office", True), ("clerk", True)])
def test_the_reason_of_a_judgement_is_for_readers_inside_the_house(ready, sign_in, who, reads):  # noqa: F811
    judge(ready.key_entry, ready.office, Outcome.LAGGING, "用地未落实")
    issue(sign_in(ready.office), ready, has_public_version="on")
    page = sign_in(ready.person(who)).get(reverse("publication_page", args=[Publication.objects.get().pk]))
    assert ("研判理由：用地未落实" in page.content.decode()) == reads
