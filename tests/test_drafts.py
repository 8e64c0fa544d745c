"""No word of a draft leaves the lead units: every page, file and figure is asked, in the name of everybody else.

Four items of one period stand in the four ways in which a unit has words in its own hands: written and not filed,
waiting for the unit's head, taken back, and written anew after the office returned it.
"""

import html
import re
import zipfile
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import get_resolver, reverse

from reports.figures.burden import compute_burden
from tasks.assessing.standing_actions import assess_period
from tasks.checking import checks
from tasks.checking.gather import build_checked_document
from tasks.clock import today
from tasks.enums import CoordinationState, EntryState, IndicatorState, MilestoneSource, Outcome, PeriodState
from tasks.filing import entry_actions
from tasks.filing.cooperation_actions import save_note
from tasks.filing.coordination import filter_coordination_state
from tasks.filing.coordination_actions import answer_coordination
from tasks.filing.evidence_actions import add_evidence
from tasks.judging.objection_actions import file_objection
from tasks.judging.review_actions import compute_wording_fingerprint, reword_entry
from tasks.models import CooperationNote, Indicator, Notice, ProgressEntry, PublishedFile, QuotedNumbers
from tasks.models.entry_fields import TEXTS
from tasks.periods import format_chinese_date
from tasks.permissions import Refused
from tasks.searching import phrases
from tasks.searching.search import search_items
from tests.acts import ask, give_back, issue, judge, newest, save, submit
from tests.cast import Cast, EntryFactory, PeriodFactory, TaskFactory, make_cast
from tests.kept import Kept, keep
from tests.pages import found, rows
from tests.tasks.pages.filing.filled_in import brought_back, filled_in, taken_out
from tests.test_every_address import ANSWERS, PARTS, WHO, names

#: stands in every word of a draft, in the names of its files and in its figure, the second basis included
MARK, FILE, FIGURE = "紫金葫芦", "玉净瓶", Decimal(864213)
#: the day on which a draft says that a milestone was reached
DAY = date(2023, 11, 23)
#: the line of a cooperating unit
NOTE = "幌金绳"
FILED = "已报送的原话。"
OTHERS = [who for who in WHO if who not in ("clerk", "unit_head")]
STATES = ("draft", "confirming", "withdrawn", "redrafted")


def words(figure: Indicator) -> dict:
    """What a unit writes where no other may read it; 正在谋划 and the figure set off rules of 预警 and 校核."""
    return {field.name: f"{MARK}{field.label}。" for field in TEXTS} | {
        "text": f"{MARK}正文，正在谋划，新增学位{FIGURE}个。。",
        "problem": f"{MARK}问题，用地未供。",
        "needs_coordination": True,
        "readings": {figure.pk: FIGURE},
        "quoted": {figure.pk: QuotedNumbers(f"{MARK}市", 3, None, False, FIGURE, f"按{MARK}口径")},
    }


def indicator_of(entry: ProgressEntry) -> Indicator:
    return Indicator.objects.create(
        task=entry.task,
        position=1,
        measure="新增学位",
        comparison=">=",
        value=3000,
        unit="个",
        kind="cumulative",
        state=IndicatorState.CONFIRMED,
    )


def attach(entry: ProgressEntry, by, name: str) -> None:
    add_evidence(entry=entry, upload=SimpleUploadedFile(name, b"%PDF-1.4"), by=by)


def make_drafts() -> tuple[Cast, dict[str, ProgressEntry]]:
    """The four items, judged by the office all the same; the cooperating unit leads one of its own besides."""
    cast = make_cast()
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    fourth = add_item(cast, 9, "新增绿地90公顷")
    own = TaskFactory(plan=cast.plan, number=10, edition__lead=[cast.cooperating_unit])
    EntryFactory(task=own, period=cast.period)
    drafts = dict(zip(STATES, (cast.key_entry, cast.target_entry, cast.livelihood_entry, fourth), strict=True))
    for state, entry in drafts.items():
        write_draft(cast, state, entry)
    assess_period(period=cast.period, on=today(), by=None)
    return cast, drafts


def add_item(cast: Cast, number: int, text: str) -> ProgressEntry:
    """Another item of the lead unit, which the cooperating unit and the leader have to do with."""
    task = TaskFactory(
        plan=cast.plan,
        number=number,
        edition__text=text,
        edition__lead=[cast.lead_unit],
        edition__cooperate=[cast.cooperating_unit],
        edition__leaders=[cast.official],
    )
    return EntryFactory(task=task, period=cast.period)


