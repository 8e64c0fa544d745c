"""Tests documents of other districts, each with its own layout and quirks."""

import pytest

from tests.tasks.importing.papers import (
    AUTO,
    LEFT,
    UP,
    docx,
    heading_values,
    row_values,
    understood,
    xlsx,
)


def tables_of(document) -> list[tuple]:
    return [(table.name, table.title, table.columns) for table in document.tables]


def rows_of(document) -> list[dict]:
    return [row_values(row) for row in document.rows]


@pytest.fixture(scope="module")
def street_plan():
    """Writes a plan in Word: two-line header, section rows over the whole width, full-width digits, split over pages."""
    header = [
        ["序号", "重点工作", "分管领导", "责任单位", LEFT, "完成时限"],
        [UP, UP, UP, "牵头", "配合", UP],
    ]
    return understood(
        docx(
            "东湖市南山区人民政府办公室文件",
            "南政办发〔2023〕11号",
            "东湖市南山区人民政府办公室",
            "关于印发2023年区政府重点工作目标任务分解表的通知",
            "各街道办事处，区各有关部门：",
            "现将《2023年区政府重点工作目标任务分解表》印发给你们。",
            "附件：2023年区政府重点工作目标任务分解表",
            "东湖市南山区人民政府办公室",
            "二〇二三年二月六日",
            "附件",
            "2023年区政府重点工作目标任务分解表",
            [
                *header,
                ["一、坚持产业强区", LEFT, LEFT, LEFT, LEFT, LEFT],
                ["１", "新开工亿元以上项目20个", "张　伟", "区发改局、区工信局", "各街道", "2023年6月底"],
                ["２", "净增规上工业企业30家", "李小龙 张　伟", "区工信局", "", "12月底"],
                ["二、提升城市品质", LEFT, LEFT, LEFT, LEFT, LEFT],
                ["３", "改造老旧小区15个", "王𬭎", "区住建局（区房管\n中心）", "各街道、高新园", "全年"],
            ],
            "续表",
            [*header, ["４", "新增停车位1000个", "王𬭎", "区城管\n局", "公安分局", "全年"]],
        ),
        "通知.docx",
    )


def test_a_plan_with_two_header_lines_and_a_page_break(street_plan):
    assert heading_values(street_plan) == {
        "title": "东湖市南山区人民政府办公室关于印发2023年区政府重点工作目标任务分解表的通知",
        "document_number": "南政办发〔2023〕11号",
        "issued_on": "2023-02-06",
        "government": "东湖市南山区人民政府",
        "year": 2023,
        "period": None,
        "is_plan": True,
    }
    columns = ["序号", "重点工作", "分管领导", "责任单位·牵头", "责任单位·配合", "完成时限"]
    assert tables_of(street_plan) == [("附件", "2023年区政府重点工作目标任务分解表", columns)]
    assert (street_plan.warnings, street_plan.errors) == ([], [])


def test_rows_under_section_rows_and_over_two_pages(street_plan):
    industry, city = "一、坚持产业强区", "二、提升城市品质"
    assert rows_of(street_plan) == [
        {
            "at": "附件 第4行",
            "number": 1,
            "kind": "key",
            "section": industry,
            "text": "新开工亿元以上项目20个",
            "leaders": ["张伟"],
            "lead": ["区发改局", "区工信局"],
            "cooperating": ["各街道"],
            "due": "2023年6月底",
        },
        {
            "at": "附件 第5行",
            "number": 2,
            "kind": "key",
            "section": industry,
            "text": "净增规上工业企业30家",
            "leaders": ["李小龙", "张伟"],
            "lead": ["区工信局"],
            "due": "12月底",
        },
        {
            "at": "附件 第7行",
            "number": 3,
            "kind": "key",
            "section": city,
            "text": "改造老旧小区15个",
            "leaders": ["王𬭎"],
            "lead": ["区住建局（区房管中心）"],
            "cooperating": ["各街道", "高新园"],
            "due": "全年",
        },
        {
            "at": "附件续表 第3行",
            "number": 4,
            "kind": "key",
            "section": city,
            "text": "新增停车位1000个",
            "leaders": ["王𬭎"],
            "lead": ["区城管局"],
            "cooperating": ["公安分局"],
            "due": "全年",
        },
    ]


