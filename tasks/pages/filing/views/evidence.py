"""佐证材料: sends the files of an entry to whoever may read its words."""

from django.http import FileResponse, Http404, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from tasks.audit import record_file_taken
from tasks.converting.kinds import HEAD
from tasks.filing.evidence_actions import add_evidence
from tasks.filing.evidence_kinds import get_content_type
from tasks.models import Evidence, User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import FORBIDDEN, UNFIT
from tasks.pages.frame.views.fetching import get_entry_to_write
from tasks.permissions import Permission, Refused, can
from tasks.queries import select_visible_evidence
from tasks.visible_words import select_evidence_of

#: headers of a file shown in the browser: it runs nothing, and its type is not guessed
CAREFUL = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
}


def get_evidence_or_404(user: User, key) -> Evidence:
    """
    Raises:
        Http404: there is none, the person may not read it, or the file is missing.
    """
    visible = select_visible_evidence(user).select_related("entry__period")
    evidence = get_object_or_404(visible, key=key)
    if not evidence.file.name or not evidence.file.storage.exists(evidence.file.name):
        raise Http404
    return evidence


@require_safe
@restrict_to(Permission.SEE_TASKS)
def evidence_file(request: AuthenticatedRequest, key) -> FileResponse:
    """Sends the file as a download."""
    evidence = get_evidence_or_404(request.user, key)
    record_file_taken(evidence, by=request.user, period=evidence.entry.period, how="下载")
    return FileResponse(evidence.file.open("rb"), as_attachment=True, filename=evidence.marked_name)


@require_safe
@restrict_to(Permission.SEE_TASKS)
@xframe_options_sameorigin
def evidence_view(request: AuthenticatedRequest, key) -> HttpResponseBase:
    """Shows a picture or a PDF in the browser, with the type that its content has."""
    evidence = get_evidence_or_404(request.user, key)
    etag = quote_etag(evidence.sha256)
    # who has the file already and asks whether it is still the same has left a row before
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = render_evidence_inline(evidence)
        record_file_taken(evidence, by=request.user, period=evidence.entry.period, how="在线查看")
    for name, value in {**CAREFUL, "ETag": etag}.items():
        answer.headers[name] = value
    return answer


def render_evidence_inline(evidence: Evidence) -> FileResponse:
    """
    Raises:
        Http404: the content is neither a picture nor a PDF.
    """
    file = evidence.file.open("rb")
    kind = get_content_type(file.read(HEAD))
    file.seek(0)
    if not kind:
        file.close()
        raise Http404
    return FileResponse(file, filename=evidence.marked_name, content_type=kind)


@require_POST
@restrict_to(Permission.EDIT_ENTRY)
def evidence_add(request: AuthenticatedRequest, pk: int) -> JsonResponse:
    """Takes one file for the script of the page of an entry; answers with the entry's list of files, or why not."""
    entry = get_entry_to_write(request.user, pk)
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"message": "没有收到文件，请重新选择。"}, status=UNFIT)
    try:
        add_evidence(entry=entry, upload=upload, by=request.user)
    except Refused as refusal:
        is_his = can(request.user, Permission.EDIT_ENTRY, entry)
        return JsonResponse({"message": str(refusal)}, status=UNFIT if is_his else FORBIDDEN)
    files = select_evidence_of(request.user, [entry]).select_related("uploaded_by")
    shown = {"evidence": files, "removable": True, "small": True}
    return JsonResponse({"html": render_to_string("filing/_evidence.html", shown, request)})