def write_draft(cast: Cast, state: str, entry: ProgressEntry) -> None:
    figure = indicator_of(entry)
    if state in ("withdrawn", "redrafted"):
        submit(
            entry,
            cast.unit_head,
            FILED,
            problem="原问题。",
            next_step="原措施。",
            readings={figure.pk: Decimal(100)},
        )
    if state == "withdrawn":
        entry_actions.withdraw(entry=entry, by=cast.unit_head)
    if state == "redrafted":
        give_back(entry, cast.office)
    step = entry.task.milestones.create(
        position=1, text="完成选址", due_on=date(2024, 3, 31), source=MilestoneSource.OFFICE
    )
    attach(entry, cast.clerk, f"{FILE}{state}.pdf")
    said = words(figure)
    write = submit if state == "confirming" else save
    write(entry, cast.clerk, said.pop("text"), milestones={step.pk: DAY}, **said)
    judge_and_object(cast, entry)


def judge_and_object(cast: Cast, entry: ProgressEntry) -> None:
    """The office judges the item, its unit objects and asks for a later day."""
    judged = judge(entry, cast.office, Outcome.LAGGING, reason="进展未达序时进度。")
    entry.refresh_from_db()
    file_objection(entry=entry, reason="已开工。", seen=judged.pk, by=cast.clerk)
    ask(cast, entry=entry)


def make_noted() -> tuple[Cast, dict[str, ProgressEntry]]:
    """The same, and 区财政局 wrote a line on two items that it may write on; of one of them, the fifth, the lead unit has
    filed since, and keeps nothing to itself."""
    cast, drafts = make_drafts()
    entry = add_item(cast, 11, "建成口袋公园10个")
    for each in (entry, drafts["redrafted"]):
        save_note(entry=each, text=f"{NOTE}。", value=None, seen=CooperationNote().mark, by=cast.cooperating_clerk)
    # a later day is asked for before the filing
    judge_and_object(cast, entry)
    submit(entry, cast.unit_head, FILED)
    return cast, drafts | {"noted": entry}


@pytest.fixture(scope="module")
def keep_with_files(django_db_setup, django_db_blocker, tmp_path_factory):
    """``keep_with_files(make)`` gives what was made once, and the folder of its files."""

    def keep_both(make) -> tuple[Kept, Path]:
        folder = tmp_path_factory.mktemp("files")
        with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder):
            return keep(make), folder

    return keep_both


@pytest.fixture(scope="module")
def kept_drafts(keep_with_files) -> tuple[Kept, Path]:
    return keep_with_files(make_drafts)


@pytest.fixture(scope="module")
def kept_noted(keep_with_files) -> tuple[Kept, Path]:
    return keep_with_files(make_noted)


def lay_down(kept: Kept, folder: Path, media: Path) -> tuple[Cast, dict[str, ProgressEntry]]:
    copytree(folder, media)
    return kept.lay_down()


@pytest.fixture
def laid_down(db, kept_drafts, settings) -> tuple[Cast, dict[str, ProgressEntry]]:
    return lay_down(*kept_drafts, settings.MEDIA_ROOT)


@pytest.fixture
def cast(laid_down) -> Cast:
    return laid_down[0]


@pytest.fixture
def drafts(laid_down) -> dict[str, ProgressEntry]:
    """Each item by the state in which its words are."""
    return laid_down[1]


@pytest.fixture
def noted(db, kept_noted, settings) -> tuple[Cast, dict[str, ProgressEntry]]:
    """The cast, and each item by the state in which its words are, with what a cooperating unit wrote."""
    return lay_down(*kept_noted, settings.MEDIA_ROOT)


def test_the_drafts_stand_as_they_are_called(drafts):
    assert [drafts[state].state for state in STATES] == [
        EntryState.DRAFT,
        EntryState.CONFIRMING,
        EntryState.DRAFT,
        EntryState.RETURNED,
    ]
    assert all(MARK in entry.text for entry in drafts.values())


