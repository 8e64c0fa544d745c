"""docs/layouts.md names everything that a layout or a template may use, and its own examples work."""

import re
from pathlib import Path

from reports.layouts.layout import FIELDS, load_layouts, parse_layout
from reports.layouts.reader import PLACEHOLDERS
from reports.printing.paragraphs import Level, read_paragraphs
from reports.reporting.manuscript_tags import FILTERS, TAGS
from reports.reporting.narrative import get_template_path
from tasks.enums import Outcome, TaskKind

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "layouts.md").read_text(encoding="utf-8")


def test_every_word_of_a_layout_is_explained():
    words = [*FIELDS, *Outcome, *TaskKind, *(f"{{{name}}}" for name in PLACEHOLDERS)]
    assert [word for word in words if word not in GUIDE] == []


def test_every_word_of_a_template_is_explained():
    words = [*(f"【{level}】" for level in Level), " ".join(TAGS), " ".join(FILTERS)]
    assert [word for word in words if word not in GUIDE] == []


def test_every_layout_stands_in_the_list_with_its_template():
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (?:`([\w.]+)`|无) \|$", GUIDE, re.MULTILINE))
    there = {
        key: get_template_path(layout).name if get_template_path(layout).exists() else ""
        for key, layout in load_layouts().items()
    }
    assert rows == there


def test_the_example_of_a_layout_is_one():
    layout = parse_layout("样例", re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[1])
    assert (layout.name, layout.narrative, len(layout.attachments[0].columns)) == (
        "2025年前三季度报告样式",
        "progress",
        6,
    )


def test_the_example_of_a_template_has_a_level_on_every_paragraph():
    example = re.search(r"```\n(【标题】.*?)```", GUIDE, re.DOTALL)[1]
    bare = re.sub(r"\{%.*?%\}", "", example)
    assert [each.level for each in read_paragraphs(bare)] == [
        Level.TITLE,
        Level.SALUTATION,
        Level.BODY,
        Level.HEADING_1,
        Level.BODY,
        Level.ITEM,
        Level.ATTACHMENT,
        Level.ISSUER,
        Level.DATE,
    ]
