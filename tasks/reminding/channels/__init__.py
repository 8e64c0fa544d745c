"""Ways out of the installation besides the inbox: e-mail and the robots of 企业微信, 钉钉 and a generic interface.

All are off until their address is set; nothing here writes, and nothing is sent but what it is given.
"""

from .message import Outgoing, Undelivered, Unreachable
from .sending import is_on, list_active_channels, send_message

__all__ = ["Outgoing", "Undelivered", "Unreachable", "is_on", "list_active_channels", "send_message"]
