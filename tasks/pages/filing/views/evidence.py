"""佐证材料: sends the files of an entry to whoever may read its words."""

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from tasks.audit import record_file_taken
from tasks.filing.evidence_actions import HEAD, get_content_type
from tasks.models import Evidence, User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission
from tasks.queries import select_visible_evidence

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
    return FileResponse(evidence.file.open("rb"), as_attachment=True, filename=evidence.name)


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
    return FileResponse(file, filename=evidence.name, content_type=kind)
