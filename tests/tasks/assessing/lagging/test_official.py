"""Reasons in official words, and the machine's own left out of one."""

import pytest

from tasks.assessing.lagging.official import (
    compose_reason,
    find_machine_words,
    leave_out_machine_words,
    leave_out_sentences,
)


def signal(code: str, message: str, arithmetic: str = "") -> dict:
    return {
        "code": code,
        "severity": "high",
        "quote": "落地2个",
        "arithmetic": arithmetic,
        "message": message,
        "spans": [],
    }


COURSE = signal("behind_course", "“海外项目”落后时间进度 30 个百分点", "2 ÷ 10 = 20 %，时间进度 50 %")
LATE = signal("overdue", "时限 2024年6月30日 已过，没有完成的报告", "8.6 ÷ 15 = 57.3 %")
BELOW = signal("below_target", "“外资增速”低于目标 2.9 个百分点", "17.1%，目标 20%，相差 2.9 个百分点")


@pytest.mark.parametrize(
    ("signals", "problem", "next_step", "reason"),
    [
        (
            [COURSE, BELOW],
            "用地尚未交付，征拆进度滞后",
            "倒排工期，每周调度。",
            "海外项目完成全年目标的20%，低于序时进度；外资增速为17.1%，低于20%的目标。"
            "主要是用地尚未交付，征拆进度滞后。下一步，倒排工期，每周调度。",
        ),
        ([COURSE], "因管线迁改未能开工。", "下一步加快迁改", "海外项目完成全年目标的20%，低于序时进度。因管线迁改未能开工。下一步加快迁改。"),
        ([signal("repeated", "连续 2 期落后"), COURSE], "暂无", "无。", "海外项目完成全年目标的20%，低于序时进度。"),
        (
            [LATE, signal("behind_course", "“步道”落后时间进度 42.7 个百分点", "8.6 ÷ 15 = 57.3 %，时间进度 100 %，按时限 6月30日")],
            "土地未交付",
            "",
            "时限2024年6月30日已过，尚未完成；步道完成目标的57.3%。主要是土地未交付。",
        ),
        ([LATE], "", "7月开工", "时限2024年6月30日已过，尚未完成。下一步，7月开工。"),
        ([signal("not_started", "上半年已过，任务尚未启动")], "", "", "尚有工作未启动，进度较为滞后。"),
        (
            [signal("behind_course", "自述完成年度任务 20 %，落后时间进度 30 个百分点", "完成 20 %，时间进度 50 %")],
            "①用地未批\n②资金未到位",
            "",
            "完成年度任务的20%，低于序时进度。主要是用地未批。资金未到位。",
        ),
        ([signal("not_reached", "“车位”全年完成 80 %，未达到目标", "80 ÷ 100 = 80 %")], "", "", "车位完成全年目标的80%，未达到全年目标。"),
        ([signal("above_ceiling", "“能耗”高于控制值 2吨", "12吨，控制值 10吨，超出 2")], "", "", "能耗为12吨，超出10吨的控制目标。"),
        ([signal("repeated", "连续 2 期落后")], "", "", ""),
    ],
)  # fmt: skip
def test_a_reason_says_how_far_why_and_what_next(signals, problem, next_step, reason):
    composed = compose_reason(signals, problem, next_step)
    assert (composed, find_machine_words(composed)) == (reason, [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("“海外项目”落后时间进度 30 个百分点（落地2个；2 ÷ 10 = 20 %，时间进度 50 %）。", ""),
        (
            "“绿地”要如期完成，后续速度须为此前的 4 倍（完成4万（平方米）；（100 % - 7 %）÷ 剩余 75 % 时间 = 此前速度的 4 倍）。",
            "",
        ),
        ("连续 2 期落后。", ""),
        ("征地较晚；8.6 ÷ 15 = 57.3 %，时间进度 100 %，按时限 6月30日。", "征地较晚。"),
        ("连续 2 期落后，主要因征地未完成。", "主要因征地未完成。"),
        ("征地较晚（1 ÷ 10 = 10 %，时间进度 25 %）。", "征地较晚。"),
        ("时限 6月30日 已过，没有完成的报告（正在施工）。资金未到位。", "资金未到位。"),
        ("上半年已过，任务中仍有部分停留在前期工作（正在办理手续）。", ""),
        ("“车位”、“学位”没有报出可对照的数。", ""),
        ("“项目”落后月度目标 10 个百分点（落地2个；2 ÷ 20 = 10 %，月度目标 4 ÷ 20 = 20 %）。", ""),
        ("1—2月已过，任务尚未启动（正在办理手续）。资金未到位。", "资金未到位。"),
        ("资金未到位。第一阶段没有填报进展。", "资金未到位。"),
        ("该项目的招标期限已过，任务尚未启动。", "该项目的招标期限已过，任务尚未启动。"),
        ("进度慢。", "进度慢。"),
        ("连续两年获评优秀，落后产能已退出。", "连续两年获评优秀，落后产能已退出。"),
    ],
)
def test_what_the_machine_said_is_left_out_and_nothing_else(text, left):
    assert leave_out_machine_words(text) == left


def test_a_sentence_that_stands_elsewhere_is_left_out_and_a_short_one_stays():
    text = "落地海外项目10个以上。用地尚未交付。未动工。"
    assert leave_out_sentences(text, ["大力开拓市场，落地海外项目10个以上。未动工。"]) == "用地尚未交付。未动工。"
