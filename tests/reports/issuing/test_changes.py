"""What differs between an issue and the data of now, in the words of the page."""

from reports.issuing.changes import IssueChange, list_issue_changes

ROW = {
    "entry": 1,
    "kind": "key",
    "number": 3,
    "name": "",
    "text": "建成小学两所",
    "progress": "已开工",
    "outcome": "lagging",
}


def data(*rows, text=("标题",)) -> dict:
    return {
        "paragraphs": list(text),
        "rows": [ROW | {"entry": n} | row for n, row in enumerate(rows, start=1)],
    }


def test_the_same_data_differ_in_nothing():
    assert list_issue_changes(data({}, {}), data({}, {})) == []


def test_each_changed_field_is_named():
    changed = {"progress": "已建成一所", "outcome": "on_track"}
    assert list_issue_changes(data({}, {}), data({}, changed)) == [
        IssueChange(2, "重点工作任务第3项 建成小学两所", ("进展", "结论"))
    ]


def test_new_and_gone_items_are_named():
    assert list_issue_changes(data({}), data({}, {"name": "学位扩容"})) == [
        IssueChange(2, "重点工作任务第3项 学位扩容", ("新增事项",))
    ]
    assert list_issue_changes(data({}, {}), data({})) == [
        IssueChange(None, "重点工作任务第3项 建成小学两所", ("不再列入",))
    ]


def test_the_text_of_the_report_counts_too():
    before, after = data({}, text=("标题", "滞后1项。")), data({}, text=("标题", "滞后2项。"))
    assert list_issue_changes(before, after) == [IssueChange(None, "正文 1 段不同", ("“滞后2项。”",))]


def test_each_changed_paragraph_is_named_once_and_a_long_list_is_cut():
    before = data({}, text=("标题", "第一段。", "第二段" * 20, "第三段。"))
    after = data({}, text=("标题", "第一段改了。", "第二段" * 20, "新的一段。"))
    assert list_issue_changes(before, after) == [IssueChange(None, "正文 2 段不同", ("“第一段改了。”、“新的一段。”",))]
    assert list_issue_changes(before, data({}, text=("标题", "第一段。", "第三段。"))) == [
        IssueChange(None, "正文 1 段不同", (f"“{'第二段' * 8}……”（已不再列）",))
    ]
    many = list_issue_changes(data({}, text=()), data({}, text=[f"第{number}段" for number in range(7)]))
    assert many == [IssueChange(None, "正文 7 段不同", ("“第0段”、“第1段”、“第2段”、“第3段”、“第4段”等，共 7 段",))]
