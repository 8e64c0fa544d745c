"""The middleware at the door: how often one address may ask for what costs much before anybody has signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tasks import clock
from tasks.pages.signing_on.entrance import get_client_address

#: names of the addresses that hash, ask another server or write for who has not signed in
DOOR = frozenset(
    {"sign_in", "second_factor_ask", "platform_begin", "platform_return", "setup_page", "account_activate"}
)
#: of them, what costs already when it is only asked for
ALSO_ASKED = frozenset({"platform_begin", "platform_return"})
#: addresses that are remembered; beyond, all are forgotten
MOST_ADDRESSES = 10_000
TOO_MANY_REQUESTS = 429


@dataclass
class Bucket:
    """What an address has left: requests, filled up with time.

    Attributes:
        at: milliseconds since 1970.
    """

    left: float
    at: int


class DoorLimit:
    """Answers 429 to an address that asks too often; each process counts by itself, in memory, and asks no database.

    ``DUBAN_DOOR_LIMIT`` requests at once are let through and as many in each minute; 0 for any number.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.buckets: dict[str, Bucket] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if not settings.DUBAN_DOOR_LIMIT or name not in DOOR or (request.method != "POST" and name not in ALSO_ASKED):
            return None
        seconds = self.take(get_client_address(request))
        if not seconds:
            return None
        answer = render(request, "429.html", {"seconds": seconds}, status=TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = f"{seconds}"
        return answer

    def take(self, address: str) -> int:
        """Takes one request of an address; returns how many seconds to wait, 0 where it may go on."""
        now, most = clock.get_timestamp(), settings.DUBAN_DOOR_LIMIT
        if len(self.buckets) > MOST_ADDRESSES:
            self.buckets.clear()
        bucket = self.buckets.setdefault(address, Bucket(most, now))
        bucket.left = min(most, bucket.left + max(now - bucket.at, 0) * most / 60_000)
        bucket.at = now
        if bucket.left < 1:
            return ceil((1 - bucket.left) * 60 / most)
        bucket.left -= 1
        return 0
