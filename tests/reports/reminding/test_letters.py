"""催办函, read back from the Word file."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from reports.printing.delivery import OfficeFile
from reports.printing.portable import convert_to_pdf
from reports.reminding.letters import write_reminder_letters
from tasks.issuing.internal_actions import mark_internal
from tasks.receiving.receipts import index_contacts_by_entry
from tasks.reminding.manual import list_owed_entries
from tests.acts import give_back, save, submit
from tests.cast import EntryFactory, TaskFactory
from tests.tasks.receiving.test_receipt_actions import opened, own, sign

DUE, MONDAY = date(2024, 4, 2), date(2024, 4, 8)


def letters(cast, *entries, line: str = "", on: date = MONDAY) -> OfficeFile:
    owed = [entry for entry in list_owed_entries(cast.office, cast.period) if not entries or entry in entries]
    return write_reminder_letters(cast.period, owed, line=line, on=on)


def text_of(file: OfficeFile) -> list[str]:
    return [each.text for each in Document(BytesIO(file.content)).paragraphs if each.text.strip()]


def table_of(file: OfficeFile) -> list[list[str]]:
    (table,) = Document(BytesIO(file.content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_letter_says_what_is_owed_since_when_and_what_to_do(cast):
    submit(cast.target_entry, cast.clerk)
    give_back(cast.target_entry, cast.office)
    save(cast.livelihood_entry, cast.clerk, "写到一半。")
    mine = (cast.target_entry, cast.livelihood_entry, cast.key_entry)
    file = letters(cast, *mine, line="区政府常务会议将听取汇报")
    assert file.name == "2024年一季度催办函（区教委）.docx"
    assert text_of(file) == [
        "关于报送2024年一季度\n工作推进情况的催办函",
        "区教委：",
        "按照《2024年目标任务分解方案》，2024年一季度工作推进情况应于2024年4月5日前报送。截至2024年4月8日，你单位牵头的工作中有2项尚未报送（已逾期2项），1项退回后尚未重新报送，具体见附件。",
        "区政府常务会议将听取汇报。",
        "请抓紧核实推进情况，收到本函后尽快在督办台账系统中报送。确有困难需要延期的，请及时提出申请并说明理由。",
        "特此函告。",
        "附件：2024年一季度待报送事项清单",
        "示范区人民政府督查办",
        "2024年4月8日",
        "附件",
        "2024年一季度待报送事项清单",
    ]
    assert table_of(file) == [
        ["序号", "类别", "工作任务", "截止日期", "目前情况"],
        ["1", "预期目标", "地区生产总值增长6%以上", "2024年4月5日", "退回后未重新报送"],
        ["1", "民生实事", "学位扩容：新增普惠性学位3000个", "2024年4月5日", "草稿，已逾期"],
        ["1", "重点工作任务", "建成小学两所，投用中学一所", "2024年4月5日", "未填报，已逾期"],
    ]


def test_the_list_of_a_letter_names_whom_to_call_where_the_unit_has_named_somebody(cast):
    opened(cast)
    sign(cast, own(cast.key))
    mine = [cast.livelihood_entry, cast.key_entry]
    contacts = index_contacts_by_entry(cast.office, mine)
    file = write_reminder_letters(cast.period, mine, line="", on=MONDAY, contacts=contacts)
    assert [[row[0], *row[4:]] for row in table_of(file)] == [
        ["序号", "目前情况", "联系人"],
        ["1", "未填报，已逾期", "李静 023-67891234"],
        ["1", "未填报，已逾期", "李静 023-67891234"],
    ]


def test_before_the_day_a_letter_asks_to_keep_it(cast):
    cast.key_entry.due_on = date(2024, 4, 9)
    cast.key_entry.save()
    text = text_of(letters(cast, cast.key_entry, cast.target_entry, on=DUE))
    assert text[2:5] == [
        "按照《2024年目标任务分解方案》，2024年一季度工作推进情况应于附件所列日期前报送。截至2024年4月2日，你单位牵头的工作中有2项尚未报送，具体见附件。",
        "请抓紧核实推进情况，按时在督办台账系统中报送。确有困难需要延期的，请及时提出申请并说明理由。",
        "特此函告。",
    ]


def test_each_unit_gets_a_letter_of_its_own_and_several_come_in_a_zip(cast):
    file = letters(cast)
    assert file.name == "2024年一季度催办函（2个单位）.zip"
    with zipfile.ZipFile(BytesIO(file.content)) as archive:
        found = {name: OfficeFile(name, archive.read(name)) for name in archive.namelist()}
    assert [(name, text_of(one)[1], len(table_of(one)) - 1) for name, one in found.items()] == [
        ("2024年一季度催办函（区城市管理局）.docx", "区城市管理局：", 1),
        ("2024年一季度催办函（区教委）.docx", "区教委：", 3),
    ]


def test_the_wording_of_an_internal_item_stands_in_no_letter(cast):
    mark_internal(task=cast.key, reason="规划未公开", by=cast.office)
    assert table_of(letters(cast, cast.key_entry))[1][2] == "（内部事项）"


@pytest.mark.parametrize(("line", "printed"), [("请抓紧。", "请抓紧。"), ("请抓紧！", "请抓紧！"), ("a\x00b", "ab。")])
def test_the_line_of_the_office_is_printed_as_a_sentence(cast, line, printed):
    assert text_of(letters(cast, cast.key_entry, line=line))[3] == printed


@pytest.mark.office
def test_letter_and_list_are_a_page_each(cast, tmp_path):
    pdf = convert_to_pdf(letters(cast, cast.target_entry, cast.livelihood_entry, cast.key_entry, line="请抓紧。"))
    assert pdf.content.count(b"/Type/Page") - pdf.content.count(b"/Type/Pages") == 2


def test_forty_items_go_on_over_pages(cast):
    for number in range(40):
        task = TaskFactory(plan=cast.plan, number=10 + number, edition__lead=[cast.lead_unit])
        EntryFactory(task=task, period=cast.period)
    own = [one for one in list_owed_entries(cast.office, cast.period) if one != cast.other_entry]
    assert len(table_of(letters(cast, *own))) == 44
