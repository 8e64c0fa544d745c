"""电子邮件: sends one message to one person through Django's mail backend."""

from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.core.mail import EmailMessage

from tasks.reminding.channels.message import Outgoing, Undelivered, Unreachable
from tasks.reminding.channels.post import describe_network_error

#: errors that the next message would meet too, or for which a server may lock the account
OF_THE_SERVER = (SMTPAuthenticationError, SMTPConnectError, SMTPSenderRefused, SMTPServerDisconnected)
#: prevents out-of-office answers (RFC 3834)
MADE_BY_A_MACHINE = {"Auto-Submitted": "auto-generated"}


def send_mail(message: Outgoing) -> None:
    """Sends the message by e-mail.

    Raises:
        Undelivered: the server refuses this message.
        Unreachable: the server would refuse any message, or does not answer.
    """
    subject = " ".join(message.subject.split())
    letter = EmailMessage(subject, message.body, to=[message.address], headers=MADE_BY_A_MACHINE)
    try:
        letter.send()
    except OF_THE_SERVER as error:
        raise Unreachable(describe_smtp_error(error)) from error
    except SMTPException as error:
        raise Undelivered(describe_smtp_error(error)) from error
    except ValueError as error:
        raise Undelivered("收件地址无法使用，请在“用户”中更正。") from error
    except OSError as error:
        raise Unreachable(f"邮件服务器{describe_network_error(error)}") from error


def describe_smtp_error(error: SMTPException) -> str:
    """Describes the server's refusal in one Chinese sentence."""
    if isinstance(error, SMTPAuthenticationError):
        return "邮件服务器不接受所设的用户名或密码。"
    if isinstance(error, SMTPRecipientsRefused):
        return "邮件服务器拒收该收件地址。"
    if isinstance(error, SMTPSenderRefused):
        return "邮件服务器不接受所设的发件地址。"
    if isinstance(error, SMTPResponseException):
        return f"邮件服务器返回错误 {error.smtp_code}。"
    return "邮件服务器中断了连接或不支持所设的方式。"
