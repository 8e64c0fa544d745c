"""The forms of the second factor."""

from django import forms

from tasks.models import User


class CodeForm(forms.Form):
    """A code from the telephone, or a recovery code."""

    code = forms.CharField(
        label="动态码",
        max_length=20,
        help_text="手机验证器上的六位数字；手机不在身边的，填一个恢复码。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )


class EnrolmentForm(forms.Form):
    """The first code that the enrolled telephone shows; and the password, unless it has just been given.

    So nobody enrols a telephone of his own in a browser that was left open.
    """

    password = forms.CharField(
        label="本人的密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = forms.CharField(
        label="手机上显示的动态码",
        max_length=10,
        help_text="六位数字，每 30 秒换一个。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args, user: User, asks_password: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if not asks_password:
            del self.fields["password"]

    def clean_password(self) -> str:
        """Refuses what is not the person's password."""
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("密码不正确，请重新输入。")
        return password
