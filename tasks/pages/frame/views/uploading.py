"""Keeps an uploaded file while the person looks at the preview of what it would change."""

from collections.abc import Callable

from django.contrib import messages
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form

from tasks.importing import Unreadable, waiting
from tasks.pages.frame.context import AuthenticatedRequest


def is_readable(form: Form, read: Callable) -> bool:
    """Returns whether the form's file can be read; if not, adds the reason to the form.

    Args:
        read: takes the file and its name; raises ``Unreadable``.
    """
    file = form.cleaned_data["file"]
    try:
        read(file, file.name)
    except Unreadable as refusal:
        form.add_error("file", str(refusal))
        return False
    return True


def store_upload(request: AuthenticatedRequest, key: str, file: UploadedFile, **more) -> None:
    """Stores the file, and under ``key`` in the session its token, its name and ``more``."""
    file.seek(0)
    token = waiting.store_waiting_file(file.read(), by=request.user)
    request.session[key] = {"token": token, "name": file.name, **more}


def open_upload(request: AuthenticatedRequest, key: str) -> File:
    """
    Raises:
        waiting.Gone: no file of the person waits.
    """
    pending = request.session.get(key)
    if pending is None:
        raise waiting.Gone
    return waiting.open_waiting_file(pending["token"], by=request.user)


def is_of_this_preview(request: AuthenticatedRequest, key: str) -> bool:
    """Returns whether the person confirmed the file that waits now, not an earlier one that it replaced."""
    if request.POST.get("token") == request.session[key]["token"]:
        return True
    messages.error(request, "您在另一个窗口上传了新的文件，这里显示的是新文件的预览，请重新核对。")
    return False


def discard_upload(request: AuthenticatedRequest, key: str) -> None:
    """Removes the waiting file."""
    waiting.remove_waiting_file(by=request.user)
    del request.session[key]