def printed(answer) -> str:
    """All that a page or a file of any kind says."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return text_of(content)


def text_of(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode(errors="ignore")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        inside = [parts.read(name) for name in parts.namelist()]
    texts = [text_of(part) if part.startswith(b"PK") else part.decode(errors="ignore") for part in inside]
    # one word may stand in several runs, and a character as its number
    return html.unescape("\n".join(re.sub("<[^>]+>", "", text) for text in texts))


def addresses(drafts) -> list[str]:
    """Every address that is only asked: those of the whole, those of each item, the files, what is searched for."""
    whole = [name for name in names(get_resolver().url_patterns) if ANSWERS[name][0] != "LMMMMMMMMMM"]
    found = [reverse(name) for name in whole if name not in PARTS]
    for entry in drafts.values():
        for name in ("entry_page", "notes_ask", "review_entry", "judge_entry", "request_file", "objection_file"):
            found.append(reverse(name, args=[entry.pk]))
        found.append(reverse("objection_page", args=[entry.objections.get().pk]))
        found += [reverse("request_page", args=[one.pk]) for one in entry.task.requests.all()]
        for name in ("task_page", "indicator_task"):
            found.append(reverse(name, args=[entry.task_id]))
        for one in entry.evidence.all():
            found += [reverse("evidence_file", args=[one.key]), reverse("evidence_view", args=[one.key])]
    lead = drafts["draft"].edition.leading[0].unit
    found += [reverse("scorecard_unit", args=[lead.pk]), reverse("scorecard_unit_file", args=[lead.pk])]
    found += [reverse("report_file", args=[2024, "Q1", form]) for form in ("docx", "xlsx", "zip")]
    found += [reverse("export_attachments", args=[2024, "Q1", form]) for form in ("docx", "xlsx")]
    tabs = [reverse("review_queue") + f"?tab={tab}" for tab in ("unfiled", "waiting", "returned", "accepted")]
    queries = [reverse("judging_queue") + "?summary=1", reverse("search_page") + "?q=正文"]
    return [
        *found,
        *tabs,
        *queries,
        reverse("task_list") + "?text=正文",
        reverse("export_list") + "?text=正文",
    ]


def told_in(text: str) -> list[str]:
    marks = (MARK, FILE, str(FIGURE), f"{FIGURE:,}", DAY.isoformat(), format_chinese_date(DAY))
    return [mark for mark in marks if mark in text]


@cache
def tellings_kept() -> dict[str, dict[str, list[str]]]:
    """What ``list_tellings`` has found so far, by who asked."""
    return {}


def list_tellings(sign_in, noted, who: str) -> dict[str, list[str]]:
    """Every address that tells ``who`` one of the marks → those marks, the cooperating unit's line included. Asked once."""
    if who not in tellings_kept():
        cast, entries = noted
        client = sign_in(cast.person(who))
        said = ((address, printed(client.get(address))) for address in addresses(entries))
        tellings_kept()[who] = {
            address: marks for address, text in said if (marks := told_in(text) + [NOTE] * (NOTE in text))
        }
    return tellings_kept()[who]


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_and_no_file_tells_of_a_draft(sign_in, noted, who):
    tellings = list_tellings(sign_in, noted, who)
    told = {address: [mark for mark in marks if mark != NOTE] for address, marks in tellings.items()}
    # 留痕 names every file that came and went, drafts' too, to the auditor alone; nothing else of them
    named = {reverse("event_list"): [FILE]} if who == "auditor" else {}
    assert {address: marks for address, marks in told.items() if marks} == named


@pytest.mark.parametrize("who", ["clerk", "unit_head"])
def test_the_lead_units_people_read_their_drafts(cast, sign_in, drafts, who):
    client = sign_in(cast.person(who))
    for state, entry in drafts.items():
        page = printed(client.get(reverse("task_page", args=[entry.task_id])))
        marks = told_in(page)
        assert (state, marks) == (state, [MARK, FILE, str(FIGURE), format_chinese_date(DAY)])
    assert told_in(printed(client.get(reverse("task_list")))) == [MARK, str(FIGURE)]
    assert told_in(printed(client.get(reverse("export_list")))) == [MARK, str(FIGURE)]


def test_a_refused_save_of_a_cooperating_unit_tells_nothing(cast, sign_in, drafts):
    client = sign_in(cast.cooperating_clerk)
    for entry in drafts.values():
        sent = {"base_revision": 0, "text": "补充。", "problem": "", "next_step": "", "coordination": ""}
        assert told_in(printed(client.post(reverse("entry_page", args=[entry.pk]), sent))) == []


