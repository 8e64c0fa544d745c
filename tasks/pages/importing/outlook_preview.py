"""The preview of a plan report, and its import once the person has agreed."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import redirect, render

from tasks.importing.ownership import is_claimable
from tasks.importing.raw import RawDocument
from tasks.models import Government
from tasks.outlooks.outlook_files import find_outlook_government, find_stored_government, read_outlook_file
from tasks.outlooks.reading import Outlook
from tasks.outlooks.report_actions import OutlookChanges, import_outlook
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.undo_offers import add_undoable_message
from tasks.pages.frame.views.uploading import discard_upload, is_of_this_preview
from tasks.pages.importing.forms import ConfirmForm
from tasks.pages.importing.waiting_document import WAITING
from tasks.terms import terms


@dataclass(frozen=True)
class OutlookPreviewPage:
    """A plan report as it was read, and the question whether to import it."""

    changes: OutlookChanges
    form: ConfirmForm

    @property
    def outlook(self) -> Outlook:
        return self.changes.outlook

    @property
    def counts(self) -> list[tuple[int, str]]:
        """The number of parts of each sort, with its label."""
        outlook = self.outlook
        projects = sum(len(group.projects) for box in outlook.boxes for group in box.groups)
        return [
            (len(outlook.sections), "标题"),
            (len(outlook.boxes), "专栏"),
            (projects, "项目"),
            (len(outlook.notes), "名词解释"),
            (len(outlook.outcomes), "上年完成数"),
            (len(outlook.aims), "目标"),
        ]


def preview_outlook(request: AuthenticatedRequest, raw: RawDocument) -> HttpResponse:
    """Shows what was read of a plan report. A POST imports it, whole or not at all."""
    changes = apply_outlook(request, raw, commit=False)
    known = {"token": request.session[WAITING]["token"]}
    form = ConfirmForm(request.POST or None, unknown=[], initial=known)
    if request.method == "POST" and is_of_this_preview(request, WAITING) and form.is_valid():
        changes = apply_outlook(request, raw, commit=True)
        if changes.committed and changes.former:
            discard_upload(request, WAITING)
            told = f"已导入“{changes.filename}”：专栏项目 {changes.former.projects.count()} 个，目标 {len(changes.outlook.aims)} 个。"
            add_undoable_message(request, told, [changes.former])
            return redirect("plan_report_page", changes.former.pk)
    return render(request, "importing/outlook_preview.html", {"page": OutlookPreviewPage(changes, form)})


def apply_outlook(request: AuthenticatedRequest, raw: RawDocument, *, commit: bool) -> OutlookChanges:
    """Computes what a plan report would add to the person's own government and, with ``commit``, stores it."""
    home = request.user.home
    outlook, noted = read_outlook_file(raw, request.session[WAITING]["options"]["year"])
    named = find_outlook_government(outlook, raw)
    government: Government | None = home
    if named and named != home.name:
        if is_claimable(named, home):
            noted.append(f"文件写的是“{named}”，按本{terms.place}“{home}”导入，请核对是不是本单位的文件。")
        else:
            government = find_stored_government(named)
    changes = import_outlook(
        outlook=outlook,
        filename=raw.filename,
        government=government,
        by=request.user,
        commit=commit and government == home,
        warnings=noted,
    )
    if government is None:
        return replace(changes, errors=[f"文件属于“{named}”，只能导入本{terms.place}（{home}）的文件。"])
    return changes
