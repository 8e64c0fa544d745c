"""What a person teaches of a table stands in the place of the machine's guess; the gate still looks at what comes of it."""

import json

import pytest

from tasks.importing import read_raw_document
from tasks.importing.columns import Column
from tasks.importing.form_fitting import (
    KnownForm,
    build_form_data,
    build_form_tables,
    compute_form_fingerprint,
    read_form_data,
)
from tasks.importing.teaching import (
    TaughtTable,
    Teaching,
    Unteachable,
    build_teaching_data,
    read_table_data,
    read_teaching_data,
)
from tasks.importing.understand import understand_document
from tasks.periods import QUARTERLY, Rhythm
from tests.tasks.importing.odd_papers import ODD_PAPERS, OddPaper, write_workbook
from tests.tasks.importing.papers import row_values

NAMES = sorted(ODD_PAPERS)


def read(paper: OddPaper, teaching: Teaching | None = None, forms=(), name: str = "台账.xlsx"):
    raw = read_raw_document(write_workbook(paper), name)
    return understand_document(raw, teaching=teaching, forms=forms, year=2024, period="H1")


def told(document) -> list[dict]:
    """The values of each item that are not blank, without its kind and place."""
    left = {"at", "kind", "warnings"}
    found = []
    for row in document.rows:
        values = row_values(row) | ({"coordination": row.coordination} if row.coordination else {})
        found.append({"number": None} | {key: value for key, value in values.items() if key not in left})
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_machine_alone_does_not_read_an_odd_table(name):
    paper = ODD_PAPERS[name]
    alone = read(paper).document
    assert alone.errors or alone.blocked or told(alone) != paper.rows


@pytest.mark.parametrize("name", NAMES)
def test_a_table_that_was_taught_says_what_the_paper_says(name):
    paper = ODD_PAPERS[name]
    document = read(paper, Teaching(paper.taught)).document
    assert (told(document), document.errors, document.blocked) == (paper.rows, [], [])


@pytest.mark.parametrize("name", NAMES)
def test_a_form_reads_the_next_paper_of_its_labels(name):
    paper = ODD_PAPERS[name]
    taught = read(paper, Teaching(paper.taught))
    tables = build_form_tables(taught.teaching, taught.places)
    kept = read_form_data(json.loads(json.dumps(build_form_data(tables))))
    again = read(paper, forms=[KnownForm("台账", kept)])
    assert (told(again.document), again.document.blocked, again.form) == (paper.rows, [], "台账")


def test_a_form_finds_its_header_further_down_and_in_another_period():
    paper = ODD_PAPERS["号、做什么、谁牵头、干得怎样"]
    taught = read(paper, Teaching(paper.taught))
    form = KnownForm("部门月报", build_form_tables(taught.teaching, taught.places))
    rows = paper.sheets["Sheet1"]
    later = {"Sheet1": [["云溪区人民政府2024年前三季度进展"], ["单位：个"], ["（截至9月底）"], *rows[1:]]}
    again = read(OddPaper(later, {}, []), forms=[form])
    assert (told(again.document), again.form) == (paper.rows, "部门月报")


def test_a_paper_of_other_labels_is_not_read_by_a_form():
    paper = ODD_PAPERS["号、做什么、谁牵头、干得怎样"]
    taught = read(paper, Teaching(paper.taught))
    form = KnownForm("部门月报", build_form_tables(taught.teaching, taught.places))
    other = read(ODD_PAPERS["内容分两列"], forms=[form])
    assert (other.form, bool(other.teaching), bool(other.document.errors)) == ("", False, True)


MONTHLY = Rhythm(end_months=tuple(range(1, 13)))


