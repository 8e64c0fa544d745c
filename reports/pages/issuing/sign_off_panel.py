"""印发审核: what the pages of a report and of a notice show of it, and what the person may do."""

from functools import cached_property

from django.urls import reverse

from reports.issuing.sign_off_stand import SignOffStand
from reports.pages.reporting.report_page import FORMS, find_pdf_url
from reports.reporting.attachments import Occasion, build_occasion, build_period_occasion
from tasks.enums import SignOffState
from tasks.models import Plan, User
from tasks.pages.issuing.forms import SignOffForm, TakeBackForm
from tasks.periods import PLAN_CODE
from tasks.permissions import Permission, can


class SignOffPanel:
    """The sign-off of a report or a notice on its page.

    Args:
        is_issuable: False where the report cannot be issued yet, whatever is signed off.
    """

    def __init__(self, user: User, stand: SignOffStand, *, is_issuable: bool = True):
        self.user, self.stand, self.is_issuable = user, stand, is_issuable

    @cached_property
    def form(self) -> SignOffForm | None:
        """The form for who decides, on a sign-off that waits."""
        sign_off = self.stand.sign_off if self.is_issuable else None
        waits = sign_off is not None and sign_off.is_open and can(self.user, Permission.DECIDE_SIGN_OFF)
        return SignOffForm(initial={"seen": sign_off.pk}) if sign_off and waits else None

    @property
    def may_ask(self) -> bool:
        return self.is_issuable and bool(self.stand.refusal) and self.stand.state != SignOffState.WAITING

    @property
    def ask_url(self) -> str:
        return reverse("notice_sign_off_ask" if self.is_notice else "sign_off_ask", args=[self.stand.issuable.pk])

    @property
    def decide_url(self) -> str:
        name = "notice_sign_off_decide" if self.is_notice else "sign_off_decide"
        return reverse(name, args=[self.stand.issuable.pk])

    @cached_property
    def take_back_form(self) -> TakeBackForm | None:
        """The form for who asked, on a sign-off that waits."""
        sign_off = self.stand.sign_off
        asked = sign_off is not None and sign_off.is_open and sign_off.asked_by == self.user
        return TakeBackForm(initial={"seen": sign_off.pk}) if sign_off and asked else None

    @property
    def take_back_url(self) -> str:
        name = "notice_sign_off_take_back" if self.is_notice else "sign_off_take_back"
        return reverse(name, args=[self.stand.issuable.pk])

    @property
    def text_url(self) -> str:
        return f"{reverse('report_page')}?of={self._occasion.key}"

    @property
    def files(self) -> list[tuple[str, str]]:
        """The files of what would be issued now: the address and the name of each."""
        occasion = self._occasion
        given = [
            (reverse("report_file", args=[occasion.year, occasion.code, form]), label) for form, label in FORMS.items()
        ]
        return [*given, *((url, "PDF") for url in [find_pdf_url(occasion)] if url)]

    @property
    def is_notice(self) -> bool:
        return isinstance(self.stand.issuable, Plan)

    @property
    def _occasion(self) -> Occasion:
        issuable = self.stand.issuable
        if isinstance(issuable, Plan):
            return build_occasion(issuable, PLAN_CODE)
        return build_period_occasion(issuable)
