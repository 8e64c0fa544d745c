"""校核: reads the present findings of a period and what they say of themselves."""

from tasks.checking.checks import Finding, check_document
from tasks.checking.gather import build_checked_document
from tasks.enums import ResponsibilityRole
from tasks.models import Period


def list_findings(period: Period) -> list[Finding]:
    """Checks the period as it is now, the heaviest finding first."""
    return check_document(build_checked_document(period))


def find_finding(period: Period, key: str) -> Finding | None:
    """Returns the present finding of the period with the key; None when it is gone."""
    return next((finding for finding in list_findings(period) if finding.key == key), None)


def get_lead_unit_names(finding: Finding) -> set[str]:
    """Returns the lead units of the finding's item."""
    units = finding.item.units if finding.item else ()
    return {unit.name for unit in units if unit.role == ResponsibilityRole.LEAD}


def describe_finding(finding: Finding) -> str:
    """Describes the finding as the audit log keeps it."""
    item = f"{finding.item.title[:60]}：" if finding.item else ""
    return f"{item}{finding.label}，{finding.message}"
