"""What a report calls the government: derived from its name, or as it is set."""

import pytest

from reports.reporting.narrative.values import format_short_name, parse_government_level
from tasks.models import Government


@pytest.mark.parametrize(
    ("name", "short_name", "level", "called"),
    [
        ("重庆市沙坪坝区人民政府", "", "区", "区政府"),
        ("白鹭市人民政府", "", "市", "市政府"),
        ("白鹭高新技术产业开发区管理委员会", "", "本", "白鹭高新技术产业开发区管理委员会"),
        ("白鹭高新技术产业开发区管理委员会", "管委会", "本", "管委会"),
        ("示范区教育局", "", "本", "示范区教育局"),
        ("示范集团有限公司", "集团", "本", "集团"),
        ("示范市第一中学", "学校", "本", "学校"),
    ],
)
def test_a_report_calls_it_as_its_papers_do(name, short_name, level, called):
    government = Government(name=name, short_name=short_name)
    assert (parse_government_level(government), format_short_name(government)) == (level, called)
