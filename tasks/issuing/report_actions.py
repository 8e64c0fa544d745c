"""报告段落、报告模板: saves and restores the office's own wording of paragraphs, and its templates."""

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, PeriodState
from tasks.models import Government, NarrativeTemplate, Period, Plan, ReportParagraph, User
from tasks.permissions import Permission, Refused, describe_role_refusal, get_permissions
from tasks.secrecy.bar import describe_marked_text

LONGEST_WORDING = 20_000
LONGEST_TEMPLATE = 40_000


class TextChangedMeanwhile(Refused):
    """A colleague saved after the person had opened the page; ``theirs`` is the present text."""

    def __init__(self, message: str, theirs: str):
        super().__init__(message)
        self.theirs = theirs


@transaction.atomic
def edit_paragraph(
    *, plan: Plan, number: int, key: str, generated: str, wording: str, seen: str, by: User
) -> ReportParagraph | None:
    """Saves the office's wording of a paragraph, which the report uses whatever is generated later.

    Args:
        number: the period's number; 0 for the notice of the plan.
        key: the paragraph's key (``reports.printing.paragraphs``).
        generated: the text generated now, which the wording replaces.
        wording: equal to ``generated``, it removes an earlier wording; empty, it leaves the paragraph out.
        seen: the text of the paragraph when the person opened the page.

    Returns:
        The saved wording; None if the paragraph has none.

    Raises:
        Refused: no permission, another government, the report is issued, or the text is too long or bears a mark of secrecy.
        TextChangedMeanwhile: a colleague changed the paragraph meanwhile.
    """
    _require_permission(by, plan.government_id)
    wording = _normalize_text(wording)
    if len(wording) > LONGEST_WORDING:
        raise Refused(f"一个段落最多 {LONGEST_WORDING} 字。")
    _refuse_mark("报告用语", wording)
    row = _lock_paragraphs(plan, number).filter(key=key).first()
    standing = row.wording if row else generated
    if standing == wording:
        return row
    if standing != _normalize_text(seen):
        raise TextChangedMeanwhile("另一位同事刚刚修改了这一段，您的修改没有覆盖它。", standing)
    if wording == generated:
        _remove(row, by)
        return None
    row = row or ReportParagraph(plan=plan, number=number, key=key)
    row.generated, row.wording = generated, wording
    row.edited_at, row.edited_by = clock.now(), by
    row.save()
    _record(EventKind.PARAGRAPH_REWORDED, row, by, before=standing, after=wording)
    return row


@transaction.atomic
def restore_paragraph(*, plan: Plan, number: int, key: str, by: User) -> None:
    """Removes the office's wording, so that the paragraph is generated again.

    Raises:
        Refused: no permission, another government, the report is issued, or there is no wording.
    """
    _require_permission(by, plan.government_id)
    row = _lock_paragraphs(plan, number).filter(key=key).first()
    if row is None:
        raise Refused("这一段没有改写，可能刚刚已被恢复。")
    _remove(row, by)


@transaction.atomic
def save_template(*, government: Government, layout: str, text: str, seen: str, by: User) -> NarrativeTemplate:
    """Saves the government's own template for a layout. The caller checks that it can be rendered.

    Args:
        layout: the layout's key.
        seen: the template in force when the person opened the page.

    Raises:
        Refused: no permission, another government, or the text is empty, too long or bears a mark of secrecy.
        TextChangedMeanwhile: a colleague changed the template meanwhile.
    """
    _require_permission(by, government.pk)
    text = _normalize_text(text)
    if not text or len(text) > LONGEST_TEMPLATE:
        raise Refused(f"模板应有内容，且不超过 {LONGEST_TEMPLATE} 字。")
    _refuse_mark("报告模板", text)
    rows = NarrativeTemplate.objects.select_for_update()
    row = rows.filter(government=government, layout=layout).first()
    before = row.text if row else ""
    if row and row.text not in (text, _normalize_text(seen)):
        raise TextChangedMeanwhile("另一位同事刚刚修改了模板，您的修改没有覆盖它。", row.text)
    if row and before == text:
        return row
    row = row or NarrativeTemplate(government=government, layout=layout)
    row.text, row.saved_at, row.saved_by = text, clock.now(), by
    row.save()
    _record_template(EventKind.TEMPLATE_SAVED, row, by, before, text)
    return row


@transaction.atomic
def restore_template(*, government: Government, layout: str, by: User) -> None:
    """Removes the government's own template, so that the one of the layout is used again.

    Raises:
        Refused: no permission, another government, or there is no own template.
    """
    _require_permission(by, government.pk)
    rows = NarrativeTemplate.objects.select_for_update()
    row = rows.filter(government=government, layout=layout).first()
    if row is None:
        raise Refused("这一版式用的就是自带模板。")
    _record_template(EventKind.TEMPLATE_RESTORED, row, by, row.text, "")
    row.delete()


def _refuse_mark(place: str, text: str) -> None:
    if refusal := describe_marked_text(place, text):
        raise Refused(refusal)


def _require_permission(by: User, government_id: int) -> None:
    if Permission.WRITE_REPORT not in get_permissions(by) or by.government_id != government_id:
        raise Refused(describe_role_refusal(by))


def _normalize_text(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _lock_paragraphs(plan: Plan, number: int):
    """Locks the plan, so that two first wordings of one paragraph are saved one after the other; returns its
    paragraphs.

    Raises:
        Refused: the report was issued here and no correction has begun.
    """
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    issued = Period.objects.filter(plan=plan, number=number, state=PeriodState.ISSUED, publications__isnull=False)
    if issued.exists():
        raise Refused(f"{plan}{plan.rhythm.get_label(number)}报告已印发。如有差错，请先在“印发”中写明理由开始更正。")
    return ReportParagraph.objects.filter(plan=plan, number=number)


def _remove(row: ReportParagraph, by: User) -> None:
    _record(EventKind.PARAGRAPH_RESTORED, row, by, before=row.wording, after=row.generated)
    row.delete()


def _record(kind: EventKind, row: ReportParagraph, by: User, *, before: str, after: str) -> None:
    record(
        kind,
        row,
        by=by,
        government_id=row.plan.government_id,
        period=f"{row.plan}{row.plan.rhythm.get_label(row.number)}",
        before={"段落": before},
        after={"段落": after},
    )


def _record_template(kind: EventKind, row: NarrativeTemplate, by: User, before: str, after: str) -> None:
    record(
        kind,
        row,
        by=by,
        government_id=row.government_id,
        before={"模板": before},
        after={"模板": after},
    )
