"""印发 in the browser: what is amiss before it, real files that stay as they were, corrections, the public version."""

import hashlib
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.urls import reverse

from tasks.enums import EntryState, EventKind, Outcome, PeriodState
from tasks.issuing import correction_actions
from tasks.issuing.internal_actions import mark_internal
from tasks.judging import review_actions
from tasks.models import Event, Period, Publication, PublishedFile, SourceDocument
from tests.acts import judge
from tests.cast import PEOPLE, PeriodFactory
from tests.pages import errors, found, rows, said
from tests.reports.printed import read

PAGE = reverse("issue_page")
PAPER = "示府督〔2024〕9号 2024年7月20日印发， 2024年7月22日导入"
TEXTS = {"key_entry": "小学建成一所。", "other_entry": "新增车位900个。"}


@pytest.fixture
def ready(cast):
    """Filing has ended, all is accepted and judged, and the check finds nothing that must be mended."""
    for name in ("target_entry", "livelihood_entry", "key_entry", "other_entry"):
        entry = getattr(cast, name)
        entry.text, entry.state = TEXTS.get(name, f"{entry.task}有序推进。"), EntryState.ACCEPTED
        entry.save()
        judge(entry, cast.office, Outcome.ON_TRACK)
        entry.refresh_from_db()
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    return cast


def form(**other) -> dict:
    usual = {
        "title": "一季度推进情况的报告",
        "document_number": "示府办〔2024〕5号",
        "approved_by_name": "王明",
        "approved_by_title": "副区长",
        "approved_on": "2024-04-01",
        "seen": "0",
        "knows": "on",
    }
    return usual | other


def issue(client, cast, **other):
    return client.post(reverse("issue_report", args=[cast.period.pk]), form(**other), follow=True)


def address(file: PublishedFile) -> str:
    return reverse("published_file", args=[file.publication_id, file.key])


def fetched(client, file: PublishedFile) -> bytes:
    return b"".join(client.get(address(file)).streaming_content)


def hashes(publication: Publication) -> dict[str, str]:
    return {file.name: file.sha256 for file in publication.files.all()}


def file_of(publication: Publication, kind: str, audience: str = "internal") -> PublishedFile:
    return publication.files.get(kind=kind, audience=audience)


def texts_of(content: bytes, tmp_path, form: str = "xlsx") -> str:
    """Everything the tables of a file print, as one text."""
    path = tmp_path / f"file.{form}"
    path.write_bytes(content)
    return repr(read(path))


def test_the_office_issues_and_everything_issued_stands_on_the_page(ready, sign_in):
    client = sign_in(ready.office)
    answer = issue(client, ready)
    publication = Publication.objects.get()
    assert said(answer) == ["《一季度推进情况的报告》已印发（第 1 版）。"]
    assert [file.kind for file in publication.files.all()] == ["docx", "xlsx", "zip"]
    assert found(answer, "td.hash") == [file.sha256 for file in publication.files.all()]
    assert (publication.approved_on, len(publication.data["rows"])) == (date(2024, 4, 1), 4)


def test_what_is_fetched_are_the_bytes_of_the_hash(ready, sign_in, tmp_path):
    client = sign_in(ready.office)
    issue(client, ready)
    for file in PublishedFile.objects.all():
        content = fetched(client, file)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
    publication = Publication.objects.get()
    sheet = fetched(client, file_of(publication, "xlsx"))
    with zipfile.ZipFile(BytesIO(fetched(client, file_of(publication, "zip")))) as packed:
        assert packed.read(file_of(publication, "xlsx").name) == sheet
    assert "新增车位900个。" in texts_of(sheet, tmp_path)


