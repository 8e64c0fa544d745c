"""Templates that offices write: what they may use, what they cannot reach, and how a mistake is told."""

import pytest

from reports.reporting.manuscript import ManuscriptError, render_narrative, strip_unfilled

VALUES = {
    "年度": 2024,
    "滞后": [{"序号": 1, "任务": "甲"}, {"序号": 2, "任务": "乙"}],
    "见": {"正常": "附件3"},
}


def mistake(source: str) -> str:
    with pytest.raises(ManuscriptError) as refused:
        render_narrative(source, VALUES)
    return str(refused.value)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 年度 }}年", "2024年"),
        (
            "{% for 项 in 滞后 %}{{ 项.序号 }}{{ 项.任务 }}{% if not forloop.last %}、{% endif %}{% endfor %}",
            "1甲、2乙",
        ),
        ("{% if 滞后|length > 1 %}多项{% else %}一项{% endif %}", "多项"),
        ("{% with 数=滞后|length %}{{ 数 }}{% endwith %}", "2"),
        ("（详见{{ 见.正常 }}）", "（详见附件3）"),
        ("<b>&", "<b>&"),
        ("{# 说明 #}正文", "正文"),
    ],
)
def test_a_template_makes_text(source, text):
    assert render_narrative(source, VALUES) == text


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% for 项 in 滞后 %}", "第1行：{% for 项 in 滞后 %}没有结束，缺少 {% endfor %}。"),
        ("\n{{ 年 }}", "第2行：不认识“年”，可用：年度、滞后、见。"),
        ("{% if 年 %}{% endif %}", "第1行：不认识“年”，可用：年度、滞后、见。"),
        ("{% for 项 in 滞后 %}{{ 项.没有 }}{% endfor %}", "第1行：不认识“项.没有”。"),
        ("甲\n乙\n{{ 年度| }}", "第3行：写法有误：{{ 年度| }}。"),
        ("{% if 年度 > %}{% endif %}", "第1行：写法有误：{% if 年度 > %}。"),
        ("{% for 项 in 年度 %}{% endfor %}", "有算不出来的内容，请检查过滤器和比较。"),
    ],
)
def test_a_mistake_is_told_with_its_line(source, said):
    assert mistake(source) == said


@pytest.mark.parametrize("tag", ["include", "extends", "load", "debug", "now", "url", "lorem", "csrf_token"])
def test_tags_that_reach_outside_are_unknown(tag):
    assert mistake(f"{{% {tag} 'x' %}}") == (
        f"第1行：不能使用“{tag}”，可用的标签：for、if、with、comment、firstof、ifchanged。"
    )


@pytest.mark.parametrize("name", ["safe", "pprint", "ljust", "random", "escape"])
def test_filters_that_nobody_needs_are_unknown(name):
    assert mistake(f"{{{{ 年度|{name} }}}}").startswith(f"第1行：不能使用过滤器“{name}”，可用：")


@pytest.mark.parametrize("source", ["{{ 滞后.clear }}", "{{ 见.clear }}", "{{ 滞后.0.pop }}"])
def test_values_cannot_be_changed(source):
    mistake(source)
    assert VALUES["滞后"] == [{"序号": 1, "任务": "甲"}, {"序号": 2, "任务": "乙"}]


def test_what_python_hides_stays_hidden():
    assert mistake("{{ 年度.__class__ }}") == "第1行：写法有误：{{ 年度.__class__ }}。"


def test_values_are_text_and_no_template():
    assert render_narrative("{{ 文 }}", {"文": "{{ 年度 }}{% now %}"}) == "{{ 年度 }}{% now %}"


EMPTY = {"文号": "", "主送": "各镇街", "项": {"单位": "", "调整": ""}, "滞后": [{"单位": ""}]}


@pytest.mark.parametrize(
    ("source", "text", "names"),
    [
        ("【文号】{{ 文号 }}", "【文号】", ("文号",)),
        ("报{{ 主送 }}。", "报各镇街。", ()),
        ("{% if 文号 %}按照{{ 文号 }}，{% endif %}现印发。", "现印发。", ()),
        ('{{ 文号|default:"（无）" }}', "（无）", ()),
        ('{% if 文号 == "" %}{{ 文号|length }}{% endif %}', "0", ()),
        ("{% firstof 文号 主送 %}", "各镇街", ()),
        ("（牵头单位：{{ 项.单位 }}{{ 项.单位 }}）{{ 项.调整 }}", "（牵头单位：）", ("单位",)),
        ("{% for 项 in 滞后 %}{{ 项.单位 }}、{{ 文号 }}{% endfor %}", "、", ("单位", "文号")),
    ],
)
def test_an_empty_value_is_told_where_it_is_printed_and_nowhere_else(source, text, names):
    assert strip_unfilled(render_narrative(source, EMPTY, ["调整"])) == (text, names)
