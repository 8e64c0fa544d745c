"""A file that is looked at before anything of it is written: read once, kept while the person looks, written on yes."""

from collections.abc import Callable

from django.contrib import messages
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form

from tasks.importing import Unreadable, waiting
from tasks.pages.frame.context import AuthenticatedRequest


def is_readable(form: Form, read: Callable) -> bool:
    """Whether the form's file can be read at all; if not, the form says why.

    Args:
        read: takes the file and its name, raises ``Unreadable``.
    """
    file = form.cleaned_data["file"]
    try:
        read(file, file.name)
    except Unreadable as refusal:
        form.add_error("file", str(refusal))
        return False
    return True


def store_upload(request: AuthenticatedRequest, key: str, file: UploadedFile, **more) -> None:
    """Keeps the file, and under ``key`` in the session how to find it, its name and ``more``."""
    file.seek(0)
    token = waiting.store_waiting_file(file.read(), by=request.user)
    request.session[key] = {"token": token, "name": file.name, **more}


def open_upload(request: AuthenticatedRequest, key: str) -> File:
    """
    Raises:
        waiting.Gone: none waits for the person.
    """
    pending = request.session.get(key)
    if pending is None:
        raise waiting.Gone
    return waiting.open_waiting_file(pending["token"], by=request.user)


def is_of_this_preview(request: AuthenticatedRequest, key: str) -> bool:
    """Whether the yes was said to the file that waits now, not to one that it took the place of."""
    if request.POST.get("token") == request.session[key]["token"]:
        return True
    messages.error(request, "您在另一个窗口上传了新的文件，这里显示的是新文件的预览，请重新核对。")
    return False


def discard_upload(request: AuthenticatedRequest, key: str) -> None:
    """It is written; nothing waits any longer."""
    waiting.remove_waiting_file(by=request.user)
    del request.session[key]
