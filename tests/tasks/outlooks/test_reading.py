"""A plan report is read whole, in whatever shape an office prints it."""

from io import BytesIO

import pytest
from docx import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tasks.enums import BlockKind
from tasks.importing import read_raw_document
from tasks.importing.raw import PrintedLine
from tasks.outlooks.reading import find_outlook_title, read_outlook
from tests.tasks.importing.papers import number_paragraph
from tests.tasks.outlooks.measuring import count_found, list_printed_text, read_paper, squeeze
from tests.tasks.outlooks.papers import (
    SHAPES,
    TABLES,
    Paper,
    load_invented_paper,
    load_labels,
    load_published_paper,
)

TITLE = "关于青禾县2030年国民经济和社会发展计划执行情况与2031年计划草案的报告"


def lines(*texts: str, frame: int = 0) -> list[PrintedLine]:
    return [PrintedLine(text, frame) for text in texts]


def report(*texts: PrintedLine) -> list[PrintedLine]:
    """A report whose second part ends with ``texts``."""
    return [*lines(TITLE, "一、2030年计划执行情况", "总体平稳。", "二、2031年主要任务"), *texts]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["learnt", "held_back"])
def test_an_invented_report_is_read_as_it_was_labelled(name, shape):
    labels = load_labels(name)["expected"]
    outlook = read_paper(load_invented_paper(name), shape)
    assert (outlook.title, outlook.year, outlook.remarks) == (labels["title"], labels["year"], [])
    found = count_found(outlook, labels)
    assert {part: (all_of_it, right) for part, (all_of_it, right, _) in found.items()} == {
        part: (len(labels[part]), len(labels[part])) for part in found
    }
    # 推动两条链条成势 reads like a target
    assert sum(besides for *_, besides in found.values()) == (1 if name == "learnt" else 0)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_published_report_is_read_as_it_was_labelled(shape):
    labels = load_labels("published")["expected"]
    outlook = read_paper(load_published_paper(), shape)
    assert (outlook.title, outlook.year, outlook.remarks) == (labels["title"], labels["year"], [])
    assert count_found(outlook, labels) == {
        "boxes": (9, 9, 0),
        "notes": (12, 12, 0),
        "outcomes": (6, 6, 0),
        # 三大高地 is missed, 四项行动 is taken for a target
        "targets": (64, 63, 1),
    }
    assert [len(group.projects) for box in outlook.boxes for group in box.groups] == [
        9, 18, 8, 5, 10, 2, 14, 10, 10, 4, 16, 9, 9, 6, 6, 4, 6, 5,
    ]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_of_the_text_is_lost(shape):
    paper = load_published_paper()
    outlook = read_paper(paper, shape)
    printed = [block.text for block in outlook.blocks if block.kind is not BlockKind.NOTE]
    assert squeeze("".join(printed)) == list_printed_text(paper)
    sections = [(one.level, one.title[:2]) for one in outlook.sections]
    first, second = "（一 （二 （三 （四 （五".split(), "（一 （二 （三 （四 （五 （六 （七".split()
    assert sections == [(1, "一、"), *((2, one) for one in first), (1, "二、"), *((2, one) for one in second)]
    told = "".join(squeeze(one.title + one.text) for one in outlook.sections)
    boxes = {line for part in paper.parts if isinstance(part, list) for line in part}
    opening = [block.text for block in outlook.blocks if block.kind is BlockKind.OPENING]
    assert squeeze("".join(opening)) + told == list_printed_text(
        Paper([part for part in paper.parts if isinstance(part, str) and part not in boxes])
    )


def test_a_foot_note_stands_where_its_number_is_printed():
    blocks = read_paper(load_published_paper(), TABLES).blocks
    noted = [(block.text[:at][-5:], number) for block in blocks for at, number in block.notes]
    assert noted == [
        ("六大能级”", 1), ("纽三中心”", 2), ("开线路3条", 3), ("外分拨中心", 4), ("个海外项目", 5), ("级项目5个", 6),
        ("之树CRO", 7), ("焦“五创”", 8), ("技创新高地", 9), ("业技术创新", 10), ("等四项行动", 11), ("人才）联盟", 12),
    ]  # fmt: skip


@pytest.mark.parametrize("marks", ["1 |2 ", "①|②", "[1] |[2] ", "注1：|注2：", "\ufffd |\ufffd "])
def test_notes_at_the_end_are_known_by_their_marks(marks):
    first, second = marks.split("|")
    notes = lines(f"{first}“一园”：甲园。", f"{second}双百工程：一百个站点。")
    outlook = read_outlook(report(*lines("建设“一园”，推进双百工程。"), *notes))
    assert [(note.number, note.term, note.text) for note in outlook.notes] == [
        (1, "“一园”", "甲园。"),
        (2, "双百工程", "一百个站点。"),
    ]


def test_a_heading_of_notes_takes_numbers_and_what_goes_on_below():
    notes = lines("名词解释", "1.一园：甲园。", "又称老园。", "2.双百：一百个站点。")
    assert [(note.term, note.text) for note in read_outlook(report(*notes)).notes] == [
        ("一园", "甲园。\n又称老园。"),
        ("双百", "一百个站点。"),
    ]


