"""What a user may do: the permissions of each role, and the conditions under which a permission holds for an entry.

Pure: it reads only attributes of its arguments, so the matrix is tested without a database. The
``select_visible_…`` functions of ``tasks.queries`` decide what a user may *see*; this package decides what he may *do*.
"""

from tasks.permissions.conditions import (
    CONDITIONS,
    EDITABLE,
    can_act_for,
    is_asking,
    is_awaiting_confirmation,
    is_cooperating,
    is_editable,
    is_in_filing_unit,
    is_in_lead_unit,
    is_judged,
    is_of_item,
    is_responsible_leader,
    is_reviewable,
    is_unissued,
    is_unreviewed,
    is_with_unit,
    takes_filings,
)
from tasks.permissions.deciding import (
    can,
    describe_edit_refusal,
    describe_role_refusal,
    may_read_issue,
    may_read_notes,
    may_read_text,
)
from tasks.permissions.matrix import (
    ROLES,
    Permission,
    get_permissions,
)
from tasks.permissions.refusing import Refused, gather_refusals, note_refusal

__all__ = [
    "CONDITIONS",
    "EDITABLE",
    "ROLES",
    "Permission",
    "Refused",
    "can",
    "can_act_for",
    "describe_edit_refusal",
    "describe_role_refusal",
    "gather_refusals",
    "get_permissions",
    "is_asking",
    "is_awaiting_confirmation",
    "is_cooperating",
    "is_editable",
    "is_in_filing_unit",
    "is_in_lead_unit",
    "is_judged",
    "is_of_item",
    "is_responsible_leader",
    "is_reviewable",
    "is_unissued",
    "is_unreviewed",
    "is_with_unit",
    "may_read_issue",
    "may_read_notes",
    "may_read_text",
    "note_refusal",
    "takes_filings",
]