def test_a_sheet_with_title_remark_blank_row_and_sections_left_blank_beneath():
    head = [
        "序号",
        "板块",
        "项目名称",
        "工作内容",
        "主责单位",
        "截至3月底进展情况",
        "存在的问题",
        "下一步工作打算",
    ]
    document = understood(
        xlsx(
            {
                "Sheet1": [
                    ["云州区2023年一季度重点项目推进情况表"],
                    ["单位：万元", None, None, "截至2023年3月31日"],
                    [],
                    [*head, "是否达到序时进度", "备注"],
                    [
                        1,
                        "工业强区",
                        "光伏基地",
                        "完成投资5亿元",
                        "区能源局",
                        "完成1.2亿元",
                        "缺资金",
                        "争取债券",
                        "是",
                    ],
                    [
                        2,
                        None,
                        "铝材园",
                        "开工建设",
                        "经开区管委会、区工信局",
                        "已开工😀",
                        "无",
                        "加快",
                        "否",
                        "见附图",
                    ],
                    [3, "文旅兴区", "古城修缮", "修缮䶮古建3处", "区文旅局", "正在设计"],
                    ["合计", None, 3],
                ]
            }
        ),
        "云州区一季度.xlsx",
    )
    assert heading_values(document) == {
        "title": None,
        "document_number": None,
        "issued_on": None,
        "government": "云州区人民政府",
        "year": 2023,
        "period": 1,
        "is_plan": False,
    }
    assert document.warnings == ["Sheet1!A8“合计 3”是说明或合计，未作为任务导入。", "表1以下各列未导入：备注。"]
    assert rows_of(document) == [
        {
            "at": "Sheet1!A5",
            "number": 1,
            "kind": "key",
            "section": "工业强区",
            "name": "光伏基地",
            "text": "完成投资5亿元",
            "lead": ["区能源局"],
            "progress": "完成1.2亿元",
            "problem": "缺资金",
            "next_step": "争取债券",
            "judgement": "是",
            "outcome": "on_track",
        },
        {
            "at": "Sheet1!A6",
            "number": 2,
            "kind": "key",
            "section": "工业强区",
            "name": "铝材园",
            "text": "开工建设",
            "lead": ["经开区管委会", "区工信局"],
            "progress": "已开工😀",
            "problem": "无",
            "next_step": "加快",
            "judgement": "否",
            "outcome": "lagging",
        },
        {
            "at": "Sheet1!A7",
            "number": 3,
            "kind": "key",
            "section": "文旅兴区",
            "name": "古城修缮",
            "text": "修缮䶮古建3处",
            "lead": ["区文旅局"],
            "progress": "正在设计",
        },
    ]


def test_a_county_report_with_lost_numbers_wrapped_names_and_both_roles_in_one_cell():
    document = understood(
        docx(
            "白河县人民政府督查室",
            "关于2023年政府工作报告主要目标任务前三季度完成情况的通报",
            "各乡镇人民政府，县直各部门：",
            "现将前三季度情况通报如下。",
            "白河县人民政府督查室",
            "2023年10月8日",
            "附件1：",
            "2023年主要经济指标完成情况表",
            [
                ["序号", "指标名称", "年度目标值", "1—9月完成值", "责任单位", "进度评价"],
                [AUTO, "地区生产总值", "增长7%", "增长7.2%", "县发展和改\n革局\n县统计局", "达序时"],
                [AUTO, "固定资产投资", "增长10%", "增长2%", "县发展和改革局", "未达序时"],
            ],
            "附件2",
            "2023年民生实事进展情况表",
            [
                ["序号", "实事项目", "建设内容", "责任单位", "进展情况"],
                [
                    "1",
                    "健康惠民",
                    "改造村卫生室10所",
                    "牵头单位：县卫健局\n配合单位：县财政局、各乡镇",
                    "完成6所",
                ],
                [UP, UP, "购置救护车2辆", "县卫健局", "已到位"],
            ],
        ),
        "通报.docx",
    )
    assert heading_values(document) == {
        "title": "白河县人民政府督查室关于2023年政府工作报告主要目标任务前三季度完成情况的通报",
        "document_number": None,
        "issued_on": "2023-10-08",
        "government": "白河县人民政府",
        "year": 2023,
        "period": 3,
        "is_plan": False,
    }
    assert rows_of(document) == [
        {
            "at": "附件1 第2行",
            "number": 1,
            "kind": "target",
            "name": "地区生产总值",
            "text": "增长7%",
            "lead": ["县发展和改革局", "县统计局"],
            "progress": "增长7.2%",
            "judgement": "达序时",
            "outcome": "on_track",
        },
        {
            "at": "附件1 第3行",
            "number": 2,
            "kind": "target",
            "name": "固定资产投资",
            "text": "增长10%",
            "lead": ["县发展和改革局"],
            "progress": "增长2%",
            "judgement": "未达序时",
            "outcome": "lagging",
        },
        {
            "at": "附件2 第2行",
            "number": 1,
            "kind": "livelihood",
            "name": "健康惠民",
            "text": "改造村卫生室10所",
            "lead": ["县卫健局"],
            "cooperating": ["县财政局", "各乡镇"],
            "progress": "完成6所",
        },
        {
            "at": "附件2 第3行",
            "number": 1,
            "kind": "livelihood",
            "name": "健康惠民",
            "text": "购置救护车2辆",
            "lead": ["县卫健局"],
            "progress": "已到位",
        },
    ]


