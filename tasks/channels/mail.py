"""电子邮件: one message to one person through Django's mail backend."""

from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.core.mail import EmailMessage

from tasks.channels.message import Message, Undelivered, Unreachable
from tasks.channels.post import why_unreachable

#: so that out-of-office answers do not answer it (RFC 3834)
MADE_BY_A_MACHINE = {"Auto-Submitted": "auto-generated"}


def send_mail(message: Message) -> None:
    """
    Raises:
        Undelivered: the server refuses it, or cannot be reached.
    """
    subject = " ".join(message.subject.split())
    letter = EmailMessage(subject, message.body, to=[message.address], headers=MADE_BY_A_MACHINE)
    try:
        letter.send()
    except SMTPException as error:
        raise Undelivered(why_refused(error)) from error
    except OSError as error:
        raise Unreachable(f"邮件服务器{why_unreachable(error)}") from error


def why_refused(error: SMTPException) -> str:
    """What the server's refusal means, in one sentence."""
    if isinstance(error, SMTPAuthenticationError):
        return "邮件服务器不接受所设的用户名或密码。"
    if isinstance(error, SMTPRecipientsRefused):
        return "邮件服务器拒收该收件地址。"
    if isinstance(error, SMTPSenderRefused):
        return "邮件服务器不接受所设的发件地址。"
    if isinstance(error, SMTPResponseException):
        return f"邮件服务器返回错误 {error.smtp_code}。"
    return "邮件服务器中断了连接或不支持所设的方式。"
