"""登录锁定: django-axes counts the wrong passwords; how long one waits is ours."""

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_ip_address, get_client_username
from django.http import HttpRequest

from tasks.signing_on.lockouts import find_wait_end


class GrowingWait(AxesDatabaseHandler):
    """Lets an account wait instead of locking it for a fixed time."""

    def is_locked(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        username = get_client_username(request, credentials) or ""
        return find_wait_end(username, str(get_client_ip_address(request) or "")) is not None
