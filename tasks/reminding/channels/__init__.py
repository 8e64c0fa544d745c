"""投送渠道: sends messages by e-mail and to the robots of 企业微信, 钉钉 and a generic interface.

Every channel is off until its address is set. This package does not write to the database.
"""

from .message import Outgoing, Undelivered, Unreachable
from .sending import is_on, list_active_channels, send_message

__all__ = ["Outgoing", "Undelivered", "Unreachable", "is_on", "list_active_channels", "send_message"]