def test_two_attachments_on_one_sheet_with_a_note_under_the_last():
    head = ["序号", "任务类别", "目标任务", "牵头单位", "责任单位", "进展情况"]
    document = understood(
        xlsx(
            {
                "督查": [
                    ["附表1"],
                    ["2022年上半年重点任务正常推进事项清单"],
                    head,
                    ["(1)", "产业", "引进项目30个", "区投促局", "区商务局；区科技局", "引进18个"],
                    ["(2)", None, "新增高企50家", "区科技局", None, "新增30家"],
                    [],
                    ["附表2"],
                    ["2022年上半年重点任务进展缓慢事项清单"],
                    head,
                    ["(1)", "民生", "建设学校2所", "区教育局", "各镇（街道）", "未开工"],
                    ["注：数据截至6月30日"],
                ]
            }
        ),
        "督查.xlsx",
    )
    assert tables_of(document) == [
        ("附表1", "2022年上半年重点任务正常推进事项清单", head),
        ("附表2", "2022年上半年重点任务进展缓慢事项清单", head),
    ]
    assert document.warnings == ["工作表“督查”中“注：数据截至6月30日”是表下说明，未作为任务导入。"]
    assert rows_of(document) == [
        {
            "at": "督查!A4",
            "number": 1,
            "kind": "key",
            "section": "产业",
            "text": "引进项目30个",
            "lead": ["区投促局"],
            "cooperating": ["区商务局", "区科技局"],
            "progress": "引进18个",
            "outcome": "on_track",
        },
        {
            "at": "督查!A5",
            "number": 2,
            "kind": "key",
            "section": "产业",
            "text": "新增高企50家",
            "lead": ["区科技局"],
            "progress": "新增30家",
            "outcome": "on_track",
        },
        {
            "at": "督查!A10",
            "number": 1,
            "kind": "key",
            "section": "民生",
            "text": "建设学校2所",
            "lead": ["区教育局"],
            "cooperating": ["各镇（街道）"],
            "progress": "未开工",
            "outcome": "lagging",
        },
    ]


def test_one_table_of_three_lists_with_a_title_row_inside_and_rows_cut_by_a_page():
    document = understood(
        docx(
            [
                ["清河区人民政府2024年度目标任务完成情况一览表", LEFT, LEFT, LEFT, LEFT],
                ["编号", "目标任务", "责任部门", "全年完成情况", "完成与否"],
                ["第一部分 预期目标", LEFT, LEFT, LEFT, LEFT],
                ["1", "粮食产量稳定在20万吨", "区农业农村局", "21万吨", "完成"],
                ["第二部分 民生实事", LEFT, LEFT, LEFT, LEFT],
                ["2", "新建公厕12座", "区城管局\n区住建局", "建成10座，其余", "未完成"],
                ["", "", "", "两座因选址调整推迟。", ""],
            ]
        ),
        "一览表.docx",
        government="清河区政府",
    )
    assert heading_values(document) == {
        "title": None,
        "document_number": None,
        "issued_on": None,
        "government": "清河区人民政府",
        "year": 2024,
        "period": 4,
        "is_plan": False,
    }
    assert rows_of(document) == [
        {
            "at": "表1 第4行",
            "number": 1,
            "kind": "target",
            "section": "第一部分 预期目标",
            "text": "粮食产量稳定在20万吨",
            "lead": ["区农业农村局"],
            "progress": "21万吨",
            "judgement": "完成",
            "outcome": "reached",
        },
        {
            "at": "表1 第6行",
            "number": 2,
            "kind": "livelihood",
            "section": "第二部分 民生实事",
            "text": "新建公厕12座",
            "lead": ["区城管局", "区住建局"],
            "progress": "建成10座，其余两座因选址调整推迟。",
            "judgement": "未完成",
            "outcome": "not_reached",
            "warnings": ["表1 第7行没有任务内容，按上一行的续行并入。"],
        },
    ]
