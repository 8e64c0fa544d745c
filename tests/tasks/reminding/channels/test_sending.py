"""One message on each channel, to real servers on this machine; and what is said when it does not arrive."""

import json
import socket
from email import message_from_bytes, policy
from urllib.parse import parse_qs, urlsplit

import pytest

from tasks.enums import Channel
from tasks.models import Delivery, Government
from tasks.reminding import channels
from tasks.reminding.channels.robots import shorten_to_bytes, sign_address
from tests.loopback import mail_server, robot

BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def listening():
    with robot() as told:
        yield told


@pytest.fixture
def mailbox(settings):
    with mail_server() as box:
        settings.EMAIL_BACKEND = BACKEND
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.DEFAULT_FROM_EMAIL = "督查办 <ducha@example.cn>"
        turn_on(settings, Channel.EMAIL, "127.0.0.1")
        yield box


def turn_on(settings, channel: Channel, address: str) -> None:
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {channel.value: address}


def message(channel: Channel, **given) -> Delivery:
    parts = {
        "key": "notice:7",
        "government": Government(name="示范区人民政府"),
        "subject": "上半年填报：2 项今日截止",
        "body": "区教委 2 项。",
    }
    return Delivery(channel=channel, **(parts | given))


def refusal(channel: Channel, **given) -> channels.Undelivered:
    with pytest.raises(channels.Undelivered) as refused:
        channels.send_message(message(channel, **given))
    return refused.value


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_every_channel_is_off_until_it_has_an_address(settings):
    assert channels.list_active_channels() == []
    assert str(refusal(Channel.WECOM)) == "“企业微信”渠道没有启用。"
    turn_on(settings, Channel.JSON, "http://127.0.0.1/")
    assert channels.list_active_channels() == [Channel.JSON]


@pytest.mark.parametrize(
    ("channel", "document"),
    [
        (
            Channel.WECOM,
            {"msgtype": "text", "text": {"content": "上半年填报：2 项今日截止\n区教委 2 项。"}},
        ),
        (
            Channel.DINGTALK,
            {"msgtype": "text", "text": {"content": "上半年填报：2 项今日截止\n区教委 2 项。"}},
        ),
        (
            Channel.JSON,
            {
                "key": "notice:7",
                "government": "示范区人民政府",
                "subject": "上半年填报：2 项今日截止",
                "text": "区教委 2 项。",
            },
        ),
    ],
)
def test_each_robot_is_told_in_its_own_format(settings, listening, channel, document):
    turn_on(settings, channel, f"{listening.address}?key=abc")
    channels.send_message(message(channel))
    assert [(path, json.loads(body)) for path, body in listening.posts] == [("/send?key=abc", document)]


def test_a_robot_with_a_secret_is_given_a_signature(settings, listening):
    turn_on(settings, Channel.DINGTALK, f"{listening.address}?access_token=abc")
    settings.DUBAN_DINGTALK_SECRET = "SEC0"
    channels.send_message(message(Channel.DINGTALK))
    query = parse_qs(urlsplit(listening.posts[0][0]).query)
    expected = sign_address(listening.address, "SEC0", int(query["timestamp"][0]))
    assert (sorted(query), query["sign"]) == (
        ["access_token", "sign", "timestamp"],
        parse_qs(urlsplit(expected).query)["sign"],
    )


def test_the_signature_is_the_one_of_the_maker_s_manual():
    """Worked out with ``openssl dgst -sha256 -hmac``, not with our own code."""
    assert sign_address("https://127.0.0.1/robot/send?access_token=T", "SECabc", 1577262236757) == (
        "https://127.0.0.1/robot/send?access_token=T&timestamp=1577262236757"
        "&sign=I5TKCOTTj6fad4sJ4q9RsIffw0PAChVQZQGTdtRbNEQ%3D"
    )


