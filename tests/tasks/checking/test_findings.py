"""Tests how the findings of a period are found again and described."""

from tasks.checking.findings import describe_finding, find_finding, get_lead_unit_names, list_findings


def test_a_finding_is_found_by_its_key_and_names_its_item(cast):
    finding = next(each for each in list_findings(cast.period) if each.item)
    assert find_finding(cast.period, finding.key) == finding
    assert find_finding(cast.period, "x") is None
    assert get_lead_unit_names(finding) <= {"区教委", "区城市管理局"}
    assert describe_finding(finding) == f"{finding.item.title[:60]}：{finding.label}，{finding.message}"
