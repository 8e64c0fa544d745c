"""The middleware: a person's address behind a proxy, protective headers, compressed pages, sign-in and its end, what is to be done
before anything else, and the files of a demonstration."""

import re
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

from tasks import clock
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.signing_on.entrance import BEGAN_AT, ENROLMENT_DUE, SEEN_AT
from tasks.signing_on import session_actions
from tracker.expiring import HAS_SCRIPT, list_written_texts, show_expired

#: in the milliseconds of the session's own moments; how seldom the use of a session is noted
MINUTE = 60_000
#: the name in the header of a file to be saved, as Django writes it
FILE_NAME = re.compile(r"^attachment; filename(?:\*=utf-8''([^;]+)|=\"([^\"]*)\")")
#: what a script that asks by itself sends along: it does not keep a session alive that nobody uses
POLLING = "X-Polling"
#: how the answer to a form says that nothing was done
REFUSED = (HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
#: in the session: the address of the form that was refused last → the page on which it stands
FORM_PAGE = "form_page"
POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'"
#: what every answer carries unless its view says otherwise
HEADERS = {
    "Content-Security-Policy": POLICY,
    # no page asks for a device
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    # machines are shared in many offices: nothing of a page or file stays behind in a browser
    "Cache-Control": "private, no-store",
}


NUL = "\0"
#: how a browser sends a form
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class WithoutNulCharacters:
    """Takes NUL characters out of queries, forms and cookies, and knows no address that has one.

    Nobody types them, and PostgreSQL stores none: whatever asked the database for one ended in an error.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if NUL in request.path_info:
            # an address that nobody has
            request.path_info = request.path = "/%00"
        request.COOKIES = {name: value.replace(NUL, "") for name, value in request.COOKIES.items()}
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = drop_nul_characters(request.GET)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Reads the form after the limits of its size have been set, as the guard against forged forms does."""
        if request.method == "POST" and any(
            NUL in text for pair in request.POST.lists() for text in (pair[0], *pair[1])
        ):
            request.POST = drop_nul_characters(request.POST)


def drop_nul_characters(sent: QueryDict) -> QueryDict:
    """Returns what was sent, in its order, without NUL characters."""
    tidy = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        tidy.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    tidy._mutable = False
    return tidy


def refuse_other_content(get_response):
    """Refuses what is sent as something else than a form; no page of the product takes JSON or XML."""

    def middleware(request):
        if request.content_type not in FORM_TYPES and request.META.get("CONTENT_LENGTH") not in (None, "", "0"):
            said = {"said": "本系统只接收表单。这次发来的是别的内容，没有任何改动。"}
            return render(request, "400.html", said, status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        return get_response(request)

    return middleware


def json_not_shown_as_a_page(get_response):
    """Says of JSON, which our own scripts read, that it is a file to be saved: nobody opens it as a page."""

    def middleware(request):
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("application/json"):
            response.headers.setdefault("Content-Disposition", 'attachment; filename="answer.json"')
        return response

    return middleware


def address_behind_proxy(get_response):
    """Sets ``REMOTE_ADDR`` to the address of the person where a trusted proxy passed the request on.

    Without this every address is that of the proxy, and who mistypes somebody's password locks that account for all.
    Of ``X-Forwarded-For`` the last address counts that is not a trusted proxy's: what stands before it, anybody may
    have written.
    """

    def middleware(request):
        trusted = settings.DUBAN_PROXIES
        if request.META.get("REMOTE_ADDR") in trusted:
            passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            request.META["REMOTE_ADDR"] = next(
                (part for part in reversed(passed) if part not in trusted and is_address(part)),
                request.META["REMOTE_ADDR"],
            )
        return get_response(request)

    return middleware


def is_address(text: str) -> bool:
    """Returns whether a text is an IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def protective_headers(get_response):
    """Adds what forbids content of other servers, inline scripts and styles, devices, and storing in the browser."""

    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


class PagesCompressed(GZipMiddleware):
    """Compresses pages, and nothing else: files come as they are stored, and most are compressed already.

    A length that tells what was guessed of a page (BREACH) is blurred by random bytes, and docs/security.md says what
    else stands against it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compresses a page for whoever takes it."""
        is_page = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response


class SignInFirst(LoginRequiredMiddleware):
    """Requires a signed-in user for every page.

    A person who submits after the session ended is told that nothing was done, and returns to the referring
    page. Where no script keeps what he wrote, it is given back first.
    """

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:  # type: ignore[override]
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        if HAS_SCRIPT not in request.COOKIES and list_written_texts(request):
            return show_expired(request, get_referring_page(request))
        if request.headers.get("Accept") != "application/json" and request.path != reverse("sign_out"):
            messages.warning(request, "登录已过期，刚才的操作没有办理。登录后请重新办理。")
        return redirect_to_login(get_referring_page(request), self.get_login_url(view_func))


def get_referring_page(request: HttpRequest) -> str:
    """Returns the page of this site that the request came from; the home page if unknown."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return reverse("home")
    return urlsplit(page)._replace(scheme="", netloc="").geturl() or reverse("home")


class PossibleKeys:
    """Answers 404 where an address names a row that no database can hold; not every lookup of Django notices."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if any(isinstance(value, int) and read_key(str(value)) is None for value in kwargs.values()):
            raise Http404


def demonstration_files_marked(get_response):
    """Puts 演示数据 before the name of each file that is taken out of a demonstration, which no page follows."""

    def middleware(request):
        response = get_response(request)
        named = FILE_NAME.search(response.headers.get("Content-Disposition", ""))
        if named and getattr(request.user, "is_demonstration", False):
            name = unquote(named[1] or named[2])
            response.headers["Content-Disposition"] = content_disposition_header(True, f"演示数据_{name}")
        return response

    return middleware


def end_forgotten_session(get_response):
    """Signs out whoever has not been seen for ``DUBAN_IDLE_MINUTES``, or signed in ``DUBAN_SESSION_HOURS`` ago.

    A session without these moments, of an earlier release, ends by its age alone.
    """

    def middleware(request):
        seen = request.session.get(SEEN_AT)
        if seen is not None and request.user.is_authenticated:
            now = clock.get_timestamp()
            if why := find_timeout(request, now):
                sign_out_forgotten(request, why)
            elif now - seen > MINUTE and POLLING not in request.headers:
                request.session[SEEN_AT] = now
                session_actions.note_activity(session_key=request.session.session_key)
        return get_response(request)

    return middleware


def find_timeout(request: HttpRequest, now: int) -> str:
    """Says why the session ends now; "" where it goes on.

    Args:
        now: milliseconds, as the session's own moments.
    """
    idle, whole = settings.DUBAN_IDLE_MINUTES, settings.SESSION_COOKIE_AGE
    if idle and now - request.session[SEEN_AT] > idle * MINUTE:
        return f"超过 {idle} 分钟没有操作"
    if now - request.session[BEGAN_AT] > whole * 1000:
        return f"登录已满 {whole // 3600} 小时"
    return ""


def sign_out_forgotten(request: AuthenticatedRequest, why: str) -> None:
    """Ends the session, leaves its audit row, and tells the person on the sign-in page."""
    session_actions.record_timeout(session_key=str(request.session.session_key), reason=why, by=request.user)
    logout(request)
    messages.warning(request, f"{why}，系统已自动退出，请重新登录。")


def settle_sign_in_first(get_response):
    """Redirects to what is still to be done of a sign-in: a password that somebody else set, or that is too old, is
    changed, and a second factor that the role needs is enrolled, before any other page."""

    def middleware(request):
        due = find_due_page(request) if request.user.is_authenticated else None
        free = (reverse("sign_out"), f"/{settings.STATIC_URL.lstrip('/')}")
        if due and not request.path.startswith((reverse(due), *free)):
            return redirect(due)
        return get_response(request)

    return middleware


def find_due_page(request: AuthenticatedRequest) -> str | None:
    """Returns the name of the page that stands before all others for this person; None where there is none."""
    if request.user.must_change_password:
        return "change_password"
    return "second_factor_enrol" if request.session.get(ENROLMENT_DUE) else None


def explain_form_addresses(get_response):
    """Answers who opens the address of a form by hand, or again, with a page instead of the empty answer of Django.

    A form that was refused is shown at its own address. Who opens that address once more, to begin anew, is led to the
    page on which the form stands.
    """

    def middleware(request):
        response = get_response(request)
        if response.status_code in REFUSED and request.method == "POST" and request.user.is_authenticated:
            note_form_page(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method not in ("GET", "HEAD"):
            return response
        noted = request.session.get(FORM_PAGE, {})
        if request.path in noted:
            return redirect(noted[request.path])
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def note_form_page(request: HttpRequest) -> None:
    """Notes in the session on which page the refused form stands; the last one only."""
    page, is_script = get_referring_page(request), request.headers.get("Accept") == "application/json"
    if "Referer" in request.headers and not is_script and urlsplit(page).path != request.path:
        request.session[FORM_PAGE] = {request.path: page}
