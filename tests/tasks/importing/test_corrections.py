"""Tests that a corrected plan document is compared field by field, taken tick by tick, and leaves the past unchanged."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EntryState, EventKind, ImportTreatment, PeriodState
from tasks.importing.choices import CorrectionBasis, ImportChoices
from tasks.importing.import_actions import import_document
from tasks.models import Event, Notice, Period, Plan, ProgressEntry, SourceDocument, Task, Unit, User
from tasks.models.changes import ChangedMeanwhile
from tests.acts import issue
from tests.tasks.importing.lists import BASIS, PLAN_ROWS, UP, bring, correct, corrected, make_begun_plan, plan
from tests.tasks.importing.papers import docx, understood

#: the third item is led by 区教委 with 区住建局; the correction puts 区文旅局 in the first place
WRONG_UNIT = {"r2c4": "区文旅局\n区住建局"}
FULL = ["5", UP, "新建公园一座", "户  邑", "区住建局", ""]


@pytest.fixture
def begun(db, keep_once) -> Plan:
    return keep_once(make_begun_plan).lay_down()


def told(changes) -> list[tuple]:
    return [(one.key, one.label, one.before, one.after) for one in changes.differences]


def stored_files(publication) -> list[tuple[str, str, bytes]]:
    found = []
    for file in publication.files.order_by("pk"):
        with file.file.open("rb") as content:
            found.append((file.name, file.sha256, content.read()))
    return found


def printed(number: int) -> list[tuple[int, str, str]]:
    """What a period prints: place, wording and lead units, in order."""
    entries = ProgressEntry.objects.filter(period__number=number).order_by("number").select_related("edition")
    return [
        (entry.number, entry.edition.text, "、".join(each.label for each in entry.edition.leading)) for entry in entries
    ]


def test_each_field_that_differs_is_one_difference(begun):
    rows = corrected(r0c2="引进项目25个", r0c3="户  邑", r0c1="产业兴区", **WRONG_UNIT, r3c5="柳林镇、滨江街道")
    changes = bring(plan(rows), commit=False)
    assert (changes.treatment, changes.since, changes.errors) == (ImportTreatment.CORRECTION, 2, [])
    assert told(changes) == [
        ("0-section", "任务板块", "产业强区", "产业兴区"),
        ("0-text", "任务内容", "引进项目20个", "引进项目25个"),
        ("0-leaders", "责任区领导", "陈英", "户邑"),
        ("1-section", "任务板块", "产业强区", "产业兴区"),
        ("2-lead", "牵头单位", "区教委\n区住建局", "区文旅局\n区住建局"),
        ("3-cooperating", "配合单位", "柳林镇", "柳林镇、滨江街道"),
    ]


def test_a_wrong_unit_is_corrected_from_the_next_period_and_the_issued_one_stays(begun):
    before = printed(1)
    changes = correct(corrected(**WRONG_UNIT))
    assert (changes.errors, changes.committed) == ([], True)
    assert printed(1) == before
    assert printed(2)[2] == (3, "新建小学两所", "区文旅局、区住建局")
    task = begun.tasks.get(number=3)
    assert [(edition.since, edition.filing_unit.name) for edition in task.editions.order_by("since")] == [
        (0, "区教委"),
        (2, "区文旅局"),
    ]


def test_the_same_correction_again_has_no_differences(begun):
    rows = [*corrected(r0c2="引进项目25个", **WRONG_UNIT), FULL]
    correct(rows)
    before = (Task.objects.count(), SourceDocument.objects.count(), Event.objects.count())
    changes = correct(rows)
    assert (told(changes), changes.nothing_new, changes.errors) == ([], True, [])
    assert (Task.objects.count(), SourceDocument.objects.count(), Event.objects.count()) == before


def test_only_what_is_ticked_is_taken(begun):
    rows = [*corrected(r0c2="引进项目25个", r0c3="户  邑", **WRONG_UNIT), FULL]
    changes = correct(rows, taken=frozenset({"0-text"}))
    assert changes.committed
    assert (begun.tasks.count(), printed(2)[0][1]) == (4, "引进项目25个")
    assert begun.tasks.get(number=1).current.leading_officials[0].name == "陈英"
    assert begun.tasks.get(number=3).current.filing_unit.name == "区教委"
    # a unit that only a difference names that was left out is not created
    assert not Unit.objects.filter(name="区文旅局").exists()
    assert [key for key, *_ in told(bring(plan(rows), commit=False))] == ["0-leaders", "2-lead", "4-new"]


def test_a_cell_that_the_document_leaves_blank_is_only_taken_if_ticked(begun):
    rows = corrected(r0c5="", r1c2="净增规上工业企业35家")
    changes = bring(plan(rows), commit=False)
    assert [(one.key, changes.is_taken(one)) for one in changes.differences] == [
        ("0-cooperating", False),
        ("1-text", True),
    ]
    correct(rows)
    assert len(begun.tasks.get(number=1).current.cooperating) == 2
    correct(rows, taken=frozenset({"0-cooperating"}))
    assert begun.tasks.get(number=1).current.cooperating == []


def test_a_new_item_is_asked_for_in_the_open_period_alone(begun):
    correct([*PLAN_ROWS, FULL])
    task = begun.tasks.get(number=5)
    assert (task.document, task.current.since, task.current.text) == (None, 2, "新建公园一座")
    assert [(entry.period.number, entry.state) for entry in task.entries.all()] == [(2, EntryState.BLANK)]


def test_the_order_of_the_document_is_one_difference(begun):
    before = printed(1)
    rows = [PLAN_ROWS[0], ["2", "产业强区", "建成产业园1个", "陈  英", "区经济信息委", ""], *PLAN_ROWS[1:]]
    rows[2] = ["3", UP, *PLAN_ROWS[1][2:]]
    changes = bring(plan(rows), commit=False)
    assert [key for key, *_ in told(changes)] == ["1-new", "order-key"]
    assert changes.reorderings[0].after.startswith("按文件次序，4 项位置变动：“建成产业园1个”由第5位到第2位；")
    correct(rows)
    assert [(number, text) for number, text, _ in printed(2)] == [
        (1, "引进项目20个"),
        (2, "建成产业园1个"),
        (3, "净增规上工业企业30家"),
        (4, "新建小学两所"),
        (5, "改造老旧小区15个"),
    ]
    assert printed(1) == before
    assert told(bring(plan(rows), commit=False)) == []


def test_items_that_the_document_leaves_out_are_named_and_kept(begun):
    rows = [["1", "产业强区", "引进项目25个", *PLAN_ROWS[0][3:]], *PLAN_ROWS[1:3]]
    changes = correct(rows)
    assert changes.warnings[-1] == "原方案中有 1 项本文件没有列出，予以保留：重点工作任务第4项“改造老旧小区15个”。"
    assert begun.tasks.count() == 4


def test_a_wording_granted_for_a_later_period_gets_the_corrected_field_too(begun):
    correct(corrected(r0c2="引进项目25个"), since=3)
    correct(corrected(r0c2="引进项目25个", r0c4="区商务委"), since=2)
    editions = begun.tasks.get(number=1).editions.order_by("since")
    assert [(edition.since, edition.text, edition.leading[0].label) for edition in editions] == [
        (0, "引进项目20个", "区经信委\n（区招商中心）"),
        (2, "引进项目25个", "区商务委"),
        (3, "引进项目25个", "区商务委"),
    ]


def test_indicators_follow_the_corrected_text(begun):
    correct(corrected(r0c2="引进项目25个"))
    indicators = begun.tasks.get(number=1).indicators.order_by("position")
    assert [(int(one.value), one.state) for one in indicators] == [(20, "rejected"), (25, "proposed")]


def test_one_audit_row_bears_basis_reason_and_every_change(begun):
    before = Event.objects.count()
    correct(corrected(r0c2="引进项目25个", **WRONG_UNIT))
    assert Event.objects.count() == before + 1
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.reason, event.before) == (
        EventKind.DOCUMENT_IMPORTED,
        "牵头单位印错。",
        {"重点工作任务第1项 任务内容": "引进项目20个", "重点工作任务第3项 牵头单位": "区教委\n区住建局"},
    )
    assert event.after == {
        "文件": "方案.docx",
        "方式": "更正文件",
        "自何期起": "上半年",
        "依据": "南政办发〔2023〕9号",
        "依据日期": "2023-04-20",
        "重点工作任务第1项 任务内容": "引进项目25个",
        "重点工作任务第3项 牵头单位": "区文旅局\n区住建局",
        "新增单位": ["区文旅局"],
        "调整表述": 2,
    }
    source = SourceDocument.objects.order_by("pk").last()
    assert (source.basis, source.basis_on, source.reason, source.since, source.document) == (
        BASIS.basis,
        BASIS.basis_on,
        BASIS.reason,
        2,
        None,
    )


def test_the_former_and_the_present_units_are_told(begun):
    correct(corrected(**WRONG_UNIT), by=User.objects.get(username="nanshan"))
    body = (
        "自上半年起，重点工作任务第3项 新建小学两所有更正：牵头单位由“区教委区住建局”改为“区文旅局区住建局”。"
        "依据：南政办发〔2023〕9号。"
    )
    notices = Notice.objects.order_by("recipient__username").values_list("recipient__username", "subject", "body")
    assert list(notices) == [("jiaowei", "方案更正 1 项", body), ("zhujian", "方案更正 1 项", body)]


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (
            CorrectionBasis(),
            {
                "basis": ["请写明更正的依据：文号或会议。"],
                "reason": ["请写明更正的理由。"],
                "basis_on": ["请填写依据的日期。"],
            },
        ),
        (CorrectionBasis("会议", date(2999, 1, 1), "印错"), {"basis_on": ["依据日期不能晚于今天。"]}),
        (CorrectionBasis("会议", date(1024, 1, 1), "印错"), {"basis_on": ["依据日期应在2021年以后。"]}),
        (CorrectionBasis("会" * 201, date(2023, 4, 1), "印错"), {"basis": ["不能超过 200 字。"]}),
    ],
)
def test_a_correction_without_a_fitting_basis_is_refused(begun, basis, said):
    with pytest.raises(ValidationError) as refusal:
        correct(corrected(**WRONG_UNIT), basis=basis)
    assert refusal.value.message_dict == said
    assert begun.tasks.get(number=3).editions.count() == 1


def test_an_issued_period_cannot_be_the_first_one(begun):
    with pytest.raises(ValidationError) as refusal:
        correct(corrected(**WRONG_UNIT), since=1)
    assert refusal.value.message_dict == {"since": ["一季度已印发，请从上半年、前三季度、全年中选择起始期。"]}


def test_when_every_period_is_issued_nothing_is_corrected(begun):
    Period.objects.update(state=PeriodState.ISSUED)
    assert correct(corrected(**WRONG_UNIT)).errors == ["2023年各期填报都已截止或印发，不能再更正，未导入。"]


def test_what_changed_after_the_preview_is_asked_again(begun):
    seen = bring(plan(corrected(**WRONG_UNIT)), commit=False).compute_fingerprint()
    correct(corrected(r2c4="区文旅局\n区住建局", r0c2="引进项目25个"), taken=frozenset({"2-lead"}))
    correct(corrected(r2c4="区体育局\n区住建局"), taken=frozenset({"2-lead"}))
    with pytest.raises(ChangedMeanwhile) as refusal:
        correct(corrected(**WRONG_UNIT), seen=seen)
    assert refusal.value.messages == ["您核对之后，方案又有了变化，没有导入。下面是与现行内容的比对，请重新核对。"]


def test_a_unit_that_is_not_registered_stops_a_correction_that_may_not_create_it(begun):
    changes = import_document(
        document=plan(corrected(**WRONG_UNIT)), by=None, commit=True, choices=ImportChoices(basis=BASIS)
    )
    assert changes.errors == ["有 1 个单位尚未登记：区文旅局。请先登记，或加 --create-units 新建。"]
    assert begun.tasks.get(number=3).editions.count() == 1


def test_before_the_year_begins_the_document_is_taken_as_a_whole_and_in_its_order(db):
    bring(plan())
    rows = [
        PLAN_ROWS[0],
        ["2", "民生改善", *PLAN_ROWS[2][2:]],
        ["3", "产业强区", *PLAN_ROWS[1][2:]],
        ["4", "民生改善", *PLAN_ROWS[3][2:]],
    ]
    changes = bring(plan(rows))
    assert (changes.treatment, changes.errors) == (ImportTreatment.ADJUSTMENT, [])
    texts = [task.edition.text for task in Plan.objects.get().tasks.order_by("number")]
    assert texts == ["引进项目20个", "新建小学两所", "净增规上工业企业30家", "改造老旧小区15个"]
    assert bring(plan(rows)).nothing_new


def test_a_correction_leaves_issued_files_byte_for_byte(cast):
    """一季度 of 示范区 is issued with its files; the lead unit of an item is then corrected from 上半年 on."""
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    publication = issue(cast.period, cast.office)
    files = stored_files(publication)
    rows = [
        ["1", "推动教育强区建设", "建成小学两所，投用中学一所", "王明", "区城市管理局", "区财政局"],
        ["2", "推动教育强区建设", "新增公共停车位7000个", "", "区城市管理局", ""],
    ]
    header = ["序号", "任务板块", "工作任务", "责任领导", "牵头单位", "配合单位"]
    title = "示范区人民政府办公室关于调整2024年重点工作任务分工的通知"
    document = understood(docx(title, "附件1", "重点工作任务分解表", [header, *rows]), "更正.docx")
    basis = CorrectionBasis("区政府第60次常务会议", date(2024, 4, 1), "牵头单位印错。")
    changes = bring(document, by=cast.office, basis=basis)
    assert (changes.errors, [one.key for one in changes.differences]) == ([], ["0-lead"])
    publication.refresh_from_db()
    assert stored_files(publication) == files
    assert ProgressEntry.objects.get(pk=cast.key_entry.pk).edition.filing_unit == cast.lead_unit
    cast.key.refresh_from_db()
    assert cast.key.edition.filing_unit == cast.other_unit
