"""格式: checks units and their roles, numbering, document numbers and dates."""

from tasks.checking.checks.form.dates import check_dates
from tasks.checking.checks.form.document_number import check_document_number
from tasks.checking.checks.form.roles import check_roles
from tasks.checking.checks.form.unit_names import check_unit_names

FORM_CHECKS = (check_roles, check_unit_names, check_dates, check_document_number)
