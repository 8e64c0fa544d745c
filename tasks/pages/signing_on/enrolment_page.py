"""What a person sees who enrols a telephone."""

from tasks.models import User
from tasks.signing_on import second_factor


class EnrolmentPage:
    """The secret for the telephone, as a QR code and in letters.

    Args:
        key: the secret in hexadecimal digits.
        is_due: whether the person has to enrol before anything else.
    """

    def __init__(self, user: User, key: str, *, is_due: bool):
        device = second_factor.build_device(user, key)
        self.picture = second_factor.render_code_picture(device)
        self.key = second_factor.format_key(device)
        self.is_due = is_due
