"""印发: the addresses at which somebody acts on what is to be issued."""

from django.urls import reverse

from tasks.models import SignOff


def build_sign_off_url(sign_off: SignOff) -> str:
    """Returns the address of the page on which the report or the notice is asked for, decided and issued."""
    if sign_off.period:
        return f"{reverse('issue_page')}?of={sign_off.period.key}"
    return reverse("notice_issue", args=[sign_off.plan_id])