def test_a_workbook_of_the_lead_unit_tells_a_cooperating_one_nothing(cast, sign_in, drafts):
    """Taken out by who may, brought back by who may not: what stands now is not held against it."""

    def fill(texts, figures):
        texts(9, "进展情况").value = "别的话。"

    content = filled_in(taken_out(sign_in(cast.clerk)), fill)
    assert told_in(text_of(content)) != []
    assert told_in(printed(brought_back(sign_in(cast.cooperating_clerk), content))) == []


def test_what_was_returned_is_read_until_it_is_filed_again(cast, sign_in, drafts):
    entry = drafts["redrafted"]
    for who in ("office", "leader", "cooperating_clerk"):
        page = printed(sign_in(cast.person(who)).get(reverse("task_page", args=[entry.task_id])))
        assert (who, FILED in page) == (who, True)
    report = printed(sign_in(cast.office).get(reverse("export_attachments", args=[2024, "Q1", "xlsx"])))
    assert report.count(FILED) == 1
    submit(entry, cast.unit_head, "重报的话。")
    page = printed(sign_in(cast.leader).get(reverse("task_page", args=[entry.task_id])))
    assert "重报的话。" in page


def test_a_search_and_a_list_do_not_even_find_a_draft(cast, sign_in, drafts):
    for who in ("office", "leader", "cooperating_clerk"):
        assert search_items(cast.person(who), phrases.parse_query(MARK)) == []
        found = rows(sign_in(cast.person(who)).get(reverse("task_list"), {"text": MARK}))
        assert [row for row in found if len(row) > 1] == []
    assert len(search_items(cast.clerk, phrases.parse_query(MARK))) == len(drafts)
    returned = drafts["redrafted"]
    assert [hit.task_id for hit in search_items(cast.leader, phrases.parse_query("已报送的原话"))] == [returned.task_id]


def test_checks_warnings_and_figures_count_what_was_filed(cast, drafts):
    found = checks.check_document(build_checked_document(cast.period))
    assert told_in(str(found)) == []
    stored = ProgressEntry.objects.filter(period=cast.period)
    assert told_in(str([entry.signals for entry in stored])) == []
    # 已报送的原话。 and 原问题。, of the returned item alone
    assert compute_burden(cast.period).total.words == len(FILED) + len("原问题。") + len("原措施。")


def test_the_office_cannot_find_out_a_draft_by_wording_it(cast, drafts):
    """The report's wording is empty where it says what the unit does; a draft says nothing yet."""
    entry = drafts["draft"]
    worded = reword_entry(entry=entry, text=entry.text, seen=compute_wording_fingerprint(entry), by=cast.office)
    assert worded.published_text == entry.text


@pytest.fixture
def sent_back(cast, drafts) -> ProgressEntry:
    """The unit's head has read what its clerk wrote, and returned it with words that are for the clerk alone."""
    entry = drafts["confirming"]
    return entry_actions.send_back(entry=entry, reason=f"{MARK}别报。", revision=newest(entry), by=cast.unit_head)


def told_of_head(client, entry: ProgressEntry) -> list[str]:
    """The addresses about the item, and the lists that quote why something was returned, that tell the head's words."""
    of_entry = ("entry_page", "notes_ask", "review_entry", "judge_entry", "request_file")
    found = [reverse(name, args=[entry.pk]) for name in of_entry] + [reverse("task_page", args=[entry.task_id])]
    tabs = [reverse("review_queue") + f"?tab={tab}" for tab in ("unfiled", "waiting", "returned", "accepted")]
    lists = [reverse(name) for name in ("my_tasks", "board", "remind_page", "export_list", "task_list")]
    return [address for address in (*found, *tabs, *lists) if f"{MARK}别报" in printed(client.get(address))]


def test_nobody_else_reads_why_the_head_returned_a_draft(cast, sign_in, sent_back):
    told = {who: told_of_head(sign_in(cast.person(who)), sent_back) for who in OTHERS}
    assert {who: addresses for who, addresses in told.items() if addresses} == {}


def test_the_clerk_reads_why_the_head_returned_a_draft(cast, sign_in, sent_back):
    page = printed(sign_in(cast.clerk).get(reverse("entry_page", args=[sent_back.pk])))
    assert f"{MARK}别报。" in page
    assert "单位审核退回" in printed(sign_in(cast.clerk).get(reverse("task_page", args=[sent_back.task_id])))