def test_a_text_that_is_too_long_for_a_robot_is_cut_between_characters():
    assert shorten_to_bytes("督办台账", 12) == "督办台账"
    cut = shorten_to_bytes("督" * 1000, 2048)
    assert (cut, len(cut.encode())) == ("督" * 680 + "……", 2046)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            b'{"errcode": 93000, "errmsg": "invalid webhook url"}',
            "企业微信拒收：机器人地址无效或机器人已被移出群（错误码 93000）。",
        ),
        (b'{"errcode": 1, "errmsg": "?"}', "企业微信拒收：原因未明（错误码 1）。"),
        (b"<html>", "企业微信的应答无法识别，请核对所设的地址。"),
    ],
)
def test_a_robot_that_refuses_with_status_200_has_refused(settings, listening, answer, said):
    turn_on(settings, Channel.WECOM, listening.address)
    listening.answer = answer
    assert str(refusal(Channel.WECOM)) == said


def test_a_generic_interface_says_by_its_status_whether_it_took_it(settings, listening):
    turn_on(settings, Channel.JSON, listening.address)
    listening.answer = b""
    channels.send_message(message(Channel.JSON))
    listening.status = 503
    assert str(refusal(Channel.JSON)) == "接口返回状态 503。"


def test_a_redirect_is_not_followed(settings, listening):
    turn_on(settings, Channel.JSON, listening.address)
    with robot() as elsewhere:
        listening.moved_to = elsewhere.address
        failure = refusal(Channel.JSON)
        assert str(failure) == "接口要求转到另一地址，未跟随；请核对所设的地址。"
        assert (len(listening.posts), elsewhere.posts) == (1, [])


def test_nobody_there_is_told_apart_from_a_refusal(settings):
    turn_on(settings, Channel.WECOM, f"http://127.0.0.1:{free_port()}/send")
    failure = refusal(Channel.WECOM)
    assert (type(failure), str(failure)) == (channels.Unreachable, "接口拒绝连接。")


def test_a_robot_that_does_not_answer_is_not_waited_for(settings, monkeypatch):
    monkeypatch.setattr("tasks.reminding.channels.post.PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        turn_on(settings, Channel.JSON, f"http://127.0.0.1:{silent.getsockname()[1]}/")
        failure = refusal(Channel.JSON)
    assert (type(failure), str(failure)) == (channels.Unreachable, "接口在 0.2 秒内没有应答。")


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/"])
def test_nothing_but_the_web_is_reached(settings, address):
    turn_on(settings, Channel.JSON, address)
    assert str(refusal(Channel.JSON)) == "接口地址应以 http:// 或 https:// 开头。"


def test_a_letter_arrives_with_subject_sender_and_text(mailbox):
    channels.send_message(message(Channel.EMAIL, address="lijing@example.cn", subject="上半年填报\n2 项"))
    sender, recipient, content = mailbox.letters[0]
    letter = message_from_bytes(content, policy=policy.default)
    assert (sender.split()[0], recipient) == ("FROM:<ducha@example.cn>", "TO:<lijing@example.cn>")
    assert (letter["Subject"], letter["From"], letter["Auto-Submitted"]) == (
        "上半年填报 2 项",
        "督查办 <ducha@example.cn>",
        "auto-generated",
    )
    assert letter.get_content().strip() == "区教委 2 项。"


def test_a_recipient_that_the_server_does_not_know_is_said(mailbox):
    mailbox.refused = "nobody@"
    failure = refusal(Channel.EMAIL, address="nobody@example.cn")
    assert (type(failure), str(failure)) == (channels.Undelivered, "邮件服务器拒收该收件地址。")


def test_a_mail_server_that_is_down_is_unreachable(mailbox, settings):
    settings.EMAIL_PORT = free_port()
    failure = refusal(Channel.EMAIL, address="lijing@example.cn")
    assert (type(failure), str(failure)) == (channels.Unreachable, "邮件服务器拒绝连接。")


def test_a_server_that_takes_no_sender_is_not_tried_with_the_next_letter(mailbox):
    mailbox.refused = "ducha@"
    failure = refusal(Channel.EMAIL, address="lijing@example.cn")
    assert (type(failure), str(failure)) == (channels.Unreachable, "邮件服务器不接受所设的发件地址。")


def test_an_address_that_cannot_be_written_is_said(mailbox):
    failure = refusal(Channel.EMAIL, address="李静@")
    assert (type(failure), str(failure)) == (
        channels.Undelivered,
        "收件地址无法使用，请在“用户”中更正。",
    )