def test_a_later_change_changes_no_issued_byte_and_makes_a_numbered_revision(ready, sign_in, tmp_path):
    client = sign_in(ready.office)
    issue(client, ready)
    first = Publication.objects.get()
    before, content = hashes(first), fetched(client, file_of(first, "xlsx"))
    correction_actions.begin_correction(period=ready.period, reason="车位数有误", by=ready.office)
    review_actions.reword_entry(
        entry=ready.other_entry,
        text="新增车位800个。",
        seen=review_actions.compute_wording_fingerprint(ready.other_entry),
        by=ready.office,
        reason="已核实。",
    )
    answer = client.get(PAGE)
    assert found(answer, "summary")[0].startswith("与已印发的第 1 版相比，1 项已有变化")
    issue(client, ready, seen="1", reason="车位数有误")
    second = Publication.objects.get(revision=2)
    assert hashes(first) == before
    assert fetched(client, file_of(first, "xlsx")) == content
    assert "新增车位900个。" in texts_of(content, tmp_path)
    assert "新增车位800个。" in texts_of(fetched(client, file_of(second, "xlsx")), tmp_path)
    assert (second.reason, hashes(second) == before) == ("车位数有误", False)


def test_the_public_version_leaves_the_internal_items_out_and_counts_anew(ready, sign_in, tmp_path):
    mark_internal(task=ready.other_key, reason="车位规划未公开", by=ready.office)
    client = sign_in(ready.office)
    issue(client, ready, has_public_version="on")
    publication = Publication.objects.get()
    whole = texts_of(fetched(client, file_of(publication, "xlsx")), tmp_path)
    public = texts_of(fetched(client, file_of(publication, "xlsx", "public")), tmp_path)
    assert ("车位" in whole, "车位" in public) == (True, False)
    assert ("正常推进的2项" in whole, "正常推进的1项" in public) == (True, True)
    assert [file.name.rpartition(".")[0].endswith("（公开版）") for file in publication.files.all()] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]


def test_the_public_word_file_prints_no_word_of_an_internal_item(ready, sign_in, tmp_path):
    judge_behind(ready)
    mark_internal(task=ready.other_key, reason="车位规划未公开", by=ready.office)
    client = sign_in(ready.office)
    issue(client, ready, has_public_version="on")
    publication = Publication.objects.get()
    with zipfile.ZipFile(BytesIO(fetched(client, file_of(publication, "docx", "public")))) as packed:
        public = packed.read("word/document.xml").decode()
    with zipfile.ZipFile(BytesIO(fetched(client, file_of(publication, "docx")))) as packed:
        whole = packed.read("word/document.xml").decode()
    assert ("停车位" in whole, "停车位" in public) == (True, False)


def judge_behind(cast) -> None:
    """The other unit's item lags, so that the text of the report speaks of it."""
    cast.period.state = PeriodState.CLOSED
    judge(cast.other_entry, cast.office, Outcome.LAGGING, "停车位用地未落实")


def test_what_is_amiss_has_to_be_known_first(ready, sign_in):
    ready.key_entry.judgement = None
    ready.key_entry.save()
    client = sign_in(ready.office)
    answer = issue(client, ready, knows="")
    assert answer.status_code == 422
    assert errors(answer) == ["请处理上述问题，或勾选后印发。"]
    assert "未研判 1 项，不列入附件" in found(answer, "div.why")[0]
    assert Publication.objects.count() == 0


def test_what_was_known_to_be_amiss_stands_in_the_trail(ready, sign_in):
    ready.key_entry.judgement = None
    ready.key_entry.save()
    issue(sign_in(ready.office), ready)
    known = Event.objects.get(kind=EventKind.REPORT_ISSUED).after["印发时尚未处理"]
    assert known[-1] == "未研判 1 项，不列入附件"


def test_a_mistake_is_said_beside_its_field_and_what_was_typed_stays(ready, sign_in):
    answer = issue(sign_in(ready.office), ready, document_number="示府办[2024]05号", approved_by_name="")
    assert answer.status_code == 422
    assert errors(answer) == [
        "请填写批准人。",
        "发文字号应写作“示府办〔2024〕1号”：年份用六角括号，序号不编虚位，不加“第”字。",
    ]
    assert b"[2024]05" in answer.content


