"""激活邮件: the link by which a new person sets his own first password: signed, used once, and valid for three days."""

from dataclasses import dataclass, field

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from tasks.enums import Channel
from tasks.models import Government, User

#: ``PASSWORD_RESET_TIMEOUT`` of Django, which the settings leave as it is
VALID_DAYS = 3
SUBJECT = "督办台账：激活您的账号"
BODY = """{name}：

{government}督办台账已为您建立账号，用户名：{username}

请在 {days} 天内打开下面的链接，设置自己的密码。链接只能使用一次，请勿转发：
{link}

链接过期或无法打开的，请联系本单位或本{place}的系统管理员重新发送。"""


class ActivationTokens(PasswordResetTokenGenerator):
    """Signs the password as it is stored: once it is set or renewed, an earlier link no longer holds."""

    key_salt = "tasks.organisation.activation"


TOKENS = ActivationTokens()


@dataclass
class ActivationLetter:
    """The e-mail with the link, as a channel sends it; it is not stored, since it holds the link."""

    key: str
    address: str
    body: str
    government: Government
    channel: Channel = Channel.EMAIL
    subject: str = SUBJECT


def build_activation_letter(user: User, link: str) -> ActivationLetter:
    """Builds the letter to a person.

    Args:
        link: the full address that sets his first password.
    """
    body = BODY.format(
        name=user.name,
        government=user.home,
        username=user.username,
        days=VALID_DAYS,
        link=link,
        place=user.home.words.place,
    )
    return ActivationLetter(f"activation:{user.pk}:{link[-12:]}", user.email, body, user.home)


@dataclass
class Invitations:
    """What became of the letters of one round.

    Attributes:
        unsent: the people who got none, each with the reason.
    """

    sent: list[User] = field(default_factory=list)
    unsent: list[tuple[User, str]] = field(default_factory=list)


def find_invited_user(pk: int, token: str) -> User | None:
    """Returns the person whom a link lets set his first password; None where it was used, renewed or is too old."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    is_held = user is not None and not user.has_usable_password() and TOKENS.check_token(user, token)
    return user if is_held else None