def test_names_are_parted_outside_quotes_and_brackets():
    box = lines("专栏1 重点项目", "（一）水利：甲河治理（一期、二期）、“山、水”示范带；乙渠改造等5个项目。", frame=1)
    outlook = read_outlook(report(*box))
    assert [(group.label, group.projects, group.more) for group in outlook.boxes[0].groups] == [
        ("（一）水利", ("甲河治理（一期、二期）", "“山、水”示范带", "乙渠改造"), True)
    ]


def test_a_damaged_quote_does_not_swallow_the_names_behind_it():
    outlook = read_outlook(report(*lines("专栏1 重点项目", "“甲计划、乙桥、丙路。", frame=1)))
    assert outlook.boxes[0].groups[0].projects == ("“甲计划", "乙桥", "丙路")


def test_a_box_without_a_frame_ends_where_the_text_tells_again():
    outlook = read_outlook(report(*lines("专栏一：重点项目", "甲桥、乙路等。", "加快建设甲桥，确保年内通车。")))
    assert [group.projects for group in outlook.boxes[0].groups] == [("甲桥", "乙路")]
    assert outlook.sections[-1].text == "加快建设甲桥，确保年内通车。"


def test_names_that_stand_in_lines_of_their_own_belong_to_the_label_above():
    outlook = read_outlook(report(*lines("专栏1 重点项目", "交通：", "甲桥", "乙路", "水利：丙渠", frame=1)))
    assert [(group.label, group.projects) for group in outlook.boxes[0].groups] == [
        ("交通", ("甲桥", "乙路")),
        ("水利", ("丙渠",)),
    ]


def test_it_says_what_it_did_not_understand():
    told = "甲桥建成通车，乙路开工建设。"
    assert read_outlook(
        report(*lines("专栏1 重点项目", told, frame=1), PrintedLine("指标\t数", is_row=True))
    ).remarks == [
        "“专栏1 重点项目”中没有读出项目，只作文字保留。",
        "下一年的部分中没有读出目标数。",
        "没有读出上一年的主要指标完成数。",
        "文件中的表格（共 1 行）只作文字保留，其中的数字没有读出。",
    ]
    assert (
        "没有读出下一年计划安排的部分，其中的目标没有读出。"
        in read_outlook(lines(TITLE, "一、2030年计划执行情况")).remarks
    )


def test_an_expected_figure_is_told_from_a_final_one():
    text = "预计地区生产总值增长5.6%，核定工业增加值增长7%；固定资产投资下降1.2%，居全市第2位。"
    outlook = read_outlook(lines(TITLE, "一、2030年计划执行情况", text))
    assert [(one.measure, one.label, one.state.label, one.rank) for one in outlook.outcomes] == [
        ("地区生产总值", "5.6%", "预计", ""),
        ("工业增加值", "7%", "核定", ""),
        ("固定资产投资", "-1.2%", "快报", "全市第2位"),
    ]


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (["关于甲区2030年国民经济和社会", "发展计划执行情况及2031年计划草案的报告"], "关于甲区2030年国民经济和社会发展计划执行情况及2031年计划草案的报告"),
        (["关于印发2031年目标任务分解的通知", "计划执行情况见后。"], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_the_title_tells_a_plan_report(texts, title):
    assert find_outlook_title(texts) == title


def test_a_long_line_costs_no_more_than_its_length():
    marks = "（“、" * 7_000
    for text in (marks, "一、" + "甲" * 20_000, "①" * 20_000, "专栏1 " + "，" * 20_000, "1" * 20_000):
        assert "".join(block.text for block in read_outlook(report(PrintedLine(text), PrintedLine(text, 1))).blocks)


def test_the_automatic_numbers_of_word_are_read_as_printed():
    word = Word()
    numbering = word.part.numbering_part.element
    for identity, pattern in (("91", "%1、"), ("92", "（%1）")):
        level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">{level}</w:abstractNum>')
        numbering.insert(0, abstract)
        number = f'<w:num {nsdecls("w")} w:numId="{identity}"><w:abstractNumId w:val="{identity}"/></w:num>'
        numbering.append(parse_xml(number))
    word.add_paragraph(TITLE)
    for identity, text in (
        ("91", "2030年计划执行情况"),
        ("91", "2031年主要任务"),
        ("92", "办好实事"),
        ("", "新建小学5所。"),
    ):
        paragraph = word.add_paragraph(text)
        if identity:
            number_paragraph(paragraph, identity)
    file = BytesIO()
    word.save(file)
    file.seek(0)
    outlook = read_outlook(read_raw_document(file, "计划报告.docx").lines)
    assert [(one.level, one.title, one.text) for one in outlook.sections] == [
        (1, "一、2030年计划执行情况", ""),
        (1, "二、2031年主要任务", ""),
        (2, "（一）办好实事", "新建小学5所。"),
    ]
