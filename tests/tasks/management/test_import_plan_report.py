"""``import_document`` takes plan reports too, with keys of their own."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tasks.models import Event, PlanReport
from tests.tasks.outlooks.reports import write_report


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "计划报告.docx"
    path.write_bytes(write_report().getvalue())
    return path


def answer(path, *options: str) -> dict:
    out = StringIO()
    call_command("import_document", str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def test_the_answer_has_the_keys_of_a_plan_report(cast, paper):
    told = answer(paper)
    outlook = told.pop("outlook")
    assert told == {
        "file": "计划报告.docx",
        "title": "关于示范区2023年国民经济和社会发展计划执行情况及2024年计划草案的报告",
        "document_number": None,
        "issued_on": None,
        "government": "示范区人民政府",
        "year": 2024,
        "period": None,
        "kind": "outlook",
        "tables": [],
        "blocked": [],
        "unknown_units": [],
        "warnings": [],
        "errors": [],
        "nothing_new": False,
        "committed": False,
    }
    assert outlook["sections"][2] == {
        "level": 2,
        "title": "（一）办好民生实事",
        "text": "新建小学5所，新增停车泊位1500个，建成“双百工程”站点。",
    }
    assert outlook["boxes"] == [
        {
            "title": "专栏一：民生项目",
            "groups": [
                {"label": "教育", "projects": ["城北小学", "城南中学（一期、二期）"], "more": True},
                {"label": "其他", "projects": ["“山、水”绿道"], "more": False},
            ],
        }
    ]
    assert outlook["notes"] == [{"number": 1, "term": "“双百工程”", "text": "一百个站点、一百条线路。"}]
    assert outlook["outcomes"][1:] == [
        {
            "measure": "固定资产投资",
            "value": -1.2,
            "unit": "%",
            "quote": "固定资产投资下降1.2%",
            "state": "achieved",
            "rank": None,
        },
        {
            "measure": "社会消费品零售总额",
            "value": 9.6,
            "unit": "%",
            "quote": "社会消费品零售总额增长9.6%",
            "state": "achieved",
            "rank": "全市第3位",
        },
    ]
    assert outlook["targets"][0] == {
        "section": "（一）办好民生实事",
        "measure": "新建小学",
        "comparison": "=",
        "value": 5,
        "unit": "所",
        "quote": "5所",
    }


def test_it_is_written_once_and_only_on_yes(cast, paper):
    answer(paper)
    assert PlanReport.objects.count() == 0
    assert answer(paper, "--commit")["committed"]
    again = answer(paper, "--commit")
    assert (again["nothing_new"], again["committed"]) == (True, False)
    assert (PlanReport.objects.count(), Event.objects.count()) == (1, 1)


def test_a_government_that_is_not_there_is_refused(cast, paper):
    with pytest.raises(CommandError, match="所写的辖区政府尚未建立"):
        call_command("import_document", str(paper), "--government", "远方区人民政府", stdout=StringIO())
    assert PlanReport.objects.count() == 0


def test_a_year_given_wins(cast, paper):
    assert answer(paper, "--year", "2026")["year"] == 2026