def test_an_approval_of_tomorrow_is_refused_on_the_form(ready, sign_in):
    answer = issue(sign_in(ready.office), ready, approved_on="2024-04-03")
    assert (answer.status_code, errors(answer)) == (409, ["■ 批准日期不能晚于今天。"])


def test_who_sends_the_form_second_is_told_who_was_first(ready, sign_in):
    issue(sign_in(ready.office), ready)
    answer = issue(sign_in(ready.second_office), ready)
    [message] = said(answer)
    assert message.startswith("陈红已于 4月2日")
    assert message.endswith("您的这一次没有印发，请核对。")
    assert Publication.objects.count() == 1


def test_a_correction_is_begun_with_a_reason_and_dropped_when_nothing_changed(ready, sign_in):
    client = sign_in(ready.office)
    issue(client, ready)
    begin, drop = (reverse(name, args=[ready.period.pk]) for name in ("correction_begin", "correction_drop"))
    assert said(client.post(begin, {"reason": ""}, follow=True)) == ["请写明更正理由。"]
    assert said(client.post(begin, {"reason": "核对数据"}, follow=True)) == [
        "2024年一季度已可更正；已印发的文件不变。改完后在此印发更正版。"
    ]
    assert said(client.post(drop, follow=True)) == ["2024年一季度的更正已取消，仍以已印发的为准。"]
    ready.period.refresh_from_db()
    assert ready.period.state == PeriodState.ISSUED


def test_the_reason_of_the_correction_stands_in_the_form_of_the_revision(ready, sign_in):
    client = sign_in(ready.office)
    issue(client, ready)
    client.post(reverse("correction_begin", args=[ready.period.pk]), {"reason": "车位数有误"})
    answer = client.get(PAGE)
    assert found(answer, "h2")[0] == "印发更正版（第 2 版）"
    assert answer.context["page"].form["reason"].value() == "车位数有误"


@pytest.mark.parametrize("who", PEOPLE)
def test_whoever_works_with_items_fetches_and_nobody_else(ready, sign_in, who):
    issue(sign_in(ready.office), ready)
    answer = sign_in(getattr(ready, who)).get(address(PublishedFile.objects.first()))
    answer.close()
    assert answer.status_code == (403 if who in ("administrator", "auditor", "security") else 200)


def test_another_government_finds_nothing(ready, sign_in):
    issue(sign_in(ready.office), ready)
    client = sign_in(ready.stranger)
    assert client.get(address(PublishedFile.objects.first())).status_code == 404
    assert found(client.get(PAGE), "td.hash") == []


def test_nobody_anonymous_fetches(ready, sign_in):
    issue(sign_in(ready.office), ready)
    answer = sign_in(None).get(address(PublishedFile.objects.first()))
    assert answer.url.startswith(reverse("sign_in"))


def test_a_file_whose_bytes_changed_is_not_handed_out(ready, sign_in):
    client = sign_in(ready.office)
    issue(client, ready)
    file = PublishedFile.objects.first()
    with open(file.file.storage.path(file.file.name), "ab") as stored:
        stored.write(b"!")
    answer = client.get(address(file))
    assert (answer.status_code, found(answer, "h1")) == (500, ["文件与印发时不一致"])


def test_a_unit_sees_what_was_issued_and_no_form(ready, sign_in):
    issue(sign_in(ready.office), ready)
    answer = sign_in(ready.clerk).get(PAGE)
    assert (len(found(answer, "td.hash")), found(answer, "form")) == (3, [])