@pytest.mark.parametrize(
    ("labels", "rhythm", "period"),
    [
        (("一季度进展", "二季度进展"), QUARTERLY, "H1"),
        (("上半年进展", "全年进展"), Rhythm(end_months=(6, 12)), "FY"),
        (("5月进展", "6月进展"), MONTHLY, "M06"),
        (("1—5月进展", "1—6月进展"), MONTHLY, "M06"),
        (("5月份进展", "6月份进展"), MONTHLY, "M06"),
    ],
    ids=["quarters", "half-years", "months", "up to a month", "names of months"],
)
def test_a_column_of_one_period_gives_way_to_that_of_the_paper(labels, rhythm, period):
    rows = [["号", "做什么", "谁牵头", *labels], [1, "建成公园1个", "区文旅局", "开工。", "封顶。"]]
    paper = OddPaper({"Sheet1": [["云溪区人民政府2024年进展"], *rows]}, {}, [])
    columns = {0: Column.NUMBER, 1: Column.TEXT, 2: Column.LEAD, 3: Column.PROGRESS}
    teaching = Teaching({"1.1": TaughtTable((1, 2), columns=columns)})
    first = read(paper, teaching)
    form = KnownForm("月报", build_form_tables(teaching, first.places))
    assert told(first.document)[0]["progress"] == "开工。"
    raw = read_raw_document(write_workbook(paper), "台账.xlsx")
    again = understand_document(raw, forms=[form], year=2024, period=period, find_rhythm=lambda _: rhythm)
    assert (again.form, told(again.document)[0]["progress"]) == ("月报", "封顶。")


def test_what_was_taught_is_looked_at_by_the_gate():
    paper = ODD_PAPERS["号、做什么、谁牵头、干得怎样"]
    columns = {0: Column.NUMBER, 1: Column.TEXT, 2: Column.PROGRESS, 4: Column.LEAD}
    document = read(paper, Teaching({"1.1": TaughtTable((1, 2), columns=columns)})).document
    assert [(one.at, one.message.partition("：")[0]) for one in document.blocked] == [
        ("表1“谁牵头”列", "被读作进展情况，而其中 2 格是单位名称")
    ]


def test_one_choice_is_taken_back_without_the_others():
    table = TaughtTable((1, 2), 3, {0: Column.NUMBER, 3: None}, states={"甲": None})
    assert [said for _, said in table.list_choices()] == [
        "表头是第 2 行", "数据自第 4 行起", "第 1 列是序号", "第 4 列不导入", "“甲”不作结论",
    ]  # fmt: skip
    left = [said for key, _ in table.list_choices() for said in [len(table.forget(key).list_choices())]]
    assert left == [4, 4, 4, 4, 4]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_taught_is_kept_as_it_is(name):
    teaching = Teaching(ODD_PAPERS[name].taught)
    assert read_teaching_data(json.loads(json.dumps(build_teaching_data(teaching)))) == teaching


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "来文格式的内容不完整，无法使用。"),
        ({"header": [3, 1]}, "来文格式中表头的行号不对。"),
        ({"header": [0, 99]}, "来文格式中表头的行号不对。"),
        ({"body": "x"}, "来文格式中首行的行号不对。"),
        ({"columns": {"0": "whim"}}, "没有“whim”这种读法。"),
        ({"columns": {"99999": "text"}}, "只认前 400 列。"),
        ({"columns": {"0": "month"}}, "没有“month”这种列。"),
        ({"states": {"": "lagging"}}, "状态词最多 100 个，每个不超过 60 字。"),
        ({"continues": "always"}, "没有“always”这种读法。"),
    ],
)
def test_what_cannot_be_meant_is_refused(data, said):
    with pytest.raises(Unteachable, match=said):
        read_table_data(data)


def test_forms_are_told_apart_by_their_labels():
    prints = set()
    for name in ("内容分两列", "三行表头"):
        taught = read(ODD_PAPERS[name], Teaching(ODD_PAPERS[name].taught))
        prints.add(compute_form_fingerprint(build_form_tables(taught.teaching, taught.places)))
    assert len(prints) == 2


def test_nothing_taught_is_no_form():
    with pytest.raises(Unteachable, match="还没有教过任何一处读法"):
        build_form_tables(Teaching(), read(ODD_PAPERS["甲方乙方"]).places)


def read_form_of(labels, height, width=3):
    return read_form_data([{"labels": labels, "width": width, "height": height, "taught": {}}])


@pytest.mark.parametrize("labels_and_height", [(["号"], 0), ([], 1), ([""], 1), ([1], 1), (["号"], 99)])
def test_a_form_whose_labels_do_not_fit_its_header_is_refused(labels_and_height):
    with pytest.raises(Unteachable):
        read_form_of(*labels_and_height)