@pytest.mark.parametrize("files", ["the head confirms", "the head files himself"])
def test_the_words_of_the_head_do_not_come_to_the_office_with_the_filing(cast, sign_in, sent_back, files):
    submit(sent_back, cast.clerk if files == "the head confirms" else cast.unit_head, FILED)
    if files == "the head confirms":
        entry_actions.confirm(entry=sent_back, revision=newest(sent_back), by=cast.unit_head)
    for who in ("office", "cooperating_clerk", "leader", "head"):
        assert (who, told_of_head(sign_in(cast.person(who)), sent_back)) == (who, [])


def test_what_passes_within_the_unit_is_no_row_of_the_office(cast, sign_in, sent_back):
    page = sign_in(cast.office).get(reverse("task_page", args=[sent_back.task_id]))
    acts = ("存草稿", "单位审核退回", "李静 报送")
    assert [row for row in found(page, "li") if any(act in row for act in acts)] == []


def test_a_leader_is_asked_for_nothing_by_a_draft(cast, drafts):
    entries = ProgressEntry.objects.filter(period=cast.period)
    assert list(filter_coordination_state(entries, CoordinationState.WAITING)) == []
    entry = drafts["redrafted"]
    with pytest.raises(Refused, match="没有提请协调"):
        answer_coordination(entry=entry, text="同意。", revision=newest(entry), by=cast.leader)
    assert told_in(str(list(Notice.objects.values("subject", "reminders__text")))) == []


def test_an_issue_and_its_public_page_hold_nothing_of_a_draft(cast, sign_in, drafts, settings):
    settings.DUBAN_PUBLIC_SUMMARY = True
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    publication = issue(cast.period, cast.office)
    files = PublishedFile.objects.filter(publication=publication)
    contents = []
    for file in files:
        with file.file.open() as opened:
            contents.append(opened.read())
    assert [told_in(text_of(content)) for content in contents] == [[]] * len(files)
    assert told_in(str(publication.data)) == []
    page = sign_in(None).get(reverse("public_government", args=[cast.government.pk]))
    assert (page.status_code, told_in(printed(page))) == (200, [])


def test_the_period_before_is_shown_as_it_was_filed(cast, sign_in, drafts):
    later = PeriodFactory(plan=cast.plan, number=2)
    for entry in drafts.values():
        following = EntryFactory(task=entry.task, period=later)
        for name, who in (("review_entry", "office"), ("judge_entry", "office"), ("entry_page", "clerk")):
            page = printed(sign_in(cast.person(who)).get(reverse(name, args=[following.pk])))
            assert told_in(page) == []
            assert (FILED in page) == (entry.state == EntryState.RETURNED)


#: who reads what a cooperating unit wrote: the units of the item, its leader, the office
OFFICE = ("office", "second_office", "office_head")
READERS = ("clerk", "unit_head", "cooperating_clerk", "office", "office_head", "leader")


@pytest.mark.parametrize("who", WHO)
def test_what_a_cooperating_unit_wrote_is_read_by_the_items_people_alone(sign_in, noted, who):
    entries = noted[1]
    tellings = list_tellings(sign_in, noted, who)
    told = {address for address, marks in tellings.items() if NOTE in marks}
    items = {reverse("task_page", args=[entries[state].task_id]) for state in ("noted", "redrafted")}
    forms = {reverse("entry_page", args=[entries[state].pk]) for state in ("noted", "redrafted")}
    reviews = {reverse("review_entry", args=[entries[state].pk]) for state in ("noted", "redrafted")}
    # 留痕 keeps the earlier words, for the auditor
    expected = items if who in READERS else {reverse("event_list")} if who == "auditor" else set()
    worked = dict.fromkeys(("clerk", "unit_head", "cooperating_clerk"), forms) | dict.fromkeys(OFFICE, reviews)
    assert told == expected | worked.get(who, set())


def test_no_report_and_no_issue_prints_what_a_cooperating_unit_wrote(noted):
    cast, _ = noted
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    publication = issue(cast.period, cast.office)
    contents = []
    for file in PublishedFile.objects.filter(publication=publication):
        with file.file.open() as opened:
            contents.append(text_of(opened.read()))
    assert [NOTE in content for content in contents] == [False] * len(contents)
    assert NOTE not in str(publication.data)
