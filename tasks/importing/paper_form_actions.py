"""来文格式: keeps what was taught of a paper under a name, renames and deletes it."""

from collections.abc import Sequence

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.importing.form_fitting import FormTable, build_form_data, compute_form_fingerprint
from tasks.importing.paper_forms import MOST_FORMS, describe_form_table
from tasks.models import Government, PaperForm, User
from tasks.models.paper_form import FORM_NAME_LENGTH
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal

FORM_GONE = "这个来文格式已被删除，请刷新页面。"


@transaction.atomic
def keep_paper_form(*, name: str, tables: Sequence[FormTable], by: User) -> PaperForm:
    """Keeps what was taught of a paper; a form for the same labels is replaced, and renamed.

    Raises:
        Refused: the role may not; the name is blank or another form's; there are as many forms as may be kept.
    """
    government = _lock_home(by)
    fingerprint = compute_form_fingerprint(tables)
    former = PaperForm.objects.filter(government=government, fingerprint=fingerprint).first()
    name = _clean_name(name, government, former)
    if former is None and PaperForm.objects.filter(government=government).count() >= MOST_FORMS:
        raise Refused(f"最多保存 {MOST_FORMS} 种来文格式，请先删除不用的。")
    form = former or PaperForm(government=government, fingerprint=fingerprint)
    before = {"名称": form.name} if former and form.name != name else {}
    form.name, form.tables = name, build_form_data(tables)
    form.taught_by, form.taught_at = by, clock.now()
    form.save()
    after = {"名称": name} if before else {}
    told = [describe_form_table(table)[:500] for table in tables]
    record(
        EventKind.PAPER_FORM_KEPT, form, by=by, government_id=government.pk, before=before, after=after | {"读法": told}
    )
    return form


@transaction.atomic
def rename_paper_form(*, form: PaperForm, name: str, by: User) -> PaperForm:
    """Renames a form.

    Raises:
        Refused: as ``keep_paper_form``, or the form is gone.
    """
    government = _lock_home(by)
    stored = _find_form(form, government)
    if stored is None:
        raise Refused(FORM_GONE)
    name = _clean_name(name, government, stored)
    if name == stored.name:
        return stored
    before, stored.name = stored.name, name
    stored.save(update_fields=["name"])
    record(
        EventKind.PAPER_FORM_RENAMED, stored, by=by, government_id=government.pk,
        before={"名称": before}, after={"名称": name},
    )  # fmt: skip
    return stored


@transaction.atomic
def drop_paper_form(*, form: PaperForm, by: User) -> None:
    """Deletes a form; papers that were read by it stay as they were imported. One that is gone already is no mistake.

    Raises:
        Refused: the role may not.
    """
    government = _lock_home(by)
    stored = _find_form(form, government)
    if stored is not None:
        record(EventKind.PAPER_FORM_DROPPED, stored, by=by, government_id=government.pk, before={"名称": stored.name})
        stored.delete()


def _lock_home(by: User) -> Government:
    if not can(by, Permission.IMPORT_DOCUMENTS):
        raise Refused(describe_role_refusal(by))
    return lock_government(by.home)


def _find_form(form: PaperForm, government: Government) -> PaperForm | None:
    return PaperForm.objects.filter(pk=form.pk, government=government).first()


def _clean_name(name: str, government: Government, own: PaperForm | None) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= FORM_NAME_LENGTH:
        raise Refused(f"请给来文格式起一个名称，不超过 {FORM_NAME_LENGTH} 字。")
    holder = PaperForm.objects.filter(government=government, name=name).first()
    if holder and holder != own:
        raise Refused(f"已有名为“{name}”的来文格式，列名与这份文件不同。请换一个名称。")
    return name
