"""印发: the addresses at which somebody acts on what is to be issued."""

from django.urls import reverse

from tasks.issuing.sign_offs import Issuable
from tasks.models import Plan, SignOff


def build_sign_off_url(sign_off: SignOff) -> str:
    """Returns the address of the page on which the report or the notice is asked for, decided and issued."""
    return build_issuing_url(sign_off.issuable)


def build_issuing_url(issuable: Issuable) -> str:
    """Returns the address of the page on which a report or a notice is issued."""
    if isinstance(issuable, Plan):
        return reverse("notice_issue", args=[issuable.pk])
    return f"{reverse('issue_page')}?of={issuable.key}"
