"""The field of a Word or Excel file that is read but not kept."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

MEGABYTE = 1024 * 1024


class OfficeFileField(forms.FileField):
    """A file that is read but not kept; the field checks its size, not its content.

    Args:
        accept: the file endings that a browser offers.
    """

    def __init__(self, *, accept: str, **kwargs):
        said = {"required": "请选择要导入的文件。", "empty": "文件是空的，请重新选择。"}
        widget = forms.FileInput({"accept": accept})
        super().__init__(error_messages=said, widget=widget, max_length=200, **kwargs)

    def validate(self, file) -> None:
        super().validate(file)
        if file.size > settings.DUBAN_UPLOAD_LIMIT:
            limit = settings.DUBAN_UPLOAD_LIMIT // MEGABYTE
            raise ValidationError(f"文件超过 {limit} 兆字节，未导入。附表一般不足 1 兆字节，请检查是否选错文件。")