@pytest.mark.parametrize(("who", "link"), [("head", " 附表"), ("leader", ""), ("viewer", "")])
def test_a_period_of_an_imported_document_is_named_with_where_it_is_read(ready, sign_in, who, link):
    imported = PeriodFactory(plan=ready.plan, number=2, state=PeriodState.ISSUED)
    SourceDocument.objects.create(
        plan=ready.plan,
        period=imported,
        filename="报告.docx",
        document_number="示府督〔2024〕9号",
        issued_on=date(2024, 7, 20),
        imported_at=datetime(2024, 7, 22, tzinfo=UTC),
    )
    client = sign_in(ready.person(who))
    answer = client.get(PAGE)
    assert found(answer, "ul.plain")[-1].replace("\u3000", "") == f"{imported}推进情况 {PAPER}{link}"
    tables, text = f"{reverse('export_page')}?of={imported.key}", reverse("imported_report", args=[imported.pk])
    assert (f'href="{tables}"' in answer.content.decode()) is bool(link)
    assert f'href="{text}"' in answer.content.decode()
    assert client.get(text).status_code == 200


@pytest.mark.parametrize("who", ["leader", "viewer"])
def test_a_report_issued_on_paper_is_read_item_by_item_without_what_is_internal(ready, sign_in, who):
    ready.period.state = PeriodState.ISSUED
    ready.period.save()
    mark_internal(task=ready.key, reason="涉及敏感信息", by=ready.office)
    page = sign_in(ready.person(who)).get(reverse("imported_report", args=[ready.period.pk]))
    assert found(page, "h1") == ["2024年一季度推进情况"]
    told = page.content.decode()
    assert ("新增车位900个。" in told, "小学建成一所。" in told) == (True, who == "leader")
    assert page.context["page"].files == []


def test_a_report_is_narrowed_to_the_items_of_one_outcome(ready, sign_in):
    Period.objects.filter(pk=ready.period.pk).update(state=PeriodState.ISSUED)
    client, address = sign_in(ready.office), reverse("imported_report", args=[ready.period.pk])
    page = client.get(address)
    words = page.context["page"].counts
    assert sum(count for _, count in words) == len(page.context["page"].rows)
    for word, count in words:
        listed = client.get(address, {"outcome": word})
        assert [row[-1] for row in rows(listed) if len(row) > 1] == [word] * count
    everything = client.get(address, {"outcome": "没有这个词"})
    assert len([row for row in rows(everything) if len(row) > 1]) == len(page.context["page"].rows)


def test_a_period_that_is_not_issued_is_no_imported_report(ready, sign_in):
    address = reverse("imported_report", args=[ready.period.pk])
    assert sign_in(ready.office).get(address).status_code == 404
    issue(sign_in(ready.office), ready)
    assert sign_in(ready.office).get(address).status_code == 404


@pytest.mark.parametrize("who", ["leader", "head", "viewer"])
def test_the_text_of_an_issue_is_read_on_its_page(ready, sign_in, who):
    issue(sign_in(ready.office), ready)
    page = sign_in(ready.person(who)).get(reverse("publication_page", args=[Publication.objects.get().pk]))
    assert found(page, "div.line") == Publication.objects.get().data["paragraphs"]
    assert found(page, "div.as-heading_1") == [
        "一、1项经济社会发展预期目标情况",
        "二、1项重点民生实事进展情况",
        "三、2项重点工作任务进展情况",
    ]
    assert found(page, "div.as-title") == found(page, "div.line")[:1]


def test_the_text_that_tells_of_an_internal_item_is_not_shown_to_who_may_not_read_of_it(ready, sign_in):
    mark_internal(task=ready.key, reason="涉及敏感信息", by=ready.office)
    issue(sign_in(ready.office), ready)
    address = reverse("publication_page", args=[Publication.objects.get().pk])
    assert found(sign_in(ready.viewer).get(address), "article") == []
    assert len(found(sign_in(ready.leader).get(address), "article")) == 1


def test_the_list_takes_the_same_queries_for_one_issue_and_for_three(ready, sign_in, reads_in):
    office, seen = sign_in(ready.office), iter(range(3))

    def issue_once_more():
        number = next(seen)
        if number:
            correction_actions.begin_correction(period=ready.period, reason="更正", by=ready.office)
        issue(office, ready, seen=str(number), reason="更正")

    reads_in(6, sign_in(ready.clerk), PAGE, issue_once_more)
