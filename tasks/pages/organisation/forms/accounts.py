"""The forms of signing in and of changing one's own password."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from tasks.models import User
from tasks.signing_on.passwords import describe_password_rules

#: what Django's own password validators find, in own words: their Chinese translation is incomplete
WEAK = {
    "password_too_common": "新密码太常见，容易被猜到。",
    "password_entirely_numeric": "新密码不能全是数字。",
    "password_too_similar": "新密码与用户名、姓名或邮箱太相近。",
}
AWAY = "单位目录服务没有应答，现在只能用本系统的密码登录；输入的是目录密码的，请稍后再试。"
WRONG = "用户名或密码不正确。"
DISABLED = "该账号已停用，请联系系统管理员。"


#: characters of a user name, and of a password that anybody has
LONGEST = 150


class SignInForm(AuthenticationForm):
    """User name and password; an error does not say which of the two is wrong."""

    error_messages = {"invalid_login": WRONG, "inactive": DISABLED}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "用户名"
        self.fields["password"].label = "密码"
        # longer ones belong to nobody, and the counts of wrong passwords have no room for them
        for name in ("username", "password"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST, f"请核对，最多 {LONGEST} 字。"))

    def find_account(self) -> User | None:
        """Returns the account with the user name that was sent, whether or not the password is right."""
        return User.objects.filter(username=self.data.get("username", "")).first()

    def get_invalid_login_error(self) -> ValidationError:
        """Says that an account is disabled, but only to somebody who knows its password."""
        if getattr(self.request, "is_directory_away", False):
            return ValidationError(AWAY, code="away")
        account = self.find_account()
        if account and not account.is_active and account.check_password(self.cleaned_data["password"]):
            return ValidationError(DISABLED, code="inactive")
        return super().get_invalid_login_error()


class OwnPasswordForm(PasswordChangeForm):
    """The old password once, the new one twice; the requirements stand below it."""

    error_messages = {
        "password_mismatch": "两次输入的新密码不一致。",
        "password_incorrect": "原密码不正确，请重新输入。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "原密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = describe_password_rules()
        self.fields["new_password2"].label = "再输一次新密码"
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        """Refuses the old password as the new one: whoever set the old one knows it."""
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError("新密码不能与原密码相同。")
        return password

    def validate_password_for_user(self, user: User, *_) -> None:
        """Reports every weakness of the new password at its field."""
        try:
            validate_password(self.cleaned_data.get("new_password1") or "", user)
        except ValidationError as weaknesses:
            if "new_password1" in self.cleaned_data:
                said = [WEAK.get(weakness.code or "", weakness) for weakness in weaknesses.error_list]
                self.add_error("new_password1", said)


class FirstPasswordForm(OwnPasswordForm):
    """The first password of one's own, without an old one; the requirements are the same."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["old_password"]
