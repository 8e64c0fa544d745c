"""水印: what pages and made PDF files bear across them where a government wants it."""

from tasks import clock
from tasks.models import User
from tasks.periods import format_chinese_moment


def build_watermark(user: User) -> str:
    """Builds the watermark: name, unit and time; "" where the government wants none, and for who belongs to none."""
    wanted = getattr(user, "has_watermark", None)
    if wanted is None:
        # only a signed-in person comes with the settings of his government (``tracker.backends``)
        wanted = user.government is not None and user.government.has_watermark
    return f"{user.name} {user.place} {format_chinese_moment(clock.now())}" if wanted else ""
